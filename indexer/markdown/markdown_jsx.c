#include "indexer/markdown/markdown_tree.h"

#include <string.h>

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_name(char c)
{
    return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') || c == '.' ||
           c == '_';
}

/* HTML that some write with a capital. */
static bool is_html(struct str name)
{
    static const struct str names[] = {STR("details"), STR("summary"),
                                       STR("br"), STR("kbd"), STR("img")};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (str_eq_nocase(name, names[i]))
            return true;
    return false;
}

/* The name after "<" or "</", if it is written as components are: "TabItem",
 * but not "PID". */
static struct str component_at(struct str rest)
{
    bool lower = false;
    size_t n = 0;

    rest = str_skip(rest, str_starts(rest, S("</")) ? 2 : 1);
    while (n < rest.len && is_name(rest.ptr[n]))
        lower |= is_lower(rest.ptr[n++]);

    struct str name = str_sub(rest, 0, n);

    return n && is_upper(name.ptr[0]) && lower && !is_html(name)
               ? name
               : (struct str){0};
}

bool markdown_begins_component(struct str rest)
{
    return component_at(rest).len > 0;
}

static struct str literal_of(cmark_node *node)
{
    return str_from(cmark_node_get_literal(node));
}

/* What stands between the tags, a line for each line; without its indentation,
 * which would make code of it. */
static struct str between_tags(struct arena *a, struct str html)
{
    struct buf out = {0};

    for (size_t at = 0; at < html.len;) {
        struct str rest = str_skip(html, at);
        size_t end = at + 1;
        if (html.ptr[at] == '<' && component_at(rest).len)
            for (end = markdown_markup_end(html, at); at < end; at++) {
                if (html.ptr[at] == '\n')
                    buf_char(&out, '\n');
            }
        else if (!strchr(" \t", html.ptr[at]) ||
                 (out.len && out.ptr[out.len - 1] != '\n'))
            buf_char(&out, html.ptr[at]);
        at = end;
    }

    struct str inside = buf_copy(&out, a);

    buf_release(&out);
    return inside;
}

static int take_block(struct markdown *m, cmark_node *block, struct err *e)
{
    struct arena *a = &m->article->html_arena;
    unsigned line = markdown_line_of(m, block);
    struct str inside;
    int status = 0;

    if (!component_at(str_trim(literal_of(block))).len)
        return 0;
    inside = between_tags(a, literal_of(block));
    m->file->left->is_mdx = true;
    markdown_leave_out(m, LEFT_JSX, line, 1);
    if (str_trim(inside).len)
        status = markdown_read_part(m, inside, line, block, e);
    markdown_drop(block);
    return status;
}

/* "<User>" may be what a reader has to put in. */
static void take_inline(struct markdown *m, cmark_node *node)
{
    struct str html = literal_of(node);
    unsigned line, column;

    if (!component_at(html).len ||
        !(m->file->left->is_mdx || str_ends(html, S("/>")) ||
          str_find(html, '=') < html.len))
        return;
    places_find(&m->file->places, node, html, &line, &column);
    markdown_leave_out(m, LEFT_JSX, line, column);
    markdown_drop(node);
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* "import X from 'y'", "export const x = ...": to its end, and no prose. */
static bool is_module(struct str text)
{
    if (str_starts(text, S("export ")))
        return (str_starts(text, S("export const ")) ||
                str_starts(text, S("export let ")) ||
                str_starts(text, S("export default ")) ||
                str_starts(text, S("export function "))) &&
               (str_find(text, '=') < text.len ||
                str_find(text, '{') < text.len);
    if (!str_starts(text, S("import ")))
        return false;
    if (str_ends(text, S(";")))
        text.len--;
    return text.len > 8 && is_quote(text.ptr[text.len - 1]) &&
           (is_quote(text.ptr[7]) ||
            str_search(text, S(" from \"")) < text.len ||
            str_search(text, S(" from '")) < text.len);
}

static bool is_contents(struct str text)
{
    static const struct str signs[] = {STR("[TOC]"), STR("[[TOC]]"),
                                       STR("[[_TOC_]]"), STR("${toc}")};

    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
        if (str_eq_nocase(text, signs[i]))
            return true;
    return str_ends(text, S("}")) && str_search(text, S("{:toc")) < text.len;
}

/* May the paragraph be one of these? Most are not read twice. */
static bool may_be_sign(cmark_node *paragraph)
{
    cmark_node *first = cmark_node_first_child(paragraph);

    if (!first || cmark_node_get_type(first) != CMARK_NODE_TEXT)
        return false;

    struct str text = literal_of(first);
    cmark_node_type in = cmark_node_get_type(cmark_node_parent(paragraph));

    return str_starts(text, S("import")) || str_starts(text, S("export")) ||
           str_starts(text, S("[")) || str_starts(text, S("$")) ||
           (in == CMARK_NODE_ITEM && text.len < 40);
}

/* True: the paragraph is gone. */
static bool take_paragraph(struct markdown *m, cmark_node *paragraph)
{
    if (!may_be_sign(paragraph))
        return false;

    struct str text = markdown_node_text(&m->article->html_arena, paragraph);
    bool module = is_module(text);

    if (!module && !is_contents(text))
        return false;
    m->file->left->is_mdx |= module;
    markdown_leave_out(m, module ? LEFT_JSX : LEFT_CONTENTS,
                       markdown_line_of(m, paragraph), 1);
    markdown_drop(paragraph);
    return true;
}

/* A list that held nothing but a sign. */
static void drop_empty(cmark_node *list)
{
    cmark_node *item = cmark_node_first_child(list);

    if (item && !cmark_node_next(item) && !cmark_node_first_child(item))
        markdown_drop(list);
}

int markdown_take_jsx(struct markdown *m, cmark_node *root, struct err *e)
{
    cmark_consolidate_text_nodes(root);

    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event = cmark_iter_next(iter);
    bool taken = false;
    int status = 0;

    /* The step to the next node is made before this one goes. */
    while (event != CMARK_EVENT_DONE && status == 0) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        bool enters = event == CMARK_EVENT_ENTER;
        event = cmark_iter_next(iter);
        if (enters && type == CMARK_NODE_HTML_BLOCK)
            status = take_block(m, node, e);
        else if (enters && type == CMARK_NODE_HTML_INLINE)
            take_inline(m, node);
        else if (!enters && type == CMARK_NODE_PARAGRAPH)
            taken |= take_paragraph(m, node);
        else if (!enters && type == CMARK_NODE_LIST && taken)
            drop_empty(node);
    }
    cmark_iter_free(iter);
    return status;
}
