#include "indexer/check/check_terms.h"

#include <stdlib.h>

#include "lib/icu/fold.h"
#include "lib/utf8.h"

struct stem {
    uint32_t number; /* from 1 */
};

struct edge {
    uint32_t from, stem; /* the key */
    uint32_t to;
};

void term_set_init(struct term_set *s)
{
    *s = (struct term_set){.nodes = 1};
    map_init(&s->stems, &s->arena);
    map_init(&s->edges, &s->arena);
}

void term_set_release(struct term_set *s)
{
    arena_release(&s->arena);
    *s = (struct term_set){0};
}

int term_reader_init(struct term_reader *r, struct term_set *s,
                     struct str locale, struct err *e)
{
    *r = (struct term_reader){.set = s};
    map_init(&r->words, &r->arena);
    r->analyser = analyser_new(locale, e);
    return r->analyser ? 0 : -1;
}

void term_reader_release(struct term_reader *r)
{
    analyser_free(r->analyser);
    arena_release(&r->arena);
    free(r->text.items);
    free(r->fresh.items);
    *r = (struct term_reader){0};
}

static bool put_stem(struct stem_list *l, uint32_t stem)
{
    if (stem == 0 && l->count && l->items[l->count - 1] == 0)
        return true;
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 1024;
        uint32_t *grown = realloc(l->items, room * sizeof(*grown));
        if (!grown)
            return false;
        l->items = grown;
        l->room = room;
    }
    l->items[l->count++] = stem;
    return true;
}

static bool is_word_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

/* Where the character at `*at` is one of a word, moves behind it. */
static bool pass_letter(struct str text, size_t *at)
{
    unsigned char c = (unsigned char)text.ptr[*at];
    size_t next = *at;

    if (c < 0x80 ? !is_word_byte(c)
                 : !fold_is_word(utf8_next(text, &next, NULL)))
        return false;
    *at = c < 0x80 ? *at + 1 : next;
    return true;
}

static bool next_word(struct str *text, struct str *word)
{
    size_t start = 0, end;

    for (end = 0; start < text->len && !pass_letter(*text, &end); end = start)
        utf8_next(*text, &start, NULL);
    while (end < text->len && pass_letter(*text, &end))
        ;
    *word = str_sub(*text, start, end - start);
    *text = str_skip(*text, end);
    return word->len > 0;
}

enum { HANGUL_FIRST = 0xAC00, HANGUL_OF_A_CONSONANT = 588 };

/* Behind its first consonant a verb's only syllable changes with its ending. */
static void note_hangul(struct term_set *s, struct str stem)
{
    size_t at = 0, from, count = 1;
    uint32_t c = utf8_next(stem, &at, NULL) - HANGUL_FIRST;

    if (c >= HANGUL_COUNT)
        return;
    from = c;
    if (at == stem.len) {
        from -= from % HANGUL_OF_A_CONSONANT;
        count = HANGUL_OF_A_CONSONANT;
    }
    for (size_t i = 0; i < count; i++)
        s->hangul[from + i] = true;
}

/* A word of Hangul alone that begins as none of the terms do. Korean has many
 * different words, for endings are written to them, and their stems are dear:
 * this makes reading it five times as fast. */
static bool is_other_hangul(const struct term_set *s, struct str word)
{
    bool is_other = false;

    for (size_t at = 0; at < word.len;) {
        bool is_first = at == 0;
        uint32_t c = utf8_next(word, &at, NULL) - HANGUL_FIRST;
        if (c >= HANGUL_COUNT)
            return false;
        if (is_first)
            is_other = !s->hangul[c];
    }
    return is_other;
}

/* A term's stem gets a number when it is first met. */
static void add_stem(void *ctx, const struct token *t)
{
    struct term_reader *r = ctx;
    struct term_set *set = r->set;
    struct stem *stem = t->part ? NULL : map_get(&set->stems, t->word->stem);

    if (t->part)
        return;
    if (!stem) {
        struct str key = arena_str(&set->arena, t->word->stem);
        stem = arena_new(&set->arena, struct stem, 1);
        if (!stem || !key.ptr || !map_set(&set->stems, key, stem)) {
            r->failed = true;
            return;
        }
        stem->number = (uint32_t)set->stems.count;
        note_hangul(set, key);
    }
    r->failed |= !put_stem(&r->text, stem->number);
}

static int read_term(struct term_reader *r, struct str term, struct err *e)
{
    struct str word;

    r->text.count = 0;
    while (next_word(&term, &word))
        if (analyse(r->analyser, word, add_stem, r, e))
            return -1;
    return r->failed ? err_no_memory(e) : 0;
}

static struct str edge_key(const struct edge *e)
{
    return str_of((const char *)&e->from, sizeof(e->from) + sizeof(e->stem));
}

static const struct edge *find_edge(const struct term_set *s, uint32_t from,
                                    uint32_t stem)
{
    struct edge wanted = {.from = from, .stem = stem};

    return map_get(&s->edges, edge_key(&wanted));
}

static const struct edge *add_edge(struct term_set *s, uint32_t from,
                                   uint32_t stem)
{
    struct edge *e = arena_new(&s->arena, struct edge, 1);

    if (!e)
        return NULL;
    *e = (struct edge){from, stem, s->nodes++};
    return map_set(&s->edges, edge_key(e), e) ? e : NULL;
}

int term_add(struct term_reader *r, struct str term, uint32_t *node,
             struct err *e)
{
    *node = 0;
    if (read_term(r, term, e))
        return -1;
    for (size_t i = 0; i < r->text.count; i++) {
        const struct edge *edge = find_edge(r->set, *node, r->text.items[i]);
        if (!edge)
            edge = add_edge(r->set, *node, r->text.items[i]);
        if (!edge)
            return err_no_memory(e);
        *node = edge->to;
    }
    return 0;
}

static void find_stem(void *ctx, const struct token *t)
{
    struct term_reader *r = ctx;
    const struct stem *stem = map_get(&r->set->stems, t->word->stem);

    if (!t->part)
        r->failed |= !put_stem(&r->fresh, stem ? stem->number : 0);
}

/* Each spelling is analysed once. */
static const struct stem_list *meet(struct term_reader *r, struct str word,
                                    struct err *e)
{
    struct stem_list *l = arena_new(&r->arena, struct stem_list, 1);

    r->fresh.count = 0;
    if (analyse(r->analyser, word, find_stem, r, e))
        return NULL;
    size_t count = r->fresh.count;
    uint32_t *items = arena_new(&r->arena, uint32_t, count);

    if (!l || !items || r->failed || !map_set(&r->words, word, l)) {
        err_no_memory(e);
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        items[i] = r->fresh.items[i];
    *l = (struct stem_list){items, count, count};
    return l;
}

static int read_text(struct term_reader *r, struct str text, struct err *e)
{
    struct str word;

    r->text.count = 0;
    while (next_word(&text, &word)) {
        if (is_other_hangul(r->set, word)) {
            r->failed |= !put_stem(&r->text, 0);
            continue;
        }
        const struct stem_list *l = map_get(&r->words, word);
        if (!l && !(l = meet(r, word, e)))
            return -1;
        for (size_t i = 0; i < l->count; i++)
            r->failed |= !put_stem(&r->text, l->items[i]);
    }
    return r->failed ? err_no_memory(e) : 0;
}

/* Along the tree from each word, no further than the longest term. */
int term_find(struct term_reader *r, struct str text, term_found *found,
              void *ctx, struct err *e)
{
    if (read_text(r, text, e))
        return -1;
    for (size_t i = 0; i < r->text.count; i++) {
        uint32_t node = 0;
        for (size_t k = i; k < r->text.count && r->text.items[k]; k++) {
            const struct edge *edge = find_edge(r->set, node, r->text.items[k]);
            if (!edge)
                break;
            node = edge->to;
            found(ctx, node);
        }
    }
    return 0;
}
