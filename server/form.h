/* The form in the body of a POST: application/x-www-form-urlencoded, or what
 * programs send in its place, an object of strings in JSON. */
#ifndef GABAY_SERVER_FORM_H
#define GABAY_SERVER_FORM_H

#include "lib/value.h"
#include "server/request.h"

/* Parses request->body into its fields; NULL when it is fine. Else one sentence
 * and the request is refused: 415 for another type, 400 for broken escapes,
 * bytes that are no UTF-8, control characters other than line ends and tabs,
 * too many fields. Line ends become one line feed, tabs spaces. */
const char *form_read(struct request *r);

/* The same for application/json. */
const char *form_read_json(struct request *r);
/* The body as an object in JSON, whatever is in it. NULL when it is fine, else
 * a sentence, and request->refused is 415 or 400. */
const char *form_json(struct request *r, const struct value **out);

/* The first field of that name, without white space at both ends; empty when
 * there is none. */
struct str request_form_value(const struct request *r, const char *name);

#endif
