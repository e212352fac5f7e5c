/* What the server must know of every article beside its record: where its HTML
 * lies in its page, its own short answer, and which article an id names.
 *
 *   u32 articles, bytes of ids, bytes of answers, 0
 *   by article: i64 updated [articles],
 *               u32 offset of the HTML [articles], u32 its length [articles]
 *   by id: u32 article [articles]
 *   u32 id offset [articles + 1], u32 answer offset [articles + 1]
 *   ids, answers */
#ifndef GABAY_RECORDS_ARTICLES_TABLE_H
#define GABAY_RECORDS_ARTICLES_TABLE_H

#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

enum {
    ARTICLE_NONE = UINT32_MAX,
    ANSWER_MAX = 800, /* code points of an answer, the front matter's too */
    /* An offset: the page does not hold the HTML as it is, so that it stands in
     * an entry of its own (SITE_NAME_BODY). */
    ARTICLE_HTML_APART = UINT32_MAX,
};

/* Making the table: all articles in the order of their numbers. */
struct articles_row {
    struct str id;
    struct str answer; /* or empty */
    int64_t updated;   /* seconds since 1970, 0: unknown */
    uint32_t html_at;  /* in the plain page, or ARTICLE_HTML_APART */
    uint32_t html_length;
};

/* Appends the blob; false when memory ran out or a length does not fit. Ids
 * differ. */
bool articles_table_write(const struct articles_row *rows, uint32_t count,
                          struct buf *out);

/* Reading it: immutable, any thread. */
struct articles_table {
    struct buf bytes;
    uint32_t count;
    const int64_t *updated;
    const uint32_t *html_at, *html_length; /* not checked against the page */
    const uint32_t *by_id;                 /* articles in the order of ids */
    const uint32_t *id_at, *answer_at;
    const char *ids, *answers;
};

/* Takes over `bytes` (emptied), whether it succeeds or not. ERR_CONTENT when
 * they are damaged or not of `articles` articles. */
int articles_table_open(struct articles_table *t, struct buf *bytes,
                        uint32_t articles, struct err *e);
void articles_table_close(struct articles_table *t);
/* Of an article < count; borrowed. */
struct str articles_table_id(const struct articles_table *t, uint32_t article);
struct str articles_table_answer(const struct articles_table *t,
                                 uint32_t article);
/* The article of exactly this id, or ARTICLE_NONE. */
uint32_t articles_table_find(const struct articles_table *t, struct str id);

#endif
