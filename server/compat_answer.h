/* What the calls of other searches share: from an index's name to hits. */
#ifndef GABAY_SERVER_COMPAT_ANSWER_H
#define GABAY_SERVER_COMPAT_ANSWER_H

#include "server/compat_hit.h"
#include "server/request.h"
#include "server/response.h"

/* Finds the locale that `index` names and asks it; `query` is given origin and
 * moment. False: the response is an error already, `missing` where there is no
 * such index. */
bool compat_answer(struct site *site, struct request *request,
                   struct response *response, struct str index,
                   const char *missing, struct compat_query *query,
                   struct compat_found *found);

#endif
