#include "lib/query/suggest_rank.h"

#include <string.h>

/* One posting that comes next: of a word, or of the cheapest in a range. */
struct item {
    uint32_t cost, word, nth;
    uint32_t first, end; /* with nth 0: the range that `word` stands for */
    uint32_t extra;      /* part of `cost`: what is not in the table */
};

struct rank {
    const struct suggestions *s;
    const struct typed *typed;
    struct arena *arena;
    struct suggest_hits *hits;
    struct item *heap;
    uint32_t count, room;
};

static bool comes_before(const struct item *a, const struct item *b)
{
    if (a->cost != b->cost)
        return a->cost < b->cost;
    if (a->word != b->word)
        return a->word < b->word;
    return a->nth < b->nth;
}

static bool grow(struct rank *r)
{
    uint32_t room = r->room ? r->room * 2 : 64;
    struct item *grown = arena_new(r->arena, struct item, room);

    if (!grown)
        return false;
    if (r->count)
        memcpy(grown, r->heap, r->count * sizeof(*grown));
    r->heap = grown;
    r->room = room;
    return true;
}

/* When memory runs out the arena says so. */
static void push(struct rank *r, struct item item)
{
    if (r->count == r->room && !grow(r))
        return;
    uint32_t at = r->count++;

    while (at > 0 && comes_before(&item, &r->heap[(at - 1) / 2])) {
        r->heap[at] = r->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    r->heap[at] = item;
}

static struct item pop(struct rank *r)
{
    struct item top = r->heap[0], last = r->heap[--r->count];
    uint32_t at = 0;

    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= r->count)
            break;
        if (child + 1 < r->count &&
            comes_before(&r->heap[child + 1], &r->heap[child]))
            child++;
        if (!comes_before(&r->heap[child], &last))
            break;
        r->heap[at] = r->heap[child];
        at = child;
    }
    r->heap[at] = last;
    return top;
}

static void push_range(struct rank *r, uint32_t first, uint32_t end,
                       uint32_t extra)
{
    if (first >= end)
        return;
    uint32_t word = suggestions_best(r->s, first, end);

    push(r,
         (struct item){r->s->cost[word] + extra, word, 0, first, end, extra});
}

/* The word that most narrows the search. */
static uint32_t rarest(const struct rank *r)
{
    uint32_t best = 0, least = UINT32_MAX;

    for (uint32_t i = 0; i < r->typed->count; i++) {
        const struct typed_word *w = &r->typed->words[i];
        uint32_t postings = word_set_postings(&w->set, r->s);
        if (!w->optional && postings < least) {
            best = i;
            least = postings;
        }
    }
    return best;
}

static void push_word(struct rank *r, const struct typed_word *w)
{
    for (uint32_t i = 0; i < w->set.count; i++) {
        const struct word_range *range = &w->set.ranges[i];
        uint32_t first = range->first;
        uint32_t slips = range->slips * SUGGEST_COST_SLIP;

        if (first == w->set.exact) {
            push_range(r, first, first + 1, slips);
            first++;
        }
        push_range(r, first, range->end, slips + SUGGEST_COST_PREFIX);
    }
}

static uint32_t first_place(const struct suggestion_entry *entry, uint32_t word)
{
    uint32_t place = 0;

    while (place < entry->count && entry->words[place] != word)
        place++;
    return place;
}

/* What remains of an item once its posting was taken. */
static void push_rest(struct rank *r, const struct item *item)
{
    struct suggestion_entry next;

    if (item->nth == 0) {
        push_range(r, item->first, item->word, item->extra);
        push_range(r, item->word + 1, item->end, item->extra);
    }
    if (!suggestions_entry(r->s, item->word, item->nth + 1, &next))
        return;
    uint32_t cost = suggestion_cost(next.kind, next.favour, next.count,
                                    first_place(&next, item->word));
    push(r, (struct item){cost + item->extra, item->word, item->nth + 1, 0, 0,
                          item->extra});
}

/* The best place of a typed word behind the one before; false: none. */
static bool place_word(const struct suggestion_entry *entry,
                       const struct typed_word *w, uint32_t expected,
                       struct suggest_place *place, uint32_t *cost)
{
    uint32_t least = UINT32_MAX;

    for (uint32_t i = 0; i < entry->count; i++) {
        uint32_t word = entry->words[i];
        const struct word_range *range = word_set_find(&w->set, word);
        if (!range)
            continue;
        uint32_t here = range->slips * SUGGEST_COST_SLIP;
        here += word == w->set.exact ? 0 : SUGGEST_COST_PREFIX;
        if (expected > 0 && i != expected)
            here += i > expected ? SUGGEST_COST_GAP : SUGGEST_COST_ORDER;
        if (here >= least)
            continue;
        least = here;
        place->word = (uint8_t)i;
        place->whole = word == w->set.exact || range->slips;
    }
    if (least != UINT32_MAX)
        *cost += least;
    return least != UINT32_MAX;
}

static bool make_hit(const struct rank *r, const struct suggestion_entry *entry,
                     struct suggest_hit *hit)
{
    uint32_t first = SUGGESTION_WORDS_MAX, expected = 0, cost = 0;

    for (uint32_t i = 0; i < r->typed->count; i++) {
        const struct typed_word *w = &r->typed->words[i];
        struct suggest_place *place = &hit->places[i];

        place->word = SUGGESTION_WORDS_MAX;
        if (place_word(entry, w, expected, place, &cost)) {
            expected = place->word + 1u;
            first = place->word < first ? place->word : first;
        } else if (w->optional) {
            cost += SUGGEST_COST_MISSING;
        } else {
            return false;
        }
    }
    hit->cost =
        cost + suggestion_cost(entry->kind, entry->favour, entry->count, first);
    hit->article = entry->article;
    hit->part = entry->part;
    hit->kind = entry->kind;
    return true;
}

/* Keeps the best in order, each article once: insertion into a short list. */
static void keep(struct suggest_hits *h, const struct suggest_hit *hit)
{
    for (uint32_t i = 0; i < h->count; i++)
        if (h->at[i].article == hit->article) {
            if (h->at[i].cost <= hit->cost)
                return;
            h->count--;
            memmove(&h->at[i], &h->at[i + 1], (h->count - i) * sizeof(*h->at));
            break;
        }
    uint32_t at = h->count;
    while (at > 0 && hit->cost < h->at[at - 1].cost)
        at--;
    if (at == h->limit)
        return;
    if (h->count == h->limit)
        h->count--;
    memmove(&h->at[at + 1], &h->at[at], (h->count - at) * sizeof(*h->at));
    h->at[at] = *hit;
    h->count++;
}

/* An entry may cost less than its posting says when another of the words
 * stands before this one. */
static bool is_done(const struct rank *r, const struct item *next)
{
    const struct suggest_hits *h = r->hits;
    uint32_t slack =
        r->typed->count == 1 ? 0 : SUGGESTION_PLACES * SUGGESTION_COST_PLACE;

    return h->count == h->limit &&
           next->cost >= h->at[h->count - 1].cost + slack;
}

int suggest_rank(const struct suggestions *s, const struct typed *typed,
                 struct arena *a, struct suggest_hits *hits,
                 struct suggest_work *work, struct err *e)
{
    struct rank r = {.s = s, .typed = typed, .arena = a, .hits = hits};
    struct suggestion_entry entry;
    struct suggest_hit hit = {0};
    uint32_t looked = 0;

    if (typed->count && hits->limit)
        push_word(&r, &typed->words[rarest(&r)]);
    while (r.count && !is_done(&r, &r.heap[0]) && looked < SUGGEST_LOOKED_MAX) {
        struct item item = pop(&r);

        looked++;
        if (suggestions_entry(s, item.word, item.nth, &entry) &&
            make_hit(&r, &entry, &hit))
            keep(hits, &hit);
        push_rest(&r, &item);
    }
    work->looked += looked;
    return a->failed ? err_no_memory(e) : 0;
}
