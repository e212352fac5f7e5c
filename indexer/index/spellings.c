#include "indexer/index/spellings.h"

#include <stdlib.h>
#include <string.h>

void spellings_init(struct spellings *s)
{
    *s = (struct spellings){0};
    map_init(&s->gaps, &s->arena);
}

void spellings_release(struct spellings *s)
{
    arena_release(&s->arena);
    free(s->rows);
    free(s->by_word);
    *s = (struct spellings){0};
}

static bool grow(void **array, uint32_t *room, uint32_t need, size_t size)
{
    uint32_t more = *room ? *room : 4096;

    if (need < *room)
        return true;
    while (more <= need)
        more *= 2;
    char *grown = realloc(*array, more * size);
    if (!grown)
        return false;
    memset(grown + *room * size, 0, (more - *room) * size);
    *array = grown;
    *room = more;
    return true;
}

static bool make_room(struct spellings *s, uint32_t word)
{
    void *rows = s->rows, *words = s->by_word;
    bool done = grow(&rows, &s->room, s->count, sizeof(*s->rows)) &&
                grow(&words, &s->word_room, word, sizeof(*s->by_word));

    s->rows = rows;
    s->by_word = words;
    return done;
}

/* Few words have more than three spellings. */
static uint32_t row_of(struct spellings *s, uint32_t word, struct str text)
{
    if (!make_room(s, word)) {
        s->failed = true;
        return 0;
    }
    uint32_t row = s->by_word[word];

    while (row && !str_eq(s->rows[row - 1].text, text))
        row = s->rows[row - 1].next;
    if (!row) {
        s->rows[s->count] = (struct spelling_row){arena_str(&s->arena, text),
                                                  word, s->by_word[word], 0};
        row = s->by_word[word] = ++s->count;
    }
    s->rows[row - 1].count++;
    return row - 1;
}

static uint32_t gap_of(struct spellings *s, struct str text, bool outer)
{
    struct gap_row *gap = map_get(&s->gaps, text);

    if (!gap) {
        gap = arena_new(&s->arena, struct gap_row, 1);
        struct str key = arena_str(&s->arena, text);
        if (!gap || !key.ptr) {
            s->failed = true;
            return 0;
        }
        *gap = (struct gap_row){key, (uint32_t)s->gaps.count, 0, 0};
        s->failed |= !map_set(&s->gaps, key, gap);
    }
    gap->outer += outer;
    gap->inner += !outer;
    return gap->id;
}

void spelling_section(struct spelling_writer *w, struct str text)
{
    w->text = text;
    w->end = 0;
    w->first = true;
}

/* 0 ends a section; else row * 2 + part + 1. */
void spelling_token(struct spelling_writer *w, const struct token *t)
{
    struct str text = str_sub(w->text, t->start, t->end - t->start);
    uint32_t row = row_of(w->spellings, t->word->id, text);
    /* What lies in the token before it has no text of its own. */
    bool part = t->start < w->end;

    buf_varint(w->out, (uint64_t)row * 2 + part + 1);
    if (part)
        return;
    struct str gap = str_sub(w->text, w->end, t->start - w->end);
    buf_varint(w->out, gap_of(w->spellings, gap, w->first));
    w->end = t->end;
    w->first = false;
}

void spelling_end(struct spelling_writer *w)
{
    struct str gap = str_skip(w->text, w->end);

    buf_varint(w->out, 0);
    buf_varint(w->out, gap_of(w->spellings, gap, true));
}

struct spelled spelled_next(struct spelled_reader *r)
{
    uint64_t code = cursor_varint(&r->c);
    struct spelled s = {.end = code == 0, .outer = !r->inside};

    if (!s.end) {
        s.row = (uint32_t)((code - 1) / 2);
        s.part = (code - 1) & 1;
    }
    if (!s.part)
        s.gap = (uint32_t)cursor_varint(&r->c);
    s.outer |= s.end;
    r->inside = !s.end;
    return s;
}
