#include <stdlib.h>

#include "lib/query/synonyms.h"
#include "lib/query/terms.h"

struct alternative {
    struct alternative *next;
    struct str stems;
    uint32_t weight;
};

struct key {
    unsigned source;
    uint32_t count;
    struct alternative *first, *last;
};

void synonyms_begin(struct synonyms_builder *b)
{
    *b = (struct synonyms_builder){0};
    map_init(&b->keys, &b->arena);
}

void synonyms_builder_release(struct synonyms_builder *b)
{
    arena_release(&b->arena);
    *b = (struct synonyms_builder){0};
}

struct words {
    struct buf stems;
    uint32_t count;
};

static void add_word(void *ctx, const struct token *t)
{
    struct words *w = ctx;

    if (t->part)
        return;
    term_whole_add(&w->stems, t->word->stem);
    w->count++;
}

/* The term's stems in the builder's arena; empty where it is too long, or all
 * stop words fell apart to nothing. */
static int stems_of(struct synonyms_builder *b, struct analyser *analyser,
                    struct str term, struct str *stems, struct err *e)
{
    struct words w = {0};
    int result = analyse(analyser, term, add_word, &w, e);

    *stems = (struct str){0};
    if (result == 0 && w.count <= SYNONYM_WORDS_MAX)
        *stems = buf_copy(&w.stems, &b->arena);
    if (result == 0 && (w.stems.failed || b->arena.failed))
        result = err_no_memory(e);
    buf_release(&w.stems);
    return result;
}

static struct key *key_of(struct synonyms_builder *b, struct str stems)
{
    struct key *k = map_get(&b->keys, stems);

    if (!k) {
        k = arena_new(&b->arena, struct key, 1);
        if (!k || !map_set(&b->keys, stems, k))
            return NULL;
        k->source = b->source;
    }
    if (k->source != b->source)
        *k = (struct key){.source = b->source};
    return k;
}

static bool join(struct synonyms_builder *b, struct str from, struct str to,
                 uint32_t weight)
{
    struct key *k;

    if (from.len == 0 || to.len == 0 || str_eq(from, to))
        return true;
    k = key_of(b, from);
    for (struct alternative *a = k ? k->first : NULL; a; a = a->next)
        if (str_eq(a->stems, to))
            return true;

    struct alternative *a = arena_new(&b->arena, struct alternative, 1);

    if (!k || !a)
        return false;
    a->stems = to;
    a->weight = weight;
    if (k->last)
        k->last->next = a;
    else
        k->first = a;
    k->last = a;
    k->count++;
    return true;
}

static int add_group(struct synonyms_builder *b, struct analyser *analyser,
                     const struct thesaurus_group *g, uint32_t weight,
                     struct err *e)
{
    struct str stems[THESAURUS_TERMS_MAX];
    size_t left = g->term_count, all = left + g->more_count;
    bool ok = true;

    for (size_t i = 0; i < all; i++) {
        struct str term = i < left ? g->terms[i] : g->more[i - left];
        if (stems_of(b, analyser, term, &stems[i], e))
            return -1;
    }
    for (size_t i = 0; i < left; i++)
        for (size_t k = g->more_count ? left : 0; k < all; k++)
            ok = ok && join(b, stems[i], stems[k], weight);
    return ok ? 0 : err_no_memory(e);
}

int synonyms_add(struct synonyms_builder *b, struct analyser *analyser,
                 const struct thesaurus *t, uint32_t weight, struct err *e)
{
    int result = 0;

    b->source++;
    for (size_t i = 0; i < t->count && result == 0; i++)
        result = add_group(b, analyser, &t->groups[i], weight, e);
    return result;
}

static int by_key(const void *a, const void *b)
{
    const struct map_entry *const *s = a, *const *t = b;

    return str_cmp((*s)->key, (*t)->key);
}

static uint32_t words_in(struct str stems)
{
    uint32_t n = 1;

    for (size_t i = 0; i < stems.len; i++)
        n += stems.ptr[i] == ' ';
    return n;
}

/* The tables, then the strings, which `strings` collects in the same order. */
static void put_keys(struct map_entry *const *keys, uint32_t count,
                     struct buf *out, struct buf *strings)
{
    uint32_t first = 0;

    for (uint32_t i = 0; i < count; i++) {
        buf_u32(out, (uint32_t)strings->len);
        buf_put(strings, keys[i]->key);
    }
    buf_u32(out, (uint32_t)strings->len);
    for (uint32_t i = 0; i < count; i++) {
        buf_u32(out, first);
        first += ((const struct key *)keys[i]->value)->count;
    }
    buf_u32(out, first);
}

static void put_alternatives(struct map_entry *const *keys, uint32_t count,
                             struct buf *out, struct buf *strings)
{
    const struct alternative *a;

    for (uint32_t i = 0; i < count; i++)
        for (a = ((const struct key *)keys[i]->value)->first; a; a = a->next) {
            buf_u32(out, (uint32_t)strings->len);
            buf_put(strings, a->stems);
        }
    buf_u32(out, (uint32_t)strings->len);
    for (uint32_t i = 0; i < count; i++)
        for (a = ((const struct key *)keys[i]->value)->first; a; a = a->next)
            buf_u32(out, a->weight);
}

bool synonyms_write(const struct synonyms_builder *b, struct buf *out)
{
    uint32_t count = (uint32_t)b->keys.count, all = 0, words = 0;
    struct map_entry **keys = calloc(count + 1u, sizeof(struct map_entry *));
    struct buf tables = {0}, strings = {0};

    if (!keys)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t n = words_in(b->keys.entries[i].key);
        keys[i] = &b->keys.entries[i];
        all += ((const struct key *)keys[i]->value)->count;
        words = n > words ? n : words;
    }
    qsort(keys, count, sizeof(struct map_entry *), by_key);
    put_keys(keys, count, &tables, &strings);
    put_alternatives(keys, count, &tables, &strings);
    buf_u32(out, count);
    buf_u32(out, all);
    buf_u32(out, words);
    buf_u32(out, (uint32_t)strings.len);
    buf_put(out, buf_str(&tables));
    buf_put(out, buf_str(&strings));

    bool ok = !tables.failed && !strings.failed && !out->failed;

    free(keys);
    buf_release(&tables);
    buf_release(&strings);
    return ok;
}
