/* Which handler answers which address: one table. */
#ifndef GABAY_SERVER_ROUTE_H
#define GABAY_SERVER_ROUTE_H

#include <stdbool.h>

#include "server/later.h"
#include "server/request.h"
#include "server/response.h"
#include "server/site.h"

/* Fills the response, whatever happens: problems become error pages. */
typedef void route_handler(struct site *site, struct request *request,
                           struct response *response);

/* The complete answer to a request, common headers included. */
void route_answer(struct site *site, struct request *request,
                  struct response *response);
/* The answer to one that waited, likewise. */
void route_finish(struct site *site, struct request *request,
                  struct response *response, const struct later *later);
/* Is the body of this POST of use? */
bool route_takes_body(const struct site *site, const struct request *request);
/* Is there a page, asset or redirect in the file, or a handler, at this
 * decoded path? */
bool route_serves(const struct site *site, struct str path);

/* The handlers, each in a file of its name. */
route_handler answer_call;
route_handler api_contact;
route_handler api_missing;
route_handler api_feedback;
route_handler api_search;
route_handler api_suggest;
route_handler contact_page;
route_handler favicon;
route_handler feedback;
route_handler health_live;
route_handler health_ready;
route_handler home_redirect;
route_handler origin_page;
route_handler search_page;
route_handler static_page;

#endif
