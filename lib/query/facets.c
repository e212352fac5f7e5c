#include "lib/query/facets.h"

#include <stdlib.h>

struct tally {
    uint32_t number, count;
};

/* Equal counts stay in the order of their numbers: sections as the site has
 * them, tags by bytes. */
static int by_count(const void *a, const void *b)
{
    const struct tally *s = a, *t = b;

    if (s->count != t->count)
        return s->count > t->count ? -1 : 1;
    return s->number < t->number ? -1 : s->number > t->number;
}

static struct tally *tallies(struct arena *a, uint32_t count)
{
    struct tally *t = arena_new(a, struct tally, count);

    for (uint32_t i = 0; t && i < count; i++)
        t[i].number = i;
    return t;
}

/* An article counts for its section and for all above it, as the filter of a
 * section holds all below it. */
static void count_sections(const struct search_locale *l, uint32_t article,
                           struct tally *sections)
{
    uint32_t n = l->columns.section[article];

    while (n > 0) {
        sections[n - 1].count++;
        uint32_t parent = l->records.sections[n - 1].parent;
        n = parent == RECORD_NO_SECTION ? 0 : parent + 1u;
    }
}

static void count_tags(const struct columns *c, uint32_t article,
                       struct tally *tags)
{
    for (uint32_t i = c->first[article]; i < c->first[article + 1]; i++)
        tags[c->reference[i]].count++;
}

static struct value *entry(struct arena *a, struct str value, struct str label,
                           uint32_t count)
{
    struct value *v = value_map(a);

    value_set(a, v, "value", value_text(a, arena_str(a, value)));
    value_set(a, v, "label", value_text(a, arena_str(a, label)));
    value_set(a, v, "count", value_integer(a, count));
    return v;
}

struct value *facets_value(const struct search_locale *l,
                           const uint32_t *docids, size_t count,
                           struct arena *a)
{
    uint32_t section_count = l->records.section_count;
    struct tally *sections = tallies(a, section_count);
    struct tally *tags = tallies(a, l->columns.tags);
    struct value *v = value_map(a);
    struct value *by_section = value_list(a), *by_tag = value_list(a);

    value_set(a, v, "section", by_section);
    value_set(a, v, "tag", by_tag);
    if (a->failed)
        return v;
    for (size_t i = 0; i < count; i++) {
        uint32_t article = docids[i] - 1;
        if (article >= l->columns.articles)
            continue;
        count_sections(l, article, sections);
        count_tags(&l->columns, article, tags);
    }
    qsort(sections, section_count, sizeof(*sections), by_count);
    qsort(tags, l->columns.tags, sizeof(*tags), by_count);
    for (uint32_t i = 0; i < section_count && i < FACETS_SHOWN; i++) {
        const struct record_section *s =
            &l->records.sections[sections[i].number];
        if (sections[i].count)
            value_push(a, by_section,
                       entry(a, s->id, s->title, sections[i].count));
    }
    for (uint32_t i = 0; i < l->columns.tags && i < FACETS_SHOWN; i++) {
        struct str tag = columns_tag(&l->columns, tags[i].number);
        if (tags[i].count)
            value_push(a, by_tag, entry(a, tag, tag, tags[i].count));
    }
    return v;
}
