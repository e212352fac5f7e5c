#include "server/site.h"

#include <stdlib.h>

#include "lib/icu/format.h"
#include "lib/icu/locale.h"
#include "lib/icu/message.h"
#include "lib/site/site_names.h"
#include "lib/timestamp.h"
#include "server/expiry.h"
#include "server/layer.h"
#include "server/log.h"

static struct value *load_json(struct site *s, const char *pattern,
                               struct str tag, struct err *e)
{
    struct str key = str_from(pattern);
    size_t hole = str_search(key, S("%s"));
    struct str name =
        arena_fmt(&s->arena, "%.*s%.*s%.*s", STR_ARG(str_sub(key, 0, hole)),
                  STR_ARG(tag), STR_ARG(str_skip(key, hole + 2)));
    struct buf json = {0};
    struct value *v = NULL;

    if (!name.ptr) {
        err_no_memory(e);
        return NULL;
    }
    if (site_file_load(s->file, name.ptr, &json, e) == 0)
        v = value_from_json(&s->arena, buf_str(&json), e);
    buf_release(&json);
    if (v && v->kind != VALUE_MAP) {
        err_set(e, ERR_CONTENT, "%s is no map", name.ptr);
        return NULL;
    }
    return v;
}

static int load_texts(struct site *s, struct site_locale *l, struct err *e)
{
    const struct value *sources = load_json(s, SITE_NAME_TEXTS, l->is->tag, e);
    struct value *texts = value_map(&s->arena);

    if (!sources || !texts)
        return sources ? err_no_memory(e) : -1;
    for (size_t i = 0; i < sources->map.count; i++) {
        const struct value_member *m = &sources->map.members[i];
        const struct message *message;
        if (message_parse(&s->arena, value_str(m->value), &message, e))
            return err_at(e, m->key, 0, 0);
        value_set_str(&s->arena, texts, m->key,
                      value_message(&s->arena, message));
    }
    l->texts = texts;
    return 0;
}

/* A locale whose search is damaged is served without it; where the system
 * fails a next try may do better. The index of the default locale is copied
 * early, those of others when they are first searched. */
static int load_search(struct site *s, struct site_locale *l, struct err *e)
{
    bool early = l == &s->locales[s->manifest.default_locale];

    struct err why = {0};
    char text[sizeof(why.path) + sizeof(why.message)];

    l->search = early ? search_locale_open_early(s->file, l->is->tag, &why)
                      : search_locale_open(s->file, l->is->tag, &why);
    if (l->search) {
        l->refusal = search_refusal(l->search);
        return 0;
    }
    if (why.code == ERR_SYSTEM) {
        if (e)
            *e = why;
        return -1;
    }
    struct str line =
        arena_str(&s->arena, str_from(err_text(&why, text, sizeof(text))));
    l->refusal = line.ptr;
    return line.ptr ? 0 : err_no_memory(e);
}

static int load_locale(struct site *s, size_t i, struct err *e)
{
    struct site_locale *l = &s->locales[i];

    l->site = s;
    l->is = &s->manifest.locales[i];
    l->values = load_json(s, SITE_NAME_VALUES, l->is->tag, e);
    if (!l->values || load_texts(s, l, e) ||
        article_table_read(s->file, l->is->tag, &s->arena, &l->articles, e))
        return -1;
    return load_search(s, l, e);
}

static int load_template(struct site *s, const struct site_entry *entry,
                         struct err *e)
{
    const struct str folder = STR(SITE_NAME_TEMPLATES), end = STR(".mustache");
    struct buf source = {0};
    int result;

    if (!str_starts(entry->path, folder) || !str_ends(entry->path, end))
        return 0;
    struct str name = str_skip(entry->path, folder.len);
    name.len -= end.len;
    result = site_file_read(s->file, &entry->blob[SITE_PLAIN], &source, e);
    if (result == 0)
        result = template_add(s->templates, name, buf_str(&source), e);
    buf_release(&source);
    return result;
}

static int load_templates(struct site *s, struct err *e)
{
    s->templates = template_set_new();
    if (!s->templates)
        return err_no_memory(e);
    for (size_t i = 0; i < site_file_count(s->file); i++) {
        const struct site_entry *entry = site_file_at(s->file, i);
        if (entry->kind == SITE_INTERNAL && load_template(s, entry, e))
            return -1;
    }
    return template_check(s->templates, e);
}

/* "https://shop.example/help" -> "https://shop.example". */
static struct str origin_of(struct str url)
{
    size_t scheme = str_search(url, S("://"));
    size_t host = scheme == url.len ? url.len : scheme + 3;

    return str_sub(url, 0, host + str_find(str_skip(url, host), '/'));
}

/* A theme may have none, and what is fetched early from a preview is old when
 * it is shown. */
static void find_rules(struct site *s)
{
    if (s->manifest.preview)
        return;

    const struct value *values = s->locales[s->manifest.default_locale].values;
    struct str rules =
        value_str(value_path(values, S("assets.prefetch_speculationrules")));

    if (rules.len)
        s->rules = arena_fmt(&s->arena, "\"%.*s\"", STR_ARG(rules)).ptr;
}

static int load(struct site *s, const char *base_url, struct err *e)
{
    if (manifest_read(s->file, &s->arena, &s->manifest, e))
        return -1;
    struct str url = base_url ? str_from(base_url) : s->manifest.base_url;
    s->origin = arena_str(&s->arena, origin_of(url));
    s->locales =
        arena_new(&s->arena, struct site_locale, s->manifest.locale_count);
    s->tags = arena_new(&s->arena, struct str, s->manifest.locale_count);
    if (!s->locales || !s->tags)
        return err_no_memory(e);
    for (size_t i = 0; i < s->manifest.locale_count; i++) {
        pool_init(&s->locales[i].formats);
        handoff_init(&s->locales[i].handoff);
        s->tags[i] = s->manifest.locales[i].tag;
    }
    if (channels_load(&s->channels, s->manifest.channels, &s->arena, e) ||
        load_templates(s, e))
        return -1;
    for (size_t i = 0; i < s->manifest.locale_count; i++)
        if (load_locale(s, i, e))
            return -1;
    s->first_expiry = expiry_first(s->file);
    find_rules(s);
    return s->arena.failed ? err_no_memory(e) : 0;
}

static void free_locale(struct site_locale *l)
{
    struct formats *f;

    while ((f = pool_take(&l->formats)))
        formats_free(f);
    pool_release(&l->formats);
    handoff_release(&l->handoff);
    if (l->search)
        search_locale_close(l->search);
}

void site_close(struct site *s)
{
    struct coder *c;

    if (s->agents)
        site_close(s->agents);
    if (s->file)
        log_fold_end(&s->failures, site_file_path(s->file));
    for (size_t i = 0; s->tags && i < s->manifest.locale_count; i++)
        free_locale(&s->locales[i]);
    while ((c = pool_take(&s->coders)))
        coder_free(c);
    pool_release(&s->coders);
    channels_release(&s->channels);
    template_set_free(s->templates);
    layer_free(atomic_load(&s->layer));
    site_file_close(s->file);
    arena_release(&s->arena);
    free(s);
}

static void log_refusals(const struct site *s, const char *path)
{
    for (size_t i = 0; i < s->manifest.locale_count; i++)
        if (s->locales[i].refusal)
            log_line("%s: no search in %.*s: %s", path,
                     STR_ARG(s->locales[i].is->tag), s->locales[i].refusal);
}

struct site *site_open(const char *path, const char *base_url, struct err *e)
{
    struct site *s = calloc(1, sizeof(*s));

    if (!s) {
        err_no_memory(e);
        return NULL;
    }
    pool_init(&s->coders);
    s->file = site_file_open(path, e);
    if (!s->file || load(s, base_url, e)) {
        if (s->file && e && !e->path[0])
            err_at(e, str_from(path), 0, 0);
        site_close(s);
        return NULL;
    }
    log_refusals(s, path);
    return s;
}

struct site *site_open_public(const char *path, const char *base_url,
                              bool previews, struct err *e)
{
    struct site *s = site_open(path, base_url, e);

    if (!s || previews || !s->manifest.preview)
        return s;
    site_close(s);
    err_set(e, ERR_CONTENT,
            "a preview for writers, with unfinished things in it: look at it "
            "with gabay-server --live, or compile it without --watch for "
            "customers");
    err_at(e, str_from(path), 0, 0);
    return NULL;
}

bool site_is_suspect(struct site *s)
{
    if (atomic_load(&s->suspect))
        return true;
    if (!site_file_changed(s->file))
        return false;
    if (!atomic_exchange(&s->suspect, true))
        log_line("%s: written to while it is served: no search until it is "
                 "whole again",
                 site_file_path(s->file));
    return true;
}

bool site_is_overdue(struct site *s, int64_t now)
{
    int64_t next = s->manifest.next_change_at;
    struct buf at = {0};

    if (next == 0 || now < next)
        return false;
    if (!atomic_exchange(&s->overdue, true)) {
        timestamp_put(&at, next);
        log_line("%s: overdue: something was to be published or taken back "
                 "at %.*s: compile it again",
                 site_file_path(s->file), STR_ARG(buf_str(&at)));
        buf_release(&at);
    }
    return true;
}

void site_drop_expired(const struct site *s, struct value *answer,
                       struct str origin, int64_t now)
{
    if (s->first_expiry && s->first_expiry <= now)
        expiry_drop(s->file, answer, origin, now);
}

const char *site_refusal(const struct site_locale *l)
{
    if (l->refusal)
        return l->refusal;
    return site_is_suspect(l->site) ? "the file is being written to" : NULL;
}

void site_failed(struct site *s, const struct err *e)
{
    /* Asked first: it says so where somebody is writing into the file. */
    if (e->code == ERR_CONTENT && !site_is_suspect(s))
        atomic_store(&s->suspect, true);
    log_folded(&s->failures, e);
}

const struct site_entry *site_entry(const struct site *s, struct str path)
{
    const struct layer *over = atomic_load(&s->layer);
    const struct site_entry *found =
        over ? site_file_find(over->file, path) : NULL;

    return found ? found : site_file_find(s->file, path);
}

int site_read(const struct site *s, const struct site_entry *entry,
              enum site_coding coding, struct buf *out, struct err *e)
{
    const struct site_file *f = s->file;

    for (const struct layer *l = atomic_load(&s->layer); l; l = l->before)
        if (site_file_holds(l->file, entry))
            f = l->file;
    return site_file_read(f, &entry->blob[coding], out, e);
}

const struct site_entry *site_find(const struct site *s, struct str path)
{
    struct buf address = {0};
    const struct site_entry *found = NULL;

    buf_url_path(&address, path);
    if (!address.failed)
        found = site_entry(s, buf_str(&address));
    buf_release(&address);
    return found;
}

struct site_locale *site_locale(const struct site *s, struct str tag)
{
    for (size_t i = 0; i < s->manifest.locale_count; i++)
        if (str_eq(s->locales[i].is->tag, tag))
            return &s->locales[i];
    return NULL;
}

struct site_locale *site_negotiate(const struct site *s,
                                   struct str accept_language)
{
    return &s->locales[locale_negotiate(accept_language, s->tags,
                                        s->manifest.locale_count,
                                        s->manifest.default_locale)];
}

struct formats *site_take_formats(struct site_locale *l)
{
    struct formats *f = pool_take(&l->formats);

    return f ? f : formats_new(l->is->tag, NULL);
}

void site_give_formats(struct site_locale *l, struct formats *f)
{
    if (f && !pool_give(&l->formats, f))
        formats_free(f);
}

struct coder *site_take_coder(struct site *s)
{
    struct coder *c = pool_take(&s->coders);

    return c ? c : coder_new();
}

void site_give_coder(struct site *s, struct coder *c)
{
    if (c && !pool_give(&s->coders, c))
        coder_free(c);
}
