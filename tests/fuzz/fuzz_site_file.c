/* The site file's reader on arbitrary bytes: as they are, and with length and
 * checks made right, so that what is behind them is reached. The seeds are
 * small files that the writer made, and a few foreign ones. */
#include <unistd.h>

#include "lib/buf.h"
#include "lib/site/site_file.h"
#include "lib/site/site_layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void use_entry(const struct site_file *f, const struct site_entry *entry)
{
    struct buf b = {0};
    char path[4096];

    require(site_file_find(f, entry->path) == entry);
    for (size_t i = 0; i < 3; i++) {
        const struct site_blob *blob = &entry->blob[i];
        require(blob->length <= site_file_length(f));
        require(blob->offset <= site_file_length(f) - blob->length);
        buf_clear(&b);
        if (blob->offset && site_file_read(f, blob, &b, NULL) == 0)
            require(b.len == blob->length);
    }
    snprintf(path, sizeof(path), "%.*s", STR_ARG(entry->path));
    site_file_load(f, path, &b, NULL);
    buf_release(&b);
}

static void use(int fd)
{
    char path[64], text[2048];
    struct err e = {0};

    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    struct site_file *f = site_file_open(path, &e);
    if (f) {
        for (size_t i = 0; i < site_file_count(f); i++)
            use_entry(f, site_file_at(f, i));
        site_file_close(f);
    } else {
        require(e.code == ERR_CONTENT);
        require(!strchr(err_text(&e, text, sizeof(text)), '\n'));
    }
}

static void seal(struct buf *b)
{
    struct site_header h;
    struct buf head = {0};

    site_header_get(b->ptr, &h);
    h.version = SITE_VERSION;
    h.length = b->len;
    h.table_length = h.length - h.table_offset;
    {
        size_t at = h.table_offset < b->len ? (size_t)h.table_offset : b->len;
        size_t from = at < SITE_HEADER_SIZE ? at : SITE_HEADER_SIZE;
        struct str whole = buf_str(b);
        require(site_check_body_bytes(str_sub(whole, from, at - from),
                                      str_skip(whole, at), &h.body_check) == 0);
    }
    site_header_put(&head, &h);
    require(head.len == SITE_HEADER_SIZE);
    memcpy(b->ptr, head.ptr, head.len);
    buf_release(&head);
}

static void store(int fd, struct str bytes)
{
    require(ftruncate(fd, 0) == 0);
    require(pwrite(fd, bytes.ptr, bytes.len, 0) == (ssize_t)bytes.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char name[] = "/tmp/gabay-fuzz-XXXXXX";
    struct buf b = {0};
    int fd = mkstemp(name);

    require(fd >= 0 && unlink(name) == 0);
    buf_add(&b, data, size);
    store(fd, buf_str(&b));
    use(fd);
    if (size >= SITE_HEADER_SIZE) {
        seal(&b);
        store(fd, buf_str(&b));
        use(fd);
    }
    close(fd);
    buf_release(&b);
    return 0;
}
