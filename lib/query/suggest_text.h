/* A text cut into words for suggestions: that of an entry and what is typed by
 * the same code. Of "node.js" its parts are taken. */
#ifndef GABAY_QUERY_SUGGEST_TEXT_H
#define GABAY_QUERY_SUGGEST_TEXT_H

#include "lib/analyse/analyse.h"
#include "lib/records/suggestions.h"

struct suggest_text {
    struct suggestion_words words;           /* keys: as `folded`, or in `a` */
    struct str folded[SUGGESTION_WORDS_MAX]; /* borrowed from the analyser */
    bool stop[SUGGESTION_WORDS_MAX];         /* on the stop list */
};

/* The first SUGGESTION_WORDS_MAX words. */
int suggest_cut(struct analyser *analyser, struct str text, struct arena *a,
                struct suggest_text *out, struct err *e);
/* The key of a folded word: itself where nothing changes, else in `a`. */
struct str suggest_key(struct str folded, struct arena *a);

#endif
