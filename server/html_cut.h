/* The beginning of a text that is too long, cut where it makes sense. */
#ifndef GABAY_SERVER_HTML_CUT_H
#define GABAY_SERVER_HTML_CUT_H

#include "lib/err.h"
#include "server/html_tree.h"

/* Leaves of the tree and of `text`, which html_text() made of it, at most
 * `most` code points: whole blocks, of the last one whole items, rows, lines of
 * code or sentences. A table keeps a row at least below its head, a note
 * something below its title, or they go. Where not even a first sentence fits
 * it ends with the last word that does, and "…"; where not even one does there
 * is nothing left. */
int html_cut(struct arena *a, struct html_node *root, struct buf *text,
             size_t most, struct str locale, struct err *e);

#endif
