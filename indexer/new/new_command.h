/* gabay-indexer new site DIR, gabay-indexer new article PATH */
#ifndef GABAY_INDEXER_NEW_COMMAND_H
#define GABAY_INDEXER_NEW_COMMAND_H

#include "lib/err.h"

/* argv[0] is "new". Gives the exit code, or -1. */
int new_command(int argc, char **argv, struct err *e);

#endif
