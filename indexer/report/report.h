/* What was found, shown: to people on a terminal, or to programs. */
#ifndef GABAY_INDEXER_REPORT_H
#define GABAY_INDEXER_REPORT_H

#include <stdbool.h>

#include "indexer/base/problem.h"
#include "lib/buf.h"
#include "lib/value.h"

enum report_format { REPORT_TEXT, REPORT_JSON, REPORT_GITHUB, REPORT_SARIF };

struct report {
    struct problems *problems; /* sorted */
    const char *content;       /* the content folder, as it was called */
    size_t articles;           /* that were looked at */
    bool colour, all;          /* of the text: with colours; not folded */
};

/* False: there is no format of that name. */
bool report_format_of(const char *name, enum report_format *out);

/* All of it, appended. The forms of JSON and SARIF are in docs/en/checks.md. */
void report_put(const struct report *r, enum report_format format,
                struct buf *out);
/* "2 errors, 14 warnings in 180 articles", "no problems in one article". */
void report_put_counts(const struct report *r, struct buf *out);

/* Lines `path:line:column: error|warning: what, and what to do [check]`. Of a
 * check five warnings are shown, or fewer when there would be more than
 * REPORT_LINES lines, and of errors twenty; then how many more there are. */
enum { REPORT_LINES = 38 };
void report_text(const struct report *r, struct buf *out);
/* Workflow commands, for notes beside the lines of a pull request. */
void report_github(const struct report *r, struct buf *out);
/* SARIF 2.1.0. */
void report_sarif(const struct report *r, struct buf *out);

/* The map of one problem: path, line, column, severity, check, message. */
struct value *report_problem(struct arena *a, const struct problem *row);
/* The content folder and the path in it; a theme's lies elsewhere. */
struct str report_path(struct arena *a, const struct report *r,
                       const struct problem *row);

#endif
