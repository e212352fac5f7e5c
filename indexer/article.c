#include "indexer/article.h"

void article_release(struct article *a)
{
    arena_release(&a->arena);
    *a = (struct article){0};
}
