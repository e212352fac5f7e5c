#include "indexer/preview/changes.h"

struct change_row {
    bool is_quick; /* an article that waits to be shown */
};

void changes_init(struct changes *c)
{
    *c = (struct changes){0};
    map_init(&c->paths, &c->arena);
}

void changes_release(struct changes *c)
{
    arena_release(&c->arena);
    *c = (struct changes){0};
}

void changes_clear(struct changes *c)
{
    arena_release(&c->arena);
    changes_init(c);
}

/* What lies in or is called "_..." is read into other pages. */
static bool is_shared(struct str path)
{
    struct str part;

    while (str_cut(&path, '/', &part))
        if (str_starts(part, S("_")))
            return true;
    return false;
}

static struct change_row *row_of(struct changes *c, struct str path,
                                 int64_t now)
{
    struct change_row *row = map_get(&c->paths, path);

    c->last = now;
    if (c->paths.count == 0)
        c->first = now;
    if (row)
        return row;
    row = arena_new(&c->arena, struct change_row, 1);
    path = arena_str(&c->arena, path);
    /* Without memory everything has changed. */
    if (!row || !path.ptr || !map_set(&c->paths, path, row)) {
        c->forgets = true;
        return NULL;
    }
    return row;
}

void changes_note(struct changes *c, enum change change, struct str path,
                  int64_t now)
{
    bool is_article = str_ends(path, S(".md")) && !is_shared(path);
    bool is_quick = is_article && change == CHANGE_WRITTEN;
    struct change_row *row = row_of(c, path, now);

    c->forgets |= is_shared(path) || str_eq(path, S("site.yaml"));
    if (!row)
        return;
    if (is_quick && c->quick_count == 0)
        c->quick_first = now;
    if (is_quick)
        c->quick_last = now;
    c->quick_count += is_quick;
    c->quick_count -= row->is_quick;
    row->is_quick = is_quick;
}

void changes_note_all(struct changes *c, const char *what, int64_t now)
{
    row_of(c, str_from(what), now);
    c->forgets = true;
}

static int64_t later(int64_t first, int64_t last, int64_t after, int64_t most)
{
    return last + after < first + most ? last + after : first + most;
}

int64_t changes_quick_at(const struct changes *c)
{
    if (c->quick_count == 0 || c->quick_count > CHANGES_QUICK_FILES ||
        c->forgets)
        return -1;
    return later(c->quick_first, c->quick_last, CHANGES_QUICK_MS,
                 CHANGES_QUICK_MAX_MS);
}

int64_t changes_whole_at(const struct changes *c)
{
    if (c->paths.count == 0 && !c->forgets)
        return -1;
    return later(c->first, c->last, CHANGES_WHOLE_MS, CHANGES_WHOLE_MAX_MS);
}

size_t changes_take_quick(struct changes *c,
                          struct str paths[CHANGES_QUICK_FILES])
{
    size_t n = 0;

    for (size_t i = 0; i < c->paths.count; i++) {
        struct change_row *row = c->paths.entries[i].value;
        if (!row->is_quick || n == CHANGES_QUICK_FILES)
            continue;
        row->is_quick = false;
        paths[n++] = c->paths.entries[i].key;
    }
    c->quick_count = 0;
    return n;
}

void changes_put(const struct changes *c, struct buf *out)
{
    if (c->paths.count)
        buf_put(out, c->paths.entries[0].key);
    if (c->paths.count > 1)
        buf_fmt(out, " and %zu more", c->paths.count - 1);
}
