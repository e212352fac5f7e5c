/* Private to indexer/markdown*.c, and the only header that shows cmark-gfm:
 * parse (markdown.c) -> prepare the tree (markdown_tree.c) -> write it out
 * (markdown_html.c), with source places from markdown_place.c. */
#ifndef GABAY_INDEXER_MARKDOWN_TREE_H
#define GABAY_INDEXER_MARKDOWN_TREE_H

#include <cmark-gfm.h>

#include "indexer/article.h"
#include "indexer/problem.h"
#include "lib/buf.h"
#include "lib/err.h"

/* What the steps share; the caller owns all of it. */
struct markdown {
    struct article *article;
    cmark_node *root;
    struct str body;
    unsigned body_line; /* of the file */
    bool allow_html;
    struct problems *problems;
};

/* What the preparation finds out, in the nodes' user data (in the article's
 * arena). */
struct heading_data {
    struct str text, anchor;
};
struct quote_data {
    struct str note; /* "tip": the quote is a note of that kind */
    const char *key; /* the interface text that names the kind */
    bool titled;     /* its first line is a title of its own */
};
/* Of a custom block: a question that opens and closes. */
struct details_data {
    bool is_summary; /* the question itself, its first child */
    bool open;
};

/* What a custom block is; NULL for any other node. */
const struct details_data *markdown_details_of(cmark_node *node);

/* Takes out what Liquid and kramdown would have understood ({% x %}, {{ x }},
 * {:.x}), but not in code; one warning an article. */
int markdown_strip_leftovers(struct markdown *m, struct err *e);
/* Makes custom blocks of <details> and <summary>, each with all that stands
 * between its tags, unless raw HTML is allowed. Tags without a partner in the
 * same quote, item or article are warned of and left out. */
int markdown_find_details(struct markdown *m, struct err *e);
/* Takes the title out, gives every heading its anchor, marks quotes that are
 * notes and drops their markers. */
int markdown_prepare(struct markdown *m, struct err *e);
/* Fills html, text, sections and links in one pass. */
int markdown_render(struct markdown *m, struct err *e);
/* Fills twin, and the links' places in it: call it behind the render. */
int markdown_make_twin(struct markdown *m, struct err *e);

/* Marks a quote that begins with "[!TIP]" and drops the marker. */
void markdown_mark_note(struct arena *a, cmark_node *quote);
/* The plain text of a node's inlines, in one line. */
struct str markdown_node_text(struct arena *a, cmark_node *node);
void markdown_drop(cmark_node *node);
bool markdown_is_break(cmark_node *node);

/* Where the markup that begins at `at` ends: a comment, a script or style with
 * all in it, or a tag. */
size_t markdown_markup_end(struct str html, size_t at);
/* The words of raw HTML, with a space for each piece of markup. */
void markdown_put_plain(struct buf *out, struct str html);

/* Appends `s` without control characters but tab and line feed. */
void markdown_put_clean(struct buf *out, struct str s);

/* Places in the source. cmark-gfm's are right for most inlines; bare
 * addresses have none, and links over several lines wrong ones. */
struct places {
    struct str body;
    unsigned body_line;
    const size_t *starts; /* byte offset of each line */
    size_t count;
    size_t cursor; /* what was found last, or where the block begins */
    /* The last place as offset, line and column, the latter two from 0. */
    size_t at, line, column;
};

int places_init(struct places *p, struct arena *a, const struct markdown *m,
                struct err *e);
/* Call for each block before its inlines. */
void places_enter(struct places *p, cmark_node *block);
/* Line and column in the file, the latter in code points, of a link, image or
 * raw HTML; `target` is what to look for when the node's place is not right. */
void places_find(struct places *p, cmark_node *node, struct str target,
                 unsigned *line, unsigned *column);

#endif
