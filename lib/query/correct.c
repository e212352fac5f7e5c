#include "lib/query/correct.h"

#include "lib/buf.h"
#include "lib/jamo.h"
#include "lib/utf8.h"

static uint32_t articles_of(const struct corrector *c, struct str word,
                            struct correct_work *work)
{
    work->asked++;
    return c->known.articles(c->known.ctx, word);
}

/* The candidate that most articles hold, else the first that known words make
 * together. */
static bool by_layout(const struct corrector *c, const struct unknown_word *w,
                      struct arena *a, struct correct_work *work,
                      struct correction *out)
{
    struct str words[LAYOUT_CANDIDATES_MAX];
    uint32_t most = 0;
    size_t count =
        layout_candidates(c->locale, w->raw, a, words, LAYOUT_CANDIDATES_MAX);

    *out = (struct correction){.how = CORRECT_LAYOUT};
    for (size_t i = 0; i < count; i++) {
        uint32_t held = articles_of(c, words[i], work);
        if (held <= most)
            continue;
        most = held;
        out->word = words[i];
    }
    for (size_t i = 0; i < count && !out->word.len; i++)
        out->word = split_word(c->known, words[i], a, &work->asked);
    return out->word.len > 0;
}

static bool is_hangul(struct str word)
{
    size_t at = 0;

    return word.len && jamo_is_syllable(utf8_next(word, &at, NULL));
}

/* Of a Korean word what is left without its particle, which would make the
 * word longer and more slips forgivable; of others the word itself. */
static bool by_spelling(const struct corrector *c, const struct unknown_word *w,
                        unsigned limit, struct correct_work *work,
                        struct correction *out)
{
    struct str word = is_hangul(w->exact) ? w->stem : w->exact;
    struct spelling best;

    if (!speller_find(c->speller, word, w->held, limit, &work->spelling, &best))
        return false;
    *out = (struct correction){
        .word = best.word, .cost = best.cost, .how = CORRECT_SPELLING};
    return true;
}

static bool by_split(const struct corrector *c, const struct unknown_word *w,
                     struct arena *a, struct correct_work *work,
                     struct correction *out)
{
    *out = (struct correction){
        .word = split_word(c->known, w->exact, a, &work->asked),
        .how = CORRECT_SPLIT,
    };
    return out->word.len > 0;
}

bool correct_word(const struct corrector *c, const struct unknown_word *w,
                  struct arena *a, struct correct_work *work,
                  struct correction *out)
{
    struct correct_work unasked = {0};

    if (!work)
        work = &unasked;
    if (w->held)
        return by_spelling(c, w, SLIP_ONE, work, out);
    return by_layout(c, w, a, work, out) ||
           by_spelling(c, w, SLIP_ONE, work, out) ||
           by_split(c, w, a, work, out) ||
           by_spelling(c, w, 2 * SLIP_ONE, work, out);
}

bool correct_join(const struct corrector *c, const struct unknown_word *first,
                  const struct unknown_word *second, struct arena *a,
                  struct correct_work *work, struct correction *out)
{
    const uint32_t held[] = {first->held, second->held};

    *out = (struct correction){
        .word = join_words(c->known, first->exact, second->exact, held, a,
                           work ? &work->asked : NULL),
        .how = CORRECT_JOIN,
    };
    return out->word.len > 0;
}

/* A lexicon's forms, and behind them, in Korean, its stems: of many a noun
 * there stand only forms with particles. */
struct lexicon_words {
    const struct lexicon *lexicon;
    struct lexicon_walk walk;
    uint32_t stem, stems; /* the next, and how many */
    struct arena *kept;
    struct buf text;
};

static bool is_form(const struct lexicon *l, struct str stem)
{
    return lexicon_find_form(l, lexicon_find(l, stem), stem).count > 0;
}

static bool next_word(void *ctx, struct str *form, uint32_t *articles)
{
    struct lexicon_words *w = ctx;
    const struct lexicon *l = w->lexicon;

    if (lexicon_walk_next(l, &w->walk)) {
        *form = w->walk.exact;
        *articles = w->walk.articles;
        return true;
    }
    while (w->stem < w->stems) {
        uint32_t stem = w->stem++;
        buf_clear(&w->text);
        lexicon_put(l, l->first[stem], &w->text);
        if (is_form(l, buf_str(&w->text)))
            continue;
        *form = buf_copy(&w->text, w->kept);
        *articles = l->articles[stem];
        return true;
    }
    return false;
}

int correct_speller(struct speller *s, struct str locale,
                    const struct lexicon *l, struct err *e)
{
    bool korean = str_eq(str_sub(locale, 0, str_find(locale, '-')), S("ko"));
    struct lexicon_words words = {
        .lexicon = l, .stems = korean ? l->stems : 0, .kept = &s->kept};
    struct vocabulary vocabulary = {
        .ctx = &words, .next = next_word, .most = l->numbers + words.stems};

    *s = (struct speller){0};
    int result = speller_init(s, locale, vocabulary, e);
    if (result == 0 && (words.text.failed || s->kept.failed))
        result = err_no_memory(e);
    buf_release(&words.text);
    return result;
}
