#include "lib/icu/locale.h"

#include <unicode/uchar.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "lib/icu/fold.h"
#include "lib/utf8.h"

enum { RANGES_MAX = 32, NAME_MAX_UNITS = 128, FULL_QUALITY = 1000 };

/* The parts of a tag in their canonical case, "" where there is none. */
struct parts {
    char language[4];
    char script[5];
    char region[4];
};

/* Other codes for a language: a reader who asks for one takes the other. */
static const struct {
    char other[4], usual[4];
} aliases[] = {
    {"tl", "fil"}, {"iw", "he"}, {"in", "id"},
    {"ji", "yi"},  {"nb", "no"}, {"nn", "no"},
};

/* ICU has a name for these, but nobody speaks them. */
static const char *const not_spoken[] = {"und", "mul", "mis", "zxx"};

/* Where the language's usual name in itself is not what CLDR lists. */
static const struct {
    struct str tag;
    struct str name;
} own_names[] = {
    {STR("id"), STR("Bahasa Indonesia")},
    {STR("ms"), STR("Bahasa Melayu")},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all(struct str s, bool (*is)(char))
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is(s.ptr[i]))
            return false;
    }
    return true;
}

static char cased(char c, bool upper)
{
    if (upper && c >= 'a' && c <= 'z')
        return (char)(c - 'a' + 'A');
    if (!upper && c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c;
}

/* `upper` letters in capitals, the others small; `s` fits, with its NUL. */
static void copy_cased(char *out, struct str s, size_t upper)
{
    for (size_t i = 0; i < s.len; i++)
        out[i] = cased(s.ptr[i], i < upper);
    out[s.len] = '\0';
}

/* Reads the language, script and region at the front of a tag. True when
 * nothing is left behind them. False with "" as language: not a tag. */
static bool read_parts(struct str tag, struct parts *p)
{
    struct str rest = tag, piece;

    *p = (struct parts){0};
    if (!str_cut(&rest, '-', &piece) || piece.len < 2 || piece.len > 3 ||
        !all(piece, is_letter))
        return false;
    copy_cased(p->language, piece, 0);
    if (!str_cut(&rest, '-', &piece))
        return true;
    if (piece.len == 4 && all(piece, is_letter)) {
        copy_cased(p->script, piece, 1);
        if (!str_cut(&rest, '-', &piece))
            return true;
    }
    if ((piece.len == 2 && all(piece, is_letter)) ||
        (piece.len == 3 && all(piece, is_digit))) {
        copy_cased(p->region, piece, 3);
        return !str_cut(&rest, '-', &piece);
    }
    return false;
}

typedef int32_t display(const char *locale, const char *in, UChar *out,
                        int32_t room, UErrorCode *status);

/* ICU answers with the code itself where it has no name. */
static bool has_name(display *name, const char *locale)
{
    UChar text[NAME_MAX_UNITS];
    UErrorCode status = U_ZERO_ERROR;

    name(locale, "en", text, NAME_MAX_UNITS, &status);
    return U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING;
}

static bool has_short_code(const char *language)
{
    char short_code[ULOC_LANG_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    int32_t len =
        uloc_getLanguage(language, short_code, ULOC_LANG_CAPACITY, &status);

    return language[2] != '\0' && U_SUCCESS(status) && len == 2;
}

static bool language_is_known(const char *language)
{
    struct str code = str_from(language);

    for (size_t i = 0; i < sizeof(not_spoken) / sizeof(*not_spoken); i++) {
        if (str_eq(code, str_from(not_spoken[i])))
            return false;
    }
    return !has_short_code(language) &&
           has_name(uloc_getDisplayLanguage, language);
}

static void write_tag(const struct parts *p, char out[LOCALE_MAX])
{
    const char *script_dash = p->script[0] ? "-" : "";
    const char *region_dash = p->region[0] ? "-" : "";

    snprintf(out, LOCALE_MAX, "%s%s%s%s%s", p->language, script_dash, p->script,
             region_dash, p->region);
}

bool locale_canonical(struct str tag, char out[LOCALE_MAX])
{
    struct parts p;
    char probe[LOCALE_MAX];

    if (!read_parts(tag, &p) || !language_is_known(p.language))
        return false;
    snprintf(probe, sizeof(probe), "und_%s", p.script);
    if (p.script[0] && !has_name(uloc_getDisplayScript, probe))
        return false;
    snprintf(probe, sizeof(probe), "und_%s", p.region);
    if (p.region[0] && !has_name(uloc_getDisplayCountry, probe))
        return false;
    write_tag(&p, out);
    return true;
}

static void replace_alias(char language[4], const char *only)
{
    for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++) {
        struct str other = str_from(aliases[i].other);

        if (str_eq(str_from(language), other) &&
            (!only || str_eq(other, str_from(only)))) {
            memcpy(language, aliases[i].usual, sizeof(aliases[i].usual));
            return;
        }
    }
}

bool locale_of_folder(struct str name, char out[LOCALE_MAX])
{
    struct parts p;

    if (!locale_canonical(name, out) || !read_parts(name, &p))
        return false;
    replace_alias(p.language, "tl");
    write_tag(&p, out);
    return true;
}

/* The tag as ICU wants it; false when it is too long to be one. */
static bool icu_id(struct str tag, char out[LOCALE_MAX])
{
    if (tag.len == 0 || tag.len >= LOCALE_MAX)
        return false;
    memcpy(out, tag.ptr, tag.len);
    out[tag.len] = '\0';
    return true;
}

bool locale_is_rtl(struct str tag)
{
    char id[LOCALE_MAX];

    return icu_id(tag, id) && uloc_isRightToLeft(id);
}

struct str locale_language(struct str tag)
{
    return str_sub(tag, 0, str_find(tag, '-'));
}

/* Fills in the script and region that the tag leaves open. */
static void maximize(struct parts *p)
{
    char id[LOCALE_MAX], full[ULOC_FULLNAME_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;

    write_tag(p, id);
    uloc_addLikelySubtags(id, full, sizeof(full), &status);
    if (U_FAILURE(status))
        return;
    uloc_getScript(full, p->script, sizeof(p->script), &status);
    status = U_ZERO_ERROR;
    uloc_getCountry(full, p->region, sizeof(p->region), &status);
}

void locale_script(struct str tag, char out[5])
{
    struct parts p;

    read_parts(tag, &p);
    if (p.language[0])
        maximize(&p);
    memcpy(out, p.script, sizeof(p.script));
}

static bool same(const char *a, const char *b)
{
    return str_eq(str_from(a), str_from(b));
}

static size_t add_tag(const struct parts *p,
                      char out[LOCALE_FALLBACKS_MAX][LOCALE_MAX], size_t count)
{
    char tag[LOCALE_MAX];

    write_tag(p, tag);
    for (size_t i = 0; i < count; i++)
        if (same(out[i], tag))
            return count;
    memcpy(out[count], tag, sizeof(tag));
    return count + 1;
}

/* From `p` to its language alone, if that means the same script. */
static size_t add_chain(struct parts p,
                        char out[LOCALE_FALLBACKS_MAX][LOCALE_MAX],
                        size_t count)
{
    struct parts full = p, language = p;

    maximize(&full);
    full.region[0] = language.script[0] = language.region[0] = '\0';

    struct parts usual = language, region = full;

    maximize(&usual);
    memcpy(region.region, p.region, sizeof(p.region));
    count = add_tag(&p, out, count);
    count = add_tag(&region, out, count);
    count = add_tag(&full, out, count);
    if (!same(full.script, usual.script))
        return count;
    region.script[0] = '\0';
    count = add_tag(&region, out, count);
    return add_tag(&language, out, count);
}

size_t locale_fallbacks(struct str tag,
                        char out[LOCALE_FALLBACKS_MAX][LOCALE_MAX])
{
    struct parts p;

    read_parts(tag, &p);
    if (!p.language[0])
        return 0;
    size_t count = add_chain(p, out, 0);
    replace_alias(p.language, NULL);
    return add_chain(p, out, count);
}

/* Does ICU know the language's names in itself? Without this it would answer
 * in the language of the machine. */
static bool speaks_itself(const char *id)
{
    UChar text[NAME_MAX_UNITS];
    UErrorCode status = U_ZERO_ERROR;

    uloc_getDisplayLanguage(id, id, text, NAME_MAX_UNITS, &status);
    return U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING;
}

static struct str title_cased(struct arena *a, const UChar *name, int32_t len)
{
    char utf8[NAME_MAX_UNITS * 3 + 1];
    UErrorCode status = U_ZERO_ERROR;
    int32_t size = 0;
    size_t first = 0;

    u_strToUTF8(utf8, sizeof(utf8), &size, name, len, &status);
    if (U_FAILURE(status) || size == 0)
        return S("");
    struct str text = str_of(utf8, (size_t)size);
    uint32_t c = utf8_next(text, &first, NULL);
    char title[4];
    size_t n = utf8_put((uint32_t)u_totitle((UChar32)c), title);

    return arena_fmt(a, "%.*s%.*s", (int)n, title,
                     STR_ARG(str_skip(text, first)));
}

struct str locale_own_name(struct arena *a, struct str tag)
{
    char id[LOCALE_MAX];
    UChar name[NAME_MAX_UNITS];
    UErrorCode status = U_ZERO_ERROR;

    for (size_t i = 0; i < sizeof(own_names) / sizeof(*own_names); i++) {
        if (str_eq(tag, own_names[i].tag))
            return own_names[i].name;
    }
    if (!icu_id(tag, id) || !speaks_itself(id))
        return arena_str(a, tag);
    ULocaleDisplayNames *names = uldn_open(id, ULDN_DIALECT_NAMES, &status);
    int32_t len =
        uldn_localeDisplayName(names, id, name, NAME_MAX_UNITS, &status);
    struct str own = S("");

    if (U_SUCCESS(status))
        own = title_cased(a, name, len);
    uldn_close(names);
    return own.len ? own : arena_str(a, tag);
}

/* One range of an Accept-Language header. */
struct range {
    struct str tag; /* "*" too */
    struct parts parts;
    unsigned quality; /* thousandths */
};

/* "0", "0.5", "1.000": at most three decimals. */
static bool read_quality(struct str s, unsigned *thousandths)
{
    unsigned weight = FULL_QUALITY;

    if (s.len == 0 || s.len > 5 || (s.len > 1 && s.ptr[1] != '.'))
        return false;
    *thousandths = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (i == 1)
            continue;
        if (!is_digit(s.ptr[i]))
            return false;
        *thousandths += (unsigned)(s.ptr[i] - '0') * weight;
        weight /= 10;
    }
    return *thousandths <= FULL_QUALITY;
}

static bool read_range(struct str text, struct range *r)
{
    struct str rest = text, tag, parameter;

    r->quality = FULL_QUALITY;
    if (!str_cut(&rest, ';', &tag))
        return false;
    r->tag = str_trim(tag);
    if (str_cut(&rest, ';', &parameter)) {
        parameter = str_trim(parameter);
        if (rest.ptr || parameter.len < 2 ||
            !str_eq_nocase(str_sub(parameter, 0, 2), S("q=")) ||
            !read_quality(str_skip(parameter, 2), &r->quality))
            return false;
    }
    if (str_eq(r->tag, S("*")))
        return true;
    /* What stands behind the region ("-u-hc-h23") does not matter here. */
    read_parts(r->tag, &r->parts);
    return r->tag.len < LOCALE_MAX && r->parts.language[0];
}

/* Stable, best quality first. */
static void insert(struct range *ranges, size_t count, struct range r)
{
    while (count > 0 && ranges[count - 1].quality < r.quality) {
        ranges[count] = ranges[count - 1];
        count--;
    }
    ranges[count] = r;
}

static size_t read_ranges(struct str header, struct range ranges[RANGES_MAX])
{
    struct str rest = header, piece;
    size_t count = 0;

    for (int read = 0; read < RANGES_MAX && str_cut(&rest, ',', &piece);
         read++) {
        struct range r = {0};

        if (read_range(piece, &r))
            insert(ranges, count++, r);
    }
    return count;
}

/* Is it a range with q=0 that names this tag or what it begins with? */
static bool is_refused(const struct range *ranges, size_t count, struct str tag)
{
    while (count-- > 0 && ranges[count].quality == 0) {
        struct str range = ranges[count].tag;

        if (str_eq_nocase(str_sub(tag, 0, range.len), range) &&
            (tag.len == range.len || tag.ptr[range.len] == '-'))
            return true;
    }
    return false;
}

/* How well an available locale serves a range; 0: another language. */
static int fit(const struct range *r, struct str tag)
{
    struct parts want = r->parts, have;

    if (str_eq_nocase(r->tag, tag))
        return 16;
    read_parts(tag, &have);
    bool same_code = same(want.language, have.language);
    bool open = !have.script[0] && !have.region[0];

    replace_alias(want.language, NULL);
    replace_alias(have.language, NULL);
    if (!same(want.language, have.language))
        return 0;
    maximize(&want);
    maximize(&have);
    return 1 + (same(want.script, have.script) ? 8 : 0) +
           (same(want.region, have.region) ? 4 : 0) + (open ? 2 : 0) +
           (same_code ? 1 : 0);
}

size_t locale_negotiate(struct str accept_language, const struct str *available,
                        size_t count, size_t fallback)
{
    struct range ranges[RANGES_MAX];
    size_t range_count = read_ranges(accept_language, ranges);

    for (size_t r = 0; r < range_count && ranges[r].quality > 0; r++) {
        size_t best = fallback;
        int best_fit = 0;

        if (str_eq(ranges[r].tag, S("*")))
            return fallback;
        for (size_t i = 0; i < count; i++) {
            int f = fit(&ranges[r], available[i]);

            if (f > best_fit &&
                !is_refused(ranges, range_count, available[i])) {
                best_fit = f;
                best = i;
            }
        }
        if (best_fit > 0)
            return best;
    }
    return fallback;
}
