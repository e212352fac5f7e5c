#include "indexer/check/check_run.h"
#include "indexer/front_matter/front_matter_place.h"
#include "indexer/base/jobs.h"
#include "lib/icu/width.h"
#include "lib/utf8.h"

/* In columns, of which a Hangul or Chinese character takes two. */
enum {
    /* Two rows of a list on a phone 360 pixels wide, at 35 columns each; and
     * search engines show no more than some 60 to 70. */
    TITLE_COLUMNS = 70,
    /* What search engines show of a description, on computers; on phones it is
     * some 120. */
    DESCRIPTION_COLUMNS = 160,
};

static void check_images(struct site *site, const struct page *p)
{
    const struct article *a = &p->article;

    for (size_t i = 0; i < a->link_count; i++) {
        const struct body_link *l = &a->links[i];
        if (l->image && str_trim(l->alt).len == 0)
            problem_add_shared(
                &site->problems, CHECK_NO_ALT, p->file, l->file_path, l->line,
                l->column,
                "'%.*s' has no alternative text: say between the "
                "brackets what the image shows, for those who do not "
                "see it",
                STR_ARG(l->target));
    }
}

static const char *marks(unsigned level)
{
    static const char *const all[] = {"",     "#",     "##",    "###",
                                      "####", "#####", "######"};

    return all[level];
}

static void warn_of_jump(struct site *site, const struct page *p,
                         const struct body_section *s, unsigned above)
{
    problem_add_shared(&site->problems, CHECK_HEADING_JUMP, p->file,
                       s->file_path, s->line, s->column,
                       "a heading with '%s' under %s%s%s leaves out a level: "
                       "write '%s'",
                       marks(s->level), above > 1 ? "one with '" : "the title",
                       above > 1 ? marks(above) : "", above > 1 ? "'" : "",
                       marks(above + 1));
}

static bool is_digit_of(char c, unsigned level)
{
    return c == (char)('0' + (int)level);
}

/* Nothing between this heading and the next, or the end; a list or quote that
 * is closed or opened there counts as something. */
static bool is_bare(const struct article *a, size_t i)
{
    struct str rest = str_trim(str_skip(a->html, a->sections[i].html_at));

    if (i + 1 == a->section_count)
        return rest.len == 0;
    return str_starts(rest, S("<h")) && rest.len > 3 && rest.ptr[3] == ' ' &&
           is_digit_of(rest.ptr[2], a->sections[i + 1].level);
}

static bool is_empty(const struct article *a, size_t i)
{
    bool has_parts = i + 1 < a->section_count &&
                     a->sections[i + 1].level > a->sections[i].level;

    return !has_parts && is_bare(a, i);
}

static void check_headings(struct site *site, const struct page *p)
{
    const struct article *a = &p->article;
    unsigned above = 1;

    for (size_t i = 0; i < a->section_count; i++) {
        const struct body_section *s = &a->sections[i];
        if (s->level == 0)
            continue;
        if (s->level > above + 1)
            warn_of_jump(site, p, s, above);
        if (is_empty(a, i))
            problem_add_shared(&site->problems, CHECK_EMPTY_SECTION, p->file,
                               s->file_path, s->line, s->column,
                               "nothing stands under the heading '%.*s': write "
                               "something, or remove it",
                               STR_ARG(s->heading));
        above = s->level;
    }
}

static void check_length(struct site *site, const struct page *p,
                         enum check check, struct str key, struct str text,
                         size_t most)
{
    size_t columns = width_columns(text);
    unsigned line, column;

    if (columns <= most)
        return;
    front_matter_place(&p->article, key, &line, &column);
    problem_add(&site->problems, check, p->file, line, column,
                "the %.*s is %zu characters wide%s, and what is behind %zu is "
                "cut off in lists and by search engines: shorten it",
                STR_ARG(key), columns,
                columns > utf8_count(text) ? " (wide ones count as two)" : "",
                most);
}

/* The same article in the language of the one that links to it. */
static struct str same_here(const struct site *site, const struct page *from,
                            const struct page *to)
{
    const struct site *sites[] = {site, site->other};

    for (size_t i = 0; i < 2 && sites[i]; i++) {
        const struct locale *l = check_locale(sites[i], from->locale->tag);
        const struct section *s =
            l && to->is_index ? map_get(&l->by_folder, to->folder) : NULL;
        const struct page *same =
            l && !to->is_index ? map_get(&l->by_id, to->article.id) : NULL;
        if (same && !same->dropped)
            return same->key;
        if (s && s->total && s->index)
            return s->index->key;
    }
    return (struct str){0};
}

static void check_links(struct site *site, const struct page *p)
{
    const struct article *a = &p->article;

    for (size_t i = 0; i < a->link_count; i++) {
        const struct body_link *l = &a->links[i];
        struct str same = {0};
        if (l->page &&
            !str_eq(str_from(l->page->locale->tag), str_from(p->locale->tag)))
            same = same_here(site, p, l->page);
        if (same.len)
            problem_add_shared(
                &site->problems, CHECK_OTHER_LOCALE_LINK, p->file, l->file_path,
                l->line, l->column,
                "'%.*s' leads to another language (%s), though the "
                "same page is there in this one: link to '/%.*s'",
                STR_ARG(l->target), l->page->locale->tag, STR_ARG(same));
    }
}

/* Other systems cut there. */
static void check_tags(struct site *site, const struct page *p)
{
    const struct value *tags = value_get(p->article.front, S("tags"));
    unsigned line, column;

    if (!tags || tags->kind != VALUE_TEXT ||
        str_find(tags->text, ',') == tags->text.len)
        return;
    front_matter_place(&p->article, S("tags"), &line, &column);
    problem_add(&site->problems, CHECK_FRONT_MATTER, p->file, line, column,
                "this is one tag with a comma in it: for several write "
                "'tags: [%.*s]'",
                STR_ARG(tags->text));
}

static int check_one(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct site *site = ctx;
    const struct page *p = &site->pages[index];
    const struct article *a = &p->article;

    (void)worker, (void)e;
    if (p->dropped)
        return 0;
    check_images(site, p);
    check_links(site, p);
    check_tags(site, p);
    if (!p->is_index && str_trim(a->html).len == 0)
        problem_add(&site->problems, CHECK_EMPTY_ARTICLE, p->file, 1, 1,
                    "the article has no text: write it, or 'draft: true' in "
                    "the front matter until then");
    if (a->is_reply)
        return 0;
    check_headings(site, p);
    check_length(site, p, CHECK_LONG_TITLE, S("title"), a->title,
                 TITLE_COLUMNS);
    check_length(site, p, CHECK_LONG_DESCRIPTION, S("description"),
                 a->description, DESCRIPTION_COLUMNS);
    return 0;
}

int check_articles(struct site *site, struct err *e)
{
    return jobs_run(site->jobs, site->page_count, check_one, site, e);
}
