/* patch_site IN.gabay OUT.gabay ENTRY FILE: writes the site again with other
 * bytes for one internal entry; with expires=SECONDS for FILE, with the entry
 * expiring then. All checks of OUT hold, so it shows what the
 * server does when it is the content that is wrong. */
#include <stdio.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/file.h"
#include "lib/site/site_file.h"
#include "lib/site/site_writer.h"

enum { PATCH_MAX = 64 * 1024 * 1024 };

struct patch {
    struct str entry;
    struct str bytes; /* NULL: as they are */
    uint64_t expires; /* 0: as it is */
};

static int copy_index(struct site_writer *w, const struct site_entry *entry,
                      struct str bytes, struct err *e)
{
    uint64_t offset;
    int fd;

    if (site_writer_begin_index(w, &fd, &offset, e))
        return -1;
    if (pwrite(fd, bytes.ptr, bytes.len, (off_t)offset) != (ssize_t)bytes.len)
        return err_errno(e, "cannot write");
    return site_writer_end_index(w, entry->path, bytes.len, e);
}

static int copy_entry(struct site_writer *w, const struct site_file *f,
                      const struct site_entry *entry, const struct patch *asked,
                      struct err *e)
{
    const struct patch none = {{0}, {0}, 0};
    const struct patch *p = str_eq(entry->path, asked->entry) ? asked : &none;
    struct str patch = p->bytes;
    struct buf blob[3] = {{0}};
    struct site_entry_in in = {
        .path = entry->path,
        .kind = entry->kind,
        .cache = entry->cache,
        .type = entry->type,
        .target = entry->target,
        .changed = entry->changed,
        .expires = p->expires ? (int64_t)p->expires : entry->expires,
        .plain_length = patch.ptr ? patch.len : entry->plain_length,
    };
    int result = 0;

    for (int i = SITE_PLAIN; i <= SITE_BROTLI && result == 0; i++)
        if (entry->blob[i].offset) {
            result = site_file_read(f, &entry->blob[i], &blob[i], e);
            in.blob[i] = patch.ptr ? patch : buf_str(&blob[i]);
        }
    if (result == 0)
        result = entry->kind == SITE_INDEX
                     ? copy_index(w, entry, in.blob[SITE_PLAIN], e)
                     : site_writer_add(w, &in, e);
    for (int i = SITE_PLAIN; i <= SITE_BROTLI; i++)
        buf_release(&blob[i]);
    return result;
}

static int copy_all(struct site_writer *w, const struct site_file *f,
                    const struct patch *patch, struct err *e)
{
    if (!site_file_find(f, patch->entry))
        return err_set(e, ERR_CONTENT, "no such entry");
    for (size_t i = 0; i < site_file_count(f); i++) {
        const struct site_entry *entry = site_file_at(f, i);
        if (copy_entry(w, f, entry, patch, e))
            return -1;
    }
    return site_writer_publish(w, e);
}

static int read_patch(struct patch *p, char **argv, struct buf *bytes,
                      struct err *e)
{
    const struct str expires = STR("expires=");
    struct str what = str_from(argv[4]);

    p->entry = str_from(argv[3]);
    if (str_starts(what, expires))
        return str_to_u64(str_skip(what, expires.len), &p->expires)
                   ? 0
                   : err_set(e, ERR_USAGE, "expires= wants seconds");
    if (file_read(argv[4], PATCH_MAX, bytes, e) || !buf_room(bytes, 1))
        return -1;
    p->bytes = buf_str(bytes);
    return 0;
}

int main(int argc, char **argv)
{
    struct patch p = {0};
    struct err e = {0};
    struct buf patch = {0};
    struct site_file *f = NULL;
    struct site_writer *w = NULL;
    char text[1200];
    int result = 1;

    if (argc != 5 || read_patch(&p, argv, &patch, &e) ||
        !(f = site_file_open(argv[1], &e)) ||
        !(w = site_writer_new(argv[2], &e)) || copy_all(w, f, &p, &e))
        fprintf(stderr, "patch_site: %s\n", err_text(&e, text, sizeof(text)));
    else
        result = 0;
    site_writer_free(w);
    site_file_close(f);
    buf_release(&patch);
    return result;
}
