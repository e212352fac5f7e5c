#include "indexer/history/diff_print.h"

#include "lib/utf8.h"
#include "lib/value.h"

static const char *const kind_names[CHANGE_KINDS] = {
    [CHANGE_LOCALE_ADDED] = "locale_added",
    [CHANGE_LOCALE_REMOVED] = "locale_removed",
    [CHANGE_ADDED] = "added",
    [CHANGE_REMOVED] = "removed",
    [CHANGE_CHANGED] = "changed",
};

/* No line break and no terminal escape of a file reaches the screen. */
static void put_plain(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t control = utf8_control(str_skip(s, i));
        buf_char(out, control ? ' ' : s.ptr[i]);
        i += control ? control : 1;
    }
}

static void put_locale(struct buf *out, const struct site_change *c)
{
    buf_text(out, c->kind == CHANGE_LOCALE_ADDED ? "language added: "
                                                 : "language removed: ");
    put_plain(out, c->locale);
    buf_fmt(out, " (%zu article%s)\n", c->articles,
            c->articles == 1 ? "" : "s");
}

static void put_what(struct buf *out, const struct site_change *c)
{
    const char *comma = "";

    buf_text(out, " (");
    if (c->title_differs) {
        buf_text(out, "title");
        comma = ", ";
    }
    if (c->text_differs) {
        buf_fmt(out, "%stext", comma);
        comma = ", ";
    }
    if (c->from.len) {
        buf_fmt(out, "%smoved from ", comma);
        put_plain(out, c->from);
    }
    buf_char(out, ')');
}

static void put_change(struct buf *out, const struct site_change *c)
{
    if (c->kind == CHANGE_LOCALE_ADDED || c->kind == CHANGE_LOCALE_REMOVED) {
        put_locale(out, c);
        return;
    }
    buf_fmt(out, "%s: ", kind_names[c->kind]);
    put_plain(out, c->address);
    buf_text(out, " \"");
    put_plain(out, c->title);
    buf_char(out, '"');
    if (c->kind == CHANGE_CHANGED)
        put_what(out, c);
    buf_char(out, '\n');
}

static void count_kinds(const struct site_diff *d, size_t counts[CHANGE_KINDS])
{
    for (size_t i = 0; i < CHANGE_KINDS; i++)
        counts[i] = 0;
    for (size_t i = 0; i < d->count; i++)
        counts[d->changes[i].kind]++;
}

static void put_summary(struct buf *out, const struct site_diff *d)
{
    size_t counts[CHANGE_KINDS];

    count_kinds(d, counts);
    buf_fmt(out, "%zu added, %zu removed, %zu changed; ", counts[CHANGE_ADDED],
            counts[CHANGE_REMOVED], counts[CHANGE_CHANGED]);
    if (d->missing_count == 0)
        buf_text(out, "every old address is answered\n");
    else
        buf_fmt(out,
                "%zu old address%s without a redirect: write %s as "
                "aliases of the articles that customers should find there\n",
                d->missing_count, d->missing_count == 1 ? "" : "es",
                d->missing_count == 1 ? "it" : "them");
}

void diff_put_text(struct buf *out, const struct site_diff *d,
                   bool missing_only)
{
    for (size_t i = 0; i < d->count && !missing_only; i++)
        put_change(out, &d->changes[i]);
    for (size_t i = 0; i < d->missing_count; i++) {
        buf_text(out, "no redirect: ");
        put_plain(out, d->missing[i]);
        buf_char(out, '\n');
    }
    if (!missing_only)
        put_summary(out, d);
}

static void set(struct arena *a, struct value *map, const char *key,
                struct str s)
{
    if (s.len)
        value_set(a, map, key, value_text(a, s));
}

static struct value *change_value(struct arena *a, const struct site_change *c)
{
    struct value *v = value_map(a);

    set(a, v, "locale", c->locale);
    set(a, v, "id", c->id);
    set(a, v, "title", c->title);
    set(a, v, "url", c->address);
    if (c->kind == CHANGE_LOCALE_ADDED || c->kind == CHANGE_LOCALE_REMOVED)
        value_set(a, v, "articles", value_integer(a, (int64_t)c->articles));
    if (c->kind == CHANGE_CHANGED) {
        set(a, v, "moved_from", c->from);
        value_set(a, v, "title_differs", value_bool(a, c->title_differs));
        value_set(a, v, "text_differs", value_bool(a, c->text_differs));
    }
    return v;
}

void diff_put_json(struct buf *out, const struct site_diff *d, struct arena *a)
{
    struct value *root = value_map(a), *missing = value_list(a);
    struct value *lists[CHANGE_KINDS];

    for (size_t i = 0; i < CHANGE_KINDS; i++) {
        lists[i] = value_list(a);
        value_set(a, root, kind_names[i], lists[i]);
    }
    for (size_t i = 0; i < d->count; i++)
        value_push(a, lists[d->changes[i].kind],
                   change_value(a, &d->changes[i]));
    for (size_t i = 0; i < d->missing_count; i++)
        value_push(a, missing, value_text(a, d->missing[i]));
    value_set(a, root, "missing_redirects", missing);
    value_to_json(out, root);
    buf_char(out, '\n');
}
