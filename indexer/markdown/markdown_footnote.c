#include "indexer/markdown/markdown_render.h"

/* An arrow, and the sign that it is no picture. */
#define RETURN "\xE2\x86\xA9\xEF\xB8\x8E"

/* A footnote ends in links back to all its references, so these are counted
 * before. Those in an image's text are not written. */
static void count_references(struct render *r)
{
    if (r->footnote_count == 0)
        return;

    cmark_iter *iter = cmark_iter_new(r->m->root);
    cmark_event_type event;
    size_t images = 0;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_IMAGE && event == CMARK_EVENT_ENTER)
            images++;
        else if (type == CMARK_NODE_IMAGE)
            images--;
        if (type != CMARK_NODE_FOOTNOTE_REFERENCE || images ||
            event != CMARK_EVENT_ENTER)
            continue;
        unsigned number = render_footnote_number(r, node);
        if (number)
            r->footnotes[number - 1].references++;
    }
    cmark_iter_free(iter);
}

int render_count_footnotes(struct render *r, struct err *e)
{
    unsigned count = 0;

    for (cmark_node *node = cmark_node_first_child(r->m->root); node;
         node = cmark_node_next(node))
        count += cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION;
    r->footnote_count = count;
    r->footnotes = arena_new(&r->a->arena, struct footnote, count);
    if (!r->footnotes)
        return err_no_memory(e);
    count_references(r);
    return 0;
}

unsigned render_footnote_number(const struct render *r, cmark_node *reference)
{
    uint64_t n;

    if (!str_to_u64(str_from(cmark_node_get_literal(reference)), &n) ||
        n > r->footnote_count)
        return 0;
    return (unsigned)n;
}

void markdown_put_reference(struct render *r, cmark_node *node)
{
    unsigned number = render_footnote_number(r, node);

    if (number == 0 || r->images)
        return;

    unsigned seen = ++r->footnotes[number - 1].seen;

    buf_fmt(&r->html, "<sup class=\"footnote\" id=\"fnref:%u", number);
    if (seen > 1)
        buf_fmt(&r->html, "-%u", seen);
    if (r->link)
        buf_fmt(&r->html, "\">%u</sup>", number);
    else
        buf_fmt(&r->html,
                "\"><a href=\"#fn:%u\" role=\"doc-noteref\" "
                "aria-describedby=\"fn:all\">%u</a></sup>",
                number, number);
}

/* The same words would not tell one link from the next. */
static void put_back_link(struct render *r, unsigned number, unsigned place)
{
    buf_text(&r->html, " <a class=\"footnote-back\" role=\"doc-backlink\" ");
    buf_fmt(&r->html, "href=\"#fnref:%u", number);
    if (place > 1)
        buf_fmt(&r->html, "-%u", place);
    buf_text(&r->html, "\" aria-label=\"");

    struct body_text *text = render_text(r, "footnote_back");

    if (text) {
        text->number = number;
        text->place = place;
    }
    buf_text(&r->html, "\">" RETURN);
    if (place > 1)
        buf_fmt(&r->html, "<sup>%u</sup>", place);
    buf_text(&r->html, "</a>");
}

void markdown_put_back_links(struct render *r)
{
    unsigned number = r->footnote;

    if (number > r->footnote_count)
        return;
    for (unsigned i = 1; i <= r->footnotes[number - 1].references; i++)
        put_back_link(r, number, i);
}

void markdown_begin_footnote(struct render *r, cmark_node *node)
{
    (void)node;
    if (!r->in_footnotes) {
        render_put(r, "<section class=\"footnotes\" role=\"doc-endnotes\" "
                      "id=\"fn:all\" aria-label=\"");
        render_text(r, "footnotes");
        render_put(r, "\">\n<ol>\n");
    }
    r->in_footnotes = true;
    r->footnote++;
    buf_fmt(&r->html, "<li id=\"fn:%u\">", r->footnote);
}

void markdown_end_footnote(struct render *r, cmark_node *node)
{
    cmark_node *last = cmark_node_last_child(node);

    if (!last || cmark_node_get_type(last) != CMARK_NODE_PARAGRAPH) {
        render_put(r, "<p>");
        markdown_put_back_links(r);
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
