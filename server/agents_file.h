/* NAME.agents.gabay goes with NAME.gabay when that is published or brought
 * back (lib/site/site_agents.h). */
#ifndef GABAY_SERVER_AGENTS_FILE_H
#define GABAY_SERVER_AGENTS_FILE_H

#include "server/site.h"

/* Opens and checks the file for agents beside `path`. NULL without an error
 * (e->code is ERR_NONE) when there is none. One that was compiled with another
 * public file than that of this check is an error. */
struct site *agents_file_open(const char *path, uint64_t public_check,
                              struct err *e);

/* Looks for the file beside `path` and adds it to the public site of that path,
 * before that is served. One that is damaged, or of another run, is told in a
 * line of the log, and the site goes on without it. */
void agents_file_attach(struct site *site, const char *path);
/* Of the file beside `path` as it is now; empty when there is none. */
struct site_stamp agents_file_stamp(const char *path);

/* Publishes `agents` beside `path`; with NULL what is there is taken away, and
 * kept. */
int agents_file_publish(const struct site *agents, const char *path, long keep,
                        struct err *e);
/* Brings back the one that was compiled with the public file of this check, or
 * takes away what is there when none is kept. `*back`: there is one now. */
int agents_file_restore(const char *path, uint64_t public_check, bool *back,
                        struct err *e);

#endif
