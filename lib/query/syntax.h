/* What signs in a query say: "a phrase" in quotes, -excluded, -"a phrase not
 * wanted". Everything else is text. A sign that does not hold together (a quote
 * never closed, a dash before nothing) is text too: no query is wrong. */
#ifndef GABAY_QUERY_SYNTAX_H
#define GABAY_QUERY_SYNTAX_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/str.h"

enum { SYNTAX_PIECES_MAX = 32 }; /* what is behind the last is text */

struct syntax_piece {
    struct str text; /* of the query, without its signs */
    bool phrase, excluded;
};

/* Cuts the query into pieces in order; gives their number. Text with nothing
 * but blanks is no piece. */
uint32_t syntax_cut(struct str query,
                    struct syntax_piece pieces[SYNTAX_PIECES_MAX]);

#endif
