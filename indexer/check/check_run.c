#include "indexer/check/check_run.h"

#include <string.h>

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

struct locale *check_locale(const struct site *site, const char *tag)
{
    for (size_t i = 0; i < site->locale_count; i++)
        if (strcmp(site->locales[i].tag, tag) == 0)
            return &site->locales[i];
    return NULL;
}
