#include "server/search_desk.h"

#include <time.h>

#include "lib/icu/locale.h"
#include "server/expiry.h"

void desk_release(struct desk *d)
{
    for (size_t i = 0; d->opened && i < d->manifest.locale_count; i++)
        if (d->opened[i])
            search_locale_close(d->opened[i]);
    if (d->file)
        site_file_close(d->file);
    arena_release(&d->arena);
}

int desk_open(struct desk *d, const char *path, struct err *e)
{
    d->file = site_file_open(path, e);
    if (!d->file || manifest_read(d->file, &d->arena, &d->manifest, e))
        return -1;
    d->opened =
        arena_new(&d->arena, struct search_locale *, d->manifest.locale_count);
    return d->opened ? 0 : err_no_memory(e);
}

static int find_locale(const struct desk *d, struct str tag, size_t *at,
                       struct err *e)
{
    char canonical[LOCALE_MAX];
    struct str wanted = tag;

    if (locale_of_folder(tag, canonical))
        wanted = str_from(canonical);
    for (size_t i = 0; i < d->manifest.locale_count; i++) {
        *at = i;
        if (str_eq(d->manifest.locales[i].tag, wanted))
            return 0;
    }
    return err_set(e, ERR_USAGE, "the file has no locale \"%.*s\"",
                   STR_ARG(tag));
}

int desk_ask(struct desk *d, struct str tag,
             const struct search_request *request, struct arena *a,
             struct value **answer, struct err *e)
{
    size_t at = 0;

    if (find_locale(d, tag, &at, e))
        return -1;
    if (!d->opened[at])
        d->opened[at] =
            search_locale_open(d->file, d->manifest.locales[at].tag, e);
    if (!d->opened[at])
        return -1;
    if (search_refusal(d->opened[at]))
        return err_set(e, ERR_CONTENT, "%s", search_refusal(d->opened[at]));

    struct searcher *s = searcher_take(d->opened[at], e);
    if (!s)
        return -1;
    int result = search_run(s, request, a, answer, e);
    searcher_give(s);
    struct timespec now;
    if (result == 0 && clock_gettime(CLOCK_REALTIME, &now) == 0)
        expiry_drop(d->file, *answer, request->origin, now.tv_sec);
    return result;
}
