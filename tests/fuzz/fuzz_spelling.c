/* Corrections with any bytes: the first chooses the locale; of the lines
 * behind it the first is the typed word, the others are the vocabulary. */
#include "lib/query/correct.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS_MAX = 500 };

static const struct str locales[] = {
    STR("en"), STR("id"), STR("ko"),    STR("pl"), STR("fil"), STR("ru"),
    STR("uk"), STR("bg"), STR("be-BY"), STR("th"), STR("fr"),  STR(""),
};

struct lines {
    struct str words[WORDS_MAX];
    uint32_t count, given;
};

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool next_line(void *ctx, struct str *form, uint32_t *articles)
{
    struct lines *l = ctx;

    if (l->given == l->count)
        return false;
    *form = l->words[l->given];
    *articles = l->given++ % 7 * 50;
    return true;
}

static uint32_t articles_with(void *ctx, struct str word)
{
    const struct lines *l = ctx;

    for (uint32_t i = 0; i < l->count; i++)
        if (str_eq(l->words[i], word))
            return 1 + i;
    return 0;
}

static void check_layouts(struct str locale, struct str typed, struct arena *a)
{
    struct str out[LAYOUT_CANDIDATES_MAX];
    size_t count =
        layout_candidates(locale, typed, a, out, LAYOUT_CANDIDATES_MAX);

    require(count <= LAYOUT_CANDIDATES_MAX);
    for (size_t i = 0; i < count; i++)
        require(utf8_check(out[i]) == out[i].len && utf8_count(out[i]) >= 2);
}

/* The parts are the word, and nothing but spaces comes between them. */
static void check_split(struct str word, struct str parts)
{
    size_t at = 0, spaces = 0;

    for (size_t i = 0; i < parts.len; i++) {
        if (parts.ptr[i] == ' ') {
            spaces++;
            continue;
        }
        require(at < word.len && word.ptr[at] == parts.ptr[i]);
        at++;
    }
    require(at == word.len);
    require(spaces >= 1 && spaces < SPLIT_PARTS_MAX);
}

static void check_word(const struct corrector *c, struct str typed,
                       uint32_t held, struct arena *a)
{
    struct unknown_word w = {
        .raw = typed, .exact = typed, .stem = typed, .held = held};
    struct correct_work work = {0};
    struct correction out = {0};
    bool found = correct_word(c, &w, a, &work, &out);

    require(work.spelling.measured <= 2 * SPELLER_MEASURED_MAX);
    require(work.spelling.compared <= 2 * c->speller->count);
    if (!found)
        return;
    require(out.word.len > 0);
    require(out.cost >= 0 && out.cost <= 2);
    require(out.how != CORRECT_SPELLING || !str_eq(out.word, typed));
    if (out.how == CORRECT_SPLIT)
        check_split(typed, out.word);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lines lines = {.count = 0};
    struct arena a = {0};
    struct speller s = {0};
    struct str typed, word;

    if (size == 0)
        return 0;
    struct str locale = locales[data[0] % (sizeof(locales) / sizeof(*locales))];
    struct str rest = str_of((const char *)data + 1, size - 1);
    if (!str_cut(&rest, '\n', &typed))
        return 0;
    while (lines.count < WORDS_MAX && str_cut(&rest, '\n', &word))
        lines.words[lines.count++] = word;

    struct vocabulary vocabulary = {
        .ctx = &lines, .next = next_line, .most = lines.count};
    require(speller_init(&s, locale, vocabulary, NULL) == 0);
    struct corrector c = {
        .locale = locale,
        .speller = &s,
        .known = {.ctx = &lines, .articles = articles_with},
    };
    check_layouts(locale, typed, &a);
    check_word(&c, typed, 0, &a);
    check_word(&c, typed, 1, &a);
    c.known.forms = &s;
    check_word(&c, typed, 0, &a);
    for (uint32_t i = 0; i < lines.count; i++)
        speller_has(&s, lines.words[i]);
    speller_release(&s);
    arena_release(&a);
    return 0;
}
