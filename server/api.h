/* What the two search calls share. */
#ifndef GABAY_SERVER_API_H
#define GABAY_SERVER_API_H

#include "server/route.h"

/* search_run() or suggest_run(). */
typedef int api_run(struct searcher *s, const struct search_request *request,
                    struct arena *a, struct value **answer, struct err *e);
/* The answer of a call in a locale. When there is none, the log says why. */
typedef int api_ask(struct site_locale *l, const struct search_request *search,
                    struct arena *a, struct value **answer, struct err *e);

/* A number among the arguments. */
struct api_number {
    const char *name;
    uint32_t min, max, otherwise;
    size_t offset; /* of a uint32_t in struct search_request */
};

/* An argument that is one of two words; left out it is the first. */
struct api_word {
    const char *name;
    const char *words[2];
    size_t offset; /* of a bool in struct search_request: the second */
};

/* Another form of an answer, asked for by format=NAME. */
struct api_form {
    const char *name, *type;
    struct value *(*make)(struct arena *a, const struct value *answer);
};

struct api_call {
    const struct api_number *numbers; /* ends with a NULL name */
    const struct api_word *words;     /* so does this */
    api_ask *ask;
    const struct api_form *form; /* beside JSON as it is; or NULL */
};

/* Reads and checks q, locale, section, tag and what the call takes beside
 * them, asks and answers: JSON, or problem+json. */
void api_answer(struct site *site, struct request *request,
                struct response *response, const struct api_call *call);

/* The locale of a tag or an alias of it ("tl"), or NULL. */
struct site_locale *api_locale(const struct site *site, struct str tag);

/* Runs one search in a locale. When it cannot be, the log says why. */
int api_run_in(struct site_locale *l, const struct search_request *search,
               api_run *run, struct arena *a, struct value **answer,
               struct err *e);

#endif
