/* GET /api/v1/articles/{id}: one article, in the form that is asked for. */
#include "server/agents.h"
#include "server/article_body.h"
#include "server/article_value.h"

enum { ID, LOCALE, FORMAT, ARGUMENTS };

static const struct api_argument arguments[] = {
    [ID] = {.name = "id",
            .in = API_PATH,
            .required = true,
            .example = "returns",
            .description = "The article's id, the same in all languages. "
                           "Slashes in it may be escaped or not."},
    [LOCALE] = API_ARGUMENT_LOCALE,
    [FORMAT] = {.name = "format",
                .kind = API_WORD,
                .words = "html|markdown|text|sections",
                .description = "Which form of the body the answer has, under "
                               "this name."},
    [ARGUMENTS] = {0},
};

const struct api_doc api_article_doc = {
    .id = "getArticle",
    .tag = "articles",
    .summary = "One article as HTML, Markdown, text or sections",
    .description =
        "Addresses in the body are as in the page: resolve "
        "them against `url`. With an agents' token those that only they "
        "see are told, too; they have no `url`.",
    .arguments = arguments,
    .replies =
        (const struct api_reply[]){{200, "article", "The article.", NULL}, {0}},
    .problems = PROBLEM_BIT(BAD_ARGUMENT) | PROBLEM_BIT(NO_SUCH_ARTICLE) |
                PROBLEM_BIT(GONE) | PROBLEM_BIT(UNAVAILABLE),
    .scope = "agents",
    .scope_is_optional = true,
};

/* What is written into the answer, and from what. */
struct article {
    const struct site_locale *locale;
    uint32_t number;
    struct record record;
    const struct value *secret; /* what agents' file has of it, or NULL */
    struct arena *arena;
    struct value *to;
};

typedef int put_body(const struct article *x, struct err *e);

static int read_html(const struct article *x, struct str *html, struct err *e)
{
    if (!x->secret)
        return article_html(x->locale, x->number, &x->record, x->arena, html,
                            e);
    *html = value_str(value_get(x->secret, S("html")));
    return 0;
}

static int read_markdown(const struct article *x, struct str *markdown,
                         struct err *e)
{
    if (!x->secret)
        return article_markdown(x->locale, &x->record, x->arena, markdown, e);
    *markdown =
        arena_fmt(x->arena, "# %.*s\n\n%.*s", STR_ARG(x->record.title),
                  STR_ARG(value_str(value_get(x->secret, S("markdown")))));
    return 0;
}

static int put_html(const struct article *x, struct err *e)
{
    struct str html;

    if (read_html(x, &html, e))
        return -1;
    value_set(x->arena, x->to, "html", value_text(x->arena, html));
    return 0;
}

/* Every article has a twin. */
static int put_markdown(const struct article *x, struct err *e)
{
    struct str markdown;

    if (read_markdown(x, &markdown, e))
        return -1;
    if (!markdown.len)
        return err_set(e, ERR_CONTENT, "an article has no Markdown");
    value_set(x->arena, x->to, "markdown", value_text(x->arena, markdown));
    return 0;
}

static int put_text(const struct article *x, struct err *e)
{
    struct str html;

    if (read_html(x, &html, e))
        return -1;
    value_set(x->arena, x->to, "text",
              value_text(x->arena, article_text(x->arena, html)));
    return 0;
}

static struct value *section_value(const struct article_section *s,
                                   struct arena *a)
{
    struct value *v = value_map(a);

    value_set(a, v, "heading", value_text(a, s->heading));
    value_set(a, v, "anchor", value_text(a, s->anchor));
    value_set(a, v, "level", value_integer(a, s->level));
    value_set(a, v, "html", value_text(a, s->html));
    value_set(a, v, "text", value_text(a, article_text(a, s->html)));
    return v;
}

static int put_sections(const struct article *x, struct err *e)
{
    struct value *list = value_list(x->arena);
    struct str html;
    size_t count;

    if (read_html(x, &html, e))
        return -1;

    const struct article_section *all =
        article_sections(x->arena, html, &count);

    for (size_t i = 0; all && i < count; i++)
        value_push(x->arena, list, section_value(&all[i], x->arena));
    value_set(x->arena, x->to, "sections", list);
    return all ? 0 : err_no_memory(e);
}

/* In the order of the words of `format`. */
static put_body *const bodies[] = {put_html, put_markdown, put_text,
                                   put_sections};

/* The article in other languages: [{locale, url}]. */
static struct value *translations(const struct article *x, int64_t now)
{
    struct site *site = x->locale->site;
    struct value *list = value_list(x->arena);

    for (size_t i = 0; i < site->manifest.locale_count; i++) {
        const struct site_locale *l = &site->locales[i];
        const struct article_row *row =
            article_table_find(&l->articles, x->record.id);
        if (l == x->locale || !row || article_is_expired(l, row->url, now))
            continue;
        struct value *v = value_map(x->arena);
        value_set(x->arena, v, "locale", value_text(x->arena, l->is->tag));
        value_set(x->arena, v, "url", article_url(site, row->url, x->arena));
        value_push(x->arena, list, v);
    }
    return list;
}

static void refuse_id(struct site *site, struct request *request,
                      struct response *response, struct str id)
{
    struct str why =
        arena_fmt(&request->arena, "There is no article \"%.*s\" in %.*s.",
                  STR_ARG(id), STR_ARG(request->locale->is->tag));

    problem_send(site, request, response, PROBLEM_NO_SUCH_ARTICLE, why.ptr,
                 "id");
}

/* Leads `x` to what only agents see, if that is there. */
static int find_secret(struct article *x, struct str id, struct err *e)
{
    struct site_locale *l = agents_locale(x->locale);

    if (!l)
        return 0;
    x->secret = agents_article(l, id, x->arena, e);
    if (!x->secret)
        return e->code ? -1 : 0;
    x->locale = l;
    x->number = article_find(l, id);
    return 0;
}

static int build(struct article *x, const struct request *request,
                 uint32_t form, struct err *e)
{
    struct arena *a = x->arena;
    struct str answer = article_answer(x->locale, x->number);

    x->to = article_value(x->locale, &x->record, a);
    if (!x->to)
        return err_no_memory(e);
    value_set(a, x->to, "answer",
              answer.len ? value_text(a, answer) : value_null(a));
    value_set(a, x->to, "translations",
              x->secret ? value_list(a) : translations(x, request->now));
    if (x->secret) {
        value_set(a, x->to, "url", value_null(a));
        value_set(a, x->to, "audience", value_text(a, S("agents")));
    }
    return bodies[form](x, e);
}

void api_article(struct site *site, struct request *request,
                 struct response *response)
{
    struct api_value v[ARGUMENTS];
    struct err e = {0};

    if (!api_read(site, request, response, &api_article_doc, v))
        return;

    struct article x = {
        .locale = request->locale,
        .number = article_find(request->locale, v[ID].text),
        .arena = &request->arena,
    };
    bool agents = agents_may(site, request);
    bool read = request->locale->search != NULL;

    if (read && agents && x.number == ARTICLE_NONE)
        read = find_secret(&x, v[ID].text, &e) == 0;
    if (read && x.number == ARTICLE_NONE) {
        refuse_id(site, request, response, v[ID].text);
        return;
    }
    read =
        read && article_record(x.locale, x.number, x.arena, &x.record, &e) == 0;
    if (read && !x.secret &&
        article_is_expired(x.locale, x.record.url, request->now)) {
        problem_send(site, request, response, PROBLEM_GONE, NULL, NULL);
        return;
    }
    if (read && build(&x, request, v[FORMAT].number, &e) == 0) {
        if (agents)
            agents_private(response);
        api_send(site, request, response, x.to, NULL);
        return;
    }
    if (e.code)
        site_failed(site, &e);
    problem_send(site, request, response, PROBLEM_UNAVAILABLE,
                 "The article cannot be read.", NULL);
}
