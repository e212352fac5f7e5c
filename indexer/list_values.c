#include "indexer/page_values.h"

#include "indexer/links.h"
#include "indexer/value_parts.h"

enum { HOME_ARTICLES = 5 };

/* A card: the section with its first articles. */
static struct value *card_value(struct arena *a, const struct section *s)
{
    struct value *v = link_value(a, s->title, s->address);
    size_t shown =
        s->page_count < HOME_ARTICLES ? s->page_count : HOME_ARTICLES;

    set_text(a, v, "description", s->description);
    value_set(a, v, "count", value_integer(a, (int64_t)s->total));
    value_set(a, v, "articles", pages_value(a, s->pages, shown, false));
    return v;
}

static struct value *cards_value(struct arena *a, struct section **sections,
                                 size_t count)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < count; i++)
        value_push(a, list, card_value(a, sections[i]));
    return list;
}

struct value *values_home(struct arena *a, const struct site *site,
                          const struct locale *l, struct value *t)
{
    const struct subject subject = {
        .kind = "home",
        .locale = l,
        .description =
            l->index ? l->index->article.description : (struct str){0},
        .address = l->home,
    };
    struct value *root = page_root(a, site, &subject, t), *home = value_map(a);

    set_list(a, home, "sections", "has_sections",
             cards_value(a, l->top_sections, l->top_section_count));
    set_list(a, home, "articles", "has_articles",
             pages_value(a, l->top_pages, l->top_page_count, true));
    value_set(a, root, "home", home);
    return root;
}

static struct str section_elsewhere(const struct locale *l,
                                    const struct subject *s)
{
    for (size_t i = 0; i < l->section_count; i++)
        if (str_eq(l->sections[i]->id, s->section->id))
            return l->sections[i]->address;
    return (struct str){0};
}

static struct value *section_html(struct arena *a, const struct section *s)
{
    struct str html =
        s->index ? links_html(a, &s->index->article) : (struct str){0};

    return html.len ? value_html(a, html) : value_null(a);
}

struct value *values_section(struct arena *a, const struct site *site,
                             const struct section *s, struct value *t)
{
    const struct subject subject = {
        .kind = "section",
        .locale = s->locale,
        .title = s->title,
        .description = s->description,
        .address = s->address,
        .section = s,
        .elsewhere = section_elsewhere,
    };
    struct value *root = page_root(a, site, &subject, t), *v = value_map(a);

    set_text(a, v, "title", s->title);
    set_text(a, v, "description", s->description);
    value_set(a, v, "html", section_html(a, s));
    set_list(a, v, "sections", "has_sections",
             cards_value(a, s->children, s->child_count));
    set_list(a, v, "articles", "has_articles",
             pages_value(a, s->pages, s->page_count, true));
    value_set(a, root, "section", v);
    set_breadcrumb(a, root, s->locale, s->parent);
    return root;
}
