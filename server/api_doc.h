/* What a call of the API takes and answers. The route table points to it; the
 * arguments are read and checked by it (api.h) and the document at
 * /api/v1/openapi.json is written from it, so that the two cannot differ.
 * All of it is static. */
#ifndef GABAY_SERVER_API_DOC_H
#define GABAY_SERVER_API_DOC_H

#include <stdbool.h>
#include <stdint.h>

enum { API_ARGUMENTS_MAX = 16 }; /* of a call */

enum api_kind {
    API_TEXT,   /* any; `max`: so many code points at most, 0: no limit here */
    API_NUMBER, /* `min` to `max`, `otherwise` when left out */
    API_WORD,   /* one of `words`; the first when left out */
    API_TIME,   /* RFC 3339, from 1970 on */
    API_ZONE,   /* a time zone that we know */
    API_LOCALE, /* of the site, or an alias; by Accept-Language if left out */
};

/* A path's argument is named "{name}" at the end of the route's pattern and
 * may hold slashes. */
enum api_place { API_QUERY, API_PATH };

struct api_argument {
    const char *name;
    enum api_kind kind;
    const char *description; /* Markdown, whole sentences */
    const char *example;     /* works on the sample; or NULL */
    enum api_place in;
    bool required;
    uint32_t min, max, otherwise;
    const char *words; /* "first|second" */
};

/* A fine answer. */
struct api_reply {
    int status;
    const char *schema;      /* server/schemas/NAME.json; NULL: no body */
    const char *description; /* one sentence */
    const char *type;        /* NULL: application/json */
};

struct api_doc {
    const char *id; /* operationId: "listArticles" */
    const char *tag, *summary, *description;
    const struct api_argument *arguments; /* ends with a NULL name; or NULL */
    /* Of a POST. */
    const char *body;                /* schema; or NULL */
    const char *body_type;           /* NULL: application/json */
    const struct api_reply *replies; /* ends with status 0 */
    /* Bits of enum problem (problem.h), beside those that every call has:
     * PROBLEMS_ALWAYS. */
    uint32_t problems;
    /* A token with this scope: needed, or with `scope_is_optional` it only
     * changes what is found. NULL: none. */
    const char *scope;
    bool scope_is_optional;
};

#endif
