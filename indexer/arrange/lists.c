#include "indexer/arrange/lists.h"

#include <limits.h>
#include <stdlib.h>

#include "indexer/arrange/arrange.h"
#include "indexer/arrange/recent.h"
#include "lib/icu/index_letters.h"
#include "lib/slug.h"
#include "lib/utf8.h"

enum {
    PROMOTED_MAX = 8,
    SPELLED_MAX = 16, /* code points of a tag without a letter */
};

/* What is sorted: by rank, then by the locale's collation of the text. */
struct entry {
    size_t rank;
    struct str key, text;
    size_t place; /* before sorting: no two are equal */
    void *item;
};

struct maker {
    struct site *site;
    struct locale *locale;
    struct formats *formats;
    struct index_letters *letters;
    struct arena scratch;
    struct entry *entries;
    size_t count;
};

static int compare_entries(const void *one, const void *other)
{
    const struct entry *a = one, *b = other;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    int order = str_cmp(a->key, b->key);
    if (order == 0)
        order = str_cmp(a->text, b->text);
    if (order == 0)
        order = a->place < b->place ? -1 : 1;
    return order;
}

static void start(struct maker *m, size_t most)
{
    m->entries = arena_new(&m->scratch, struct entry, most);
    m->count = 0;
}

static void add(struct maker *m, size_t rank, struct str text, void *item)
{
    struct buf key = {0};

    if (!m->entries)
        return;
    format_sort_key(m->formats, text, &key);
    m->entries[m->count] = (struct entry){
        .rank = rank,
        .key = buf_copy(&key, &m->scratch),
        .text = text,
        .place = m->count,
        .item = item,
    };
    m->count++;
    buf_release(&key);
}

static void sort(struct maker *m)
{
    if (m->count)
        qsort(m->entries, m->count, sizeof(*m->entries), compare_entries);
}

/* Of a tag without a letter or digit the code points: "u1f381". */
static struct str tag_slug(struct arena *a, struct str name)
{
    struct buf out = {0};
    size_t at = 0;

    slug_put(&out, name);
    for (int n = 0; (n || out.len == 0) && n < SPELLED_MAX && at < name.len;
         n++)
        buf_fmt(&out, "%su%x", n ? "-" : "",
                (unsigned)utf8_next(name, &at, NULL));
    struct str slug = buf_copy(&out, a);
    buf_release(&out);
    return slug;
}

static struct tag *tag_named(struct maker *m, struct str name)
{
    struct arena *a = &m->site->arena;
    struct locale *l = m->locale;
    struct str slug = tag_slug(a, name);
    struct tag *t = map_get(&l->by_tag, slug);

    if (t)
        return t;
    t = arena_new(a, struct tag, 1);
    if (!t || slug.len == 0)
        return NULL;
    t->name = name;
    t->slug = slug;
    t->address =
        address_encode(a, m->site->config.prefix,
                       arena_fmt(a, "/%s/tags/%.*s", l->tag, STR_ARG(slug)));
    return map_set(&l->by_tag, slug, t) ? t : NULL;
}

static int tag_page(struct maker *m, struct page *p, struct err *e)
{
    const struct article *x = &p->article;

    p->tags = arena_new(&m->site->arena, struct tag *, x->tag_count);
    for (size_t i = 0; i < x->tag_count; i++) {
        struct tag *t = p->tags ? tag_named(m, x->tags[i]) : NULL;
        if (!t)
            return err_no_memory(e);
        if (t->newest == p)
            continue;
        t->newest = p;
        p->tags[p->tag_count++] = t;
        t->page_count++;
    }
    return 0;
}

/* A section's own articles, then those of the sections in it. */
static size_t read_section(struct page **out, size_t n, const struct section *s)
{
    for (size_t i = 0; i < s->page_count; i++)
        out[n++] = s->pages[i];
    for (size_t i = 0; i < s->child_count; i++)
        n = read_section(out, n, s->children[i]);
    return n;
}

/* All articles as the home page leads to them. */
static struct page **reading_order(struct maker *m)
{
    const struct locale *l = m->locale;
    struct page **out = arena_new(&m->scratch, struct page *, l->page_count);
    size_t n = 0;

    for (size_t i = 0; out && i < l->top_section_count; i++)
        n = read_section(out, n, l->top_sections[i]);
    for (size_t i = 0; out && i < l->top_page_count; i++)
        out[n++] = l->top_pages[i];
    return out;
}

static int sort_tags(struct maker *m, struct err *e)
{
    struct arena *a = &m->site->arena;
    struct locale *l = m->locale;
    size_t count = l->by_tag.count;

    l->tags = arena_new(a, struct tag *, count);
    start(m, count);
    if (!l->tags || !m->entries)
        return err_no_memory(e);
    for (size_t i = 0; i < count; i++) {
        struct tag *t = l->by_tag.entries[i].value;
        t->pages = arena_new(a, struct page *, t->page_count);
        t->page_count = 0;
        if (!t->pages)
            return err_no_memory(e);
        add(m, 0, t->name, t);
    }
    sort(m);
    for (size_t i = 0; i < count; i++)
        l->tags[l->tag_count++] = m->entries[i].item;
    if (count)
        l->tags_address = arena_fmt(a, "%.*stags", STR_ARG(l->home));
    return 0;
}

static int make_tags(struct maker *m, struct err *e)
{
    size_t count = m->locale->page_count;
    struct page **pages = reading_order(m);

    if (!pages)
        return err_no_memory(e);
    for (size_t i = 0; i < count; i++)
        if (tag_page(m, pages[i], e))
            return -1;
    if (sort_tags(m, e))
        return -1;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < pages[i]->tag_count; k++) {
            struct tag *t = pages[i]->tags[k];
            t->pages[t->page_count++] = pages[i];
        }
    return 0;
}

static struct str letter_anchor(struct arena *a, struct str label)
{
    struct buf out = {0};

    buf_text(&out, "letter-");
    slug_put(&out, label);
    struct str anchor = buf_copy(&out, a);
    buf_release(&out);
    return anchor;
}

static void begin_letter(struct maker *m, struct letter *to, size_t number,
                         struct page **pages)
{
    struct arena *a = &m->site->arena;

    to->pages = pages;
    if (number < index_letters_count(m->letters)) {
        to->label = arena_str(a, index_letters_label(m->letters, number));
        to->anchor = letter_anchor(a, to->label);
    } else {
        to->label = S("#");
        to->anchor = S("letter-other");
    }
}

static int make_letters(struct maker *m, struct err *e)
{
    struct arena *a = &m->site->arena;
    struct locale *l = m->locale;
    size_t count = l->page_count;
    struct page **pages = arena_new(a, struct page *, count);

    l->letters =
        arena_new(a, struct letter, index_letters_count(m->letters) + 1);
    start(m, count);
    if (!pages || !l->letters || !m->entries)
        return err_no_memory(e);
    for (size_t i = 0; i < count; i++) {
        struct str title = l->pages[i]->article.title;
        add(m, index_letters_find(m->letters, title), index_start(title),
            l->pages[i]);
    }
    sort(m);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || m->entries[i].rank != m->entries[i - 1].rank)
            begin_letter(m, &l->letters[l->letter_count++], m->entries[i].rank,
                         pages + i);
        pages[i] = m->entries[i].item;
        l->letters[l->letter_count - 1].page_count++;
    }
    if (count)
        l->a_z_address = arena_fmt(a, "%.*sa-z", STR_ARG(l->home));
    return 0;
}

/* As in a section: by weight, those without one last. */
static size_t weight_rank(long weight)
{
    return weight ? (size_t)weight - (size_t)LONG_MIN : SIZE_MAX;
}

static int pick_promoted(struct maker *m, struct err *e)
{
    struct locale *l = m->locale;

    start(m, l->page_count);
    for (size_t i = 0; i < l->page_count; i++)
        if (l->pages[i]->article.promoted)
            add(m, weight_rank(l->pages[i]->article.weight),
                l->pages[i]->article.title, l->pages[i]);
    sort(m);
    if (m->count > PROMOTED_MAX)
        m->count = PROMOTED_MAX;
    l->promoted = arena_new(&m->site->arena, struct page *, m->count);
    if (!l->promoted || !m->entries)
        return err_no_memory(e);
    for (size_t i = 0; i < m->count; i++)
        l->promoted[l->promoted_count++] = m->entries[i].item;
    return 0;
}

static int make_locale(struct site *site, struct locale *l, struct err *e)
{
    struct maker m = {.site = site, .locale = l};
    int result = -1;

    m.formats = formats_new(str_from(l->tag), e);
    if (m.formats)
        m.letters = index_letters_new(m.formats, e);
    if (m.letters)
        result = make_tags(&m, e) || make_letters(&m, e) || pick_promoted(&m, e)
                     ? -1
                     : 0;
    if (result == 0 && (m.scratch.failed || site->arena.failed))
        result = err_no_memory(e);
    index_letters_free(m.letters);
    formats_free(m.formats);
    arena_release(&m.scratch);
    return result;
}

int lists_make(struct site *site, struct err *e)
{
    for (size_t i = 0; i < site->locale_count; i++)
        if (make_locale(site, &site->locales[i], e) ||
            recent_find(&site->locales[i], &site->arena, e))
            return -1;
    return 0;
}
