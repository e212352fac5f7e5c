/* From a checked form to the store, and the answer once it is kept. */
#include <string.h>

#include "server/error_page.h"
#include "server/feedback.h"
#include "server/later.h"
#include "server/log.h"
#include "server/negotiate.h"
#include "server/store/store.h"
#include "server/visitor.h"

enum { SECONDS_A_DAY = 24 * 60 * 60 };

/* What each result but STORE_OK becomes. */
static const struct refusal {
    int status;
    const char *error;
} refusals[] = {
    [STORE_FULL] = {503, "feedback_error_busy"},
    [STORE_NO_SPACE] = {507, "feedback_error_space"},
    [STORE_FAILED] = {500, "feedback_error_failed"},
};

static void refuse(struct site *site, struct request *request,
                   struct response *response, const struct feedback *sent,
                   enum store_result result)
{
    const struct refusal *r = &refusals[result];
    struct feedback f = *sent;

    f.error = r->error;
    f.field = "whole";
    feedback_refuse(site, request, response, &f, r->status);
}

static void redirect(struct request *request, struct response *response,
                     const struct feedback *f, struct str done)
{
    struct buf to = {0};

    buf_put(&to, request->raw_path);
    buf_char(&to, '?');
    if (f->article.len) {
        buf_text(&to, "article=");
        buf_url_part(&to, f->article);
        buf_char(&to, '&');
    }
    buf_fmt(&to, "done=%.*s", STR_ARG(done));
    if (f->kind == FEEDBACK_VOTE && (f->reason.len || f->comment.len))
        buf_text(&to, "&told=1");
    response_redirect(response, 303, buf_copy(&to, &request->arena),
                      (struct str){0});
    buf_release(&to);
}

static void thank(struct request *request, struct response *response,
                  const struct feedback *f)
{
    struct str done = f->kind == FEEDBACK_QUESTION ? S("question") : f->vote;

    if (!f->is_program && !negotiate_json(request->header[HEADER_ACCEPT])) {
        redirect(request, response, f, done);
        return;
    }
    response_clear(response, 200);
    response_header(response, "Content-Type", "application/json");
    response_header(response, "Cache-Control", "no-store");
    response_header(response, "Content-Security-Policy", response_data_policy);
    buf_fmt(&response->body, "{\"ok\":true,\"done\":\"%.*s\"}\n",
            STR_ARG(done));
}

static void finish(struct site *site, struct request *request,
                   struct response *response, const struct later *later)
{
    const struct feedback *f = later->state;
    struct err why = {0};

    if (f->is_program) /* its address names none */
        request->locale = site_locale(site, f->locale);
    if (later->result == STORE_OK) {
        thank(request, response, f);
        return;
    }
    store_trouble(request->store, &why);
    if (why.code)
        log_error(&why);
    refuse(site, request, response, f, (enum store_result)later->result);
}

static void on_done(void *ctx, enum store_result result)
{
    later_done(ctx, (int)result);
}

/* Who sent it, and when. */
struct sender {
    int64_t at, day;
    uint8_t visitor[STORE_VISITOR_SIZE];
};

static int find_sender(const struct request *request, const struct feedback *f,
                       struct sender *out, struct err *e)
{
    uint8_t key[STORE_KEY_SIZE];

    out->at = request->now;
    out->day = out->at / SECONDS_A_DAY;
    if (store_day_key(request->store, out->day, key, e))
        return -1;
    struct client_address from =
        client_address_find(request->trusted, request->peer,
                            request->header[HEADER_X_FORWARDED_FOR]);
    struct str agent = request->header[HEADER_USER_AGENT];
    if (f->visitor.len) { /* wherever the program runs */
        from = (struct client_address){0};
        agent = f->visitor;
    }
    visitor_token(key, from, agent, out->visitor);
    return 0;
}

static enum store_result send_vote(const struct request *request,
                                   const struct feedback *f,
                                   const struct sender *from)
{
    struct vote vote = {
        .article = f->article,
        .locale = request->locale->is->tag,
        .day = from->day,
        .at = from->at,
        .yes = str_eq(f->vote, S("yes")),
        .reason = f->reason,
        .comment = f->comment,
    };

    memcpy(vote.visitor, from->visitor, sizeof(vote.visitor));
    return store_vote(request->store, &vote, on_done, request->later);
}

static enum store_result send_question(const struct request *request,
                                       const struct feedback *f,
                                       const struct sender *from)
{
    struct question question = {
        .locale = request->locale->is->tag,
        .day = from->day,
        .at = from->at,
        .text = f->question,
        .asked = f->asked,
        .reply_to = f->reply_to,
    };

    memcpy(question.visitor, from->visitor, sizeof(question.visitor));
    return store_question(request->store, &question, on_done, request->later);
}

void feedback_keep(struct site *site, struct request *request,
                   struct response *response, struct feedback *f)
{
    struct sender from;
    struct err e = {0};

    if (!request->later) {
        refuse(site, request, response, f, STORE_FULL);
        return;
    }
    if (find_sender(request, f, &from, &e)) {
        log_error(&e);
        refuse(site, request, response, f, STORE_FAILED);
        return;
    }
    later_begin(request->later, finish, f);
    enum store_result result = f->kind == FEEDBACK_VOTE
                                   ? send_vote(request, f, &from)
                                   : send_question(request, f, &from);
    if (result != STORE_OK) {
        later_cancel(request->later);
        refuse(site, request, response, f, result);
    }
}
