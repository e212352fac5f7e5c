/* Markdown to HTML, text, sections and links: the only place that knows
 * cmark-gfm. Tables, strikethrough, task lists, autolinks and footnotes are
 * on; raw HTML is left out (its text too) unless `allow_html`.
 *
 * Headings get stable anchors: the slug of their text, "-2", "-3" behind
 * doubles; a trailing {#id} names one and is never shown. A first block that is
 * an H1 is taken as the title when the front matter has none, and in both cases
 * left out of the HTML when it says the same as the title. */
#ifndef GABAY_INDEXER_MARKDOWN_H
#define GABAY_INDEXER_MARKDOWN_H

#include <stdbool.h>

#include "indexer/article.h"
#include "indexer/problem.h"
#include "lib/err.h"

/* Call once before the first thread. */
void markdown_init(void);

/* Fills html, text, sections, links (and title where it was empty) of `a` from
 * `body`, which begins on `body_line` of the file. Any thread: cmark-gfm
 * switches special characters in a global table while it parses inlines, so
 * that part is done under a lock of this file's. */
int markdown_read(struct article *a, struct str body, unsigned body_line,
                  bool allow_html, struct problems *problems, struct err *e);

#endif
