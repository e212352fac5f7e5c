/* Any bytes as what git writes, in pieces: the first byte says how long, and
 * whether the clone is shallow and authors are asked for. */
#include <assert.h>

#include "indexer/history/git_log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES = 3 };

static void check(const struct git_log *log, const struct git_file *files)
{
    size_t open = 0;

    for (size_t i = 0; i < FILES; i++) {
        open += files[i].is_tracked && !files[i].is_settled;
        assert(files[i].changed_at >= 0 && files[i].changed_at < 253402300800);
        assert(files[i].author_count <= GIT_AUTHORS_MAX);
        assert(!files[i].is_cut || files[i].changed_at == 0);
    }
    assert(open == log->open);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[FILES] = {"en/a.md", "en/b.md", "n"};
    struct git_file files[FILES] = {0};
    struct arena arena = {0};
    struct git_log log;
    size_t piece = size ? data[0] % 64 + 1u : 1;

    git_log_init(&log, &arena, size && data[0] & 64 ? S("c/") : S(""));
    log.is_shallow = log.with_authors = size && data[0] & 128;
    for (size_t i = 0; i < FILES; i++) {
        files[i].path = str_from(paths[i]);
        if (!git_log_want(&log, &files[i]))
            break;
        git_log_track(&log, files[i].path);
    }
    for (size_t at = 1; at < size; at += piece)
        git_log_feed(&log,
                     str_sub(str_of((const char *)data, size), at, piece));
    check(&log, files);
    git_log_release(&log);
    arena_release(&arena);
    return 0;
}
