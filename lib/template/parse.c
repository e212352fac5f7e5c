#include <stdlib.h>

#include "lib/template/nodes.h"
#include "lib/template/tag.h"

struct parser {
    struct template_set *set;
    struct template *t;
    struct scanner scan;
    struct str source;
    uint32_t open[NEST_MAX]; /* nodes whose end tag is awaited */
    size_t depth;
    size_t arguments; /* how many of them are blocks in a parent */
    struct err *e;
};

/* What becomes of the line round a tag: the white space before it is left
 * out, the rest of the line is. */
struct layout {
    bool drop_space, eat_line;
};

static struct node *innermost(const struct parser *p)
{
    return p->depth ? &p->t->nodes[p->open[p->depth - 1]] : NULL;
}

static bool is_in_parent(const struct parser *p)
{
    const struct node *n = innermost(p);

    return n && n->kind == NODE_PARENT;
}

static int fail(const struct parser *p, const struct tag *tag)
{
    return err_at(p->e, p->t->name, tag->line, tag->column);
}

static struct node *add_node(struct parser *p, enum node_kind kind)
{
    struct template *t = p->t;

    if (t->count == t->room) {
        size_t room = t->room ? t->room * 2 : 32;
        struct node *grown =
            room > UINT32_MAX ? NULL : realloc(t->nodes, room * sizeof(*grown));
        if (!grown) {
            err_no_memory(p->e);
            return NULL;
        }
        t->nodes = grown;
        t->room = room;
    }

    struct node *n = &t->nodes[t->count++];

    *n = (struct node){.kind = kind, .end = (uint32_t)t->count};
    return n;
}

/* Text directly in a parent shows nowhere. */
static int add_literal(struct parser *p, size_t from, size_t to)
{
    struct node *n;

    if (is_in_parent(p) || (from == to && p->arguments == 0))
        return 0;
    n = add_node(p, NODE_LITERAL);
    if (!n)
        return -1;
    n->text = str_sub(p->source, from, to - from);
    n->starts_line = from == 0 || p->source.ptr[from - 1] == '\n';
    return 0;
}

static int split_name(struct parser *p, struct node *n, const struct tag *tag)
{
    struct str rest = tag->name;

    if (str_eq(rest, S(".")))
        return 0;
    for (size_t i = 0; i < rest.len; i++)
        n->key_count += rest.ptr[i] == '.';
    n->keys = arena_new(&p->t->arena, struct str, ++n->key_count);
    if (!n->keys)
        return err_no_memory(p->e);
    for (size_t i = 0; str_cut(&rest, '.', &n->keys[i]); i++)
        if (n->keys[i].len == 0) {
            err_set(p->e, ERR_CONTENT, "'%.*s' has an empty part",
                    STR_ARG(tag->name));
            return fail(p, tag);
        }
    return 0;
}

static struct node *add_tag(struct parser *p, const struct tag *tag,
                            enum node_kind kind)
{
    struct node *n = add_node(p, kind);

    if (!n)
        return NULL;
    n->text = tag->name;
    n->line = tag->line;
    n->column = tag->column;
    return n;
}

static int open_node(struct parser *p, const struct tag *tag)
{
    if (p->depth == NEST_MAX) {
        err_set(p->e, ERR_CONTENT, "tags are nested deeper than %d levels",
                NEST_MAX);
        return fail(p, tag);
    }
    p->open[p->depth++] = (uint32_t)(p->t->count - 1);
    return 0;
}

static int add_named(struct parser *p, const struct tag *tag,
                     enum node_kind kind)
{
    struct node *n = add_tag(p, tag, kind);

    if (!n || split_name(p, n, tag) != 0)
        return -1;
    if (kind == NODE_SHOW || kind == NODE_RAW)
        return 0;
    return open_node(p, tag);
}

/* A partial or a parent. */
static int add_reference(struct parser *p, const struct tag *tag,
                         enum node_kind kind)
{
    struct node *n = add_tag(p, tag, kind);

    if (!n)
        return -1;
    if (tag->name.ptr[0] == '*') {
        err_set(p->e, ERR_CONTENT, "names of templates are fixed: '%.*s'",
                STR_ARG(tag->name));
        return fail(p, tag);
    }
    n->slot = template_slot(p->set, tag->name);
    if (!n->slot)
        return err_no_memory(p->e);
    if (kind == NODE_PARENT) {
        n->starts_line = tag->starts_line;
        n->lead = tag->space;
        return open_node(p, tag);
    }
    n->own_line = n->starts_line = tag->starts_line && tag->ends_line;
    if (n->own_line)
        n->indent = tag->space;
    return 0;
}

static int add_block(struct parser *p, const struct tag *tag)
{
    bool is_argument = is_in_parent(p);
    struct node *n = add_tag(p, tag, NODE_BLOCK);

    if (!n)
        return -1;
    n->is_argument = is_argument;
    p->arguments += is_argument;
    if (!is_argument && tag->starts_line) {
        n->starts_line = true;
        n->own_line = tag->ends_line;
        n->lead = tag->space;
    }
    return open_node(p, tag);
}

static int close_block(struct parser *p, struct node *n, uint32_t first)
{
    struct str space;
    bool has_lines = indent_common(p->t, first, n->end, &space);

    if (n->is_argument) {
        p->arguments--;
        return indent_strip(p->t, first, n->end, space.len, p->e);
    }
    n->indent = n->own_line && has_lines ? space : n->lead;
    return 0;
}

static int close_node(struct parser *p, const struct tag *tag)
{
    struct node *n = innermost(p);

    if (!n) {
        err_set(p->e, ERR_CONTENT, "{{/%.*s}} closes nothing",
                STR_ARG(tag->name));
        return fail(p, tag);
    }
    if (!str_eq(n->text, tag->name)) {
        err_set(p->e, ERR_CONTENT,
                "{{/%.*s}} found where {{/%.*s}} of line %u is due",
                STR_ARG(tag->name), STR_ARG(n->text), n->line);
        return fail(p, tag);
    }

    uint32_t first = p->open[--p->depth] + 1;

    n->end = (uint32_t)p->t->count;
    if (n->kind == NODE_BLOCK)
        return close_block(p, n, first);
    if (n->kind == NODE_PARENT && n->starts_line && tag->ends_line) {
        n->own_line = true;
        n->indent = n->lead;
        n->lead = S("");
    }
    return 0;
}

static struct layout closing_layout(const struct parser *p,
                                    const struct tag *tag)
{
    const struct node *n = innermost(p);
    bool alone = tag->starts_line && tag->ends_line;

    if (n && n->kind == NODE_PARENT)
        return (struct layout){false, n->starts_line && tag->ends_line};
    if (n && n->is_argument)
        return (struct layout){tag->starts_line, false};
    return (struct layout){alone, alone};
}

static struct layout layout_of(const struct parser *p, const struct tag *tag)
{
    bool alone = tag->starts_line && tag->ends_line;

    switch (tag->type) {
    case '/': return closing_layout(p, tag);
    case '<': return (struct layout){tag->starts_line, false};
    case '$':
        if (is_in_parent(p))
            return (struct layout){false, tag->ends_line};
        return (struct layout){tag->starts_line, alone};
    case 'v':
    case '&': return (struct layout){false, false};
    default: return (struct layout){alone, alone};
    }
}

static int parse_tag(struct parser *p, const struct tag *tag)
{
    if (is_in_parent(p) && tag->type != '$' && tag->type != '/' &&
        tag->type != '!' && tag->type != '=') {
        err_set(p->e, ERR_CONTENT,
                "only blocks count inside {{<%.*s}}: put this into one",
                STR_ARG(innermost(p)->text));
        return fail(p, tag);
    }
    switch (tag->type) {
    case 'v': return add_named(p, tag, NODE_SHOW);
    case '&': return add_named(p, tag, NODE_RAW);
    case '#': return add_named(p, tag, NODE_SECTION);
    case '^': return add_named(p, tag, NODE_INVERTED);
    case '>': return add_reference(p, tag, NODE_PARTIAL);
    case '<': return add_reference(p, tag, NODE_PARENT);
    case '$': return add_block(p, tag);
    case '/': return close_node(p, tag);
    default: return 0; /* comments and delimiters leave nothing */
    }
}

/* The text before a tag. In an argument, a tag at the very start of a line
 * leaves an empty literal there: the line is one without indentation. */
static int parse_text(struct parser *p, size_t from, const struct tag *tag,
                      struct layout layout)
{
    size_t to = tag->start - (layout.drop_space ? tag->space.len : 0);

    if (from < to && add_literal(p, from, to) != 0)
        return -1;
    if (p->arguments && !layout.drop_space && tag->starts_line &&
        tag->space.len == 0)
        return add_literal(p, tag->start, tag->start);
    return 0;
}

int template_parse(struct template_set *set, struct template *t,
                   struct str source, struct err *e)
{
    struct parser p = {.set = set, .t = t, .source = source, .e = e};
    struct tag tag;
    size_t from = 0;
    int found;

    scanner_init(&p.scan, t->name, source);
    while ((found = scanner_next(&p.scan, &tag, e)) > 0) {
        struct layout layout = layout_of(&p, &tag);
        if (parse_text(&p, from, &tag, layout) != 0 || parse_tag(&p, &tag) != 0)
            return -1;
        if (layout.eat_line)
            p.scan.at = tag.line_end;
        from = p.scan.at;
    }
    if (found < 0)
        return -1;
    if (p.depth) {
        const struct node *n = innermost(&p);
        err_set(e, ERR_CONTENT, "{{/%.*s}} is missing", STR_ARG(n->text));
        return err_at(e, t->name, n->line, n->column);
    }
    return from < source.len ? add_literal(&p, from, source.len) : 0;
}
