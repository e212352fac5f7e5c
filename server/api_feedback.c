/* /api/v1/feedback: are votes taken, and those that programs send. */
#include "server/api.h"
#include "server/feedback.h"
#include "server/form.h"
#include "lib/utf8.h"

enum { VISITOR_MAX = 200 /* code points */ };

const struct api_doc api_feedback_doc = {
    .id = "feedbackOpen",
    .tag = "people",
    .summary = "Are votes and questions taken?",
    .description = "The same for all articles and readers.",
    .replies =
        (const struct api_reply[]){{200, "feedback_open", "Yes or no.", NULL},
                                   {0}},
};

const struct api_doc api_feedback_post_doc = {
    .id = "sendFeedback",
    .tag = "people",
    .summary = "Send a reader's vote or question",
    .description = "Of each visitor, article and day one vote is kept; a "
                   "repeat changes nothing. Answered once it is on the disk.",
    .body = "feedback",
    .replies =
        (const struct api_reply[]){{200, "feedback_kept", "It is kept.", NULL},
                                   {0}},
    .problems = PROBLEM_BIT(BAD_BODY) | PROBLEM_BIT(CLOSED) |
                PROBLEM_BIT(NO_SUCH_ARTICLE) | PROBLEM_BIT(BODY_TOO_LONG) |
                PROBLEM_BIT(WRONG_TYPE) | PROBLEM_BIT(BAD_VALUE) |
                PROBLEM_BIT(UNAVAILABLE) | PROBLEM_BIT(NO_SPACE),
    .scope = "feedback",
};

/* The members that the body may have. */
static const struct str members[] = {
    STR("locale"),   STR("article"), STR("vote"),
    STR("reason"),   STR("comment"), STR("question"),
    STR("reply_to"), STR("asked"),   STR("visitor"),
};

/* One address for all articles, so that a browser asks once. */
static void show(struct site *site, struct request *request,
                 struct response *response)
{
    struct arena *a = &request->arena;
    struct value *v = value_map(a);

    value_set(a, v, "open", value_bool(a, request->store != NULL));
    response_header(response, "Cache-Control", "public, max-age=300");
    api_send(site, request, response, v, NULL);
}

static bool is_member(struct str name)
{
    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
        if (str_eq(members[i], name))
            return true;
    return false;
}

/* The members that feedback_read_form() does not check; NULL when they are
 * fine, else the name of the first that is not. */
static const char *check_members(struct site *site, struct request *request,
                                 const struct feedback *f)
{
    request->locale = api_locale(site, request_form_value(request, "locale"));
    if (!request->locale)
        return "locale";
    for (size_t i = 0; i < request->field_count; i++)
        if (!is_member(request->fields[i].name))
            return arena_str(&request->arena, request->fields[i].name).ptr;
    return utf8_count(f->visitor) > VISITOR_MAX ? "visitor" : NULL;
}

static bool names_article(const struct request *request,
                          const struct feedback *f)
{
    return (!f->article.len && f->kind == FEEDBACK_QUESTION) ||
           article_table_find(&request->locale->articles, f->article);
}

static void keep(struct site *site, struct request *request,
                 struct response *response, struct feedback *f)
{
    feedback_read_form(request, f);
    f->is_program = true;
    f->visitor = request_form_value(request, "visitor");

    const char *wrong = check_members(site, request, f);

    if (wrong) {
        problem_send(site, request, response, PROBLEM_BAD_VALUE,
                     "The member is unknown, missing or not allowed.", wrong);
        return;
    }
    /* The site may be another one when it is answered. */
    f->locale = arena_str(&request->arena, request->locale->is->tag);
    if (f->error)
        feedback_refuse(site, request, response, f, 422);
    else if (!names_article(request, f))
        problem_send(site, request, response, PROBLEM_NO_SUCH_ARTICLE, NULL,
                     "article");
    else
        feedback_keep(site, request, response, f);
}

static void take(struct site *site, struct request *request,
                 struct response *response)
{
    struct feedback *f = arena_new(&request->arena, struct feedback, 1);
    const char *wrong;

    if (!f || !api_allows(site, request, response, &api_feedback_post_doc))
        return;
    if (!request->store) {
        problem_send(site, request, response, PROBLEM_CLOSED, NULL, NULL);
        return;
    }
    wrong = form_read_json(request);
    if (wrong)
        problem_send(site, request, response,
                     request->refused == 415 ? PROBLEM_WRONG_TYPE
                                             : PROBLEM_BAD_BODY,
                     wrong, NULL);
    else
        keep(site, request, response, f);
}

void api_feedback(struct site *site, struct request *request,
                  struct response *response)
{
    if (request->method == METHOD_POST)
        take(site, request, response);
    else
        show(site, request, response);
}
