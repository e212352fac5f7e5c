#include "indexer/page/page_values.h"

#include "indexer/page/body_html.h"
#include "indexer/settings/edit_link.h"
#include "indexer/page/head_values.h"
#include "indexer/page/origin_entry.h"
#include "indexer/base/schedule.h"
#include "indexer/base/value_parts.h"
#include "lib/site/site_names.h"

static struct value *root_value(struct arena *a, const struct locale *l,
                                struct value *t)
{
    struct value *root = value_map(a);

    for (size_t i = 0; i < l->values->map.count; i++)
        value_set_str(a, root, l->values->map.members[i].key,
                      l->values->map.members[i].value);
    value_set(a, root, "t", t);
    return root;
}

static struct value *page_value(struct arena *a, const struct site *site,
                                const struct subject *s)
{
    struct value *v = value_map(a);
    struct str origin = site_origin(site);

    set_text(a, v, "kind", str_from(s->kind));
    set_text(a, v, "title", s->title);
    set_text(a, v, "description", s->description);
    set_url(a, v, "canonical",
            origin.len
                ? arena_fmt(a, "%.*s%.*s", STR_ARG(origin), STR_ARG(s->address))
                : (struct str){0});
    value_set(a, v, "noindex", value_bool(a, s->noindex));
    value_set(a, v, "has_tabs", value_bool(a, s->has_tabs));
    set_url(a, v, "markdown",
            s->article ? arena_fmt(a, "%.*s" TWIN_ENDING, STR_ARG(s->address))
                       : (struct str){0});
    set_url(a, v, "edit_url",
            s->article && site->config.edit_url.len
                ? edit_link(a, site->config.edit_url, s->article->file)
                : (struct str){0});
    head_page(a, site, s, v);
    return v;
}

struct value *page_root(struct arena *a, const struct site *site,
                        const struct subject *s, struct value *t)
{
    struct value *root = root_value(a, s->locale, t);

    if (s->elsewhere)
        value_set(a, root, "locales", locales_value(a, site, s));
    value_set(a, root, "page", page_value(a, site, s));
    return root;
}

static void push_crumbs(struct arena *a, struct value *list,
                        const struct section *s)
{
    if (!s)
        return;
    push_crumbs(a, list, s->parent);
    value_push(a, list, link_value(a, s->title, s->address));
}

void set_breadcrumb(struct arena *a, struct value *root, const struct locale *l,
                    const struct section *s)
{
    struct value *list = value_list(a);
    const struct value *title = value_path(l->values, S("site.title"));

    value_push(a, list, link_value(a, value_str(title), l->home));
    push_crumbs(a, list, s);
    set_list(a, root, "breadcrumb", "has_breadcrumb", list);
}

static struct value *contents_value(struct arena *a, const struct article *x)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < x->section_count; i++) {
        const struct body_section *s = &x->sections[i];
        if (s->anchor.len == 0 || s->level < 2 || s->level > 3)
            continue;
        struct buf url = {0};
        buf_char(&url, '#');
        buf_url_part(&url, s->anchor);
        struct value *v = link_value(a, s->heading, buf_copy(&url, a));
        buf_release(&url);
        value_set(a, v, "level", value_integer(a, s->level));
        value_set(a, v, "sub", value_bool(a, s->level > 2));
        value_push(a, list, v);
    }
    return list;
}

/* A list of one heading leads nowhere new. */
static void set_contents(struct arena *a, struct value *article,
                         struct value *contents)
{
    value_set(a, article, "has_contents",
              value_bool(a, contents && contents->list.count > 1));
    value_set(a, article, "contents", contents);
}

static struct value *authors_value(struct arena *a, const struct article *x)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < x->author_count; i++) {
        struct value *v = value_map(a);
        set_text(a, v, "name", x->authors[i]);
        value_push(a, list, v);
    }
    return list;
}

static struct value *tags_value(struct arena *a, const struct page *p)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < p->tag_count; i++) {
        struct value *v = value_map(a);
        set_text(a, v, "name", p->tags[i]->name);
        set_url(a, v, "url", p->tags[i]->address);
        value_push(a, list, v);
    }
    return list;
}

static struct str article_elsewhere(const struct locale *l,
                                    const struct subject *s)
{
    const struct page *there = map_get(&l->by_id, s->article->article.id);

    /* One that is unlisted too may lead to it. */
    return there && !there->dropped &&
                   (!there->article.unlisted || s->article->article.unlisted)
               ? there->address
               : (struct str){0};
}

/* As part of an address. */
static struct str encoded(struct arena *a, struct str s)
{
    struct buf out = {0};

    buf_url_part(&out, s);
    struct str copy = buf_copy(&out, a);
    buf_release(&out);
    return copy;
}

struct value *values_article(struct arena *a, const struct site *site,
                             const struct page *p, struct value *t,
                             struct formats *formats)
{
    const struct article *x = &p->article;
    const struct subject subject = {
        .kind = "article",
        .locale = p->locale,
        .title = x->title,
        .description = description_of(a, p),
        .address = p->address,
        .article = p,
        .elsewhere = article_elsewhere,
        .noindex = x->unlisted,
        .has_tabs = x->has_tabs,
    };
    struct value *root = page_root(a, site, &subject, t), *v = value_map(a);

    set_text(a, v, "id", x->id);
    set_text(a, v, "encoded_id", encoded(a, x->id));
    set_text(a, v, "title", x->title);
    set_text(a, v, "description", x->description);
    value_set(a, v, "html", value_html(a, body_html(a, x, t, formats)));
    value_set(a, v, "updated", date_value(a, site, x->updated_at, formats));
    set_list(a, v, "authors", "has_authors", authors_value(a, x));
    value_set(a, v, "author_list", authors_line(a, site, x, formats));
    set_list(a, v, "tags", "has_tags", tags_value(a, p));
    set_contents(a, v, contents_value(a, x));
    value_set(a, v, "has_neighbours", value_bool(a, p->previous || p->next));
    value_set(a, v, "previous", page_link(a, p->previous, false));
    value_set(a, v, "next", page_link(a, p->next, false));
    set_list(a, v, "related", "has_related",
             pages_value(a, p->related, p->related_count, true));
    value_set(a, root, "article", v);
    set_breadcrumb(a, root, p->locale, p->section);
    return root;
}
