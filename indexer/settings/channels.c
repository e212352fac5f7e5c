#include "indexer/settings/channels.h"

#include <stdarg.h>

#include "indexer/front_matter/front_matter_place.h"
#include "indexer/settings/site_config.h"
#include "indexer/base/yaml_words.h"
#include "lib/hours/hours.h"
#include "lib/icu/zone.h"
#include "lib/timestamp.h"

enum { PHONE_DIGITS_LEAST = 3 };

/* A channel while it is read. */
struct reader {
    struct site *site;
    struct arena *a;
    struct str file, yaml;
    struct str key; /* that is read; empty: what is missing or together */
    size_t number;  /* from 1 */
    struct str type;
    struct value *out;
    bool has_hours;
    struct hours hours;
};

/* What `value` must be, and the address that it makes. */
typedef const char *make_url(struct str value, struct buf *url);

static void put_problem(struct reader *r, enum check check, const char *format,
                        va_list args)
{
    char what[400];
    unsigned line, column;

    vsnprintf(what, sizeof(what), format, args);
    yaml_item_place(r->yaml, S("channels"), r->number - 1, r->key, &line,
                    &column);
    problem_add(&r->site->problems, check, r->file, line, column,
                "channel %zu%s%.*s%s: %s", r->number, r->type.len ? " (" : "",
                STR_ARG(r->type), r->type.len ? ")" : "", what);
}

__attribute__((format(printf, 2, 3))) static void wrong(struct reader *r,
                                                        const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put_problem(r, CHECK_CHANNEL, format, args);
    va_end(args);
}

__attribute__((format(printf, 3, 4))) static void
doubt(struct reader *r, enum check check, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    put_problem(r, check, format, args);
    va_end(args);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *phone_url(struct str value, struct buf *url)
{
    static const char *const form =
        "must be a number: digits, blanks, ( ) - . / and a + in front";
    size_t digits = 0;

    buf_text(url, "tel:");
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        bool is_sign = str_find(S(" ()-./"), c) < 6;
        if (!is_digit(c) && !is_sign && !(c == '+' && url->len == 4))
            return form;
        digits += is_digit(c);
        if (!is_sign)
            buf_char(url, c);
    }
    return digits < PHONE_DIGITS_LEAST ? form : NULL;
}

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 0x7F)
            return false;
    return s.len > 0;
}

static const char *email_url(struct str value, struct buf *url)
{
    size_t at = str_find(value, '@');
    struct str name = str_sub(value, 0, at), host = str_skip(value, at + 1);

    if (!is_plain(value) || !name.len || !host.len ||
        str_find(host, '@') < host.len)
        return "must be one address such as help@shop.example";
    buf_text(url, "mailto:");
    buf_url_part(url, name);
    buf_char(url, '@');
    buf_url_part(url, host);
    return NULL;
}

static const char *link_url(struct str value, struct buf *url)
{
    struct str host = {0};

    if (str_starts(value, S("https://")))
        host = str_skip(value, 8);
    else if (str_starts(value, S("http://")))
        host = str_skip(value, 7);
    if (!is_plain(value) || str_find(host, '/') == 0)
        return "must be a whole address such as https://shop.example/chat";
    buf_put(url, value);
    return NULL;
}

static const struct channel_type {
    const char *name;
    make_url *url; /* NULL: it has none */
} types[] = {
    {"phone", phone_url},    {"email", email_url}, {"chat", link_url},
    {"messenger", link_url}, {"form", link_url},   {"link", link_url},
    {"address", NULL},
};

enum { TYPES = sizeof(types) / sizeof(*types) };

static const struct channel_type *type_of(struct str name)
{
    for (size_t i = 0; i < TYPES; i++)
        if (str_eq(name, str_from(types[i].name)))
            return &types[i];
    return NULL;
}

static void read_type(struct reader *r, const struct value *v)
{
    if (!type_of(value_str(v)))
        wrong(r, "type must be phone, email, chat, messenger, form, link or "
                 "address");
    value_set(r->a, r->out, "type", value_text(r->a, value_str(v)));
}

static void read_value(struct reader *r, const struct value *v)
{
    const struct channel_type *type = type_of(r->type);
    struct str value = str_trim(value_str(v));
    struct buf url = {0};
    const char *why = NULL;

    if (v->kind == VALUE_INTEGER || v->kind == VALUE_NUMBER) {
        wrong(r, "value must be text: put the number in quotes");
        return;
    }
    if (!value.len)
        why = "must be text";
    else if (type && type->url)
        why = type->url(value, &url);
    if (why)
        wrong(r, "value %s", why);
    value_set(r->a, r->out, "value", value_text(r->a, value));
    if (url.len && !why)
        value_set(r->a, r->out, "url", value_url(r->a, buf_copy(&url, r->a)));
    buf_release(&url);
}

/* A locale as the site spells it; the empty slice when it is none. */
static struct str locale_of(struct reader *r, struct str name)
{
    char tag[LOCALE_MAX];

    if (!locale_of_folder(name, tag))
        return (struct str){0};
    return arena_str(r->a, str_from(tag));
}

/* One text, or one a locale. */
static void read_text(struct reader *r, const char *key, const struct value *v)
{
    struct value *map = value_map(r->a);

    if (v->kind == VALUE_TEXT && str_trim(v->text).len) {
        value_set(r->a, r->out, key, value_text(r->a, str_trim(v->text)));
        return;
    }
    if (v->kind != VALUE_MAP || v->map.count == 0) {
        wrong(r, "%s must be text, or a map from language to text", key);
        return;
    }
    for (size_t i = 0; i < v->map.count; i++) {
        const struct value_member *m = &v->map.members[i];
        struct str tag = locale_of(r, m->key);
        if (!tag.len)
            wrong(r, "%s: '%.*s' is no language tag", key, STR_ARG(m->key));
        else if (!str_trim(value_str(m->value)).len)
            wrong(r, "%s: '%.*s' must be text", key, STR_ARG(m->key));
        else
            value_set_str(r->a, map, tag, m->value);
    }
    value_set(r->a, r->out, key, map);
}

static void read_label(struct reader *r, const struct value *v)
{
    read_text(r, "label", v);
}

static void read_reply_time(struct reader *r, const struct value *v)
{
    read_text(r, "reply_time", v);
}

/* One word: names of channels are parted by blanks. */
static void read_id(struct reader *r, const struct value *v)
{
    struct str id = value_str(v);

    if (!is_plain(id) || type_of(id))
        wrong(r, "id must be one word in quotes, and no type such as phone");
    value_set(r->a, r->out, "id", value_text(r->a, id));
}

static void read_hours(struct reader *r, const struct value *v)
{
    struct err e = {0};

    if (v->kind != VALUE_TEXT) {
        doubt(r, CHECK_CONTACT_HOURS,
              "hours must be text such as \"Mo-Fr 09:00-17:00\"");
        return;
    }
    if (hours_parse(v->text, &r->hours, &e)) {
        doubt(r, CHECK_CONTACT_HOURS, "hours, column %u: %s", e.column,
              e.message);
        return;
    }
    r->has_hours = true;
    value_set(r->a, r->out, "hours", value_text(r->a, v->text));
}

static void read_zone(struct reader *r, const struct value *v)
{
    struct err e = {0};
    struct zone *zone = zone_open(value_str(v), &e);

    if (!zone)
        wrong(r, "zone: %s", e.message);
    zone_close(zone);
    value_set(r->a, r->out, "zone", value_text(r->a, value_str(v)));
}

static void read_holidays(struct reader *r, const struct value *v)
{
    struct value *list = value_list(r->a);

    if (v->kind != VALUE_LIST) {
        wrong(r, "holidays must be a list of dates such as 2026-12-25");
        return;
    }
    for (size_t i = 0; i < v->list.count; i++) {
        struct str date = value_str(v->list.items[i]);
        int64_t seconds;
        if (date.len != 10 || !timestamp_read(date, &seconds))
            wrong(r, "holidays: '%.*s' is no date such as 2026-12-25",
                  STR_ARG(date));
        else
            value_push(r->a, list, value_text(r->a, date));
    }
    value_set(r->a, r->out, "holidays", list);
}

static void read_locales(struct reader *r, const struct value *v)
{
    struct value *list = value_list(r->a);

    if (v->kind != VALUE_LIST || v->list.count == 0) {
        wrong(r, "locales must be a list of language tags");
        return;
    }
    for (size_t i = 0; i < v->list.count; i++) {
        struct str name = value_str(v->list.items[i]);
        struct str tag = locale_of(r, name);
        if (tag.len)
            value_push(r->a, list, value_text(r->a, tag));
        else
            wrong(r, "locales: '%.*s' is no language tag", STR_ARG(name));
    }
    value_set(r->a, r->out, "locales", list);
}

/* In the order of the manifest. */
static const struct channel_key {
    const char *name;
    void (*read)(struct reader *r, const struct value *v);
} keys[] = {
    {"id", read_id},
    {"type", read_type},
    {"value", read_value},
    {"label", read_label},
    {"hours", read_hours},
    {"zone", read_zone},
    {"holidays", read_holidays},
    {"reply_time", read_reply_time},
    {"locales", read_locales},
};

enum { KEYS = sizeof(keys) / sizeof(*keys) };

const char *channel_key(size_t i)
{
    return i < KEYS ? keys[i].name : NULL;
}

static bool is_key(struct str name)
{
    for (size_t i = 0; i < KEYS; i++)
        if (str_eq(name, str_from(keys[i].name)))
            return true;
    return false;
}

static bool says(const struct value *from, const char *key)
{
    const struct value *v = value_get(from, str_from(key));

    return v && v->kind != VALUE_NULL;
}

/* What must stand together. */
static void check_whole(struct reader *r, const struct value *from)
{
    bool hours = says(from, "hours"), holidays = says(from, "holidays");

    r->key = (struct str){0};
    if (!says(from, "type"))
        wrong(r, "type is missing: what kind of channel it is");
    if (!says(from, "value"))
        wrong(r, "value is missing: the number, the address, the link");
    r->key = hours ? S("hours") : S("holidays");
    if (hours && !says(from, "zone"))
        wrong(r, "zone is missing: where its hours are meant, such as "
                 "Asia/Jakarta");
    if (!hours && holidays)
        doubt(r, CHECK_CHANNEL_HOLIDAYS, "holidays without hours do nothing");
    if (!r->has_hours)
        return;
    if (hours_know_holidays(&r->hours) && !holidays)
        doubt(r, CHECK_CHANNEL_HOLIDAYS,
              "its hours name PH, but there are no holidays");
    if (!hours_know_holidays(&r->hours) && holidays)
        doubt(r, CHECK_CHANNEL_HOLIDAYS,
              "holidays do nothing: its hours do not name PH, such as "
              "'; PH off'");
    if (hours_hide_holidays(&r->hours))
        doubt(r, CHECK_CHANNEL_HOLIDAYS,
              "a rule behind PH counts on holidays too: write PH last");
}

static struct value *read_channel(struct reader *r, const struct value *from)
{
    struct str type = value_str(value_get(from, S("type")));

    r->out = value_map(r->a);
    r->type = type_of(type) ? type : (struct str){0};
    r->has_hours = false;
    for (size_t i = 0; i < KEYS; i++) {
        r->key = str_from(keys[i].name);
        if (says(from, keys[i].name))
            keys[i].read(r, value_get(from, r->key));
    }
    for (size_t i = 0; i < from->map.count; i++) {
        r->key = from->map.members[i].key;
        if (!is_key(r->key))
            doubt(r, CHECK_UNKNOWN_KEY, "unknown key '%.*s': it has no effect",
                  STR_ARG(r->key));
    }
    check_whole(r, from);
    return r->out;
}

void channels_read(struct site *site, struct str file, struct str yaml)
{
    const struct value *list = site->config.channels;
    struct reader r = {
        .site = site, .a = &site->arena, .file = file, .yaml = yaml};
    struct value *out = value_list(r.a);

    for (size_t i = 0; i < list->list.count; i++) {
        r.number = i + 1;
        value_push(r.a, out, read_channel(&r, list->list.items[i]));
    }
    site->config.channels = out;
}

static bool has_locale(const struct site *site, struct str tag)
{
    for (size_t i = 0; i < site->locale_count; i++)
        if (str_eq(str_from(site->locales[i].tag), tag))
            return true;
    return false;
}

static bool is_named(const struct value *channel, struct str name)
{
    return str_eq(value_str(value_get(channel, S("id"))), name) ||
           str_eq(value_str(value_get(channel, S("type"))), name);
}

static void check_contact(struct site *site, const struct page *p)
{
    const struct value *list = site->config.channels;

    for (size_t i = 0; i < p->article.contact_count; i++) {
        bool found = false;
        for (size_t k = 0; list && k < list->list.count; k++)
            found |= is_named(list->list.items[k], p->article.contact[i]);
        if (found)
            continue;
        unsigned line, column;
        front_matter_place(&p->article, S("contact"), &line, &column);
        problem_add(&site->problems, CHECK_CONTACT, p->file, line, column,
                    "contact: no channel of site.yaml has the id or type "
                    "'%.*s': correct or remove it",
                    STR_ARG(p->article.contact[i]));
    }
}

void channels_check_names(struct site *site)
{
    const struct value *list = site->config.channels;

    for (size_t i = 0; i < site->page_count; i++)
        if (!site->pages[i].dropped)
            check_contact(site, &site->pages[i]);
    for (size_t i = 0; list && i < list->list.count; i++) {
        const struct value *tags = value_get(list->list.items[i], S("locales"));
        for (size_t k = 0; tags && k < tags->list.count; k++) {
            struct str tag = value_str(tags->list.items[k]);
            if (!has_locale(site, tag))
                problem_add(&site->problems, CHECK_CHANNEL_LOCALE,
                            S("site.yaml"), 0, 0,
                            "channel %zu: the site has no language '%.*s': "
                            "correct it, or begin that language's folder",
                            i + 1, STR_ARG(tag));
        }
    }
}

static bool is_shown(const struct value *channel, struct str tag)
{
    const struct value *tags = value_get(channel, S("locales"));

    if (!tags)
        return true;
    for (size_t i = 0; i < tags->list.count; i++)
        if (str_eq(value_str(tags->list.items[i]), tag))
            return true;
    return false;
}

static struct value *shown_channel(struct arena *a, const struct site *site,
                                   const struct locale *l,
                                   const struct value *from)
{
    struct str tag = str_from(l->tag), otherwise = site_default_locale(site);
    struct str type = value_str(value_get(from, S("type")));
    struct str label =
        value_str_in(value_get(from, S("label")), tag, otherwise);
    struct str reply =
        value_str_in(value_get(from, S("reply_time")), tag, otherwise);
    struct str url = value_str(value_get(from, S("url")));
    struct str key = arena_fmt(a, "contact_type_%.*s", STR_ARG(type));
    struct value *v = value_map(a);

    if (!label.len)
        label = value_str(value_get(l->texts, key));
    value_set(a, v, "type", value_text(a, type));
    value_set(a, v, "label", value_text(a, label.len ? label : type));
    value_set(a, v, "value",
              value_text(a, value_str(value_get(from, S("value")))));
    value_set(a, v, "url", url.len ? value_url(a, url) : value_null(a));
    value_set(a, v, "reply_time",
              reply.len ? value_text(a, reply) : value_null(a));
    return v;
}

void channels_values(struct arena *a, const struct site *site,
                     const struct locale *l, struct value *site_value)
{
    const struct value *list = site->config.channels;
    struct value *shown = value_list(a);
    struct str page = arena_fmt(a, "%.*scontact", STR_ARG(l->home));
    struct str api = arena_fmt(a, "%.*s/api/v1/contact?locale=%s",
                               STR_ARG(site->config.prefix), l->tag);

    for (size_t i = 0; list && i < list->list.count; i++)
        if (is_shown(list->list.items[i], str_from(l->tag)))
            value_push(a, shown,
                       shown_channel(a, site, l, list->list.items[i]));
    bool has = shown && shown->list.count > 0;
    value_set(a, site_value, "contact",
              has ? value_url(a, page) : value_null(a));
    value_set(a, site_value, "contact_api", value_url(a, api));
    value_set(a, site_value, "has_channels", value_bool(a, has));
    value_set(a, site_value, "channels", shown);
}
