/* gabay-indexer analyse: how a language's words become terms. */
#ifndef GABAY_INDEXER_ANALYSE_COMMAND_H
#define GABAY_INDEXER_ANALYSE_COMMAND_H

#include "lib/err.h"

/* argv[0] is the command's name. Reads words from standard input, one a line,
 * and prints "word TAB stem [TAB stem ...]", one stem for each word that the
 * analyser cuts the line into. Gives the exit code, or -1. */
int analyse_command(int argc, char **argv, struct err *e);

#endif
