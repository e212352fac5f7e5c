/* The piece of an article's text that a passage is cut from, made from its
 * record round the densest place of the query's words: a few hundred code
 * points, however long the article, its lines and its words are. */
#ifndef GABAY_QUERY_PASSAGE_TEXT_H
#define GABAY_QUERY_PASSAGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/query/match.h"
#include "lib/records/lexicon.h"
#include "lib/records/records.h"
#include "lib/str.h"

enum { PASSAGE_LENGTH = 200 }; /* code points, ellipses not counted */

/* A record read for its text. */
struct record_text {
    const struct records *records;
    const struct lexicon *lexicon;
    const struct record *record;
    struct record_body body;
    struct str gaps;
};

struct text_span {
    size_t start, end; /* bytes */
};

struct passage_text {
    struct str text;
    struct text_span place;  /* the densest one; else the start, empty */
    struct text_span *marks; /* matched words, in order, apart */
    uint32_t mark_count;
    bool before, after; /* is there more of the body? */
};

/* In `a`, which has failed when memory ran out. The best part is shown, or the
 * first behind it that has words, since many an article begins with a heading
 * and is found by its title; empty where there is none. */
void passage_text_make(const struct record_text *t, const struct matches *m,
                       struct arena *a, struct passage_text *out);
/* The heading of a part. */
struct str heading_text(const struct record_text *t, uint32_t part,
                        struct arena *a);

#endif
