/* Which program asks: Authorization: Bearer, by the file of tokens
 * (token_list.h). The file is looked at whenever a token comes, so that a line
 * that is added or taken away counts at once. Any thread. */
#ifndef GABAY_SERVER_TOKENS_H
#define GABAY_SERVER_TOKENS_H

#include "lib/err.h"
#include "server/request.h"
#include "server/token_list.h"

struct tokens;

/* NULL when the file cannot be read or a line of it is wrong. Warns, in the
 * log, of a file that everybody may read or write. `path` must outlive it. */
struct tokens *tokens_open(const char *path, struct err *e);
/* NULL is fine. */
void tokens_close(struct tokens *t);
/* Reads it whether it has changed or not; NULL is fine. When that fails the
 * log says so, and those of before count. */
void tokens_reload(struct tokens *t);

enum token_verdict {
    TOKEN_FINE,
    TOKEN_MISSING,  /* no Authorization header of this kind: 401 */
    TOKEN_UNKNOWN,  /* one that we did not give out, or none was: 401 */
    TOKEN_NO_SCOPE, /* one of ours, for other things: 403 */
};

/* May it do what `scope` ("feedback", "agents", "search") stands for? Without
 * a file of tokens nobody may. */
enum token_verdict request_has_scope(const struct request *request,
                                     const char *scope);
/* Who it is: TOKEN_FINE fills `out`. */
enum token_verdict request_token(const struct request *request,
                                 struct token *out);
/* Is what it sent meant for us? Others' keys, of clients that must have one,
 * say nothing. */
bool request_names_token(const struct request *request);

#endif
