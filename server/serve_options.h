/* The options of `gabay-server [serve] FILE`. */
#ifndef GABAY_SERVER_SERVE_OPTIONS_H
#define GABAY_SERVER_SERVE_OPTIONS_H

#include <stdbool.h>

#include "lib/err.h"

struct serve_options {
    const char *file; /* NULL with --help and --version only */
    const char *listen, *base_url;
    bool quiet, help, version;
};

int serve_options_read(int argc, char **argv, struct serve_options *out,
                       struct err *e);
void serve_options_help(void);

#endif
