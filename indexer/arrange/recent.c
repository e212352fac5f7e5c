#include "indexer/arrange/recent.h"

#include <stdlib.h>

int64_t recent_at(const struct page *p)
{
    const struct article *a = &p->article;

    return a->updated_at > a->published_at ? a->updated_at : a->published_at;
}

static int by_update(const void *left, const void *right)
{
    const struct page *const *a = left, *const *b = right;
    int64_t x = recent_at(*a), y = recent_at(*b);

    return x != y ? (x < y ? 1 : -1) : str_cmp((*a)->address, (*b)->address);
}

int recent_find(struct locale *l, struct arena *a, struct err *e)
{
    struct page **pages = arena_new(a, struct page *, l->page_count);
    size_t count = 0;

    if (!pages)
        return err_no_memory(e);
    for (size_t i = 0; i < l->page_count; i++)
        if (recent_at(l->pages[i]))
            pages[count++] = l->pages[i];
    if (count == 0)
        return 0;
    qsort(pages, count, sizeof(*pages), by_update);
    l->changes = pages;
    l->change_count = count < CHANGES_MAX ? count : CHANGES_MAX;
    l->changes_address = arena_fmt(a, "%.*schanges", STR_ARG(l->home));
    return a->failed ? err_no_memory(e) : 0;
}
