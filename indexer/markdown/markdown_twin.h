/* Private to the files that write a prepared tree as Markdown again: blocks and
 * the walk (markdown_twin.c), inlines (markdown_twin_inline.c). cmark-gfm's own
 * writer is not used: it escapes every '!', '#' and '_' of the prose, parts
 * lists by HTML comments and breaks cells with '|' in them. */
#ifndef GABAY_INDEXER_MARKDOWN_TWIN_H
#define GABAY_INDEXER_MARKDOWN_TWIN_H

#include "indexer/markdown/markdown_tree.h"

enum twin_block {
    TWIN_NOTHING,
    TWIN_PARAGRAPH,
    TWIN_HTML, /* ends with an empty line only */
    TWIN_OTHER,
};

/* What holds blocks: the article, a quote, an item, a footnote, a question. */
struct twin_level {
    size_t prefix; /* length of what its lines begin with */
    bool started;  /* a block was written */
    bool tight;    /* no empty lines between blocks */
    enum twin_block last;
    /* The list at hand, or the one that ended last: 0 when a block followed. */
    char marker;
    bool list_tight, list_started;
    int number;
};

struct twin {
    struct markdown *m;
    struct article *a;
    struct buf out, prefix;
    struct twin_level *levels;
    size_t depth, room;
    size_t links;    /* of article.links, met so far */
    size_t link;     /* number of the open one + 1, or 0 */
    size_t images;   /* how deep inside images, whose text comes later */
    size_t inner;    /* links inside links */
    size_t emphasis; /* how deep */
    bool line_start; /* what comes may be taken for a block */
    bool in_heading; /* a line of its own: no breaks */
    bool in_cell;    /* the same, and "|" ends it */
    bool mute;       /* a bare address: it is its own text */
    size_t limit;    /* of `out`: quotes of quotes of short lines grow */
    size_t floor;    /* of `out`: where a link began or ended */
    size_t line_end; /* of the line before this one */
    /* Before the open paragraph, in case nothing is in it. */
    struct twin_level above;
    size_t above_out, above_links, paragraph;
    const uint8_t *align;
    uint16_t columns;
    unsigned footnotes;
};

/* Ends the line; with an empty one behind it if `apart`. */
void twin_newline(struct twin *t, bool apart);
/* Takes spaces off the end of the line, so that it is no hard break. */
void twin_trim(struct twin *t);
/* Text with what Markdown would take for its own escaped; `ends` when nothing
 * stands behind it in its paragraph. */
void twin_words(struct twin *t, struct str text, bool ends);
void twin_inline(struct twin *t, cmark_node *node, bool enters);

#endif
