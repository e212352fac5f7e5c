/* Drives a fuzz target without libFuzzer: every file of a corpus, then
 * mutations of them, always the same ones in the same order.
 *
 *     fuzz_X CORPUS ROUNDS      so many mutations
 *     fuzz_X CORPUS SECONDSs    as many as fit into that time
 *
 * Each input is kept in a file beside the program while it runs: what the
 * target died of is left in `fuzz_X.input`, to be mended and then moved into
 * the corpus. Nothing measures what an input reaches, so a corpus is worth as
 * much as its variety. */
#include <fcntl.h>
#include <unistd.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 256 * 1024, CHUNK_MAX = 64 };

struct driver {
    const char *name;
    char kept[4096]; /* the file with the current input */
    int fd;
    struct arena arena;
    struct str *seeds;
    size_t seed_count;
    uint64_t random;
    unsigned long inputs;
};

/* xorshift64*, a fixed start. */
static size_t below(struct driver *d, size_t limit)
{
    d->random ^= d->random >> 12;
    d->random ^= d->random << 25;
    d->random ^= d->random >> 27;
    return limit ? (size_t)((d->random * 0x2545F4914F6CDD1DU) >> 33) % limit
                 : 0;
}

static void fail(const struct driver *d, const char *why)
{
    printf("not ok 1 - fuzz %s: %s\n", d->name, why);
    exit(1);
}

static void run(struct driver *d, struct str input)
{
    /* A block of its own size: reading beyond it is seen by the sanitizer. */
    uint8_t *exact = malloc(input.len ? input.len : 1);

    if (!exact || ftruncate(d->fd, (off_t)input.len) < 0 ||
        pwrite(d->fd, input.ptr, input.len, 0) != (ssize_t)input.len)
        fail(d, "cannot keep the input");
    if (input.len)
        memcpy(exact, input.ptr, input.len);
    LLVMFuzzerTestOneInput(exact, input.len);
    free(exact);
    d->inputs++;
}

/* Replaces `removed` bytes at `at` by `added`. */
static void replace(struct buf *b, size_t at, size_t removed, struct str added)
{
    char copy[CHUNK_MAX]; /* `added` may lie in the buffer itself */
    size_t n = added.len < sizeof(copy) ? added.len : sizeof(copy);

    memcpy(copy, added.ptr ? added.ptr : "", n);
    if (b->len - removed + n > INPUT_MAX || !buf_room(b, n))
        return;
    memmove(b->ptr + at + n, b->ptr + at + removed, b->len - at - removed);
    memcpy(b->ptr + at, copy, n);
    b->len = b->len - removed + n;
}

static struct str random_piece(struct driver *d, struct str s)
{
    size_t at = below(d, s.len);

    return str_sub(s, at, 1 + below(d, CHUNK_MAX));
}

static void mutate(struct driver *d, struct buf *b)
{
    static const char odd[] = {0, 1, 8, 0x7f, '\x80', '\xff', '/', '"', '<'};
    struct str seed = d->seeds[below(d, d->seed_count)];
    size_t at = below(d, b->len);
    size_t rest = random_piece(d, str_skip(buf_str(b), at)).len;

    switch (b->len ? below(d, 7) : 6) {
    case 0: b->ptr[at] = (char)(b->ptr[at] ^ (1 << below(d, 8))); break;
    case 1: b->ptr[at] = (char)below(d, 256); break;
    case 2: b->ptr[at] = odd[below(d, sizeof(odd))]; break;
    case 3: replace(b, at, rest, (struct str){0}); break;
    case 4: replace(b, at, 0, random_piece(d, buf_str(b))); break;
    case 5: replace(b, at, rest, random_piece(d, seed)); break;
    default: replace(b, at, 0, random_piece(d, seed));
    }
}

static void read_corpus(struct driver *d, const char *folder)
{
    struct file_list list = {0};
    struct buf b = {0};
    struct err e = {0};

    if (file_walk(folder, &d->arena, &list, &e))
        fail(d, e.message);
    d->seeds = arena_new(&d->arena, struct str, list.count);
    for (size_t i = 0; i < list.count; i++) {
        struct str path =
            arena_fmt(&d->arena, "%s/%s", folder, list.entries[i].path.ptr);
        if (list.entries[i].is_folder)
            continue;
        buf_clear(&b);
        if (!path.ptr || !d->seeds || file_read(path.ptr, INPUT_MAX, &b, &e))
            fail(d, e.message);
        d->seeds[d->seed_count++] = arena_str(&d->arena, buf_str(&b));
    }
    buf_release(&b);
    if (d->seed_count == 0 || d->arena.failed)
        fail(d, "no corpus");
}

static void run_mutation(struct driver *d, struct buf *b)
{
    buf_clear(b);
    buf_put(b, d->seeds[below(d, d->seed_count)]);
    for (size_t i = 1 + below(d, 6); i > 0; i--)
        mutate(d, b);
    run(d, buf_str(b));
}

static void run_all(struct driver *d, unsigned long rounds, time_t seconds)
{
    struct buf b = {0};
    time_t end = time(NULL) + seconds;

    for (size_t i = 0; i < d->seed_count; i++)
        run(d, d->seeds[i]);
    for (unsigned long i = 0; seconds ? time(NULL) < end : i < rounds; i++)
        run_mutation(d, &b);
    buf_release(&b);
}

int main(int argc, char **argv)
{
    struct driver d = {.random = 0x9E3779B97F4A7C15U};
    char *unit = NULL;

    if (argc != 3) {
        fprintf(stderr, "usage: %s CORPUS ROUNDS|SECONDSs\n", argv[0]);
        return 2;
    }
    d.name = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
    if (strncmp(d.name, "fuzz_", 5) == 0)
        d.name += 5;
    unsigned long amount = strtoul(argv[2], &unit, 10);
    snprintf(d.kept, sizeof(d.kept), "%s.input", argv[0]);
    d.fd = open(d.kept, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (d.fd < 0)
        fail(&d, "cannot keep the input");
    read_corpus(&d, argv[1]);
    run_all(&d, amount, *unit == 's' ? (time_t)amount : 0);
    close(d.fd);
    unlink(d.kept);
    arena_release(&d.arena);
    printf("ok 1 - fuzz %s: %lu inputs\n", d.name, d.inputs);
    return 0;
}
