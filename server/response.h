/* A response as the handlers fill it. */
#ifndef GABAY_SERVER_RESPONSE_H
#define GABAY_SERVER_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/str.h"
#include "server/ready.h"

enum { RESPONSE_HEADERS_MAX = 24 };

struct response_header {
    const char *name;  /* literal */
    const char *value; /* NUL-terminated, in the arena or literal */
};

struct response {
    struct arena *arena; /* the request's, as the next */
    int64_t now;
    int status;
    struct response_header headers[RESPONSE_HEADERS_MAX];
    size_t header_count;
    struct buf body; /* released or handed on by who sends it */
    /* Set where the body is known by its length only (HEAD, 304): `body` is
     * empty then. */
    bool length_only;
    uint64_t length;
    bool streams; /* request->stream has begun and is the body */
    /* Where answers are kept ready, or NULL; set before the handler runs. */
    struct ready_answers *store;
    struct ready *kept;  /* found there: it has the headers and the body */
    uint64_t keep_as;    /* else: the name to keep this one by; 0: do not */
    uint64_t generation; /* of both */
    bool failed; /* a header did not fit or memory ran out: send a plain 500 */
};

void response_header(struct response *r, const char *name, const char *value);
void response_header_str(struct response *r, const char *name,
                         struct str value);
/* Instead of the first of that name, if there is one. */
void response_header_instead(struct response *r, const char *name,
                             const char *value);
/* The first of that name, in exactly these letters, or NULL. */
const char *response_get(const struct response *r, const char *name);
/* Drops body and headers: an error page takes over. */
void response_clear(struct response *r, int status);
/* 301 or 302 to a root-relative or absolute address. Bytes beyond ASCII are
 * percent-encoded, escapes that are there stay. `query`, if any, is added as
 * it was sent. */
void response_redirect(struct response *r, int status, struct str address,
                       struct str query);
/* A short plain text as the whole body. */
void response_text(struct response *r, int status, const char *text);
/* What every answer carries, and every page beside it, each only where the
 * handler set no other: call it once, last. */
void response_common(struct response *r);

/* Is it HTML? */
bool response_is_page(const struct response *r);

/* "Not Found" for 404. */
const char *response_phrase(int status);

/* The content security policies of pages and of everything that is no page. */
extern const char *const response_page_policy;
extern const char *const response_data_policy;

#endif
