#include "indexer/markdown/markdown_render.h"

void markdown_put_literal(struct render *r, cmark_node *node)
{
    render_words(r, str_from(cmark_node_get_literal(node)));
}

void render_space(struct render *r, const char *html)
{
    render_put(r, html);
    if (r->images)
        buf_char(&r->alt, ' ');
    if (!r->in_heading)
        buf_char(&r->text, ' ');
}

void markdown_put_soft_break(struct render *r, cmark_node *node)
{
    if (node == r->title_end)
        markdown_end_note_title(r);
    else
        render_space(r, "\n");
}

void markdown_put_hard_break(struct render *r, cmark_node *node)
{
    if (node == r->title_end)
        markdown_end_note_title(r);
    else
        render_space(r, "<br>\n");
}

void markdown_put_code(struct render *r, cmark_node *node)
{
    render_put(r, "<code>");
    markdown_put_literal(r, node);
    render_put(r, "</code>");
}

static bool is_line_break(struct str tag)
{
    return str_eq_nocase(tag, S("<br>")) || str_eq_nocase(tag, S("<br/>")) ||
           str_eq_nocase(tag, S("<br />"));
}

void markdown_put_html_inline(struct render *r, cmark_node *node)
{
    struct str html = str_from(cmark_node_get_literal(node));

    if (is_line_break(html))
        render_space(r, "<br>");
    else if (r->m->with->allow_html)
        render_put(r, html.ptr);
    else if (markdown_is_key(node))
        render_put(r, str_starts(html, S("</")) ? "</kbd>" : "<kbd>");
    else
        render_leave_out(r, node, html);
}

static struct body_link *add_link(struct render *r, cmark_node *node)
{
    struct article *a = r->a;
    struct body_link *links = render_grow(
        &a->html_arena, a->links, a->link_count, &r->link_room, sizeof(*links));

    if (!links)
        return NULL;
    a->links = links;

    struct body_link *link = &links[a->link_count++];
    struct buf title = {0};

    markdown_put_clean(&title, str_from(cmark_node_get_title(node)));
    *link = (struct body_link){
        .target = arena_str(&a->html_arena, str_from(cmark_node_get_url(node))),
        .title = buf_copy(&title, &a->html_arena),
        .file_path = markdown_snippet_path(r->m),
        .at = r->html.len,
        .end = r->html.len};
    r->text.failed |= title.failed;
    buf_release(&title);
    places_find(&r->m->file->places, node, link->target, &link->line,
                &link->column);
    return link;
}

void markdown_begin_link(struct render *r, cmark_node *node)
{
    if (r->link || r->images) {
        r->inner++;
        return;
    }
    if (add_link(r, node))
        r->link = r->a->link_count;
}

void markdown_end_link(struct render *r, cmark_node *node)
{
    (void)node;
    if (r->inner) {
        r->inner--;
        return;
    }
    if (r->link)
        r->a->links[r->link - 1].end = r->html.len;
    r->link = 0;
}

/* An image inside an image's text is a part of that text. */
void markdown_begin_image(struct render *r, cmark_node *node)
{
    struct body_link *image = r->images ? NULL : add_link(r, node);

    if (image) {
        image->image = true;
        image->inside = r->link != 0;
    }
    if (r->images++ == 0)
        buf_clear(&r->alt);
}

void markdown_end_image(struct render *r, cmark_node *node)
{
    struct article *a = r->a;

    (void)node;
    if (--r->images || a->link_count == 0)
        return;
    a->links[a->link_count - 1].alt = buf_copy(&r->alt, &a->html_arena);
    r->text.failed |= r->alt.failed;
}
