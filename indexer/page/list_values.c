#include "indexer/page/page_values.h"

#include "indexer/page/body_html.h"
#include "indexer/base/value_parts.h"

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
    set_list(a, home, "promoted", "has_promoted",
             pages_value(a, l->promoted, l->promoted_count, true));
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

static struct value *section_html(struct arena *a, const struct section *s,
                                  const struct value *t,
                                  struct formats *formats)
{
    struct str html = s->index ? body_html(a, &s->index->article, t, formats)
                               : (struct str){0};

    return html.len ? value_html(a, html) : value_null(a);
}

struct value *values_section(struct arena *a, const struct site *site,
                             const struct section *s, struct value *t,
                             struct formats *formats)
{
    const struct subject subject = {
        .kind = "section",
        .locale = s->locale,
        .title = s->title,
        .description = s->description,
        .address = s->address,
        .section = s,
        .elsewhere = section_elsewhere,
        .has_tabs = s->index && s->index->article.has_tabs,
    };
    struct value *root = page_root(a, site, &subject, t), *v = value_map(a);

    set_text(a, v, "title", s->title);
    set_text(a, v, "description", s->description);
    value_set(a, v, "html", section_html(a, s, t, formats));
    set_list(a, v, "sections", "has_sections",
             cards_value(a, s->children, s->child_count));
    set_list(a, v, "articles", "has_articles",
             pages_value(a, s->pages, s->page_count, true));
    value_set(a, root, "section", v);
    set_breadcrumb(a, root, s->locale, s->parent);
    return root;
}

static struct str tags_elsewhere(const struct locale *l,
                                 const struct subject *s)
{
    (void)s;
    return l->tags_address;
}

struct value *values_tags(struct arena *a, const struct site *site,
                          const struct locale *l, struct value *t)
{
    const struct subject subject = {
        .kind = "tags",
        .locale = l,
        .title = value_str(value_get(l->texts, S("tags_title"))),
        .address = l->tags_address,
        .elsewhere = tags_elsewhere,
        .noindex = true,
    };
    struct value *root = page_root(a, site, &subject, t);
    struct value *tags = value_map(a), *list = value_list(a);

    for (size_t i = 0; i < l->tag_count; i++) {
        const struct tag *tag = l->tags[i];
        struct value *v = value_map(a);
        set_text(a, v, "name", tag->name);
        set_url(a, v, "url", tag->address);
        value_set(a, v, "count", value_integer(a, (int64_t)tag->page_count));
        value_push(a, list, v);
    }
    set_list(a, tags, "items", "has_items", list);
    value_set(a, root, "tags", tags);
    set_breadcrumb(a, root, l, NULL);
    return root;
}

/* A tag of the same name there, else all tags. */
static struct str tag_elsewhere(const struct locale *l, const struct subject *s)
{
    const struct tag *there = map_get(&l->by_tag, s->tag->slug);

    return there ? there->address : l->tags_address;
}

static struct value *tagged_value(struct arena *a, const struct page *p)
{
    struct value *v = page_link(a, p, true);

    set_text(a, v, "section", p->section ? p->section->title : (struct str){0});
    return v;
}

struct value *values_tag(struct arena *a, const struct site *site,
                         const struct locale *l, const struct tag *tag,
                         struct value *t)
{
    const struct subject subject = {
        .kind = "tag",
        .locale = l,
        .title = tag->name,
        .address = tag->address,
        .tag = tag,
        .elsewhere = tag_elsewhere,
        .noindex = true,
    };
    struct value *root = page_root(a, site, &subject, t), *v = value_map(a);
    struct value *list = value_list(a);

    for (size_t i = 0; i < tag->page_count; i++)
        value_push(a, list, tagged_value(a, tag->pages[i]));
    set_text(a, v, "name", tag->name);
    value_set(a, v, "count", value_integer(a, (int64_t)tag->page_count));
    set_list(a, v, "articles", "has_articles", list);
    value_set(a, root, "tag", v);
    set_breadcrumb(a, root, l, NULL);
    return root;
}

static struct str a_z_elsewhere(const struct locale *l, const struct subject *s)
{
    (void)s;
    return l->a_z_address;
}

static struct value *letter_value(struct arena *a, const struct letter *letter)
{
    struct value *v = value_map(a);
    struct buf url = {0};

    buf_char(&url, '#');
    buf_url_part(&url, letter->anchor);
    set_text(a, v, "letter", letter->label);
    set_text(a, v, "anchor", letter->anchor);
    set_url(a, v, "url", buf_copy(&url, a));
    buf_release(&url);
    value_set(a, v, "other", value_bool(a, str_eq(letter->label, S("#"))));
    value_set(a, v, "articles",
              pages_value(a, letter->pages, letter->page_count, false));
    return v;
}

struct value *values_a_z(struct arena *a, const struct site *site,
                         const struct locale *l, struct value *t)
{
    const struct subject subject = {
        .kind = "a_z",
        .locale = l,
        .title = value_str(value_get(l->texts, S("a_z_title"))),
        .address = l->a_z_address,
        .elsewhere = a_z_elsewhere,
        .noindex = true,
    };
    struct value *root = page_root(a, site, &subject, t), *v = value_map(a);
    struct value *list = value_list(a);

    for (size_t i = 0; i < l->letter_count; i++)
        value_push(a, list, letter_value(a, &l->letters[i]));
    set_list(a, v, "groups", "has_groups", list);
    value_set(a, root, "a_z", v);
    set_breadcrumb(a, root, l, NULL);
    return root;
}
