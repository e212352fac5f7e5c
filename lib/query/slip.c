#include "lib/query/slip.h"

#include <stdlib.h>
#include <string.h>

#include "lib/jamo.h"
#include "lib/utf8.h"

enum {
    COST_SOUND = 40,
    COST_DOUBLED = 50,
    COST_SWAP = 70,
    COST_VOWEL_DROPPED = 70,
    COST_NEAR_ADDED = 80,
    /* On top where the first letter is another: people get that right. */
    COST_FIRST = 50,
    COST_FIRST_SWAP = 30,
    LENGTHS_APART = 2,
};

/* What is written for what: "ph/f" costs COST_SOUND either way. */
static const struct {
    const char *language, *rules;
} sounds[] = {
    {"en", "ph/f ck/k c/k c/s s/z ie/ei a/e e/i o/u i/y ks/x gh/f wr/r ou/u "
           "ea/e ee/e qu/k"},
    {"id", "oe/u dj/j tj/c nj/ny kh/k sy/s ch/c ch/kh v/f f/p v/p z/j z/s c/k "
           "e/i o/u ai/e au/o ks/x q/k ou/o"},
    {"fil", "i/e o/u c/k c/s f/p v/b z/s ks/x dy/j iy/y ts/ch qu/k ck/k ph/f "
            "uw/w sy/sh c/ch i/y"},
    {"pl", "o/u rz/z ch/h s/z i/y i/j c/k c/cz s/sz z/zi om/a en/e on/a em/e "
           "d/t b/p w/f ks/x v/w rz/sz dz/c"},
    {"ko",
     "ㅐ/ㅔ ㅒ/ㅖ ㅔ/ㅖ ㅗㅣ/ㅗㅐ ㅗㅣ/ㅜㅔ ㅗㅐ/ㅜㅔ ㅡㅣ/ㅣ ㅜㅓ/ㅓ "
     "ㅗㅏ/ㅏ ㄱ/ㄲ ㄱ/ㅋ ㄲ/ㅋ ㄷ/ㄸ ㄷ/ㅌ ㄸ/ㅌ ㅂ/ㅃ ㅂ/ㅍ ㅃ/ㅍ ㅅ/ㅆ "
     "ㅈ/ㅉ ㅈ/ㅊ ㅉ/ㅊ ㅓ/ㅗ ㅡ/ㅜ ㅑ/ㅏ ㅕ/ㅓ ㅛ/ㅗ ㅠ/ㅜ ㅕ/ㅔ ㅅ/ㄷ ㄴ/ㄹ"},
    {"ru", "а/о е/и и/ы ш/щ ь/ъ б/п в/ф г/к д/т з/с ж/ш е/э тс/ц"},
    {"uk", "а/о е/и и/і и/ы е/є г/ґ ш/щ б/п в/ф д/т з/с ж/ш"},
    {"be", "а/о е/я і/и б/п в/у г/к д/т з/с ж/ш"},
    {"bg", "а/ъ о/у е/и б/п в/ф г/к д/т з/с ж/ш"},
    {"de", "f/v ph/f ei/ai eu/au a/e ie/i s/z ck/k d/t b/p y/u ss/s th/t"},
    {"es", "b/v g/j c/s s/z c/z ll/y k/c qu/k x/j h/j i/y m/n"},
    {"fr", "ai/e au/o ph/f c/s s/z qu/k e/a ei/ai y/i t/d"},
    {"tr", "i/y g/k b/p d/t c/j o/u"},
    {"vi", "i/y s/x d/gi ch/tr c/k l/n"},
};

/* Letters that may be corrected: alphabets, folded. */
static const uint16_t alphabets[][2] = {
    {'a', 'z'},       {0x00DF, 0x024F}, {0x03B1, 0x03C9},
    {0x0430, 0x052F}, {0x0561, 0x0586}, {0x05D0, 0x05EA},
    {0x0620, 0x064A}, {0x0671, 0x06D3}, {0x10D0, 0x10FF},
};

static bool is_alphabetic(uint32_t c)
{
    for (size_t i = 0; i < sizeof(alphabets) / sizeof(*alphabets); i++)
        if (c >= alphabets[i][0] && c <= alphabets[i][1])
            return true;
    return c == '\'';
}

/* The letters of one code point; 0: none. */
static size_t take_letters(uint32_t c, uint16_t out[JAMO_LETTERS_MAX])
{
    if (!is_alphabetic(c))
        return jamo_letters(c, out);
    out[0] = (uint16_t)c;
    return 1;
}

bool slip_word_set(struct slip_word *w, struct str folded)
{
    w->count = w->syllables = 0;
    for (size_t at = 0; at < folded.len;) {
        uint16_t letters[JAMO_LETTERS_MAX];
        uint32_t c = utf8_next(folded, &at, NULL);
        size_t n = take_letters(c, letters);

        if (n == 0 || w->count + n > SLIP_LETTERS_MAX)
            return false;
        memcpy(w->letters + w->count, letters, n * sizeof(*letters));
        w->count = (uint8_t)(w->count + n);
        w->syllables = (uint8_t)(w->syllables + jamo_is_syllable(c));
    }
    return w->count > 0;
}

/* One side of a rule; false: more letters than two. */
static bool set_side(uint16_t side[2], struct str text)
{
    side[0] = side[1] = 0;
    for (size_t at = 0, n = 0; at < text.len; n++) {
        if (n == 2)
            return false;
        side[1] = side[0];
        side[0] = (uint16_t)utf8_next(text, &at, NULL);
    }
    return side[0] != 0;
}

static void add_rule(struct slip_rules *r, struct str text)
{
    struct slip_rule *rule = &r->rules[r->count];
    struct str first;

    if (r->count == SLIP_RULES_MAX || !str_cut(&text, '/', &first) ||
        !set_side(rule->side[0], first) || !set_side(rule->side[1], text))
        return;
    for (int i = 0; i < 2; i++)
        r->by_last[rule->side[i][0] % 64] |= UINT32_C(1) << r->count;
    r->count++;
}

void slip_rules_set(struct slip_rules *r, struct str locale)
{
    struct str language = str_sub(locale, 0, str_find(locale, '-'));

    *r = (struct slip_rules){0};
    for (size_t i = 0; i < sizeof(sounds) / sizeof(*sounds); i++) {
        struct str rest = str_from(sounds[i].rules), rule;
        if (!str_eq(language, str_from(sounds[i].language)))
            continue;
        while (str_cut(&rest, ' ', &rule))
            add_rule(r, rule);
    }
}

/* Do the letters before `at` end with it? */
static bool ends_with(const struct slip_word *w, size_t at,
                      const uint16_t side[2])
{
    return at > 0 && w->letters[at - 1] == side[0] &&
           (!side[1] || (at > 1 && w->letters[at - 2] == side[1]));
}

static size_t side_length(const uint16_t side[2])
{
    return side[1] ? 2 : 1;
}

static uint64_t letter_bit(uint16_t letter)
{
    return UINT64_C(1) << (letter % 64);
}

uint64_t slip_first_letters(const struct slip_rules *r,
                            const struct slip_word *typed)
{
    uint64_t first = letter_bit(typed->letters[0]);

    if (typed->count > 1)
        first |= letter_bit(typed->letters[1]);
    for (int i = 0; i < r->count; i++)
        for (int side = 0; side < 2; side++) {
            const uint16_t *from = r->rules[i].side[side];
            const uint16_t *to = r->rules[i].side[!side];
            if (side_length(from) <= typed->count &&
                ends_with(typed, side_length(from), from))
                first |= letter_bit(to[side_length(to) - 1]);
        }
    return first;
}

/* Where the keys a to z lie: in halves of a key from the left, and rows. */
static const struct {
    signed char x, y;
} places[] = {
    {1, 1},  {10, 2}, {6, 2},  {5, 1},  {4, 0},  {7, 1},  {9, 1},
    {11, 1}, {14, 0}, {13, 1}, {15, 1}, {17, 1}, {14, 2}, {12, 2},
    {16, 0}, {18, 0}, {0, 0},  {6, 0},  {3, 1},  {8, 0},  {12, 0},
    {8, 2},  {2, 0},  {4, 2},  {10, 0}, {2, 2},
};

/* The key of a letter, a being 0; NO_KEY: not where letters are on QWERTY. */
enum { NO_KEY = 255 };

static unsigned key_of(uint16_t letter)
{
    /* Of U+3131..3163, shifted keys as the others; clusters have none. */
    static const char hangul[] =
        "rr s  eef       aqq ttdwwczxvgkoiojpuph   yn   bm l";
    /* Of U+0430..044F. */
    static const char cyrillic[] = "f dult pbqrkvyjghcnea wxio sm  z";
    char key = ' ';

    if (letter >= 'a' && letter <= 'z')
        key = (char)letter;
    else if (letter >= 0x3131 && letter <= 0x3163)
        key = hangul[letter - 0x3131];
    else if (letter >= 0x0430 && letter <= 0x044F)
        key = cyrillic[letter - 0x0430];
    return key == ' ' ? NO_KEY : (unsigned)(key - 'a');
}

static bool is_near(uint16_t first, uint16_t second)
{
    unsigned a = key_of(first), b = key_of(second);

    if (a == NO_KEY || b == NO_KEY)
        return false;
    int dx = abs(places[a].x - places[b].x);
    int dy = abs(places[a].y - places[b].y);
    return dx > 0 && dx + dy == 2;
}

static bool is_vowel(uint16_t c)
{
    static const uint32_t latin = 1 << 0 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 |
                                  1 << 24; /* a e i o u y */
    static const struct str cyrillic = STR("аеёиоуыэюяіїє");
    char room[4];

    if (c >= 'a' && c <= 'z')
        return latin >> (c - 'a') & 1;
    if (c >= 0x0430 && c <= 0x045F)
        return str_search(cyrillic, str_of(room, utf8_put(c, room))) <
               cyrillic.len;
    return jamo_is_vowel(c);
}

/* What it costs to type one letter for another, or one too many. The shorter
 * a word, the likelier another one is a letter away: there, what has no excuse
 * costs more than any correction may. */
struct prices {
    bool hangul;
    uint8_t letters; /* at most so many in the word typed */
    uint8_t vowel, near, other, added;
};

static const struct prices prices[] = {
    {false, 4, 110, 140, 140, 110},
    {false, 6, 110, 80, 140, 110},
    {false, UINT8_MAX, 70, 80, SLIP_ONE, SLIP_ONE},
    {true, 7, 70, 140, 140, 110},
    {true, UINT8_MAX, 70, 80, SLIP_ONE, SLIP_ONE},
};

static const struct prices *prices_for(const struct slip_word *typed)
{
    const struct prices *p = prices;

    while (p->hangul != (typed->syllables > 0) || p->letters < typed->count)
        p++;
    return p;
}

static unsigned replaced(const struct prices *p, uint16_t typed, uint16_t meant)
{
    if (typed == meant)
        return 0;
    if (is_vowel(typed) && is_vowel(meant))
        return p->vowel;
    return is_near(typed, meant) ? p->near : p->other;
}

/* The letter before `j` was left out of what was typed. */
static unsigned dropped(const struct slip_word *meant, size_t j)
{
    uint16_t letter = meant->letters[j - 1];

    if (j > 1 && letter == meant->letters[j - 2])
        return COST_DOUBLED;
    return j > 1 && j < meant->count && is_vowel(letter) ? COST_VOWEL_DROPPED
                                                         : SLIP_ONE;
}

/* The letter before `i` should not have been typed. */
static unsigned added(const struct prices *p, const struct slip_word *typed,
                      size_t i)
{
    uint16_t letter = typed->letters[i - 1];

    if (i > 1 && letter == typed->letters[i - 2])
        return COST_DOUBLED;
    bool near = (i > 1 && is_near(letter, typed->letters[i - 2])) ||
                (i < typed->count && is_near(letter, typed->letters[i]));
    return near && p->added == SLIP_ONE ? COST_NEAR_ADDED : p->added;
}

/* Costs of what begins the words: row i, column j are i letters typed, j
 * meant. Two beyond the band on each side stay too far. */
struct costs {
    const struct slip_rules *rules;
    const struct prices *prices;
    const struct slip_word *typed, *meant;
    uint16_t cell[SLIP_LETTERS_MAX + 1][SLIP_LETTERS_MAX + 1];
    unsigned added[SLIP_LETTERS_MAX + 1], dropped[SLIP_LETTERS_MAX + 1];
};
enum { BAND = 3 };

static unsigned at_most(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned cell_at(const struct costs *c, size_t i, size_t j)
{
    size_t apart = i > j ? i - j : j - i;

    return apart > BAND ? SLIP_TOO_FAR : c->cell[i][j];
}

static unsigned sound_cost(const struct costs *c, size_t i, size_t j)
{
    const struct slip_rules *r = c->rules;
    uint32_t left = r->by_last[c->typed->letters[i - 1] % 64] &
                    r->by_last[c->meant->letters[j - 1] % 64];
    unsigned best = SLIP_TOO_FAR;

    for (int n = 0; left; n++, left >>= 1) {
        if (!(left & 1))
            continue;
        for (int side = 0; side < 2; side++) {
            const uint16_t *from = r->rules[n].side[side];
            const uint16_t *to = r->rules[n].side[!side];
            if (ends_with(c->typed, i, from) && ends_with(c->meant, j, to))
                best = at_most(best, cell_at(c, i - side_length(from),
                                             j - side_length(to)) +
                                         COST_SOUND);
        }
    }
    return best;
}

static unsigned cell_cost(const struct costs *c, size_t i, size_t j)
{
    const uint16_t *typed = c->typed->letters, *meant = c->meant->letters;
    unsigned cost = replaced(c->prices, typed[i - 1], meant[j - 1]);

    if (cost && i == 1 && j == 1)
        cost += COST_FIRST;
    cost += cell_at(c, i - 1, j - 1);
    cost = at_most(cost, cell_at(c, i - 1, j) + c->added[i]);
    cost = at_most(cost, cell_at(c, i, j - 1) + c->dropped[j]);
    if (i > 1 && j > 1 && typed[i - 1] == meant[j - 2] &&
        typed[i - 2] == meant[j - 1])
        cost = at_most(cost, cell_at(c, i - 2, j - 2) + COST_SWAP +
                                 (i == 2 && j == 2 ? COST_FIRST_SWAP : 0));
    return at_most(cost, sound_cost(c, i, j));
}

static void start_costs(struct costs *c)
{
    c->cell[0][0] = 0;
    for (size_t i = 1; i <= c->typed->count; i++) {
        c->added[i] = added(c->prices, c->typed, i);
        if (i <= BAND)
            c->cell[i][0] = (uint16_t)(i * SLIP_ONE + COST_FIRST);
    }
    for (size_t j = 1; j <= c->meant->count; j++) {
        c->dropped[j] = dropped(c->meant, j);
        if (j <= BAND)
            c->cell[0][j] = (uint16_t)(j * SLIP_ONE + COST_FIRST);
    }
}

unsigned slip_cost(const struct slip_rules *r, const struct slip_word *typed,
                   const struct slip_word *meant, unsigned limit)
{
    struct costs c;
    size_t n = typed->count, m = meant->count;
    unsigned before = 0;

    if (n > m + LENGTHS_APART || m > n + LENGTHS_APART)
        return SLIP_TOO_FAR;
    c.rules = r;
    c.prices = prices_for(typed);
    c.typed = typed;
    c.meant = meant;
    start_costs(&c);
    for (size_t i = 1; i <= n; i++) {
        size_t first = i > BAND + 1 ? i - BAND : 1;
        unsigned least = i <= BAND ? c.cell[i][0] : SLIP_TOO_FAR;
        for (size_t j = first; j <= m && j <= i + BAND; j++) {
            c.cell[i][j] = (uint16_t)cell_cost(&c, i, j);
            least = at_most(least, c.cell[i][j]);
        }
        /* A swap or a rule reaches back over two rows. */
        if (least > limit && before > limit)
            return SLIP_TOO_FAR;
        before = least;
    }
    return c.cell[n][m] <= limit ? c.cell[n][m] : SLIP_TOO_FAR;
}
