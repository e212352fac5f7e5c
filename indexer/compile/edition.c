#include "indexer/compile/edition.h"

#include <stdlib.h>

#include "indexer/base/path.h"
#include "indexer/content/content.h"
#include "indexer/arrange/links.h"
#include "indexer/compile/output.h"
#include "indexer/page/page_values.h"
#include "indexer/content/publication.h"

static int write_edition(struct edition *ed, const struct compile_options *o,
                         struct err *e)
{
    struct compilation *c = &ed->c;

    if (theme_load(&ed->theme, &c->site, o->theme, e) ||
        output_write(&c->site, &c->agents, &ed->theme, o->output, e))
        return -1;
    ed->check = c->agents.public_check;
    return press_init(&ed->press, &c->site, &ed->theme, 1, e);
}

struct edition *edition_make(const struct compile_options *o, struct keep *keep)
{
    struct edition *ed = calloc(1, sizeof(*ed));

    if (!ed)
        return NULL;
    compilation_init(&ed->c, o);
    ed->c.site.preview = ed->c.agents.preview = true;
    ed->c.site.keep = ed->c.agents.keep = keep;
    ed->c.site.index_keep = keep ? keep_index(keep, false) : NULL;
    ed->c.agents.index_keep = keep ? keep_index(keep, true) : NULL;
    enum check failed = CHECK_NO_ARTICLES;
    if (compilation_read(&ed->c, o, &ed->error) == 0) {
        failed = CHECK_THEME;
        write_edition(ed, o, &ed->error);
    }
    preview_report_take(&ed->report, &ed->c.site);
    preview_report_take(&ed->report, &ed->c.agents);
    if (ed->error.code && ed->error.message[0])
        preview_report_err(&ed->report, failed, &ed->error);
    return ed;
}

void edition_free(struct edition *ed)
{
    if (!ed)
        return;
    press_release(&ed->press);
    theme_release(&ed->theme);
    compilation_release(&ed->c);
    preview_report_release(&ed->report);
    while (ed->past) {
        struct edition_past *older = ed->past->older;
        article_release(&ed->past->article);
        kept_drop(ed->past->kept);
        free(ed->past);
        ed->past = older;
    }
    free(ed);
}

/* What decides where an article stands, and whether: then lists, addresses and
 * other pages change with it. */
static bool has_same_place(const struct article *a, const struct article *b)
{
    return str_eq(a->slug, b->slug) && str_eq(a->id, b->id) &&
           str_eq(a->type, b->type) && str_eq(a->section, b->section) &&
           a->published_at == b->published_at && a->date_at == b->date_at &&
           a->expires_at == b->expires_at && a->draft == b->draft &&
           a->unlisted == b->unlisted && a->for_agents == b->for_agents &&
           a->is_reply == b->is_reply;
}

static struct page *find_page(struct edition *ed, struct str path)
{
    struct arena scratch = {0};
    struct page *p = map_get(&ed->c.site.by_file, path_key(&scratch, path));

    arena_release(&scratch);
    return p && p->kept && !p->dropped && !p->is_index ? p : NULL;
}

/* What reading an article and resolving its links can find. */
static bool is_found_quickly(enum check check)
{
    static const enum check found[] = {
        CHECK_BROKEN_LINK,   CHECK_BROKEN_ANCHOR,  CHECK_BAD_LINK,
        CHECK_MISSING_IMAGE, CHECK_EXTERNAL_IMAGE, CHECK_AUDIENCE,
        CHECK_NO_TITLE,
    };

    for (size_t i = 0; i < sizeof(found) / sizeof(*found); i++)
        if (found[i] == check)
            return true;
    return false;
}

static bool is_among(const struct problems *all, const struct problem *p)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->rows[i].check == p->check && all->rows[i].line == p->line &&
            str_eq(all->rows[i].message, p->message))
            return true;
    return false;
}

/* Takes out what was found in the article as it was. */
static void forget_problems(struct edition *ed, const struct page *p,
                            bool with_links)
{
    struct preview_report *r = &ed->report;
    size_t kept = 0;

    for (size_t i = 0; i < r->count; i++) {
        const struct problem *old = &r->rows[i].problem;
        bool is_old = str_eq(old->path, p->file) &&
                      ((with_links && is_found_quickly(old->check)) ||
                       is_among(&p->read->problems, old));
        if (!is_old)
            r->rows[kept++] = r->rows[i];
    }
    r->count = kept;
}

static void note_problems(struct edition *ed, const struct page *p,
                          const struct problems *found, size_t from)
{
    for (size_t i = from; i < found->count; i++)
        preview_report_add(&ed->report, &found->rows[i],
                           str_eq(found->rows[i].path, p->file)
                               ? p->address
                               : (struct str){0});
}

static int keep_past(struct edition *ed, struct page *p, struct err *e)
{
    struct edition_past *past = calloc(1, sizeof(*past));

    if (!past)
        return err_no_memory(e);
    *past = (struct edition_past){ed->past, p->article, p->kept};
    ed->past = past;
    p->article = (struct article){0};
    p->kept = NULL;
    p->parts = NULL;
    return 0;
}

/* What git knows of the file, a save does not change. */
static void keep_history(struct article *a, const struct edition_past *past)
{
    const struct article *before = &past->article;

    if (a->updated.len == 0 && past->kept->article.updated.len == 0) {
        a->updated = before->updated;
        a->updated_at = before->updated_at;
    }
    if (a->author_count == 0 && past->kept->article.author_count == 0) {
        a->authors = before->authors;
        a->author_count = before->author_count;
    }
}

/* The page with its article anew, and its links. */
static int renew(struct edition *ed, struct page *p, struct kept *version,
                 struct err *e)
{
    struct site *site = &ed->c.site;
    struct str id = p->article.id;
    size_t known = site->problems.count;

    if (keep_past(ed, p, e) || kept_take(version, p, e))
        return -1;
    content_settle(site, p);
    keep_history(&p->article, ed->past);
    publication_settle_one(site, p);
    if (!p->article.id.len)
        p->article.id = id;
    if (links_resolve_page(site, p, e))
        return -1;
    note_problems(ed, p, &site->problems, known);
    return 0;
}

static void set_read(struct page *p, struct kept *version)
{
    kept_drop(p->read);
    p->read = kept_use(version);
}

static uint32_t locale_number(const struct site *site, const struct page *p)
{
    return (uint32_t)(p->locale - site->locales);
}

static int apply(struct edition *ed, struct page *p, struct kept *version,
                 struct press_task *task, enum edition_answer *answer,
                 struct err *e)
{
    struct site *site = &ed->c.site;

    if (version->is_gone ||
        (version->is_good &&
         !has_same_place(&version->article, &p->kept->article)))
        return 0;
    forget_problems(ed, p, version->is_good);
    note_problems(ed, p, &version->problems, 0);
    set_read(p, version);
    *answer = EDITION_ERROR;
    if (!version->is_good)
        return 0;
    if (renew(ed, p, version, e))
        return -1;
    *answer = EDITION_PAGE;
    *task = (struct press_task){
        .kind = PRESS_ARTICLE, .locale = locale_number(site, p), .page = p};
    return press_page(&ed->press, 0, task, e);
}

int edition_apply(struct edition *ed, struct str path, struct press_task *task,
                  enum edition_answer *answer, struct err *e)
{
    struct page *p = find_page(ed, path);
    struct kept *version;

    *answer = EDITION_LATER;
    if (!p)
        return 0;
    version = kept_read(&ed->c.site, p, e);
    if (!version)
        return -1;
    keep_offer(ed->c.site.keep, path, version);
    int result = apply(ed, p, version, task, answer, e);
    if (version->problems.fatal.code) {
        *e = version->problems.fatal;
        result = -1;
    }
    kept_drop(version);
    return result;
}
