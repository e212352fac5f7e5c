#include "indexer/front_matter/front_matter_place.h"

#include "indexer/front_matter/front_matter_keys.h"
#include "indexer/base/yaml_words.h"

/* The block begins on the file's second line. */
static bool find_key(const struct article *a, struct str name, unsigned *line,
                     unsigned *column)
{
    yaml_key_place(a->block, name, line, column);
    if (*column == 1)
        return false;
    ++*line;
    return true;
}

void front_matter_place(const struct article *a, struct str key, unsigned *line,
                        unsigned *column)
{
    size_t count;
    const struct front_alias *others = front_aliases(&count);

    if (find_key(a, key, line, column))
        return;
    if (str_eq(key, S("title")) && a->title_line) {
        *line = a->title_line;
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (str_eq(str_from(others[i].key), key) &&
            find_key(a, str_from(others[i].name), line, column))
            return;
}
