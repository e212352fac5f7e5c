#include "lib/query/suggest_words.h"

#include <string.h>

#include "lib/records/typing_key.h"
#include "lib/utf8.h"

/* Words that share their first `depth` bytes. */
struct node {
    uint32_t first, end;
    size_t depth;
};

static struct str at_depth(const struct suggestions *s, uint32_t word,
                           size_t depth, size_t len)
{
    return str_sub(suggestions_key(s, word), depth, len);
}

static bool may_compare(const struct suggest_work *work)
{
    return work->compared < SUGGEST_COMPARED_MAX;
}

/* The first word of the node that does not stand before `next` there: with
 * `behind`, that does not begin with it either. */
static uint32_t bound(const struct suggestions *s, struct node n,
                      struct str next, bool behind, struct suggest_work *work)
{
    while (n.first < n.end) {
        uint32_t mid = n.first + (n.end - n.first) / 2;
        int order = str_cmp(at_depth(s, mid, n.depth, next.len), next);

        work->compared++;
        if (order < 0 || (behind && order == 0))
            n.first = mid + 1;
        else
            n.end = mid;
    }
    return n.first;
}

/* Those of the node that go on with `next`. */
static struct node narrow(const struct suggestions *s, struct node n,
                          struct str next, struct suggest_work *work)
{
    if (!may_compare(work))
        n.end = n.first;
    n.first = bound(s, n, next, false, work);
    if (n.first == n.end ||
        !str_eq(at_depth(s, n.first, n.depth, next.len), next))
        n.end = n.first;
    else
        n.end = bound(s, n, next, true, work);
    n.depth += next.len;
    return n;
}

static struct node all_words(const struct suggestions *s)
{
    return (struct node){0, s->words, 0};
}

static bool insert(struct word_set *set, uint32_t at, struct word_range r)
{
    if (r.first >= r.end)
        return true;
    if (set->count == SUGGEST_RANGES_MAX)
        return false;
    memmove(&set->ranges[at + 1], &set->ranges[at],
            (set->count - at) * sizeof(r));
    set->ranges[at] = r;
    set->count++;
    return true;
}

/* Adds what of the range is not there yet. */
static void add(struct word_set *set, struct word_range r)
{
    for (uint32_t i = 0; i < set->count && r.first < r.end; i++) {
        struct word_range *old = &set->ranges[i];

        if (old->end <= r.first)
            continue;
        if (old->first >= r.end)
            break;
        struct word_range before = {r.first, old->first, r.slips};
        r.first = old->end;
        if (before.first < before.end) {
            if (!insert(set, i, before))
                return;
            i++;
        }
    }
    uint32_t at = set->count;
    while (at > 0 && set->ranges[at - 1].first >= r.end)
        at--;
    insert(set, at, r);
}

/* Only initial consonants were typed: they have an order of their own. */
static void add_initials(struct word_set *set, const struct suggestions *s,
                         struct str key, struct suggest_work *work)
{
    uint32_t low = 0, high = s->initial_count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        struct str word = suggestions_key(s, s->initials[mid]);

        work->compared++;
        if (typing_compare_initials(word, key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < s->initial_count && may_compare(work); low++) {
        uint32_t word = s->initials[low];

        work->compared++;
        if (typing_compare_initials(suggestions_key(s, word), key) != 0)
            break;
        add(set, (struct word_range){word, word + 1, 0});
    }
}

/* Syllables, then initial consonants: what begins with the syllables is looked
 * through. */
static void add_mixed(struct word_set *set, const struct suggestions *s,
                      struct str folded, struct suggest_work *work)
{
    struct buf key = {0};

    typing_key(str_sub(folded, 0, typing_syllables(folded)), &key);
    struct node n = narrow(s, all_words(s), buf_str(&key), work);

    for (; n.first < n.end && may_compare(work); n.first++, work->compared++)
        if (typing_begins(suggestions_key(s, n.first), folded))
            add(set, (struct word_range){n.first, n.first + 1, 0});
    buf_release(&key);
}

int word_set_init(struct word_set *set, const struct suggestions *s,
                  struct str folded, struct str key, struct arena *a,
                  struct suggest_work *work, struct err *e)
{
    size_t lone = typing_lone_consonants(folded);

    *set = (struct word_set){
        .ranges = arena_new(a, struct word_range, SUGGEST_RANGES_MAX),
        .exact = SUGGEST_NO_WORD,
    };
    if (!set->ranges)
        return err_no_memory(e);
    if (lone >= 2 && lone == utf8_count(key)) {
        add_initials(set, s, key, work);
        return 0;
    }
    if (lone >= 2) {
        add_mixed(set, s, folded, work);
        return 0;
    }
    struct node n = narrow(s, all_words(s), key, work);
    add(set, (struct word_range){n.first, n.end, 0});
    if (n.first < n.end && suggestions_key(s, n.first).len == key.len)
        set->exact = n.first;
    return 0;
}

bool suggest_is_known(const struct suggestions *s, struct str key, bool whole,
                      struct suggest_work *work)
{
    struct node n = narrow(s, all_words(s), key, work);

    return n.first < n.end &&
           (!whole || suggestions_key(s, n.first).len == key.len);
}

enum { LETTERS_MAX = 32 };

struct slips {
    struct word_set *set;
    const struct suggestions *s;
    struct suggest_work *work;
    struct str letters[LETTERS_MAX];
    uint32_t count, slips;
};

static void visit(struct slips *w, struct node n, uint32_t at, uint32_t left);

/* Every letter that the node's words go on with, but the one typed: it stands
 * there for that one, or that one comes behind it. */
static void visit_others(struct slips *w, struct node n, uint32_t at,
                         uint32_t left)
{
    while (n.first < n.end && may_compare(w->work)) {
        struct str key = suggestions_key(w->s, n.first);
        size_t next = n.depth;

        w->work->compared++;
        if (next >= key.len) {
            n.first++;
            continue;
        }
        utf8_next(key, &next, NULL);
        struct str letter = str_sub(key, n.depth, next - n.depth);
        struct node child = {n.first, bound(w->s, n, letter, true, w->work),
                             next};
        if (child.end <= child.first) /* in a damaged table */
            return;
        n.first = child.end;
        if (str_eq(letter, w->letters[at]))
            continue;
        visit(w, child, at + 1, left);
        visit(w, child, at, left);
    }
}

static void visit_swapped(struct slips *w, struct node n, uint32_t at,
                          uint32_t left)
{
    if (at + 1 >= w->count || str_eq(w->letters[at], w->letters[at + 1]))
        return;
    n = narrow(w->s, n, w->letters[at + 1], w->work);
    if (n.first < n.end)
        n = narrow(w->s, n, w->letters[at], w->work);
    visit(w, n, at + 2, left);
}

/* Walks the table as a tree of letters; what fits goes first, so that the slips
 * near the end of the word are found before those near its beginning. */
static void visit(struct slips *w, struct node n, uint32_t at, uint32_t left)
{
    if (n.first >= n.end || !may_compare(w->work))
        return;
    if (at == w->count) {
        add(w->set, (struct word_range){n.first, n.end, w->slips});
        return;
    }
    visit(w, narrow(w->s, n, w->letters[at], w->work), at + 1, left);
    if (left == 0)
        return;
    visit(w, n, at + 1, left - 1);
    visit_swapped(w, n, at, left - 1);
    visit_others(w, n, at, left - 1);
}

void word_set_slips(struct word_set *set, const struct suggestions *s,
                    struct str key, uint32_t slips, struct suggest_work *work)
{
    struct slips w = {.set = set, .s = s, .work = work, .slips = slips};
    size_t at = 0;

    for (; at < key.len && w.count < LETTERS_MAX; w.count++) {
        size_t from = at;
        utf8_next(key, &at, NULL);
        w.letters[w.count] = str_sub(key, from, at - from);
    }
    if (at == key.len)
        visit(&w, all_words(s), 0, slips);
}

const struct word_range *word_set_find(const struct word_set *set,
                                       uint32_t word)
{
    uint32_t low = 0, high = set->count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (set->ranges[mid].end <= word)
            low = mid + 1;
        else
            high = mid;
    }
    return low < set->count && set->ranges[low].first <= word
               ? &set->ranges[low]
               : NULL;
}

uint32_t word_set_postings(const struct word_set *set,
                           const struct suggestions *s)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < set->count; i++)
        sum += suggestions_posting_count(s, set->ranges[i].first,
                                         set->ranges[i].end);
    return sum;
}
