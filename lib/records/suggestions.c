#include "lib/records/suggestions.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/file.h"
#include "lib/records/cursor.h"

/* A card is a page's headings: longer ones are none. */
enum { CARD_MAX = 16 << 20, HEAD = 6 };

static int damaged(struct err *e)
{
    return err_set(e, ERR_CONTENT, "the table of suggestions is damaged");
}

static bool rises_to(const uint32_t *offsets, uint32_t count, uint64_t last)
{
    for (uint32_t i = 0; i < count; i++)
        if (offsets[i] > offsets[i + 1])
            return false;
    return offsets[0] == 0 && offsets[count] <= last;
}

/* The least cost of each pair, of each pair of pairs, and so on. */
static bool make_tree(struct suggestions *s)
{
    for (s->leaves = 1; s->leaves < s->words;)
        s->leaves *= 2;
    s->least = malloc((size_t)s->leaves * 2);
    if (!s->least)
        return false;
    memset(s->least, 255, (size_t)s->leaves * 2);
    memcpy(s->least + s->leaves, s->cost, s->words);
    for (uint32_t i = s->leaves - 1; i > 0; i--) {
        unsigned char a = s->least[2 * i], b = s->least[2 * i + 1];
        s->least[i] = a < b ? a : b;
    }
    return true;
}

/* Sets the columns; false when the sizes are not those of the bytes. */
static bool divide(struct suggestions *s)
{
    uint32_t head[HEAD] = {0};

    if (s->table.len < sizeof(head))
        return false;
    memcpy(head, s->table.ptr, sizeof(head));
    uint64_t numbers = HEAD + 2 * ((uint64_t)head[0] + 1) + head[2] + head[4] +
                       (uint64_t)head[5] + 1;
    if (s->table.len != numbers * 4 + (uint64_t)head[0] + head[1] + head[3])
        return false;
    s->words = head[0];
    s->initial_count = head[4];
    s->articles = head[5];
    /* buf memory comes from malloc, so it is aligned. */
    s->key_at = (const uint32_t *)(const void *)s->table.ptr + HEAD;
    s->posting_at = s->key_at + s->words + 1;
    s->postings = s->posting_at + s->words + 1;
    s->initials = s->postings + head[2];
    s->card_at = s->initials + s->initial_count;
    const char *rest = (const char *)(s->card_at + s->articles + 1);
    s->cost = (const unsigned char *)rest;
    s->keys = str_of(rest + s->words, head[1]);
    s->entries = str_of(rest + s->words + head[1], head[3]);
    for (uint32_t i = 0; i < s->initial_count; i++)
        if (s->initials[i] >= s->words)
            return false;
    return rises_to(s->key_at, s->words, head[1]) &&
           rises_to(s->posting_at, s->words, head[2]);
}

int suggestions_open(struct suggestions *s, struct buf *table,
                     const struct site_file *f, const struct site_entry *cards,
                     struct err *e)
{
    *s = (struct suggestions){
        .table = *table,
        .file = f,
        .cards = cards->blob[SITE_PLAIN].offset,
    };
    *table = (struct buf){0};
    if (!divide(s) ||
        !rises_to(s->card_at, s->articles, cards->blob[SITE_PLAIN].length)) {
        suggestions_close(s);
        return damaged(e);
    }
    if (!make_tree(s)) {
        suggestions_close(s);
        return err_no_memory(e);
    }
    return 0;
}

void suggestions_close(struct suggestions *s)
{
    buf_release(&s->table);
    free(s->least);
    *s = (struct suggestions){0};
}

struct str suggestions_key(const struct suggestions *s, uint32_t word)
{
    return str_sub(s->keys, s->key_at[word],
                   s->key_at[word + 1] - s->key_at[word]);
}

uint32_t suggestions_posting_count(const struct suggestions *s, uint32_t first,
                                   uint32_t end)
{
    return s->posting_at[end] - s->posting_at[first];
}

/* From both ends of the range upwards to the node of the least cost, then down
 * to its first leaf of that cost. */
uint32_t suggestions_best(const struct suggestions *s, uint32_t first,
                          uint32_t end)
{
    uint32_t low = first + s->leaves, high = end + s->leaves;
    uint32_t left = low, right = low; /* the best node from either end */
    unsigned right_least = 256;

    for (; low < high; low /= 2, high /= 2) {
        if (low & 1) {
            if (s->least[low] < s->least[left])
                left = low;
            low++;
        }
        if (high & 1 && s->least[--high] <= right_least) {
            right = high;
            right_least = s->least[high];
        }
    }
    uint32_t node = s->least[left] <= right_least ? left : right;
    while (node < s->leaves) {
        node *= 2;
        node += s->least[node + 1] < s->least[node];
    }
    return node - s->leaves;
}

bool suggestions_entry(const struct suggestions *s, uint32_t word, uint32_t nth,
                       struct suggestion_entry *out)
{
    if (nth >= s->posting_at[word + 1] - s->posting_at[word])
        return false;

    uint32_t place = s->postings[s->posting_at[word] + nth];
    struct cursor c = cursor_of(str_skip(s->entries, place));
    uint64_t head = cursor_fixed(&c, 1), kind = head % 8;
    uint64_t favour = head / 8;
    uint64_t article = cursor_varint(&c);

    out->part = (uint32_t)cursor_varint(&c);
    uint64_t count = cursor_varint(&c);
    if (c.bad || kind >= SUGGESTION_KINDS ||
        favour > 2 * SUGGESTION_FAVOUR_MAX || article >= s->articles ||
        count > SUGGESTION_WORDS_MAX)
        return false;
    out->kind = (enum suggestion_kind)kind;
    out->favour = (int)favour - SUGGESTION_FAVOUR_MAX;
    out->article = (uint32_t)article;
    out->count = (uint32_t)count;
    for (uint32_t i = 0; i < out->count; i++)
        out->words[i] = (uint32_t)cursor_varint(&c);
    return !c.bad;
}

static int read_card(const struct suggestions *s, uint32_t article,
                     struct arena *a, struct cursor *c, struct err *e)
{
    uint32_t at = s->card_at[article], len = s->card_at[article + 1] - at;

    if (len < 4 || len > CARD_MAX)
        return damaged(e);
    char *bytes = arena_alloc(a, len, 1);
    if (!bytes)
        return err_no_memory(e);
    if (file_pread(site_file_fd(s->file), bytes, len, s->cards + at, e))
        return -1;
    *c = cursor_of(str_of(bytes, len));
    return cursor_u32(c) == (uint32_t)XXH3_64bits(bytes + 4, len - 4)
               ? 0
               : damaged(e);
}

static void read_part(struct cursor *c, struct suggestion_card *out)
{
    uint32_t end = 0;

    out->anchor = cursor_str(c);
    out->text = cursor_str(c);
    uint64_t count = cursor_varint(c);
    if (count > SUGGESTION_WORDS_MAX)
        c->bad = true;
    out->words.count = c->bad ? 0 : (uint32_t)count;
    for (uint32_t i = 0; i < out->words.count; i++) {
        struct suggestion_word *w = &out->words.at[i];
        w->start = end + (uint32_t)cursor_varint(c);
        w->end = end = w->start + (uint32_t)cursor_varint(c);
    }
}

int suggestions_card(const struct suggestions *s, uint32_t article,
                     uint32_t part, struct arena *a,
                     struct suggestion_card *out, struct err *e)
{
    struct cursor c = {0};

    if (article >= s->articles)
        return damaged(e);
    if (read_card(s, article, a, &c, e))
        return -1;
    out->article.id = cursor_str(&c);
    out->article.url = cursor_str(&c);
    out->article.title = cursor_str(&c);
    out->article.section = (uint32_t)cursor_varint(&c) - 1;
    uint64_t count = cursor_varint(&c);
    if (c.bad || part >= count)
        return damaged(e);
    for (uint32_t i = 0; i <= part && !c.bad; i++)
        read_part(&c, out);
    return c.bad ? damaged(e) : 0;
}
