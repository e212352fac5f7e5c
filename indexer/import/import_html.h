/* HTML as people paste it, as a tree, and the tree as Markdown.
 *
 * Any bytes make a tree: end tags without a start are passed over, what is
 * never closed ends with the tree, unknown tags are left out but not what they
 * hold, comments, scripts and styles are left out whole. Nothing nests deeper
 * than IMPORT_HTML_DEPTH. Work is linear in the text. Pure; any thread. */
#ifndef GABAY_INDEXER_IMPORT_HTML_H
#define GABAY_INDEXER_IMPORT_HTML_H

#include <stdbool.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/str.h"

enum { IMPORT_HTML_DEPTH = 60 };

enum html_kind {
    KIND_ROOT,
    KIND_TEXT,
    KIND_PLAIN, /* span and the like: only what it holds counts */
    KIND_STRONG,
    KIND_EM,
    KIND_DEL,
    KIND_KBD,
    KIND_CODE,
    KIND_LINK,
    KIND_IMAGE,
    KIND_MEDIA, /* iframe, video: what is played elsewhere */
    KIND_BREAK,
    KIND_CHECKBOX,
    KIND_RULE,
    KIND_PARAGRAPH,
    KIND_HEADING,
    KIND_TERM, /* dt */
    KIND_BLOCK,
    KIND_QUOTE,
    KIND_DETAILS,
    KIND_SUMMARY,
    KIND_PRE,
    KIND_LIST,
    KIND_ITEM,
    KIND_TABLE,
    KIND_ROWS,
    KIND_ROW,
    KIND_CELL,
    KIND_CAPTION,
    KIND_UNKNOWN, /* as KIND_PLAIN, and worth a word */
    KIND_DROPPED, /* with all that it holds */
};

enum html_field {
    FIELD_ALT,
    FIELD_CHECKED,
    FIELD_CLASS,
    FIELD_COLSPAN,
    FIELD_HREF,
    FIELD_ID,
    FIELD_NAME,
    FIELD_ROWSPAN,
    FIELD_SRC,
    FIELD_START,
    FIELD_TITLE,
    FIELD_TYPE,
    FIELDS
};

struct html_part {
    struct html_part *parent, *next, *child, *last;
    enum html_kind kind;
    struct str name; /* of the element, as it is written */
    struct str text; /* entities resolved, white space as it is */
    struct str fields[FIELDS];
    bool has_checked;
    unsigned line; /* in the text, from 1 */
};

/* A tag alone, for those who read Markdown with tags in it. */
struct html_tag {
    enum html_kind kind;
    bool is_end;
    struct str name;
    struct str fields[FIELDS];
    size_t length; /* of the tag's bytes; 0: there is no tag */
};

/* The tag that `text` begins with. */
struct html_tag import_html_tag(struct arena *a, struct str text);
/* NULL when memory ran out. Borrows from `html` and the arena. */
struct html_part *import_html_parse(struct arena *a, struct str html);
/* Appends `text` with its entities resolved. */
void import_html_text(struct buf *out, struct str text);

/* What the writer asks for. */
struct html_asked {
    void *context;
    /* Appends the address that stands for an old one. */
    void (*link)(void *context, struct str address, bool is_image,
                 unsigned line, struct buf *out);
    /* Is there a link to that place of some article? */
    bool (*is_aimed_at)(void *context, struct str anchor);
    /* What could not be kept; `what` is a whole phrase. */
    void (*lost)(void *context, unsigned line, struct str what);
};

/* Appends Markdown. What Markdown would read as a sign is escaped. False when
 * memory ran out. */
bool import_html_markdown(const struct html_part *root,
                          const struct html_asked *asked, struct buf *out);

/* The kind of note that a class stands for: "NOTE", "WARNING"...; else NULL. */
const char *import_note_kind(struct str classes);
/* Appends the page on which a player's video is seen. */
void import_media_address(struct str source, struct buf *out);
/* Appends an address as it may stand in ( ) of a link. */
void import_put_address(struct buf *out, struct str address);
/* Appends text so that Markdown shows it as it is; `starts` says that it begins
 * a line. In a table's cell '|' is escaped too. */
void import_put_text(struct buf *out, struct str text, bool starts,
                     bool in_cell);

#endif
