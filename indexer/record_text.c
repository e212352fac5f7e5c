#include "indexer/record_text.h"

static void put_part(struct page *p, struct str heading, struct str anchor,
                     struct str body)
{
    struct record_part *part = &p->parts[p->part_count++];
    struct buf *out = &p->record_text;

    part->start = (uint32_t)out->len;
    buf_put(out, heading);
    buf_char(out, '\n');
    part->body = (uint32_t)out->len;
    buf_put(out, body);
    part->end = (uint32_t)out->len;
    part->anchor = anchor;
}

int record_text_make(struct page *p, struct err *e)
{
    struct article *a = &p->article;
    struct str lead = a->text;

    p->parts = arena_new(&a->arena, struct record_part, a->section_count + 1);
    if (!p->parts)
        return err_no_memory(e);
    if (a->section_count)
        lead.len = a->sections[0].start;
    size_t first = 0;
    if (a->section_count && a->sections[0].level == 0) {
        lead = str_sub(a->text, a->sections[0].start,
                       a->sections[0].end - a->sections[0].start);
        first = 1;
    }
    put_part(p, a->title, (struct str){0}, lead);
    for (size_t i = first; i < a->section_count; i++) {
        const struct body_section *s = &a->sections[i];
        put_part(p, s->heading, s->anchor,
                 str_sub(a->text, s->start, s->end - s->start));
    }
    return p->record_text.failed ? err_no_memory(e) : 0;
}
