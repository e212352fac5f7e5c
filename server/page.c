#include "server/page.h"

#include <string.h>
#include <xxhash.h>

#include "lib/icu/message.h"
#include "server/expiry.h"
#include "server/negotiate.h"
#include "server/site_holder.h"

/* Under one packet's worth of bytes compression saves nothing. */
enum { COMPRESS_FROM = 1400 };

struct value *page_root(struct arena *a, const struct site_locale *l,
                        struct str title)
{
    struct value *root = value_map(a), *page = value_map(a);

    for (size_t i = 0; i < l->values->map.count; i++)
        value_set_str(a, root, l->values->map.members[i].key,
                      l->values->map.members[i].value);
    value_set(a, page, "title", value_text(a, title));
    value_set(a, page, "description", value_null(a));
    value_set(a, page, "canonical", value_null(a));
    value_set(a, page, "noindex", value_bool(a, true));
    const struct value *locales = value_get(root, S("locales"));
    value_set(a, root, "has_locales",
              value_bool(a, locales && locales->kind == VALUE_LIST &&
                                locales->list.count > 1));
    value_set(a, root, "t", l->texts);
    value_set(a, root, "feedback_open",
              value_bool(a, l->site->holder && l->site->holder->feedback_open));
    value_set(a, root, "page", page);
    return root;
}

struct arguments {
    const struct value *values;
};

static const struct value *look_up(void *ctx, struct str name)
{
    const struct arguments *from = ctx;

    return from->values ? value_get(from->values, name) : NULL;
}

struct str page_text(struct arena *a, struct site_locale *l, const char *key,
                     const struct value *values)
{
    const struct value *v = value_get(l->texts, str_from(key));
    struct buf out = {0};

    if (!v || v->kind != VALUE_MESSAGE)
        return (struct str){0};

    struct formats *formats = site_take_formats(l);
    struct arguments from = {values};
    message_format(v->message, formats, look_up, &from, &out);
    site_give_formats(l, formats);
    struct str text = buf_copy(&out, a);
    buf_release(&out);
    return text;
}

static void put_moment(struct arena *a, struct value *root, const char *kind,
                       int64_t now)
{
    struct value *notices =
        expiry_notices(a, value_get(root, S("notices")), now);

    value_set(a, root, "notices", notices);
    value_set(a, root, "has_notices",
              value_bool(a, notices && notices->list.count > 0));
    for (size_t i = 0; i < root->map.count; i++)
        if (str_eq(root->map.members[i].key, S("page")))
            value_set(a, root->map.members[i].value, "kind",
                      value_text(a, str_from(kind)));
}

int page_render(struct site *site, struct site_locale *l, const char *name,
                struct value *root, struct response *response, struct err *e)
{
    if (root)
        put_moment(response->arena, root, name, response->now);
    if (!root || response->arena->failed)
        return err_no_memory(e);

    struct formats *formats = site_take_formats(l);
    int result = template_render(site->templates, str_from(name), root, formats,
                                 &response->body, e);
    site_give_formats(l, formats);
    return result == 0 && response->body.failed ? err_no_memory(e) : result;
}

static bool compress(struct site *site, struct response *response)
{
    struct coder *coder = site_take_coder(site);
    struct buf out = {0};
    bool smaller =
        coder && coder_deflate(coder, buf_str(&response->body), &out);

    site_give_coder(site, coder);
    if (!smaller) {
        buf_release(&out);
        return false;
    }
    buf_release(&response->body);
    response->body = out;
    return true;
}

static void tag(const struct request *request, struct response *response,
                struct str etag, enum site_coding coding)
{
    etag = etag_variant(response->arena, etag, coding);
    response_header(response, "ETag", etag.ptr);
    if (!etag_matches(request->header[HEADER_IF_NONE_MATCH], etag))
        return;
    response->status = 304;
    response->length_only = true;
    response->length = response->body.len;
    buf_release(&response->body);
}

void page_finish(struct site *site, const struct request *request,
                 struct response *response, const char *type, const char *vary)
{
    struct buf *body = &response->body;
    enum site_coding coding = SITE_PLAIN;
    struct str etag = arena_fmt(
        response->arena, "\"%016llx\"",
        (unsigned long long)XXH3_64bits(body->ptr ? body->ptr : "", body->len));
    struct str accept = request->header[HEADER_ACCEPT_ENCODING];

    response_header(response, "Content-Type", type);
    if (body->len >= COMPRESS_FROM &&
        negotiate_coding(accept, 1u << SITE_GZIP) == SITE_GZIP &&
        compress(site, response)) {
        coding = SITE_GZIP;
        response_header(response, "Content-Encoding", "gzip");
    }
    struct str varies = arena_fmt(response->arena, "Accept-Encoding%s%s",
                                  vary ? ", " : "", vary ? vary : "");
    response_header(response, "Vary", varies.ptr);
    if (!response_get(response, "Cache-Control"))
        response_header(response, "Cache-Control", "no-cache");
    /* Conditions are for reads: a POST is answered whole. */
    if (response->status == 200 && request->method != METHOD_POST)
        tag(request, response, etag, coding);
}
