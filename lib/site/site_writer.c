#include "lib/site/site_writer.h"

#include <inttypes.h>
#include <stdlib.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/file.h"
#include "lib/map.h"
#include "lib/site/site_layout.h"
#include "lib/site/site_staging.h"

struct site_writer {
    struct site_staging staging;
    struct arena arena; /* the entries' texts */
    struct site_entry *entries;
    size_t count, room;
    bool broken;   /* something failed: there is nothing to publish */
    bool finished; /* nothing is added any more */
};

struct site_writer *site_writer_new(const char *path, struct err *e)
{
    static const char empty_header[SITE_HEADER_SIZE];
    struct site_writer *w = calloc(1, sizeof(*w));

    if (!w) {
        err_no_memory(e);
        return NULL;
    }
    /* A header of zeros until the end: what a killed run leaves is never
     * taken for a site. */
    if (site_staging_open(&w->staging, path, e) == 0 &&
        site_staging_add(&w->staging,
                         str_of(empty_header, sizeof(empty_header)), e) == 0)
        return w;
    site_writer_free(w);
    return NULL;
}

void site_writer_free(struct site_writer *w)
{
    if (!w)
        return;
    site_staging_release(&w->staging);
    arena_release(&w->arena);
    free(w->entries);
    free(w);
}

static struct site_entry *add_row(struct site_writer *w)
{
    if (w->count == SITE_ENTRIES_MAX)
        return NULL;
    if (w->count == w->room) {
        size_t room = w->room ? w->room * 2 : 256;
        struct site_entry *grown = realloc(w->entries, room * sizeof(*grown));
        if (!grown)
            return NULL;
        w->entries = grown;
        w->room = room;
    }
    return &w->entries[w->count++];
}

/* Of the first form stored: the plain one where there is one. */
static struct str make_etag(struct arena *a, const struct site_entry *entry)
{
    for (size_t i = 0; i < 3; i++)
        if (entry->blob[i].offset)
            return arena_fmt(a, "\"%016" PRIx64 "\"", entry->blob[i].check);
    return (struct str){0};
}

static int keep(struct site_writer *w, struct site_entry entry, struct err *e)
{
    struct arena *a = &w->arena;
    const char *fault =
        site_entry_fault(&entry, site_staging_offset(&w->staging));

    if (fault) {
        err_set(e, ERR_SYSTEM, "cannot store the entry \"%.*s\": it has %s",
                STR_ARG(entry.path), fault);
        return err_at(e, str_from(w->staging.path), 0, 0);
    }
    entry.path = arena_str(a, entry.path);
    entry.type = arena_str(a, entry.type);
    entry.target = arena_str(a, entry.target);
    entry.etag = make_etag(a, &entry);

    struct site_entry *row = a->failed ? NULL : add_row(w);
    if (!row)
        return err_set(e, ERR_SYSTEM, "no room for %zu entries", w->count + 1);
    *row = entry;
    return 0;
}

static int add_blob(struct site_writer *w, struct str bytes,
                    struct site_blob *blob, struct err *e)
{
    if (site_staging_align(&w->staging, SITE_BLOB_ALIGN, e))
        return -1;
    blob->offset = site_staging_offset(&w->staging);
    blob->length = bytes.len;
    blob->check = site_check_bytes(bytes);
    return site_staging_add(&w->staging, bytes, e);
}

static int add(struct site_writer *w, const struct site_entry_in *in,
               struct err *e)
{
    struct site_entry entry = {
        .path = in->path,
        .type = in->type,
        .target = in->target,
        .kind = in->kind,
        .cache = in->cache,
        .changed = in->changed,
        .expires = in->expires,
        .plain_length = in->plain_length,
    };

    for (size_t i = 0; i < 3; i++)
        if (in->blob[i].ptr && add_blob(w, in->blob[i], &entry.blob[i], e))
            return -1;
    return keep(w, entry, e);
}

int site_writer_add(struct site_writer *w, const struct site_entry_in *entry,
                    struct err *e)
{
    int result = add(w, entry, e);

    w->broken |= result != 0;
    return result;
}

int site_writer_begin_index(struct site_writer *w, int *fd, uint64_t *offset,
                            struct err *e)
{
    if (site_staging_align(&w->staging, SITE_INDEX_ALIGN, e) ||
        site_staging_flush(&w->staging, e)) {
        w->broken = true;
        return -1;
    }
    *fd = w->staging.fd;
    *offset = site_staging_offset(&w->staging);
    return 0;
}

static int end_index(struct site_writer *w, struct str path, uint64_t length,
                     struct err *e)
{
    struct site_entry entry = {
        .path = path, .kind = SITE_INDEX, .plain_length = length};
    struct site_blob *blob = &entry.blob[SITE_PLAIN];

    blob->offset = site_staging_offset(&w->staging);
    blob->length = length;
    if (site_staging_skip(&w->staging, length, e) ||
        site_check_range(w->staging.fd, blob->offset, length, &blob->check, e))
        return -1;
    return keep(w, entry, e);
}

int site_writer_end_index(struct site_writer *w, struct str path,
                          uint64_t length, struct err *e)
{
    int result = end_index(w, path, length, e);

    w->broken |= result != 0;
    return result;
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const struct site_entry *)a)->path,
                   ((const struct site_entry *)b)->path);
}

static int sort_entries(struct site_writer *w, struct err *e)
{
    if (w->count)
        qsort(w->entries, w->count, sizeof(*w->entries), by_path);
    for (size_t i = 1; i < w->count; i++)
        if (str_eq(w->entries[i - 1].path, w->entries[i].path)) {
            err_set(e, ERR_CONTENT, "two entries of one path: \"%.*s\"",
                    STR_ARG(w->entries[i].path));
            return err_at(e, str_from(w->staging.path), 0, 0);
        }
    return 0;
}

/* The table while it is put together. Types repeat: each is stored once. */
struct table_out {
    struct buf rows, strings;
    struct map types; /* from a type to its place in `strings` */
    struct arena arena;
};

static void put_text(struct table_out *t, struct site_row *row, size_t i,
                     struct str text)
{
    row->text[i].offset = (uint32_t)t->strings.len;
    row->text[i].length = (uint32_t)text.len;
    buf_put(&t->strings, text);
}

static void put_type(struct table_out *t, struct site_row *row, struct str type)
{
    uint32_t *known = map_get(&t->types, type);

    if (!known) {
        known = arena_new(&t->arena, uint32_t, 1);
        if (!known || !map_set(&t->types, type, known)) {
            t->strings.failed = true;
            return;
        }
        *known = (uint32_t)t->strings.len;
        buf_put(&t->strings, type);
    }
    row->text[1].offset = *known;
    row->text[1].length = (uint32_t)type.len;
}

static void put_entry(struct table_out *t, const struct site_entry *entry)
{
    struct site_row row = {
        .kind = entry->kind,
        .cache = entry->cache,
        .changed = entry->changed,
        .expires = entry->expires,
        .plain_length = entry->plain_length,
        .blob = {entry->blob[0], entry->blob[1], entry->blob[2]},
    };

    put_text(t, &row, 0, entry->path);
    put_type(t, &row, entry->type);
    put_text(t, &row, 2, entry->etag);
    put_text(t, &row, 3, entry->target);
    site_row_put(&t->rows, &row);
}

static int write_table(struct site_writer *w, struct table_out *t,
                       struct err *e)
{
    for (size_t i = 0; i < w->count; i++)
        put_entry(t, &w->entries[i]);
    if (t->rows.failed || t->strings.failed)
        return err_no_memory(e);
    if (t->strings.len > UINT32_MAX)
        return err_set(e, ERR_CONTENT,
                       "the paths of all entries are longer than 4 GiB");
    if (site_staging_add(&w->staging, buf_str(&t->rows), e) ||
        site_staging_add(&w->staging, buf_str(&t->strings), e))
        return -1;
    return site_staging_flush(&w->staging, e);
}

static int add_table(struct site_writer *w, struct err *e)
{
    struct table_out t = {0};

    map_init(&t.types, &t.arena);
    int result = write_table(w, &t, e);
    buf_release(&t.rows);
    buf_release(&t.strings);
    arena_release(&t.arena);
    return result;
}

/* The check is made of what the file holds, not of what was meant to be
 * written: the indexes came from elsewhere. */
static int check_body(int fd, struct site_header *h, struct err *e)
{
    size_t size = (size_t)h->table_length;
    char *table = malloc(size ? size : 1);

    if (!table)
        return err_no_memory(e);
    int result = file_pread(fd, table, size, h->table_offset, e);
    if (result == 0)
        result = site_check_body(fd, SITE_HEADER_SIZE,
                                 h->table_offset - SITE_HEADER_SIZE,
                                 str_of(table, size), &h->body_check, e);
    free(table);
    return result;
}

static int write_header(struct site_writer *w, uint64_t table_offset,
                        uint64_t *check, struct err *e)
{
    struct site_header h = {
        .version = SITE_VERSION,
        .length = site_staging_offset(&w->staging),
        .table_offset = table_offset,
        .entry_count = (uint32_t)w->count,
    };
    struct buf bytes = {0};

    h.table_length = h.length - table_offset;
    if (check_body(w->staging.fd, &h, e))
        return -1;
    *check = h.body_check;
    site_header_put(&bytes, &h);
    int result = bytes.failed
                     ? err_no_memory(e)
                     : site_staging_head(&w->staging, buf_str(&bytes), e);
    buf_release(&bytes);
    return result;
}

int site_writer_finish(struct site_writer *w, uint64_t *check, struct err *e)
{
    if (w->broken || w->finished)
        return err_set(e, ERR_SYSTEM,
                       "nothing to finish: writing has failed or ended before");
    w->broken = true; /* until all is well */
    if (sort_entries(w, e) ||
        site_staging_align(&w->staging, SITE_BLOB_ALIGN, e))
        return -1;
    uint64_t table_offset = site_staging_offset(&w->staging);
    if (add_table(w, e) || write_header(w, table_offset, check, e))
        return -1;
    w->broken = false;
    w->finished = true;
    return 0;
}

static int publish(struct site_writer *w, bool durable, struct err *e)
{
    uint64_t check;

    if (w->broken)
        return err_set(e, ERR_SYSTEM,
                       "nothing to publish: writing has failed before");
    if (!w->finished && site_writer_finish(w, &check, e))
        return -1;
    w->broken = true; /* at most once */
    return durable ? site_staging_publish(&w->staging, e)
                   : site_staging_rename(&w->staging, e);
}

int site_writer_publish(struct site_writer *w, struct err *e)
{
    return publish(w, true, e);
}

int site_writer_publish_quickly(struct site_writer *w, struct err *e)
{
    return publish(w, false, e);
}
