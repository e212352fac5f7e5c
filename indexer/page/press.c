#include "indexer/page/press.h"

#include "indexer/base/compress.h"
#include "indexer/page/page_values.h"
#include "indexer/page/twin.h"
#include "lib/records/articles_table.h"
#include "lib/site/site_names.h"

static const char *const template_names[] = {
    [PRESS_HOME] = "home",       [PRESS_SECTION] = "section",
    [PRESS_ARTICLE] = "article", [PRESS_TAGS] = "tags",
    [PRESS_TAG] = "tag",         [PRESS_A_Z] = "a_z",
    [PRESS_CHANGES] = "changes",
};

/* What a thread keeps from page to page. */
struct press_bench {
    struct arena arena;
    struct buf html, twin;
    struct compressor compressor;
    struct formats **formats; /* by locale, opened when first used */
};

static struct str address_of(const struct site *site,
                             const struct press_task *t)
{
    switch (t->kind) {
    case PRESS_HOME: return site->locales[t->locale].home;
    case PRESS_SECTION: return t->section->address;
    case PRESS_ARTICLE: return t->page->address;
    case PRESS_TAGS: return site->locales[t->locale].tags_address;
    case PRESS_TAG: return t->tag->address;
    case PRESS_A_Z: return site->locales[t->locale].a_z_address;
    case PRESS_CHANGES: return site->locales[t->locale].changes_address;
    }
    return (struct str){0};
}

static struct value *values_of(struct press *p, struct press_bench *b,
                               const struct press_task *t)
{
    const struct locale *l = &p->site->locales[t->locale];
    struct value *messages = p->messages[t->locale];

    switch (t->kind) {
    case PRESS_HOME: return values_home(&b->arena, p->site, l, messages);
    case PRESS_SECTION:
        return values_section(&b->arena, p->site, t->section, messages,
                              b->formats[t->locale]);
    case PRESS_ARTICLE:
        return values_article(&b->arena, p->site, t->page, messages,
                              b->formats[t->locale]);
    case PRESS_TAGS: return values_tags(&b->arena, p->site, l, messages);
    case PRESS_TAG: return values_tag(&b->arena, p->site, l, t->tag, messages);
    case PRESS_A_Z: return values_a_z(&b->arena, p->site, l, messages);
    case PRESS_CHANGES:
        return values_changes(&b->arena, p->site, l, messages,
                              b->formats[t->locale]);
    }
    return NULL;
}

/* A theme may show the body in another form, or not at all: then it is kept
 * apart. */
static void note_html(struct press_task *t, const struct value *root,
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

static int press_twin(struct press *p, struct press_bench *b,
                      struct press_task *t, struct err *e)
{
    struct buf *text = p->site->preview ? &t->twin[SITE_PLAIN] : &b->twin;

    buf_clear(text);
    twin_put(text, t->page);
    if (text->failed)
        return err_no_memory(e);
    t->twin_length = text->len;
    if (p->site->preview)
        return 0;
    return compress_gzip(&b->compressor, buf_str(text), &t->twin[SITE_GZIP], e);
}

static int press_html(struct press *p, struct press_bench *b,
                      struct press_task *t, struct err *e)
{
    struct buf *html = p->site->preview ? &t->html[SITE_PLAIN] : &b->html;
    struct value *root = values_of(p, b, t);

    if (b->arena.failed || !root)
        return err_no_memory(e);
    buf_clear(html);
    if (template_render(p->theme->templates, str_from(template_names[t->kind]),
                        root, b->formats[t->locale], html, e))
        return -1;
    t->html_length = html->len;
    if (t->page)
        note_html(t, root, buf_str(html));
    if (p->site->preview)
        return 0;
    if (compress_gzip(&b->compressor, buf_str(html), &t->html[SITE_GZIP], e))
        return -1;
    return compress_brotli(buf_str(html), &t->html[SITE_BROTLI], e);
}

int press_page(struct press *p, unsigned worker, struct press_task *t,
               struct err *e)
{
    struct press_bench *b = &p->benches[worker];
    struct formats **formats = &b->formats[t->locale];

    if (!*formats)
        *formats = formats_new(str_from(p->site->locales[t->locale].tag), e);
    if (!*formats)
        return -1;
    arena_reset(&b->arena);
    if (press_html(p, b, t, e))
        return -1;
    return t->page ? press_twin(p, b, t, e) : 0;
}

static void set_blobs(struct site_entry_in *entry, const struct buf forms[3])
{
    for (size_t i = 0; i < 3; i++)
        entry->blob[i] = buf_str(&forms[i]);
}

static int write_twin(struct site *site, const struct press_task *t,
                      struct site_writer *w, struct err *e)
{
    struct site_entry_in entry = {
        .path = arena_fmt(&site->arena, "%.*s" TWIN_ENDING,
                          STR_ARG(t->page->address)),
        .kind = SITE_ASSET,
        .cache = SITE_CACHE_REVALIDATE,
        .type = S("text/markdown; charset=utf-8"),
        .changed = t->page->article.updated_at,
        .expires = t->page->article.expires_at,
        .plain_length = t->twin_length,
    };

    set_blobs(&entry, t->twin);
    return entry.path.ptr ? site_writer_add(w, &entry, e) : err_no_memory(e);
}

static int write_apart(struct site *site, const struct press_task *t,
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
    entry.path = arena_fmt(&site->arena, SITE_NAME_BODY "%.*s",
                           STR_ARG(t->page->address));
    return entry.path.ptr ? site_writer_add(w, &entry, e) : err_no_memory(e);
}

int press_write(struct site *site, const struct press_task *t,
                struct site_writer *w, struct err *e)
{
    struct site_entry_in entry = {
        .path = address_of(site, t),
        .kind = SITE_PAGE,
        .cache = SITE_CACHE_REVALIDATE,
        .type = S("text/html; charset=utf-8"),
        .changed = t->page ? t->page->article.updated_at : 0,
        .expires = t->page ? t->page->article.expires_at : 0,
        .plain_length = t->html_length,
    };

    set_blobs(&entry, t->html);
    if (site_writer_add(w, &entry, e))
        return -1;
    if (!t->page)
        return 0;
    return write_twin(site, t, w, e) || write_apart(site, t, w, e) ? -1 : 0;
}

void press_task_release(struct press_task *t)
{
    for (size_t i = 0; i < 3; i++) {
        buf_release(&t->html[i]);
        buf_release(&t->twin[i]);
    }
    buf_release(&t->apart);
}

int press_init(struct press *p, struct site *site, const struct theme *theme,
               unsigned workers, struct err *e)
{
    size_t locales = site->locale_count;

    *p = (struct press){.site = site, .theme = theme, .workers = workers};
    p->messages = arena_new(&p->arena, struct value *, locales);
    p->benches = arena_new(&p->arena, struct press_bench, workers);
    if (!p->messages || !p->benches)
        return err_no_memory(e);
    for (unsigned i = 0; i < workers; i++)
        p->benches[i].formats = arena_new(&p->arena, struct formats *, locales);
    if (p->arena.failed)
        return err_no_memory(e);
    for (size_t i = 0; i < locales; i++) {
        p->messages[i] = values_messages(&p->arena, &site->locales[i], e);
        if (!p->messages[i])
            return -1;
    }
    return 0;
}

static void release_bench(struct press_bench *b, size_t locales)
{
    for (size_t i = 0; b->formats && i < locales; i++)
        formats_free(b->formats[i]);
    arena_release(&b->arena);
    buf_release(&b->html);
    buf_release(&b->twin);
    compressor_release(&b->compressor);
}

void press_release(struct press *p)
{
    for (unsigned i = 0; p->benches && i < p->workers; i++)
        release_bench(&p->benches[i], p->site->locale_count);
    arena_release(&p->arena);
    *p = (struct press){0};
}
