/* The options of `gabay-server [serve] FILE`. */
#ifndef GABAY_SERVER_SERVE_OPTIONS_H
#define GABAY_SERVER_SERVE_OPTIONS_H

#include <stdbool.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "server/client_address.h"

/* Defaults where no option says otherwise. Times are in seconds. */
enum {
    SERVE_MAX_CONNECTIONS = 960,
    SERVE_MAX_PER_ADDRESS = 480,
    SERVE_IDLE_TIMEOUT = 10,
    SERVE_REQUEST_TIMEOUT = 20,
    SERVE_DRAIN = 5,
    SERVE_WORKERS_MAX = 64,
    SERVE_PAGE_CACHE = 8, /* MB */
    /* Of an address: a carrier's customers share one, and a search that
     * suggests while it is typed is ten calls. */
    SERVE_RATE_LIMIT = 3000,
    SERVE_TOKEN_RATE_LIMIT = 6000,
};

struct serve_options {
    struct arena arena; /* what the configuration file's values live in */
    const char *file;   /* NULL with --help and the like only */
    const char *config, *listen, *socket_mode, *base_url;
    const char *data;         /* folder of the store, or NULL */
    const char *proxies_text; /* of `trusted`, or NULL */
    const char *tokens;       /* their file, or NULL */
    struct proxies trusted;
    long workers; /* never 0 once read */
    long max_connections, max_per_address, page_cache;
    long rate_limit, token_rate_limit; /* calls a minute; 0: no limit */
    long idle_timeout, request_timeout, drain;
    bool live; /* for writers */
    bool quiet, help, version, print_config;
    unsigned mode; /* of a unix socket, from `socket_mode` */
    /* From whoever started us: sockets handed over, the first as descriptor 3,
     * and where to say that we are ready (NULL: nowhere). */
    unsigned sockets;
    const char *notify;
};

/* Defaults, then the configuration file, then the arguments, then the
 * environment. The caller releases it, also after an error. */
int serve_options_read(int argc, char **argv, struct serve_options *out,
                       struct err *e);
void serve_options_release(struct serve_options *o);
void serve_options_help(void);
/* The commented configuration file with every default. */
void serve_options_print_config(void);

#endif
