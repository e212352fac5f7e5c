#include "indexer/arrange/arrange.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/base/path.h"
#include "lib/site/site_agents.h"
#include "lib/slug.h"

static const char *const reserved[] = {
    "search",  "feedback", "contact",  "tags",           "a-z",
    "changes", "llms.txt", "feed.xml", "opensearch.xml",
};

const char *address_reserved(size_t i)
{
    return i < sizeof(reserved) / sizeof(*reserved) ? reserved[i] : NULL;
}

struct str address_encode(struct arena *a, struct str prefix,
                          struct str decoded)
{
    struct buf out = {0};

    buf_put(&out, prefix);
    buf_url_path(&out, decoded);
    struct str s = buf_copy(&out, a);
    buf_release(&out);
    return s;
}

/* The slug of a page or folder: as asked in the front matter, else its name. */
static struct str make_slug(struct arena *a, struct str asked, struct str name)
{
    struct buf out = {0};

    slug_put(&out, asked.len ? asked : name);
    struct str s = buf_copy(&out, a);
    buf_release(&out);
    return s;
}

static struct section *find_section(struct site *site, struct locale *l,
                                    struct str folder)
{
    struct section *s = folder.len ? map_get(&l->by_folder, folder) : NULL;

    if (s || folder.len == 0)
        return s;
    struct section *parent = find_section(site, l, path_folder(folder));
    s = arena_new(&site->arena, struct section, 1);
    if (!s)
        return NULL;
    s->locale = l;
    s->parent = parent;
    s->folder = s->id = folder;
    s->number = (uint32_t)l->by_folder.count;
    return map_set(&l->by_folder, folder, s) ? s : NULL;
}

/* Folder depth is bounded so that the recursion above is too. */
enum { DEPTH_MAX = 16 };

static bool too_deep(struct str folder)
{
    size_t depth = 1;

    for (size_t i = 0; i < folder.len; i++)
        depth += folder.ptr[i] == '/';
    return folder.len && depth > DEPTH_MAX;
}

static int place_page(struct site *site, struct page *p, struct err *e)
{
    struct article *a = &p->article;

    if (too_deep(p->folder)) {
        problem_add(&site->problems, CHECK_TOO_DEEP, p->file, 0, 0,
                    "more than %d folders deep: move it up", DEPTH_MAX);
        p->dropped = true;
        return 0;
    }
    p->section = find_section(site, p->locale, p->folder);
    if (p->folder.len && !p->section)
        return err_no_memory(e);
    if (!p->is_index)
        return 0;
    if (!p->section) {
        p->locale->index = p;
        if (a->text.len)
            problem_add(&site->problems, CHECK_HOME_TEXT, p->file, 0, 0,
                        "home pages show title and description only: move the "
                        "text into an article");
        return 0;
    }
    p->section->index = p;
    p->section->weight = a->weight;
    p->section->description = a->description;
    if (a->title.len)
        p->section->title = a->title;
    if (a->id.len)
        p->section->id = a->id;
    return 0;
}

/* A reserved name directly under the locale, as it was written or as its slug
 * is: "llms.txt" would be "llms-txt", which is not what was meant. */
static bool is_reserved(const struct section *above, struct str written,
                        struct str slug)
{
    for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++)
        if (!above && (str_eq(slug, str_from(reserved[i])) ||
                       str_eq_nocase(written, str_from(reserved[i]))))
            return true;
    return false;
}

/* Where a section's problems are shown: its _index.md, else its folder. */
static struct str section_path(struct arena *a, const struct section *s)
{
    if (s->index)
        return s->index->file;
    return arena_fmt(a, "%.*s/%.*s", STR_ARG(s->locale->folder),
                     STR_ARG(s->folder));
}

/* The public folder's _index.md names it for agents too. */
static const struct section *same_elsewhere(const struct site *site,
                                            const struct section *s)
{
    const struct site *other = site->for_agents ? site->other : NULL;

    for (size_t i = 0; other && i < other->locale_count; i++)
        if (str_eq(str_from(other->locales[i].tag), str_from(s->locale->tag)))
            return map_get(&other->locales[i].by_folder, s->folder);
    return NULL;
}

static void describe_section(struct section *s, const struct section *same)
{
    if (same) {
        s->id = same->id;
        s->title = same->title;
        s->description = same->description;
        s->weight = same->weight;
    }
    if (s->title.len == 0)
        s->title = path_name(s->folder);
}

/* In error it gets an address of its own, for --keep-going. */
static void address_section(struct site *site, struct section *s)
{
    struct arena *a = &site->arena;
    struct str name = path_name(s->folder);
    const struct section *same = same_elsewhere(site, s);
    const struct page *index = same ? same->index : s->index;
    struct str asked = index ? index->article.slug : (struct str){0};
    struct str slug = make_slug(a, asked, name);
    struct str above =
        s->parent ? s->parent->address : arena_fmt(a, "/%s", s->locale->tag);

    describe_section(s, same);
    if (slug.len == 0)
        slug = name;
    if (is_reserved(s->parent, asked.len ? asked : name, slug)) {
        problem_add(&site->problems, CHECK_RESERVED_SLUG, section_path(a, s), 0,
                    0,
                    "the address '%.*s' belongs to the help centre itself: "
                    "rename the folder or write another 'slug:' in its "
                    "_index.md",
                    STR_ARG(slug));
        slug = arena_fmt(a, "%.*s-%u", STR_ARG(slug), (unsigned)s->number);
    }
    s->address = arena_fmt(a, "%.*s/%.*s", STR_ARG(above), STR_ARG(slug));
}

/* A file's path without locale and extension; of a reply without the folder of
 * replies as well. */
static struct str path_id(const struct page *p)
{
    struct str s = str_skip(p->key, p->locale->folder.len + 1);
    const struct str replies = STR(SITE_REPLIES "/");

    s = str_skip(s, str_starts(s, replies) ? replies.len : 0);
    return str_of(s.ptr, str_find_last(s, '.'));
}

/* Takes the page out, with an error that says why. */
static void drop(struct site *site, struct page *p, enum check check,
                 struct str message)
{
    p->dropped = true;
    problem_add(&site->problems, check, p->file, 0, 0, "%.*s",
                STR_ARG(message));
}

static void address_page(struct site *site, struct page *p)
{
    struct article *a = &p->article;
    struct str name = path_name(path_id(p));
    struct str slug = make_slug(&site->arena, a->slug, name);
    struct str above = p->section
                           ? p->section->address
                           : arena_fmt(&site->arena, "/%s", p->locale->tag);

    if (a->id.len == 0)
        a->id = path_id(p);
    if (a->is_reply) {
        p->address = arena_fmt(&site->arena, "/%s/" SITE_REPLIES "/%.*s",
                               p->locale->tag, STR_ARG(a->id));
        return;
    }
    if (slug.len == 0) {
        drop(site, p, CHECK_NO_SLUG,
             arena_fmt(&site->arena,
                       "'%.*s' has no letter or digit to make an address of: "
                       "write 'slug:' in the front matter",
                       STR_ARG(a->slug.len ? a->slug : name)));
        return;
    }
    if (is_reserved(p->section, a->slug.len ? a->slug : name, slug)) {
        drop(site, p, CHECK_RESERVED_SLUG,
             arena_fmt(&site->arena,
                       "the address '%.*s' belongs to the help centre itself: "
                       "choose another 'slug:'",
                       STR_ARG(slug)));
        return;
    }
    p->address =
        arena_fmt(&site->arena, "%.*s/%.*s", STR_ARG(above), STR_ARG(slug));
}

static struct str collision(struct site *site, const char *key_name,
                            struct str key, const struct page *other)
{
    return arena_fmt(&site->arena,
                     "its %s '%.*s' is also that of %.*s: change one", key_name,
                     STR_ARG(key), STR_ARG(other->file));
}

/* Of two pages on one address or id both are in error: which one was meant is
 * the writer's to say. */
static int claim(struct site *site, struct map *map, const char *key_name,
                 struct str key, struct page *p, struct err *e)
{
    struct page *other = map_get(map, key);

    if (!other)
        return map_set(map, key, p) ? 0 : err_no_memory(e);
    drop(site, p, CHECK_DOUBLE_ADDRESS, collision(site, key_name, key, other));
    if (!other->dropped)
        drop(site, other, CHECK_DOUBLE_ADDRESS,
             collision(site, key_name, key, p));
    return 0;
}

/* What customers have keeps its address and id: it is the same with and without
 * what agents have. */
static bool claimed_by_other(struct site *site, struct page *p)
{
    const struct site *other = site->for_agents ? site->other : NULL;
    const struct page *there =
        other ? map_get(&other->by_address, p->address) : NULL;

    if (there)
        drop(site, p, CHECK_DOUBLE_ADDRESS,
             collision(site, "address", p->address, there));
    /* Nobody asks for a reply among the articles. */
    if (p->article.is_reply)
        other = NULL;
    for (size_t i = 0; other && !p->dropped && i < other->locale_count; i++) {
        const struct locale *l = &other->locales[i];
        if (!str_eq(str_from(l->tag), str_from(p->locale->tag)))
            continue;
        there = map_get(&l->by_id, p->article.id);
        if (there)
            drop(site, p, CHECK_DOUBLE_ADDRESS,
                 collision(site, "id", p->article.id, there));
    }
    return p->dropped;
}

static int claim_page(struct site *site, struct page *p, struct err *e)
{
    if (claimed_by_other(site, p))
        return 0;
    if (claim(site, &site->by_address, "address", p->address, p, e))
        return -1;
    if (p->dropped)
        return 0;
    return claim(site, &p->locale->by_id, "id", p->article.id, p, e);
}

/* A folder's address ends in '/', so it may stand beside an article of the same
 * name. Folders that collide are told apart by their number, so that with
 * --keep-going their articles are still published. */
static int claim_section(struct site *site, struct section *s, struct err *e)
{
    struct section *other = map_get(&site->sections_by_address, s->address);

    if (other) {
        problem_add(&site->problems, CHECK_DOUBLE_ADDRESS,
                    section_path(&site->arena, s), 0, 0,
                    "the address '%.*s' is also that of the folder %.*s: "
                    "change one 'slug:' in _index.md",
                    STR_ARG(s->address), STR_ARG(other->folder));
        s->address = arena_fmt(&site->arena, "%.*s-%u", STR_ARG(s->address),
                               (unsigned)s->number);
    }
    return map_set(&site->sections_by_address, s->address, s)
               ? 0
               : err_no_memory(e);
}

static bool published(const struct page *p)
{
    return !p->dropped && !p->is_index;
}

static int collect_sections(struct site *site, struct locale *l, struct err *e)
{
    size_t n = l->by_folder.count;

    l->sections = arena_new(&site->arena, struct section *, n + 1);
    if (!l->sections)
        return err_no_memory(e);
    for (size_t i = 0; i < n; i++) {
        struct section *s = l->by_folder.entries[i].value;
        l->sections[l->section_count++] = s;
        address_section(site, s);
    }
    return 0;
}

/* Weight first (0: none, comes last), then title by the locale's collation. */
static int compare(struct formats *f, long wa, struct str ta, long wb,
                   struct str tb)
{
    if (wa != wb)
        return wa == 0 ? 1 : wb == 0 ? -1 : wa < wb ? -1 : 1;
    int order = format_compare(f, ta, tb);
    return order ? order : str_cmp(ta, tb);
}

/* Insertion into a sorted list. */
static void insert_page(struct formats *f, struct page **list, size_t *count,
                        struct page *p)
{
    size_t low = 0, high = *count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (compare(f, list[mid]->article.weight, list[mid]->article.title,
                    p->article.weight, p->article.title) <= 0)
            low = mid + 1;
        else
            high = mid;
    }
    memmove(&list[low + 1], &list[low], (*count - low) * sizeof(*list));
    list[low] = p;
    (*count)++;
}

static void insert_section(struct formats *f, struct section **list,
                           size_t *count, struct section *s)
{
    size_t low = 0, high = *count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (compare(f, list[mid]->weight, list[mid]->title, s->weight,
                    s->title) <= 0)
            low = mid + 1;
        else
            high = mid;
    }
    memmove(&list[low + 1], &list[low], (*count - low) * sizeof(*list));
    list[low] = s;
    (*count)++;
}

/* How many lie in each list, so that it can be made to size. */
static void count_lists(struct site *site, struct locale *l)
{
    for (size_t i = 0; i < site->page_count; i++) {
        struct page *p = &site->pages[i];
        if (p->locale != l || !published(p))
            continue;
        l->served_count++;
        if (p->article.unlisted)
            continue;
        l->page_count++;
        l->searched_count += !p->article.unsearched;
        if (!p->section)
            l->top_page_count++;
        else
            p->section->page_count++;
        for (struct section *s = p->section; s; s = s->parent)
            s->total++;
    }
    for (size_t i = 0; i < l->section_count; i++) {
        struct section *s = l->sections[i];
        if (s->total == 0)
            continue;
        if (s->parent)
            s->parent->child_count++;
        else
            l->top_section_count++;
    }
}

static bool make_lists(struct site *site, struct locale *l)
{
    struct arena *a = &site->arena;

    l->served = arena_new(a, struct page *, l->served_count);
    l->pages = arena_new(a, struct page *, l->page_count);
    l->searched = arena_new(a, struct page *, l->searched_count);
    l->top_pages = arena_new(a, struct page *, l->top_page_count);
    l->top_sections = arena_new(a, struct section *, l->top_section_count);
    l->page_count = l->top_page_count = l->top_section_count = 0;
    l->served_count = l->searched_count = 0;
    for (size_t i = 0; i < l->section_count; i++) {
        struct section *s = l->sections[i];
        s->pages = arena_new(a, struct page *, s->page_count);
        s->children = arena_new(a, struct section *, s->child_count);
        s->page_count = s->child_count = 0;
    }
    return !a->failed;
}

/* A section without a listed article has no page: an unlisted one in it shows
 * those above. */
static void list_page(struct locale *l, struct page *p)
{
    l->served[l->served_count++] = p;
    if (p->article.unlisted) {
        while (p->section && p->section->total == 0)
            p->section = p->section->parent;
        return;
    }
    l->pages[l->page_count++] = p;
    if (!p->article.unsearched)
        l->searched[l->searched_count++] = p;
}

static void fill_lists(struct site *site, struct locale *l, struct formats *f)
{
    for (size_t i = 0; i < site->page_count; i++) {
        struct page *p = &site->pages[i];
        if (p->locale != l || !published(p))
            continue;
        list_page(l, p);
        if (p->article.unlisted)
            continue;
        if (p->section)
            insert_page(f, p->section->pages, &p->section->page_count, p);
        else
            insert_page(f, l->top_pages, &l->top_page_count, p);
    }
    for (size_t i = 0; i < l->section_count; i++) {
        struct section *s = l->sections[i];
        if (s->total == 0)
            continue;
        if (s->parent)
            insert_section(f, s->parent->children, &s->parent->child_count, s);
        else
            insert_section(f, l->top_sections, &l->top_section_count, s);
        for (size_t k = 1; k < s->page_count; k++) {
            s->pages[k]->previous = s->pages[k - 1];
            s->pages[k - 1]->next = s->pages[k];
        }
    }
}

/* Sections without an article anywhere below are not shown: renumber. */
static void drop_empty_sections(struct locale *l)
{
    size_t kept = 0;

    for (size_t i = 0; i < l->section_count; i++) {
        struct section *s = l->sections[i];
        if (s->total == 0)
            continue;
        s->number = (uint32_t)kept;
        l->sections[kept++] = s;
    }
    l->section_count = kept;
}

static int arrange_locale(struct site *site, struct locale *l, struct err *e)
{
    for (size_t i = 0; i < site->page_count; i++)
        if (site->pages[i].locale == l && !site->pages[i].dropped &&
            place_page(site, &site->pages[i], e))
            return -1;
    if (collect_sections(site, l, e))
        return -1;
    for (size_t i = 0; i < site->page_count; i++) {
        struct page *p = &site->pages[i];
        if (p->locale != l || !published(p))
            continue;
        address_page(site, p);
        if (!p->dropped && claim_page(site, p, e))
            return -1;
    }
    for (size_t i = 0; i < l->section_count; i++)
        if (claim_section(site, l->sections[i], e))
            return -1;

    struct formats *f = formats_new(str_from(l->tag), e);
    if (!f)
        return -1;
    count_lists(site, l);
    bool made = make_lists(site, l);
    if (made)
        fill_lists(site, l, f);
    formats_free(f);
    drop_empty_sections(l);
    l->home = address_encode(&site->arena, site->config.prefix,
                             arena_fmt(&site->arena, "/%s/", l->tag));
    return made && !site->arena.failed ? 0 : err_no_memory(e);
}

/* Addresses were compared decoded; from here on they are what is sent. */
static void encode_addresses(struct site *site, struct locale *l)
{
    struct arena *a = &site->arena;

    for (size_t i = 0; i < l->served_count; i++)
        l->served[i]->address =
            address_encode(a, site->config.prefix, l->served[i]->address);
    for (size_t i = 0; i < l->section_count; i++)
        l->sections[i]->address = address_encode(
            a, site->config.prefix,
            arena_fmt(a, "%.*s/", STR_ARG(l->sections[i]->address)));
}

int arrange(struct site *site, struct err *e)
{
    for (size_t i = 0; i < site->locale_count; i++) {
        if (arrange_locale(site, &site->locales[i], e))
            return -1;
        encode_addresses(site, &site->locales[i]);
    }
    return site->arena.failed ? err_no_memory(e) : 0;
}
