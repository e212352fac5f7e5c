/* The command line. One table per program drives parsing, --help and the
 * checks of the manual: nothing else reads arguments or the environment. */
#ifndef GABAY_OPTION_H
#define GABAY_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_TEXTS, /* may be given again, in no configuration file */
    OPTION_NUMBER,
    OPTION_ACTION, /* a flag that no configuration file has: --help */
    OPTION_CONFIG, /* names the configuration file: in none either */
};

enum { OPTION_TEXTS_MAX = 16 };

/* What an OPTION_TEXTS was given, in order. */
struct option_texts {
    const char *texts[OPTION_TEXTS_MAX];
    size_t count;
};

struct option_row {
    const char *name; /* long name without dashes: "base-url" */
    char letter;      /* 'o', or 0 */
    enum option_kind kind;
    const char *argument; /* shown in --help: "URL"; NULL for flags */
    const char *help;     /* one sentence fragment, lower case */
    size_t offset;        /* of a bool, const char *, struct option_texts
                             or long in the options */
    long min, max;        /* for numbers */
};

/* Parses argv[1..] into `options` (which holds the defaults) by `rows` (ends
 * with a NULL name). "--x=v", "--x v", "-o v", "-ov"; "--x" and "--x=true",
 * "--x=false" for flags; "--" ends options.
 * Operands are moved to the front of argv[1..] and counted in `*operands`.
 * Errors are ERR_USAGE. --help and --version are rows like any other. */
int option_parse(const struct option_row *rows, int argc, char **argv,
                 void *options, int *operands, struct err *e);

/* Reads a configuration file into `options`: lines "name = value" with the long
 * names of the table, flags true or false, spaces round both dropped; empty
 * lines and lines that begin with '#' are comments. Texts live in `a`. What is
 * no option of the table, or stands there twice, is an error with its line.
 * Parse the command line after it, so that it wins. */
int option_read_file(const struct option_row *rows, const char *path,
                     struct arena *a, void *options, struct err *e);

/* The table as aligned text, a row an option. */
void option_help(const struct option_row *rows, struct buf *out);
/* A configuration file of the values in `options`, as they are set without it:
 * all of it comments, to be uncommented and changed. */
void option_config(const struct option_row *rows, const void *options,
                   struct buf *out);

#endif
