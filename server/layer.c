#include "server/layer.h"

#include <stdlib.h>

#include "lib/site/site_names.h"
#include "lib/value.h"
#include "server/page_changes.h"
#include "server/log.h"
#include "server/manifest.h"

void layer_free(struct layer *l)
{
    while (l) {
        struct layer *before = l->before;
        site_file_close(l->file);
        free(l);
        l = before;
    }
}

/* Does the layer say that it is one of this file? */
static int belongs(const struct site_file *layer, const struct site_file *under,
                   bool *out, struct err *e)
{
    struct arena a = {0};
    struct manifest_preview is;
    int result = manifest_read_preview(layer, &a, &is, e);

    if (result == 0)
        *out =
            is.preview && is.is_layer && is.layer_of == site_file_check(under);
    else
        err_at(e, str_from(site_file_path(layer)), 0, 0);
    arena_release(&a);
    return result;
}

int layer_open(const char *path, const struct site_file *under,
               struct layer **out, struct err *e)
{
    struct site_file *f = site_file_open(path, e);
    bool wanted = false;

    *out = NULL;
    if (!f)
        return -1;
    int result = belongs(f, under, &wanted, e);
    if (result == 0 && wanted) {
        *out = calloc(1, sizeof(**out));
        if (*out) {
            (*out)->file = f;
            return 0;
        }
        result = err_no_memory(e);
    }
    site_file_close(f);
    return result;
}

static unsigned count(const struct layer *l)
{
    unsigned n = 0;

    for (; l; l = l->before)
        n++;
    return n;
}

static void lay(struct site *s, struct layer *next, struct live *live)
{
    struct layer *old = atomic_load(&s->layer);
    const struct page_view before = {old ? old->file : NULL, s->file};
    const struct page_view after = {next->file, s->file};
    struct buf changed = {0};

    page_changes_put(&before, &after, &changed);
    next->before = old;
    atomic_store(&s->layer, next);
    live_changed(live, changed.failed ? S("null") : buf_str(&changed));
    buf_release(&changed);
}

static void open_next(struct layer_watch *w, struct site *s, struct live *live)
{
    char text[sizeof(struct err)];
    struct err e = {0};
    struct layer *next;

    if (layer_open(w->path, s->file, &next, &e))
        log_line("%s; it is not looked at", err_text(&e, text, sizeof(text)));
    else if (next)
        lay(s, next, live);
}

bool layer_look(struct layer_watch *w, struct site_holder *holder,
                struct live *live)
{
    struct site *s = site_get(holder);
    struct site_stamp stamp;
    uint64_t under = site_file_check(s->file);
    bool news = site_stamp_of(w->path, &stamp) &&
                (!site_stamp_eq(stamp, w->seen) || under != w->under);
    struct layer *head = atomic_load(&s->layer);

    if (head && head->before)
        layer_free(site_holder_retire(holder, s));
    bool waits = news && count(head) >= LAYERS_MAX;
    if (news && !waits) {
        w->seen = stamp;
        w->under = under;
        open_next(w, s, live);
    }
    site_put(s);
    return waits;
}
