#include "server/article_table.h"

#include <stdlib.h>

#include "lib/site/site_names.h"

static int read_rows(struct str text, struct arena *a,
                     struct article_table *out, struct err *e)
{
    struct str rest = text, line;
    size_t count = 0;

    while (str_cut(&rest, '\n', &line))
        count += line.len > 0;
    struct article_row *rows = arena_new(a, struct article_row, count);
    if (!rows)
        return err_no_memory(e);
    *out = (struct article_table){.rows = rows};
    for (rest = text; str_cut(&rest, '\n', &line);) {
        struct article_row *row = &rows[out->count];
        if (!line.len)
            continue;
        str_cut(&line, '\t', &row->id);
        if (!str_cut(&line, '\t', &row->url))
            return err_set(e, ERR_CONTENT, "the list of articles is damaged");
        str_cut(&line, '\t', &row->title);
        str_cut(&line, '\t', &row->description);
        row->contact = line;
        if (out->count && str_cmp(row[-1].id, row->id) >= 0)
            return err_set(e, ERR_CONTENT,
                           "the list of articles is out of order");
        out->count++;
    }
    return 0;
}

int article_table_read(const struct site_file *f, struct str locale,
                       struct arena *a, struct article_table *out,
                       struct err *e)
{
    struct str name = arena_fmt(a, SITE_NAME_ARTICLES "%.*s", STR_ARG(locale));
    struct buf text = {0};

    *out = (struct article_table){0};
    if (!name.ptr)
        return err_no_memory(e);
    if (!site_file_find(f, name))
        return 0;
    int result = site_file_load(f, name.ptr, &text, e);
    struct str copy = result ? (struct str){0} : buf_copy(&text, a);
    buf_release(&text);
    if (result)
        return -1;
    if (a->failed)
        return err_no_memory(e);
    return read_rows(copy, a, out, e) ? err_at(e, name, 0, 0) : 0;
}

static int by_id(const void *key, const void *row)
{
    return str_cmp(*(const struct str *)key,
                   ((const struct article_row *)row)->id);
}

const struct article_row *article_table_find(const struct article_table *t,
                                             struct str id)
{
    return t->count ? bsearch(&id, t->rows, t->count, sizeof(*t->rows), by_id)
                    : NULL;
}
