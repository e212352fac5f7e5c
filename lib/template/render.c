#include <string.h>

#include "lib/template/nodes.h"
#include "lib/template/show.h"
#include "lib/template/template.h"

enum {
    TEMPLATES_MAX = 64, /* partials and parents in one another */
    CONTEXT_MAX = 256,
    RANGES_MAX = 1000,
    INDENT_MAX = 512,
    STEPS_MAX = 10 * 1000 * 1000,
    OUTPUT_MAX = 64 * 1024 * 1024,
};

/* The blocks that a parent tag gives to the template it names. */
struct frame {
    const struct template *template;
    uint32_t parent;
    const struct frame *outer;
};

struct render {
    struct buf *out;
    struct show show;
    struct err *e;
    const struct template *template; /* whose nodes are being rendered */
    const struct frame *frames;      /* innermost first */
    unsigned templates, ranges;
    size_t steps, start;
    /* Bytes indent_from to indent_len go before each line of a template. */
    size_t indent_from, indent_len;
    bool line_start;
    size_t depth;
    const struct value *context[CONTEXT_MAX];
    char indent[INDENT_MAX];
};

static int render_range(struct render *r, uint32_t begin, uint32_t end);

static int fail_at(const struct render *r, const struct node *n)
{
    return err_at(r->e, r->template->name, n->line, n->column);
}

/* The first key is looked for from the innermost context outwards, the others
 * in what was found only. */
static const struct value *find_first(const struct render *r, struct str key)
{
    const struct value *v = NULL;

    for (size_t i = r->depth; i > 0 && !v; i--)
        v = value_get(r->context[i - 1], key);
    return v;
}

static const struct value *find(const struct render *r, const struct node *n)
{
    if (n->key_count == 0)
        return r->context[r->depth - 1];

    const struct value *v = find_first(r, n->keys[0]);

    for (size_t i = 1; v && i < n->key_count; i++)
        v = value_get(v, n->keys[i]);
    return v;
}

/* An argument of a message. */
static const struct value *find_dotted(void *ctx, struct str name)
{
    struct str key;

    if (!str_cut(&name, '.', &key))
        return NULL;

    const struct value *v = find_first(ctx, key);

    return name.ptr ? value_path(v, name) : v;
}

static void put_indent(struct render *r)
{
    buf_add(r->out, r->indent + r->indent_from, r->indent_len - r->indent_from);
    r->line_start = false;
}

static bool is_indented(const struct render *r)
{
    return r->indent_len > r->indent_from;
}

static void put_literal(struct render *r, struct str text)
{
    if (!is_indented(r)) {
        buf_put(r->out, text);
        return;
    }
    while (text.len) {
        struct str line = str_sub(text, 0, str_find(text, '\n') + 1);
        if (r->line_start)
            put_indent(r);
        buf_put(r->out, line);
        r->line_start = str_ends(line, S("\n"));
        text = str_skip(text, line.len);
    }
}

static void push_indent(struct render *r, struct str space)
{
    if (space.len > INDENT_MAX - r->indent_len)
        space.len = INDENT_MAX - r->indent_len;
    if (space.len)
        memcpy(r->indent + r->indent_len, space.ptr, space.len);
    r->indent_len += space.len;
}

static int show(struct render *r, const struct node *n, bool raw)
{
    if (r->line_start && is_indented(r))
        put_indent(r);
    if (show_value(&r->show, find(r, n), n->text, raw, r->out, r->e) != 0)
        return fail_at(r, n);
    return 0;
}

static int render_inner(struct render *r, uint32_t at, const struct value *v)
{
    const struct node *n = &r->template->nodes[at];

    if (r->depth == CONTEXT_MAX) {
        err_set(r->e, ERR_CONTENT, "sections are nested deeper than %d levels",
                CONTEXT_MAX);
        return fail_at(r, n);
    }
    r->context[r->depth++] = v;

    int failed = render_range(r, at + 1, n->end);

    r->depth--;
    return failed;
}

static int render_section(struct render *r, uint32_t at)
{
    const struct value *v = find(r, &r->template->nodes[at]);

    if (!value_is_true(v))
        return 0;
    if (v->kind != VALUE_LIST)
        return render_inner(r, at, v);
    for (size_t i = 0; i < v->list.count; i++)
        if (render_inner(r, at, v->list.items[i]) != 0)
            return -1;
    return 0;
}

static int render_template(struct render *r, const struct node *n)
{
    const struct template *saved = r->template;

    if (r->templates == TEMPLATES_MAX) {
        err_set(r->e, ERR_CONTENT,
                "templates are nested deeper than %d levels: does '%.*s' "
                "include itself without end?",
                TEMPLATES_MAX, STR_ARG(n->text));
        return fail_at(r, n);
    }
    r->templates++;
    r->template = n->slot->template;

    int failed = render_range(r, 0, (uint32_t)r->template->count);

    r->template = saved;
    r->templates--;
    return failed;
}

/* A tag alone on its line indents every line of the template it names; one
 * within a line leaves it as it is. */
static int render_reference(struct render *r, const struct node *n)
{
    size_t from = r->indent_from, len = r->indent_len;

    put_literal(r, n->lead);
    if (!n->slot->template)
        return 0;
    if (n->own_line) {
        push_indent(r, n->indent);
    } else {
        if (r->line_start && is_indented(r))
            put_indent(r);
        r->indent_from = r->indent_len;
    }
    r->line_start = n->own_line;

    int failed = render_template(r, n);

    r->indent_from = from;
    r->indent_len = len;
    r->line_start = n->own_line;
    return failed;
}

static int render_parent(struct render *r, uint32_t at)
{
    struct frame frame = {r->template, at, r->frames};

    r->frames = &frame;

    int failed = render_reference(r, &r->template->nodes[at]);

    r->frames = frame.outer;
    return failed;
}

static const struct node *find_argument(const struct frame *f, struct str name)
{
    const struct node *nodes = f->template->nodes;

    for (uint32_t i = f->parent + 1; i < nodes[f->parent].end; i = nodes[i].end)
        if (str_eq(nodes[i].text, name))
            return &nodes[i];
    return NULL;
}

/* The outermost template that fills the block wins; what it fills it with is
 * rendered as in its own place: only templates further out can fill blocks
 * there. */
static int render_block(struct render *r, uint32_t at)
{
    const struct node *n = &r->template->nodes[at], *argument = NULL, *found;
    const struct frame *from = NULL, *frames = r->frames;
    const struct template *template = r->template;
    size_t len = r->indent_len;

    for (const struct frame *f = frames; f; f = f->outer)
        if ((found = find_argument(f, n->text))) {
            argument = found;
            from = f;
        }
    if (!argument) {
        if (!n->own_line)
            put_literal(r, n->lead);
        return render_range(r, at + 1, n->end);
    }
    if (n->starts_line) {
        push_indent(r, n->indent);
        r->line_start = true;
    }
    r->template = from->template;
    r->frames = from->outer;

    int failed = render_range(r, (uint32_t)(argument - r->template->nodes) + 1,
                              argument->end);

    r->template = template;
    r->frames = frames;
    r->indent_len = len;
    return failed;
}

static int render_node(struct render *r, uint32_t at)
{
    const struct node *n = &r->template->nodes[at];

    switch (n->kind) {
    case NODE_LITERAL: put_literal(r, n->text); return 0;
    case NODE_SHOW: return show(r, n, false);
    case NODE_RAW: return show(r, n, true);
    case NODE_SECTION: return render_section(r, at);
    case NODE_INVERTED:
        return value_is_true(find(r, n)) ? 0 : render_range(r, at + 1, n->end);
    case NODE_PARTIAL: return render_reference(r, n);
    case NODE_PARENT: return render_parent(r, at);
    case NODE_BLOCK: return render_block(r, at);
    }
    return 0;
}

static int render_range(struct render *r, uint32_t begin, uint32_t end)
{
    int failed = 0;

    if (r->ranges == RANGES_MAX) {
        err_set(r->e, ERR_CONTENT, "templates are nested too deeply");
        return err_at(r->e, r->template->name, 0, 0);
    }
    r->ranges++;
    for (uint32_t i = begin; i < end && !failed;
         i = r->template->nodes[i].end) {
        if (++r->steps > STEPS_MAX || r->out->len - r->start > OUTPUT_MAX) {
            err_set(r->e, ERR_CONTENT,
                    "the page is too large: more than %d "
                    "MiB or %d tags",
                    OUTPUT_MAX / (1024 * 1024), STEPS_MAX);
            failed = fail_at(r, &r->template->nodes[i]);
        } else {
            failed = render_node(r, i);
        }
    }
    r->ranges--;
    return failed;
}

int template_render(const struct template_set *set, struct str name,
                    const struct value *root, struct formats *formats,
                    struct buf *out, struct err *e)
{
    const struct template_slot *slot = map_get(&set->slots, name);
    struct render r;

    if (!slot || !slot->template)
        return err_set(e, ERR_CONTENT, "there is no template '%.*s'",
                       STR_ARG(name));
    memset(&r, 0, offsetof(struct render, context));
    r.out = out;
    r.show = (struct show){formats, find_dotted, &r, {0}};
    r.e = e;
    r.template = slot->template;
    r.templates = 1;
    r.start = out->len;
    r.context[r.depth++] = root;

    int failed = render_range(&r, 0, (uint32_t)r.template->count);

    buf_release(&r.show.scratch);
    if (!failed && out->failed)
        return err_no_memory(e);
    return failed;
}
