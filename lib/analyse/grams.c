#include "lib/analyse/grams.h"

#include "lib/utf8.h"

static bool is_gram_letter(uint32_t c)
{
    return (c >= 0x0E00 && c < 0x0E80) || (c >= 0x3040 && c < 0xD7A4) ||
           (c >= 0x20000 && c < 0x32000);
}

bool gram_next(struct str word, size_t *at, struct str *gram)
{
    while (*at < word.len) {
        size_t from = *at;
        bool first = is_gram_letter(utf8_next(word, at, NULL));
        size_t end = *at;

        if (first && end < word.len &&
            is_gram_letter(utf8_next(word, &end, NULL))) {
            *gram = str_sub(word, from, end - from);
            return true;
        }
    }
    return false;
}
