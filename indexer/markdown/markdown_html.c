#include "indexer/markdown/markdown_render.h"

#include <string.h>

void render_put(struct render *r, const char *html)
{
    if (!r->images)
        buf_text(&r->html, html);
}

void render_line_end(struct buf *out)
{
    if (out->len && out->ptr[out->len - 1] != '\n')
        buf_char(out, '\n');
}

void render_words(struct render *r, struct str s)
{
    struct buf clean = {0};

    markdown_put_clean(&clean, s);
    if (r->images)
        buf_put(&r->alt, buf_str(&clean));
    else
        buf_html(&r->html, buf_str(&clean));
    if (!r->in_heading)
        buf_put(&r->text, buf_str(&clean));
    r->text.failed |= clean.failed;
    buf_release(&clean);
}

void render_leave_out(struct render *r, cmark_node *node, struct str html)
{
    if (str_starts(html, S("<!--")))
        return;

    struct markdown_file *file = r->m->file;

    if (file->left->raw_html++ == 0)
        places_find(&file->places, node, html, &file->left->raw_line,
                    &file->left->raw_column);
}

void *render_grow(struct arena *a, void *items, size_t count, size_t *room,
                  size_t size)
{
    if (count < *room)
        return items;

    size_t more = *room ? *room * 2 : 8;
    void *bigger = arena_alloc(a, more, size);

    if (bigger && count)
        memcpy(bigger, items, count * size);
    if (bigger)
        *room = more;
    return bigger;
}

void render_section(struct render *r, struct body_section section)
{
    struct article *a = r->a;
    struct body_section *sections =
        render_grow(&a->arena, a->sections, a->section_count, &r->section_room,
                    sizeof(*sections));

    if (!sections)
        return;
    a->sections = sections;
    if (a->section_count)
        sections[a->section_count - 1].end = r->text.len;
    section.start = section.end = r->text.len;
    sections[a->section_count++] = section;
}

struct body_text *render_text(struct render *r, const char *key)
{
    struct article *a = r->a;
    struct body_text *texts = render_grow(
        &a->html_arena, a->texts, a->text_count, &r->text_room, sizeof(*texts));

    if (!texts)
        return NULL;
    a->texts = texts;
    texts[a->text_count] = (struct body_text){.key = key, .at = r->html.len};
    return &texts[a->text_count++];
}

typedef void handler(struct render *r, cmark_node *node);

/* How a kind of node is written: fixed tags, or handlers for more. */
struct kind {
    const char *open, *close;
    handler *enter, *leave;
    bool on_own_line; /* in the HTML */
    bool runs_on;     /* a block that ends no line of the text */
};

/* cmark-gfm's own kinds, by the number in their type. */
#define NUMBER(type) ((type)&CMARK_NODE_VALUE_MASK)

static const struct kind blocks[] = {
    [NUMBER(CMARK_NODE_DOCUMENT)] = {.leave = markdown_end_document},
    [NUMBER(CMARK_NODE_BLOCK_QUOTE)] = {.enter = markdown_begin_quote,
                                        .leave = markdown_end_quote,
                                        .on_own_line = true},
    [NUMBER(CMARK_NODE_LIST)] = {.enter = markdown_begin_list,
                                 .leave = markdown_end_list,
                                 .on_own_line = true},
    [NUMBER(CMARK_NODE_ITEM)] = {.enter = markdown_begin_item,
                                 .close = "</li>\n",
                                 .on_own_line = true},
    [NUMBER(CMARK_NODE_CODE_BLOCK)] = {.enter = markdown_put_code_block,
                                       .on_own_line = true},
    [NUMBER(CMARK_NODE_HTML_BLOCK)] = {.enter = markdown_put_html_block,
                                       .on_own_line = true},
    [NUMBER(CMARK_NODE_CUSTOM_BLOCK)] = {.enter = markdown_begin_custom,
                                         .leave = markdown_end_custom,
                                         .on_own_line = true},
    [NUMBER(CMARK_NODE_PARAGRAPH)] = {.enter = markdown_begin_paragraph,
                                      .leave = markdown_end_paragraph},
    [NUMBER(CMARK_NODE_HEADING)] = {.enter = markdown_begin_heading,
                                    .leave = markdown_end_heading,
                                    .on_own_line = true},
    [NUMBER(CMARK_NODE_THEMATIC_BREAK)] = {.open = "<hr>\n",
                                           .on_own_line = true},
    [NUMBER(CMARK_NODE_FOOTNOTE_DEFINITION)] = {.enter =
                                                    markdown_begin_footnote,
                                                .leave = markdown_end_footnote,
                                                .on_own_line = true},
};

static const struct kind inlines[] = {
    [NUMBER(CMARK_NODE_TEXT)] = {.enter = markdown_put_literal},
    [NUMBER(CMARK_NODE_SOFTBREAK)] = {.enter = markdown_put_soft_break},
    [NUMBER(CMARK_NODE_LINEBREAK)] = {.enter = markdown_put_hard_break},
    [NUMBER(CMARK_NODE_CODE)] = {.enter = markdown_put_code},
    [NUMBER(CMARK_NODE_HTML_INLINE)] = {.enter = markdown_put_html_inline},
    [NUMBER(CMARK_NODE_EMPH)] = {.open = "<em>", .close = "</em>"},
    [NUMBER(CMARK_NODE_STRONG)] = {.open = "<strong>", .close = "</strong>"},
    [NUMBER(CMARK_NODE_LINK)] = {.enter = markdown_begin_link,
                                 .leave = markdown_end_link},
    [NUMBER(CMARK_NODE_IMAGE)] = {.enter = markdown_begin_image,
                                  .leave = markdown_end_image},
    [NUMBER(CMARK_NODE_FOOTNOTE_REFERENCE)] = {.enter = markdown_put_reference},
};

/* The extensions' kinds get their numbers when they are registered. */
static const struct {
    const char *name;
    struct kind kind;
} extended[] = {
    {"table",
     {.enter = markdown_begin_table,
      .close = "</table>\n</div>\n",
      .on_own_line = true}},
    {"table_header",
     {.enter = markdown_begin_row,
      .leave = markdown_end_row,
      .on_own_line = true}},
    {"table_row",
     {.enter = markdown_begin_row,
      .leave = markdown_end_row,
      .on_own_line = true}},
    {"table_cell",
     {.enter = markdown_begin_cell,
      .leave = markdown_end_cell,
      .runs_on = true}},
    {"strikethrough", {.open = "<del>", .close = "</del>"}},
};

static const struct kind *kind_of(cmark_node *node)
{
    static const struct kind nothing = {0};
    unsigned type = (unsigned)cmark_node_get_type(node);
    unsigned number = NUMBER(type);
    bool is_inline = (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;

    if (is_inline && number < sizeof(inlines) / sizeof(*inlines))
        return &inlines[number];
    if (!is_inline && number < sizeof(blocks) / sizeof(*blocks))
        return &blocks[number];

    const char *name = cmark_node_get_type_string(node);

    for (size_t i = 0; i < sizeof(extended) / sizeof(*extended); i++)
        if (strcmp(name, extended[i].name) == 0)
            return &extended[i].kind;
    return &nothing;
}

static void visit(struct render *r, cmark_node *node, bool enters)
{
    const struct kind *kind = kind_of(node);
    const char *tag = enters ? kind->open : kind->close;
    handler *handle = enters ? kind->enter : kind->leave;
    unsigned type = (unsigned)cmark_node_get_type(node);
    bool is_block = (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;

    if (is_block)
        markdown_follow_file(r->m, node, enters);
    if (enters && is_block)
        places_enter(&r->m->file->places, node);
    if (is_block && !kind->runs_on)
        render_line_end(&r->text);
    if (enters && kind->on_own_line)
        render_line_end(&r->html);
    if (tag)
        render_put(r, tag);
    if (handle)
        handle(r, node);
    if (is_block && !kind->runs_on)
        render_line_end(&r->text);
}

static int finish(struct render *r, struct err *e)
{
    struct article *a = r->a;

    if (a->section_count)
        a->sections[a->section_count - 1].end = r->text.len;
    a->html = buf_copy(&r->html, &a->html_arena);
    a->text = buf_copy(&r->text, &a->arena);
    if (r->html.failed || r->text.failed || a->arena.failed ||
        a->html_arena.failed)
        return err_no_memory(e);
    return 0;
}

int markdown_render(struct markdown *m, struct err *e)
{
    struct render r = {.m = m, .a = m->article};

    if (render_count_footnotes(&r, e) != 0)
        return -1;
    render_section(&r, (struct body_section){0});

    cmark_iter *iter = cmark_iter_new(m->root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        visit(&r, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(iter);

    int status = finish(&r, e);

    buf_release(&r.html);
    buf_release(&r.text);
    buf_release(&r.alt);
    return status;
}
