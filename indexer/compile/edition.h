/* A site as a preview holds it in memory: compiled, with what makes a page of
 * it anew. Made by one thread, then another's. */
#ifndef GABAY_INDEXER_EDITION_H
#define GABAY_INDEXER_EDITION_H

#include "indexer/compile/compile.h"
#include "indexer/content/keep.h"
#include "indexer/page/press.h"
#include "indexer/report/preview_report.h"

/* What an article was before it was saved: others still borrow from it. */
struct edition_past {
    struct edition_past *older;
    struct article article;
    struct kept *kept;
};

struct edition {
    struct compilation c;
    struct theme theme;
    struct press press;           /* of one worker */
    struct preview_report report; /* all that is wrong with the content */
    struct edition_past *past;
    struct err error; /* why it was not written; code 0: it was */
    uint64_t check;   /* site_file_check() of the file written */
};

/* Compiles and writes o->output; articles in error stay as they were, or are
 * left out. NULL: no memory. One that was not written has its error and its
 * report, and nothing else that is to be used. */
struct edition *edition_make(const struct compile_options *o,
                             struct keep *keep);
void edition_free(struct edition *ed);

/* An article that was saved, on its page at once. */
enum edition_answer {
    EDITION_PAGE,  /* the task is its page */
    EDITION_ERROR, /* it is in error: the report says so, its page stays */
    EDITION_LATER, /* only compiling all can show what changed */
};

/* Reads the article at `path`, below the content folder. In the edition it is
 * the new one from now on: its links, its headings, its problems; what others
 * say of it stays. -1 when the system failed. */
int edition_apply(struct edition *ed, struct str path, struct press_task *task,
                  enum edition_answer *answer, struct err *e);

#endif
