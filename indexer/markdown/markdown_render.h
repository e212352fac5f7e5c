/* Private to the files that write a prepared tree out: the state of the walk
 * (markdown_html.c), and the handlers of blocks (markdown_block.c) and inlines
 * (markdown_inline.c), each for one kind of node. */
#ifndef GABAY_INDEXER_MARKDOWN_RENDER_H
#define GABAY_INDEXER_MARKDOWN_RENDER_H

#include "indexer/markdown/markdown_tree.h"
#include "lib/buf.h"

/* One walk over the tree writes the HTML and the text side by side. */
struct render {
    struct markdown *m;
    struct article *a;
    struct buf html, text, alt;
    size_t link_room, section_room, text_room;
    size_t link;       /* number of the open link + 1, or 0 */
    size_t images;     /* how deep inside images: no HTML there */
    size_t inner;      /* links inside links, which are left out */
    bool in_heading;   /* headings stand in the sections, not in the text */
    bool in_footnotes; /* their section is open */
    unsigned footnote; /* number of the last one begun */
    unsigned footnote_count;
    struct footnote *footnotes;
    const uint8_t *align; /* of the open table's columns */
    unsigned columns, column;
    bool in_head;
    size_t cell, cell_text; /* where the open cell's text begins, with and
                               without what parts it from the one before */
    unsigned tables, notes; /* begun so far */
    cmark_node *title_end;  /* the break that ends a note's title */
};

struct footnote {
    unsigned references, seen;
};

/* HTML as it is; nothing inside an image. */
void render_put(struct render *r, const char *html);
/* Plain text for all outputs, escaped in the HTML. */
void render_words(struct render *r, struct str s);
/* White space between words, in the HTML as given. */
void render_space(struct render *r, const char *html);
void render_line_end(struct buf *out);
/* Keeps a place here for an interface text. NULL: no
 * memory. */
struct body_text *render_text(struct render *r, const char *key);
/* Ends the section before and begins this one (its start and end are set). */
void render_section(struct render *r, struct body_section section);
/* Counts raw HTML that is left out; comments do not count. */
void render_leave_out(struct render *r, cmark_node *node, struct str html);
/* `items`, or a larger copy of them when they are as many as there is room. */
void *render_grow(struct arena *a, void *items, size_t count, size_t *room,
                  size_t size);

/* Before the walk: how many footnotes, and how often each is referred to. */
int render_count_footnotes(struct render *r, struct err *e);
/* Which footnote a reference is to, from 1; 0: none. */
unsigned render_footnote_number(const struct render *r, cmark_node *reference);

/* Blocks. */
void markdown_put_code_block(struct render *r, cmark_node *node);
void markdown_put_html_block(struct render *r, cmark_node *node);
void markdown_begin_paragraph(struct render *r, cmark_node *node);
void markdown_end_paragraph(struct render *r, cmark_node *node);
void markdown_end_note_title(struct render *r);
void markdown_begin_footnote(struct render *r, cmark_node *node);
void markdown_end_footnote(struct render *r, cmark_node *node);
void markdown_end_document(struct render *r, cmark_node *node);
void markdown_put_back_links(struct render *r);
void markdown_begin_custom(struct render *r, cmark_node *node);
void markdown_end_custom(struct render *r, cmark_node *node);

void markdown_begin_quote(struct render *r, cmark_node *node);
void markdown_end_quote(struct render *r, cmark_node *node);
void markdown_begin_list(struct render *r, cmark_node *node);
void markdown_end_list(struct render *r, cmark_node *node);
void markdown_begin_item(struct render *r, cmark_node *node);
void markdown_begin_heading(struct render *r, cmark_node *node);
void markdown_end_heading(struct render *r, cmark_node *node);
void markdown_begin_table(struct render *r, cmark_node *node);
void markdown_begin_row(struct render *r, cmark_node *node);
void markdown_end_row(struct render *r, cmark_node *node);
void markdown_begin_cell(struct render *r, cmark_node *node);
void markdown_end_cell(struct render *r, cmark_node *node);

/* Inlines. */
void markdown_put_literal(struct render *r, cmark_node *node);
void markdown_put_soft_break(struct render *r, cmark_node *node);
void markdown_put_hard_break(struct render *r, cmark_node *node);
void markdown_put_code(struct render *r, cmark_node *node);
void markdown_put_html_inline(struct render *r, cmark_node *node);
void markdown_put_reference(struct render *r, cmark_node *node);
void markdown_begin_link(struct render *r, cmark_node *node);
void markdown_end_link(struct render *r, cmark_node *node);
void markdown_begin_image(struct render *r, cmark_node *node);
void markdown_end_image(struct render *r, cmark_node *node);

#endif
