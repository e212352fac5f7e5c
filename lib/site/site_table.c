#include "lib/site/site_table.h"

#include <stdlib.h>

#include "lib/site/site_layout.h"

static bool text_inside(const struct site_row *row, size_t i,
                        struct str strings, struct str *out)
{
    uint32_t offset = row->text[i].offset, length = row->text[i].length;

    if (offset > strings.len || length > strings.len - offset)
        return false;
    *out = str_sub(strings, offset, length);
    return true;
}

static const char *read_entry(const struct site_row *row, struct str strings,
                              struct site_entry *entry)
{
    if (!text_inside(row, 0, strings, &entry->path) ||
        !text_inside(row, 1, strings, &entry->type) ||
        !text_inside(row, 2, strings, &entry->etag) ||
        !text_inside(row, 3, strings, &entry->target))
        return "text outside the table";
    if (row->kind > SITE_INDEX)
        return "an unknown kind";
    if (row->cache > SITE_CACHE_IMMUTABLE)
        return "an unknown cache class";
    entry->kind = (enum site_kind)row->kind;
    entry->cache = (enum site_cache)row->cache;
    entry->changed = row->changed;
    entry->expires = row->expires;
    entry->plain_length = row->plain_length;
    for (size_t i = 0; i < 3; i++)
        entry->blob[i] = row->blob[i];
    return NULL;
}

static int load_rows(struct site_table *t, struct str bytes, size_t count,
                     uint64_t blobs_end, struct err *e)
{
    struct str strings = str_skip(bytes, count * SITE_ENTRY_SIZE);
    struct site_row row;

    for (size_t i = 0; i < count; i++) {
        struct site_entry *entry = &t->entries[i];
        site_row_get(bytes.ptr + i * SITE_ENTRY_SIZE, &row);
        const char *fault = read_entry(&row, strings, entry);
        if (!fault)
            fault = site_entry_fault(entry, blobs_end);
        if (!fault && i && str_cmp(entry[-1].path, entry->path) >= 0)
            fault = "a path out of order";
        if (fault)
            return err_set(e, ERR_CONTENT,
                           "its table is wrong (entry %zu has %s): compile "
                           "it again",
                           i, fault);
        t->count++;
    }
    return 0;
}

/* The slot of the path, or the empty one where it would stand. */
static struct site_slot *find_slot(const struct site_table *t, struct str path,
                                   uint64_t hash)
{
    const uint32_t tag = (uint32_t)(hash >> 32);
    size_t mask = t->slot_count - 1;
    size_t i = (size_t)hash & mask;

    while (t->slots[i].entry &&
           (t->slots[i].tag != tag ||
            !str_eq(t->entries[t->slots[i].entry - 1].path, path)))
        i = (i + 1) & mask;
    return &t->slots[i];
}

static void put_slot(struct site_table *t, size_t i)
{
    struct str path = t->entries[i].path;
    uint64_t hash = site_check_bytes(path);

    *find_slot(t, path, hash) = (struct site_slot){
        .entry = (uint32_t)(i + 1),
        .tag = (uint32_t)(hash >> 32),
    };
}

int site_table_load(struct site_table *t, struct str bytes, size_t count,
                    uint64_t blobs_end, struct err *e)
{
    *t = (struct site_table){.slot_count = 1};
    if (count > SITE_ENTRIES_MAX || count > bytes.len / SITE_ENTRY_SIZE)
        return err_set(e, ERR_CONTENT,
                       "its table is wrong (room for %zu of %zu entries): "
                       "compile it again",
                       bytes.len / SITE_ENTRY_SIZE, count);

    while (t->slot_count < count * 2)
        t->slot_count *= 2;
    t->entries = calloc(count ? count : 1, sizeof(*t->entries));
    t->slots = calloc(t->slot_count, sizeof(*t->slots));
    if (!t->entries || !t->slots)
        return err_no_memory(e);
    if (load_rows(t, bytes, count, blobs_end, e))
        return -1;
    for (size_t i = 0; i < count; i++)
        put_slot(t, i);
    return 0;
}

void site_table_release(struct site_table *t)
{
    free(t->entries);
    free(t->slots);
    *t = (struct site_table){0};
}

const struct site_entry *site_table_find(const struct site_table *t,
                                         struct str path)
{
    uint32_t entry = find_slot(t, path, site_check_bytes(path))->entry;

    return entry ? &t->entries[entry - 1] : NULL;
}
