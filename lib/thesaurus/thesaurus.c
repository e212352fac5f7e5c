#include "lib/thesaurus/thesaurus.h"

#include <stdio.h>

#include "lib/buf.h"
#include "lib/embedded.h"
#include "lib/icu/fold.h"
#include "lib/icu/locale.h"
#include "lib/map.h"
#include "lib/utf8.h"

struct term {
    struct str raw;    /* as it stands in the line, trimmed */
    struct str text;   /* what the caller gets */
    struct str folded; /* what tells it from others */
};

struct reader {
    struct arena *arena; /* for what the caller gets */
    struct arena keys;   /* for what only the reading needs */
    struct str path;
    struct err *e;
    struct str line;
    unsigned number;                        /* of the line */
    struct term terms[THESAURUS_TERMS_MAX]; /* of the line */
    size_t term_count;
    struct map two_way; /* folded term -> the group that has it */
    struct buf scratch, nfc;
    struct thesaurus_group *groups;
    size_t count;
};

/* ERR_CONTENT at the place in the line where `at` stands. */
static int wrong(const struct reader *r, struct str at, const char *message)
{
    struct str before = str_sub(r->line, 0, (size_t)(at.ptr - r->line.ptr));

    err_set(r->e, ERR_CONTENT, "%s", message);
    return err_at(r->e, r->path, r->number, (unsigned)utf8_count(before) + 1);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* In NFC, with one space where the writer left any number: into r->nfc. */
static void tidy(struct reader *r, struct str raw)
{
    buf_clear(&r->scratch);
    for (size_t i = 0; i < raw.len; i++)
        if (!is_blank(raw.ptr[i]))
            buf_char(&r->scratch, raw.ptr[i]);
        else if (!is_blank(raw.ptr[i - 1])) /* trimmed: never the first */
            buf_char(&r->scratch, ' ');
    buf_clear(&r->nfc);
    fold_nfc(buf_str(&r->scratch), &r->nfc);
    r->nfc.failed = r->nfc.failed || r->scratch.failed;
}

static const char *flaw_of(struct str term)
{
    bool has_word = false;

    if (term.len == 0)
        return "expected a word or a phrase here";
    for (size_t at = 0; at < term.len;) {
        uint32_t c = utf8_next(term, &at, NULL);
        if (c < ' ' || c == 0x7F)
            return "a control character in a term";
        has_word = has_word || fold_is_word(c);
    }
    if (!has_word)
        return "a term needs a letter or a digit";
    if (utf8_count(term) > THESAURUS_TERM_MAX)
        return "a term is too long; most is 64 characters";
    return NULL;
}

static bool keep(struct reader *r, struct term *term)
{
    term->text = buf_copy(&r->nfc, r->arena);
    buf_clear(&r->scratch);
    fold_utf8(term->text, &r->scratch);
    term->folded = buf_copy(&r->scratch, &r->keys);
    return !r->arena->failed && !r->keys.failed;
}

static int add_term(struct reader *r, struct str raw)
{
    struct term *term = &r->terms[r->term_count];

    if (r->term_count == THESAURUS_TERMS_MAX)
        return wrong(r, raw, "too many terms in a group; most is 32");
    tidy(r, raw);
    if (r->nfc.failed)
        return err_no_memory(r->e);
    const char *flaw = flaw_of(buf_str(&r->nfc));
    if (flaw)
        return wrong(r, raw, flaw);
    term->raw = raw;
    if (!keep(r, term))
        return err_no_memory(r->e);
    for (size_t i = 0; i < r->term_count; i++)
        if (str_eq(r->terms[i].folded, term->folded))
            return wrong(r, raw, "the term stands in its group already");
    r->term_count++;
    return 0;
}

/* The terms of one side, parted by commas. */
static int add_terms(struct reader *r, struct str side)
{
    struct str piece;

    while (str_cut(&side, ',', &piece))
        if (add_term(r, str_trim(piece)) != 0)
            return -1;
    return 0;
}

/* A term belongs to one two-way group: two of them would be one. */
static int claim_term(struct reader *r, const struct term *term,
                      struct thesaurus_group *group)
{
    const struct thesaurus_group *other = map_get(&r->two_way, term->folded);
    char message[128];

    if (other) {
        snprintf(message, sizeof(message),
                 "the term is in the two-way group of line %u already",
                 other->line);
        return wrong(r, term->raw, message);
    }
    return map_set(&r->two_way, term->folded, group) ? 0 : err_no_memory(r->e);
}

static int add_group(struct reader *r, size_t left)
{
    struct thesaurus_group *group = &r->groups[r->count];
    struct str *terms = arena_new(r->arena, struct str, r->term_count);

    if (!terms)
        return err_no_memory(r->e);
    for (size_t i = 0; i < r->term_count; i++)
        terms[i] = r->terms[i].text;
    *group = (struct thesaurus_group){.terms = terms,
                                      .term_count = left,
                                      .more = terms + left,
                                      .more_count = r->term_count - left,
                                      .line = r->number};
    r->count++;
    for (size_t i = 0; left == r->term_count && i < left; i++)
        if (claim_term(r, &r->terms[i], group) != 0)
            return -1;
    return 0;
}

static int read_group(struct reader *r, struct str text)
{
    size_t arrow = str_search(text, S("=>"));
    struct str right = str_skip(text, arrow + 2);
    size_t second = str_search(right, S("=>"));

    if (r->count == THESAURUS_GROUPS_MAX)
        return wrong(r, text, "too many groups; most is 4096");
    if (second < right.len)
        return wrong(r, str_skip(right, second), "a second \"=>\" in a line");
    r->term_count = 0;
    if (add_terms(r, str_sub(text, 0, arrow)) != 0)
        return -1;
    size_t left = r->term_count;
    if (arrow < text.len && add_terms(r, right) != 0)
        return -1;
    if (r->term_count == 1)
        return wrong(r, text, "a group of one term joins nothing");
    return add_group(r, left);
}

static int read_line(struct reader *r)
{
    size_t bad = utf8_check(r->line);

    if (bad < r->line.len)
        return wrong(r, str_skip(r->line, bad), "not UTF-8");
    struct str text = str_trim(str_sub(r->line, 0, str_find(r->line, '#')));
    return text.len ? read_group(r, text) : 0;
}

/* At most so many groups can be in the text. */
static size_t count_lines(struct str text)
{
    size_t n = 1;

    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == '\n';
    return n < THESAURUS_GROUPS_MAX ? n : THESAURUS_GROUPS_MAX;
}

static int read_lines(struct reader *r, struct str text)
{
    if (text.len > THESAURUS_BYTES_MAX) {
        err_set(r->e, ERR_CONTENT, "too long; most is 256 KiB");
        return err_at(r->e, r->path, 0, 0);
    }
    if (str_starts(text, S("\xEF\xBB\xBF"))) /* a byte order mark */
        text = str_skip(text, 3);
    r->groups = arena_new(r->arena, struct thesaurus_group, count_lines(text));
    if (!r->groups)
        return err_no_memory(r->e);
    while (str_cut(&text, '\n', &r->line)) {
        r->number++;
        if (read_line(r) != 0)
            return -1;
    }
    return 0;
}

int thesaurus_parse(struct thesaurus *t, struct arena *a, struct str text,
                    struct str path, struct err *e)
{
    struct reader r = {.arena = a, .path = path, .e = e};

    map_init(&r.two_way, &r.keys);
    int result = read_lines(&r, text);
    if (result == 0)
        *t = (struct thesaurus){r.groups, r.count};
    buf_release(&r.scratch);
    buf_release(&r.nfc);
    arena_release(&r.keys);
    return result;
}

struct str thesaurus_builtin(struct str locale)
{
    struct str language = locale_language(locale);

    if (str_eq(language, S("tl")))
        language = S("fil");
    for (const struct embedded *t = thesaurus_texts; t->name; t++)
        if (str_eq(language, str_from(t->name)))
            return str_of((const char *)t->bytes, t->len);
    return (struct str){0};
}
