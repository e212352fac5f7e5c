#include "indexer/content/content.h"

#include "indexer/base/path.h"
#include "indexer/content/audience.h"
#include "indexer/content/cascade.h"
#include "indexer/front_matter/front_matter.h"
#include "indexer/base/err_place.h"
#include "indexer/base/jobs.h"
#include "indexer/content/keep.h"
#include "indexer/markdown/markdown.h"
#include "indexer/content/placeholders.h"
#include "indexer/settings/site_config.h"
#include "indexer/content/snippets.h"
#include "indexer/base/yaml_words.h"
#include "indexer/settings/variables.h"
#include "lib/file.h"
#include "lib/icu/fold.h"
#include "lib/utf8.h"

enum { ARTICLE_MAX = 16 << 20 };

static struct str first_part(struct str path)
{
    return str_of(path.ptr, str_find(path, '/'));
}

/* With `locales` in site.yaml those folders only; else every folder whose name
 * is a tag of a language that ICU can name. */
static bool is_locale_folder(const struct site *site, struct str folder,
                             char tag[LOCALE_MAX], struct str *name)
{
    const struct value *listed = site->config.locales;

    if (!locale_of_folder(folder, tag))
        return false;
    if (!listed)
        return true;
    for (size_t i = 0; listed->kind == VALUE_MAP && i < listed->map.count;
         i++) {
        char other[LOCALE_MAX];
        const struct value_member *m = &listed->map.members[i];
        if (!locale_of_folder(m->key, other) ||
            !str_eq(str_from(other), str_from(tag)))
            continue;
        *name = m->value->kind == VALUE_MAP
                    ? value_str(value_get(m->value, S("name")))
                    : value_str(m->value);
        return true;
    }
    for (size_t i = 0; listed->kind == VALUE_LIST && i < listed->list.count;
         i++) {
        char other[LOCALE_MAX];
        if (locale_of_folder(value_str(listed->list.items[i]), other) &&
            str_eq(str_from(other), str_from(tag)))
            return true;
    }
    return false;
}

/* Any part that begins with '_' hides what is below it. */
static bool is_hidden(struct str path)
{
    struct str part;

    while (str_cut(&path, '/', &part))
        if (str_starts(part, S("_")) &&
            !(path.ptr == NULL && str_eq(part, S("_index.md"))))
            return true;
    return false;
}

/* ICU knows languages called "src" and "new": only a folder with an article or
 * a reply in it is meant. */
static bool has_articles(const struct file_list *list, struct str folder)
{
    for (size_t i = 0; i < list->count; i++) {
        struct str path = list->entries[i].path;
        if (str_starts(path, folder) && str_ends(path, S(".md")) &&
            path.len > folder.len && path.ptr[folder.len] == '/' &&
            (!is_hidden(path) || audience_is_reply(path)))
            return true;
    }
    return false;
}

static int add_locale(struct site *site, const struct file_list *list,
                      struct str folder, struct err *e)
{
    struct locale *l = &site->locales[site->locale_count];
    struct str name = {0};

    if (!is_locale_folder(site, folder, l->tag, &name) ||
        !has_articles(list, folder))
        return 0;
    for (size_t i = 0; i < site->locale_count; i++)
        if (str_eq(str_from(site->locales[i].tag), str_from(l->tag))) {
            problem_add(&site->problems, CHECK_DOUBLE_LOCALE, folder, 0, 0,
                        "this folder and '%.*s' are both the locale %s: "
                        "keep one",
                        STR_ARG(site->locales[i].folder), l->tag);
            return 0;
        }
    l->folder = folder;
    l->rtl = locale_is_rtl(str_from(l->tag));
    l->name = name.len ? name : locale_own_name(&site->arena, str_from(l->tag));
    map_init(&l->by_folder, &site->arena);
    map_init(&l->by_id, &site->arena);
    map_init(&l->by_tag, &site->arena);
    site->locale_count++;
    return site->arena.failed ? err_no_memory(e) : 0;
}

static struct locale *locale_of(struct site *site, struct str path)
{
    struct str first = first_part(path);

    for (size_t i = 0; i < site->locale_count; i++)
        if (str_eq(site->locales[i].folder, first))
            return &site->locales[i];
    return NULL;
}

static bool has_locale(const struct site *site, struct str tag)
{
    char canonical[LOCALE_MAX];

    if (!locale_of_folder(tag, canonical))
        return false;
    for (size_t i = 0; i < site->locale_count; i++)
        if (str_eq(str_from(site->locales[i].tag), str_from(canonical)))
            return true;
    return false;
}

static void warn_of_setting(struct site *site, const char *key, struct str tag)
{
    if (!has_locale(site, tag))
        problem_add(&site->problems, CHECK_NO_FOLDER, S("site.yaml"), 0, 0,
                    "%s: there is no folder with articles for '%.*s'", key,
                    STR_ARG(tag));
}

/* Languages that site.yaml names but nothing is written in. */
static void warn_of_settings(struct site *site)
{
    const struct value *l = site->config.locales;

    if (site->config.default_locale.len)
        warn_of_setting(site, "default_locale", site->config.default_locale);
    for (size_t i = 0; l && l->kind == VALUE_MAP && i < l->map.count; i++)
        warn_of_setting(site, "locales", l->map.members[i].key);
    for (size_t i = 0; l && l->kind == VALUE_LIST && i < l->list.count; i++)
        warn_of_setting(site, "locales", value_str(l->list.items[i]));
}

/* No article is lost without a word; a README is none. */
static void warn_of_no_locale(struct site *site, struct str path)
{
    char tag[LOCALE_MAX];
    struct str folder = first_part(path);

    if (str_eq_nocase(path, S("readme.md")) || has_locale(site, folder))
        return;
    if (folder.len < path.len && locale_of_folder(folder, tag))
        problem_add(&site->problems, CHECK_NO_LOCALE, path, 0, 0,
                    "'%s' is not among the 'locales' of site.yaml, so it has "
                    "no page: add that, or remove the folder",
                    tag);
    else
        problem_add(&site->problems, CHECK_NO_LOCALE, path, 0, 0,
                    "lies in no language's folder and has no page: move it, or "
                    "begin its name with '_'");
}

/* "FAQ.MD" and "faq.markdown" are other files, which may not be meant. */
static void warn_of_ending(struct site *site, struct str path)
{
    struct str ending = str_skip(path, str_find_last(path, '.'));

    if (str_eq_nocase(ending, S(".txt")))
        ending =
            str_skip(path, str_find_last(str_sub(path, 0, path.len - 4), '.'));
    if (str_eq_nocase(ending, S(".md")) ||
        str_eq_nocase(ending, S(".md.txt")) ||
        str_eq_nocase(ending, S(".markdown")))
        problem_add(&site->problems, CHECK_ENDING, path, 0, 0,
                    "is no article and has no page: rename it to end in .md");
}

static int add_file(struct site *site, const struct file_entry *f)
{
    struct locale *l = locale_of(site, f->path);

    if (is_hidden(f->path) && !audience_is_reply(f->path))
        return 0;
    if (f->is_link && !str_ends(f->path, S(".md"))) {
        problem_add(&site->problems, CHECK_LINKED_FILE, f->path, 0, 0,
                    "is a link to a folder or to nothing and is not followed: "
                    "put the files here");
        return 0;
    }
    if (f->is_outside) {
        problem_add(&site->problems, CHECK_LINKED_FILE, f->path, 0, 0,
                    "is a link that leads out of the content folder and is "
                    "not followed: put the file itself here");
        return 0;
    }
    if (!str_ends(f->path, S(".md"))) {
        warn_of_ending(site, f->path);
        struct attachment *t = &site->attachments[site->attachment_count++];
        t->file = f->path;
        t->size = f->size;
        return map_set(&site->files, path_key(&site->arena, f->path), t) ? 0
                                                                         : -1;
    }
    if (!l) {
        warn_of_no_locale(site, f->path);
        return 0;
    }
    struct page *p = &site->pages[site->page_count++];
    p->file = f->path;
    p->locale = l;
    p->key = path_key(&site->arena, f->path);
    p->folder = path_folder(str_skip(p->key, l->folder.len + 1));
    p->is_index = str_eq(path_name(f->path), S("_index.md"));
    return map_set(&site->by_file, p->key, p) ? 0 : -1;
}

int content_scan(struct site *site, struct err *e)
{
    struct file_list list = {0};

    map_init(&site->by_file, &site->arena);
    map_init(&site->by_address, &site->arena);
    map_init(&site->sections_by_address, &site->arena);
    map_init(&site->files, &site->arena);
    if (file_walk(site->root, &site->arena, &list, e))
        return -1;
    site->locales = arena_new(&site->arena, struct locale, list.count);
    site->pages = arena_new(&site->arena, struct page, list.count);
    site->attachments = arena_new(&site->arena, struct attachment, list.count);
    if (site->arena.failed)
        return err_no_memory(e);
    for (size_t i = 0; i < list.count; i++)
        if (list.entries[i].is_folder &&
            str_find(list.entries[i].path, '/') == list.entries[i].path.len &&
            add_locale(site, &list, list.entries[i].path, e))
            return -1;
    if (site->locale_count == 0)
        return err_set(e, ERR_CONTENT,
                       "no folder named after a language, such as en, in %s: "
                       "put the articles into one",
                       site->root);
    warn_of_settings(site);
    for (size_t i = 0; i < list.count; i++)
        if (!list.entries[i].is_folder && add_file(site, &list.entries[i]))
            return err_no_memory(e);
    return 0;
}

static void fill_variable(struct page *p, struct str block, struct str key,
                          struct str *text, struct problems *problems)
{
    const struct variables *known = p->locale->variables;
    struct str unknown;
    unsigned line, column;

    if (str_search(*text, S("{{")) == text->len)
        return;
    *text = variables_fill(known, &p->article.arena, *text, &unknown);
    if (unknown.len == 0)
        return;
    yaml_key_place(block, key, &line, &column);
    unknown = variables_unknown(known, &p->article.arena, unknown);
    problem_add(problems, CHECK_UNKNOWN_VARIABLE, p->file, line + 1, column,
                "%.*s", STR_ARG(unknown));
}

/* The front matter begins on the file's second line. */
static void fill_variables(struct page *p, struct str block,
                           struct problems *problems)
{
    struct article *a = &p->article;

    if (!p->locale->variables)
        return;
    fill_variable(p, block, S("title"), &a->title, problems);
    fill_variable(p, block, S("description"), &a->description, problems);
    fill_variable(p, block, S("answer"), &a->answer, problems);
}

static struct snippet_places places_of(const struct site *site,
                                       const struct locale *l)
{
    struct snippet_places places = {.root = site->root, .folder = l->folder};
    struct str tag = site_default_locale(site);

    for (size_t i = 0; i < site->locale_count; i++)
        if (&site->locales[i] != l &&
            str_eq(str_from(site->locales[i].tag), tag))
            places.another = site->locales[i].folder;
    return places;
}

static int check_encoding(const struct page *p, struct str source,
                          struct err *e)
{
    size_t bad = utf8_check(source);

    if (bad == source.len)
        return 0;
    err_set(e, ERR_CONTENT,
            "not UTF-8 text: save the file in the encoding UTF-8");
    return err_place(e, p->file, source, bad, 1);
}

static int parse(struct site *site, struct page *p, struct str source,
                 struct problems *problems, struct err *e)
{
    struct article *a = &p->article;
    struct str block, body;
    unsigned line;

    if (check_encoding(p, source, e))
        return -1;
    a->is_reply = audience_is_reply(p->file);
    if (front_matter_split(source, &block, &body, &line, e) ||
        front_matter_read(a, block, problems, e))
        return -1;
    if (!block.ptr)
        front_matter_warn_late(a, body, problems);
    if (!p->is_index && cascade_apply(site, p, e))
        return -1;
    if (a->section.len && !p->is_index)
        p->folder = path_key(&a->arena, a->section);
    a->is_reply |= str_eq(a->type, S("reply")) || str_eq(a->type, S("canned"));
    if (a->is_reply &&
        placeholders_find(a, body, line, p->locale->variables, e))
        return -1;
    a->block = arena_str(&a->arena, block);
    fill_variables(p, block, problems);

    struct snippet_places places = places_of(site, p->locale);
    const struct markdown_with with = {
        .allow_html = site->config.allow_html,
        .variables = p->locale->variables,
        .find = snippets_find,
        .find_ctx = &places,
    };

    return markdown_read(a, body, line, &with, problems, e);
}

static struct str name_without_extension(struct str name)
{
    return str_of(name.ptr, str_find_last(name, '.'));
}

static void settle_title(struct site *site, struct page *p)
{
    struct article *a = &p->article;

    if (a->title.len || p->is_index)
        return;
    a->title = name_without_extension(path_name(p->key));
    problem_add(&site->problems, CHECK_NO_TITLE, p->file, 1, 1,
                "no title: the file name is shown; write 'title:' in the front "
                "matter or begin with a '# ' heading");
}

int content_parse(struct site *site, struct page *p, struct problems *problems,
                  struct err *e)
{
    struct article *a = &p->article;
    struct buf source = {0};
    struct err why = {0};

    a->path = p->file;
    a->is_only_checked = site->only_checks;
    a->locale = str_from(p->locale->tag);
    struct str path =
        arena_fmt(&a->arena, "%s/%.*s", site->root, STR_ARG(p->file));
    if (!path.ptr)
        return err_no_memory(e);
    int result = file_read(path.ptr, ARTICLE_MAX, &source, &why);
    if (result == 0)
        result = parse(site, p, buf_str(&source), problems, &why);
    p->hides_cascade = result && p->is_index &&
                       str_search(buf_str(&source), S("cascade")) < source.len;
    buf_release(&source);
    if (a->arena.failed || a->html_arena.failed)
        return err_no_memory(e);
    if (result)
        problem_add_err(problems, CHECK_UNREADABLE, p->file, &why);
    if (p->hides_cascade)
        problem_add(problems, CHECK_UNREADABLE, p->file, 0, 0,
                    "all articles below are left out as well: its 'cascade' "
                    "may say who is to see them");
    p->dropped |= result != 0;
    return 0;
}

void content_settle(struct site *site, struct page *p)
{
    if (p->dropped)
        return;
    p->dropped = p->article.draft;
    settle_title(site, p);
}

static int read_page(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct site *site = ctx;
    struct page *p = &site->pages[index];

    (void)worker;
    if (site->keep ? keep_fill(site->keep, site, index, e)
                   : content_parse(site, p, &site->problems, e))
        return -1;
    content_settle(site, p);
    return 0;
}

/* What is below an _index.md may ask what it hands down: those come first. */
struct reading {
    struct site *site;
    size_t *order; /* numbers of pages */
    size_t indexes;
};

static int read_index(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct reading *r = ctx;

    return read_page(r->site, worker, r->order[index], e);
}

static int read_article(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct reading *r = ctx;

    return read_page(r->site, worker, r->order[r->indexes + index], e);
}

int content_read(struct site *site, struct err *e)
{
    struct reading r = {site, arena_new(&site->arena, size_t, site->page_count),
                        0};
    size_t n = 0;

    if (!r.order)
        return err_no_memory(e);
    for (size_t i = 0; i < site->page_count; i++)
        if (site->pages[i].is_index)
            r.order[n++] = i;
    r.indexes = n;
    for (size_t i = 0; i < site->page_count; i++)
        if (!site->pages[i].is_index)
            r.order[n++] = i;
    markdown_init();
    if (variables_settle(site, e) ||
        (site->keep && keep_begin(site->keep, site, e)) ||
        jobs_run(site->jobs, r.indexes, read_index, &r, e))
        return -1;
    return jobs_run(site->jobs, n - r.indexes, read_article, &r, e);
}
