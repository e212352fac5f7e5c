/* Errors that readers and programs see. */
#ifndef GABAY_SERVER_ERROR_PAGE_H
#define GABAY_SERVER_ERROR_PAGE_H

#include "server/request.h"
#include "server/response.h"
#include "server/site.h"

/* Replaces whatever the response holds. Below /api/, and to a form whose sender
 * asks for JSON, problem+json (RFC 9457) with `detail` (one sentence, or NULL);
 * else the page "error" in the reader's locale; plain text where even that
 * fails. */
void error_page(struct site *site, struct request *request,
                struct response *response, int status, const char *detail);

#endif
