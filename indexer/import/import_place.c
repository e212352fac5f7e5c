#include <stdio.h>
#include <strings.h>

#include "indexer/arrange/arrange.h"
#include "indexer/import/import.h"
#include "lib/slug.h"

/* Which names and addresses are given away, in all languages. */
struct placer {
    struct import *im;
    struct map folders;   /* locale and old folder -> struct folder */
    struct map files;     /* "en/orders/return" -> a counter */
    struct map addresses; /* "/en/orders/return" -> itself */
    struct map aliases;   /* old addresses -> who has them */
};

struct folder {
    struct str path;    /* "en/orders" */
    struct str address; /* "/en/orders" */
    struct str written; /* the last part, as the old system has it */
    struct import_page *index;
    bool is_top; /* the language's own */
};

enum { DEPTH_MAX = 12 };

static struct str slug_of(struct import *im, struct str text,
                          const char *otherwise)
{
    struct buf out = {0};

    slug_put(&out, text);
    if (!out.len)
        buf_text(&out, otherwise);
    struct str slug = buf_copy(&out, &im->arena);
    buf_release(&out);
    return slug;
}

/* Names that Windows keeps for devices, whatever stands behind them. */
static bool is_device(struct str name)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul"};

    for (size_t i = 0; i < sizeof(devices) / sizeof(*devices); i++)
        if (str_eq(name, str_from(devices[i])))
            return true;
    return name.len == 4 && name.ptr[3] >= '0' && name.ptr[3] <= '9' &&
           (str_starts(name, S("com")) || str_starts(name, S("lpt")));
}

static bool is_reserved(struct str slug)
{
    const char *name;

    for (size_t i = 0; (name = address_reserved(i)); i++)
        if (str_eq(slug, str_from(name)))
            return true;
    return false;
}

/* `wished`, or with a number behind it where that is taken. */
static struct str take_free(struct placer *pl, struct map *taken,
                            struct str above, struct str wished,
                            bool avoid_reserved)
{
    struct arena *a = &pl->im->arena;
    struct str name = wished;
    size_t *counter = NULL;

    for (size_t n = 2;; n++) {
        struct str full =
            arena_fmt(a, "%.*s/%.*s", STR_ARG(above), STR_ARG(name));
        size_t *used = map_get(taken, full);
        if (!full.ptr)
            return wished;
        if (!used && !(avoid_reserved && is_reserved(name))) {
            size_t *made = arena_new(a, size_t, 1);
            if (made)
                map_set(taken, full, made);
            return name;
        }
        if (used && !counter) {
            counter = used;
            n = *counter > n ? *counter : n;
        }
        name = arena_fmt(a, "%.*s-%zu", STR_ARG(wished), n);
        if (counter)
            *counter = n + 1;
    }
}

static struct str file_name(struct import *im, struct str slug)
{
    return is_device(slug) ? arena_fmt(&im->arena, "%.*s-page", STR_ARG(slug))
                           : slug;
}

/* "getting-started" -> "Getting started"; what has blanks or capitals stays. */
static struct str title_of(struct import *im, struct str written)
{
    struct str title = arena_str(&im->arena, written);
    bool plain = true;

    for (size_t i = 0; i < written.len; i++)
        plain = plain && written.ptr[i] != ' ' &&
                !(written.ptr[i] >= 'A' && written.ptr[i] <= 'Z');
    if (!plain || !title.ptr)
        return title;
    char *copy = arena_new(&im->arena, char, title.len + 1);
    for (size_t i = 0; copy && i < title.len; i++) {
        char c = title.ptr[i];
        copy[i] = c == '-' || c == '_' ? ' ' : c;
    }
    if (copy && title.len && copy[0] >= 'a' && copy[0] <= 'z')
        copy[0] = (char)(copy[0] - 'a' + 'A');
    return copy ? str_of(copy, title.len) : title;
}

static struct folder *add_folder(struct placer *pl, const struct folder *above,
                                 struct str key, struct str written)
{
    struct import *im = pl->im;
    struct folder *f = arena_new(&im->arena, struct folder, 1);

    if (!f || !key.ptr || !map_set(&pl->folders, key, f))
        return NULL;
    f->path = key;
    f->written = written;
    if (above) {
        struct str slug = slug_of(im, written, "section");
        struct str name = take_free(pl, &pl->files, above->path,
                                    file_name(im, slug), above->is_top);
        f->path = arena_fmt(&im->arena, "%.*s/%.*s", STR_ARG(above->path),
                            STR_ARG(name));
    }
    f->is_top = !above;
    return f;
}

/* The folder as it will be, made with those above it. What lies deeper than
 * sections may lies in the last of them. */
static struct folder *find_folder(struct placer *pl, struct str locale,
                                  struct str path)
{
    struct folder *above = NULL, *f = NULL;
    struct str part = {0}, key = locale;
    size_t depth = 0;

    do {
        if (above && !part.len)
            continue;
        if (above)
            key = arena_fmt(&pl->im->arena, "%.*s/%.*s", STR_ARG(key),
                            STR_ARG(part));
        f = map_get(&pl->folders, key);
        if (!f)
            f = add_folder(pl, above, key, part);
        if (!f)
            return NULL;
        above = f;
    } while (path.len && depth++ < DEPTH_MAX && str_cut(&path, '/', &part));
    return f;
}

static bool is_index(const struct import_page *p)
{
    return str_eq(p->name, S("_index"));
}

/* Two pages for one section: the second is an article. */
static void take_index(struct placer *pl, struct import_page *p)
{
    struct folder *f = find_folder(pl, p->locale, p->folder);
    bool has_text = str_trim(p->body).len > 0;

    if (!f)
        return;
    if (f->index || (!p->folder.len && has_text)) {
        p->name = S("overview");
        return;
    }
    f->index = p;
}

/* Sections that nobody described have the name that their folder had. */
static void add_index(struct import *im, const struct import_page *p,
                      struct folder *f)
{
    struct import_page *index = f->index ? NULL : import_add(im);

    if (!index)
        return;
    index->source = p->source;
    index->locale = p->locale;
    index->name = S("_index");
    f->index = index;
    import_set_text(im, index, "title", title_of(im, f->written));
}

static void describe_folders(struct placer *pl, const struct import_page *p)
{
    struct str path = p->folder;

    while (path.len) {
        struct folder *f = find_folder(pl, p->locale, path);
        if (!f || f->index)
            return;
        add_index(pl->im, p, f);
        f->index->folder = path;
        path = import_folder_of(path);
    }
}

static struct folder *above_of(struct placer *pl, const struct import_page *p)
{
    return find_folder(pl, p->locale,
                       is_index(p) ? import_folder_of(p->folder) : p->folder);
}

static void tell_number(struct import *im, const struct import_page *p,
                        struct str wished, struct str got)
{
    problem_add(&im->problems, CHECK_IMPORT_DOUBLE, p->source, p->line, 0,
                "the address '%.*s' is taken or belongs to the help centre "
                "itself: it became '%.*s'; give it another 'slug:' if you like",
                STR_ARG(wished), STR_ARG(got));
}

/* The address of a page, once: sets `slug` where the file's name is not it. */
static struct str take_address(struct placer *pl, struct import_page *p,
                               struct str above, bool is_top, struct str name)
{
    struct import *im = pl->im;
    struct str asked = import_get(p, "slug");
    struct str wished = slug_of(im, asked.len ? asked : name, "page");
    struct str got = take_free(pl, &pl->addresses, above, wished, is_top);

    if (!str_eq(got, wished))
        tell_number(im, p, wished, got);
    if (asked.len || !str_eq(got, name))
        value_set(&im->arena, p->front, "slug",
                  str_eq(got, name) ? value_null(&im->arena)
                                    : value_text(&im->arena, got));
    return arena_fmt(&im->arena, "%.*s/%.*s", STR_ARG(above), STR_ARG(got));
}

static void place_section(struct placer *pl, struct import_page *p)
{
    struct folder *f = find_folder(pl, p->locale, p->folder);
    struct folder *above = above_of(pl, p);

    if (!f || !above)
        return;
    p->target = arena_fmt(&pl->im->arena, "%.*s/_index.md", STR_ARG(f->path));
    if (p->folder.len)
        f->address = take_address(pl, p, above->address, above->is_top,
                                  import_name_of(f->path));
}

static void place_article(struct placer *pl, struct import_page *p)
{
    struct import *im = pl->im;
    struct folder *f = find_folder(pl, p->locale, p->folder);
    struct str wished = slug_of(im, p->name, "article"), name;

    if (!f)
        return;
    name = take_free(pl, &pl->files, f->path, file_name(im, wished), f->is_top);
    p->target =
        arena_fmt(&im->arena, "%.*s/%.*s.md", STR_ARG(f->path), STR_ARG(name));
    if (!str_eq(name, wished) && !is_device(wished) &&
        !import_get(p, "slug").len)
        tell_number(im, p, wished, name);
    take_address(pl, p, f->address, f->is_top, name);
}

static void place_home(struct placer *pl, struct str locale)
{
    struct folder *f = find_folder(pl, locale, S(""));

    if (f)
        f->address = arena_fmt(&pl->im->arena, "/%.*s", STR_ARG(locale));
}

/* Sections from the top, since an address begins with that above. */
static void place_sections(struct placer *pl, size_t depth, bool *more)
{
    *more = false;
    for (struct import_page *p = pl->im->pages; p; p = p->next) {
        size_t parts = p->folder.len > 0;
        for (size_t i = 0; i < p->folder.len; i++)
            parts += p->folder.ptr[i] == '/';
        if (!is_index(p))
            continue;
        if (parts == depth)
            place_section(pl, p);
        *more |= parts > depth;
    }
}

/* An old address as `aliases` has it: without host, query and final '/'. */
static struct str alias_of(struct import *im, struct str address)
{
    size_t host = str_search(address, S("://"));

    if (host < address.len) {
        address = str_skip(address, host + 3);
        address = str_skip(address, str_find(address, '/'));
    }
    address = str_sub(address, 0, str_find(address, '#'));
    address = str_sub(address, 0, str_find(address, '?'));
    while (str_ends(address, S("/")))
        address.len--;
    return import_decoded(&im->arena, address);
}

static bool leads_nowhere(struct placer *pl, struct str alias)
{
    struct str rest = str_skip(alias, 1), first = {0}, second = {0};

    str_cut(&rest, '/', &first);
    if (!alias.len || alias.ptr[0] != '/' ||
        str_search(alias, S("//")) < alias.len ||
        str_search(alias, S("..")) < alias.len)
        return true;
    if (!map_get(&pl->im->locales, first))
        return false;
    str_cut(&rest, '/', &second);
    return !second.len || is_reserved(second) || map_get(&pl->addresses, alias);
}

static void keep_alias(struct placer *pl, struct import_page *p,
                       struct str address, bool must)
{
    struct import *im = pl->im;
    struct str alias = alias_of(im, address);
    struct import_page *owner = map_get(&pl->aliases, alias);

    if (leads_nowhere(pl, alias) || owner == p)
        return;
    if (owner && must)
        problem_add(&im->problems, CHECK_IMPORT_DOUBLE, p->source, p->line, 0,
                    "the old address %.*s is that of %.*s too, which has it "
                    "now: readers of this one may look for it",
                    STR_ARG(alias), STR_ARG(owner->source));
    if (owner || !map_set(&pl->aliases, alias, p))
        return;
    import_push(im, p, "aliases", alias);
}

static void keep_aliases(struct placer *pl, struct import_page *p)
{
    struct import *im = pl->im;
    const struct value *old = value_get(p->front, S("aliases"));

    value_set(&im->arena, p->front, "aliases", value_list(&im->arena));
    if (p->address.len)
        keep_alias(pl, p, p->address, true);
    for (size_t i = 0; old && i < old->list.count; i++)
        keep_alias(pl, p, value_str(old->list.items[i]), true);
}

/* That of the old system, if it has articles; else English, else the first. */
static void choose_default(struct import *im)
{
    if (map_get(&im->locales, im->default_locale) || !im->locales.count)
        return;
    im->default_locale =
        map_get(&im->locales, S("en")) ? S("en") : im->locales.entries[0].key;
}

int import_place(struct import *im, struct err *e)
{
    struct placer pl = {.im = im};
    bool more = true;

    map_init(&pl.folders, &im->arena);
    map_init(&pl.files, &im->arena);
    map_init(&pl.addresses, &im->arena);
    map_init(&pl.aliases, &im->arena);
    for (struct import_page *p = im->pages; p; p = p->next) {
        map_set(&im->locales, p->locale, p);
        if (is_index(p))
            take_index(&pl, p);
    }
    choose_default(im);
    for (struct import_page *p = im->pages; p; p = p->next)
        describe_folders(&pl, p);
    for (size_t i = 0; i < im->locales.count; i++)
        place_home(&pl, im->locales.entries[i].key);
    for (size_t depth = 0; more && depth < 64; depth++)
        place_sections(&pl, depth, &more);
    for (struct import_page *p = im->pages; p; p = p->next)
        if (!is_index(p))
            place_article(&pl, p);
    for (struct import_page *p = im->pages; p; p = p->next)
        keep_aliases(&pl, p);
    for (struct import_page *p = im->pages; p; p = p->next) {
        im->sections += is_index(p) && p->folder.len;
        im->articles += !is_index(p);
    }
    return im->arena.failed ? err_no_memory(e) : 0;
}
