/* Markdown to HTML, text, sections and links: the only place that knows
 * cmark-gfm (markdown*.c). Tables, strikethrough, task lists, autolinks and
 * footnotes are on; raw HTML blocks are left out with their text, inline tags
 * without it (but <br> stays a line break), unless `allow_html`.
 *
 * Headings get stable anchors: the slug of their text ("section" where that is
 * empty), "-2", "-3" behind doubles; a trailing {#id} names one and is never
 * shown. A first block that is an H1 is taken as the title when the front
 * matter has none, and in both cases left out of the HTML when it says the same
 * as the title (same slug); other H1 become H2.
 *
 * "> [!TIP]" begins a note, with a title of its own behind it or else one from
 * the interface texts. <details> and <summary> are understood without
 * `allow_html` too, each on lines of its own with Markdown between empty lines.
 *
 * The HTML uses these classes: `table` (a div round a table), `end` and
 * `center` (cells), `task` (items), `note note-tip` (and -note, -important,
 * -warning, -caution), `note-title` (its first paragraph), `footnote`,
 * `footnotes`, `footnote-back`, `language-x` (code). Ids are the headings'
 * anchors, and note:N, fn:N, fnref:N and fn:all, which no anchor may begin
 * with. The interface texts: note_note (and so on), details, table_number,
 * table_columns, footnotes, footnote_back. */
#ifndef GABAY_INDEXER_MARKDOWN_H
#define GABAY_INDEXER_MARKDOWN_H

#include <stdbool.h>

#include "indexer/article.h"
#include "indexer/problem.h"
#include "lib/err.h"

enum { MARKDOWN_BYTES = 8 << 20, MARKDOWN_REFERENCE_BYTES = 256 << 20 };

/* Call once before the first thread. */
void markdown_init(void);

/* Fills html, text, sections, links (and title where it was empty) of `a` from
 * `body`, which begins on `body_line` of the file. Problems are warnings:
 * anchors that cannot be used, raw HTML. A body over MARKDOWN_BYTES is an
 * error, and so is one whose reference links would be copied to more than
 * MARKDOWN_REFERENCE_BYTES, or that holds by the hundred what costs cmark-gfm
 * squares (markdown_limits.h: with its line). Linear in the size of the body.
 *
 * Any thread: cmark-gfm switches special characters in a global table while it
 * parses inlines, so that part is done under a lock of markdown.c's. When
 * memory runs out inside cmark-gfm it ends the process. */
int markdown_read(struct article *a, struct str body, unsigned body_line,
                  bool allow_html, struct problems *problems, struct err *e);

#endif
