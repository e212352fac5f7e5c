#include "lib/query/suggest.h"

#include "lib/records/typing_key.h"
#include "lib/utf8.h"

/* A typed word before it is looked up. */
struct piece {
    struct str folded, key;
    bool stop;
};

struct find {
    const struct suggestions *s;
    struct arena *arena;
    struct suggest_hits *hits;
    struct typed *typed;
    struct suggest_work *work;
    struct suggest_text text;
    struct piece pieces[SUGGEST_TYPED_MAX];
    uint32_t count;
};

static struct piece piece_of(const struct suggest_text *t, uint32_t i)
{
    return (struct piece){t->folded[i], t->words.at[i].key, t->stop[i]};
}

/* The first ones and the last, which is being typed. */
static void take_pieces(struct find *f)
{
    uint32_t last = f->text.words.count;

    f->count = 0;
    for (uint32_t i = 0; i + 1 < last && i + 1 < SUGGEST_TYPED_MAX; i++)
        f->pieces[f->count++] = piece_of(&f->text, i);
    if (last)
        f->pieces[f->count++] = piece_of(&f->text, last - 1);
}

/* Stop words may be missing unless there is nothing else. */
static bool all_stop(const struct find *f)
{
    for (uint32_t i = 0; i < f->count; i++)
        if (!f->pieces[i].stop)
            return false;
    return true;
}

static int look_up(struct find *f, struct err *e)
{
    bool needed = all_stop(f);

    f->typed->count = 0;
    for (uint32_t i = 0; i < f->count; i++) {
        const struct piece *p = &f->pieces[i];
        struct typed_word *w = &f->typed->words[i];

        w->letters = (uint32_t)utf8_count(p->folded);
        w->optional = p->stop && !needed;
        if (word_set_init(&w->set, f->s, p->folded, p->key, f->arena, f->work,
                          e))
            return -1;
        f->typed->count++;
    }
    return 0;
}

static int rank(struct find *f, struct err *e)
{
    f->hits->count = 0;
    return suggest_rank(f->s, f->typed, f->arena, f->hits, f->work, e);
}

/* The longest beginning of the text that is a word of the table, or begins one
 * where words are often run together. */
static size_t longest_known(struct find *f, struct str text)
{
    bool unspaced = typing_is_unspaced(text);
    size_t least = unspaced ? 2 : 3, letters = utf8_count(text);
    size_t syllables = typing_syllables(text);

    /* Of 배송ㅈㅎ the initial consonants are a word of their own. */
    if (syllables && typing_lone_consonants(text) >= 2)
        return syllables;
    while (--letters >= least) {
        size_t at = 0;
        for (size_t i = 0; i < letters; i++)
            utf8_next(text, &at, NULL);
        struct str left = str_sub(text, 0, at);
        if (suggest_is_known(f->s, suggest_key(left, f->arena), !unspaced,
                             f->work))
            return at;
    }
    return 0;
}

/* Adds the words that a text was made of, or the text itself. */
static void add_parts(struct find *f, struct str text)
{
    while (text.len && f->count < SUGGEST_TYPED_MAX) {
        struct piece whole = {text, suggest_key(text, f->arena), false};
        size_t end = 0;

        if (f->count + 1 < SUGGEST_TYPED_MAX &&
            !suggest_is_known(f->s, whole.key, false, f->work))
            end = longest_known(f, text);
        if (end == 0) {
            f->pieces[f->count++] = whole;
            return;
        }
        struct str left = str_sub(text, 0, end);
        f->pieces[f->count++] =
            (struct piece){left, suggest_key(left, f->arena), false};
        text = str_skip(text, end);
    }
}

/* Words that touched each other where they were typed are one again: half a
 * word is often cut otherwise than the whole. Then all are cut by the words
 * that the table has. */
static int cut_again(struct find *f, struct err *e)
{
    const struct suggest_text *t = &f->text;
    struct buf run = {0};

    f->count = 0;
    for (uint32_t i = 0; i < t->words.count && f->count < SUGGEST_TYPED_MAX;) {
        buf_clear(&run);
        do {
            buf_put(&run, t->folded[i++]);
        } while (i < t->words.count &&
                 t->words.at[i].start == t->words.at[i - 1].end &&
                 typing_is_unspaced(t->folded[i]));
        add_parts(f, buf_copy(&run, f->arena));
    }
    buf_release(&run);
    return f->arena->failed ? err_no_memory(e) : 0;
}

static bool may_slip(const struct find *f, uint32_t i, uint32_t slips)
{
    size_t letters = utf8_count(f->pieces[i].key);

    /* A word that finds something is left alone. */
    if (f->hits->count && f->typed->words[i].set.exact != SUGGEST_NO_WORD)
        return false;
    return letters >=
           (slips == 1 ? SUGGEST_SLIP_LETTERS : SUGGEST_SLIPS_LETTERS);
}

static int allow_slips(struct find *f, uint32_t slips, struct err *e)
{
    bool any = false;

    for (uint32_t i = 0; i < f->count; i++)
        if (may_slip(f, i, slips)) {
            any = true;
            word_set_slips(&f->typed->words[i].set, f->s, f->pieces[i].key,
                           slips, f->work);
        }
    return any ? rank(f, e) : 0;
}

static int find_all(struct find *f, struct err *e)
{
    take_pieces(f);
    if (look_up(f, e) || rank(f, e))
        return -1;
    if (f->hits->count == 0) {
        if (cut_again(f, e) || look_up(f, e) || rank(f, e))
            return -1;
        if (f->hits->count)
            return 0;
        take_pieces(f);
        if (look_up(f, e))
            return -1;
    }
    if (f->hits->count < SUGGEST_FEW && allow_slips(f, 1, e))
        return -1;
    return f->hits->count == 0 ? allow_slips(f, 2, e) : 0;
}

int suggest_find(const struct suggestions *s, struct analyser *analyser,
                 struct str text, struct arena *a, struct suggest_hits *hits,
                 struct typed *typed, struct suggest_work *work, struct err *e)
{
    struct find f = {
        .s = s, .arena = a, .hits = hits, .typed = typed, .work = work};
    size_t end = 0;

    for (size_t n = 0; end < text.len && n < SUGGEST_QUERY_MAX; n++)
        utf8_next(text, &end, NULL);
    *work = (struct suggest_work){0};
    hits->count = typed->count = 0;
    if (suggest_cut(analyser, str_sub(text, 0, end), a, &f.text, e))
        return -1;
    return find_all(&f, e);
}
