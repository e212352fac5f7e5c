/* Before what costs: is the token one of ours, and has its owner, or else the
 * address, calls left? */
#ifndef GABAY_SERVER_GATE_H
#define GABAY_SERVER_GATE_H

#include "server/request.h"
#include "server/response.h"
#include "server/site.h"

/* Counts one call. False when the response is a refusal already: 401 for a
 * token that is meant for us and unknown, 429 when there were too many. A
 * token has calls of its own, wherever it comes from. Peers on this machine
 * are not counted, but for trusted proxies, whose clients are. A form that was
 * too many is refused by a page. */
bool gate_opens(struct site *site, struct request *request,
                struct response *response, bool is_form);
/* Says in headers what is left; pages are spared them. */
void gate_tell(const struct request *request, struct response *response);

#endif
