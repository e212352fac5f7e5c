/* Follows the file at a path: a thread of its own that notices a new one,
 * checks it whole, and swaps it in. One that is not sound is refused in one
 * line; what is served goes on. */
#ifndef GABAY_SERVER_RELOAD_H
#define GABAY_SERVER_RELOAD_H

#include "lib/err.h"
#include "server/live.h"
#include "server/site_holder.h"

struct reload;

/* `path`, `base_url`, `supervisor` (whom to tell of what reload_now() asks for;
 * see supervisor.h; both may be NULL), `live` and the holder must outlive it.
 * With `live` previews are taken, too, and what changes is told to it; NULL:
 * they are not. Block the signals before. */
struct reload *reload_start(const char *path, const char *base_url,
                            const char *supervisor, struct live *live,
                            struct site_holder *holder, struct err *e);
/* Opens the file again, whether it has changed or not. Any thread. */
void reload_now(struct reload *r);
void reload_stop(struct reload *r);

#endif
