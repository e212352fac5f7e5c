#include "indexer/check/check_run.h"
#include "indexer/front_matter/front_matter_place.h"
#include "lib/icu/fold.h"

/* What agents choose from and what readers search are two lists. */
struct titles {
    struct arena arena;
    struct map articles, replies; /* folded title -> the first with it */
    struct buf folded;
};

static int check_one(struct site *site, struct titles *t, struct page *p,
                     struct err *e)
{
    struct map *map = p->article.is_reply ? &t->replies : &t->articles;
    unsigned line, column;

    buf_clear(&t->folded);
    fold_utf8(p->article.title, &t->folded);
    const struct page *first = map_get(map, buf_str(&t->folded));

    if (!first)
        return map_set(map, buf_copy(&t->folded, &t->arena), p)
                   ? 0
                   : err_no_memory(e);
    front_matter_place(&p->article, S("title"), &line, &column);
    problem_add(&site->problems, CHECK_DOUBLE_TITLE, p->file, line, column,
                "%.*s has the title '%.*s' too, and readers cannot tell them "
                "apart in search and lists: give one of them another",
                STR_ARG(first->file), STR_ARG(first->article.title));
    return 0;
}

static int check_locale_titles(struct site *site, const struct locale *l,
                               struct err *e)
{
    struct titles t = {0};
    int result = 0;

    map_init(&t.articles, &t.arena);
    map_init(&t.replies, &t.arena);
    for (size_t i = 0; i < l->page_count && result == 0; i++)
        result = check_one(site, &t, l->pages[i], e);
    if (result == 0 && (t.arena.failed || t.folded.failed))
        result = err_no_memory(e);
    buf_release(&t.folded);
    arena_release(&t.arena);
    return result;
}

int check_titles(struct site *site, struct err *e)
{
    for (size_t i = 0; i < site->locale_count; i++)
        if (check_locale_titles(site, &site->locales[i], e))
            return -1;
    return 0;
}
