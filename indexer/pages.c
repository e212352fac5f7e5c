#include "indexer/pages.h"

#include <stdlib.h>

#include "indexer/aliases.h"
#include "indexer/compress.h"
#include "indexer/jobs.h"
#include "indexer/page_values.h"
#include "indexer/recent.h"
#include "indexer/twin.h"
#include "lib/records/articles_table.h"
#include "lib/site/site_names.h"

/* So many are rendered before they are written: bounds the memory. */
enum { BATCH = 512 };

enum what { HOME, SECTION, ARTICLE, TAGS, TAG, A_Z, CHANGES };

static const char *const template_names[] = {
    [HOME] = "home",       [SECTION] = "section", [ARTICLE] = "article",
    [TAGS] = "tags",       [TAG] = "tag",         [A_Z] = "a_z",
    [CHANGES] = "changes",
};

struct task {
    enum what what;
    uint32_t locale;
    const struct section *section;
    struct page *page;
    const struct tag *tag;
    struct buf gzip, brotli, twin; /* the latter of articles */
    struct buf apart; /* HTML of an article whose page does not hold it */
    uint64_t plain_length, twin_length;
};

/* What a thread keeps from page to page. */
struct bench {
    struct arena arena;
    struct buf html, markdown;
    struct compressor compressor;
    struct formats **formats; /* by locale, opened when first used */
};

struct press {
    struct site *site;
    const struct theme *theme;
    struct value **messages; /* by locale */
    struct arena arena;      /* of the messages and tasks */
    struct task *tasks;
    size_t count, first; /* of the batch */
    struct bench *benches;
};

static struct str address_of(const struct press *p, const struct task *t)
{
    switch (t->what) {
    case HOME: return p->site->locales[t->locale].home;
    case SECTION: return t->section->address;
    case ARTICLE: return t->page->address;
    case TAGS: return p->site->locales[t->locale].tags_address;
    case TAG: return t->tag->address;
    case A_Z: return p->site->locales[t->locale].a_z_address;
    case CHANGES: return p->site->locales[t->locale].changes_address;
    }
    return (struct str){0};
}

static struct value *values_of(struct press *p, struct bench *b,
                               const struct task *t)
{
    const struct locale *l = &p->site->locales[t->locale];
    struct value *messages = p->messages[t->locale];

    switch (t->what) {
    case HOME: return values_home(&b->arena, p->site, l, messages);
    case SECTION:
        return values_section(&b->arena, p->site, t->section, messages,
                              b->formats[t->locale]);
    case ARTICLE:
        return values_article(&b->arena, p->site, t->page, messages,
                              b->formats[t->locale]);
    case TAGS: return values_tags(&b->arena, p->site, l, messages);
    case TAG: return values_tag(&b->arena, p->site, l, t->tag, messages);
    case A_Z: return values_a_z(&b->arena, p->site, l, messages);
    case CHANGES:
        return values_changes(&b->arena, p->site, l, messages,
                              b->formats[t->locale]);
    }
    return NULL;
}

/* A theme may show the body in another form, or not at all: then it is kept
 * apart. */
static void note_html(struct task *t, const struct value *root,
                      struct str plain)
{
    struct str html = value_str(value_path(root, S("article.html")));
    size_t at = str_search(plain, html);
    bool found = at + html.len <= plain.len && at < ARTICLE_HTML_APART;

    t->page->html_at = found ? (uint32_t)at : (uint32_t)ARTICLE_HTML_APART;
    t->page->html_length = (uint32_t)html.len;
    if (!found)
        buf_put(&t->apart, html);
}

static int press_twin(struct bench *b, struct task *t, struct err *e)
{
    buf_clear(&b->markdown);
    twin_put(&b->markdown, t->page);
    if (b->markdown.failed)
        return err_no_memory(e);
    t->twin_length = b->markdown.len;
    return compress_gzip(&b->compressor, buf_str(&b->markdown), &t->twin, e);
}

static int press_page(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct press *p = ctx;
    struct bench *b = &p->benches[worker];
    struct task *t = &p->tasks[p->first + index];
    struct formats **formats = &b->formats[t->locale];

    if (!*formats)
        *formats = formats_new(str_from(p->site->locales[t->locale].tag), e);
    if (!*formats)
        return -1;
    arena_reset(&b->arena);
    buf_clear(&b->html);

    struct value *root = values_of(p, b, t);
    if (b->arena.failed || !root)
        return err_no_memory(e);
    if (template_render(p->theme->templates, str_from(template_names[t->what]),
                        root, *formats, &b->html, e))
        return -1;
    t->plain_length = b->html.len;
    if (t->page)
        note_html(t, root, buf_str(&b->html));
    if (t->page && press_twin(b, t, e))
        return -1;
    if (compress_gzip(&b->compressor, buf_str(&b->html), &t->gzip, e))
        return -1;
    return compress_brotli(buf_str(&b->html), &t->brotli, e);
}

static int write_page(struct press *p, const struct task *t,
                      struct site_writer *w, struct err *e)
{
    struct site_entry_in entry = {
        .path = address_of(p, t),
        .kind = SITE_PAGE,
        .cache = SITE_CACHE_REVALIDATE,
        .type = S("text/html; charset=utf-8"),
        .changed = t->page ? t->page->article.updated_at : 0,
        .expires = t->page ? t->page->article.expires_at : 0,
        .plain_length = t->plain_length,
        .blob = {[SITE_GZIP] = buf_str(&t->gzip),
                 [SITE_BROTLI] = buf_str(&t->brotli)},
    };

    if (site_writer_add(w, &entry, e))
        return -1;
    return t->page
               ? twin_write(p->site, t->page, &t->twin, t->twin_length, w, e)
               : 0;
}

static int write_apart(const struct press *p, const struct task *t,
                       struct site_writer *w, struct err *e)
{
    struct site_entry_in entry = {
        .kind = SITE_INTERNAL,
        .plain_length = t->apart.len,
        .blob = {[SITE_PLAIN] = buf_str(&t->apart)},
    };

    if (t->apart.failed)
        return err_no_memory(e);
    if (!t->apart.len)
        return 0;
    entry.path = arena_fmt(&p->site->arena, SITE_NAME_BODY "%.*s",
                           STR_ARG(t->page->address));
    return entry.path.ptr ? site_writer_add(w, &entry, e) : err_no_memory(e);
}

static int write_batch(struct press *p, struct site_writer *w, struct err *e)
{
    size_t count = p->count - p->first < BATCH ? p->count - p->first : BATCH;
    int result = jobs_run(p->site->jobs, count, press_page, p, e);

    for (size_t i = 0; i < count; i++) {
        struct task *t = &p->tasks[p->first + i];
        if (result == 0)
            result = write_page(p, t, w, e);
        if (result == 0)
            result = write_apart(p, t, w, e);
        buf_release(&t->gzip);
        buf_release(&t->apart);
        buf_release(&t->brotli);
        buf_release(&t->twin);
        if (t->page)
            article_drop_html(&t->page->article);
    }
    p->first += count;
    return result;
}

static void list_lists(struct press *p, uint32_t locale)
{
    const struct locale *l = &p->site->locales[locale];

    if (l->tags_address.len)
        p->tasks[p->count++] = (struct task){.what = TAGS, .locale = locale};
    for (size_t i = 0; i < l->tag_count; i++)
        p->tasks[p->count++] =
            (struct task){.what = TAG, .locale = locale, .tag = l->tags[i]};
    if (l->a_z_address.len)
        p->tasks[p->count++] = (struct task){.what = A_Z, .locale = locale};
    if (l->changes_address.len)
        p->tasks[p->count++] = (struct task){.what = CHANGES, .locale = locale};
}

static int list_tasks(struct press *p, struct err *e)
{
    struct site *site = p->site;
    size_t n = 0;

    for (size_t i = 0; i < site->locale_count; i++)
        n += 4 + site->locales[i].section_count +
             site->locales[i].served_count + site->locales[i].tag_count;
    p->tasks = arena_new(&p->arena, struct task, n);
    if (!p->tasks)
        return err_no_memory(e);
    for (uint32_t i = 0; i < site->locale_count; i++) {
        const struct locale *l = &site->locales[i];
        p->tasks[p->count++] = (struct task){.what = HOME, .locale = i};
        for (size_t k = 0; k < l->section_count; k++)
            p->tasks[p->count++] = (struct task){
                .what = SECTION, .locale = i, .section = l->sections[k]};
        for (size_t k = 0; k < l->served_count; k++)
            p->tasks[p->count++] = (struct task){
                .what = ARTICLE, .locale = i, .page = l->served[k]};
        list_lists(p, i);
    }
    return 0;
}

static int prepare(struct press *p, struct err *e)
{
    struct site *site = p->site;

    p->messages = arena_new(&p->arena, struct value *, site->locale_count);
    p->benches = arena_new(&p->arena, struct bench, site->jobs);
    if (!p->messages || !p->benches)
        return err_no_memory(e);
    for (unsigned i = 0; i < site->jobs; i++) {
        p->benches[i].formats =
            arena_new(&p->arena, struct formats *, site->locale_count);
        if (!p->benches[i].formats)
            return err_no_memory(e);
    }
    for (size_t i = 0; i < site->locale_count; i++) {
        p->messages[i] = values_messages(&p->arena, &site->locales[i], e);
        if (!p->messages[i])
            return -1;
    }
    return list_tasks(p, e);
}

static void clean_up(struct press *p)
{
    for (unsigned i = 0; p->benches && i < p->site->jobs; i++) {
        struct bench *b = &p->benches[i];
        for (size_t k = 0; b->formats && k < p->site->locale_count; k++)
            formats_free(b->formats[k]);
        arena_release(&b->arena);
        buf_release(&b->html);
        buf_release(&b->markdown);
        compressor_release(&b->compressor);
    }
    arena_release(&p->arena);
}

int pages_write(struct site *site, const struct theme *theme,
                struct site_writer *w, struct err *e)
{
    struct press p = {.site = site, .theme = theme};
    int result = prepare(&p, e);

    while (result == 0 && p.first < p.count)
        result = write_batch(&p, w, e);
    clean_up(&p);
    return result ? result : aliases_write(site, w, e);
}
