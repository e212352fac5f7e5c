/* What the two search calls share. */
#ifndef GABAY_SERVER_API_H
#define GABAY_SERVER_API_H

#include "server/route.h"

typedef int api_run(struct searcher *s, const struct search_request *request,
                    struct arena *a, struct value **answer, struct err *e);

/* A number among the arguments. */
struct api_number {
    const char *name;
    uint32_t min, max, otherwise;
    size_t offset; /* of a uint32_t in struct search_request */
};

/* Reads and checks q, locale, section, tag and `numbers` (ends with a NULL
 * name), runs the search and answers: JSON, or problem+json. */
void api_answer(struct site *site, struct request *request,
                struct response *response, const struct api_number *numbers,
                api_run *run);

/* Runs one search in a locale. When it cannot be, the log says why. */
int api_run_in(struct site_locale *l, const struct search_request *search,
               api_run *run, struct arena *a, struct value **answer,
               struct err *e);

#endif
