/* Which handler answers which address: one table. */
#ifndef GABAY_SERVER_ROUTE_H
#define GABAY_SERVER_ROUTE_H

#include <stdbool.h>

#include "server/api_doc.h"
#include "server/later.h"
#include "server/request.h"
#include "server/response.h"
#include "server/site.h"

/* Fills the response, whatever happens: problems become error pages. */
typedef void route_handler(struct site *site, struct request *request,
                           struct response *response);

/* The complete answer to a request, common headers included. */
void route_answer(struct site *site, struct request *request,
                  struct response *response);
/* The answer to one that waited, likewise. */
void route_finish(struct site *site, struct request *request,
                  struct response *response, const struct later *later);
/* Is the body of this POST of use? */
bool route_takes_body(const struct site *site, const struct request *request);
/* Is there a page, asset or redirect in the file, or a handler, at this
 * decoded path? */
bool route_serves(const struct site *site, struct str path);

/* A row of the table that has something to tell programs. */
struct route_facts {
    struct str pattern; /* behind the prefix: "/api/v1/articles/{id}" */
    const struct api_doc *read, *post; /* NULL: there is none */
    bool is_api;                       /* below /api/v1/ */
    bool read_costs; /* gate.h: it may be 401 or 429, as any POST */
    bool takes_post;
};

/* The row of a number, from 0 on; false behind the last. */
bool route_facts(size_t row, struct route_facts *out);

/* The handlers, each in a file of its name. */
route_handler agents_page;
route_handler algolia_queries;
route_handler algolia_query;
route_handler answer_call;
route_handler api_article;
route_handler api_articles;
route_handler api_contact;
route_handler api_missing;
route_handler api_feedback;
route_handler api_locales;
route_handler api_openapi;
route_handler api_replies;
route_handler api_reply;
route_handler api_search;
route_handler api_sections;
route_handler api_suggest;
route_handler contact_page;
route_handler favicon;
route_handler feedback;
route_handler health_live;
route_handler health_ready;
route_handler home_redirect;
route_handler live_events;
route_handler live_problems;
route_handler meilisearch_index;
route_handler meilisearch_queries;
route_handler mcp;
route_handler origin_page;
route_handler search_page;
route_handler static_page;

/* And what the calls among them take and answer, in the same files. */
extern const struct api_doc answer_doc;
extern const struct api_doc api_article_doc;
extern const struct api_doc api_articles_doc;
extern const struct api_doc api_contact_doc;
extern const struct api_doc api_feedback_doc;
extern const struct api_doc api_feedback_post_doc;
extern const struct api_doc api_locales_doc;
extern const struct api_doc api_openapi_doc;
extern const struct api_doc api_replies_doc;
extern const struct api_doc api_reply_doc;
extern const struct api_doc api_search_doc;
extern const struct api_doc api_sections_doc;
extern const struct api_doc api_suggest_doc;

#endif
