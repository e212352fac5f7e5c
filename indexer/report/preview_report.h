/* What is wrong with the content, as a preview file tells it: the entry
 * preview.json (lib/site/site_names.h). One thread at a time. */
#ifndef GABAY_INDEXER_PREVIEW_REPORT_H
#define GABAY_INDEXER_PREVIEW_REPORT_H

#include "indexer/base/site.h"
#include "lib/buf.h"
#include "lib/site/site_writer.h"

enum { PREVIEW_WARNINGS_MAX = 5000 };

struct preview_row {
    struct problem problem;
    struct str address; /* of the page that it is about, or empty */
};

/* All-zero is a valid empty one. */
struct preview_report {
    struct arena arena;
    struct preview_row *rows;
    size_t count, room;
};

void preview_report_release(struct preview_report *r);
/* Copies a problem; `address` may be empty. */
void preview_report_add(struct preview_report *r, const struct problem *p,
                        struct str address);
/* All of a site's problems, each with the address of the article or section
 * that its file makes; of a site for agents, which has no pages, without. */
void preview_report_take(struct preview_report *r, const struct site *site);
/* What stopped the compile. */
void preview_report_err(struct preview_report *r, enum check check,
                        const struct err *e);
/* The entry's bytes, appended: all errors, and of warnings the
 * PREVIEW_WARNINGS_MAX added last. The numbers are those of all. */
void preview_report_put(const struct preview_report *r, struct buf *out);

/* Writes the entry. */
int preview_report_write(const struct preview_report *r, struct site_writer *w,
                         struct err *e);

/* Where the file's page is now, or empty. */
struct str preview_address(const struct site *site, struct str path);

#endif
