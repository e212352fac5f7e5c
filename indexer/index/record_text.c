#include "indexer/index/record_text.h"

static struct str text_of(const struct article *a, const struct body_section *s)
{
    return str_sub(a->text, s->start, s->end - s->start);
}

struct text_part *record_text_parts(struct article *a, uint32_t *count)
{
    struct text_part *parts =
        arena_new(&a->arena, struct text_part, a->section_count + 1);
    size_t first = 0;

    if (!parts)
        return NULL;
    parts->heading = a->title;
    parts->body = a->text;
    if (a->section_count)
        parts->body.len = a->sections[0].start;
    if (a->section_count && a->sections[0].level == 0)
        parts->body = text_of(a, &a->sections[first++]);
    *count = 1;
    for (size_t i = first; i < a->section_count; i++)
        parts[(*count)++] =
            (struct text_part){a->sections[i].heading, a->sections[i].anchor,
                               text_of(a, &a->sections[i])};
    return parts;
}
