#include "lib/analyse/analyse.h"

#include "lib/analyse/words.h"
#include "lib/icu/breaker.h"
#include "lib/icu/fold.h"
#include "lib/icu/text16.h"

struct analyser {
    struct words words;
    struct breaker *breaker;
    struct text16 text;
    char recipe[32];
};

/* What is cut at the moment, and the whole word before. */
struct run {
    struct analyser *a;
    analyse_token *each;
    void *ctx;
    const uint16_t *units;
    int32_t len;
    const struct word *before; /* NULL at first */
    int32_t before_end;
};

/* A piece of the text in units. */
struct piece {
    int32_t start, end;
};

/* Names whose signs are part of them, so that "C++" is not "C". */
static const struct {
    struct str before, letters, behind;
} tech_words[] = {
    {STR(""), STR("c"), STR("++")},  {STR(""), STR("c"), STR("#")},
    {STR(""), STR("f"), STR("#")},   {STR(""), STR("g"), STR("++")},
    {STR("."), STR("net"), STR("")}, {STR(""), STR("notepad"), STR("++")},
};

struct analyser *analyser_new(struct str locale, struct err *e)
{
    const struct recipe *r = recipe_of(locale);
    struct analyser *a = calloc(1, sizeof(*a));

    if (!a) {
        err_no_memory(e);
        return NULL;
    }
    snprintf(a->recipe, sizeof(a->recipe), "%s/%u", r->name, r->version);
    a->breaker = breaker_new(r->breaks ? r->breaks : "en", e);
    if (!a->breaker || words_init(&a->words, r, e) != 0) {
        analyser_free(a);
        return NULL;
    }
    return a;
}

void analyser_free(struct analyser *a)
{
    if (!a)
        return;
    words_release(&a->words);
    breaker_free(a->breaker);
    text16_release(&a->text);
    free(a);
}

double analyser_grams(const struct analyser *a)
{
    return a->words.recipe->grams;
}

double analyser_across(const struct analyser *a)
{
    return a->words.recipe->across;
}

struct str analyser_recipe(const struct analyser *a)
{
    return str_from(a->recipe);
}

uint32_t analyser_words(const struct analyser *a)
{
    return (uint32_t)a->words.by_form.count;
}

const struct word *analyser_word(const struct analyser *a, uint32_t id)
{
    return words_of_id(&a->words, id);
}

void analyser_trim(struct analyser *a, uint32_t max)
{
    if (a->words.spelling_count > max)
        words_clear(&a->words);
}

static bool is_splitter(uint16_t unit)
{
    return unit == '.' || unit == '@' || unit == ':' || unit == '_';
}

static bool is_hyphen(uint16_t unit)
{
    return unit == '-' || unit == 0x2010 || unit == 0x2011;
}

static bool is_apostrophe(uint16_t unit)
{
    return unit == '\'' || unit == 0x2019;
}

static bool is_word_at(const struct run *r, int32_t at)
{
    return at >= 0 && at < r->len && fold_is_word(r->units[at]);
}

/* Do these ASCII letters, written small, stand at `at` in either case? */
static bool letters_at(const struct run *r, int32_t at, struct str small)
{
    if (at < 0 || small.len > (size_t)(r->len - at))
        return false;
    for (size_t i = 0; i < small.len; i++) {
        uint16_t u = r->units[at + (int32_t)i];

        if (u >= 'A' && u <= 'Z')
            u = (uint16_t)(u + ('a' - 'A'));
        if (u != (unsigned char)small.ptr[i])
            return false;
    }
    return true;
}

static bool on_list(const struct run *r, const char *list, int32_t start,
                    int32_t end)
{
    struct str rest = str_from(list), word;

    while (str_cut(&rest, ' ', &word)) {
        if (word.len == (size_t)(end - start) && letters_at(r, start, word))
            return true;
    }
    return false;
}

/* "mag" of "mag-aral". */
static bool is_dropped_prefix(const struct run *r, struct piece p)
{
    const char *list = r->a->words.recipe->before_hyphen;

    return list && p.end < r->len && is_hyphen(r->units[p.end]) &&
           is_word_at(r, p.end + 1) && on_list(r, list, p.start, p.end);
}

/* "l'eau" -> "eau". */
static struct piece without_elision(const struct run *r, struct piece p)
{
    const char *list = r->a->words.recipe->before_apostrophe;

    for (int32_t i = p.start; list && i + 1 < p.end; i++) {
        if (is_apostrophe(r->units[i]))
            return on_list(r, list, p.start, i) ? (struct piece){i + 1, p.end}
                                                : p;
    }
    return p;
}

/* The dot of ".NET" stands alone: not in "x.net", not in "...net". */
static bool has_before(const struct run *r, int32_t at, struct str before)
{
    if (before.len == 0)
        return true;
    return at >= r->before_end && letters_at(r, at, before) &&
           !is_word_at(r, at - 1) && (at == 0 || r->units[at - 1] != '.');
}

static struct piece with_signs(const struct run *r, struct piece p)
{
    size_t len = (size_t)(p.end - p.start);

    for (size_t i = 0; i < sizeof(tech_words) / sizeof(*tech_words); i++) {
        struct str before = tech_words[i].before;
        struct str behind = tech_words[i].behind;
        int32_t start = p.start - (int32_t)before.len;

        if (len == tech_words[i].letters.len &&
            letters_at(r, p.start, tech_words[i].letters) &&
            letters_at(r, p.end, behind) && has_before(r, start, before))
            return (struct piece){start, p.end + (int32_t)behind.len};
    }
    return p;
}

/* A prefix of at most WORD_UNITS_MAX units, no surrogate pair divided. */
static struct piece cut_long(const struct run *r, struct piece p)
{
    if (p.end - p.start > WORD_UNITS_MAX) {
        p.end = p.start + WORD_UNITS_MAX;
        if ((r->units[p.end] & 0xFC00) == 0xDC00)
            p.end--;
    }
    return p;
}

static bool emit(struct run *r, struct piece p, bool part,
                 const struct word **word)
{
    const uint32_t *offsets = r->a->text.offsets;

    if (!words_get(&r->a->words, r->units + p.start, p.end - p.start, word))
        return false;
    if (!*word)
        return true;
    struct token t = {.start = offsets[p.start],
                      .end = offsets[p.end],
                      .word = *word,
                      .part = part};

    r->each(r->ctx, &t);
    return true;
}

/* "node.js", "a@b.example", "v1.2", "1.2.3", "snake_case"; but neither a
 * price ("3,500.50") nor a decimal number is cut further. */
static bool has_parts(const struct run *r, struct piece p)
{
    int splitters = 0;
    bool number = true;

    for (int32_t i = p.start; i < p.end; i++) {
        uint16_t u = r->units[i];

        splitters += is_splitter(u);
        number = number && (u == '.' || u == ',' || (u >= '0' && u <= '9'));
    }
    return number ? splitters > 1 : splitters > 0;
}

static bool emit_parts(struct run *r, struct piece p)
{
    const struct word *word;

    for (int32_t start = p.start; start < p.end;) {
        int32_t end = start;

        while (end < p.end && !is_splitter(r->units[end]))
            end++;
        if (end > start && !emit(r, (struct piece){start, end}, true, &word))
            return false;
        start = end + 1;
    }
    return true;
}

/* The second copy in "barang-barang" says nothing new. */
static bool is_repeated(const struct run *r, struct piece p,
                        const struct word **word)
{
    if (!r->before || p.start != r->before_end + 1 ||
        !is_hyphen(r->units[r->before_end]))
        return false;
    return words_get(&r->a->words, r->units + p.start, p.end - p.start, word) &&
           *word == r->before;
}

static bool take(struct run *r, struct piece whole)
{
    const struct word *word = NULL;

    if (is_dropped_prefix(r, whole))
        return true;
    struct piece p = cut_long(r, with_signs(r, without_elision(r, whole)));
    bool signs = p.start < whole.start || p.end > whole.end;
    int32_t end = signs ? p.end : whole.end;

    if (is_repeated(r, p, &word)) {
        r->before_end = end;
        return true;
    }
    if (!emit(r, p, false, &word))
        return false;
    r->before = word;
    r->before_end = end;
    if (!word)
        return true;
    if (signs)
        return emit(r, without_elision(r, whole), true, &word);
    return !has_parts(r, p) || emit_parts(r, p);
}

int analyse(struct analyser *a, struct str text, analyse_token *each, void *ctx,
            struct err *e)
{
    struct piece p;

    if (!text16_set(&a->text, text))
        return err_no_memory(e);
    if (breaker_set(a->breaker, a->text.units, a->text.len, e) != 0)
        return -1;
    struct run r = {.a = a,
                    .each = each,
                    .ctx = ctx,
                    .units = a->text.units,
                    .len = a->text.len};

    while (breaker_next(a->breaker, &p.start, &p.end)) {
        if (!take(&r, p))
            return err_no_memory(e);
    }
    return 0;
}
