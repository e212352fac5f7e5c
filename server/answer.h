/* The answer to a question: a passage of one article, as it stands there, or
 * the truth that there is none, with the way to people. */
#ifndef GABAY_SERVER_ANSWER_H
#define GABAY_SERVER_ANSWER_H

#include "server/site.h"

/* An answer that is less sure is none; site.yaml's `answer_threshold` takes its
 * place. From .65 to .66 all that is asked of answers holds on the tuned
 * questions of tests/relevance: docs/en/answers.md has the curve.
 */
#define ANSWER_THRESHOLD 0.65

struct answer_request {
    struct str query;  /* SEARCH_QUERY_MAX code points of it are read */
    struct str origin; /* put before addresses: "https://shop.example", or "" */
    int64_t now;       /* seconds since 1970 */
};

/* In `a`: {query, locale, confidence, answer: {text, markdown, html, source:
 * {id, url, title, heading, updated}} or null, alternatives: at most 3 of {id,
 * url, title, heading}, handoff: {needed, reason, channels}}. The passage has
 * ANSWER_MAX code points at most. `reason` is null, "low-confidence",
 * "no-match" or "search-unavailable": a locale that cannot be searched is no
 * error here. Fails only when memory runs out. Any thread. */
int answer_ask(struct site_locale *l, const struct answer_request *request,
               struct arena *a, struct value **answer, struct err *e);

#endif
