/* /LOCALE/contact: how the shop is reached, for those whom no article helped.
 *
 * `article` is the id of the one they come from, `zone` the name of their time
 * zone, as a script may know it. */
#include "server/contact.h"
#include "server/error_page.h"
#include "server/feedback.h"
#include "server/log.h"
#include "server/page.h"
#include "server/route.h"

enum { ARTICLE_MAX = 200 }; /* bytes of an id */

static struct str argument(const struct request *request, const char *name)
{
    const struct str *value = request_argument(request, name);

    return value ? *value : (struct str){0};
}

/* "/en/contact?article=returns" */
static struct value *address(struct arena *a, const struct site_locale *l,
                             const char *page, struct str article)
{
    struct buf b = {0};

    buf_fmt(&b, "%.*s%s", STR_ARG(l->is->home), page);
    if (article.len) {
        buf_text(&b, "?article=");
        buf_url_part(&b, article);
    }
    struct value *url = value_url(a, buf_copy(&b, a));
    buf_release(&b);
    return url;
}

static struct value *languages(struct arena *a, const struct site *site,
                               const struct site_locale *current,
                               struct str article)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < site->manifest.locale_count; i++) {
        const struct site_locale *l = &site->locales[i];
        struct value *item = value_map(a);
        value_set(a, item, "tag", value_text(a, l->is->tag));
        value_set(a, item, "name", value_text(a, l->is->name));
        value_set(a, item, "url", address(a, l, "contact", article));
        value_set(a, item, "current", value_bool(a, l == current));
        value_push(a, list, item);
    }
    return list;
}

static struct value *build_root(struct site *site, struct request *request,
                                const struct response *response)
{
    struct arena *a = response->arena;
    struct site_locale *l = request->locale;
    struct str article = argument(request, "article");
    struct feedback asked;

    if (article.len > ARTICLE_MAX)
        article = (struct str){0};
    struct value *root = page_root(a, l, page_text(a, l, "contact", NULL));
    struct value *contact =
        contact_value(site, l, response->now, argument(request, "zone"), a);
    if (!contact)
        return NULL;
    contact_choose(a, contact, contact_words(l, article));
    value_set(a, contact, "article",
              article.len ? value_text(a, article) : value_null(a));
    value_set(a, contact, "question", address(a, l, "feedback", article));
    value_set(a, root, "contact", contact);
    feedback_read_address(request, &asked);
    value_set(a, root, "feedback", feedback_value(a, l, &asked));
    if (site->manifest.locale_count > 1)
        value_set(a, root, "locales", languages(a, site, l, article));
    return root;
}

void contact_page(struct site *site, struct request *request,
                  struct response *response)
{
    struct err e = {0};

    response->status = 200;
    if (page_render(site, request->locale, "contact",
                    build_root(site, request, response), response, &e)) {
        log_error(&e);
        error_page(site, request, response, 500, NULL);
        return;
    }
    response_header(response, "Content-Security-Policy", response_page_policy);
    page_finish(site, request, response, "text/html; charset=utf-8", NULL);
}
