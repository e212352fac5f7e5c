#include "indexer/arrange/attachment.h"

#include "indexer/base/path.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "indexer/base/asset_entry.h"
#include "lib/file.h"
#include "lib/slug.h"

enum { ATTACHMENT_MAX = 64 << 20 };

static int read_attachment(struct site *site, const struct attachment *t,
                           struct buf *out, struct err *e)
{
    struct buf path = {0};

    buf_fmt(&path, "%s/%.*s", site->root, STR_ARG(t->file));
    buf_char(&path, '\0');
    int result = path.failed ? err_no_memory(e)
                             : file_read(path.ptr, ATTACHMENT_MAX, out, e);
    buf_release(&path);
    return result;
}

static struct str make_address(struct site *site, const struct attachment *t,
                               struct str bytes)
{
    struct str name = path_name(t->file);
    size_t dot = str_find_last(name, '.');
    struct buf out = {0}, slug = {0};

    buf_fmt(&out, "%.*s/assets/", STR_ARG(site->config.prefix));
    slug_put(&slug, str_of(name.ptr, dot));
    buf_url_part(&out, slug.len ? buf_str(&slug) : S("file"));
    buf_fmt(&out, ".%08x", (unsigned)XXH3_64bits(bytes.ptr, bytes.len));
    buf_url_path(&out, str_skip(name, dot));
    struct str s = buf_copy(&out, &site->arena);
    site->arena.failed |= out.failed || slug.failed;
    buf_release(&slug);
    buf_release(&out);
    return s;
}

struct str attachment_use(struct site *site, struct attachment *t)
{
    struct buf bytes = {0};
    struct err e = {0};

    pthread_mutex_lock(&site->attachments_lock);
    if (t->address.len == 0) {
        if (read_attachment(site, t, &bytes, &e) == 0) {
            image_size(buf_str(&bytes), &t->image);
            t->size = bytes.len;
            t->address = make_address(site, t, buf_str(&bytes));
        } else {
            problem_add_err(&site->problems, CHECK_UNREADABLE, t->file, &e);
        }
    }
    struct str address = t->address;
    pthread_mutex_unlock(&site->attachments_lock);
    buf_release(&bytes);
    return address;
}

struct image_size attachment_size(struct site *site, struct attachment *t)
{
    pthread_mutex_lock(&site->attachments_lock);

    struct image_size size = t->image;
    bool first = size.width == 0 && !t->is_warned;

    t->is_warned |= first;
    pthread_mutex_unlock(&site->attachments_lock);
    if (first)
        problem_add(&site->problems, CHECK_IMAGE_SIZE, t->file, 0, 0,
                    "no width and height are found in this image: pages jump "
                    "when it appears; save it anew as PNG, JPEG, GIF, WebP, "
                    "AVIF or SVG");
    return size;
}

static int write_one(struct site *site, const struct attachment *t,
                     struct site_writer *w, struct err *e)
{
    struct buf bytes = {0};
    int result = read_attachment(site, t, &bytes, e);

    if (result == 0)
        result = asset_write(w, t->address, path_name(t->file), buf_str(&bytes),
                             false, e);
    buf_release(&bytes);
    return result;
}

/* Of those alike the first. */
static int write_used(struct site *site, struct site_writer *w, bool all,
                      struct err *e)
{
    struct map written;

    map_init(&written, &site->arena);
    for (size_t i = 0; i < site->attachment_count; i++) {
        struct attachment *t = &site->attachments[i];
        bool known = map_get(&written, t->address) != NULL;
        if (t->address.len == 0 || known)
            continue;
        if (!map_set(&written, t->address, t))
            return err_no_memory(e);
        if ((all || !t->is_written) && write_one(site, t, w, e))
            return -1;
        t->is_written |= all;
    }
    return 0;
}

int attachments_write(struct site *site, struct site_writer *w, struct err *e)
{
    return write_used(site, w, true, e);
}

int attachments_write_new(struct site *site, struct site_writer *w,
                          struct err *e)
{
    return write_used(site, w, false, e);
}
