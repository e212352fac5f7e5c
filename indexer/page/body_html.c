#include "indexer/page/body_html.h"

#include <string.h>

#include "indexer/base/media_type.h"
#include "lib/icu/message.h"

/* The article's HTML up to `done` is in `out`. */
struct splicing {
    const struct article *x;
    struct arena *a;
    const struct value *t;
    struct formats *formats;
    struct buf out;
    size_t done;
    const struct body_link *open; /* the link whose end is to come */
    bool has_image;
};

static const struct value *argument(void *ctx, struct str name)
{
    return value_get(ctx, name);
}

/* The message `key` with its arguments, escaped. */
static void put_message(struct splicing *s, const char *key, struct value *of)
{
    const struct value *v = value_get(s->t, str_from(key));
    struct buf text = {0};

    if (!v || v->kind != VALUE_MESSAGE)
        return;
    message_format(v->message, s->formats, argument, of, &text);
    buf_html(&s->out, buf_str(&text));
    s->out.failed |= text.failed;
    buf_release(&text);
}

static void put_text(struct splicing *s, const struct body_text *text)
{
    struct arena *a = s->a;
    struct value *of = value_map(a);
    struct buf columns = {0};

    if (text->column_count && s->formats)
        format_list(s->formats, text->columns, text->column_count, &columns);
    value_set(a, of, "number", value_integer(a, text->number));
    value_set(a, of, "place", value_integer(a, text->place));
    value_set(a, of, "columns", value_text(a, buf_copy(&columns, a)));
    put_message(s, text->key, of);
    buf_release(&columns);
}

static void put_attribute(struct buf *out, const char *name, struct str value)
{
    buf_fmt(out, " %s=\"", name);
    buf_html(out, value);
    buf_char(out, '"');
}

/* What the server sends as a download is saved under its own name: the one in
 * its address holds a hash. */
static void put_link(struct splicing *s, const struct body_link *l)
{
    buf_text(&s->out, "<a");
    put_attribute(&s->out, "href", l->href);
    if (l->file.len && !media_type_of(l->file)->is_shown)
        put_attribute(&s->out, "download", l->file);
    if (l->title.len)
        put_attribute(&s->out, "title", l->title);
    buf_char(&s->out, '>');
    s->open = l;
}

static void put_image(struct splicing *s, const struct body_link *l)
{
    buf_text(&s->out, "<img");
    put_attribute(&s->out, "src", l->href);
    put_attribute(&s->out, "alt", l->alt);
    if (l->width && l->height)
        buf_fmt(&s->out, " width=\"%u\" height=\"%u\"", l->width, l->height);
    if (s->has_image)
        buf_text(&s->out, " loading=\"lazy\" decoding=\"async\"");
    s->has_image = true;
    if (l->title.len)
        put_attribute(&s->out, "title", l->title);
    buf_char(&s->out, '>');
}

/* "PDF" for "price list.pdf"; empty where the name says nothing. */
static struct str kind_of(struct arena *a, struct str file)
{
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
    struct str ending = str_skip(file, str_find_last(file, '.') + 1);
    struct str kind = arena_str(a, ending);
    char *letters = arena_alloc(a, kind.len + 1, 1);

    if (kind.len == 0 || kind.len > 5 || !letters)
        return (struct str){0};
    for (size_t i = 0; i < kind.len; i++) {
        const char *at = strchr(lower, kind.ptr[i]);
        letters[i] = at ? (char)('A' + (at - lower)) : kind.ptr[i];
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", letters[i]))
            return (struct str){0};
    }
    return str_of(letters, kind.len);
}

/* Thousands of bytes up to a million, then tenths of a million. */
static void put_size(struct splicing *s, const struct body_link *l)
{
    struct arena *a = s->a;
    struct str kind = kind_of(a, l->file);
    struct value *of = value_map(a);
    bool small = l->size < 999500;
    uint64_t thousands = l->size < 500 ? 1 : (l->size + 500) / 1000;
    double millions = (double)((l->size + 50000) / 100000) / 10;

    if (kind.len == 0)
        return;
    value_set(a, of, "kind", value_text(a, kind));
    value_set(a, of, "unit", value_text(a, small ? S("kb") : S("mb")));
    value_set(a, of, "size",
              small ? value_integer(a, (int64_t)thousands)
                    : value_number(a, millions));
    buf_text(&s->out, " <small>");
    put_message(s, "file_kind_size", of);
    buf_text(&s->out, "</small>");
}

static void put_up_to(struct splicing *s, size_t at)
{
    buf_put(&s->out, str_sub(s->x->html, s->done, at - s->done));
    s->done = at;
}

static void close_link(struct splicing *s)
{
    const struct body_link *l = s->open;

    if (!l)
        return;
    put_up_to(s, l->end);
    buf_text(&s->out, "</a>");
    if (l->file.len && strncmp(media_type_of(l->file)->type, "image/", 6) != 0)
        put_size(s, l);
    s->open = NULL;
}

/* Links do not nest and stand in the order of their places, so one may be open
 * at a time; an image inside it comes before its end. */
static void splice_link(struct splicing *s, const struct body_link *l)
{
    if (!l->inside)
        close_link(s);
    if (!l->href.len && !l->image)
        return;
    put_up_to(s, l->at);
    if (!l->image)
        put_link(s, l);
    else if (l->href.len)
        put_image(s, l);
    else
        buf_html(&s->out, l->alt);
}

static void splice_text(struct splicing *s, const struct body_text *text)
{
    close_link(s);
    put_up_to(s, text->at);
    put_text(s, text);
}

struct str body_html(struct arena *a, const struct article *x,
                     const struct value *t, struct formats *formats)
{
    struct splicing s = {.x = x, .a = a, .t = t, .formats = formats};
    size_t link = 0, text = 0;

    while (link < x->link_count || text < x->text_count) {
        if (link == x->link_count ||
            (text < x->text_count && x->texts[text].at <= x->links[link].at))
            splice_text(&s, &x->texts[text++]);
        else
            splice_link(&s, &x->links[link++]);
    }
    close_link(&s);
    buf_put(&s.out, str_skip(x->html, s.done));

    struct str html = buf_copy(&s.out, a);

    buf_release(&s.out);
    return html;
}
