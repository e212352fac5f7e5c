/* A request as the handlers see it. Everything it points to lives in its arena
 * or with the connection, until the answer is sent. One thread at a time. */
#ifndef GABAY_SERVER_REQUEST_H
#define GABAY_SERVER_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/str.h"
#include "server/client_address.h"
#include "server/rate.h"

enum {
    REQUEST_TARGET_MAX = 8000, /* bytes of path and query as sent: else 414 */
    REQUEST_ARGUMENTS_MAX = 100,
    REQUEST_BODY_MAX = 64 * 1024, /* else 413 */
    REQUEST_FIELDS_MAX = 32,      /* of a form: else 400 */
};

enum request_method {
    METHOD_OTHER = 0, /* never in a route's mask */
    METHOD_GET = 1,
    METHOD_HEAD = 2,
    METHOD_POST = 4,
    METHOD_OPTIONS = 8, /* a browser's question before a POST (cors.h) */
};

/* The only headers that are read at all. */
enum request_header {
    HEADER_ACCEPT,
    HEADER_ACCEPT_ENCODING,
    HEADER_ACCEPT_LANGUAGE,
    HEADER_AUTHORIZATION,
    HEADER_CONTENT_LENGTH,
    HEADER_CONTENT_TYPE,
    HEADER_HOST,
    HEADER_IF_NONE_MATCH,
    HEADER_IF_RANGE,
    HEADER_LAST_EVENT_ID,
    HEADER_MCP_METHOD,
    HEADER_MCP_NAME,
    HEADER_MCP_PROTOCOL_VERSION,
    HEADER_ORIGIN,
    HEADER_RANGE,
    HEADER_SAVE_DATA,
    HEADER_SEC_FETCH_SITE,
    HEADER_TRANSFER_ENCODING,
    HEADER_USER_AGENT,
    HEADER_X_FORWARDED_FOR,
    REQUEST_HEADERS,
};

struct request_argument {
    struct str name, value; /* decoded UTF-8; '+' was a space */
};

struct site_locale;
struct later;
struct live;
struct store;
struct stream;
struct tokens;

struct request {
    struct arena arena;
    int64_t
        now; /* seconds since 1970, when it came: nobody asks the clock again */
    enum request_method method;
    struct str method_name; /* as sent, at most 16 bytes */
    struct str path;        /* decoded UTF-8, begins with '/'; "" if refused */
    struct str raw_path;    /* as sent */
    struct str raw_query;   /* as sent, without '?' */
    struct request_argument *arguments;
    size_t argument_count;
    struct str header[REQUEST_HEADERS]; /* repeated ones joined by ", " */
    unsigned header_lines[REQUEST_HEADERS];
    bool draining;      /* the server is about to end */
    bool slash_escaped; /* in the path: only a route with a "{name}" takes it */
    int refused; /* 400 and the like when it must not be routed, else 0 */
    const char *reason; /* of that, one sentence */
    /* Found by the router; NULL when the path names none. */
    struct site_locale *locale;
    bool negotiated; /* the locale, by Accept-Language: see api_read() */
    struct str rest; /* what the final "{name}" of the route stands for */

    /* Who asks, and how often they may. */
    struct client_address peer;
    const struct proxies *trusted; /* whose X-Forwarded-For is believed */
    uint64_t tick;         /* milliseconds of a clock that only goes forward */
    struct tokens *tokens; /* NULL: none is known */
    struct rate *rate;     /* NULL: no limits */
    struct rate_verdict calls; /* by gate_opens() */

    /* Of a server for writers, else NULL and 0. */
    struct live *live;
    uint64_t live_number;  /* live_number(), before the site was looked at */
    struct stream *stream; /* to begin when the answer is one; NULL: no time
                              left */

    /* Of a POST that a route takes. */
    struct buf body;
    struct request_argument *fields; /* form_read() */
    size_t field_count;
    struct store *store; /* what must be remembered; NULL: nothing */
    struct later *later; /* to answer when it has been; NULL: no time left */
};

/* Parses the request target as it came over the wire, before anything decoded
 * it. Sets `refused` for a target without leading '/', too long, with control
 * bytes, with %00 or (in the path) a bad escape or bytes that are no UTF-8.
 * `raw` is copied. */
void request_set_target(struct request *r, struct str raw);
void request_set_method(struct request *r, struct str name);
/* Keeps the header if it is one of the table; `value` is borrowed. */
void request_add_header(struct request *r, struct str name, struct str value);
/* Refuses two Hosts, two lengths, a length beside a transfer coding, a coding
 * other than chunks, a body that is too long. False when the connection cannot
 * go on after the answer, because where the body ends is in doubt or too far.
 */
bool request_check_headers(struct request *r);
/* Keeps the first refusal. */
void request_refuse(struct request *r, int status, const char *reason);

/* Reads "a=b&c=d" as the arguments of an address are read, texts in `a`; gives
 * how many, at most `max`, or none when it holds a zero byte. */
size_t request_read_arguments(struct arena *a, struct str text,
                              struct request_argument *out, size_t max);
/* The first argument of that name, or NULL. */
const struct str *request_argument(const struct request *r, const char *name);

#endif
