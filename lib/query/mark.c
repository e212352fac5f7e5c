#include "lib/query/mark.h"

#include "lib/query/search_locale.h"
#include "lib/utf8.h"

enum { MARKS_MAX = 64 }; /* of a text */

struct collecting {
    struct marker *marker;
    uint32_t end; /* of the last token */
    const struct word *last;
};

static void collect(void *ctx, const struct token *t)
{
    struct collecting *c = ctx;
    struct marker *m = c->marker;

    c->end = t->end;
    c->last = t->word;
    if (m->count < SEARCH_WORDS_MAX)
        m->words[m->count++] = t->word;
}

static void drop_stop_words(struct marker *m)
{
    uint32_t left = 0;

    for (uint32_t i = 0; i < m->count; i++)
        if (!m->words[i]->stop)
            m->words[left++] = m->words[i];
    if (left)
        m->count = left;
}

int marker_init(struct marker *m, struct searcher *s, struct str query,
                struct err *e)
{
    struct collecting c = {.marker = m};

    *m = (struct marker){.analyser = s->analyser};
    query = utf8_cut(query, SEARCH_QUERY_MAX);
    if (analyse(m->analyser, query, collect, &c, e))
        return -1;
    if (c.last && c.end == query.len)
        m->begun = c.last->exact;
    drop_stop_words(m);
    return 0;
}

struct marking {
    const struct marker *marker;
    struct text_span *marks;
    uint32_t count;
};

static bool is_meant(const struct marker *m, const struct word *w)
{
    for (uint32_t i = 0; i < m->count; i++)
        if (w == m->words[i] || str_eq(w->stem, m->words[i]->stem))
            return true;
    return m->begun.len && str_starts(w->exact, m->begun);
}

static void mark(void *ctx, const struct token *t)
{
    struct marking *k = ctx;
    uint32_t behind = k->count ? (uint32_t)k->marks[k->count - 1].end : 0;

    if (k->count < MARKS_MAX && t->start >= behind &&
        is_meant(k->marker, t->word))
        k->marks[k->count++] = (struct text_span){t->start, t->end};
}

int marker_find(struct marker *m, struct str text, struct arena *a,
                struct text_span **marks, uint32_t *count, struct err *e)
{
    struct marking k = {.marker = m,
                        .marks = arena_new(a, struct text_span, MARKS_MAX)};

    *marks = k.marks;
    *count = 0;
    if (!k.marks)
        return err_no_memory(e);
    if (m->count && analyse(m->analyser, text, mark, &k, e))
        return -1;
    *count = k.count;
    return 0;
}
