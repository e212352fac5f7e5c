#include "indexer/content/cascade.h"

#include <string.h>

#include "indexer/base/path.h"
#include "indexer/front_matter/front_matter.h"

static const char index_name[] = "/_index.md";

/* The _index.md of a folder; `room` has place for its path. */
static const struct page *index_of(const struct site *site, struct str folder,
                                   char *room)
{
    memcpy(room, folder.ptr, folder.len);
    memcpy(room + folder.len, index_name, sizeof(index_name) - 1);
    return map_get(&site->by_file,
                   str_of(room, folder.len + sizeof(index_name) - 1));
}

int cascade_apply(struct site *site, struct page *p, struct err *e)
{
    struct arena *a = &p->article.arena;
    char *room = arena_new(a, char, p->key.len + sizeof(index_name));

    if (!room)
        return err_no_memory(e);
    for (struct str folder = path_folder(p->key); folder.len;
         folder = path_folder(folder)) {
        const struct page *index = index_of(site, folder, room);
        if (!index)
            continue;
        p->dropped |= index->hides_cascade;
        if (index->article.cascade &&
            !front_matter_inherit(&p->article, index->article.cascade))
            return err_no_memory(e);
    }
    return 0;
}
