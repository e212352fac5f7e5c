/* The pieces of the reader of Markdown: import_markdown.c goes from line to
 * line, import_markdown_inline.c through them, import_markdown_tag.c reads the
 * tags of HTML and MDX. */
#ifndef GABAY_INDEXER_IMPORT_SCAN_H
#define GABAY_INDEXER_IMPORT_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "indexer/import/import.h"
#include "indexer/import/import_html.h"

enum { LINK_BYTES = 1000, TAG_BYTES = 2000, OPEN_MAX = 32, NOTES_MAX = 8 };

struct import_scan {
    struct import *im;
    struct import_page *p;
    const struct import_marks *marks;
    struct buf *out;
    struct str rest; /* from the sign that is looked at */
    unsigned line;
    size_t line_start; /* in `out` */
    char fence;        /* '`' or '~' while in fenced code */
    unsigned fence_len;
    bool was_blank, in_list, is_mdx;
    unsigned notes;        /* how deep in ::: */
    unsigned blocks;       /* how deep in tags like <div> */
    int level;             /* of the last heading */
    bool images[OPEN_MAX]; /* of each open '[': is it an image's? */
    unsigned open;
    struct str links[OPEN_MAX]; /* of each open <a> */
    unsigned link_count;
    struct str anchor; /* of an empty <a id="x">, for the next heading */
    bool no_comment_end;
    bool no_end[KIND_DROPPED + 1]; /* of such a tag nothing more ends */
};

/* Passes over `n` bytes of the rest; copies them. */
void import_scan_pass(struct import_scan *s, size_t n);
void import_scan_copy(struct import_scan *s, size_t n);
/* The rest up to the line feed. */
struct str import_scan_this_line(const struct import_scan *s);
/* Is nothing but white space written on this line? */
bool import_scan_at_start(const struct import_scan *s);
/* Tells that "BEFORE name AFTER" was left out. */
void import_scan_lost(struct import_scan *s, const char *before,
                      struct str name, const char *after);
void import_scan_new_line(struct import_scan *s);
/* Appends the address that stands for an old one. */
void import_scan_put_target(struct import_scan *s, struct str address,
                            bool is_image);
/* The signs of templates in `text`, replaced. */
void import_scan_expand(struct import_scan *s, struct str text,
                        struct buf *out);
/* "[name]: address" at the start of a line. */
bool import_scan_reference(struct import_scan *s);
/* How many of a sign `s` begins with. */
size_t import_scan_run_length(struct str s, char c);
/* Up to the line's end, or further where something goes on. */
void import_scan_inline(struct import_scan *s);
/* '<' stands at the start of the rest. */
void import_scan_tag(struct import_scan *s);

#endif
