#include "indexer/history/site_diff.h"

#include <stdlib.h>

#include "indexer/base/compress.h"
#include "lib/map.h"
#include "lib/site/site_names.h"
#include "lib/value.h"

/* What a file says of an article in its list. */
struct listed {
    struct str locale, id, address, title;
    bool is_moved; /* the new place of one that is gone */
};

struct side {
    const struct site_file *file;
    const struct value *locales; /* the manifest's */
    struct map homes;            /* tag -> struct value of the locale */
    struct map articles;         /* "LOCALE TAB ID" -> struct listed */
};

struct differ {
    struct arena *a;
    struct side before, after;
    struct site_diff *out;
    size_t room;
    struct map fresh; /* "LOCALE TAB ETAG" -> struct listed of the new ones */
};

static struct str text_of(const struct value *v, const char *key)
{
    return value_str(value_get(v, str_from(key)));
}

static int damaged(const struct side *s, const char *what, struct err *e)
{
    err_set(e, ERR_CONTENT, "has no %s: not a help centre's site file", what);
    return err_at(e, str_from(site_file_path(s->file)), 0, 0);
}

static int read_manifest(struct side *s, struct arena *a, struct err *e)
{
    struct buf text = {0};
    const struct value *v = NULL;

    if (site_file_load(s->file, SITE_NAME_MANIFEST, &text, e) == 0)
        v = value_from_json(a, buf_str(&text), e);
    buf_release(&text);
    if (!v)
        return -1;
    s->locales = value_get(v, S("locales"));
    if (!s->locales || s->locales->kind != VALUE_LIST)
        return damaged(s, "list of languages", e);
    map_init(&s->homes, a);
    for (size_t i = 0; i < s->locales->list.count; i++) {
        struct value *l = s->locales->list.items[i];
        if (!map_set(&s->homes, text_of(l, "tag"), l))
            return err_no_memory(e);
    }
    return 0;
}

/* A line: id, address, title, description. */
static bool add_article(struct side *s, struct arena *a, struct str locale,
                        struct str line)
{
    struct listed *x = arena_new(a, struct listed, 1);
    struct str key;

    if (!x)
        return false;
    x->locale = locale;
    str_cut(&line, '\t', &x->id);
    str_cut(&line, '\t', &x->address);
    str_cut(&line, '\t', &x->title);
    key = arena_fmt(a, "%.*s\t%.*s", STR_ARG(locale), STR_ARG(x->id));
    return key.ptr && map_set(&s->articles, key, x);
}

static int read_articles(struct side *s, struct arena *a, struct str locale,
                         struct err *e)
{
    struct str name = arena_fmt(a, SITE_NAME_ARTICLES "%.*s", STR_ARG(locale));
    const struct site_entry *entry =
        name.ptr ? site_file_find(s->file, name) : NULL;
    struct buf text = {0};
    struct str rest, line;

    /* No articles, no list. */
    if (!entry)
        return name.ptr ? 0 : err_no_memory(e);
    int result = site_file_read(s->file, &entry->blob[SITE_PLAIN], &text, e);
    rest = result ? (struct str){0} : buf_copy(&text, a);
    buf_release(&text);
    while (result == 0 && str_cut(&rest, '\n', &line))
        if (line.len && !add_article(s, a, locale, line))
            result = err_no_memory(e);
    return result;
}

static int read_side(struct side *s, const struct site_file *file,
                     struct arena *a, struct err *e)
{
    s->file = file;
    map_init(&s->articles, a);
    if (read_manifest(s, a, e))
        return -1;
    for (size_t i = 0; i < s->homes.count; i++)
        if (read_articles(s, a, s->homes.entries[i].key, e))
            return -1;
    return 0;
}

static bool add(struct differ *d, struct site_change change)
{
    if (d->out->count == d->room)
        return false;
    d->out->changes[d->out->count++] = change;
    return true;
}

static void add_locale(struct differ *d, enum change_kind kind,
                       const struct value *l)
{
    const struct value *count = value_get(l, S("articles"));

    add(d, (struct site_change){
               .kind = kind,
               .locale = text_of(l, "tag"),
               .title = text_of(l, "name"),
               .address = text_of(l, "home"),
               .articles =
                   count && count->kind == VALUE_INTEGER && count->integer > 0
                       ? (size_t)count->integer
                       : 0,
           });
}

static void compare_locales(struct differ *d)
{
    const struct map *before = &d->before.homes, *after = &d->after.homes;

    for (size_t i = 0; i < before->count; i++)
        if (!map_get(after, before->entries[i].key))
            add_locale(d, CHANGE_LOCALE_REMOVED, before->entries[i].value);
    for (size_t i = 0; i < after->count; i++)
        if (!map_get(before, after->entries[i].key))
            add_locale(d, CHANGE_LOCALE_ADDED, after->entries[i].value);
}

static struct site_change change_of(enum change_kind kind,
                                    const struct listed *x)
{
    return (struct site_change){
        .kind = kind,
        .locale = x->locale,
        .id = x->id,
        .title = x->title,
        .address = x->address,
    };
}

static const struct site_entry *
twin_of(const struct differ *d, const struct side *s, const struct listed *x)
{
    struct str path = arena_fmt(d->a, "%.*s" TWIN_ENDING, STR_ARG(x->address));

    return path.ptr ? site_file_find(s->file, path) : NULL;
}

static int read_twin(const struct side *s, const struct site_entry *entry,
                     struct buf *out, struct err *e)
{
    struct buf gzip = {0};

    if (entry->blob[SITE_PLAIN].length)
        return site_file_read(s->file, &entry->blob[SITE_PLAIN], out, e);
    int result = site_file_read(s->file, &entry->blob[SITE_GZIP], &gzip, e);
    if (result == 0)
        result =
            compress_undo_gzip(buf_str(&gzip), entry->plain_length, out, e);
    buf_release(&gzip);
    return result;
}

/* The text as programs read it. The same text is the same bytes, unless another
 * version compressed it. */
static int texts_differ(const struct differ *d, const struct listed *before,
                        const struct listed *after, bool *differ, struct err *e)
{
    const struct site_entry *old_twin = twin_of(d, &d->before, before);
    const struct site_entry *new_twin = twin_of(d, &d->after, after);
    struct buf old_text = {0}, new_text = {0};
    int result = 0;

    *differ = !old_twin || !new_twin ||
              old_twin->plain_length != new_twin->plain_length;
    if (!*differ && !str_eq(old_twin->etag, new_twin->etag)) {
        result = read_twin(&d->before, old_twin, &old_text, e) ||
                         read_twin(&d->after, new_twin, &new_text, e)
                     ? -1
                     : 0;
        *differ = !str_eq(buf_str(&old_text), buf_str(&new_text));
    }
    buf_release(&old_text);
    buf_release(&new_text);
    return result;
}

static int compare_article(struct differ *d, const struct listed *before,
                           const struct listed *after, struct err *e)
{
    struct site_change change = change_of(CHANGE_CHANGED, after);

    change.title_differs = !str_eq(before->title, after->title);
    if (!str_eq(before->address, after->address))
        change.from = before->address;
    if (texts_differ(d, before, after, &change.text_differs, e))
        return -1;
    if (change.title_differs || change.text_differs || change.from.len)
        add(d, change);
    return 0;
}

/* By what its text is known; empty: there is none. */
static struct str text_key(const struct differ *d, const struct side *s,
                           const struct listed *x)
{
    const struct site_entry *twin = twin_of(d, s, x);

    if (!twin)
        return (struct str){0};
    return arena_fmt(d->a, "%.*s\t%.*s", STR_ARG(x->locale),
                     STR_ARG(twin->etag));
}

static int find_fresh(struct differ *d, struct err *e)
{
    const struct map *after = &d->after.articles;

    map_init(&d->fresh, d->a);
    for (size_t i = 0; i < after->count; i++) {
        struct listed *x = after->entries[i].value;
        if (map_get(&d->before.articles, after->entries[i].key) ||
            !map_get(&d->before.homes, x->locale))
            continue;
        struct str key = text_key(d, &d->after, x);
        if (key.len && !map_set(&d->fresh, key, x))
            return err_no_memory(e);
    }
    return 0;
}

/* Gone, unless an article with the same text is new: it has another id then. */
static void note_gone(struct differ *d, const struct listed *x)
{
    struct str key = text_key(d, &d->before, x);
    struct listed *now = key.len ? map_get(&d->fresh, key) : NULL;

    if (!now || now->is_moved) {
        add(d, change_of(CHANGE_REMOVED, x));
        return;
    }
    now->is_moved = true;
    if (str_eq(now->address, x->address))
        return;
    struct site_change change = change_of(CHANGE_CHANGED, now);
    change.from = x->address;
    add(d, change);
}

static int compare_articles(struct differ *d, struct err *e)
{
    const struct map *before = &d->before.articles;
    const struct map *after = &d->after.articles;

    if (find_fresh(d, e))
        return -1;
    for (size_t i = 0; i < before->count; i++) {
        const struct listed *x = before->entries[i].value;
        const struct listed *now = map_get(after, before->entries[i].key);
        if (now && compare_article(d, x, now, e))
            return -1;
        if (!now && map_get(&d->after.homes, x->locale))
            note_gone(d, x);
    }
    for (size_t i = 0; i < after->count; i++) {
        const struct listed *x = after->entries[i].value;
        if (!x->is_moved && !map_get(before, after->entries[i].key) &&
            map_get(&d->before.homes, x->locale))
            add(d, change_of(CHANGE_ADDED, x));
    }
    return 0;
}

static int by_kind(const void *left, const void *right)
{
    const struct site_change *a = left, *b = right;
    int order = (a->kind > b->kind) - (a->kind < b->kind);

    if (!order)
        order = str_cmp(a->locale, b->locale);
    return order ? order : str_cmp(a->id, b->id);
}

/* Lists that come and go with what is in them. */
static bool is_list(const struct side *s, struct str address)
{
    static const struct str names[] = {STR("tags"), STR("a-z"), STR("changes")};

    for (size_t i = 0; i < s->homes.count; i++) {
        struct str home = text_of(s->homes.entries[i].value, "home");
        struct str name = str_skip(address, home.len);
        if (!str_starts(address, home))
            continue;
        for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++)
            if (str_eq(name, names[k]))
                return true;
        return str_starts(name, S("tags/"));
    }
    return false;
}

static bool is_answered(const struct side *s, struct str address)
{
    const struct site_entry *entry = site_file_find(s->file, address);

    return entry && (entry->kind == SITE_PAGE || entry->kind == SITE_REDIRECT);
}

static int find_missing(struct differ *d, struct err *e)
{
    const struct site_file *file = d->before.file;
    size_t count = site_file_count(file);

    d->out->missing = arena_new(d->a, struct str, count);
    if (!d->out->missing)
        return err_no_memory(e);
    for (size_t i = 0; i < count; i++) {
        const struct site_entry *entry = site_file_at(file, i);
        if ((entry->kind == SITE_PAGE || entry->kind == SITE_REDIRECT) &&
            !is_answered(&d->after, entry->path) &&
            !is_list(&d->before, entry->path))
            d->out->missing[d->out->missing_count++] = entry->path;
    }
    return 0;
}

int site_diff(const struct site_file *old_file,
              const struct site_file *new_file, struct arena *a,
              struct site_diff *out, struct err *e)
{
    struct differ d = {.a = a, .out = out};

    *out = (struct site_diff){0};
    if (read_side(&d.before, old_file, a, e) ||
        read_side(&d.after, new_file, a, e))
        return -1;
    d.room = d.before.homes.count + d.after.homes.count +
             d.before.articles.count + d.after.articles.count;
    out->changes = arena_new(a, struct site_change, d.room);
    if (!out->changes)
        return err_no_memory(e);
    compare_locales(&d);
    if (compare_articles(&d, e) || find_missing(&d, e))
        return -1;
    if (out->count)
        qsort(out->changes, out->count, sizeof(*out->changes), by_kind);
    return a->failed ? err_no_memory(e) : 0;
}
