/* gabay-indexer import SYSTEM FROM -o CONTENT */
#ifndef GABAY_INDEXER_IMPORT_COMMAND_H
#define GABAY_INDEXER_IMPORT_COMMAND_H

/* argv[0] is "import". Gives the exit code. */
int import_command(int argc, char **argv);

#endif
