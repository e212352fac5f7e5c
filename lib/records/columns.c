#include "lib/records/columns.h"

#include <stdlib.h>
#include <string.h>

#include "lib/records/offsets.h"

/* The arrays are used as they lie in the file. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "columns are read in place on little-endian machines only");

enum { HEAD_WORDS = 4 };

static int by_bytes(const void *a, const void *b)
{
    const struct str *const *s = a, *const *t = b;

    return str_cmp(**s, **t);
}

/* Every tag once, by bytes; each one's number is stored behind its name in the
 * map as the place in `names`. */
static bool number_tags(struct map *numbers, const struct str **names,
                        const struct column_row *rows, uint32_t count,
                        uint32_t *tags)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < count; i++)
        for (size_t k = 0; k < rows[i].tag_count; k++) {
            const struct str *tag = &rows[i].tags[k];
            if (map_get(numbers, *tag))
                continue;
            names[n++] = tag;
            if (!map_set(numbers, *tag, names))
                return false;
        }
    qsort(names, n, sizeof(*names), by_bytes);
    for (uint32_t i = 0; i < n; i++)
        if (!map_set(numbers, *names[i], &names[i]))
            return false;
    *tags = n;
    return true;
}

static uint32_t tag_number(const struct map *numbers, const struct str **names,
                           struct str tag)
{
    const struct str **place = map_get(numbers, tag);

    return (uint32_t)(place - names);
}

static void put_rows(const struct column_row *rows, uint32_t count,
                     struct buf *out)
{
    uint32_t first = 0;

    for (uint32_t i = 0; i < count; i++)
        buf_u32(out, rows[i].section == COLUMN_NO_SECTION
                         ? 0
                         : rows[i].section + 1u);
    for (uint32_t i = 0; i < count; i++)
        buf_u32(out, rows[i].boost);
    for (uint32_t i = 0; i < count; i++) {
        buf_u32(out, first);
        first += (uint32_t)rows[i].tag_count;
    }
    buf_u32(out, first);
}

static void put_tags(const struct str *const *names, uint32_t tags,
                     struct buf *out)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < tags; i++) {
        buf_u32(out, at);
        at += (uint32_t)names[i]->len;
    }
    buf_u32(out, at);
    for (uint32_t i = 0; i < tags; i++)
        buf_put(out, *names[i]);
}

bool columns_write(const struct column_row *rows, uint32_t count,
                   struct buf *out)
{
    struct arena arena = {0};
    struct map numbers;
    uint32_t references = 0, tags = 0;
    size_t bytes = 0;

    map_init(&numbers, &arena);
    for (uint32_t i = 0; i < count; i++)
        references += (uint32_t)rows[i].tag_count;

    const struct str **names =
        arena_new(&arena, const struct str *, references + 1);
    bool ok = names && number_tags(&numbers, names, rows, count, &tags);

    for (uint32_t i = 0; ok && i < tags; i++)
        bytes += names[i]->len;
    ok = ok && bytes <= UINT32_MAX;
    if (ok) {
        buf_u32(out, count);
        buf_u32(out, tags);
        buf_u32(out, references);
        buf_u32(out, (uint32_t)bytes);
        put_rows(rows, count, out);
        for (uint32_t i = 0; i < count; i++)
            for (size_t k = 0; k < rows[i].tag_count; k++)
                buf_u32(out, tag_number(&numbers, names, rows[i].tags[k]));
        put_tags(names, tags, out);
    }
    arena_release(&arena);
    return ok && !out->failed;
}

static bool below(const uint32_t *n, uint32_t count, uint32_t limit)
{
    for (uint32_t i = 0; i < count; i++)
        if (n[i] >= limit)
            return false;
    return true;
}

static bool is_sound(const struct columns *c, uint32_t references,
                     uint32_t bytes, uint32_t sections)
{
    return offsets_rise(c->first, c->articles, references) &&
           c->first[c->articles] == references &&
           offsets_rise(c->tag_at, c->tags, bytes) &&
           c->tag_at[c->tags] == bytes &&
           below(c->reference, references, c->tags) &&
           below(c->section, c->articles, sections + 1) &&
           below(c->boost, c->articles, BOOST_MAX + 1);
}

int columns_open(struct columns *c, struct buf *bytes, uint32_t sections,
                 struct err *e)
{
    uint32_t head[HEAD_WORDS];

    *c = (struct columns){.bytes = *bytes};
    *bytes = (struct buf){0};
    if (c->bytes.len < sizeof(head))
        goto damaged;
    memcpy(head, c->bytes.ptr, sizeof(head));
    c->articles = head[0];
    c->tags = head[1];

    uint64_t words = HEAD_WORDS + 3 * (uint64_t)c->articles + 1 +
                     (uint64_t)head[2] + (uint64_t)c->tags + 1;

    if (c->bytes.len != words * 4 + head[3] || sections == UINT32_MAX)
        goto damaged;
    /* buf memory comes from malloc, so it is aligned for uint32_t. */
    c->section = (const uint32_t *)(const void *)c->bytes.ptr + HEAD_WORDS;
    c->boost = c->section + c->articles;
    c->first = c->boost + c->articles;
    c->reference = c->first + c->articles + 1;
    c->tag_at = c->reference + head[2];
    c->strings = (const char *)(c->tag_at + c->tags + 1);
    if (!is_sound(c, head[2], head[3], sections))
        goto damaged;
    return 0;

damaged:
    columns_close(c);
    return err_set(e, ERR_CONTENT, "the columns of the articles are damaged");
}

void columns_close(struct columns *c)
{
    buf_release(&c->bytes);
    *c = (struct columns){0};
}

struct str columns_tag(const struct columns *c, uint32_t number)
{
    uint32_t at = c->tag_at[number];

    return str_of(c->strings + at, c->tag_at[number + 1] - at);
}

double columns_boost(const struct columns *c, uint32_t article)
{
    return c->boost[article] / (double)BOOST_NONE;
}
