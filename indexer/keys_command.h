/* gabay-indexer keys: the keys that site.yaml and front matter may have. */
#ifndef GABAY_INDEXER_KEYS_COMMAND_H
#define GABAY_INDEXER_KEYS_COMMAND_H

/* argv[0] is "keys". Gives the exit code. */
int keys_command(int argc, char **argv);

#endif
