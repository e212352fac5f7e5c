/* What the calls of the API share: their arguments are read by the table that
 * documents them (api_doc.h), their answers end in one place. */
#ifndef GABAY_SERVER_API_H
#define GABAY_SERVER_API_H

#include "server/api_doc.h"
#include "server/problem.h"
#include "server/route.h"

/* An argument as it was read. */
struct api_value {
    bool given;
    struct str text; /* as sent; of a word left out, the first */
    uint32_t number; /* of a word: its place in the list */
    int64_t time;    /* seconds since 1970; 0 when left out */
};

/* Reads and checks the arguments of `doc` into `out`, in the order of its
 * table: enough room for all of them, or for API_ARGUMENTS_MAX. Where one is
 * API_LOCALE sets request->locale, and `negotiated` when it was left out.
 * Arguments that the table has not are ignored, of repeated ones the first
 * counts. False when the response is a problem already. */
bool api_read(struct site *site, struct request *request,
              struct response *response, const struct api_doc *doc,
              struct api_value *out);

/* Does the token that came have the scope of `doc`? False when the response is
 * a problem already. */
bool api_allows(struct site *site, struct request *request,
                struct response *response, const struct api_doc *doc);

/* Ends a fine answer to a read: 200, JSON, ETag and 304, compressed, Vary by
 * language if the locale was negotiated. `type`: NULL is application/json.
 * When there is none because memory ran out, a plain 500 follows. */
void api_send(struct site *site, struct request *request,
              struct response *response, const struct value *answer,
              const char *type);

/* The locale of a tag or an alias of it ("tl"), or NULL. */
struct site_locale *api_locale(const struct site *site, struct str tag);

/* search_run() or suggest_run(). */
typedef int api_run(struct searcher *s, const struct search_request *request,
                    struct arena *a, struct value **answer, struct err *e);
/* The answer of a call in a locale. When there is none, the log says why. */
typedef int api_ask(struct site_locale *l, const struct search_request *search,
                    struct arena *a, struct value **answer, struct err *e);

/* Runs one search in a locale. When it cannot be, the log says why. */
int api_run_in(struct site_locale *l, const struct search_request *search,
               api_run *run, struct arena *a, struct value **answer,
               struct err *e);

/* Asks, times it and takes out what has expired; NULL when the response is a
 * problem already. */
struct value *api_ask_timed(struct site *site, struct request *request,
                            struct response *response, api_ask *ask,
                            const struct search_request *search);

/* The arguments that many calls have. */
#define API_ARGUMENT_LOCALE                                                    \
    {                                                                          \
        .name = "locale", .kind = API_LOCALE, .example = "en",                 \
        .description =                                                         \
            "A language of the site, or an alias such as `tl` for `fil`. "     \
            "Left out: the best for `Accept-Language`, else the site's "       \
            "default."                                                         \
    }

#endif
