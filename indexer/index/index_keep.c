#include "indexer/index/index_keep.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "indexer/index/numbering.h"

enum {
    SHARD_BYTES = 1 << 20, /* of text: what is made anew for one change */
    SHARD_BYTES_MAX = 2 * SHARD_BYTES,
    LOCALES_MIN = 8,
};

struct index_keep {
    struct index_locale **locales;
    size_t count, room;
    uint64_t next_number;
};

struct index_keep *index_keep_new(struct err *e)
{
    struct index_keep *k = calloc(1, sizeof(*k));

    if (!k)
        err_no_memory(e);
    return k;
}

void index_shard_release(struct index_shard *s)
{
    for (size_t i = 0; s->tokens && i < s->count; i++)
        buf_release(&s->tokens[i]);
    free(s->tokens);
    free(s->workers);
    free(s->folder);
    free((void *)(uintptr_t)s->first.ptr);
    *s = (struct index_shard){0};
}

static void release_locale(struct index_locale *l)
{
    for (size_t i = 0; l->counters && i < JOBS_MAX; i++)
        word_counter_release(&l->counters[i]);
    for (size_t i = 0; i < l->shard_count; i++)
        index_shard_release(&l->shards[i]);
    free(l->counters);
    free(l->shards);
    free(l);
}

void index_keep_free(struct index_keep *k)
{
    if (!k)
        return;
    for (size_t i = 0; i < k->count; i++)
        release_locale(k->locales[i]);
    free(k->locales);
    free(k);
}

static struct index_locale *add_locale(struct index_keep *k, const char *tag)
{
    if (k->count == k->room) {
        size_t room = k->room ? 2 * k->room : LOCALES_MIN;
        struct index_locale **grown =
            realloc(k->locales, room * sizeof(struct index_locale *));
        if (!grown)
            return NULL;
        k->locales = grown;
        k->room = room;
    }
    struct index_locale *l = calloc(1, sizeof(*l));
    if (!l)
        return NULL;
    l->counters = calloc(JOBS_MAX, sizeof(*l->counters));
    if (!l->counters) {
        free(l);
        return NULL;
    }
    memcpy(l->tag, tag, strlen(tag) + 1);
    k->locales[k->count++] = l;
    return l;
}

struct index_locale *index_keep_locale(struct index_keep *k, const char *tag,
                                       struct err *e)
{
    for (size_t i = 0; i < k->count; i++)
        if (strcmp(k->locales[i]->tag, tag) == 0)
            return k->locales[i];
    struct index_locale *l = add_locale(k, tag);
    if (!l)
        err_no_memory(e);
    return l;
}

void index_keep_clear(struct index_keep *k)
{
    for (size_t i = 0; i < k->count; i++) {
        for (size_t n = 0; n < k->locales[i]->shard_count; n++)
            index_shard_release(&k->locales[i]->shards[n]);
        k->locales[i]->shard_count = 0;
    }
}

uint64_t index_keep_number(struct index_keep *k)
{
    return k->next_number++;
}

/* The first border behind `path`, or an empty slice. */
static struct str next_border(const struct index_locale *kept, struct str path)
{
    size_t low = 0, high = kept->shard_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (str_cmp(kept->shards[mid].first, path) <= 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < kept->shard_count ? kept->shards[low].first : (struct str){0};
}

size_t index_keep_cut(const struct index_locale *kept, const struct locale *l,
                      size_t first)
{
    struct str border = next_border(kept, l->searched[first]->file);
    size_t most = kept->shard_count ? SHARD_BYTES_MAX : SHARD_BYTES;
    size_t at = first, bytes = 0;

    for (; at < l->searched_count && bytes < most; at++) {
        const struct page *p = l->searched[at];
        if (border.len && str_cmp(p->file, border) >= 0)
            break;
        bytes += p->article.text.len;
    }
    return at;
}

static void add(XXH3_state_t *state, struct str s)
{
    uint64_t length = s.len;

    XXH3_64bits_update(state, &length, sizeof(length));
    if (s.len)
        XXH3_64bits_update(state, s.ptr, s.len);
}

static void add_all(XXH3_state_t *state, const struct str *list, size_t count)
{
    uint64_t length = count;

    XXH3_64bits_update(state, &length, sizeof(length));
    for (size_t i = 0; i < count; i++)
        add(state, list[i]);
}

/* What article_terms() reads. */
static void add_page(XXH3_state_t *state, const struct page *p)
{
    const struct article *a = &p->article;

    add(state, a->title);
    add(state, a->description);
    add(state, a->answer);
    add(state, a->text);
    add_all(state, a->keywords, a->keyword_count);
    add_all(state, a->tags, a->tag_count);
    for (size_t i = 0; i < a->section_count; i++) {
        const struct body_section *s = &a->sections[i];
        const uint64_t place[] = {s->level, s->start, s->end};
        add(state, s->heading);
        XXH3_64bits_update(state, place, sizeof(place));
    }
    for (const struct section *s = p->section; s; s = s->parent)
        add(state, s->id);
    add(state, (struct str){0});
    XXH3_64bits_update(state, &a->updated_at, sizeof(a->updated_at));
}

uint64_t index_keep_fingerprint(const struct locale *l, size_t first,
                                size_t end)
{
    XXH3_state_t state;

    XXH3_INITSTATE(&state);
    XXH3_64bits_reset(&state);
    for (size_t i = first; i < end; i++)
        add_page(&state, l->searched[i]);
    return XXH3_64bits_digest(&state);
}

struct index_shard *index_keep_find(const struct index_locale *kept,
                                    uint64_t fingerprint, size_t count)
{
    for (size_t i = 0; i < kept->shard_count; i++)
        if (kept->shards[i].fingerprint == fingerprint &&
            kept->shards[i].count == count)
            return &kept->shards[i];
    return NULL;
}

static bool copy_tokens(struct index_shard *s, const struct locale *l,
                        size_t first)
{
    s->tokens = calloc(s->count + 1, sizeof(*s->tokens));
    s->workers = calloc(s->count + 1, sizeof(*s->workers));
    for (size_t i = 0; s->tokens && s->workers && i < s->count; i++) {
        struct page *p = l->searched[first + i];
        s->tokens[i] = p->tokens;
        s->workers[i] = p->worker;
        p->tokens = (struct buf){0};
    }
    return s->tokens && s->workers;
}

int index_shard_make(struct index_shard *s, const struct locale *l,
                     size_t first, size_t end, const char *folder,
                     struct err *e)
{
    struct str path = l->searched[first]->file;
    char *name = strndup(path.ptr, path.len);

    *s = (struct index_shard){
        .first = str_from(name),
        .fingerprint = index_keep_fingerprint(l, first, end),
        .folder = strdup(folder),
        .count = end - first,
    };
    if (s->first.ptr && s->folder && copy_tokens(s, l, first))
        return 0;
    index_shard_release(s);
    return err_no_memory(e);
}

static size_t lend(const struct index_shard *s, const struct locale *l,
                   size_t first)
{
    for (size_t i = 0; i < s->count; i++) {
        struct page *p = l->searched[first + i];
        p->tokens = s->tokens[i];
        p->worker = s->workers[i];
    }
    return first + s->count;
}

void index_keep_lend(const struct index_locale *kept, const struct locale *l)
{
    size_t first = 0;

    for (size_t i = 0; i < kept->shard_count; i++)
        first = lend(&kept->shards[i], l, first);
}

static void reset_counts(struct spellings *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        s->rows[i].count = 0;
    for (size_t i = 0; i < s->gaps.count; i++) {
        struct gap_row *gap = s->gaps.entries[i].value;
        gap->inner = gap->outer = 0;
    }
}

static void count_text(struct spellings *s, struct str tokens)
{
    struct spelled_reader r = {.c = cursor_of(tokens)};

    while (cursor_left(&r.c)) {
        struct spelled one = spelled_next(&r);
        if (!one.end)
            s->rows[one.row].count++;
        if (one.part)
            continue;
        struct gap_row *gap = s->gaps.entries[one.gap].value;
        gap->outer += one.outer;
        gap->inner += !one.outer;
    }
}

void index_keep_count(struct index_locale *kept, unsigned workers)
{
    for (unsigned i = 0; i < workers; i++)
        reset_counts(&kept->counters[i].spellings);
    for (size_t i = 0; i < kept->shard_count; i++) {
        const struct index_shard *s = &kept->shards[i];
        for (size_t k = 0; k < s->count; k++)
            count_text(&kept->counters[s->workers[k]].spellings,
                       buf_str(&s->tokens[k]));
    }
}
