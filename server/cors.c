#include "server/cors.h"

void cors_open(struct response *response)
{
    response_header(response, "Access-Control-Allow-Origin", "*");
    response_header(response, "Access-Control-Expose-Headers",
                    "ETag, RateLimit, RateLimit-Policy, Retry-After, "
                    "Server-Timing");
    response_header(response, "Cross-Origin-Resource-Policy", "cross-origin");
}

/* "*" for the headers would leave out Authorization; the length of time is
 * the longest that any browser keeps. */
void cors_preflight(struct response *response)
{
    response_clear(response, 204);
    response_header(response, "Access-Control-Allow-Methods",
                    "GET, HEAD, POST");
    response_header(response, "Access-Control-Allow-Headers",
                    "*, Authorization, Content-Type");
    response_header(response, "Access-Control-Max-Age", "86400");
    response_header(response, "Cache-Control", "no-store");
}
