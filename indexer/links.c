#include "indexer/links.h"

#include <string.h>

#include "indexer/attachment.h"
#include "indexer/content.h"
#include "indexer/jobs.h"

enum { PATH_PARTS_MAX = 64 };

/* Where a target leads. */
struct way {
    struct str href;   /* as written into the page; empty: nowhere */
    const char *check; /* what is wrong, when nowhere */
    const char *why;
};

static const struct way no_file = {
    .check = "broken-link",
    .why = "leads to no file: correct the path or remove the link",
};
static const struct way no_anchor = {
    .check = "broken-anchor",
    .why = "names a heading that the page does not have",
};
static const struct way no_image = {
    .check = "missing-image",
    .why = "is no file: correct the path or remove the image",
};
static const struct way bad_scheme = {
    .check = "bad-link",
    .why = "is no address that a page may link to",
};

/* Turns %XX into bytes; what is no escape stays. */
static struct str unescape(struct arena *a, struct str s)
{
    char *out = arena_alloc(a, s.len + 1, 1);
    size_t n = 0;

    for (size_t i = 0; out && i < s.len; i++) {
        static const char hex[] = "0123456789abcdef0123456789ABCDEF";
        const char *high, *low;
        if (s.ptr[i] == '%' && i + 2 < s.len &&
            (high = memchr(hex, s.ptr[i + 1], 32)) &&
            (low = memchr(hex, s.ptr[i + 2], 32))) {
            out[n++] = (char)(((high - hex) & 15) << 4 | ((low - hex) & 15));
            i += 2;
        } else {
            out[n++] = s.ptr[i];
        }
    }
    return str_of(out, n);
}

/* `target` seen from `folder`, without "." and ".."; empty when it leaves the
 * content folder. */
static struct str join_path(struct arena *a, struct str folder,
                            struct str target)
{
    struct str parts[PATH_PARTS_MAX], part, rests[] = {folder, target};
    size_t n = 0;
    struct buf out = {0};

    for (size_t i = 0; i < 2; i++)
        while (str_cut(&rests[i], '/', &part)) {
            if (part.len == 0 || str_eq(part, S(".")))
                continue;
            if (str_eq(part, S(".."))) {
                if (n == 0)
                    return (struct str){0};
                n--;
            } else if (n == PATH_PARTS_MAX) {
                return (struct str){0};
            } else {
                parts[n++] = part;
            }
        }
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(&out, '/');
        buf_put(&out, parts[i]);
    }
    struct str s = buf_copy(&out, a);
    buf_release(&out);
    return s;
}

static bool has_anchor(const struct page *p, struct str anchor)
{
    for (size_t i = 0; i < p->article.section_count; i++)
        if (str_eq(p->article.sections[i].anchor, anchor))
            return true;
    return false;
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

static struct way to_page(struct arena *a, const struct page *to,
                          struct str anchor)
{
    struct str address = page_address(to);

    if (to->dropped || (to->is_index && to->section && !to->section->total))
        return no_file;
    if (anchor.len == 0)
        return (struct way){.href = address};
    if (!has_anchor(to, anchor))
        return no_anchor;
    return (struct way){.href = with_anchor(a, address, anchor)};
}

/* A path of the content: an article, a section's folder, or an attachment. */
static struct way to_file(struct site *site, struct page *from,
                          struct str target, struct str anchor)
{
    struct arena *a = &from->article.arena;
    struct str base = path_folder(from->file), path;
    struct page *page;

    if (str_starts(target, S("/")))
        base = (struct str){0};
    path = join_path(a, base, unescape(a, target));
    if ((page = map_get(&site->by_file, path)) ||
        (page = map_get(&site->by_file,
                        arena_fmt(a, "%.*s/_index.md", STR_ARG(path)))) ||
        (page =
             map_get(&site->by_file, arena_fmt(a, "%.*s.md", STR_ARG(path)))))
        return to_page(a, page, anchor);
    struct attachment *file = map_get(&site->files, path);
    return file ? (struct way){.href = attachment_use(site, file)} : no_file;
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

static struct way find_way(struct site *site, struct page *from,
                           const struct body_link *l)
{
    struct str target = l->target;
    size_t colon = str_find(target, ':');
    size_t slash = str_find(target, '/');

    if (colon < target.len && colon < slash &&
        is_scheme(str_of(target.ptr, colon))) {
        if (l->image || !is_allowed_scheme(str_of(target.ptr, colon)))
            return bad_scheme;
        return (struct way){.href = target};
    }
    if (str_starts(target, S("//")))
        return bad_scheme;

    size_t hash = str_find(target, '#');
    struct str anchor =
        unescape(&from->article.arena, str_skip(target, hash + 1));
    struct str path = str_of(target.ptr, hash);
    path.len = str_find(path, '?');
    if (path.len == 0 && !l->image)
        return has_anchor(from, anchor) || anchor.len == 0
                   ? (struct way){.href =
                                      anchor.len
                                          ? with_anchor(&from->article.arena,
                                                        (struct str){0}, anchor)
                                          : page_address(from)}
                   : no_anchor;
    struct way way = path.len ? to_file(site, from, path, anchor) : no_image;
    if (l->image && way.check)
        return no_image;
    return way;
}

static void put_attribute(struct buf *out, const char *name, struct str value)
{
    buf_fmt(out, " %s=\"", name);
    buf_html(out, value);
    buf_char(out, '"');
}

static void put_start(struct buf *out, const struct body_link *l,
                      struct str href)
{
    if (!l->image) {
        buf_text(out, "<a");
        put_attribute(out, "href", href);
    } else {
        buf_text(out, "<img");
        put_attribute(out, "src", href);
        put_attribute(out, "alt", l->alt);
        buf_text(out, " loading=\"lazy\" decoding=\"async\"");
    }
    if (l->title.len)
        put_attribute(out, "title", l->title);
    buf_char(out, '>');
}

static void put_up_to(struct buf *out, struct str html, size_t *done, size_t at)
{
    buf_put(out, str_sub(html, *done, at - *done));
    *done = at;
}

/* Links do not nest and stand in the order of their places, so one may be open
 * at a time; an image inside it comes before its end. */
static int splice(struct page *p, const struct way *ways, struct err *e)
{
    struct article *a = &p->article;
    const struct body_link *open = NULL;
    struct buf out = {0};
    size_t done = 0;

    for (size_t i = 0; i < a->link_count; i++) {
        const struct body_link *l = &a->links[i];
        if (!ways[i].href.len && !l->image)
            continue;
        if (open && !l->inside) {
            put_up_to(&out, a->html, &done, open->end);
            buf_text(&out, "</a>");
            open = NULL;
        }
        put_up_to(&out, a->html, &done, l->at);
        if (ways[i].href.len)
            put_start(&out, l, ways[i].href);
        else
            buf_html(&out, l->alt); /* a missing image: its text stays */
        if (!l->image)
            open = l;
    }
    if (open) {
        put_up_to(&out, a->html, &done, open->end);
        buf_text(&out, "</a>");
    }
    buf_put(&out, str_skip(a->html, done));
    p->html = buf_copy(&out, &a->arena);
    bool failed = out.failed || a->arena.failed;
    buf_release(&out);
    return failed ? err_no_memory(e) : 0;
}

static int resolve_page(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct site *site = ctx;
    struct page *p = &site->pages[index];
    struct article *a = &p->article;

    (void)worker;
    if (p->dropped)
        return 0;

    struct way *ways = arena_new(&a->arena, struct way, a->link_count);
    if (!ways)
        return err_no_memory(e);
    for (size_t i = 0; i < a->link_count; i++) {
        const struct body_link *l = &a->links[i];
        ways[i] = find_way(site, p, l);
        if (ways[i].check)
            problem_add(&site->problems, SEVERITY_WARNING, ways[i].check,
                        p->file, l->line, l->column, "'%.*s' %s",
                        STR_ARG(l->target), ways[i].why);
    }
    return splice(p, ways, e);
}

int links_resolve(struct site *site, struct err *e)
{
    return jobs_run(site->jobs, site->page_count, resolve_page, site, e);
}
