/* The spellings and gaps that one thread meets in one locale's articles, each
 * kept once, and an article's text as a list of them. Numbers here are in the
 * order of first sight: they differ from run to run, and are replaced when the
 * locale's tables are made. */
#ifndef GABAY_INDEXER_SPELLINGS_H
#define GABAY_INDEXER_SPELLINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/analyse/analyse.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/map.h"
#include "lib/records/cursor.h"
#include "lib/str.h"

struct spelling_row {
    struct str text;
    uint32_t word;  /* the analyser's id */
    uint32_t next;  /* row + 1 of another spelling of the word, or 0 */
    uint32_t count; /* in all articles */
};

struct gap_row {
    struct str text;
    uint32_t id, inner, outer; /* as lib/records/gaps.h counts them */
};

struct spellings {
    struct arena arena;
    struct spelling_row *rows;
    uint32_t count, room;
    uint32_t *by_word; /* word id -> row + 1, or 0 */
    uint32_t word_room;
    struct map gaps; /* text -> struct gap_row, in the order of ids */
    bool failed;     /* memory ran out */
};

void spellings_init(struct spellings *s);
void spellings_release(struct spellings *s);

/* A list of tokens: sections one after the other, tokens and the gap before
 * each, but parts of tokens have none; the gap behind the last ends a section.
 */
struct spelling_writer {
    struct spellings *spellings;
    struct buf *out;
    struct str text;
    size_t end; /* of the last token */
    bool first;
};

void spelling_section(struct spelling_writer *w, struct str text);
void spelling_token(struct spelling_writer *w, const struct token *t);
void spelling_end(struct spelling_writer *w);

/* Reading it back. */
struct spelled {
    bool end;   /* of a section: only the gap is there */
    bool part;  /* no gap */
    bool outer; /* the gap stands at a section's border */
    uint32_t row, gap;
};

struct spelled_reader {
    struct cursor c;
    bool inside; /* a section that has begun */
};

struct spelled spelled_next(struct spelled_reader *r);

#endif
