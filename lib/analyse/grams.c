#include "lib/analyse/grams.h"

#include <string.h>

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

bool gram_run_enter(struct gram_run *run, const struct token *t)
{
    if (t->part)
        return false;
    if (t->start != run->end)
        run->last = (struct str){0};
    run->end = t->end;
    return true;
}

bool gram_run_next(struct gram_run *run, struct str word, size_t *at,
                   struct str *gram)
{
    while (*at < word.len) {
        size_t from = *at;
        bool letter = is_gram_letter(utf8_next(word, at, NULL));
        struct str before = run->last;
        bool is_word = before.len == from && *at == word.len;

        run->last = letter ? str_sub(word, from, *at - from) : (struct str){0};
        if (before.len == 0 || !letter || is_word)
            continue;
        memcpy(run->room, before.ptr, before.len);
        memcpy(run->room + before.len, run->last.ptr, run->last.len);
        *gram = str_of(run->room, before.len + run->last.len);
        return true;
    }
    return false;
}
