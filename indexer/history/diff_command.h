/* gabay-indexer diff: what a new site file changes, for people and for a gate
 * of continuous integration. */
#ifndef GABAY_INDEXER_DIFF_COMMAND_H
#define GABAY_INDEXER_DIFF_COMMAND_H

#include "lib/err.h"

/* argv[0] is "diff". Gives the exit code, ERR_CONTENT when addresses lack a
 * redirect, or -1. */
int diff_command(int argc, char **argv, struct err *e);

#endif
