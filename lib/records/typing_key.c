#include "lib/records/typing_key.h"

#include <string.h>

#include "lib/jamo.h"
#include "lib/utf8.h"

enum { SYLLABLE_ROOM = 4 * JAMO_LETTERS_MAX };

/* The letters of one code point; what is no Hangul as it is. */
static size_t put_letters(uint32_t c, char room[SYLLABLE_ROOM])
{
    uint16_t letters[JAMO_LETTERS_MAX];
    size_t count = jamo_letters(c, letters), len = 0;

    if (count == 0)
        return utf8_put(c, room);
    for (size_t i = 0; i < count; i++)
        len += utf8_put(letters[i], room + len);
    return len;
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

/* How many letters a jamo that stands alone is; 0 for all else. A lone vowel is
 * no sign of somebody who types initials. */
static size_t lone_consonants(uint32_t c)
{
    uint16_t letters[JAMO_LETTERS_MAX];
    size_t count = jamo_is_syllable(c) ? 0 : jamo_letters(c, letters);

    return count && !jamo_is_vowel(letters[0]) ? count : 0;
}

size_t typing_lone_consonants(struct str folded)
{
    size_t count = 0;

    for (size_t at = 0; at < folded.len;)
        count += lone_consonants(utf8_next(folded, &at, NULL));
    return count;
}

size_t typing_syllables(struct str folded)
{
    size_t end = 0;

    for (size_t at = 0; at < folded.len; end = at)
        if (lone_consonants(utf8_next(folded, &at, NULL)))
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
        uint32_t c = utf8_next(folded, &i, NULL);
        struct str letters = str_of(room, put_letters(c, room));

        if (lone_consonants(c) ? !take_initials(key, &at, letters)
                               : !take_letters(key, &at, letters))
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
