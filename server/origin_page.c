/* robots.txt, the sitemap, feeds, lists for programs: what names the site's own
 * address. A file with a base_url holds them whole; where the address is not
 * known before a request, its Host header says it. */
#include "lib/site/site_names.h"
#include "server/error_page.h"
#include "server/log.h"
#include "server/origin.h"
#include "server/page.h"
#include "server/route.h"

/* What is to be completed for this address; NULL when there is none. The
 * router lets no other names come here than those of such files. */
static const struct site_entry *find_draft(const struct site *site,
                                           struct str path)
{
    static const struct str at_root[] = {STR("/robots.txt"),
                                         STR("/" SITE_NAME_CATALOG)};
    struct str name = str_skip(path, site->manifest.prefix.len + 1);

    for (size_t i = 0; i < sizeof(at_root) / sizeof(*at_root); i++)
        if (str_eq(path, at_root[i]))
            name = str_skip(path, 1);
    const struct site_entry *entry = site_file_find(site->file, name);
    return entry && entry->kind == SITE_INTERNAL ? entry : NULL;
}

/* "shop.example" of "https://shop.example:8443". */
static struct str host_of(struct str origin)
{
    struct str host = str_skip(origin, str_search(origin, S("://")) + 3);
    size_t close = str_find(host, ']');
    struct str behind = str_skip(host, close < host.len ? close : 0);

    host.len -= behind.len - str_find(behind, ':');
    return host;
}

/* Nothing else in such a file holds a brace that could begin a mark. */
static void put_completed(struct buf *out, struct str text, struct str origin)
{
    const struct str marks[] = {STR(SITE_ORIGIN_MARK), STR(SITE_HOST_MARK)};

    while (text.len) {
        size_t at = str_find(text, '{');
        struct str rest = str_skip(text, at);
        buf_put(out, str_sub(text, 0, at));
        if (str_starts(rest, marks[0])) {
            buf_html(out, origin);
            text = str_skip(rest, marks[0].len);
        } else if (str_starts(rest, marks[1])) {
            buf_html(out, host_of(origin));
            text = str_skip(rest, marks[1].len);
        } else {
            buf_put(out, str_sub(rest, 0, 1));
            text = str_skip(rest, 1);
        }
    }
}

static void complete(struct site *site, struct request *request,
                     struct response *response, const struct site_entry *draft)
{
    struct str origin = origin_of(site, request);
    struct buf text = {0};
    struct err e = {0};

    if (!origin.len) {
        error_page(site, request, response, 400,
                   "The Host header names no host.");
    } else if (site_file_read(site->file, &draft->blob[SITE_PLAIN], &text,
                              &e)) {
        err_at(&e, draft->path, 0, 0);
        log_error(&e);
        error_page(site, request, response, 503, NULL);
    } else {
        response->status = 200;
        put_completed(&response->body, buf_str(&text), origin);
        struct str type = arena_str(response->arena, draft->type);
        page_finish(site, request, response, type.ptr, NULL);
    }
    buf_release(&text);
}

void origin_page(struct site *site, struct request *request,
                 struct response *response)
{
    const struct site_entry *draft = find_draft(site, request->path);

    if (draft && !site_find(site, request->path))
        complete(site, request, response, draft);
    else
        static_page(site, request, response);
}
