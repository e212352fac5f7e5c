/* Who a program is: Authorization: Bearer. */
#ifndef GABAY_SERVER_TOKENS_H
#define GABAY_SERVER_TOKENS_H

#include "server/request.h"

enum token_verdict {
    TOKEN_FINE,
    TOKEN_MISSING,  /* no Authorization header of this kind: 401 */
    TOKEN_UNKNOWN,  /* one that we did not give out, or none was: 401 */
    TOKEN_NO_SCOPE, /* one of ours, for other things: 403 */
};

/* May it do what `scope` ("feedback", "agents", "search") stands for? Without
 * a file of tokens nobody may. Compares in constant time; any thread. */
enum token_verdict request_has_scope(const struct request *request,
                                     const char *scope);

#endif
