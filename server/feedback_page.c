/* The page round the two forms. */
#include <string.h>

#include "server/contact.h"
#include "server/error_page.h"
#include "server/feedback.h"
#include "server/log.h"
#include "server/negotiate.h"
#include "server/page.h"
#include "server/problem.h"

struct feedback_view {
    struct arena *a;
    struct site_locale *locale;
    const struct feedback *is;
    const struct article_row *article; /* NULL: none */
};

static struct feedback_view view_of(struct arena *a, struct site_locale *l,
                                    const struct feedback *f)
{
    return (struct feedback_view){
        .a = a,
        .locale = l,
        .is = f,
        .article = article_table_find(&l->articles, f->article),
    };
}

static struct str address(const struct feedback_view *v,
                          const struct site_locale *l, struct str article)
{
    struct buf b = {0};

    buf_fmt(&b, "%.*sfeedback", STR_ARG(l->is->home));
    if (article.len) {
        buf_text(&b, "?article=");
        buf_url_part(&b, article);
    }
    struct str copy = buf_copy(&b, v->a);
    buf_release(&b);
    return copy;
}

static void put_text(const struct feedback_view *v, struct value *to,
                     const char *key, struct str text)
{
    value_set(v->a, to, key,
              text.len ? value_text(v->a, text) : value_null(v->a));
}

static void put_flag(const struct feedback_view *v, struct value *to,
                     const char *key, bool flag)
{
    value_set(v->a, to, key, value_bool(v->a, flag));
}

/* The same article in the other locales, their homes where it has no
 * translation. */
static struct value *languages(const struct feedback_view *v,
                               const struct site *site)
{
    struct value *list = value_list(v->a);

    for (size_t i = 0; i < site->manifest.locale_count; i++) {
        const struct site_locale *l = &site->locales[i];
        struct value *item = value_map(v->a);
        bool there = !v->article ||
                     article_table_find(&l->articles, v->article->id) != NULL;
        struct str id = v->article ? v->article->id : (struct str){0};
        value_set(v->a, item, "tag", value_text(v->a, l->is->tag));
        value_set(v->a, item, "name", value_text(v->a, l->is->name));
        value_set(v->a, item, "url",
                  value_url(v->a, there ? address(v, l, id) : l->is->home));
        put_flag(v, item, "current", l == v->locale);
        value_push(v->a, list, item);
    }
    return list;
}

static struct value *reasons(const struct feedback_view *v)
{
    struct value *list = value_list(v->a);
    const char *name;

    for (size_t i = 0; (name = feedback_reason(i)) != NULL; i++) {
        struct value *item = value_map(v->a);
        struct str key = arena_fmt(v->a, "feedback_reason_%s", name);
        struct str label = key.ptr ? page_text(v->a, v->locale, key.ptr, NULL)
                                   : (struct str){0};
        value_set(v->a, item, "value", value_text(v->a, str_from(name)));
        value_set(v->a, item, "label", value_text(v->a, label));
        put_flag(v, item, "checked", str_eq(v->is->reason, str_from(name)));
        value_push(v->a, list, item);
    }
    return list;
}

static void put_article(const struct feedback_view *v, struct value *to)
{
    struct value *article = value_map(v->a);

    if (!v->article) {
        value_set(v->a, to, "article", value_null(v->a));
        return;
    }
    value_set(v->a, article, "id", value_text(v->a, v->article->id));
    value_set(v->a, article, "title", value_text(v->a, v->article->title));
    value_set(v->a, article, "url", value_url(v->a, v->article->url));
    value_set(v->a, to, "article", article);
}

/* Which of the forms stand on the page. After a "no": why, and who else may
 * help. */
static void put_forms(const struct feedback_view *v, struct value *to)
{
    const struct feedback *f = v->is;
    bool wrong = f->error != NULL, asks = f->kind == FEEDBACK_QUESTION;
    bool no = !wrong && str_eq(f->done, S("no"));
    bool why = wrong && !asks && str_eq(f->vote, S("no"));

    put_flag(v, to, "done_yes", str_eq(f->done, S("yes")));
    put_flag(v, to, "done_no", no);
    put_flag(v, to, "done_question", str_eq(f->done, S("question")));
    put_flag(v, to, "told", f->told);
    put_flag(v, to, "ask_vote", v->article && !f->done.len && !asks && !why);
    put_flag(v, to, "ask_reason", v->article && ((no && !f->told) || why));
    put_flag(v, to, "question", no || asks || (!f->done.len && !wrong));
}

/* The text, and the field that it is about. */
static void put_error(const struct feedback_view *v, struct value *to)
{
    const struct feedback *f = v->is;
    static const char *const fields[] = {"comment", "question", "reply_to"};
    static const char *const flags[] = {"error_comment", "error_question",
                                        "error_reply_to"};

    put_text(v, to, "error",
             f->error ? page_text(v->a, v->locale, f->error, to)
                      : (struct str){0});
    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        put_flag(v, to, flags[i],
                 f->error && str_eq(str_from(f->field), str_from(fields[i])));
}

struct value *feedback_value(struct arena *a, struct site_locale *l,
                             const struct feedback *f)
{
    const struct feedback_view view = view_of(a, l, f), *v = &view;
    struct value *to = value_map(a);

    value_set(v->a, to, "comment_max", value_integer(v->a, FEEDBACK_TEXT_MAX));
    value_set(v->a, to, "reply_to_max",
              value_integer(v->a, FEEDBACK_REPLY_TO_MAX));
    put_article(v, to);
    put_forms(v, to);
    value_set(v->a, to, "action",
              value_url(v->a, address(v, v->locale, (struct str){0})));
    value_set(v->a, to, "reasons", reasons(v));
    put_text(v, to, "done", f->done);
    put_text(v, to, "comment", f->comment);
    put_text(v, to, "question_text", f->question);
    put_text(v, to, "reply_to", f->reply_to);
    put_text(v, to, "asked", f->asked);
    put_error(v, to);
    return to;
}

/* After a "no" it says who else may help. */
static struct value *build_root(const struct feedback_view *v,
                                struct site *site, int64_t now)
{
    const char *key = v->is->done.len ? "feedback_title_thanks"
                      : v->article    ? "feedback_title"
                                      : "question_title";
    struct value *root =
        page_root(v->a, v->locale, page_text(v->a, v->locale, key, NULL));

    value_set(v->a, root, "feedback", feedback_value(v->a, v->locale, v->is));
    if (str_eq(v->is->done, S("no"))) {
        struct value *contact =
            contact_value(site, v->locale, now, (struct str){0}, v->a);
        if (v->article)
            contact_choose(v->a, contact, v->article->contact);
        value_set(v->a, root, "contact", contact);
    }
    if (site->manifest.locale_count > 1)
        value_set(v->a, root, "locales", languages(v, site));
    return root;
}

void feedback_page(struct site *site, struct request *request,
                   struct response *response, const struct feedback *f,
                   int status)
{
    const struct feedback_view v = view_of(&request->arena, request->locale, f);
    struct err e = {0};

    response_clear(response, status);
    if (page_render(site, v.locale, "feedback",
                    build_root(&v, site, request->now), response, &e)) {
        log_error(&e);
        error_page(site, request, response, 500, NULL);
        return;
    }
    response_header(response, "Content-Security-Policy", response_page_policy);
    page_finish(site, request, response, "text/html; charset=utf-8", NULL);
}

void feedback_refuse(struct site *site, struct request *request,
                     struct response *response, const struct feedback *f,
                     int status)
{
    struct site_locale *l = request->locale;

    if (!l || f->is_program || negotiate_json(request->header[HEADER_ACCEPT])) {
        struct value *max = value_map(&request->arena);
        value_set(&request->arena, max, "comment_max",
                  value_integer(&request->arena, FEEDBACK_TEXT_MAX));
        value_set(&request->arena, max, "reply_to_max",
                  value_integer(&request->arena, FEEDBACK_REPLY_TO_MAX));
        struct str why =
            l ? page_text(&request->arena, l, f->error, max) : (struct str){0};
        problem_send(site, request, response, problem_of_status(status),
                     why.len ? why.ptr : NULL,
                     strcmp(f->field, "whole") == 0 ? NULL : f->field);
        return;
    }
    feedback_page(site, request, response, f, status);
    if (status == 503 || status == 507)
        response_header(response, "Retry-After", "5");
}
