#include "indexer/preview/layer.h"

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#include "indexer/arrange/attachment.h"
#include "indexer/page/internal_entries.h"
#include "lib/site/site_names.h"

static int write_manifest(const struct layer *l, struct site_writer *w,
                          struct err *e)
{
    struct buf json = {0};

    buf_fmt(&json,
            "{\"preview\":true,\"layer_of\":\"%016" PRIx64
            "\",\"generation\":%" PRIu64 "}",
            l->layer_of, l->generation);
    int result = internal_json_write(w, S(SITE_NAME_MANIFEST), &json, e);
    buf_release(&json);
    return result;
}

static int write_entries(const struct layer *l, struct site *site,
                         struct press_task *const *tasks, size_t count,
                         const struct preview_report *report,
                         struct site_writer *w, struct err *e)
{
    if (write_manifest(l, w, e) || preview_report_write(report, w, e))
        return -1;
    for (size_t i = 0; i < count; i++)
        if (press_write(site, tasks[i], w, e))
            return -1;
    return attachments_write_new(site, w, e);
}

int layer_write(struct layer *l, struct site *site,
                struct press_task *const *tasks, size_t count,
                const struct preview_report *report, struct err *e)
{
    struct site_writer *w = site_writer_new(l->path.ptr, e);
    int result = -1;

    if (!w)
        return -1;
    l->generation++;
    if (write_entries(l, site, tasks, count, report, w, e) == 0)
        result = site_writer_publish_quickly(w, e);
    site_writer_free(w);
    return result;
}

int layer_remove(const struct layer *l, struct err *e)
{
    if (unlink(l->path.ptr) == 0 || errno == ENOENT)
        return 0;
    err_errno(e, "cannot remove");
    return err_at(e, l->path, 0, 0);
}
