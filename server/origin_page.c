/* robots.txt, the sitemap, feeds: what names the site's own address. A file
 * with a base_url holds them whole; where the address is not known before a
 * request, its Host header says it. */
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
    struct str name = str_skip(path, site->manifest.prefix.len + 1);

    if (str_eq(path, S("/robots.txt")))
        name = S("robots.txt");
    const struct site_entry *entry = site_file_find(site->file, name);
    return entry && entry->kind == SITE_INTERNAL ? entry : NULL;
}

static void put_completed(struct buf *out, struct str text, struct str origin)
{
    const struct str mark = STR(SITE_ORIGIN_MARK);

    while (text.len) {
        size_t at = str_search(text, mark);
        buf_put(out, str_sub(text, 0, at));
        if (at < text.len)
            buf_html(out, origin);
        text = str_skip(text, at + mark.len);
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
