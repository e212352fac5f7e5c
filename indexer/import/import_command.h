/* gabay-indexer import SYSTEM FROM -o CONTENT */
#ifndef GABAY_INDEXER_IMPORT_COMMAND_H
#define GABAY_INDEXER_IMPORT_COMMAND_H

#include "lib/err.h"

/* argv[0] is "import". Gives the exit code, or -1. */
int import_command(int argc, char **argv, struct err *e);

#endif
