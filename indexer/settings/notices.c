#include "indexer/settings/notices.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "indexer/base/schedule.h"
#include "indexer/base/value_parts.h"
#include "indexer/base/yaml_words.h"
#include "lib/timestamp.h"

static const char *const kinds[] = {"info", "warning"};

/* One entry while it is read. */
struct entry {
    struct notice notice;
    int64_t from;
    const char *why; /* NULL: nothing is wrong */
    struct str key;  /* what is wrong stands there; empty: at the entry */
};

static bool is_tag(struct str name, const char *tag)
{
    char canonical[LOCALE_MAX];

    return locale_of_folder(name, canonical) &&
           str_eq(str_from(canonical), str_from(tag));
}

/* The text for a locale; of a plain text it is the same for all. */
static struct str text_in(const struct value *v, const char *tag)
{
    if (!v || v->kind == VALUE_TEXT)
        return value_str(v);
    for (size_t i = 0; i < v->map.count; i++)
        if (is_tag(v->map.members[i].key, tag))
            return value_str(v->map.members[i].value);
    return (struct str){0};
}

static bool is_text(const struct value *v, bool check(struct str s))
{
    if (v->kind == VALUE_TEXT)
        return v->text.len > 0 && (!check || check(v->text));
    if (v->kind != VALUE_MAP || v->map.count == 0)
        return false;
    for (size_t i = 0; i < v->map.count; i++) {
        char tag[LOCALE_MAX];
        if (!locale_of_folder(v->map.members[i].key, tag) ||
            v->map.members[i].value->kind != VALUE_TEXT ||
            !is_text(v->map.members[i].value, check))
            return false;
    }
    return true;
}

/* It stands on pages of any address: relative to them it would lead nowhere. */
static bool is_address(struct str s)
{
    static const char *const starts[] = {"https://", "http://",
                                         "mailto:", "tel:"};

    for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
        if (str_starts(s, str_from(starts[i])))
            return true;
    return s.ptr[0] == '/' && !str_starts(s, S("//"));
}

static void set_id(struct site *site, struct entry *n, const struct value *v)
{
    (void)site;
    n->notice.id = value_str(v);
    if (n->notice.id.len == 0)
        n->why = "id must be a word";
}

static void set_kind(struct site *site, struct entry *n, const struct value *v)
{
    (void)site;
    n->why = "kind must be info or warning";
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (str_eq(value_str(v), str_from(kinds[i])))
            n->why = NULL;
    n->notice.kind = value_str(v);
}

static void set_words(struct site *site, struct entry *n, const struct value *v)
{
    (void)site;
    n->notice.text = v;
    if (!is_text(v, NULL))
        n->why = "text must be text, or a map from language to text";
}

static void set_address(struct site *site, struct entry *n,
                        const struct value *v)
{
    (void)site;
    n->notice.url = v;
    if (!is_text(v, is_address))
        n->why = "url must begin with https://, http://, mailto:, tel: or /, "
                 "or be a map from language to such an address";
}

static void set_label(struct site *site, struct entry *n, const struct value *v)
{
    (void)site;
    n->notice.label = v;
    if (!is_text(v, NULL))
        n->why = "url_label must be text, or a map from language to text";
}

static void set_from(struct site *site, struct entry *n, const struct value *v)
{
    if (!schedule_time(site, value_str(v), SCHEDULE_FROM, &n->from))
        n->why = "from must be a date like 2026-12-24 or a time like "
                 "2026-12-24T18:00";
}

static void set_until(struct site *site, struct entry *n, const struct value *v)
{
    if (!schedule_time(site, value_str(v), SCHEDULE_UNTIL, &n->notice.until))
        n->why = "until must be a date like 2026-12-24 or a time like "
                 "2026-12-24T18:00";
}

static void set_locales(struct site *site, struct entry *n,
                        const struct value *v)
{
    char tag[LOCALE_MAX];
    bool tags = v->kind == VALUE_LIST;

    (void)site;
    for (size_t i = 0; tags && i < v->list.count; i++)
        tags = locale_of_folder(value_str(v->list.items[i]), tag);
    n->notice.locales = v;
    if (!tags)
        n->why = "locales must be a list of language tags";
}

static const struct notice_key {
    struct str name;
    void (*set)(struct site *site, struct entry *n, const struct value *v);
} keys[] = {
    {STR("id"), set_id},           {STR("kind"), set_kind},
    {STR("text"), set_words},      {STR("url"), set_address},
    {STR("url_label"), set_label}, {STR("from"), set_from},
    {STR("until"), set_until},     {STR("locales"), set_locales},
};

const char *notice_key(size_t i)
{
    return i < sizeof(keys) / sizeof(*keys) ? keys[i].name.ptr : NULL;
}

static void read_member(struct site *site, struct entry *n,
                        const struct value_member *m)
{
    if (n->why)
        return;
    n->key = m->key;
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (str_eq(m->key, keys[i].name)) {
            if (m->value->kind != VALUE_NULL)
                keys[i].set(site, n, m->value);
            return;
        }
    n->why = "known keys are id, kind, text, url, url_label, from, until "
             "and locales";
}

/* The same text keeps its id from compile to compile. */
static struct str own_id(struct arena *a, const struct value *text)
{
    struct buf json = {0};

    value_to_json(&json, text);
    struct str id =
        arena_fmt(a, "%08x", (uint32_t)XXH3_64bits(json.ptr, json.len));
    buf_release(&json);
    return id;
}

static struct entry read_entry(struct site *site, const struct value *v)
{
    struct entry n = {.notice.kind = S("info")};

    if (v->kind != VALUE_MAP) {
        n.why = "it must be a map with a text";
        return n;
    }
    for (size_t i = 0; i < v->map.count; i++)
        read_member(site, &n, &v->map.members[i]);
    if (n.why)
        return n;
    n.key = (struct str){0};
    if (!n.notice.text)
        n.why = "text is missing";
    else if (n.from && n.notice.until && n.from >= n.notice.until)
        n.why = "until must be later than from";
    else if (n.notice.id.len == 0)
        n.notice.id = own_id(&site->arena, n.notice.text);
    return n;
}

static void tell(struct site *site, const struct entry *n, size_t index,
                 struct str yaml)
{
    unsigned line, column;

    yaml_item_place(yaml, S("notices"), index, n->key, &line, &column);
    problem_add(&site->problems, CHECK_NOTICE, S("site.yaml"), line, column,
                "notice %zu: %s", index + 1, n->why);
}

void notices_read(struct site *site, struct str yaml)
{
    const struct value *list = site->config.notices;
    size_t count = list ? list->list.count : 0;

    site->notices = arena_new(&site->arena, struct notice, count);
    for (size_t i = 0; i < count && site->notices; i++) {
        struct entry n = read_entry(site, list->list.items[i]);
        if (n.why)
            tell(site, &n, i, yaml);
        else if (schedule_is_now(site, n.from, n.notice.until))
            site->notices[site->notice_count++] = n.notice;
    }
}

static bool is_for(const struct notice *n, const char *tag)
{
    if (!n->locales)
        return true;
    for (size_t i = 0; i < n->locales->list.count; i++)
        if (is_tag(value_str(n->locales->list.items[i]), tag))
            return true;
    return false;
}

static struct str iso(struct arena *a, int64_t seconds)
{
    struct buf text = {0};

    timestamp_put(&text, seconds);
    struct str copy = buf_copy(&text, a);
    buf_release(&text);
    return copy;
}

static struct value *notice_value(struct arena *a, const struct notice *n,
                                  const char *tag)
{
    struct value *v = value_map(a);

    set_text(a, v, "id", n->id);
    set_text(a, v, "kind", n->kind);
    set_text(a, v, "text", text_in(n->text, tag));
    set_url(a, v, "url", text_in(n->url, tag));
    set_text(a, v, "url_label", text_in(n->label, tag));
    set_text(a, v, "until", n->until ? iso(a, n->until) : (struct str){0});
    return v;
}

struct value *notices_value(struct arena *a, const struct site *site,
                            const struct locale *l)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < site->notice_count; i++) {
        const struct notice *n = &site->notices[i];
        if (is_for(n, l->tag) && text_in(n->text, l->tag).len)
            value_push(a, list, notice_value(a, n, l->tag));
    }
    return list;
}
