#include "indexer/preview/watch_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file.h"
#include "lib/site/site_agents.h"

static int fail(const struct watch_folder *f, const char *what, struct err *e)
{
    err_errno(e, "%s", what);
    return err_at(e, str_from(f->path), 0, 0);
}

int watch_folder_mend(const struct watch_folder *f, struct err *e)
{
    if (mkdir(f->path, 0700) < 0 && errno != EEXIST)
        return fail(f, "cannot create the folder", e);
    return 0;
}

static int lock(struct watch_folder *f, struct err *e)
{
    f->fd = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (f->fd < 0)
        return fail(f, "cannot open the folder", e);
    if (flock(f->fd, LOCK_EX | LOCK_NB) == 0)
        return 0;
    close(f->fd);
    f->fd = -1;
    if (errno != EWOULDBLOCK)
        return fail(f, "cannot lock", e);
    err_set(e, ERR_USAGE,
            "another gabay-indexer --watch writes this file: end that one, or "
            "name another file");
    return err_at(e, str_from(f->path), 0, 0);
}

int watch_folder_open(struct watch_folder *f, const char *output, struct err *e)
{
    const char *beside;

    *f = (struct watch_folder){.fd = -1};
    beside = site_agents_path(&f->arena, output);
    f->path = arena_fmt(&f->arena, "%s.watch", output).ptr;
    f->agents = beside ? arena_fmt(&f->arena, "%s.watch", beside).ptr : NULL;
    if (!f->path || !f->agents)
        return err_no_memory(e);
    return watch_folder_mend(f, e) || lock(f, e) ? -1 : 0;
}

void watch_folder_close(struct watch_folder *f)
{
    if (f->fd >= 0) {
        file_remove_tree(f->path, NULL);
        file_remove_tree(f->agents, NULL);
        close(f->fd);
    }
    arena_release(&f->arena);
    *f = (struct watch_folder){.fd = -1};
}
