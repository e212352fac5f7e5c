/* FILE.layer beside a preview file: what has changed since that was written. It
 * is a site file itself, with the entries that changed (pages, Markdown twins,
 * newly used attachments), preview.json, and this manifest:
 *
 *     {"preview": true, "layer_of": "16 hex digits: site_file_check() of FILE",
 *      "generation": N, which counts up}
 *
 * It holds all changes since FILE, and is replaced by a rename. Who serves FILE
 * looks an entry up here first, as long as `layer_of` names the FILE that it
 * serves. One thread. */
#ifndef GABAY_INDEXER_LAYER_H
#define GABAY_INDEXER_LAYER_H

#include "indexer/page/press.h"
#include "indexer/report/preview_report.h"

struct layer {
    struct str path;   /* FILE.layer */
    uint64_t layer_of; /* site_file_check() of FILE */
    uint64_t generation;
};

/* Writes it: the pages made, what attachments of the site are not written yet,
 * and the report. Counts the generation up. */
int layer_write(struct layer *l, struct site *site,
                struct press_task *const *tasks, size_t count,
                const struct preview_report *report, struct err *e);
/* Nothing to remove is no error. */
int layer_remove(const struct layer *l, struct err *e);

#endif
