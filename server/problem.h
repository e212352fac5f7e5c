/* Errors below /api/, as application/problem+json (RFC 9457): a stable type
 * for programs, a sentence for people. */
#ifndef GABAY_SERVER_PROBLEM_H
#define GABAY_SERVER_PROBLEM_H

#include "server/request.h"
#include "server/response.h"
#include "server/site.h"

enum problem {
    PROBLEM_BAD_ARGUMENT,
    PROBLEM_BAD_BODY,
    PROBLEM_BAD_REQUEST,
    PROBLEM_NO_TOKEN,
    PROBLEM_NO_SCOPE,
    PROBLEM_FOREIGN_ORIGIN,
    PROBLEM_NO_SUCH_CALL,
    PROBLEM_NO_SUCH_ARTICLE,
    PROBLEM_NO_SUCH_REPLY,
    PROBLEM_CLOSED,
    PROBLEM_WRONG_METHOD,
    PROBLEM_GONE,
    PROBLEM_BODY_TOO_LONG,
    PROBLEM_ADDRESS_TOO_LONG,
    PROBLEM_WRONG_TYPE,
    PROBLEM_BAD_VALUE,
    PROBLEM_TOO_MANY_REQUESTS,
    PROBLEM_FAILED,
    PROBLEM_UNAVAILABLE,
    PROBLEM_NO_SPACE,
    PROBLEMS,
};

#define PROBLEM_BIT(name) (UINT32_C(1) << PROBLEM_##name)

/* What any call may answer. */
#define PROBLEMS_ALWAYS                                                        \
    (PROBLEM_BIT(BAD_REQUEST) | PROBLEM_BIT(ADDRESS_TOO_LONG) |                \
     PROBLEM_BIT(FAILED))

struct problem_kind {
    const char *type; /* "/problems/bad-argument", for ever the same */
    int status;
    const char *title;
    const char *description; /* for the manual and the document */
};

extern const struct problem_kind problem_kinds[PROBLEMS];

/* The kind that stands for a status where nothing more is known. */
enum problem problem_of_status(int status);

/* Replaces the response: {type, title, status, detail, parameter}. `detail`
 * is a sentence, or NULL; `parameter` names the argument, or the field of the
 * body, that is wrong, or NULL. Both are borrowed until it is sent. Adds
 * Retry-After to 503 and 507 and WWW-Authenticate to 401. */
void problem_send(struct site *site, struct request *request,
                  struct response *response, enum problem what,
                  const char *detail, const char *parameter);

/* Is the request for something below /api/, whether it is there or not? By
 * the address as sent, which need not have been routed. */
bool problem_is_api(const struct site *site, const struct request *request);

#endif
