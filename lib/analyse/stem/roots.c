#include "lib/analyse/stem/roots.h"

struct str roots_find(const struct roots *r, struct str word)
{
    struct str rest, entry;

    if (word.len == 0 || word.ptr[0] < 'a' || word.ptr[0] > 'z')
        return (struct str){0};
    rest = str_from(r->by_letter[word.ptr[0] - 'a']);
    while (str_cut(&rest, ' ', &entry)) {
        if (entry.len < word.len || !str_starts(entry, word))
            continue;
        if (entry.len == word.len)
            return entry;
        if (entry.ptr[word.len] == '=')
            return str_skip(entry, word.len + 1);
    }
    return (struct str){0};
}
