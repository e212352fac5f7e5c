/* The passage of an article that answers a question. */
#ifndef GABAY_SERVER_PASSAGE_H
#define GABAY_SERVER_PASSAGE_H

#include "server/article_find.h"

/* Three forms of the same. */
struct answer_passage {
    struct str text, markdown, html;
    struct str heading, anchor; /* of its section, or empty */
};

/* The front matter's `answer`, or the beginning of the section with that
 * anchor (empty: before the first heading; one that holds nothing: the next):
 * ANSWER_MAX code points at most. Addresses are made whole by `origin`. The
 * text is empty when the article has none. All of it in `a`. */
int passage_of(const struct site_locale *l, uint32_t article, struct str anchor,
               struct str origin, struct arena *a, struct answer_passage *out,
               struct err *e);

#endif
