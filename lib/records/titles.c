#include "lib/records/titles.h"

#include <stdlib.h>
#include <string.h>

#include "lib/icu/fold.h"
#include "lib/utf8.h"

/* Folded, with one space for everything between words. */
static void fold_title(struct str title, struct buf *out)
{
    struct buf folded = {0};
    size_t at = 0, start = out->len;

    fold_utf8(title, &folded);
    struct str s = buf_str(&folded);
    bool gap = false;
    while (at < s.len) {
        size_t from = at;
        if (!fold_is_word(utf8_next(s, &at, NULL))) {
            gap = true;
            continue;
        }
        if (gap && out->len > start)
            buf_char(out, ' ');
        gap = false;
        buf_put(out, str_sub(s, from, at - from));
    }
    out->failed |= folded.failed;
    buf_release(&folded);
}

void titles_add(struct titles_builder *b, struct str title, uint32_t record)
{
    size_t start = b->strings.len;

    fold_title(title, &b->strings);
    for (size_t at = start; at < b->strings.len; at++)
        if (at == start || b->strings.ptr[at - 1] == ' ') {
            struct title_entry entry = {(uint32_t)at, record};
            buf_add(&b->entries, &entry, sizeof(entry));
        }
    buf_char(&b->strings, '\n');
}

static struct str text_at(const char *strings, size_t bytes, uint32_t at)
{
    struct str rest = str_of(strings + at, bytes - at);

    return str_of(rest.ptr, str_find(rest, '\n'));
}

struct sort_row {
    struct str text;
    struct title_entry entry;
};

static int by_text(const void *a, const void *b)
{
    const struct sort_row *x = a, *y = b;
    int order = str_cmp(x->text, y->text);

    if (order)
        return order;
    return x->entry.at < y->entry.at ? -1 : x->entry.at > y->entry.at;
}

bool titles_write(struct titles_builder *b, struct buf *out)
{
    size_t count = b->entries.len / sizeof(struct title_entry);
    struct sort_row *rows = calloc(count + 1, sizeof(*rows));

    if (!rows || b->strings.failed || b->entries.failed ||
        b->strings.len > UINT32_MAX) {
        free(rows);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(&rows[i].entry, b->entries.ptr + i * sizeof(rows[i].entry),
               sizeof(rows[i].entry));
        rows[i].text =
            text_at(b->strings.ptr, b->strings.len, rows[i].entry.at);
    }
    qsort(rows, count, sizeof(*rows), by_text);
    buf_u32(out, (uint32_t)count);
    buf_u32(out, (uint32_t)b->strings.len);
    for (size_t i = 0; i < count; i++) {
        buf_u32(out, rows[i].entry.at);
        buf_u32(out, rows[i].entry.record);
    }
    buf_put(out, buf_str(&b->strings));
    free(rows);
    return !out->failed;
}

void titles_builder_release(struct titles_builder *b)
{
    buf_release(&b->strings);
    buf_release(&b->entries);
}

int titles_open(struct titles *t, struct buf *bytes, struct err *e)
{
    uint32_t head[2] = {0};

    *t = (struct titles){.bytes = *bytes};
    *bytes = (struct buf){0};
    if (t->bytes.len >= sizeof(head))
        memcpy(head, t->bytes.ptr, sizeof(head));
    if (t->bytes.len != sizeof(head) + 8 * (uint64_t)head[0] + head[1])
        goto damaged;
    t->count = head[0];
    t->string_bytes = head[1];
    /* buf memory comes from malloc, so it is aligned. */
    t->entries =
        (const struct title_entry *)(const void *)(t->bytes.ptr + sizeof(head));
    t->strings = (const char *)(t->entries + t->count);
    for (uint32_t i = 0; i < t->count; i++)
        if (t->entries[i].at >= t->string_bytes)
            goto damaged;
    return 0;

damaged:
    titles_close(t);
    return err_set(e, ERR_CONTENT, "the table of titles is damaged");
}

void titles_close(struct titles *t)
{
    buf_release(&t->bytes);
    *t = (struct titles){0};
}

static struct str entry_text(const struct titles *t, uint32_t i)
{
    return text_at(t->strings, t->string_bytes, t->entries[i].at);
}

static uint32_t lower_bound(const struct titles *t, struct str typed)
{
    uint32_t low = 0, high = t->count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (str_cmp(entry_text(t, mid), typed) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

struct found {
    uint32_t record;
    bool inside;   /* the word is not the title's first */
    size_t length; /* of the whole title */
};

static bool comes_before(const struct found *a, const struct found *b)
{
    if (a->inside != b->inside)
        return !a->inside;
    if (a->length != b->length)
        return a->length < b->length;
    return a->record < b->record;
}

/* Keeps the best `max` in order: insertion into a short list. */
static uint32_t keep(struct found *best, uint32_t count, uint32_t max,
                     struct found f)
{
    for (uint32_t i = 0; i < count; i++)
        if (best[i].record == f.record) {
            if (comes_before(&best[i], &f))
                return count;
            memmove(&best[i], &best[i + 1], (count - i - 1) * sizeof(*best));
            count--;
            break;
        }
    uint32_t at = count;
    while (at > 0 && comes_before(&f, &best[at - 1]))
        at--;
    if (at == max)
        return count;
    if (count == max)
        count--;
    memmove(&best[at + 1], &best[at], (count - at) * sizeof(*best));
    best[at] = f;
    return count + 1;
}

uint32_t titles_find(const struct titles *t, struct str typed,
                     uint32_t *records, uint32_t max)
{
    struct found best[64];
    struct buf folded = {0};
    uint32_t count = 0;

    if (max > 64)
        max = 64;
    fold_title(typed, &folded);
    struct str prefix = buf_str(&folded);
    uint32_t at = prefix.len ? lower_bound(t, prefix) : t->count;
    for (uint32_t n = 0; at < t->count && n < TITLES_SCAN_MAX; at++, n++) {
        struct str text = entry_text(t, at);
        if (!str_starts(text, prefix))
            break;
        uint32_t start = t->entries[at].at, title = start;
        while (title > 0 && t->strings[title - 1] != '\n')
            title--;
        struct found f = {t->entries[at].record, start > title,
                          start - title + text.len};
        count = keep(best, count, max, f);
    }
    buf_release(&folded);
    for (uint32_t i = 0; i < count; i++)
        records[i] = best[i].record;
    return count;
}
