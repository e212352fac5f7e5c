/* Refusals where clients of other searches ask: in the shape that they read. */
#ifndef GABAY_SERVER_COMPAT_ERROR_H
#define GABAY_SERVER_COMPAT_ERROR_H

#include "server/request.h"
#include "server/response.h"
#include "server/site.h"

/* Replaces the response. False, and nothing is done, where the request is for
 * something else. `message` is a sentence, or NULL. */
bool compat_error(struct site *site, struct request *request,
                  struct response *response, int status, const char *message);
/* Ends the answer of such a call: 200, JSON. */
void compat_send(struct site *site, struct request *request,
                 struct response *response, const struct value *answer);

#endif
