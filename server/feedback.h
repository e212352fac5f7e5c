/* "Was this helpful?" and "leave your question": /LOCALE/feedback. */
#ifndef GABAY_SERVER_FEEDBACK_H
#define GABAY_SERVER_FEEDBACK_H

#include "server/request.h"
#include "server/response.h"
#include "server/site.h"

enum {
    FEEDBACK_TEXT_MAX = 2000,    /* code points of a comment, of a question */
    FEEDBACK_REPLY_TO_MAX = 200, /* of an address to answer to */
    FEEDBACK_ASKED_MAX = 512,    /* of a search; what is behind is cut */
};

enum feedback_kind { FEEDBACK_VOTE, FEEDBACK_QUESTION };

/* What a reader has sent, or the page was asked for; texts in the request's
 * arena, empty where there is none. */
struct feedback {
    enum feedback_kind kind;
    struct str article; /* its id */
    struct str vote, reason, comment;
    struct str question, reply_to, asked;
    struct str done; /* of the page that says thanks: yes, no or question */
    bool told;       /* there: a reason or a comment came with it */
    /* Of a program: for whom it asks, as it calls them, or empty; the locale's
     * tag. */
    bool is_program;
    struct str visitor, locale;
    /* What is wrong: the key of the text that says it, and the field that it is
     * about, or "whole". NULL: nothing. */
    const char *error, *field;
};

/* The n-th reason for a "no", as forms and the store name it; NULL behind the
 * last. */
const char *feedback_reason(size_t n);

/* The address's arguments. */
void feedback_read_address(const struct request *request, struct feedback *out);
/* The form's fields, checked. */
void feedback_read_form(const struct request *request, struct feedback *out);

/* What the forms are given, as `feedback` (docs/en/themes.md), on other pages
 * too; an article that the locale has not is none. Lives in `a`, texts of `f`
 * and of the site are borrowed. */
struct value *feedback_value(struct arena *a, struct site_locale *l,
                             const struct feedback *f);
/* Renders the page with this status. Its locale must be known. */
void feedback_page(struct site *site, struct request *request,
                   struct response *response, const struct feedback *f,
                   int status);
/* The same to a reader, problem+json to a script; `f` has an error. */
void feedback_refuse(struct site *site, struct request *request,
                     struct response *response, const struct feedback *f,
                     int status);
/* Queues it; the answer comes when it is kept. */
void feedback_keep(struct site *site, struct request *request,
                   struct response *response, struct feedback *f);

#endif
