#include "indexer/index/numbering.h"

#include <stdlib.h>

void numbering_init(struct numbering *n)
{
    *n = (struct numbering){0};
    lexicon_builder_init(&n->lexicon);
    gaps_builder_init(&n->gaps);
}

void numbering_release(struct numbering *n)
{
    lexicon_builder_release(&n->lexicon);
    gaps_builder_release(&n->gaps);
    arena_release(&n->arena);
}

int numbering_add(struct numbering *n, unsigned worker,
                  const struct spellings *from, const struct analyser *analyser,
                  struct err *e)
{
    struct worker_numbers *to = &n->workers[worker];
    to->spellings =
        arena_new(&n->arena, struct lexicon_spelling *, from->count);
    to->gaps = arena_new(&n->arena, struct gap *, from->gaps.count);
    if (n->arena.failed)
        return err_no_memory(e);
    for (uint32_t i = 0; i < from->count; i++) {
        const struct spelling_row *row = &from->rows[i];
        const struct word *w = analyser_word(analyser, row->word);
        if (row->count == 0)
            continue;
        to->spellings[i] =
            lexicon_note(&n->lexicon, row->text, w->exact, w->stem, row->count);
        if (!to->spellings[i])
            return err_no_memory(e);
    }
    for (size_t i = 0; i < from->gaps.count; i++) {
        const struct gap_row *row = from->gaps.entries[i].value;
        if (row->inner + row->outer == 0)
            continue;
        to->gaps[i] = gaps_note(&n->gaps, row->text, row->inner, row->outer);
        if (!to->gaps[i])
            return err_no_memory(e);
    }
    return 0;
}

int numbering_finish(struct numbering *n, struct err *e)
{
    return lexicon_number(&n->lexicon, e) || gaps_number(&n->gaps, e) ? -1 : 0;
}

struct renumbering {
    const struct worker_numbers *numbers;
    uint32_t article;
    struct spelled_reader in;
    struct numbered *out;
    struct gap_writer gap;
};

/* The count of its tokens. */
static uint32_t renumber_section(struct renumbering *r)
{
    uint32_t tokens = 0;

    for (;;) {
        struct spelled s = spelled_next(&r->in);
        if (!s.end) {
            const struct lexicon_spelling *to = r->numbers->spellings[s.row];
            lexicon_seen(to->form->group, r->article);
            number_put(&r->out->units, to->number, s.part);
            tokens += !s.part;
        }
        if (!s.part)
            gap_put(&r->gap, r->numbers->gaps[s.gap], s.outer);
        if (s.end)
            return tokens;
    }
}

void numbering_text(struct numbering *n, unsigned worker, uint32_t article,
                    struct str tokens, uint32_t part_count,
                    struct numbered *out)
{
    struct renumbering r = {
        .numbers = &n->workers[worker],
        .article = article,
        .in = {.c = cursor_of(tokens)},
        .out = out,
    };

    *out = (struct numbered){0};
    out->parts = calloc(part_count, sizeof(*out->parts));
    for (uint32_t i = 0; out->parts && i < part_count; i++) {
        struct record_part_in *part = &out->parts[i];
        size_t units = out->units.len, gaps = out->gaps.len;
        r.gap = (struct gap_writer){&out->gaps, 0};
        part->heading = renumber_section(&r);
        part->body = renumber_section(&r);
        part->units = (uint32_t)((out->units.len - units) / 2);
        part->gaps = (uint32_t)(out->gaps.len - gaps);
    }
    out->failed = !out->parts || out->units.failed || out->gaps.failed;
}

void numbered_release(struct numbered *text)
{
    free(text->parts);
    buf_release(&text->units);
    buf_release(&text->gaps);
}
