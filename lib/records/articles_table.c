#include "lib/records/articles_table.h"

#include <stdlib.h>
#include <string.h>

#include "lib/records/offsets.h"

/* The arrays are used as they lie in the file. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "the table is read in place on little-endian machines only");

enum { HEAD_WORDS = 4 };

struct named {
    struct str id;
    uint32_t article;
};

static int by_id(const void *a, const void *b)
{
    const struct named *x = a, *y = b;

    return str_cmp(x->id, y->id);
}

static bool put_order(const struct articles_row *rows, uint32_t count,
                      struct buf *out)
{
    struct named *order = calloc((size_t)count + 1, sizeof(*order));

    for (uint32_t i = 0; order && i < count; i++)
        order[i] = (struct named){rows[i].id, i};
    if (order)
        qsort(order, count, sizeof(*order), by_id);
    for (uint32_t i = 0; order && i < count; i++)
        buf_u32(out, order[i].article);
    free(order);
    return order != NULL;
}

static struct str id_of(const struct articles_row *row)
{
    return row->id;
}

static struct str answer_of(const struct articles_row *row)
{
    return row->answer;
}

typedef struct str text_of(const struct articles_row *row);

static void put_offsets(const struct articles_row *rows, uint32_t count,
                        text_of *text, struct buf *out)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < count; i++) {
        buf_u32(out, at);
        at += (uint32_t)text(&rows[i]).len;
    }
    buf_u32(out, at);
}

static void put_texts(const struct articles_row *rows, uint32_t count,
                      text_of *text, struct buf *out)
{
    for (uint32_t i = 0; i < count; i++)
        buf_put(out, text(&rows[i]));
}

bool articles_table_write(const struct articles_row *rows, uint32_t count,
                          struct buf *out)
{
    uint64_t ids = 0, answers = 0;

    for (uint32_t i = 0; i < count; i++) {
        ids += rows[i].id.len;
        answers += rows[i].answer.len;
    }
    if (ids > UINT32_MAX || answers > UINT32_MAX)
        return false;
    buf_u32(out, count);
    buf_u32(out, (uint32_t)ids);
    buf_u32(out, (uint32_t)answers);
    buf_u32(out, 0);
    for (uint32_t i = 0; i < count; i++)
        buf_u64(out, (uint64_t)rows[i].updated);
    for (uint32_t i = 0; i < count; i++)
        buf_u32(out, rows[i].html_at);
    for (uint32_t i = 0; i < count; i++)
        buf_u32(out, rows[i].html_length);
    if (!put_order(rows, count, out))
        return false;
    put_offsets(rows, count, id_of, out);
    put_offsets(rows, count, answer_of, out);
    put_texts(rows, count, id_of, out);
    put_texts(rows, count, answer_of, out);
    return !out->failed;
}

/* Each id is greater than the one before, so that all differ. */
static bool is_ordered(const struct articles_table *t)
{
    for (uint32_t i = 0; i < t->count; i++)
        if (t->by_id[i] >= t->count ||
            (i && str_cmp(articles_table_id(t, t->by_id[i - 1]),
                          articles_table_id(t, t->by_id[i])) >= 0))
            return false;
    return true;
}

/* Sets the columns; false when the sizes are not those of the bytes. */
static bool divide(struct articles_table *t)
{
    uint32_t head[HEAD_WORDS];

    if (t->bytes.len < sizeof(head))
        return false;
    memcpy(head, t->bytes.ptr, sizeof(head));
    t->count = head[0];

    uint64_t words = HEAD_WORDS + 7 * (uint64_t)t->count + 2;

    if (t->bytes.len != words * 4 + head[1] + head[2])
        return false;
    /* buf memory comes from malloc, so it is aligned for int64_t. */
    t->updated = (const int64_t *)(const void *)(t->bytes.ptr + sizeof(head));
    t->html_at = (const uint32_t *)(const void *)(t->updated + t->count);
    t->html_length = t->html_at + t->count;
    t->by_id = t->html_length + t->count;
    t->id_at = t->by_id + t->count;
    t->answer_at = t->id_at + t->count + 1;
    t->ids = (const char *)(t->answer_at + t->count + 1);
    t->answers = t->ids + head[1];
    return offsets_rise(t->id_at, t->count, head[1]) &&
           offsets_rise(t->answer_at, t->count, head[2]) && is_ordered(t);
}

int articles_table_open(struct articles_table *t, struct buf *bytes,
                        uint32_t articles, struct err *e)
{
    *t = (struct articles_table){.bytes = *bytes};
    *bytes = (struct buf){0};
    if (divide(t) && t->count == articles)
        return 0;
    articles_table_close(t);
    return err_set(e, ERR_CONTENT, "the table of the articles is damaged");
}

void articles_table_close(struct articles_table *t)
{
    buf_release(&t->bytes);
    *t = (struct articles_table){0};
}

struct str articles_table_id(const struct articles_table *t, uint32_t article)
{
    uint32_t at = t->id_at[article];

    return str_of(t->ids + at, t->id_at[article + 1] - at);
}

struct str articles_table_answer(const struct articles_table *t,
                                 uint32_t article)
{
    uint32_t at = t->answer_at[article];

    return str_of(t->answers + at, t->answer_at[article + 1] - at);
}

uint32_t articles_table_find(const struct articles_table *t, struct str id)
{
    uint32_t low = 0, high = t->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        uint32_t article = t->by_id[middle];
        int order = str_cmp(id, articles_table_id(t, article));
        if (order == 0)
            return article;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return ARTICLE_NONE;
}
