/* gabay-indexer keys: the keys that site.yaml and front matter may have. */
#ifndef GABAY_INDEXER_KEYS_COMMAND_H
#define GABAY_INDEXER_KEYS_COMMAND_H

#include "lib/err.h"

/* argv[0] is "keys". Gives the exit code, or -1. */
int keys_command(int argc, char **argv, struct err *e);

#endif
