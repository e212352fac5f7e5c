/* GET /api/v1/contact: how the shop is reached, and who is there now. */
#include "lib/icu/zone.h"
#include "lib/timestamp.h"
#include "server/api.h"
#include "server/contact.h"
#include "server/error_page.h"
#include "server/page.h"

struct asked {
    int64_t at;
    struct str zone;
};

/* RFC 3339 asks for more than timestamp_read() does: a time and its zone. */
static bool read_time(struct str text, int64_t *at)
{
    if (text.len < sizeof("2026-11-21T00:00:00Z") - 1 ||
        (text.ptr[10] != 'T' && text.ptr[10] != 't'))
        return false;

    char end = text.ptr[text.len - 1], sign = text.ptr[text.len - 6];

    if (end != 'Z' && end != 'z' && sign != '+' && sign != '-')
        return false;
    return timestamp_read(text, at) && *at >= 0;
}

/* NULL, or the sentence that says what is wrong. */
static const char *read_arguments(struct site *site, struct request *request,
                                  struct asked *out)
{
    const struct str *at = request_argument(request, "at");
    const struct str *zone = request_argument(request, "zone");
    const struct str *tag = request_argument(request, "locale");

    request->locale =
        tag ? api_locale(site, *tag)
            : site_negotiate(site, request->header[HEADER_ACCEPT_LANGUAGE]);
    if (!request->locale)
        return "locale is none of this site's.";
    if (at && !read_time(*at, &out->at))
        return "at must be a time such as 2026-12-24T09:00:00Z, from 1970 on; "
               "a + in it is written %2B.";
    if (!zone)
        return NULL;
    struct zone *z = zone_open(*zone, NULL);
    if (!z)
        return "zone must be a time zone such as Asia/Jakarta.";
    zone_close(z);
    out->zone = *zone;
    return NULL;
}

static struct value *build(struct site *site, const struct request *request,
                           const struct asked *asked, struct arena *a)
{
    const struct value *contact =
        contact_value(site, request->locale, asked->at, asked->zone, a);
    struct value *v = value_map(a);
    struct buf at = {0};

    timestamp_put(&at, asked->at);
    value_set(a, v, "locale", value_text(a, request->locale->is->tag));
    value_set(a, v, "at", value_text(a, buf_copy(&at, a)));
    buf_release(&at);
    for (size_t i = 0; contact && i < contact->map.count; i++)
        if (str_eq(contact->map.members[i].key, S("channels")))
            value_set(a, v, "channels", contact->map.members[i].value);
    return contact && !a->failed ? v : NULL;
}

void api_contact(struct site *site, struct request *request,
                 struct response *response)
{
    bool negotiated = !request_argument(request, "locale");
    struct asked asked = {.at = response->now};
    const char *why = read_arguments(site, request, &asked);

    if (why) {
        error_page(site, request, response, 400, why);
        return;
    }
    struct value *answer = build(site, request, &asked, response->arena);
    if (!answer) {
        error_page(site, request, response, 500, NULL);
        return;
    }
    response->status = 200;
    value_to_json(&response->body, answer);
    buf_char(&response->body, '\n');
    response_header(response, "Content-Security-Policy", response_data_policy);
    page_finish(site, request, response, "application/json",
                negotiated ? "Accept-Language" : NULL);
}
