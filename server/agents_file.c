#include "server/agents_file.h"

#include <errno.h>
#include <unistd.h>

#include "lib/site/site_agents.h"
#include "server/kept.h"
#include "server/log.h"

static const char *beside(struct arena *a, const char *path, struct err *e)
{
    const char *name = site_agents_path(a, path);

    if (!name)
        err_no_memory(e);
    return name;
}

static struct site *open_checked(const char *name, uint64_t public_check,
                                 struct err *e)
{
    struct site *site = site_open(name, NULL, e);

    if (!site || (site->manifest.for_agents &&
                  site->manifest.public_check == public_check))
        return site;
    site_close(site);
    err_set(e, ERR_CONTENT,
            "was not compiled with the public file: copy both of one run");
    err_at(e, str_from(name), 0, 0);
    return NULL;
}

struct site *agents_file_open(const char *path, uint64_t public_check,
                              struct err *e)
{
    struct arena a = {0};
    const char *name = beside(&a, path, e);
    struct site *site = NULL;

    if (name && access(name, F_OK) == 0) {
        site = open_checked(name, public_check, e);
    } else if (name && errno != ENOENT) {
        err_errno(e, "cannot look for it");
        err_at(e, str_from(name), 0, 0);
    }
    arena_release(&a);
    return site;
}

struct site_stamp agents_file_stamp(const char *path)
{
    struct arena a = {0};
    struct site_stamp stamp = {0};
    const char *name = beside(&a, path, NULL);

    if (!name || !site_stamp_of(name, &stamp))
        stamp = (struct site_stamp){0};
    arena_release(&a);
    return stamp;
}

void agents_file_attach(struct site *site, const char *path)
{
    char text[sizeof(struct err)];
    struct err e = {0};

    site->agents_stamp = agents_file_stamp(path);
    site->agents = agents_file_open(path, site_file_check(site->file), &e);
    if (site->agents)
        site->agents->origin = site->origin;
    else if (e.code)
        log_line("%s; goes on without what is for agents",
                 err_text(&e, text, sizeof(text)));
}

int agents_file_publish(const struct site *agents, const char *path, long keep,
                        struct err *e)
{
    struct arena a = {0};
    const char *name = beside(&a, path, e);
    int result = !name    ? -1
                 : agents ? kept_publish(agents->file, name, keep, e)
                          : kept_retire(name, keep, e);

    arena_release(&a);
    return result;
}

/* What belongs to another file, or cannot be read, is not the one. */
static int belongs(const char *path, void *ctx, struct err *e)
{
    const uint64_t *check = ctx;
    struct err why = {0};
    struct site *site = open_checked(path, *check, &why);

    if (site) {
        site_close(site);
        return 0;
    }
    if (why.code == ERR_CONTENT)
        return 1;
    *e = why;
    return -1;
}

static int restore(const char *name, uint64_t check, bool *back, struct err *e)
{
    int missing = access(name, F_OK) == 0 ? belongs(name, &check, e) : 1;

    if (missing == 1)
        missing = kept_restore(name, belongs, &check, e);
    *back = missing == 0;
    if (missing != 1 || unlink(name) == 0 || errno == ENOENT)
        return missing < 0 ? -1 : 0;
    err_errno(e, "cannot remove");
    return err_at(e, str_from(name), 0, 0);
}

int agents_file_restore(const char *path, uint64_t public_check, bool *back,
                        struct err *e)
{
    struct arena a = {0};
    const char *name = beside(&a, path, e);
    int result = name ? restore(name, public_check, back, e) : -1;

    arena_release(&a);
    return result;
}
