#include "lib/query/near.h"

#include "lib/query/spelled.h"

enum {
    SLIPS_MOST = 3 * SLIP_ONE,
    /* A letter behind the shared beginning, in the typed word and in the one
     * that is offered, and the most that such letters may cost. */
    TYPED_LETTER = 25,
    MEANT_LETTER = 45,
    ENDING_MOST = 250,
    BEGINNING_MIN = 4, /* letters; of Hangul a syllable has two or three */
    WEIGHT_OF_TWICE = 8,
    KEPT = 4 * NEAR_WORDS_MAX, /* before those of one stem are dropped */
};

struct candidate {
    struct str word; /* the vocabulary's */
    int cost;
};

struct looker {
    const struct speller *speller;
    struct slip_word typed;
    uint32_t measured;
    struct candidate best[KEPT]; /* the cheapest first */
    uint32_t count;
};

static int shared_beginning(const struct slip_word *a,
                            const struct slip_word *b)
{
    int n = 0;

    while (n < a->count && n < b->count && a->letters[n] == b->letters[n])
        n++;
    return n;
}

/* SLIP_TOO_FAR when the words share too little. */
static int ending_cost(const struct slip_word *typed,
                       const struct slip_word *meant)
{
    int shared = shared_beginning(typed, meant);
    int cost = (typed->count - shared) * TYPED_LETTER +
               (meant->count - shared) * MEANT_LETTER;

    return shared < BEGINNING_MIN || cost > ENDING_MOST ? SLIP_TOO_FAR : cost;
}

static int cost_of(const struct looker *l, const struct slip_word *meant)
{
    /* Each slip is dear in a short word. */
    int most = l->typed.count * SLIP_ONE / 3;
    int ending = ending_cost(&l->typed, meant);

    if (most > SLIPS_MOST)
        most = SLIPS_MOST;
    int slips =
        (int)slip_cost(&l->speller->rules, &l->typed, meant, (unsigned)most);
    return slips < ending ? slips : ending;
}

static void keep(struct looker *l, struct candidate c)
{
    uint32_t at = l->count < KEPT ? l->count++ : KEPT - 1;

    if (at == KEPT - 1 && l->best[at].word.len && l->best[at].cost <= c.cost)
        return;
    for (; at > 0 && l->best[at - 1].cost > c.cost; at--)
        l->best[at] = l->best[at - 1];
    l->best[at] = c;
}

static void measure(struct looker *l, const struct speller_entry *entry)
{
    struct str word = str_of(entry->text, entry->bytes);
    struct slip_word meant;

    l->measured++;
    if (!slip_word_set(&meant, word))
        return;
    int cost = cost_of(l, &meant);
    if (cost < SLIP_TOO_FAR)
        keep(l,
             (struct candidate){word, cost - WEIGHT_OF_TWICE * entry->weight});
}

/* A group's words come with those that matter most first. */
static void look_in(struct looker *l, unsigned length, uint64_t first)
{
    for (unsigned letter = 0; letter < 64; letter++) {
        uint32_t group = length * 64 + letter;
        if (!(first >> letter & 1))
            continue;
        for (uint32_t i = l->speller->group[group];
             i < l->speller->group[group + 1] &&
             l->measured < NEAR_MEASURED_MAX;
             i++)
            measure(l, &l->speller->entries[i]);
    }
}

/* The likeliest lengths first, since there is a limit to what is measured. */
static void look_up(struct looker *l)
{
    uint64_t first = slip_first_letters(&l->speller->rules, &l->typed);
    int longest = l->typed.count + ENDING_MOST / MEANT_LETTER;

    for (int apart = 0; apart <= 2 * longest; apart++) {
        int length =
            l->typed.count + (apart % 2 ? (apart + 1) / 2 : -(apart / 2));
        if (length >= BEGINNING_MIN && length <= longest &&
            length <= SLIP_LETTERS_MAX)
            look_in(l, (unsigned)length, first);
    }
}

struct stem {
    struct buf *out;
};

static void note_stem(void *ctx, const struct token *t)
{
    struct stem *s = ctx;

    if (!t->part && s->out->len == 0)
        buf_put(s->out, t->word->stem);
}

/* Words offered so far, by their stems. */
struct offered {
    const struct query_reader *by;
    struct arena *arena;
    struct str stems[NEAR_WORDS_MAX];
    struct value *list;
};

static bool is_new(struct offered *o, struct str stem)
{
    for (size_t i = 0; i < o->list->list.count; i++)
        if (str_eq(o->stems[i], stem))
            return false;
    return stem.len > 0;
}

static int offer(struct offered *o, struct str word, struct err *e)
{
    struct buf stem = {0}, shown = {0};
    struct stem to = {&stem};
    size_t at = o->list->list.count;
    int result = analyse(o->by->analyser, word, note_stem, &to, e);

    if (result == 0 && at < NEAR_WORDS_MAX && is_new(o, buf_str(&stem))) {
        spelled_put(o->by, word, &shown);
        o->stems[at] = buf_copy(&stem, o->arena);
        value_push(o->arena, o->list,
                   value_text(o->arena, buf_copy(&shown, o->arena)));
    }
    buf_release(&stem);
    buf_release(&shown);
    return result;
}

static int offer_for(struct offered *o, const struct speller *speller,
                     struct str word, struct err *e)
{
    struct looker l = {.speller = speller};

    if (!slip_word_set(&l.typed, word))
        return 0;
    look_up(&l);
    for (uint32_t i = 0; i < l.count; i++)
        if (offer(o, l.best[i].word, e))
            return -1;
    return 0;
}

int near_words(const struct query_reader *by, const struct speller *speller,
               const struct query_tokens *tokens, struct arena *a,
               struct value **out, struct err *e)
{
    struct offered offered = {.by = by, .arena = a, .list = value_list(a)};
    uint32_t asked = 0;

    *out = offered.list;
    for (uint32_t i = 0;
         offered.list && i < tokens->count && asked < NEAR_ASKED_MAX; i++) {
        const struct query_token *t = &tokens->rows[i];
        struct lexicon_range range;
        if (t->part || t->stop || !query_token_is_plain(tokens, t) ||
            query_held(by, t->stem, &range))
            continue;
        asked++;
        if (offer_for(&offered, speller, t->exact, e))
            return -1;
    }
    return a->failed ? err_no_memory(e) : 0;
}
