#include "lib/jamo.h"

#include "lib/utf8.h"

enum {
    SYLLABLE_FIRST = 0xAC00,
    VOWELS = 21,
    FINALS = 28,
    CONSONANT_FIRST = 0x3131,
    CONSONANT_LAST = 0x314E,
    VOWEL_FIRST = 0x314F,
    /* The conjoining jamo. */
    INITIAL_SIGN = 0x1100,
    VOWEL_SIGN = 0x1161,
    FINAL_SIGN = 0x11A8,
    NONE = -1,
};

/* The consonants U+3131..314E in order: their number as an initial and as a
 * final, NONE where they cannot be one. */
static const struct {
    signed char initial, final;
} consonants[] = {
    {0, 1},     {1, 2},     {NONE, 3},  {2, 4},     {NONE, 5},  {NONE, 6},
    {3, 7},     {4, NONE},  {5, 8},     {NONE, 9},  {NONE, 10}, {NONE, 11},
    {NONE, 12}, {NONE, 13}, {NONE, 14}, {NONE, 15}, {6, 16},    {7, 17},
    {8, NONE},  {NONE, 18}, {9, 19},    {10, 20},   {11, 21},   {12, 22},
    {13, NONE}, {14, 23},   {15, 24},   {16, 25},   {17, 26},   {18, 27},
};

/* What two letters become when typed one after the other. */
static const struct {
    uint16_t whole, first, second;
} pairs[] = {
    {0x3133, 0x3131, 0x3145}, {0x3135, 0x3134, 0x3148},
    {0x3136, 0x3134, 0x314E}, {0x313A, 0x3139, 0x3131},
    {0x313B, 0x3139, 0x3141}, {0x313C, 0x3139, 0x3142},
    {0x313D, 0x3139, 0x3145}, {0x313E, 0x3139, 0x314C},
    {0x313F, 0x3139, 0x314D}, {0x3140, 0x3139, 0x314E},
    {0x3144, 0x3142, 0x3145}, {0x3158, 0x3157, 0x314F},
    {0x3159, 0x3157, 0x3150}, {0x315A, 0x3157, 0x3163},
    {0x315D, 0x315C, 0x3153}, {0x315E, 0x315C, 0x3154},
    {0x315F, 0x315C, 0x3163}, {0x3162, 0x3161, 0x3163},
};
enum { PAIRS = sizeof(pairs) / sizeof(*pairs) };

static uint16_t initial_letter(uint32_t number)
{
    for (uint16_t i = 0; i < sizeof(consonants) / sizeof(*consonants); i++)
        if (consonants[i].initial == (int)number)
            return (uint16_t)(CONSONANT_FIRST + i);
    return 0;
}

static uint16_t final_letter(uint32_t number)
{
    for (uint16_t i = 0; i < sizeof(consonants) / sizeof(*consonants); i++)
        if (consonants[i].final == (int)number)
            return (uint16_t)(CONSONANT_FIRST + i);
    return 0;
}

static size_t put_letter(uint16_t letter, uint16_t *out)
{
    for (size_t i = 0; i < PAIRS; i++)
        if (pairs[i].whole == letter) {
            out[0] = pairs[i].first;
            out[1] = pairs[i].second;
            return 2;
        }
    out[0] = letter;
    return 1;
}

/* The compatibility jamo of one that stands alone, or 0. */
static uint16_t lone_letter(uint32_t c)
{
    if (c >= CONSONANT_FIRST && c < VOWEL_FIRST + VOWELS)
        return (uint16_t)c;
    if (c >= VOWEL_SIGN && c < VOWEL_SIGN + VOWELS)
        return (uint16_t)(VOWEL_FIRST + (c - VOWEL_SIGN));
    if (c >= FINAL_SIGN && c < FINAL_SIGN + FINALS - 1)
        return final_letter(c - FINAL_SIGN + 1);
    return c >= INITIAL_SIGN && c < INITIAL_SIGN + 19
               ? initial_letter(c - INITIAL_SIGN)
               : 0;
}

size_t jamo_letters(uint32_t c, uint16_t out[JAMO_LETTERS_MAX])
{
    if (!jamo_is_syllable(c)) {
        uint16_t lone = lone_letter(c);
        return lone ? put_letter(lone, out) : 0;
    }
    uint32_t n = c - SYLLABLE_FIRST;
    uint16_t vowel = (uint16_t)(VOWEL_FIRST + n / FINALS % VOWELS);
    size_t count = put_letter(initial_letter(n / FINALS / VOWELS), out);

    count += put_letter(vowel, out + count);
    if (n % FINALS)
        count += put_letter(final_letter(n % FINALS), out + count);
    return count;
}

static uint16_t paired(uint16_t first, uint16_t second)
{
    for (size_t i = 0; i < PAIRS; i++)
        if (pairs[i].first == first && pairs[i].second == second)
            return pairs[i].whole;
    return 0;
}

struct typed {
    const uint16_t *letters;
    size_t count, at;
};

static uint16_t peek(const struct typed *t, size_t ahead)
{
    return t->at + ahead < t->count ? t->letters[t->at + ahead] : 0;
}

static int initial_number(uint16_t letter)
{
    return letter >= CONSONANT_FIRST && letter <= CONSONANT_LAST
               ? consonants[letter - CONSONANT_FIRST].initial
               : NONE;
}

static int final_number(uint16_t letter)
{
    return letter >= CONSONANT_FIRST && letter <= CONSONANT_LAST
               ? consonants[letter - CONSONANT_FIRST].final
               : NONE;
}

static uint16_t take_vowel(struct typed *t)
{
    uint16_t vowel = peek(t, 0);
    uint16_t both = paired(vowel, peek(t, 1));

    t->at += both ? 2 : 1;
    return both ? both : vowel;
}

/* A consonant before a vowel begins the next syllable. */
static int take_final(struct typed *t)
{
    uint16_t letter = peek(t, 0);
    int number = final_number(letter);

    if (number == NONE || jamo_is_vowel(peek(t, 1)))
        return 0;
    t->at++;
    uint16_t both = paired(letter, peek(t, 0));
    if (!both || jamo_is_vowel(peek(t, 1)))
        return number;
    t->at++;
    return final_number(both);
}

bool jamo_compose(const uint16_t *letters, size_t count, struct buf *out)
{
    struct typed t = {.letters = letters, .count = count};
    size_t start = out->len;

    while (t.at < t.count) {
        int initial = initial_number(peek(&t, 0));
        char room[4];

        if (initial == NONE || !jamo_is_vowel(peek(&t, 1))) {
            out->len = start;
            return false;
        }
        t.at++;
        int vowel = take_vowel(&t) - VOWEL_FIRST;
        int syllable = (initial * VOWELS + vowel) * FINALS + take_final(&t);
        buf_add(out, room,
                utf8_put((uint32_t)(SYLLABLE_FIRST + syllable), room));
    }
    return true;
}
