/* What clients of other searches ask, in their words: JSON whatever the body's
 * type says, or the same as arguments of an address. They send much that means
 * nothing here: what is not understood is passed over. Pure; any thread. */
#ifndef GABAY_SERVER_COMPAT_QUERY_H
#define GABAY_SERVER_COMPAT_QUERY_H

#include "server/request.h"
#include "lib/value.h"

enum {
    COMPAT_QUERIES_MAX = 10, /* of a request */
    COMPAT_PARAMETERS_MAX = 64,
    COMPAT_TAG_MAX = 100, /* bytes of a highlighting tag: else the default */
};

/* The object in the body, or NULL: there is none. */
struct value *compat_body(struct request *request);
/* The arguments of the address, as texts. */
struct value *compat_arguments(struct request *request);
/* "query=a%20b&page=1" as an object; what holds a list or an object is read as
 * JSON. What is behind COMPAT_PARAMETERS_MAX is passed over. */
struct value *compat_parameters(struct arena *a, struct str text);

/* Of an object's member; empty where it is missing or no text. */
struct str compat_text(const struct value *from, const char *key);
/* `otherwise` where it is missing or no number; else kept within 0 and `most`.
 * Digits in a text are a number. */
uint32_t compat_number(const struct value *from, const char *key,
                       uint32_t otherwise, uint32_t most);
bool compat_has(const struct value *from, const char *key);

/* Is an attribute in a list of them: ["title", "content:10"], ["*"],
 * "title,content"? Of "hierarchy.lvl1" the first part counts. */
bool compat_lists(const struct value *list, const char *attribute);

struct compat_filter {
    struct str section, tag; /* or empty */
};

/* Takes what a filter says of one section and one tag: "section:returns",
 * ["section:returns", ["tags:refunds"]], "section = returns AND tag = 'x y'".
 * The first of each counts. Alternatives, "not" and others are passed over.
 * `value` may be NULL. Texts are in `a`. */
void compat_filter_read(struct arena *a, const struct value *value,
                        struct compat_filter *out);

#endif
