/* The whole preview, compiled by a thread of its own, so that what is saved
 * meanwhile is shown at once. */
#ifndef GABAY_INDEXER_BUILDER_H
#define GABAY_INDEXER_BUILDER_H

#include "indexer/compile/edition.h"

struct builder;

/* `o` is copied at each start; its texts must outlive the builder. */
struct builder *builder_new(struct err *e);
/* Waits for what is under way and drops it. */
void builder_free(struct builder *b);

/* Becomes readable when a compile has ended. */
int builder_fd(const struct builder *b);
bool builder_is_busy(const struct builder *b);
/* Begins; it is not busy. `forgets`: all articles are read again. */
int builder_start(struct builder *b, const struct compile_options *o,
                  bool forgets, struct err *e);
/* What has ended since the last call, as edition_make() gives it; -1: nothing
 * has. */
int builder_take(struct builder *b, struct edition **edition);

#endif
