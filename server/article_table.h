/* The articles of a locale by id, as the site file lists them. Immutable once
 * read; any thread. */
#ifndef GABAY_SERVER_ARTICLE_TABLE_H
#define GABAY_SERVER_ARTICLE_TABLE_H

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/site/site_file.h"
#include "lib/str.h"

struct article_row {
    struct str id, url, title; /* url: as the file has it, prefix included */
    struct str description;    /* or empty */
    struct str contact;        /* channels to offer, each with a blank behind */
};

struct article_table {
    const struct article_row *rows; /* by id */
    size_t count;
};

/* Everything lives in `a`. A file without the list has no articles. */
int article_table_read(const struct site_file *f, struct str locale,
                       struct arena *a, struct article_table *out,
                       struct err *e);
/* NULL when there is none of that id. */
const struct article_row *article_table_find(const struct article_table *t,
                                             struct str id);

#endif
