#include "lib/records/typing_key.h"

#include <string.h>

#include "lib/utf8.h"

enum {
    SYLLABLE_FIRST = 0xAC00,
    SYLLABLE_LAST = 0xD7A3,
    VOWELS = 21,
    FINALS = 28,
    /* Conjoining jamo: what folding makes of those typed alone. */
    INITIAL_FIRST = 0x1100,
    INITIAL_LAST = 0x1112,
    VOWEL_FIRST = 0x1161,
    VOWEL_LAST = 0x1175,
    FINAL_FIRST = 0x11A8,
    FINAL_LAST = 0x11C2,
};

static const struct str initials[] = {
    STR("ㄱ"), STR("ㄲ"), STR("ㄴ"), STR("ㄷ"), STR("ㄸ"), STR("ㄹ"), STR("ㅁ"),
    STR("ㅂ"), STR("ㅃ"), STR("ㅅ"), STR("ㅆ"), STR("ㅇ"), STR("ㅈ"), STR("ㅉ"),
    STR("ㅊ"), STR("ㅋ"), STR("ㅌ"), STR("ㅍ"), STR("ㅎ"),
};
static const struct str vowels[VOWELS] = {
    STR("ㅏ"), STR("ㅐ"),   STR("ㅑ"),   STR("ㅒ"),   STR("ㅓ"),   STR("ㅔ"),
    STR("ㅕ"), STR("ㅖ"),   STR("ㅗ"),   STR("ㅗㅏ"), STR("ㅗㅐ"), STR("ㅗㅣ"),
    STR("ㅛ"), STR("ㅜ"),   STR("ㅜㅓ"), STR("ㅜㅔ"), STR("ㅜㅣ"), STR("ㅠ"),
    STR("ㅡ"), STR("ㅡㅣ"), STR("ㅣ"),
};
static const struct str finals[FINALS] = {
    STR(""),     STR("ㄱ"),   STR("ㄲ"),   STR("ㄱㅅ"), STR("ㄴ"),
    STR("ㄴㅈ"), STR("ㄴㅎ"), STR("ㄷ"),   STR("ㄹ"),   STR("ㄹㄱ"),
    STR("ㄹㅁ"), STR("ㄹㅂ"), STR("ㄹㅅ"), STR("ㄹㅌ"), STR("ㄹㅍ"),
    STR("ㄹㅎ"), STR("ㅁ"),   STR("ㅂ"),   STR("ㅂㅅ"), STR("ㅅ"),
    STR("ㅆ"),   STR("ㅇ"),   STR("ㅈ"),   STR("ㅊ"),   STR("ㅋ"),
    STR("ㅌ"),   STR("ㅍ"),   STR("ㅎ"),
};

static bool is_syllable(uint32_t c)
{
    return c >= SYLLABLE_FIRST && c <= SYLLABLE_LAST;
}

static struct str initial_of(uint32_t syllable)
{
    return initials[(syllable - SYLLABLE_FIRST) / (VOWELS * FINALS)];
}

/* The letters of a jamo that stands alone; empty: it is none. */
static struct str lone_letters(uint32_t c)
{
    if (c >= INITIAL_FIRST && c <= INITIAL_LAST)
        return initials[c - INITIAL_FIRST];
    if (c >= VOWEL_FIRST && c <= VOWEL_LAST)
        return vowels[c - VOWEL_FIRST];
    if (c >= FINAL_FIRST && c <= FINAL_LAST)
        return finals[c - FINAL_FIRST + 1];
    return (struct str){0};
}

enum { SYLLABLE_ROOM = 24 };

static size_t add_letters(char room[SYLLABLE_ROOM], size_t at, struct str s)
{
    if (s.len)
        memcpy(room + at, s.ptr, s.len);
    return at + s.len;
}

/* The letters of one code point; at most five, of three bytes each. */
static size_t put_letters(uint32_t c, char room[SYLLABLE_ROOM])
{
    struct str lone = lone_letters(c);

    if (lone.len)
        return add_letters(room, 0, lone);
    if (!is_syllable(c))
        return utf8_put(c, room);

    uint32_t n = c - SYLLABLE_FIRST;
    size_t len = add_letters(room, 0, initial_of(c));
    len = add_letters(room, len, vowels[n / FINALS % VOWELS]);
    return add_letters(room, len, finals[n % FINALS]);
}

void typing_key(struct str folded, struct buf *out)
{
    char room[SYLLABLE_ROOM];

    for (size_t at = 0; at < folded.len;) {
        uint32_t c = utf8_next(folded, &at, NULL);
        buf_add(out, room, put_letters(c, room));
    }
}

enum { LETTER = 3 }; /* bytes of a Hangul letter in UTF-8 */

static bool is_between(struct str key, size_t at, const char *first,
                       const char *last)
{
    struct str letter = str_sub(key, at, LETTER);

    return letter.len == LETTER && memcmp(letter.ptr, first, LETTER) >= 0 &&
           memcmp(letter.ptr, last, LETTER) <= 0;
}

static bool is_consonant(struct str key, size_t at)
{
    return is_between(key, at, "ㄱ", "ㅎ");
}

/* A consonant before a vowel begins a syllable, whatever stands before it. */
static bool is_initial(struct str key, size_t at)
{
    return is_consonant(key, at) && is_between(key, at + LETTER, "ㅏ", "ㅣ");
}

/* Over the rest of a syllable. */
static size_t next_initial(struct str key, size_t at)
{
    while (is_between(key, at, "ㄱ", "ㅣ") && !is_initial(key, at))
        at += LETTER;
    return at;
}

void typing_initials(struct str key, struct buf *out)
{
    for (size_t at = 0; is_initial(key, at);
         at = next_initial(key, at + LETTER))
        buf_put(out, str_sub(key, at, LETTER));
}

int typing_compare_initials(struct str key, struct str typed)
{
    size_t at = 0;

    for (; typed.len >= LETTER; typed = str_skip(typed, LETTER)) {
        if (!is_initial(key, at))
            return -1;
        int order = memcmp(key.ptr + at, typed.ptr, LETTER);
        if (order)
            return order;
        at = next_initial(key, at + LETTER);
    }
    return 0;
}

/* A lone vowel is no sign of somebody who types initials. */
static struct str lone_consonants(uint32_t c)
{
    bool vowel = c >= VOWEL_FIRST && c <= VOWEL_LAST;

    return vowel ? (struct str){0} : lone_letters(c);
}

size_t typing_lone_consonants(struct str folded)
{
    size_t bytes = 0;

    for (size_t at = 0; at < folded.len;)
        bytes += lone_consonants(utf8_next(folded, &at, NULL)).len;
    return bytes / LETTER;
}

size_t typing_syllables(struct str folded)
{
    size_t end = 0;

    for (size_t at = 0; at < folded.len; end = at)
        if (lone_consonants(utf8_next(folded, &at, NULL)).len)
            break;
    return end;
}

/* One syllable of the key for each of the consonants. */
static bool take_initials(struct str key, size_t *at, struct str consonants)
{
    for (; consonants.len; consonants = str_skip(consonants, LETTER)) {
        if (!is_initial(key, *at) ||
            memcmp(key.ptr + *at, consonants.ptr, LETTER) != 0)
            return false;
        *at = next_initial(key, *at + LETTER);
    }
    return true;
}

static bool take_letters(struct str key, size_t *at, struct str letters)
{
    if (!str_starts(str_skip(key, *at), letters))
        return false;
    *at += letters.len;
    return true;
}

bool typing_begins(struct str key, struct str folded)
{
    size_t at = 0;

    for (size_t i = 0; i < folded.len;) {
        char room[SYLLABLE_ROOM];
        struct str letters, consonants;
        uint32_t c = utf8_next(folded, &i, NULL);

        consonants = lone_consonants(c);
        letters = str_of(room, consonants.len ? 0 : put_letters(c, room));
        if (!take_initials(key, &at, consonants) ||
            !take_letters(key, &at, letters))
            return false;
    }
    return true;
}

bool typing_is_unspaced(struct str folded)
{
    static const uint32_t ranges[][2] = {
        {0x0E00, 0x0EFF}, {0x1000, 0x109F},   {0x1100, 0x11FF},
        {0x1780, 0x17FF}, {0x3040, 0x30FF},   {0x3400, 0x9FFF},
        {0xAC00, 0xD7A3}, {0x20000, 0x3FFFF},
    };

    for (size_t at = 0; at < folded.len;) {
        uint32_t c = utf8_next(folded, &at, NULL);
        for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
            if (c >= ranges[i][0] && c <= ranges[i][1])
                return true;
    }
    return false;
}
