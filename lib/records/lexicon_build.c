#include <stdlib.h>
#include <string.h>

#include "lib/records/lexicon.h"

void lexicon_builder_init(struct lexicon_builder *b)
{
    *b = (struct lexicon_builder){0};
    map_init(&b->forms, &b->arena);
}

void lexicon_builder_release(struct lexicon_builder *b)
{
    arena_release(&b->arena);
}

struct lexicon_form *lexicon_note(struct lexicon_builder *b, struct str exact,
                                  struct str stem, uint32_t count)
{
    struct str key =
        arena_fmt(&b->arena, "%.*s\x1f%.*s", STR_ARG(exact), STR_ARG(stem));
    struct lexicon_form *form = map_get(&b->forms, key);

    if (!key.ptr)
        return NULL;
    if (!form) {
        form = arena_new(&b->arena, struct lexicon_form, 1);
        if (!form)
            return NULL;
        form->exact = str_of(key.ptr, exact.len);
        form->stem = str_skip(key, exact.len + 1);
        if (!map_set(&b->forms, key, form))
            return NULL;
    }
    form->count += count;
    return form;
}

static int by_stem(const void *a, const void *b)
{
    const struct lexicon_form *f = *(struct lexicon_form *const *)a;
    const struct lexicon_form *g = *(struct lexicon_form *const *)b;
    int order = str_cmp(f->stem, g->stem);

    if (order)
        return order;
    if (f->count != g->count)
        return f->count > g->count ? -1 : 1;
    return str_cmp(f->exact, g->exact);
}

static int by_frequency(const void *a, const void *b)
{
    const struct lexicon_group *f = *(struct lexicon_group *const *)a;
    const struct lexicon_group *g = *(struct lexicon_group *const *)b;

    if (f->count != g->count)
        return f->count > g->count ? -1 : 1;
    return str_cmp(f->stem, g->stem);
}

/* `sorted` holds the forms of a stem next to one another. */
static void make_groups(struct lexicon_builder *b, struct lexicon_form **sorted)
{
    size_t n = b->forms.count;

    for (size_t i = 0; i < n; i++) {
        struct lexicon_group *g = NULL;
        if (b->group_count)
            g = &b->groups[b->group_count - 1];
        if (!g || !str_eq(g->stem, sorted[i]->stem)) {
            g = &b->groups[b->group_count++];
            g->stem = sorted[i]->stem;
            g->first = (uint32_t)i; /* in `sorted`, until they are numbered */
        }
        g->forms++;
        g->count += sorted[i]->count;
    }
}

static void give_numbers(struct lexicon_builder *b,
                         struct lexicon_form **sorted,
                         struct lexicon_group **order)
{
    uint32_t next = 0;

    for (uint32_t i = 0; i < b->group_count; i++) {
        struct lexicon_group *g = order[i];
        uint32_t from = g->first;
        g->first = next;
        for (uint32_t k = 0; k < g->forms; k++, next++) {
            struct lexicon_form *f = sorted[from + k];
            f->number = next;
            f->group = (uint32_t)(g - b->groups);
            b->by_number[next] = f;
        }
    }
}

int lexicon_number(struct lexicon_builder *b, struct err *e)
{
    size_t n = b->forms.count;
    struct lexicon_form **sorted = malloc((n + 1) * sizeof(*sorted));
    struct lexicon_group **order =
        malloc((n + 1) * sizeof(struct lexicon_group *));

    b->groups = arena_new(&b->arena, struct lexicon_group, n + 1);
    b->by_number = arena_new(&b->arena, struct lexicon_form *, n + 1);
    if (!sorted || !order || b->arena.failed) {
        free(sorted);
        free(order);
        return err_no_memory(e);
    }
    for (size_t i = 0; i < n; i++)
        sorted[i] = b->forms.entries[i].value;
    qsort(sorted, n, sizeof(struct lexicon_form *), by_stem);
    make_groups(b, sorted);
    for (uint32_t i = 0; i < b->group_count; i++)
        order[i] = &b->groups[i];
    qsort(order, b->group_count, sizeof(struct lexicon_group *), by_frequency);
    give_numbers(b, sorted, order);
    free(sorted);
    free(order);
    return 0;
}

void lexicon_seen(struct lexicon_builder *b, uint32_t form, uint32_t article)
{
    struct lexicon_group *g = &b->groups[b->by_number[form]->group];

    if (g->last_article != article + 1) {
        g->last_article = article + 1;
        g->articles++;
    }
}

void lexicon_write(const struct lexicon_builder *b, struct buf *out)
{
    uint32_t forms = (uint32_t)b->forms.count, at = 0;
    size_t bytes = 0;

    for (uint32_t i = 0; i < b->group_count; i++)
        bytes += b->groups[i].stem.len;
    for (uint32_t i = 0; i < forms; i++)
        bytes += b->by_number[i]->exact.len;
    /* Its places are 32 bits wide. */
    out->failed |= bytes > UINT32_MAX || b->forms.count > UINT32_MAX;
    buf_u32(out, b->group_count);
    buf_u32(out, forms);
    buf_u32(out, (uint32_t)bytes);
    for (uint32_t i = 0; i < b->group_count; i++) {
        buf_u32(out, at);
        at += (uint32_t)b->groups[i].stem.len;
    }
    buf_u32(out, at);
    for (uint32_t i = 0; i < b->group_count; i++)
        buf_u32(out, b->groups[i].first);
    for (uint32_t i = 0; i < b->group_count; i++)
        buf_u32(out, b->groups[i].forms);
    for (uint32_t i = 0; i < b->group_count; i++)
        buf_u32(out, b->groups[i].articles);
    for (uint32_t i = 0; i < forms; i++) {
        buf_u32(out, at);
        at += (uint32_t)b->by_number[i]->exact.len;
    }
    buf_u32(out, at);
    for (uint32_t i = 0; i < forms; i++)
        buf_u32(out, b->by_number[i]->count);
    for (uint32_t i = 0; i < b->group_count; i++)
        buf_put(out, b->groups[i].stem);
    for (uint32_t i = 0; i < forms; i++)
        buf_put(out, b->by_number[i]->exact);
}
