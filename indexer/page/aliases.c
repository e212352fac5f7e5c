#include "indexer/page/aliases.h"

#include "indexer/arrange/arrange.h"
#include "indexer/front_matter/front_matter_place.h"
#include "indexer/base/path.h"
#include "indexer/page/sitemap.h"
#include "lib/site/site_names.h"

/* Whose an address is. */
struct owner {
    const struct page *page; /* NULL: a list, or the help centre's own */
    struct str alias;        /* of one claimed: as written */
    struct redirect *redirect;
    bool is_told; /* the claimer of an alias was told of the collision */
    unsigned line, column; /* of the claimer's aliases */
};

struct claims {
    struct site *site;
    struct map pages;      /* address without a final '/' -> struct owner */
    struct map aliases;    /* the same, of what articles claim */
    struct map claimed;    /* alias and claimer: is it one of that article's? */
    struct arena arena;    /* of the maps */
    unsigned line, column; /* of the aliases of the article that is read */
};

static struct str without_slash(struct str address)
{
    while (address.len && address.ptr[address.len - 1] == '/')
        address.len--;
    return address;
}

static int take(struct claims *c, struct str address, const struct page *page,
                struct err *e)
{
    struct owner *owner = arena_new(&c->arena, struct owner, 1);

    if (!owner)
        return err_no_memory(e);
    owner->page = page;
    return map_set(&c->pages, without_slash(address), owner) ? 0
                                                             : err_no_memory(e);
}

static int take_article(struct claims *c, const struct page *p, struct err *e)
{
    struct str twin =
        arena_fmt(&c->arena, "%.*s" TWIN_ENDING, STR_ARG(p->address));

    return take(c, p->address, p, e) || take(c, twin, p, e) ? -1 : 0;
}

static int take_locale(struct claims *c, const struct locale *l, struct err *e)
{
    const char *name;
    int result = take(c, l->home, NULL, e);

    for (size_t k = 0; (name = address_reserved(k)) && result == 0; k++)
        result = take(c, arena_fmt(&c->arena, "%.*s%s", STR_ARG(l->home), name),
                      NULL, e);
    for (size_t k = 0; k < l->section_count && result == 0; k++)
        result = take(c, l->sections[k]->address, NULL, e);
    for (size_t k = 0; k < l->served_count && result == 0; k++)
        result = take_article(c, l->served[k], e);
    for (size_t k = 0; k < l->tag_count && result == 0; k++)
        result = take(c, l->tags[k]->address, NULL, e);
    return result;
}

/* A path from the root of the site, or a name beside the article. Whoever
 * copies one from a browser has it percent-encoded and with the site's own
 * path in front: it is the same. */
static struct str alias_address(struct site *site, const struct page *p,
                                struct str alias)
{
    struct arena *a = &site->arena;
    struct str prefix = site->config.prefix;
    struct str name = without_slash(path_key(a, path_unescape(a, alias)));
    struct str above = p->section ? p->section->address : p->locale->home;
    struct str whole = address_encode(a, S(""), name);

    if (name.len && name.ptr[0] != '/')
        return address_encode(a, above, name);
    if (prefix.len && str_starts(whole, prefix) && whole.len > prefix.len &&
        whole.ptr[prefix.len] == '/')
        return whole;
    return address_encode(a, prefix, name);
}

/* Can a browser ask for it? */
static bool is_path(struct str alias)
{
    struct str rest = without_slash(alias), part;

    if (str_search(alias, S("://")) < alias.len ||
        str_find(alias, '?') < alias.len || str_find(alias, '#') < alias.len)
        return false;
    rest = str_skip(rest, str_starts(rest, S("/")) ? 1 : 0);
    while (rest.len && str_cut(&rest, '/', &part))
        if (!part.len || str_eq(part, S(".")) || str_eq(part, S("..")))
            return false;
    return true;
}

typedef int alias_visit(struct claims *c, const struct page *p,
                        struct str alias, struct err *e);

/* Its address on another host is none that could lead here. */
static bool is_whole(struct str alias)
{
    return str_search(alias, S("://")) < alias.len;
}

static void look_at(struct claims *c, const struct page *p)
{
    if (p->article.alias_count)
        front_matter_place(&p->article, S("aliases"), &c->line, &c->column);
}

static int visit_page(struct claims *c, const struct page *p,
                      alias_visit *visit, struct err *e)
{
    if (p)
        look_at(c, p);
    for (size_t n = 0; p && !p->dropped && n < p->article.alias_count; n++)
        if (!is_whole(p->article.aliases[n]) &&
            visit(c, p, p->article.aliases[n], e))
            return -1;
    return 0;
}

static int visit_locale(struct claims *c, const struct locale *l,
                        alias_visit *visit, struct err *e)
{
    int result = visit_page(c, l->index, visit, e);

    for (size_t k = 0; k < l->section_count && result == 0; k++)
        if (l->sections[k]->total)
            result = visit_page(c, l->sections[k]->index, visit, e);
    for (size_t k = 0; k < l->served_count && result == 0; k++)
        result = visit_page(c, l->served[k], visit, e);
    return result;
}

static int for_each_alias(struct claims *c, alias_visit *visit, struct err *e)
{
    const struct site *site = c->site;
    int result = 0;

    for (size_t i = 0; i < site->locale_count && result == 0; i++)
        result = visit_locale(c, &site->locales[i], visit, e);
    return result;
}

/* Where readers of an alias are sent: an _index.md is its section or home. */
static struct str target_of(const struct page *p)
{
    if (!p->is_index)
        return p->address;
    return p->section ? p->section->address : p->locale->home;
}

/* A name for "this address is an alias of that article". */
static struct str claim_key(struct claims *c, struct str address,
                            const struct page *p)
{
    return arena_fmt(&c->arena, "%.*s\n%.*s", STR_ARG(address),
                     STR_ARG(p->file));
}

/* The first who claims an alias has it. */
static int note_claim(struct claims *c, const struct page *p, struct str alias,
                      struct err *e)
{
    struct site *site = c->site;
    struct str address = alias_address(site, p, alias);
    struct owner *owner = arena_new(&c->arena, struct owner, 1);

    if (!is_path(alias))
        return 0;
    if (!owner || !map_set(&c->claimed, claim_key(c, address, p), owner))
        return err_no_memory(e);
    if (map_get(&c->aliases, address))
        return 0;
    owner->page = p;
    owner->alias = alias;
    owner->line = c->line;
    owner->column = c->column;
    return map_set(&c->aliases, address, owner) ? 0 : err_no_memory(e);
}

static void refuse(struct claims *c, enum check check, const struct page *p,
                   struct str message)
{
    problem_add(&c->site->problems, check, p->file, c->line, c->column, "%.*s",
                STR_ARG(message));
}

/* Whole addresses are what people copy from the help centre that they leave. */
static void refuse_whole(struct claims *c, const struct page *p)
{
    look_at(c, p);
    for (size_t n = 0; !p->dropped && n < p->article.alias_count; n++) {
        struct str alias = p->article.aliases[n];
        size_t host = str_search(alias, S("://")) + 3;
        struct str path = str_skip(alias, host);
        if (is_whole(alias))
            refuse(c, CHECK_FRONT_MATTER, p,
                   arena_fmt(&c->arena,
                             "the alias '%.*s' names a host and leads "
                             "nowhere: write it without that, '/%.*s'",
                             STR_ARG(alias),
                             STR_ARG(str_skip(path, str_find(path, '/') + 1))));
    }
}

/* The address is that of a page: whose decides what is said. */
static void refuse_taken(struct claims *c, const struct page *p,
                         struct str alias, const struct page *other)
{
    struct arena *a = &c->arena;
    bool is_mutual =
        other && map_get(&c->claimed, claim_key(c, target_of(p), other));

    if (!other)
        refuse(c, CHECK_TAKEN_ALIAS, p,
               arena_fmt(a,
                         "the alias '%.*s' is the address of a list or of the "
                         "help centre itself, so that it never leads here: "
                         "take it out",
                         STR_ARG(alias)));
    else if (other == p)
        refuse(c, CHECK_REDIRECT_LOOP, p,
               arena_fmt(a,
                         "the alias '%.*s' is this article's own address and "
                         "would lead back to itself: take it out",
                         STR_ARG(alias)));
    else if (is_mutual)
        refuse(c, CHECK_REDIRECT_LOOP, p,
               arena_fmt(a,
                         "the alias '%.*s' is the address of %.*s, which has "
                         "this article's address for an alias: both would "
                         "lead to each other; take both out",
                         STR_ARG(alias), STR_ARG(other->file)));
    else
        refuse(c, CHECK_TAKEN_ALIAS, p,
               arena_fmt(a,
                         "the alias '%.*s' is the address of %.*s, so that it "
                         "never leads here: take it out, or give that article "
                         "another 'slug:'",
                         STR_ARG(alias), STR_ARG(other->file)));
}

/* Which article was meant is the writers' to say: both are told. */
static void refuse_double(struct claims *c, const struct page *p,
                          struct str alias, struct owner *first)
{
    static const char format[] =
        "the alias '%.*s' is also one of %.*s: take it out of one";

    refuse(c, CHECK_DOUBLE_ALIAS, p,
           arena_fmt(&c->arena, format, STR_ARG(alias),
                     STR_ARG(first->page->file)));
    if (!first->is_told)
        problem_add(&c->site->problems, CHECK_DOUBLE_ALIAS, first->page->file,
                    first->line, first->column, format, STR_ARG(first->alias),
                    STR_ARG(p->file));
    first->is_told = true;
}

static int settle(struct claims *c, const struct page *p, struct str alias,
                  struct err *e)
{
    struct site *site = c->site;
    struct str address = alias_address(site, p, alias);
    const struct owner *page = map_get(&c->pages, address);
    struct owner *claim = map_get(&c->aliases, address);

    if (!is_path(alias)) {
        refuse(c, CHECK_FRONT_MATTER, p,
               arena_fmt(&c->arena,
                         "the alias '%.*s' leads nobody here: write the path "
                         "alone, such as /old/page, without the host, '?', '#' "
                         "and '..'",
                         STR_ARG(alias)));
        return 0;
    }
    if (!claim)
        return err_no_memory(e);
    if (page || sitemap_reserves(site, address)) {
        refuse_taken(c, p, alias, page ? page->page : NULL);
    } else if (claim->page != p) {
        refuse_double(c, p, alias, claim);
    } else if (!claim->redirect) {
        claim->redirect = &site->redirects[site->redirect_count++];
        *claim->redirect = (struct redirect){address, p};
    }
    return 0;
}

static int claim_all(struct claims *c, struct err *e)
{
    struct site *site = c->site;
    int result = take(c, site->config.prefix, NULL, e);

    for (size_t i = 0; i < site->locale_count && result == 0; i++)
        result = take_locale(c, &site->locales[i], e);
    for (size_t i = 0; i < site->page_count; i++)
        refuse_whole(c, &site->pages[i]);
    if (result || for_each_alias(c, note_claim, e))
        return -1;
    site->redirects =
        arena_new(&site->arena, struct redirect, c->aliases.count);
    if (!site->redirects)
        return err_no_memory(e);
    return for_each_alias(c, settle, e);
}

int aliases_claim(struct site *site, struct err *e)
{
    struct claims c = {.site = site};

    map_init(&c.pages, &c.arena);
    map_init(&c.aliases, &c.arena);
    map_init(&c.claimed, &c.arena);
    int result = claim_all(&c, e);
    if (result == 0 && (c.arena.failed || site->arena.failed))
        result = err_no_memory(e);
    arena_release(&c.arena);
    return result;
}

int aliases_write(const struct site *site, struct site_writer *w, struct err *e)
{
    for (size_t i = 0; i < site->redirect_count; i++) {
        const struct redirect *r = &site->redirects[i];
        struct site_entry_in entry = {
            .path = r->address,
            .kind = SITE_REDIRECT,
            .target = target_of(r->page),
            .expires = r->page->is_index ? 0 : r->page->article.expires_at,
        };
        if (site_writer_add(w, &entry, e))
            return -1;
    }
    return 0;
}
