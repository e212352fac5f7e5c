/* One page at a time: from values and template to the bytes that are stored.
 * Pages of a published file are compressed, those of a preview stay as they
 * are. */
#ifndef GABAY_INDEXER_PRESS_H
#define GABAY_INDEXER_PRESS_H

#include "indexer/base/site.h"
#include "indexer/page/theme.h"
#include "lib/site/site_writer.h"

enum press_kind {
    PRESS_HOME,
    PRESS_SECTION,
    PRESS_ARTICLE,
    PRESS_TAGS,
    PRESS_TAG,
    PRESS_A_Z,
    PRESS_CHANGES,
};

/* A page to make; its bytes once press_page() has made it. */
struct press_task {
    enum press_kind kind;
    uint32_t locale;
    const struct section *section;
    struct page *page;
    const struct tag *tag;
    struct buf html[3]; /* by site_coding; empty: not stored so */
    struct buf twin[3]; /* of an article: its text as Markdown */
    struct buf apart;   /* HTML of an article whose page does not hold it */
    uint64_t html_length, twin_length; /* uncompressed */
};

struct press_bench;

struct press {
    struct site *site;
    const struct theme *theme;
    struct value **messages; /* by locale */
    struct arena arena;      /* of the messages and benches */
    struct press_bench *benches;
    unsigned workers;
};

/* For a site whose values are prepared; it and the theme must outlive the
 * press. Whatever the result, the press is to be released. */
int press_init(struct press *p, struct site *site, const struct theme *theme,
               unsigned workers, struct err *e);
void press_release(struct press *p);

/* Makes the page, and sets html_at and html_length of an article's. Each worker
 * (from 0) is one thread at a time. */
int press_page(struct press *p, unsigned worker, struct press_task *t,
               struct err *e);
/* The entries of a page that was made. */
int press_write(struct site *site, const struct press_task *t,
                struct site_writer *w, struct err *e);
void press_task_release(struct press_task *t);

#endif
