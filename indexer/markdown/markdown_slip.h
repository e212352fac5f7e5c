/* Private to indexer/markdown/markdown_slip*.c: what writers meant as Markdown
 * and readers see as signs. markdown_slip.c finds the lines and what stands in
 * them, outside code and markup; markdown_slip_line.c knows the slips that are
 * a line's. All places are bytes of the file's body. */
#ifndef GABAY_INDEXER_MARKDOWN_SLIP_H
#define GABAY_INDEXER_MARKDOWN_SLIP_H

#include "indexer/markdown/markdown_tree.h"

/* What of a message's example is shown. */
enum { SLIP_SHOWN = 60 };

/* A line of a paragraph, behind the signs of the quote or item that it is in
 * and without the blanks at its end. */
struct slip_line {
    struct str text, before; /* the latter empty on the first line */
    size_t at, line;         /* of the text; the line's number, from 0 */
    bool alone;              /* the paragraph has no other */
};

/* Tells one at `at`. */
void slip_tell(struct markdown *m, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "##Heading". */
void slip_check_heading(struct markdown *m, const struct slip_line *line);
/* A table's line of dashes; true: told. */
bool slip_check_dashes(struct markdown *m, const struct slip_line *line);
/* "[!TYP]" at a paragraph's start. */
void slip_check_note(struct markdown *m, cmark_node *paragraph,
                     const struct slip_line *line);

#endif
