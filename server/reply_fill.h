/* A canned reply's placeholders, {{customer.name}}, and what is put there.
 * Replies are as in lib/site/site_agents.h; values are a map of texts. */
#ifndef GABAY_SERVER_REPLY_FILL_H
#define GABAY_SERVER_REPLY_FILL_H

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/value.h"

enum { REPLY_VALUE_MAX = 2000 /* code points */ };

enum reply_target { REPLY_TEXT, REPLY_HTML };

/* Do the values fit? NULL when they do, else sentences that name all that are
 * missing or empty, unknown, no texts, too long or with control characters; in
 * `a`. */
const char *reply_check(const struct value *reply, const struct value *values,
                        struct arena *a);
/* Writes one form of a reply with its values, each escaped for where it stands:
 * in HTML as HTML, in an address percent-encoded, too. What a value holds is
 * not looked into again. SITE_ORIGIN_MARK becomes `origin`. `values` NULL: the
 * placeholders stay. */
void reply_fill(struct buf *out, struct str form, const struct value *values,
                enum reply_target target, struct str origin);

#endif
