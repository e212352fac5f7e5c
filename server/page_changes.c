#include "server/page_changes.h"

struct page_changes {
    const struct page_view *before, *after;
    size_t count;
    struct buf list;
};

static const struct site_entry *look(const struct page_view *v, struct str path)
{
    const struct site_entry *found =
        v->over ? site_file_find(v->over, path) : NULL;

    return found ? found : site_file_find(v->file, path);
}

static void add(struct page_changes *c, struct str path)
{
    if (c->count++ >= PAGE_CHANGES_MAX)
        return;
    if (c->count > 1)
        buf_char(&c->list, ',');
    buf_json(&c->list, path);
}

static bool is_same(const struct site_entry *a, const struct site_entry *b)
{
    return a && b && a->kind == b->kind && str_eq(a->etag, b->etag);
}

/* New ones and changed ones, from one table of what is there now. */
static void add_new(struct page_changes *c, const struct site_file *table)
{
    for (size_t i = 0; i < site_file_count(table); i++) {
        const struct site_entry *is = site_file_at(table, i);
        if (is->kind == SITE_PAGE && look(c->after, is->path) == is &&
            !is_same(look(c->before, is->path), is))
            add(c, is->path);
    }
}

/* Those that are gone, and those that were over a page of the file that shows
 * again. */
static void add_old(struct page_changes *c, const struct site_file *table)
{
    for (size_t i = 0; i < site_file_count(table); i++) {
        const struct site_entry *was = site_file_at(table, i);
        const struct site_entry *is = look(c->after, was->path);
        bool shows = is && c->before->file == c->after->file &&
                     is == site_file_find(c->after->file, was->path) &&
                     !is_same(is, was);
        if (was->kind == SITE_PAGE && look(c->before, was->path) == was &&
            (!is || shows))
            add(c, was->path);
    }
}

void page_changes_put(const struct page_view *before,
                      const struct page_view *after, struct buf *out)
{
    struct page_changes c = {.before = before, .after = after};

    if (after->over)
        add_new(&c, after->over);
    if (before->over)
        add_old(&c, before->over);
    if (before->file != after->file) {
        add_new(&c, after->file);
        add_old(&c, before->file);
    }
    if (c.count > PAGE_CHANGES_MAX)
        buf_text(out, "null");
    else
        buf_fmt(out, "[%.*s]", STR_ARG(buf_str(&c.list)));
    out->failed |= c.list.failed;
    buf_release(&c.list);
}
