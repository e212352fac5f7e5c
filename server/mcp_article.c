/* Articles as MCP names and reads them. */
#include "server/article_body.h"
#include "server/mcp.h"

struct site_locale *mcp_article(const struct mcp_call *c, struct str id,
                                uint32_t *article)
{
    size_t slash = str_find(id, '/');
    struct site_locale *l = site_locale(c->site, str_sub(id, 0, slash));
    struct record record;

    if (!l)
        return NULL;
    *article = article_find(l, str_skip(id, slash + 1));
    if (*article == ARTICLE_NONE ||
        article_record(l, *article, c->arena, &record, NULL) ||
        article_is_expired(l, record.url, c->request->now))
        return NULL;
    return l;
}

int mcp_article_text(const struct mcp_call *c, const struct site_locale *l,
                     uint32_t article, const struct record *record,
                     struct str *text, struct err *e)
{
    struct str html;

    if (article_markdown(l, record, c->arena, text, e))
        return -1;
    if (text->len)
        return 0;
    if (article_html(l, article, record, c->arena, &html, e))
        return -1;
    *text = article_text(c->arena, html);
    return text->ptr ? 0 : err_no_memory(e);
}
