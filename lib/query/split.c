#include "lib/query/split.h"

#include "lib/buf.h"
#include "lib/jamo.h"
#include "lib/utf8.h"

enum {
    COST_PART = 64, /* more than any word's rarity: fewer parts win */
    COST_SHORT = 32,
    UNREACHED = 1 << 20,
    PART_LETTERS_MAX = 16,
    /* A short part in fewer articles is rather a piece of a word. */
    SHORT_HELD_MIN = 3,
};

/* One syllable that is a word, or as good as one, at the end of others. */
static const struct str syllables[] = {
    STR("법"), STR("비"), STR("료"), STR("중"), STR("후"), STR("시"), STR("때"),
};

/* The cheapest way to the border of a letter in so many parts. */
struct way {
    int cost;
    uint8_t from;  /* border where its last part begins */
    bool is_short; /* has a short part */
};

struct splitter {
    struct known_words known;
    struct str word;
    uint8_t border[SPLIT_LETTERS_MAX + 1]; /* byte offsets */
    uint8_t count;                         /* code points */
    bool hangul;
    uint32_t asked;
    struct way ways[SPLIT_PARTS_MAX + 1][SPLIT_LETTERS_MAX + 1];
};

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0x00DF && c <= 0x024F) ||
           (c >= 0x0370 && c <= 0x052F);
}

/* All Hangul, or all letters of an alphabet. */
static bool set_word(struct splitter *s, struct str word)
{
    size_t syllable_count = 0, letters = 0;

    if (word.len > UINT8_MAX)
        return false;
    s->word = word;
    for (size_t at = 0; at < word.len;) {
        if (s->count == SPLIT_LETTERS_MAX)
            return false;
        uint32_t c = utf8_next(word, &at, NULL);
        syllable_count += jamo_is_syllable(c);
        letters += is_letter(c);
        s->border[++s->count] = (uint8_t)at;
    }
    s->hangul = syllable_count == s->count;
    return s->hangul || letters == s->count;
}

static struct str part_of(const struct splitter *s, size_t from, size_t to)
{
    return str_of(s->word.ptr + s->border[from],
                  (size_t)(s->border[to] - s->border[from]));
}

static bool is_word_syllable(struct str part)
{
    for (size_t i = 0; i < sizeof(syllables) / sizeof(*syllables); i++)
        if (str_eq(syllables[i], part))
            return true;
    return false;
}

/* May the letters be a part, and are they a short one? */
static bool is_part(const struct splitter *s, size_t from, size_t to,
                    bool *is_short)
{
    size_t length = to - from;
    size_t least = s->hangul ? SPLIT_SYLLABLES_MIN : SPLIT_PART_MIN;

    if (length > PART_LETTERS_MAX || length == s->count)
        return false;
    *is_short = s->hangul ? length < least : length == least;
    return length >= least ||
           (s->hangul && from > 0 && is_word_syllable(part_of(s, from, to)));
}

/* 0: it is not known; else the more, the rarer it is. */
static int rarity(struct splitter *s, size_t from, size_t to)
{
    struct str part = part_of(s, from, to);
    int digits = 0;

    if (s->asked == SPLIT_ASKED_MAX)
        return 0;
    if (!s->hangul && s->known.forms && !speller_has(s->known.forms, part))
        return 0;
    s->asked++;
    uint32_t held = s->known.articles(s->known.ctx, part);
    if (!s->hangul && to - from == SPLIT_PART_MIN && held < SHORT_HELD_MIN)
        return 0;
    for (uint32_t n = held; n; n >>= 1)
        digits++;
    return held ? 33 - digits : 0;
}

static void extend(struct splitter *s, size_t from, size_t to, int cost,
                   bool is_short)
{
    for (int parts = 0; parts < SPLIT_PARTS_MAX; parts++) {
        const struct way *before = &s->ways[parts][from];
        struct way *way = &s->ways[parts + 1][to];
        int sum = before->cost + cost;

        if (before->cost == UNREACHED || (is_short && before->is_short) ||
            sum >= way->cost)
            continue;
        *way = (struct way){.cost = sum,
                            .from = (uint8_t)from,
                            .is_short = is_short || before->is_short};
    }
}

static bool is_reached(const struct splitter *s, size_t border)
{
    for (int parts = 0; parts < SPLIT_PARTS_MAX; parts++)
        if (s->ways[parts][border].cost < UNREACHED)
            return true;
    return false;
}

static void find_ways(struct splitter *s)
{
    for (int parts = 0; parts <= SPLIT_PARTS_MAX; parts++)
        for (size_t i = 0; i <= s->count; i++)
            s->ways[parts][i] = (struct way){.cost = UNREACHED};
    s->ways[0][0].cost = 0;
    for (size_t from = 0; from < s->count; from++) {
        if (!is_reached(s, from))
            continue;
        for (size_t to = from + 1; to <= s->count; to++) {
            bool is_short;
            if (!is_part(s, from, to, &is_short))
                continue;
            int rare = rarity(s, from, to);
            if (rare)
                extend(s, from, to,
                       COST_PART + rare + (is_short ? COST_SHORT : 0),
                       is_short);
        }
    }
}

/* The parts that lead to the end of the word, with spaces between. */
static struct str write_parts(const struct splitter *s, int parts,
                              struct arena *a)
{
    struct str piece[SPLIT_PARTS_MAX];
    struct buf text = {0};
    size_t to = s->count;

    for (int i = parts; i > 0; i--) {
        size_t from = s->ways[i][to].from;
        piece[i - 1] = part_of(s, from, to);
        to = from;
    }
    for (int i = 0; i < parts; i++) {
        buf_text(&text, i ? " " : "");
        buf_put(&text, piece[i]);
    }
    struct str all = buf_copy(&text, a);
    buf_release(&text);
    return all;
}

struct str split_word(struct known_words known, struct str word,
                      struct arena *a, uint32_t *asked)
{
    struct splitter s = {.known = known};
    int best = 0;

    if (!set_word(&s, word))
        return (struct str){0};
    find_ways(&s);
    if (asked)
        *asked += s.asked;
    for (int parts = 2; parts <= SPLIT_PARTS_MAX; parts++)
        if (s.ways[parts][s.count].cost <
            (best ? s.ways[best][s.count].cost : UNREACHED))
            best = parts;
    return best ? write_parts(&s, best, a) : (struct str){0};
}

struct str join_words(struct known_words known, struct str first,
                      struct str second, const uint32_t held[2],
                      struct arena *a, uint32_t *asked)
{
    if (held[0] && held[1])
        return (struct str){0};
    struct str whole =
        arena_fmt(a, "%.*s%.*s", STR_ARG(first), STR_ARG(second));
    if (asked)
        ++*asked;
    return whole.len && known.articles(known.ctx, whole) ? whole
                                                         : (struct str){0};
}
