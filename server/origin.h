/* The site's own address, where an answer has to name it. */
#ifndef GABAY_SERVER_ORIGIN_H
#define GABAY_SERVER_ORIGIN_H

#include "server/request.h"
#include "server/site.h"

/* "https://shop.example" by the base_url; where none is known, by the request's
 * Host header, which is checked. Empty when that names no host. X-Forwarded
 * headers are no one's word and are not read. In the request's arena. */
struct str origin_of(const struct site *site, struct request *request);

#endif
