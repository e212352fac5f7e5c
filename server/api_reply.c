/* POST /api/v1/replies/{id}: a canned reply with its placeholders filled. */
#include "lib/utf8.h"
#include "server/agents.h"
#include "server/form.h"
#include "server/origin.h"
#include "server/reply_fill.h"
#include "server/store/store.h"

enum { SECONDS_A_DAY = 24 * 60 * 60 };
enum { ID, ARGUMENTS };

static const struct api_argument arguments[] = {
    [ID] = {.name = "id",
            .in = API_PATH,
            .required = true,
            .example = "sorry",
            .description = "The reply's id. Slashes in it may be escaped or "
                           "not."},
    [ARGUMENTS] = {0},
};

const struct api_doc api_reply_doc = {
    .id = "fillReply",
    .tag = "agents",
    .summary = "A canned reply with its placeholders filled",
    .description = "Every placeholder needs a value, and there are no others: "
                   "`detail` names all that are missing, unknown or not "
                   "allowed. With a data folder each use is counted.",
    .arguments = arguments,
    .body = "reply_fill",
    .replies =
        (const struct api_reply[]){
            {200, "reply_filled", "The filled reply.", NULL}, {0}},
    .problems = PROBLEM_BIT(BAD_ARGUMENT) | PROBLEM_BIT(BAD_BODY) |
                PROBLEM_BIT(NO_SUCH_REPLY) | PROBLEM_BIT(BODY_TOO_LONG) |
                PROBLEM_BIT(WRONG_TYPE) | PROBLEM_BIT(BAD_VALUE) |
                PROBLEM_BIT(UNAVAILABLE),
    .scope = "agents",
};

/* In the order of enum reply_target, and what the forms are called. */
static const char *const targets[] = {"text", "html"};

/* What was sent. */
struct filling {
    const struct value *values;
    enum reply_target target;
};

static bool is_member(struct str name)
{
    return str_eq(name, S("locale")) || str_eq(name, S("values")) ||
           str_eq(name, S("target"));
}

/* NULL, or the member that is wrong. */
static const char *read_members(struct site *site, struct request *request,
                                const struct value *body, struct filling *out)
{
    static const struct value none = {.kind = VALUE_MAP};
    const struct value *target = value_get(body, S("target"));

    request->locale = api_locale(site, value_str(value_get(body, S("locale"))));
    if (!request->locale)
        return "locale";
    out->values = value_get(body, S("values"));
    if (!out->values)
        out->values = &none;
    if (out->values->kind != VALUE_MAP)
        return "values";
    out->target = REPLY_TEXT;
    if (target && str_eq(value_str(target), S("html")))
        out->target = REPLY_HTML;
    else if (target && !str_eq(value_str(target), S("text")))
        return "target";
    for (size_t i = 0; i < body->map.count; i++)
        if (!is_member(body->map.members[i].key))
            return arena_str(&request->arena,
                             utf8_cut(body->map.members[i].key, 64))
                .ptr;
    return NULL;
}

/* Nobody waits for it. */
static void on_done(void *ctx, enum store_result result)
{
    (void)ctx;
    (void)result;
}

/* A reply that could not be counted is a reply. */
static void count(const struct request *request, struct str id)
{
    const struct reply_use use = {
        .reply = id,
        .locale = request->locale->is->tag,
        .day = request->now / SECONDS_A_DAY,
    };

    if (request->store)
        store_reply_use(request->store, &use, on_done, NULL);
}

static void send_filled(struct site *site, struct request *request,
                        struct response *response, const struct value *reply,
                        const struct filling *f)
{
    struct arena *a = &request->arena;
    const char *form = targets[f->target];
    struct value *v = value_map(a);
    struct buf out = {0};

    reply_fill(&out, value_str(value_get(reply, str_from(form))), f->values,
               f->target, origin_of(site, request));
    value_set(a, v, "id", value_text(a, value_str(value_get(reply, S("id")))));
    value_set(a, v, "title",
              value_text(a, value_str(value_get(reply, S("title")))));
    value_set(a, v, "locale", value_text(a, request->locale->is->tag));
    value_set(a, v, form, value_text(a, buf_copy(&out, a)));
    buf_release(&out);
    if (!v || a->failed) {
        problem_send(site, request, response, PROBLEM_FAILED, NULL, NULL);
        return;
    }
    count(request, value_str(value_get(reply, S("id"))));
    response_clear(response, 200);
    response_header(response, "Content-Type", "application/json");
    response_header(response, "Content-Security-Policy", response_data_policy);
    agents_private(response);
    value_to_json(&response->body, v);
    buf_char(&response->body, '\n');
}

static void fill(struct site *site, struct request *request,
                 struct response *response, struct str id,
                 const struct filling *f)
{
    const struct site_locale *l = agents_locale(request->locale);
    struct err e = {0};
    const struct value *reply =
        l ? agents_reply(l, id, &request->arena, &e) : NULL;

    if (e.code) {
        site_failed(site->agents, &e);
        problem_send(site, request, response, PROBLEM_UNAVAILABLE,
                     "The reply cannot be read.", NULL);
        return;
    }
    if (!reply) {
        problem_send(site, request, response, PROBLEM_NO_SUCH_REPLY, NULL,
                     "id");
        return;
    }
    const char *wrong = reply_check(reply, f->values, &request->arena);
    if (wrong)
        problem_send(site, request, response, PROBLEM_BAD_VALUE, wrong,
                     "values");
    else
        send_filled(site, request, response, reply, f);
}

void api_reply(struct site *site, struct request *request,
               struct response *response)
{
    struct api_value v[ARGUMENTS];
    const struct value *body;
    struct filling f = {0};

    if (!api_allows(site, request, response, &api_reply_doc) ||
        !api_read(site, request, response, &api_reply_doc, v))
        return;
    const char *wrong = form_json(request, &body);
    if (wrong) {
        problem_send(site, request, response,
                     request->refused == 415 ? PROBLEM_WRONG_TYPE
                                             : PROBLEM_BAD_BODY,
                     wrong, NULL);
        return;
    }
    wrong = read_members(site, request, body, &f);
    if (wrong)
        problem_send(site, request, response, PROBLEM_BAD_VALUE,
                     "The member is unknown, missing or not allowed.", wrong);
    else
        fill(site, request, response, v[ID].text, &f);
}
