#include "indexer/markdown/markdown_tree.h"

#include "lib/utf8.h"

/* Fences inside one another; each costs a step for what is moved in. */
enum { FENCE_DEPTH = 16 };

/* The line of a block that markdown_foreign.c opened, in parts. */
struct sign {
    char kind; /* ':', '!', '?' or '=' */
    size_t colons;
    bool open; /* "???+" */
    struct str name, title;
};

static const char *line_of(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_CUSTOM_BLOCK &&
                   !cmark_node_get_user_data(node)
               ? cmark_node_get_on_enter(node)
               : NULL;
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static struct str take_name(struct str *rest)
{
    size_t n = 0;

    while (n < rest->len && is_name(rest->ptr[n]))
        n++;

    struct str name = str_sub(*rest, 0, n);

    *rest = str_trim(str_skip(*rest, n));
    return name;
}

static bool take_between(struct str *rest, char open, char close,
                         struct str *inside)
{
    size_t end = rest->len ? str_find(str_skip(*rest, 1), close) + 1 : 0;

    if (rest->len < 2 || rest->ptr[0] != open || end >= rest->len)
        return false;
    *inside = str_sub(*rest, 1, end - 1);
    *rest = str_trim(str_skip(*rest, end + 1));
    return true;
}

/* ":::tip Title", ":::tip[Title]{.x}", "::: {.callout-tip}",
 * "!!! tip inline "Title"", "???+ tip". */
static struct sign read_sign(struct str line)
{
    struct sign sign = {.kind = line.ptr[0]};
    struct str attributes = {0};

    while (sign.colons < line.len && line.ptr[sign.colons] == sign.kind)
        sign.colons++;
    line = str_skip(line, sign.colons);
    sign.open = sign.kind == '?' && str_starts(line, S("+"));
    line = str_trim(str_skip(line, sign.open));
    if (sign.kind == '=') {
        take_between(&line, '"', '"', &sign.title);
        return sign;
    }
    sign.name = take_name(&line);
    take_between(&line, '[', ']', &sign.title);
    take_between(&line, '{', '}', &attributes);
    if (sign.name.len == 0) {
        attributes = str_trim(attributes);
        attributes = str_skip(attributes, str_starts(attributes, S(".")));
        attributes =
            str_skip(attributes, str_starts(attributes, S("callout-")) ? 8 : 0);
        sign.name = take_name(&attributes);
    }
    while (sign.kind != ':' && line.len && line.ptr[0] != '"' &&
           take_name(&line).len)
        continue;
    if (sign.kind != ':')
        take_between(&line, '"', '"', &sign.title);
    else if (sign.title.len == 0)
        sign.title = line;
    return sign;
}

/* A title's words; their markup is not read. */
static cmark_node *words_of(struct markdown *m, struct str title)
{
    struct str words = arena_str(&m->article->html_arena, title);
    cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);

    cmark_node_set_literal(text, words.ptr ? words.ptr : "");
    return text;
}

static cmark_node *title_of(struct markdown *m, struct str title)
{
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);

    cmark_node_append_child(paragraph, words_of(m, title));
    return paragraph;
}

static cmark_node *new_note(struct markdown *m, const struct sign *sign)
{
    struct quote_data *data =
        markdown_note_named(&m->article->arena, sign->name);

    if (!data)
        return NULL;

    cmark_node *quote = cmark_node_new(CMARK_NODE_BLOCK_QUOTE);

    cmark_node_set_user_data(quote, data);
    data->titled = sign->title.len > 0;
    if (data->titled)
        cmark_node_append_child(quote, title_of(m, sign->title));
    return quote;
}

static cmark_node *new_question(struct markdown *m, const struct sign *sign)
{
    struct arena *a = &m->article->arena;
    cmark_node *whole = markdown_new_block(
        a, (struct block_data){.kind = BLOCK_DETAILS, .open = sign->open});
    cmark_node *summary =
        sign->title.len
            ? markdown_new_block(a, (struct block_data){.kind = BLOCK_SUMMARY})
            : NULL;

    if (whole && summary) {
        cmark_node_append_child(summary, words_of(m, sign->title));
        cmark_node_append_child(whole, summary);
    }
    return whole;
}

static void leave_out(struct markdown *m, cmark_node *node)
{
    markdown_leave_out(m, LEFT_BLOCK, markdown_line_of(m, node), 1);
}

/* What is to hold the blocks; NULL: they stay where they are. */
static cmark_node *holder_of(struct markdown *m, cmark_node *node,
                             const struct sign *sign)
{
    bool details = str_eq_nocase(sign->name, S("details"));
    cmark_node *holder = NULL;

    if (sign->kind != '=')
        holder = sign->kind == '?' || details ? new_question(m, sign)
                                              : new_note(m, sign);
    if (!holder)
        leave_out(m, node);
    return holder;
}

/* "!!! tip" holds its blocks already. */
static void take_holder(struct markdown *m, cmark_node *node)
{
    struct sign sign = read_sign(str_from(line_of(node)));
    cmark_node *holder = holder_of(m, node, &sign), *child, *next;

    if (holder)
        cmark_node_insert_before(node, holder);
    else if (sign.title.len)
        cmark_node_insert_before(node, title_of(m, sign.title));
    for (child = cmark_node_first_child(node); child; child = next) {
        next = cmark_node_next(child);
        if (holder)
            cmark_node_append_child(holder, child);
        else
            cmark_node_insert_before(node, child);
    }
    markdown_drop(node);
}

/* A fence that is open. */
struct fence {
    cmark_node *node;
    size_t colons;
};

struct fences {
    struct fence open[FENCE_DEPTH];
    size_t count;
};

/* Moves what stands between the two fences into what the first asks for. */
static void close_fence(struct markdown *m, cmark_node *from, cmark_node *to)
{
    struct sign sign = read_sign(str_from(line_of(from)));
    cmark_node *holder = holder_of(m, from, &sign), *node, *next;

    if (holder) {
        cmark_node_insert_before(from, holder);
        for (node = cmark_node_next(from); node != to; node = next) {
            next = cmark_node_next(node);
            cmark_node_append_child(holder, node);
        }
    } else if (sign.title.len) {
        cmark_node_insert_before(from, title_of(m, sign.title));
    }
    markdown_drop(from);
    markdown_drop(to);
}

/* The innermost that has no more colons; those inside it were never closed. */
static void end_fence(struct markdown *m, struct fences *f, cmark_node *node,
                      size_t colons)
{
    size_t at = f->count;

    while (at && f->open[at - 1].colons > colons)
        at--;
    if (at == 0) {
        leave_out(m, node);
        markdown_drop(node);
        return;
    }
    for (; f->count > at; f->count--) {
        leave_out(m, f->open[f->count - 1].node);
        markdown_drop(f->open[f->count - 1].node);
    }
    f->count--;
    close_fence(m, f->open[f->count].node, node);
}

static void take_fence(struct markdown *m, struct fences *f, cmark_node *node)
{
    struct sign sign = read_sign(str_from(line_of(node)));

    if (sign.name.len == 0) {
        end_fence(m, f, node, sign.colons);
    } else if (f->count == FENCE_DEPTH) {
        leave_out(m, node);
        markdown_drop(node);
    } else {
        f->open[f->count++] = (struct fence){node, sign.colons};
    }
}

static void take_in(struct markdown *m, cmark_node *whole)
{
    struct fences f = {.count = 0};
    cmark_node *node, *next;

    for (node = cmark_node_first_child(whole); node; node = next) {
        const char *line = line_of(node);
        next = cmark_node_next(node);
        if (line && line[0] == ':')
            take_fence(m, &f, node);
        else if (line && line[0])
            take_holder(m, node);
    }
    while (f.count--) {
        leave_out(m, f.open[f.count].node);
        markdown_drop(f.open[f.count].node);
    }
}

int markdown_take_foreign(struct markdown *m, cmark_node *root, struct err *e)
{
    cmark_iter *iter = cmark_iter_new(root);

    /* Nodes may be changed when they are left, not before. */
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE)
        if (cmark_iter_get_event_type(iter) == CMARK_EVENT_EXIT)
            take_in(m, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
    return m->article->arena.failed || m->article->html_arena.failed
               ? err_no_memory(e)
               : 0;
}
