/* The pieces of the writer of Markdown: import_html_text.c gathers text and
 * breaks lines, import_html_inline.c writes what stands in them,
 * import_html_table.c tables, import_html_markdown.c all else. */
#ifndef GABAY_INDEXER_IMPORT_HTML_PARTS_H
#define GABAY_INDEXER_IMPORT_HTML_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "indexer/import/import_html.h"

struct writer {
    struct buf *out;
    const struct html_asked *asked;
    struct arena arena;
    struct buf prefix; /* of each line: "> ", "  " */
    struct buf text;   /* of the paragraph that is being gathered */
    struct str anchor; /* of an empty <a name="x">, for the next heading */
    size_t start;      /* of what this writer wrote to `out` */
    unsigned gap;      /* line feeds due before the next text */
    unsigned space;    /* white space seen since the last sign: SPACE_* */
    unsigned strong, em, del, link; /* how deep in these */
    size_t closed; /* where a mark that just ended stands; 0: none */
    unsigned closed_len;
    bool fresh; /* nothing on this line but a marker */
    bool in_cell, in_heading;
};

enum { SPACE_NONE, SPACE_FIXED, SPACE_PLAIN };

/* Tells that "BEFORE name AFTER" was left out. */
void writer_lose(struct writer *w, const struct html_part *n,
                 const char *before, struct str name, const char *after);
bool writer_is_word(char c);
/* ' ' of an empty buffer. */
char writer_last_of(const struct buf *b);
void writer_flush_space(struct writer *w);
/* Signs that are Markdown's. */
void writer_put_raw(struct writer *w, struct str s);
/* Text with Markdown's signs escaped; `before` is the sign in front of it. */
void writer_put_signs(struct buf *out, struct str s, char before, bool starts,
                      bool in_cell);
/* White space becomes one blank; a lone fixed blank stays fixed. */
void writer_put_text(struct writer *w, struct str s);
/* A line feed and the prefix, without its blanks if the line stays empty. */
void writer_end_line(struct writer *w, bool blank);
/* Begins a line for a block, or goes on behind a marker. */
void writer_begin_line(struct writer *w);
/* The next text begins so many lines further. */
void writer_need_gap(struct writer *w, unsigned gap);
void writer_put_lines(struct writer *w, struct str s);
/* White space and breaks at the end. */
void writer_drop_end(struct buf *b);
/* Writes the paragraph that was gathered. */
void writer_end_text(struct writer *w);
/* In a cell all blocks are one line. */
void writer_begin_block(struct writer *w);
void writer_plain_text(const struct html_part *n, struct buf *out);
unsigned writer_longest_run(struct str s, char sign);
/* As a code span. */
void writer_put_code(struct writer *w, struct str text);
/* A part each, by its kind. */
void writer_code(struct writer *w, const struct html_part *n);
void writer_marked(struct writer *w, const struct html_part *n, unsigned *depth,
                   struct str mark);
/* <a name="x"></a> names the place of what follows. */
void writer_note_anchor(struct writer *w, const struct html_part *n);
void writer_link(struct writer *w, const struct html_part *n);
void writer_image(struct writer *w, const struct html_part *n);
void writer_media(struct writer *w, const struct html_part *n);
void writer_break(struct writer *w);
void writer_kbd(struct writer *w, const struct html_part *n);
void writer_children(struct writer *w, const struct html_part *n);
/* `note` is its kind, or NULL. */
void writer_quote(struct writer *w, const struct html_part *n,
                  const char *note);
void writer_walk(struct writer *w, const struct html_part *n);
/* A table of one cell is a frame. */
void writer_table(struct writer *w, const struct html_part *n);

#endif
