#include <ctype.h>
#include <string.h>

#include "indexer/import/import.h"
#include "indexer/base/media_type.h"
#include "lib/slug.h"

/* "../orders/return.md": from a file's folder to another file. */
static void put_relative(struct buf *out, struct str from, struct str to)
{
    struct str folder = import_folder_of(from);
    size_t same = 0;

    for (size_t i = 0; i < folder.len && i < to.len; i++) {
        if (folder.ptr[i] != to.ptr[i])
            break;
        if (to.ptr[i] == '/')
            same = i + 1;
        else if (i + 1 == folder.len && to.len > i + 1 && to.ptr[i + 1] == '/')
            same = i + 2;
    }
    struct str rest = str_skip(folder, same), part;
    while (rest.len && str_cut(&rest, '/', &part))
        buf_text(out, "../");
    buf_put(out, str_skip(to, same));
}

static bool has_scheme(struct str s)
{
    size_t i = 0;

    while (i < s.len &&
           (isalnum((unsigned char)s.ptr[i]) || strchr("+-.", s.ptr[i])))
        i++;
    return i > 1 && i < s.len && s.ptr[i] == ':';
}

void import_add_prefixes(struct import *im, struct str url, struct str base)
{
    while (str_ends(base, S("/")))
        base.len--;
    if (url.len)
        map_set(&im->prefixes,
                arena_fmt(&im->arena, "%.*s%.*s", STR_ARG(url), STR_ARG(base)),
                im);
    if (base.len)
        map_set(&im->prefixes, base, im);
}

/* What old addresses began with. */
static struct str without_prefix(const struct import *im, struct str s)
{
    for (size_t i = 0; i < im->prefixes.count; i++) {
        struct str prefix = im->prefixes.entries[i].key;
        struct str rest = str_skip(s, prefix.len);
        if (prefix.len && str_starts(s, prefix) &&
            (!rest.len || strchr("/?#", rest.ptr[0])))
            return rest.len ? rest : S("/");
    }
    return s;
}

static struct str without_page_ending(struct str path)
{
    while (path.len > 1 && str_ends(path, S("/")))
        path.len--;
    if (str_ends(path, S("/index.html")))
        path.len -= 11;
    return import_without(path, S(".html"));
}

static struct import_page *find_source(struct import *im, struct str locale,
                                       struct str path)
{
    static const char *const endings[] = {
        "",           ".md",       ".mdx",       ".markdown",
        "/_index.md", "/index.md", "/index.mdx", "/README.md"};
    struct import_page *found = NULL;

    path = import_without(path, S("/"));
    for (size_t i = 0;
         path.len && !found && i < sizeof(endings) / sizeof(*endings); i++)
        found = import_find(
            im, locale,
            arena_fmt(&im->arena, "%.*s%s", STR_ARG(path), endings[i]));
    return found;
}

/* A path from the root: an old address, or a file's below one of the roots. */
static struct import_page *
find_absolute(struct import *im, const struct import_page *p, struct str path)
{
    struct str address = without_page_ending(path);
    struct str key = im->system->key ? im->system->key(im, path) : S("");
    struct import_page *found =
        key.len ? import_find(im, p->locale, key) : NULL;

    if (!found)
        found = import_find(im, p->locale, address);
    for (size_t i = 0; !found && i < im->roots.count; i++)
        found = find_source(
            im, p->locale,
            import_join(&im->arena, im->roots.entries[i].key, path));
    return found;
}

static struct str without_root(const struct import *im, struct str name)
{
    struct str shortest = name;

    for (size_t i = 0; i < im->roots.count; i++) {
        struct str root = im->roots.entries[i].key;
        struct str rest = str_skip(name, root.len + 1);
        if (root.len && str_starts(name, root) && rest.len &&
            name.ptr[root.len] == '/' && rest.len < shortest.len)
            shortest = rest;
    }
    return shortest;
}

/* What a translation links to may not be translated: it lies at the same place
 * below another root. */
static struct import_page *
find_beside(struct import *im, const struct import_page *p, struct str path)
{
    struct import_page *found = NULL;
    struct str below = without_root(im, p->place);

    if (map_get(&im->roots, p->place))
        below = S("");
    else if (below.len == p->place.len)
        return NULL;
    for (size_t i = 0; !found && i < im->roots.count; i++) {
        struct str folder =
            import_join(&im->arena, im->roots.entries[i].key, below);
        found =
            find_source(im, p->locale, import_join(&im->arena, folder, path));
    }
    return found;
}

static struct import_page *
find_page(struct import *im, const struct import_page *p, struct str path)
{
    struct import_page *found;

    if (path.ptr[0] == '/')
        return find_absolute(im, p, path);
    found = find_source(im, p->locale, import_join(&im->arena, p->place, path));
    if (!found)
        found = find_beside(im, p, path);
    if (!found && p->address.len) {
        struct str beside =
            import_join(&im->arena, import_folder_of(p->address), path);
        struct str below = import_join(&im->arena, p->address, path);
        found = find_absolute(im, p,
                              arena_fmt(&im->arena, "/%.*s", STR_ARG(below)));
        if (!found)
            found = find_absolute(
                im, p, arena_fmt(&im->arena, "/%.*s", STR_ARG(beside)));
    }
    return found;
}

static struct import_file *
find_file(struct import *im, const struct import_page *p, struct str path)
{
    struct import_file *found = NULL;

    if (path.ptr[0] != '/')
        found = map_get(&im->by_name, import_join(&im->arena, p->place, path));
    for (size_t i = 0; !found && i < im->roots.count; i++)
        found =
            map_get(&im->by_name,
                    import_join(&im->arena, im->roots.entries[i].key, path));
    /* Zendesk's, saved beside the export, have "/hc" and more in front. */
    size_t at = str_search(path, S("/article_attachments/"));
    if (!found && at < path.len)
        found = map_get(&im->by_name, str_skip(path, at + 1));
    return found;
}

static bool is_image_name(struct str name)
{
    return str_starts(str_from(media_type_of(name)->type), S("image/"));
}

/* Each part as a slug, the last with its ending: "Img/My Pic.PNG" ->
 * "images/img/my-pic.png". */
static struct str file_target(struct import *im, struct str name)
{
    struct str rest = name, part;
    struct buf out = {0};

    buf_text(&out, is_image_name(name) ? "images" : "files");
    while (str_cut(&rest, '/', &part)) {
        size_t dot = rest.ptr ? part.len : str_find_last(part, '.');
        struct str ending = str_skip(part, dot);
        size_t before;
        buf_char(&out, '/');
        before = out.len;
        slug_put(&out, str_sub(part, 0, dot));
        if (out.len == before)
            buf_text(&out, "file");
        for (size_t i = 0; i < ending.len && i < 10; i++)
            if (ending.ptr[i] == '.' || isalnum((unsigned char)ending.ptr[i]))
                buf_char(&out, (char)tolower((unsigned char)ending.ptr[i]));
    }
    struct str target = buf_copy(&out, &im->arena);
    buf_release(&out);
    return target;
}

static void want_file(struct import *im, struct import_file *f)
{
    struct str target;

    if (f->target.len)
        return;
    target = file_target(im, without_root(im, f->name));
    for (size_t n = 2; map_get(&im->targets, target) && n < 1000; n++) {
        size_t dot = str_find_last(target, '.');
        target = arena_fmt(&im->arena, "%.*s-%zu%.*s",
                           str_int_len(str_sub(target, 0, dot)), target.ptr, n,
                           STR_ARG(str_skip(target, dot)));
    }
    f->target = target;
    map_set(&im->targets, target, f);
    im->copied++;
}

static void tell_missing(struct import *im, const struct import_page *p,
                         struct str address, bool is_image, unsigned line)
{
    if (!is_image && str_starts(address, S("#")))
        return;
    problem_add(&im->problems, CHECK_IMPORT_LINK, p->source, line, 0,
                is_image ? "the image '%.*s' was not found: put it beside the "
                           "article and correct the path"
                         : "the link to '%.*s' stays as it is, since that was "
                           "not found: correct or remove it",
                STR_ARG(address));
}

static bool is_elsewhere(struct str s)
{
    return !s.len || has_scheme(s) || str_starts(s, S("//"));
}

void import_link(struct import *im, struct import_page *p, struct str address,
                 bool is_image, unsigned line, struct buf *out)
{
    struct str at = without_prefix(im, str_trim(address));
    size_t end = str_find(at, '#'), query = str_find(at, '?');
    struct str anchor = str_skip(at, end);
    struct str path =
        import_decoded(&im->arena, str_sub(at, 0, query < end ? query : end));
    struct import_page *page = NULL;
    struct import_file *file = NULL;

    if (is_elsewhere(at) || !path.len) {
        if (str_starts(at, S("//")))
            buf_text(out, "https:");
        buf_put(out, at);
        return;
    }
    if (!is_image)
        page = find_page(im, p, path);
    if (!page)
        file = find_file(im, p, path);
    if (file)
        want_file(im, file);
    if (page || file) {
        put_relative(out, p->target, page ? page->target : file->target);
        buf_put(out, page ? anchor : S(""));
        return;
    }
    /* An address of the old host stays whole. */
    tell_missing(im, p, address, is_image, line);
    buf_put(out, str_trim(address));
}
