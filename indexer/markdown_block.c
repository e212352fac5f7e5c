#include "indexer/markdown_render.h"

#include <string.h>

#include <cmark-gfm-core-extensions.h>

void markdown_put_code_block(struct render *r, cmark_node *node)
{
    struct str info = str_from(cmark_node_get_fence_info(node));
    size_t n = 0;

    while (n < info.len && !strchr(" \t{,", info.ptr[n]))
        n++;
    render_put(r, "<pre tabindex=\"0\"><code");
    if (n) {
        render_put(r, " class=\"language-");
        buf_html(&r->html, str_sub(info, 0, n));
        render_put(r, "\"");
    }
    render_put(r, ">");
    markdown_put_literal(r, node);
    render_put(r, "</code></pre>\n");
}

/* Where the markup that begins at `at` ends: a comment, a script or style with
 * all in it, or a tag. */
static size_t markup_end(struct str html, size_t at)
{
    static const struct {
        struct str begin, end;
    } kinds[] = {
        {STR("<!--"), STR("-->")},
        {STR("<script"), STR("</script>")},
        {STR("<style"), STR("</style>")},
        {STR("<"), STR(">")},
    };
    struct str rest = str_skip(html, at);

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        struct str begin = str_sub(rest, 0, kinds[i].begin.len);
        if (!str_eq_nocase(begin, kinds[i].begin))
            continue;
        size_t end = str_search(rest, kinds[i].end);
        return end < rest.len ? at + end + kinds[i].end.len : html.len;
    }
    return at + 1;
}

/* The words of raw HTML that the site allows, for the index. */
static void put_html_text(struct buf *out, struct str html)
{
    static const struct {
        struct str entity;
        char c;
    } entities[] = {
        {STR("&amp;"), '&'},  {STR("&lt;"), '<'},   {STR("&gt;"), '>'},
        {STR("&quot;"), '"'}, {STR("&#39;"), '\''}, {STR("&nbsp;"), ' '},
    };
    size_t count = sizeof(entities) / sizeof(*entities);

    for (size_t at = 0; at < html.len;) {
        struct str rest = str_skip(html, at);
        size_t i = 0;
        if (rest.ptr[0] == '<') {
            at = markup_end(html, at);
            buf_char(out, ' ');
            continue;
        }
        while (i < count && !str_starts(rest, entities[i].entity))
            i++;
        buf_char(out, i < count ? entities[i].c : rest.ptr[0]);
        at += i < count ? entities[i].entity.len : 1;
    }
}

void markdown_put_html_block(struct render *r, cmark_node *node)
{
    struct str html = str_trim(str_from(cmark_node_get_literal(node)));

    if (!r->m->allow_html) {
        render_leave_out(r, node, html);
        return;
    }
    buf_put(&r->html, html);
    render_line_end(&r->html);
    put_html_text(&r->text, html);
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

void markdown_begin_paragraph(struct render *r, cmark_node *node)
{
    if (!is_tight(node)) {
        render_line_end(&r->html);
        render_put(r, "<p>");
    }
    if (is_task_label(node))
        render_put(r, cmark_gfm_extensions_get_tasklist_item_checked(
                          cmark_node_parent(node))
                          ? "<label><input type=\"checkbox\" disabled checked> "
                          : "<label><input type=\"checkbox\" disabled> ");
}

static void put_back_links(struct render *r)
{
    unsigned number = r->footnote;

    if (number > r->footnote_count)
        return;

    const struct footnote *f = &r->footnotes[number - 1];

    for (unsigned i = 1; i <= f->references; i++) {
        buf_text(&r->html,
                 " <a class=\"footnote-back\" role=\"doc-backlink\" ");
        if (i == 1)
            buf_fmt(&r->html, "href=\"#fnref:%u\">\xE2\x86\xA9</a>", number);
        else
            buf_fmt(&r->html,
                    "href=\"#fnref:%u-%u\">\xE2\x86\xA9<sup>%u</sup></a>",
                    number, i, i);
    }
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
        put_back_links(r);
    if (!is_tight(node))
        render_put(r, "</p>\n");
}

void markdown_begin_footnote(struct render *r, cmark_node *node)
{
    (void)node;
    if (!r->in_footnotes)
        render_put(
            r, "<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
    r->in_footnotes = true;
    r->footnote++;
    buf_fmt(&r->html, "<li id=\"fn:%u\">", r->footnote);
}

void markdown_end_footnote(struct render *r, cmark_node *node)
{
    cmark_node *last = cmark_node_last_child(node);

    if (!last || cmark_node_get_type(last) != CMARK_NODE_PARAGRAPH) {
        render_put(r, "<p>");
        put_back_links(r);
        render_put(r, "</p>\n");
    }
    render_put(r, "</li>\n");
}

void markdown_end_document(struct render *r, cmark_node *node)
{
    (void)node;
    if (r->in_footnotes)
        render_put(r, "</ol>\n</section>\n");
}

void markdown_begin_quote(struct render *r, cmark_node *node)
{
    const struct quote_data *data = cmark_node_get_user_data(node);

    if (data)
        buf_fmt(&r->html, "<div class=\"note note-%.*s\" role=\"note\">\n",
                STR_ARG(data->note));
    else
        render_put(r, "<blockquote>\n");
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

    render_section(r, (struct body_section){.heading = data->text,
                                            .anchor = data->anchor,
                                            .level = level});
    buf_fmt(&r->html, "<h%u id=\"", level);
    buf_html(&r->html, data->anchor);
    render_put(r, "\">");
    r->in_heading = true;
}

void markdown_end_heading(struct render *r, cmark_node *node)
{
    r->in_heading = false;
    buf_fmt(&r->html, "</h%u>\n", level_of(node));
}

void markdown_begin_table(struct render *r, cmark_node *node)
{
    r->align = cmark_gfm_extensions_get_table_alignments(node);
    r->columns = cmark_gfm_extensions_get_table_columns(node);
    r->in_head = false;
    render_put(r, "<div class=\"table\" tabindex=\"0\">\n<table>\n");
}

void markdown_begin_row(struct render *r, cmark_node *node)
{
    bool head = cmark_gfm_extensions_get_table_row_is_header(node);

    r->column = 0;
    if (head)
        render_put(r, "<thead>\n");
    else if (r->in_head || !cmark_node_previous(node))
        render_put(r, "<tbody>\n");
    r->in_head = head;
    render_put(r, "<tr>");
}

void markdown_end_row(struct render *r, cmark_node *node)
{
    render_put(r, "</tr>\n");
    if (r->in_head)
        render_put(r, "</thead>\n");
    else if (!cmark_node_next(node))
        render_put(r, "</tbody>\n");
}

static const char *align_class(const struct render *r)
{
    switch (r->align && r->column < r->columns ? r->align[r->column] : 0) {
    case 'c': return " class=\"center\"";
    case 'r': return " class=\"end\"";
    default: return "";
    }
}

/* A head cell without text is no heading of its column. */
static bool is_head_cell(const struct render *r, cmark_node *cell)
{
    return r->in_head && cmark_node_first_child(cell);
}

void markdown_begin_cell(struct render *r, cmark_node *node)
{
    render_put(r, is_head_cell(r, node) ? "<th scope=\"col\"" : "<td");
    render_put(r, align_class(r));
    render_put(r, ">");
    if (r->column++ && r->text.len && r->text.ptr[r->text.len - 1] != '\n')
        buf_char(&r->text, ' ');
}

void markdown_end_cell(struct render *r, cmark_node *node)
{
    render_put(r, is_head_cell(r, node) ? "</th>" : "</td>");
}
