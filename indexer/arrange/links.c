#include "indexer/arrange/links.h"

#include <string.h>

#include "indexer/base/path.h"
#include "indexer/arrange/attachment.h"
#include "indexer/base/jobs.h"

/* Where a target leads. */
struct way {
    struct str href;  /* as written into the page; empty: nowhere */
    enum check check; /* what is wrong, when nowhere */
    const char *why;
    struct attachment *file; /* when it leads to one */
    const struct page *page; /* likewise */
};

static const struct way no_file = {
    .check = CHECK_BROKEN_LINK,
    .why = "leads to no file: correct the path or remove the link",
};
static const struct way no_scheme = {
    .check = CHECK_BROKEN_LINK,
    .why = "is taken for the path of a file: write https:// in front of it",
};
static const struct way no_anchor = {
    .check = CHECK_BROKEN_ANCHOR,
    .why = "names a heading that the page does not have: correct what stands "
           "behind '#', or take it out",
};
static const struct way no_image = {
    .check = CHECK_MISSING_IMAGE,
    .why = "is no file: correct the path or remove the image",
};
static const struct way bad_scheme = {
    .check = CHECK_BAD_LINK,
    .why = "is no address that a page may link to: use http, https, mailto, "
           "tel or a path",
};
static const struct way not_published = {
    .check = CHECK_BROKEN_LINK,
    .why = "leads to a draft, to an article that is not published now or to "
           "one in error: it has no page, so publish it or remove the link",
};
static const struct way not_public = {
    .check = CHECK_AUDIENCE,
    .why = "is for agents only, and this article is for customers: remove the "
           "link",
};
static const struct way far_image = {
    .check = CHECK_EXTERNAL_IMAGE,
    .why = "is an image of another host, which pages never ask: save it in the "
           "content folder",
};

static bool has_anchor(const struct page *p, struct str anchor)
{
    return map_get(&p->anchors, anchor) != NULL;
}

static struct str with_anchor(struct arena *a, struct str address,
                              struct str anchor)
{
    struct buf out = {0};

    buf_put(&out, address);
    buf_char(&out, '#');
    buf_url_part(&out, anchor);
    struct str s = buf_copy(&out, a);
    buf_release(&out);
    return s;
}

static struct str page_address(const struct page *p)
{
    if (!p->is_index)
        return p->address;
    return p->section ? p->section->address : p->locale->home;
}

/* `page` is the article there, or the folder's _index.md, or NULL. */
static struct way to_address(struct arena *a, struct str address,
                             const struct page *page, struct str anchor)
{
    if (anchor.len == 0)
        return (struct way){.href = address, .page = page};
    if (!page || page->dropped || !has_anchor(page, anchor))
        return no_anchor;
    return (struct way){.href = with_anchor(a, address, anchor), .page = page};
}

/* The page of a locale or section, whether its folder has an _index.md or
 * not. */
static struct way to_folder(const struct site *site, struct arena *a,
                            struct str path, struct str anchor)
{
    for (size_t i = 0; i < site->locale_count; i++) {
        const struct locale *l = &site->locales[i];
        if (str_eq(path, l->folder))
            return to_address(a, l->home, NULL, anchor);
        if (!str_starts(path, l->folder) || path.ptr[l->folder.len] != '/')
            continue;
        const struct section *s =
            map_get(&l->by_folder, str_skip(path, l->folder.len + 1));
        if (s && s->total)
            return to_address(a, s->address, s->index, anchor);
    }
    return no_file;
}

/* What `target`, a path in an article, names: in NFC, from the content
 * folder. */
static struct str target_path(struct str from, struct arena *a,
                              struct str target)
{
    struct str base = path_folder(from);

    if (str_starts(target, S("/")))
        base = (struct str){0};
    return path_key(a, path_join(a, base, path_unescape(a, target)));
}

static struct way to_image(struct site *site, struct str from,
                           struct str target, struct arena *a)
{
    struct str path = target_path(from, a, target);
    struct attachment *file = map_get(&site->files, path);
    struct str address = file ? attachment_use(site, file) : (struct str){0};

    return address.len ? (struct way){.href = address, .file = file} : no_image;
}

static struct page *page_at(const struct site *site, struct arena *a,
                            struct str path)
{
    struct page *page = map_get(&site->by_file, path);

    return page ? page
                : map_get(&site->by_file,
                          arena_fmt(a, "%.*s.md", STR_ARG(path)));
}

/* Where there is no page here: what the site for the others says. Agents may
 * see all that customers see. */
static struct way to_other(const struct site *site, struct arena *a,
                           struct str path, struct str anchor)
{
    const struct site *other = site->other;
    const struct page *page = other ? page_at(other, a, path) : NULL;

    if (other && !site->for_agents)
        return page ? not_public : no_file;
    if (page && !page->is_index)
        return page->dropped ? not_published
                             : to_address(a, page->address, page, anchor);
    return other ? to_folder(other, a, page ? path_folder(path) : path, anchor)
                 : no_file;
}

/* A path of the content: an article, a section's folder, or an attachment. */
static struct way to_file(struct site *site, struct str from, struct str target,
                          struct str anchor, struct arena *a)
{
    struct str path = target_path(from, a, target);
    struct page *page = page_at(site, a, path);

    if (page && page->is_index)
        return to_folder(site, a, path_folder(path), anchor);
    if (page && !page->dropped)
        return to_address(a, page->address, page, anchor);
    struct attachment *file = map_get(&site->files, path);
    if (file)
        return (struct way){.href = attachment_use(site, file), .file = file};
    struct way way = to_folder(site, a, path, anchor);
    if (page && way.check)
        return not_published;
    return way.why == no_file.why ? to_other(site, a, path, anchor) : way;
}

static bool is_scheme(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(i && ((c >= '0' && c <= '9') || strchr("+-.", c))))
            return false;
    }
    return s.len > 0;
}

static bool is_allowed_scheme(struct str scheme)
{
    static const char *const allowed[] = {"http", "https", "mailto", "tel"};

    for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
        if (str_eq_nocase(scheme, str_from(allowed[i])))
            return true;
    return false;
}

static struct way to_own_heading(const struct page *from, struct str anchor,
                                 struct arena *a)
{
    if (anchor.len == 0)
        return (struct way){.href = page_address(from)};
    if (!has_anchor(from, anchor))
        return no_anchor;
    return (struct way){.href = with_anchor(a, (struct str){0}, anchor)};
}

static struct way find_way(struct site *site, const struct page *from,
                           const struct body_link *l, struct arena *a)
{
    struct str target = l->target;
    size_t colon = str_find(target, ':');
    size_t slash = str_find(target, '/');

    if (colon < target.len && colon < slash &&
        is_scheme(str_of(target.ptr, colon))) {
        if (!is_allowed_scheme(str_of(target.ptr, colon)))
            return bad_scheme;
        return l->image ? far_image : (struct way){.href = target};
    }
    if (str_starts(target, S("//")))
        return l->image ? far_image : bad_scheme;

    size_t hash = str_find(target, '#');
    struct str anchor = path_unescape(a, str_skip(target, hash + 1));
    struct str path = str_of(target.ptr, hash);
    path.len = str_find(path, '?');
    if (path.len == 0 && !l->image)
        return to_own_heading(from, anchor, a);

    struct str file = l->file_path.len ? l->file_path : from->key;

    if (l->image)
        return to_image(site, file, path, a);
    struct way way = to_file(site, file, path, anchor, a);
    return way.why == no_file.why && str_starts(path, S("www.")) ? no_scheme
                                                                 : way;
}

struct resolver {
    struct site *site;
    struct arena *scratch; /* by worker, dropped after each page */
};

/* Any other page may name them. */
static int list_page_anchors(struct page *p, struct err *e)
{
    struct article *a = &p->article;

    map_init(&p->anchors, &a->html_arena);
    for (size_t i = 0; i < a->section_count && !p->dropped; i++)
        if (a->sections[i].anchor.len &&
            !map_set(&p->anchors, a->sections[i].anchor, &a->sections[i]))
            return err_no_memory(e);
    return 0;
}

static int list_anchors(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct resolver *r = ctx;

    (void)worker;
    return list_page_anchors(&r->site->pages[index], e);
}

/* What the page says of a file; as good as none when it cannot be read. */
static void describe_file(struct site *site, struct body_link *l,
                          struct attachment *file)
{
    if (!file || l->href.len == 0)
        return;
    if (l->image) {
        struct image_size size = attachment_size(site, file);
        l->width = size.width;
        l->height = size.height;
    } else {
        l->file = path_name(file->file);
        l->size = file->size;
    }
}

static int resolve_links(struct site *site, struct page *p,
                         struct arena *scratch, struct err *e)
{
    struct article *a = &p->article;

    for (size_t i = 0; i < a->link_count && !p->dropped; i++) {
        struct body_link *l = &a->links[i];
        struct way way = find_way(site, p, l, scratch);
        l->href = way.href.len ? arena_str(&a->html_arena, way.href) : way.href;
        l->page = way.page;
        describe_file(site, l, way.file);
        if (way.check)
            problem_add_shared(&site->problems, way.check, p->file,
                               l->file_path, l->line, l->column, "'%.*s' %s",
                               STR_ARG(l->target), way.why);
    }
    bool failed = scratch->failed || a->html_arena.failed;
    arena_reset(scratch);
    return failed ? err_no_memory(e) : 0;
}

static int resolve_page(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct resolver *r = ctx;

    return resolve_links(r->site, &r->site->pages[index], &r->scratch[worker],
                         e);
}

int links_resolve_page(struct site *site, struct page *p, struct err *e)
{
    struct arena scratch = {0};
    int result = list_page_anchors(p, e);

    if (result == 0)
        result = resolve_links(site, p, &scratch, e);
    arena_release(&scratch);
    return result;
}

/* Before anything is written: an unreadable logo is an error as well. `size`
 * may be NULL. */
static struct str resolve_image(struct site *site, const char *key,
                                struct str path, struct image_size *size)
{
    struct arena *a = &site->arena;

    if (path.len == 0)
        return (struct str){0};
    struct attachment *file =
        map_get(&site->files, path_key(a, path_join(a, (struct str){0}, path)));
    if (file) {
        struct str address = attachment_use(site, file);
        if (size && address.len)
            *size = attachment_size(site, file);
        return address;
    }
    problem_add(&site->problems, no_image.check, S("site.yaml"), 0, 0,
                "%s '%.*s' %s", key, STR_ARG(path), no_image.why);
    return (struct str){0};
}

int links_resolve(struct site *site, struct err *e)
{
    struct resolver r = {site,
                         arena_new(&site->arena, struct arena, site->jobs)};

    if (!r.scratch)
        return err_no_memory(e);
    struct site_config *c = &site->config;
    c->logo_address = resolve_image(site, "logo", c->logo, &c->logo_size);
    c->icon_address = resolve_image(site, "icon", c->icon, NULL);
    int result = jobs_run(site->jobs, site->page_count, list_anchors, &r, e);
    if (result == 0)
        result = jobs_run(site->jobs, site->page_count, resolve_page, &r, e);
    for (unsigned i = 0; i < site->jobs; i++)
        arena_release(&r.scratch[i]);
    return result;
}
