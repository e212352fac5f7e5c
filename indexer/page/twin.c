#include "indexer/page/twin.h"

#include <string.h>

/* The twin of the body up to `done` is in `out`. */
struct splicing {
    const struct article *x;
    struct buf *out;
    size_t done;
    const struct body_link *open; /* the link whose end is to come */
};

static void put_escaped(struct buf *out, struct str text, const char *special)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c && strchr(special, c))
            buf_char(out, '\\');
        buf_char(out, c == '\n' || c == '\t' ? ' ' : c);
    }
}

void twin_put_line(struct buf *out, struct str text)
{
    put_escaped(out, text, "\\`*_[]<{|~");
}

/* What would end the address, or a table's cell, is percent-encoded. */
static void put_address(struct buf *out, struct str href)
{
    for (size_t i = 0; i < href.len; i++) {
        unsigned char c = (unsigned char)href.ptr[i];
        if (c <= ' ' || strchr("()<>|\\\"", c))
            buf_fmt(out, "%%%02X", c);
        else
            buf_char(out, (char)c);
    }
}

static void put_target(struct buf *out, const struct body_link *l)
{
    buf_char(out, '(');
    put_address(out, l->href);
    if (l->title.len) {
        buf_text(out, " \"");
        put_escaped(out, l->title, "\\\"|&<");
        buf_char(out, '"');
    }
    buf_char(out, ')');
}

static void put_up_to(struct splicing *s, size_t at)
{
    buf_put(s->out, str_sub(s->x->twin, s->done, at - s->done));
    s->done = at;
}

static void close_link(struct splicing *s)
{
    const struct body_link *l = s->open;

    if (!l)
        return;
    put_up_to(s, l->twin_end);
    buf_char(s->out, ']');
    put_target(s->out, l);
    s->open = NULL;
}

static void put_image(struct splicing *s, const struct body_link *l)
{
    const char *special = "\\`*_[]<>|~&!";

    if (!l->href.len) {
        put_escaped(s->out, l->alt, special);
        return;
    }
    buf_text(s->out, "![");
    put_escaped(s->out, l->alt, special);
    buf_char(s->out, ']');
    put_target(s->out, l);
}

static void put_bare(struct buf *out, const struct body_link *l)
{
    struct str mail = STR("mailto:");

    buf_char(out, '<');
    buf_put(out,
            str_starts(l->href, mail) ? str_skip(l->href, mail.len) : l->href);
    buf_char(out, '>');
}

/* As body_html() does it for the page. */
static void splice(struct splicing *s, const struct body_link *l)
{
    if (!l->inside)
        close_link(s);
    if (!l->href.len && !l->image)
        return;
    put_up_to(s, l->twin_at);
    if (l->image) {
        put_image(s, l);
    } else if (l->bare) {
        put_bare(s->out, l);
    } else {
        buf_char(s->out, '[');
        s->open = l;
    }
}

void twin_put_body(struct buf *out, const struct article *x)
{
    struct splicing s = {.x = x, .out = out};

    for (size_t i = 0; i < x->link_count; i++)
        splice(&s, &x->links[i]);
    close_link(&s);
    buf_put(out, str_skip(x->twin, s.done));
}

void twin_put(struct buf *out, const struct page *p)
{
    const struct article *x = &p->article;

    buf_text(out, "# ");
    twin_put_line(out, x->title);
    buf_text(out, "\n\n");
    if (x->description.len) {
        buf_text(out, "> ");
        twin_put_line(out, x->description);
        buf_text(out, "\n\n");
    }
    if (x->twin.len || x->link_count) {
        twin_put_body(out, x);
        buf_char(out, '\n');
    }
}
