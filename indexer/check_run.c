#include "indexer/check_run.h"

#include <string.h>

#include "indexer/front_matter_keys.h"
#include "indexer/yaml_words.h"

typedef int topic(struct site *site, struct err *e);

static topic *const topics[] = {
    check_articles,     check_titles,   check_reach,
    check_translations, check_synonyms,
};

int checks_run(struct site *site, struct err *e)
{
    for (size_t i = 0; i < sizeof(topics) / sizeof(*topics); i++)
        if (site->page_count && topics[i](site, e))
            return -1;
    return 0;
}

bool check_is_article(const struct page *p)
{
    return !p->dropped && !p->is_index;
}

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

void check_key_place(const struct article *a, struct str key, unsigned *line,
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

struct locale *check_locale(const struct site *site, const char *tag)
{
    for (size_t i = 0; i < site->locale_count; i++)
        if (strcmp(site->locales[i].tag, tag) == 0)
            return &site->locales[i];
    return NULL;
}
