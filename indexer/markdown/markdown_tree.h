/* Private to indexer/markdown*.c, and the only header that shows cmark-gfm:
 * parse (markdown.c) -> prepare the tree (markdown_tree.c) -> write it out
 * (markdown_html.c), with source places from markdown_place.c. */
#ifndef GABAY_INDEXER_MARKDOWN_TREE_H
#define GABAY_INDEXER_MARKDOWN_TREE_H

#include <cmark-gfm.h>

#include "indexer/base/article.h"
#include "indexer/markdown/markdown.h"
#include "indexer/base/problem.h"
#include "indexer/settings/variables.h"
#include "lib/buf.h"
#include "lib/err.h"

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

/* What other systems would have understood and Gabay does not. */
enum leftover {
    LEFT_HUGO,
    LEFT_LIQUID,
    LEFT_KRAMDOWN,
    LEFT_JSX,
    LEFT_CONTENTS,
    LEFT_BLOCK,
    LEFT_KINDS,
};

struct leftovers {
    struct {
        size_t count;
        unsigned line, column; /* of the first */
    } kinds[LEFT_KINDS];
    bool is_mdx;     /* it imports something or uses a component */
    size_t raw_html; /* how often it was left out */
    unsigned raw_line, raw_column;
};

/* An article's own text, a snippet's, or a part of one of them that is parsed
 * by itself. */
struct markdown_file {
    struct markdown_file *from; /* where it is included; NULL: the article's */
    struct str path, body;
    unsigned line; /* of the body, in the file */
    bool is_snippet;
    struct places places;
    struct leftovers *left;
    struct markdown_file *next; /* of all that the article is made of */
};

/* What the steps share; the caller owns all of it. */
struct markdown {
    struct article *article;
    cmark_node *root;
    struct markdown_file *file;  /* that the step at work is in */
    struct markdown_file *files; /* all, the last one read first */
    const struct markdown_with *with;
    struct problems *problems;
    cmark_syntax_extension *foreign; /* lives as long as the nodes */
    size_t bytes;                    /* of all files together */
    size_t snippets;                 /* included so far */
    size_t added;                    /* bytes that variables brought */
    cmark_node *tree;                /* of the file at work */
    unsigned footnotes;              /* so far */
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
/* Of a custom block. */
enum block_kind {
    BLOCK_DETAILS,
    BLOCK_SUMMARY,
    BLOCK_TABS,
    BLOCK_TAB,
    BLOCK_FILE
};
struct block_data {
    enum block_kind kind;
    bool open;                  /* of BLOCK_DETAILS */
    struct markdown_file *file; /* of BLOCK_FILE: what stands in it */
};

/* What a custom block is; NULL for any other node. */
const struct block_data *markdown_block_of(cmark_node *node);
bool markdown_is_kind(cmark_node *node, enum block_kind kind);
/* A custom block that stands nowhere yet; NULL: no memory. */
cmark_node *markdown_new_block(struct arena *a, struct block_data data);

/* Call for every node of a walk over a tree with snippets in it: keeps `file`
 * right. */
void markdown_follow_file(struct markdown *m, cmark_node *node, bool enters);
/* The file at work if it is a snippet; else empty. */
struct str markdown_snippet_path(const struct markdown *m);
/* In the file at work. Of a snippet each is told once for all articles. */
void markdown_problem(struct markdown *m, enum check check, unsigned line,
                      unsigned column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Of a block, in its file. */
unsigned markdown_line_of(const struct markdown *m, cmark_node *block);
void markdown_leave_out(struct markdown *m, enum leftover kind, unsigned line,
                        unsigned column);
/* One warning for each file. */
void markdown_tell_raw_html(struct markdown *m);
/* One warning a kind. */
void markdown_tell_leftovers(struct markdown *m);

/* The two halves of the next. */
cmark_node *markdown_parse(struct markdown *m, struct markdown_file *file,
                           struct err *e);
int markdown_prepare_file(struct markdown *m, cmark_node *root, struct err *e);
/* Parses `file` and does all that one file needs. NULL: failed; the line of
 * the error is the body's, unless it has a column. */
cmark_node *markdown_read_file(struct markdown *m, struct markdown_file *file,
                               struct err *e);
/* Reads a file and puts its blocks before `place`, its footnotes behind those
 * of the file at work. */
int markdown_put_file(struct markdown *m, struct markdown_file *file,
                      cmark_node *place, struct err *e);
/* Reads `text` as a part of the file at work that begins on `line`, and puts
 * its blocks before `place`. */
int markdown_read_part(struct markdown *m, struct str text, unsigned line,
                       cmark_node *place, struct err *e);

/* The signs of Docusaurus and MkDocs that begin blocks, as an extension of
 * cmark-gfm; NULL: no memory. `a` outlives it. */
cmark_syntax_extension *markdown_foreign_new(struct arena *a);
void markdown_foreign_free(cmark_syntax_extension *extension);
/* Makes notes and questions of these blocks. */
int markdown_take_foreign(struct markdown *m, cmark_node *root, struct err *e);
/* Takes JSX out: imports, components (what stands between their tags stays),
 * and lists of contents that other systems would have written. */
int markdown_take_jsx(struct markdown *m, cmark_node *root, struct err *e);
/* Makes tabs of "<!-- tabs -->" ... "<!-- /tabs -->". */
int markdown_find_tabs(struct markdown *m, cmark_node *root, struct err *e);
/* Marks the <kbd> that are closed where they begin. */
void markdown_mark_keys(cmark_node *root);
bool markdown_is_key(cmark_node *html);
/* Warns of lists that begin at 1 again behind what belongs to a step. */
void markdown_check_steps(struct markdown *m, cmark_node *root);
/* Warns of signs that readers see because they are written not quite right.
 * The tree is as cmark-gfm made it. */
void markdown_check_slips(struct markdown *m, cmark_node *root);
/* Puts the snippets in whose place is "<!-- include: x -->". */
int markdown_include(struct markdown *m, cmark_node *root, struct err *e);

/* Fills in {{site.x}}, and takes out what other systems would have understood
 * ({% x %}, {{ x }}, {:.x}), but not in code. */
int markdown_strip_leftovers(struct markdown *m, cmark_node *root,
                             struct err *e);
/* Does a component's tag begin here, such as "<TabItem"? */
bool markdown_begins_component(struct str rest);
/* A variable at the very start of `rest`, which is left as it is in a reply
 * when there is none of that name. */
bool markdown_variable_at(const struct markdown *m, struct str rest,
                          struct variable *out);
void markdown_tell_unknown(struct markdown *m, struct str name, unsigned line,
                           unsigned column);
/* Fills variables into a link's address and title, or an image's, and takes the
 * tags of other systems out of the former; a link to nothing else becomes its
 * text. */
int markdown_fill_link(struct markdown *m, cmark_node *link);
/* The same, escaped, in raw HTML, where that is allowed. */
int markdown_fill_html(struct markdown *m, cmark_node *html);
/* Makes custom blocks of <details> and <summary>, each with all that stands
 * between its tags, unless raw HTML is allowed. Tags without a partner in the
 * same quote, item or article are warned of and left out. */
int markdown_find_details(struct markdown *m, cmark_node *root, struct err *e);
/* Takes the title out, gives every heading its anchor, marks quotes that are
 * notes and drops their markers. */
int markdown_prepare(struct markdown *m, struct err *e);
/* Fills html, text, sections and links in one pass. */
int markdown_render(struct markdown *m, struct err *e);
/* Fills twin, and the links' places in it: call it behind the render. */
int markdown_make_twin(struct markdown *m, struct err *e);

/* Marks a quote that begins with "[!TIP]" and drops the marker. */
void markdown_mark_note(struct arena *a, cmark_node *quote);
/* What a quote is that other systems call `name` ("danger"); NULL: no note, or
 * no memory. */
struct quote_data *markdown_note_named(struct arena *a, struct str name);
bool markdown_is_note_name(struct str name);
/* Is it the word of a "[!TIP]"? */
bool markdown_is_note_kind(struct str name);
/* The "[!TIP]" that was meant by another word; empty: none is like it. */
struct str markdown_note_meant(struct str name);
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

int places_init(struct places *p, struct arena *a, struct str body,
                unsigned line, struct err *e);
/* Call for each block before its inlines. */
void places_enter(struct places *p, cmark_node *block);
/* The source from a block's beginning, or of a table's whole row, to the end of
 * its last line; empty when the block has no place. */
struct str places_source(const struct places *p, cmark_node *block,
                         size_t *offset);
/* Line and column in the file of a byte of the body. */
void places_of(struct places *p, size_t offset, unsigned *line,
               unsigned *column);
/* Line and column in the file, the latter in code points, of a link, image or
 * raw HTML; `target` is what to look for when the node's place is not right. */
void places_find(struct places *p, cmark_node *node, struct str target,
                 unsigned *line, unsigned *column);
/* The same of `needle`, which stands in a text behind its byte `at`. */
void places_find_text(struct places *p, cmark_node *text, size_t at,
                      struct str needle, unsigned *line, unsigned *column);

#endif
