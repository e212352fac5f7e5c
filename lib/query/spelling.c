#include "lib/query/spelling.h"

#include <stdlib.h>

enum {
    /* Twice as many articles outweigh so much of a slip (SLIP_ONE). */
    WEIGHT_OF_TWICE = 8,
    /* Letters of one word that the other may lack: two slips' worth. */
    LETTERS_APART = 2,
};

/* A bit for each letter and one for its second occurrence. A slip changes one
 * bit of each word at most. */
static uint64_t signature_of(const struct slip_word *w)
{
    uint64_t bits = 0;

    for (int i = 0; i < w->count; i++) {
        uint64_t bit = UINT64_C(1) << (w->letters[i] % 32 * 2);
        bits |= bits & bit ? bit << 1 : bit;
    }
    return bits;
}

static bool has_more_bits(uint64_t bits)
{
    for (int i = 0; i < LETTERS_APART; i++)
        bits &= bits - 1;
    return bits != 0;
}

static bool is_like(uint64_t a, uint64_t b)
{
    return !has_more_bits(a & ~b) && !has_more_bits(b & ~a);
}

static uint8_t binary_digits(uint32_t n)
{
    uint8_t digits = 0;

    for (; n; n >>= 1)
        digits++;
    return digits;
}

static struct str word_of(const struct speller_entry *entry)
{
    return str_of(entry->text, entry->bytes);
}

static uint32_t group_of(unsigned length, unsigned first)
{
    return length * 64 + first;
}

static bool set_entry(struct speller_entry *entry, struct str word,
                      uint32_t articles)
{
    struct slip_word w;

    if (articles == 0 || word.len > UINT8_MAX || !slip_word_set(&w, word) ||
        w.count < 2)
        return false;
    *entry = (struct speller_entry){
        .signature = signature_of(&w),
        .text = word.ptr,
        .bytes = (uint8_t)word.len,
        .length = w.count,
        .first = w.letters[0] % 64,
        .weight = binary_digits(articles),
    };
    return true;
}

/* Into groups; within one in the vocabulary's order. */
static void sort_entries(struct speller *s, const struct speller_entry *entries)
{
    for (uint32_t i = 0; i < s->count; i++)
        s->group[group_of(entries[i].length, entries[i].first) + 1]++;
    for (uint32_t g = 0; g < SPELLER_GROUPS; g++)
        s->group[g + 1] += s->group[g];
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t g = group_of(entries[i].length, entries[i].first);
        s->entries[s->group[g]++] = entries[i];
    }
    /* Each group's start has become its end. */
    for (uint32_t g = SPELLER_GROUPS; g > 0; g--)
        s->group[g] = s->group[g - 1];
    s->group[0] = 0;
}

int speller_init(struct speller *s, struct str locale, struct vocabulary words,
                 struct err *e)
{
    size_t room = words.most < SPELLER_WORDS_MAX ? words.most + (size_t)1
                                                 : SPELLER_WORDS_MAX;
    struct speller_entry *entries = malloc(room * sizeof(*entries));
    struct str form;
    uint32_t articles;

    if (!entries)
        return err_no_memory(e);
    slip_rules_set(&s->rules, locale);
    while (s->count < room && words.next(words.ctx, &form, &articles))
        if (set_entry(&entries[s->count], form, articles))
            s->count++;
    s->entries = malloc((s->count + (size_t)1) * sizeof(*entries));
    if (s->entries)
        sort_entries(s, entries);
    free(entries);
    return s->entries ? 0 : err_no_memory(e);
}

void speller_release(struct speller *s)
{
    free(s->entries);
    arena_release(&s->kept);
    *s = (struct speller){0};
}

bool speller_has(const struct speller *s, struct str word)
{
    struct speller_entry like;

    if (!set_entry(&like, word, 1))
        return false;
    uint32_t group = group_of(like.length, like.first);
    for (uint32_t i = s->group[group]; i < s->group[group + 1]; i++)
        if (s->entries[i].signature == like.signature &&
            str_eq(word_of(&s->entries[i]), word))
            return true;
    return false;
}

/* Chosen on the questions of tests/relevance: at more than these, other words
 * are found as often as the one meant. */
static const struct {
    bool hangul;
    uint8_t letters; /* at most */
    uint8_t limit;   /* in hundredths of slips */
} limits[] = {
    {false, SPELLER_LETTERS_MIN - 1, 0},
    {false, 7, 100},
    {false, 11, 140},
    {false, UINT8_MAX, 200},
    {true, 7, 100},
    {true, 11, 140},
    {true, UINT8_MAX, 200},
};
/* Any other vowel makes another word of those: only what sounds alike. */
enum { LIMIT_OF_TWO_SYLLABLES = 60 };

unsigned speller_limit(const struct slip_word *typed)
{
    size_t i = 0;

    if (typed->syllables == 1)
        return 0;
    if (typed->syllables == 2)
        return LIMIT_OF_TWO_SYLLABLES;
    while (limits[i].hangul != (typed->syllables > 0) ||
           limits[i].letters < typed->count)
        i++;
    return limits[i].limit;
}

struct search {
    const struct speller *speller;
    struct str text;
    struct slip_word typed;
    uint64_t signature, first;
    unsigned limit;
    int best; /* cost less what its frequency is worth */
    unsigned cost;
    struct str word;
    uint8_t weight_min;
    bool found;
    struct spelling_work work;
};

static void measure(struct search *s, const struct speller_entry *entry)
{
    const struct speller *speller = s->speller;
    int worth = WEIGHT_OF_TWICE * entry->weight;
    int most = s->found ? s->best - 1 + worth : (int)s->limit;
    struct slip_word meant;

    if (most > (int)s->limit)
        most = (int)s->limit;
    if (most < 0 || entry->weight < s->weight_min)
        return;
    struct str form = word_of(entry);
    s->work.measured++;
    if (!slip_word_set(&meant, form) || str_eq(form, s->text))
        return;
    unsigned cost =
        slip_cost(&speller->rules, &s->typed, &meant, (unsigned)most);
    if (cost == SLIP_TOO_FAR)
        return;
    s->found = true;
    s->best = (int)cost - worth;
    s->cost = cost;
    s->word = form;
}

static void scan_group(struct search *s, uint32_t group)
{
    const struct speller *speller = s->speller;
    uint32_t end = speller->group[group + 1];

    s->work.compared += end - speller->group[group];
    for (uint32_t i = speller->group[group]; i < end; i++)
        if (is_like(speller->entries[i].signature, s->signature) &&
            s->work.measured < SPELLER_MEASURED_MAX)
            measure(s, &speller->entries[i]);
}

/* The likeliest lengths first, since there is a limit to what is measured. */
static void scan(struct search *s)
{
    static const int apart[] = {0, 1, -1, 2, -2};

    for (size_t i = 0; i < sizeof(apart) / sizeof(*apart); i++) {
        int length = s->typed.count + apart[i];
        if (length < 2 || length > SLIP_LETTERS_MAX)
            continue;
        for (unsigned first = 0; first < 64; first++)
            if (s->first >> first & 1)
                scan_group(s, group_of((unsigned)length, first));
    }
}

bool speller_find(const struct speller *speller, struct str typed,
                  uint32_t held, unsigned limit, struct spelling_work *work,
                  struct spelling *out)
{
    struct search s = {.speller = speller, .text = typed};

    if (!slip_word_set(&s.typed, typed))
        return false;
    s.limit = speller_limit(&s.typed);
    if (s.limit > limit)
        s.limit = limit;
    if (held && s.limit > SLIP_ONE)
        s.limit = SLIP_ONE;
    if (s.limit == 0)
        return false;
    s.weight_min = held ? binary_digits(held) + 6 : 0;
    s.signature = signature_of(&s.typed);
    s.first = slip_first_letters(&speller->rules, &s.typed);
    scan(&s);
    if (work) {
        work->compared += s.work.compared;
        work->measured += s.work.measured;
    }
    if (s.found)
        *out = (struct spelling){
            .word = s.word,
            .cost = s.cost / (double)SLIP_ONE,
        };
    return s.found;
}
