/* GET /api/v1/contact: how the shop is reached, and who is there now. */
#include "lib/timestamp.h"
#include "server/api.h"
#include "server/contact.h"

enum { LOCALE, ZONE, AT, ARTICLE, ARGUMENTS };

enum { ARTICLE_MAX = 200 }; /* characters of an id */

static const struct api_argument arguments[] = {
    [LOCALE] = API_ARGUMENT_LOCALE,
    [ZONE] = {.name = "zone",
              .kind = API_ZONE,
              .example = "Europe/Warsaw",
              .description = "The reader's time zone. Left out: texts name "
                             "the zone they mean."},
    [AT] = {.name = "at",
            .kind = API_TIME,
            .example = "2026-11-23T09:00:00Z",
            .description = "When, by RFC 3339, from 1970 on. Left out: now."},
    [ARTICLE] = {.name = "article",
                 .kind = API_TEXT,
                 .max = ARTICLE_MAX,
                 .example = "orders/returns",
                 .description = "The id of an article that may say which "
                                "channels to offer. Left out, or one that says "
                                "nothing: all."},
    [ARGUMENTS] = {0},
};

const struct api_doc api_contact_doc = {
    .id = "contact",
    .tag = "people",
    .summary = "How the shop is reached, and who is there",
    .arguments = arguments,
    .replies =
        (const struct api_reply[]){
            {200, "contact", "The channels of a language.", NULL}, {0}},
    .problems = PROBLEM_BIT(BAD_ARGUMENT),
};

static struct value *build(struct site *site, const struct request *request,
                           int64_t moment, const struct api_value *asked,
                           struct arena *a)
{
    struct value *contact =
        contact_value(site, request->locale, moment, asked[ZONE].text, a);
    struct value *v = value_map(a);
    struct buf at = {0};

    contact_choose(a, contact,
                   contact_words(request->locale, asked[ARTICLE].text));
    timestamp_put(&at, moment);
    value_set(a, v, "locale", value_text(a, request->locale->is->tag));
    value_set(a, v, "at", value_text(a, buf_copy(&at, a)));
    buf_release(&at);
    for (size_t i = 0; contact && i < contact->map.count; i++)
        if (str_eq(contact->map.members[i].key, S("channels")))
            value_set(a, v, "channels", contact->map.members[i].value);
    return contact ? v : NULL;
}

void api_contact(struct site *site, struct request *request,
                 struct response *response)
{
    struct api_value v[ARGUMENTS];

    if (!api_read(site, request, response, &api_contact_doc, v))
        return;

    int64_t moment = v[AT].given ? v[AT].time : request->now;

    api_send(site, request, response,
             build(site, request, moment, v, response->arena), NULL);
}
