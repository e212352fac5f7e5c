/* Indentation of block content: taken off where it is defined, put back where
 * it is used. */
#include <string.h>

#include "lib/template/nodes.h"

struct margin {
    bool any;
    struct str space;
};

static void margin_add(struct margin *m, struct str space)
{
    size_t n = 0;

    if (!m->any) {
        *m = (struct margin){true, space};
        return;
    }
    while (n < m->space.len && n < space.len && m->space.ptr[n] == space.ptr[n])
        n++;
    m->space.len = n;
}

static size_t space_len(struct str s)
{
    size_t n = 0;

    while (n < s.len && (s.ptr[n] == ' ' || s.ptr[n] == '\t'))
        n++;
    return n;
}

/* The first line with its newline. */
static struct str first_line(struct str s)
{
    return str_sub(s, 0, str_find(s, '\n') + 1);
}

/* Lines that are all white space have no say. */
static void add_literal(struct margin *m, const struct node *n)
{
    struct str rest = n->text, line = first_line(rest);

    if (!n->starts_line)
        rest = str_skip(rest, line.len);
    else if (n->text.len == 0)
        margin_add(m, S(""));
    for (; rest.len; rest = str_skip(rest, line.len)) {
        line = first_line(rest);
        if (!str_ends(line, S("\n")) || str_trim(line).len)
            margin_add(m, str_sub(line, 0, space_len(line)));
    }
}

bool indent_common(const struct template *t, uint32_t begin, uint32_t end,
                   struct str *out)
{
    struct margin m = {0};

    for (uint32_t i = begin; i < end; i++) {
        const struct node *n = &t->nodes[i];
        if (n->kind == NODE_LITERAL)
            add_literal(&m, n);
        else if (n->starts_line)
            margin_add(&m, n->indent.len ? n->indent : n->lead);
        if (n->kind == NODE_PARENT)
            i = n->end - 1; /* its blocks have been cut already */
    }
    *out = m.space;
    return m.any;
}

static int strip_literal(struct template *t, struct node *n, size_t width,
                         struct err *e)
{
    char *out = arena_alloc(&t->arena, n->text.len + 1, 1);
    struct str rest = n->text, line;
    bool starts_line = n->starts_line;
    size_t len = 0;

    if (!out)
        return err_no_memory(e);
    for (; rest.len; rest = str_skip(rest, line.len)) {
        line = first_line(rest);
        size_t space = space_len(line);
        struct str kept = line;
        if (starts_line)
            kept = str_skip(line, space < width ? space : width);
        memcpy(out + len, kept.ptr, kept.len);
        len += kept.len;
        starts_line = true;
    }
    n->text = str_of(out, len);
    return 0;
}

int indent_strip(struct template *t, uint32_t begin, uint32_t end, size_t width,
                 struct err *e)
{
    for (uint32_t i = begin; width && i < end; i++) {
        struct node *n = &t->nodes[i];
        if (n->kind == NODE_LITERAL && strip_literal(t, n, width, e) != 0)
            return -1;
        n->indent = str_skip(n->indent, width);
        n->lead = str_skip(n->lead, width);
        if (n->kind == NODE_PARENT)
            i = n->end - 1;
    }
    return 0;
}
