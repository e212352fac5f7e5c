/* An article's HTML, or a piece of it, as a tree: what answers are cut from,
 * and written as text, Markdown and HTML again.
 *
 * Any bytes make a tree: an end tag without its start is passed over, what is
 * never closed ends with the tree, unknown tags are left out but not what they
 * hold; comments, scripts, styles and the marks of footnotes are left out
 * whole. Nothing nests deeper than HTML_DEPTH. All of it lives in the arena.
 * Pure; any thread. */
#ifndef GABAY_SERVER_HTML_TREE_H
#define GABAY_SERVER_HTML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/str.h"

enum { HTML_DEPTH = 100 };

enum html_role {
    HTML_ROOT,
    HTML_TEXT,     /* of the node's `text` */
    HTML_INLINE,   /* strong, a, code, ... */
    HTML_IMAGE,    /* img */
    HTML_BREAK,    /* br */
    HTML_CHECKBOX, /* input */
    HTML_LINES,    /* p, h2, summary: a block of inlines */
    HTML_PRE,
    HTML_RULE,  /* hr */
    HTML_BLOCK, /* div, blockquote, details: a block of blocks */
    HTML_LIST,
    HTML_ITEM,
    HTML_TABLE,
    HTML_ROWS, /* thead, tbody */
    HTML_ROW,
    HTML_CELL,
};

/* The attributes that are kept. */
enum html_attribute_name {
    HTML_ALT,
    HTML_CHECKED,
    HTML_CLASS,
    HTML_COLSPAN,
    HTML_DIR,
    HTML_DISABLED,
    HTML_HEIGHT,
    HTML_HREF,
    HTML_LANG,
    HTML_OPEN,
    HTML_ROWSPAN,
    HTML_SRC,
    HTML_START,
    HTML_TITLE,
    HTML_TYPE,
    HTML_WIDTH,
    HTML_ATTRIBUTES
};
extern const char *const html_attribute_names[HTML_ATTRIBUTES];

struct html_attribute {
    struct html_attribute *next;
    enum html_attribute_name name;
    struct str value; /* entities resolved */
};

struct html_node {
    struct html_node *parent, *next, *child, *last;
    enum html_role role;
    const char *name; /* of the element; NULL: root and text */
    struct html_attribute *attributes;
    struct str text; /* entities resolved; but in pre, white space is one
                        space */
    size_t from, to; /* its bytes in the tree's text: html_text() */
};

/* The root, or NULL when memory ran out. */
struct html_node *html_parse(struct arena *a, struct str html);
/* The empty slice when there is none. */
struct str html_attribute(const struct html_node *n,
                          enum html_attribute_name name);
bool html_has_attribute(const struct html_node *n,
                        enum html_attribute_name name);
/* Is it among the element's classes? */
bool html_has_class(const struct html_node *n, struct str name);

/* Appends the tree's plain text, and notes in each node where its text lies:
 * blocks are parted by an empty line, items ("- ", "1. "), rows and what lies
 * in them by a line feed, cells by " | ". An image is its alternative text. */
void html_text(struct html_node *root, struct buf *out);

#endif
