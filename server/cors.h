/* What other origins may read (the Fetch standard's CORS protocol): answers
 * without credentials, whoever asks. */
#ifndef GABAY_SERVER_CORS_H
#define GABAY_SERVER_CORS_H

#include "server/request.h"
#include "server/response.h"

/* Marks an answer, an error too, as readable by any origin. */
void cors_open(struct response *response);
/* Answers the OPTIONS that a browser sends before a POST: 204, the methods
 * and the headers that a request may have. */
void cors_preflight(struct response *response);

#endif
