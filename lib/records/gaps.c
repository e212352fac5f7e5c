#include "lib/records/gaps.h"

#include <stdlib.h>

void gaps_builder_init(struct gaps_builder *b)
{
    *b = (struct gaps_builder){0};
    map_init(&b->gaps, &b->arena);
}

void gaps_builder_release(struct gaps_builder *b)
{
    arena_release(&b->arena);
}

struct gap *gaps_note(struct gaps_builder *b, struct str text, uint64_t inner,
                      uint64_t outer)
{
    struct gap *g = map_get(&b->gaps, text);

    if (!g) {
        g = arena_new(&b->arena, struct gap, 1);
        struct str key = arena_str(&b->arena, text);
        if (!g || !key.ptr)
            return NULL;
        g->text = key;
        g->number = GAPS_MAX;
        if (!map_set(&b->gaps, key, g))
            return NULL;
    }
    g->inner += inner;
    g->outer += outer;
    return g;
}

/* How often it is an entry of a stream. */
static uint64_t entries(const struct gap *g)
{
    return (g->usual ? 0 : g->inner) + (g->text.len ? g->outer : 0);
}

static int by_entries(const void *x, const void *y)
{
    const struct gap *f = *(struct gap *const *)x;
    const struct gap *g = *(struct gap *const *)y;

    if (entries(f) != entries(g))
        return entries(f) > entries(g) ? -1 : 1;
    return str_cmp(f->text, g->text);
}

static void find_usual(struct gaps_builder *b)
{
    struct gap *usual = NULL;

    for (size_t i = 0; i < b->gaps.count; i++) {
        struct gap *g = b->gaps.entries[i].value;
        if (!usual || g->inner > usual->inner ||
            (g->inner == usual->inner && str_cmp(g->text, usual->text) < 0))
            usual = g;
    }
    if (usual) {
        usual->usual = true;
        b->usual = usual->text;
    }
}

int gaps_number(struct gaps_builder *b, struct err *e)
{
    size_t n = b->gaps.count;

    b->by_number = arena_new(&b->arena, struct gap *, n);
    if (!b->by_number)
        return err_no_memory(e);
    find_usual(b);
    for (size_t i = 0; i < n; i++)
        b->by_number[i] = b->gaps.entries[i].value;
    qsort(b->by_number, n, sizeof(struct gap *), by_entries);
    while (b->count < n && b->count < GAPS_MAX &&
           entries(b->by_number[b->count]) > 1) {
        b->by_number[b->count]->number = b->count;
        b->count++;
    }
    return 0;
}

static void put_str(struct buf *out, struct str s)
{
    buf_varint(out, s.len);
    buf_put(out, s);
}

void gaps_write(const struct gaps_builder *b, struct buf *out)
{
    put_str(out, b->usual);
    buf_varint(out, b->count);
    for (uint32_t i = 0; i < b->count; i++)
        put_str(out, b->by_number[i]->text);
}

void gap_put(struct gap_writer *w, const struct gap *gap, bool outer)
{
    if (outer ? gap->text.len == 0 : gap->usual) {
        w->usual++;
        return;
    }
    uint32_t far = w->usual < GAP_FAR ? w->usual : GAP_FAR;
    uint32_t code = gap->number == GAPS_MAX  ? GAP_INLINE
                    : gap->number < GAP_RARE ? gap->number
                                             : GAP_RARE;

    buf_char(w->out, (char)(far << 4 | code));
    if (far == GAP_FAR)
        buf_varint(w->out, w->usual - GAP_FAR);
    if (code == GAP_RARE)
        buf_varint(w->out, gap->number - GAP_RARE);
    if (code == GAP_INLINE)
        put_str(w->out, gap->text);
    w->usual = 0;
}

int gaps_open(struct gaps *g, struct cursor *c, struct arena *a, struct err *e)
{
    g->usual = cursor_str(c);
    uint64_t count = cursor_varint(c);

    if (c->bad || count > GAPS_MAX || count > cursor_left(c))
        return err_set(e, ERR_CONTENT, "the search records are damaged");
    g->rows = arena_new(a, struct str, (size_t)count);
    if (!g->rows)
        return err_no_memory(e);
    g->count = (uint32_t)count;
    for (uint32_t i = 0; i < g->count; i++)
        g->rows[i] = cursor_str(c);
    return c->bad ? err_set(e, ERR_CONTENT, "the search records are damaged")
                  : 0;
}

static void read_entry(struct gap_reader *r)
{
    struct cursor *c = &r->c;

    r->next = (struct str){0};
    if (!cursor_left(c)) {
        r->usual = UINT32_MAX;
        return;
    }
    unsigned byte = *c->at++;
    uint64_t number = byte & 0xF;

    r->usual = byte >> 4;
    if (r->usual == GAP_FAR)
        r->usual += (uint32_t)cursor_varint(c);
    if (number == GAP_INLINE) {
        r->next = cursor_str(c);
        return;
    }
    if (number == GAP_RARE)
        number += cursor_varint(c);
    if (number < r->table->count)
        r->next = r->table->rows[number];
}

void gap_reader_start(struct gap_reader *r, const struct gaps *table,
                      struct str stream)
{
    *r = (struct gap_reader){.table = table, .c = cursor_of(stream)};
    read_entry(r);
}

struct str gap_next(struct gap_reader *r, bool outer)
{
    if (r->usual > 0) {
        r->usual--;
        return outer ? (struct str){0} : r->table->usual;
    }
    struct str gap = r->next;

    read_entry(r);
    return gap;
}
