/* What only agents see: site->agents (lib/site/site_agents.h). */
#ifndef GABAY_SERVER_AGENTS_H
#define GABAY_SERVER_AGENTS_H

#include "server/api.h"

/* Is there something for agents, and does a token with their scope ask? */
bool agents_may(const struct site *site, const struct request *request);
/* No cache keeps the answer that follows. */
void agents_private(struct response *response);
/* The locale of theirs that belongs to one of the public site, or NULL. */
struct site_locale *agents_locale(const struct site_locale *l);

/* What agents' file has of an article or a reply, in `a`.
 * NULL with `e` untouched when there is none. */
const struct value *agents_article(const struct site_locale *l, struct str id,
                                   struct arena *a, struct err *e);
const struct value *agents_reply(const struct site_locale *l, struct str id,
                                 struct arena *a, struct err *e);

/* The list of all replies, or NULL as above. */
const struct value *agents_replies(const struct site_locale *l, struct arena *a,
                                   struct err *e);

/* other_locales_ask() over both: the hits of both by their scores, or by their
 * updates. Those of agents have `audience` "agents", `kind` "article" or
 * "reply", and no url. Where their index cannot be searched, without them. */
api_ask agents_ask;

#endif
