/* The sub-commands of gabay-server, each in a file of its name. */
#ifndef GABAY_SERVER_COMMAND_H
#define GABAY_SERVER_COMMAND_H

#include <stdbool.h>

#include "lib/err.h"
#include "lib/option.h"

/* argv[0] is the command's name. Returns the exit code. Problems have been
 * printed on standard error, one line each. */
typedef int command(int argc, char **argv);

command serve_command;
command inspect_command;
command search_command;
command answer_command;
command publish_command;
command rollback_command;
command export_command;
command token_command;

/* Prints a usage line and the table of options. */
void command_help(const char *usage, const struct option_row *rows);
/* Prints the error; returns its exit code. */
int command_failed(const struct err *e);
/* Flushes standard output; 0, or the exit code when it cannot be written. */
int command_done(void);

#endif
