#include "lib/xapian/barrier.h"

#include <cstring>
#include <memory>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

/* The first block of a single-file database (glass): magic, then the UUID. */
static const char GLASS_MAGIC[] = "\x0f\x0dXapian Glass";
enum { UUID_AT = 16, UUID_SIZE = 16, BLOCK = 64 * 1024 };

/* Not Xapian's multipass: it needs room for a copy. */
static const unsigned COMPACT = Xapian::Compactor::FULL;

static int join(const char *const *folders, size_t count, unsigned how, int own,
                struct err *e)
{
    return barrier(e, [&] {
        Xapian::Database all;

        try {
            for (size_t i = 0; i < count; i++)
                all.add_database(
                    Xapian::Database(folders[i], Xapian::DB_BACKEND_GLASS));
        } catch (...) {
            close(own);
            throw;
        }
        try {
            all.compact(own, how);
        } catch (const Xapian::LogicError &) {
            /* Refused beforehand (docids overlap); all other errors come when
             * the descriptor was already taken over and closed. */
            close(own);
            throw;
        }
        return 0;
    });
}

using hash_state =
    std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t *)>;

/* The hash of all that was written, the UUID counted as zero bytes. */
static int hash_content(int fd, uint64_t offset, uint64_t length,
                        XXH128_canonical_t *out, struct err *e)
{
    hash_state state(XXH3_createState(), XXH3_freeState);
    std::string block(BLOCK, '\0');

    if (!state || XXH3_128bits_reset(state.get()) == XXH_ERROR)
        return err_no_memory(e);
    for (uint64_t at = 0; at < length; at += BLOCK) {
        size_t n = length - at < BLOCK ? static_cast<size_t>(length - at)
                                       : static_cast<size_t>(BLOCK);
        if (file_pread(fd, &block[0], n, offset + at, e))
            return -1;
        if (at == 0 &&
            memcmp(block.data(), GLASS_MAGIC, sizeof(GLASS_MAGIC) - 1) != 0)
            return err_set(e, ERR_SYSTEM,
                           "Xapian %s wrote a layout that is not known",
                           xapian_version());
        if (at == 0)
            memset(&block[UUID_AT], 0, UUID_SIZE);
        XXH3_128bits_update(state.get(), block.data(), n);
    }
    XXH128_canonicalFromHash(out, XXH3_128bits_digest(state.get()));
    return 0;
}

static int name_by_content(int fd, uint64_t offset, uint64_t length,
                           struct err *e)
{
    XXH128_canonical_t uuid;

    static_assert(sizeof(uuid.digest) == UUID_SIZE, "the hash fills the UUID");
    if (length < UUID_AT + UUID_SIZE)
        return err_set(e, ERR_SYSTEM, "Xapian wrote no search index");
    if (hash_content(fd, offset, length, &uuid, e))
        return -1;
    if (pwrite(fd, uuid.digest, UUID_SIZE,
               static_cast<off_t>(offset + UUID_AT)) != UUID_SIZE)
        return err_errno(e, "cannot write the search index");
    return 0;
}

static int compact(const char *const *folders, size_t count, unsigned how,
                   int fd, uint64_t offset, uint64_t *length, struct err *e)
{
    struct stat st;

    if (count == 0)
        return err_set(e, ERR_SYSTEM, "no search index to compact");
    if (ftruncate(fd, static_cast<off_t>(offset)) < 0)
        return err_errno(e, "cannot make room for the search index");
    int own = reopen_at(fd, O_RDWR, offset, e);
    if (own < 0 || join(folders, count, how, own, e))
        return -1;
    if (fstat(fd, &st) < 0)
        return err_errno(e, "cannot read the search index");
    *length = static_cast<uint64_t>(st.st_size) - offset;
    return barrier(e, [&] { return name_by_content(fd, offset, *length, e); });
}

int xapian_compact(const char *const *folders, size_t count, int fd,
                   uint64_t offset, uint64_t *length, struct err *e)
{
    return compact(folders, count, COMPACT | Xapian::DBCOMPACT_NO_RENUMBER, fd,
                   offset, length, e);
}

int xapian_compact_numbered(const char *const *folders, size_t count, int fd,
                            uint64_t offset, uint64_t *length, struct err *e)
{
    return compact(folders, count, COMPACT, fd, offset, length, e);
}
