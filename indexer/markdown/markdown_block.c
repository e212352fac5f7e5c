#include "indexer/markdown/markdown_render.h"

#include <string.h>

#include <cmark-gfm-core-extensions.h>

void markdown_put_code_block(struct render *r, cmark_node *node)
{
    struct str info = str_from(cmark_node_get_fence_info(node));
    size_t n = 0;

    while (n < info.len && !strchr(" \t{,", info.ptr[n]))
        n++;
    render_put(r, "<pre tabindex=\"0\" translate=\"no\"><code");
    if (n) {
        render_put(r, " class=\"language-");
        buf_html(&r->html, str_sub(info, 0, n));
        render_put(r, "\"");
    }
    render_put(r, ">");
    markdown_put_literal(r, node);
    render_put(r, "</code></pre>\n");
}

void markdown_put_html_block(struct render *r, cmark_node *node)
{
    struct str html = str_trim(str_from(cmark_node_get_literal(node)));

    if (!r->m->with->allow_html) {
        render_leave_out(r, node, html);
        return;
    }
    buf_put(&r->html, html);
    render_line_end(&r->html);
    markdown_put_plain(&r->text, html);
}

static bool is_tight(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph);

    return cmark_node_get_type(item) == CMARK_NODE_ITEM &&
           cmark_node_get_list_tight(cmark_node_parent(item));
}

static bool is_task(cmark_node *item)
{
    return cmark_node_get_type(item) == CMARK_NODE_ITEM &&
           strcmp(cmark_node_get_type_string(item), "tasklist") == 0;
}

/* The first paragraph of a task is the label of its box. */
static bool is_task_label(cmark_node *paragraph)
{
    return !cmark_node_previous(paragraph) &&
           is_task(cmark_node_parent(paragraph));
}

static bool is_summary(cmark_node *node)
{
    return markdown_is_kind(node, BLOCK_SUMMARY);
}

static bool is_note_title(cmark_node *paragraph)
{
    cmark_node *quote = cmark_node_parent(paragraph);
    const struct quote_data *data =
        cmark_node_get_type(quote) == CMARK_NODE_BLOCK_QUOTE
            ? cmark_node_get_user_data(quote)
            : NULL;

    return data && data->titled && !cmark_node_previous(paragraph);
}

static void begin_note_title(struct render *r)
{
    buf_fmt(&r->html, "<p class=\"note-title\" id=\"note:%u\">", r->notes);
}

/* A note's own title ends with its line; the paragraph goes on. */
static cmark_node *first_break(cmark_node *paragraph)
{
    cmark_node *node = cmark_node_first_child(paragraph);

    while (node && !markdown_is_break(node))
        node = cmark_node_next(node);
    return node;
}

void markdown_end_note_title(struct render *r)
{
    render_put(r, "</p>\n<p>");
    render_line_end(&r->text);
}

void markdown_begin_paragraph(struct render *r, cmark_node *node)
{
    if (is_note_title(node)) {
        begin_note_title(r);
        r->title_end = first_break(node);
        return;
    }
    if (is_summary(cmark_node_parent(node))) {
        if (cmark_node_previous(node))
            render_put(r, " ");
    } else if (!is_tight(node)) {
        render_line_end(&r->html);
        render_put(r, "<p>");
    }
    if (is_task_label(node))
        render_put(r, cmark_gfm_extensions_get_tasklist_item_checked(
                          cmark_node_parent(node))
                          ? "<label><input type=\"checkbox\" disabled checked> "
                          : "<label><input type=\"checkbox\" disabled> ");
}

static bool ends_footnote(cmark_node *node)
{
    return !cmark_node_next(node) &&
           cmark_node_get_type(cmark_node_parent(node)) ==
               CMARK_NODE_FOOTNOTE_DEFINITION;
}

void markdown_end_paragraph(struct render *r, cmark_node *node)
{
    if (is_task_label(node))
        render_put(r, "</label>");
    if (ends_footnote(node))
        markdown_put_back_links(r);
    if (!is_tight(node) && !is_summary(cmark_node_parent(node)))
        render_put(r, "</p>\n");
}

void markdown_begin_quote(struct render *r, cmark_node *node)
{
    const struct quote_data *data = cmark_node_get_user_data(node);

    if (!data) {
        render_put(r, "<blockquote>\n");
        return;
    }
    buf_fmt(&r->html,
            "<div class=\"note note-%.*s\" role=\"note\" "
            "aria-labelledby=\"note:%u\">\n",
            STR_ARG(data->note), ++r->notes);
    if (data->titled)
        return;
    begin_note_title(r);
    render_text(r, data->key);
    render_put(r, "</p>\n");
}

void markdown_end_quote(struct render *r, cmark_node *node)
{
    render_put(r,
               cmark_node_get_user_data(node) ? "</div>\n" : "</blockquote>\n");
}

void markdown_begin_list(struct render *r, cmark_node *node)
{
    int start = cmark_node_get_list_start(node);

    if (cmark_node_get_list_type(node) == CMARK_BULLET_LIST)
        render_put(r, "<ul>\n");
    else if (start == 1)
        render_put(r, "<ol>\n");
    else
        buf_fmt(&r->html, "<ol start=\"%d\">\n", start);
}

void markdown_end_list(struct render *r, cmark_node *node)
{
    render_put(r, cmark_node_get_list_type(node) == CMARK_BULLET_LIST
                      ? "</ul>\n"
                      : "</ol>\n");
}

void markdown_begin_item(struct render *r, cmark_node *node)
{
    render_put(r, is_task(node) ? "<li class=\"task\">" : "<li>");
}

/* The page's one H1 is its title. */
static unsigned level_of(cmark_node *heading)
{
    int level = cmark_node_get_heading_level(heading);

    return level < 2 ? 2 : (unsigned)level;
}

void markdown_begin_heading(struct render *r, cmark_node *node)
{
    const struct heading_data *data = cmark_node_get_user_data(node);
    unsigned level = level_of(node);

    render_section(r,
                   (struct body_section){
                       .heading = data->text,
                       .anchor = data->anchor,
                       .level = level,
                       .line = markdown_line_of(r->m, node),
                       .file_path = markdown_snippet_path(r->m),
                       .column = (unsigned)cmark_node_get_start_column(node)});
    buf_fmt(&r->html, "<h%u id=\"", level);
    buf_html(&r->html, data->anchor);
    render_put(r, "\">");
    r->in_heading = true;
}

void markdown_end_heading(struct render *r, cmark_node *node)
{
    r->in_heading = false;
    buf_fmt(&r->html, "</h%u>\n", level_of(node));
    if (r->a->section_count)
        r->a->sections[r->a->section_count - 1].html_at = r->html.len;
}

static const char *const opens[] = {
    [BLOCK_DETAILS] = "<details>\n",
    [BLOCK_SUMMARY] = "<summary>",
    [BLOCK_TABS] = "<div class=\"tabs\">\n",
    [BLOCK_TAB] = "<div class=\"tab\">\n",
    [BLOCK_FILE] = "",
};

static const char *const closes[] = {
    [BLOCK_DETAILS] = "</details>\n",
    [BLOCK_SUMMARY] = "</summary>\n",
    [BLOCK_TABS] = "</div>\n",
    [BLOCK_TAB] = "</div>\n",
    [BLOCK_FILE] = "",
};

/* Browsers have a word of their own for a question without words, in the
 * language of the browser. */
void markdown_begin_custom(struct render *r, cmark_node *node)
{
    const struct block_data *data = markdown_block_of(node);

    if (!data)
        return;
    r->a->has_tabs |= data->kind == BLOCK_TABS;
    render_put(r, data->open ? "<details open>\n" : opens[data->kind]);
    if (data->kind != BLOCK_DETAILS || is_summary(cmark_node_first_child(node)))
        return;
    render_put(r, "<summary>");
    render_text(r, "details");
    render_put(r, "</summary>\n");
}

void markdown_end_custom(struct render *r, cmark_node *node)
{
    const struct block_data *data = markdown_block_of(node);

    if (!data)
        return;
    if (data->kind != BLOCK_SUMMARY)
        render_line_end(&r->html);
    render_put(r, closes[data->kind]);
}
