/* Cutting a template's source into text and tags. */
#ifndef GABAY_TEMPLATE_TAG_H
#define GABAY_TEMPLATE_TAG_H

#include <stdbool.h>

#include "lib/err.h"
#include "lib/str.h"

struct tag {
    char type;       /* one of # ^ / > < $ ! = &, or 'v' for {{x}} */
    struct str name; /* without white space around */
    size_t start, end;
    unsigned line, column;
    bool starts_line; /* only `space` stands before it on its line */
    struct str space;
    bool ends_line;  /* only white space follows on its line */
    size_t line_end; /* where the next line starts */
};

struct scanner {
    struct str name, source;
    struct str open, close; /* delimiters */
    size_t at;
    /* What find_place has counted: up to `placed`, in its line. */
    size_t placed, line_start;
    unsigned line, column; /* from 1 */
    bool blank;            /* only white space in the line so far */
};

void scanner_init(struct scanner *s, struct str name, struct str source);
/* The next tag: 1; 0 when there is none; -1 on an error. Moves behind it. */
int scanner_next(struct scanner *s, struct tag *out, struct err *e);

#endif
