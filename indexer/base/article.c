#include "indexer/base/article.h"

void article_release(struct article *a)
{
    arena_release(&a->html_arena);
    arena_release(&a->arena);
    *a = (struct article){0};
}

void article_drop_html(struct article *a)
{
    arena_release(&a->html_arena);
    a->html = a->twin = (struct str){0};
    a->links = NULL;
    a->link_count = 0;
    a->texts = NULL;
    a->text_count = 0;
}
