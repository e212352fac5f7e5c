#include "lib/analyse/stem/letters.h"

#include <string.h>

bool letter_among(char c, const char *letters)
{
    return c != '\0' && strchr(letters, c) != NULL;
}

bool is_vowel_at(struct str w, size_t at)
{
    return at < w.len && letter_among(w.ptr[at], "aeiou");
}

int word_vowels(struct str w)
{
    int n = 0;

    for (size_t i = 0; i < w.len; i++)
        n += is_vowel_at(w, i);
    return n;
}

bool word_cut_end(struct str w, struct str end, size_t least, struct str *cut)
{
    if (w.len < end.len + least || !str_ends(w, end))
        return false;
    *cut = str_sub(w, 0, w.len - end.len);
    return true;
}

bool word_cut_any(struct str *w, const char *ends, size_t least)
{
    struct str rest = str_from(ends), end;

    while (str_cut(&rest, ' ', &end))
        if (word_cut_end(*w, end, least, w))
            return true;
    return false;
}

bool word_is_ascii_small(struct str w)
{
    for (size_t i = 0; i < w.len; i++)
        if (w.ptr[i] < 'a' || w.ptr[i] > 'z')
            return false;
    return true;
}
