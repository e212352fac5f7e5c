#include "server/serve_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/option.h"
#include "lib/str.h"
#include "server/command.h"
#include "server/rate.h"

#define AT(member) offsetof(struct serve_options, member)

static const struct option_row rows[] = {
    {"listen", 'l', OPTION_TEXT, "ADDR:PORT|unix:PATH",
     "address to listen on; port 0: any free one", AT(listen), 0, 0},
    {"socket-mode", 0, OPTION_TEXT, "MODE",
     "permissions of a unix socket, octal", AT(socket_mode), 0, 0},
    {"base-url", 'b', OPTION_TEXT, "URL", "of dynamic answers, not the file's",
     AT(base_url), 0, 0},
    {"data", 0, OPTION_TEXT, "DIR",
     "folder for votes and questions; none: they are not asked for", AT(data),
     0, 0},
    {"trusted-proxies", 0, OPTION_TEXT, "LIST",
     "addresses, networks or unix: whose X-Forwarded-For counts",
     AT(proxies_text), 0, 0},
    {"tokens", 0, OPTION_TEXT, "FILE",
     "what programs may do; see gabay-server token", AT(tokens), 0, 0},
    {"rate-limit", 0, OPTION_NUMBER, "N",
     "searches and posts a minute from one address; 0: no limit",
     AT(rate_limit), 0, RATE_MAX},
    {"token-rate-limit", 0, OPTION_NUMBER, "N",
     "of one token, wherever it is; 0: no limit", AT(token_rate_limit), 0,
     RATE_MAX},
    {"workers", 'w', OPTION_NUMBER, "N", "threads; 0: one a processor",
     AT(workers), 0, SERVE_WORKERS_MAX},
    {"max-connections", 0, OPTION_NUMBER, "N",
     "open at once; more wait until one is closed", AT(max_connections), 8,
     100000},
    {"max-connections-per-address", 0, OPTION_NUMBER, "N",
     "more are closed; 0: no limit; none on unix sockets", AT(max_per_address),
     0, 100000},
    {"idle-timeout", 0, OPTION_NUMBER, "SECONDS",
     "until a silent connection is closed", AT(idle_timeout), 1, 3600},
    {"request-timeout", 0, OPTION_NUMBER, "SECONDS",
     "for a request to come whole, however slowly", AT(request_timeout), 1,
     3600},
    {"drain", 0, OPTION_NUMBER, "SECONDS",
     "for requests under way to end after SIGTERM", AT(drain), 0, 3600},
    {"page-cache", 0, OPTION_NUMBER, "MB",
     "memory for pages kept ready; 0: none", AT(page_cache), 0, 4096},
    {"live", 0, OPTION_FLAG, NULL,
     "for writers: also previews, and open pages follow them", AT(live), 0, 0},
    {"quiet", 'q', OPTION_FLAG, NULL, "no log line a request", AT(quiet), 0, 0},
    {"config", 'c', OPTION_CONFIG, "FILE",
     "read options from FILE; arguments win", AT(config), 0, 0},
    {"print-config", 0, OPTION_ACTION, NULL,
     "print such a file with every default", AT(print_config), 0, 0},
    {"help", 'h', OPTION_ACTION, NULL, "this text", AT(help), 0, 0},
    {"version", 'V', OPTION_ACTION, NULL, "the version", AT(version), 0, 0},
    {0},
};

static const struct serve_options defaults = {
    .listen = "127.0.0.1:8080",
    .socket_mode = "0666",
    .max_connections = SERVE_MAX_CONNECTIONS,
    .max_per_address = SERVE_MAX_PER_ADDRESS,
    .idle_timeout = SERVE_IDLE_TIMEOUT,
    .request_timeout = SERVE_REQUEST_TIMEOUT,
    .drain = SERVE_DRAIN,
    .page_cache = SERVE_PAGE_CACHE,
    .rate_limit = SERVE_RATE_LIMIT,
    .token_rate_limit = SERVE_TOKEN_RATE_LIMIT,
};

static int check_base_url(const char *text, struct err *e)
{
    struct str url = str_from(text);
    size_t scheme = str_starts(url, S("https://"))  ? 8
                    : str_starts(url, S("http://")) ? 7
                                                    : 0;
    struct str host = str_skip(url, scheme);

    if (scheme && str_find(host, '/') > 0)
        return 0;
    return err_set(e, ERR_USAGE,
                   "--base-url \"%s\": expected an address such as "
                   "https://shop.example/help",
                   text);
}

static int check_mode(struct serve_options *o, struct err *e)
{
    char *end;
    long mode = strtol(o->socket_mode, &end, 8);

    if (end == o->socket_mode || *end || mode < 0 || mode > 0777)
        return err_set(e, ERR_USAGE,
                       "--socket-mode \"%s\": expected permissions such as "
                       "0660",
                       o->socket_mode);
    o->mode = (unsigned)mode;
    return 0;
}

/* A worker needs something to do. */
static void set_workers(struct serve_options *o)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (!o->workers)
        o->workers = processors < 1 ? 1 : processors;
    if (o->workers > SERVE_WORKERS_MAX)
        o->workers = SERVE_WORKERS_MAX;
    if (o->workers > o->max_connections)
        o->workers = o->max_connections;
}

static int check(struct serve_options *o, struct err *e)
{
    set_workers(o);
    if (check_mode(o, e))
        return -1;
    if (o->proxies_text &&
        proxies_read(&o->arena, str_from(o->proxies_text), &o->trusted, e))
        return -1;
    return o->base_url ? check_base_url(o->base_url, e) : 0;
}

/* The socket activation protocol of systemd: descriptors from 3 on for the
 * process named, and where to tell the state. */
static void read_environment(struct serve_options *o)
{
    const char *whose = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
    uint64_t pid, n;

    o->notify = getenv("NOTIFY_SOCKET");
    if (whose && count && str_to_u64(str_from(whose), &pid) &&
        pid == (uint64_t)getpid() && str_to_u64(str_from(count), &n) &&
        n < 1024)
        o->sockets = (unsigned)n;
}

/* Parsing moves operands to the front, so the first look, which is for the
 * name of the configuration file, takes a copy. */
static int read_config(int argc, char **argv, struct serve_options *o,
                       struct err *e)
{
    char **copy = arena_new(&o->arena, char *, (size_t)argc + 1);
    struct serve_options first = {0};
    int operands;

    if (!copy)
        return err_no_memory(e);
    memcpy(copy, argv, (size_t)argc * sizeof(*argv));
    if (option_parse(rows, argc, copy, &first, &operands, e))
        return -1;
    return first.config ? option_read_file(rows, first.config, &o->arena, o, e)
                        : 0;
}

int serve_options_read(int argc, char **argv, struct serve_options *out,
                       struct err *e)
{
    int operands;

    *out = defaults;
    if (read_config(argc, argv, out, e) ||
        option_parse(rows, argc, argv, out, &operands, e))
        return -1;
    if (out->help || out->version || out->print_config)
        return 0;
    if (operands != 1)
        return err_set(e, ERR_USAGE,
                       "expected one FILE.gabay to serve; see --help");
    out->file = argv[1];
    read_environment(out);
    return check(out, e);
}

void serve_options_release(struct serve_options *o)
{
    arena_release(&o->arena);
}

void serve_options_help(void)
{
    command_help("usage: gabay-server [serve] FILE.gabay [OPTION...]\n"
                 "       gabay-server inspect FILE.gabay [--list|--page PATH]\n"
                 "       gabay-server search FILE.gabay --locale L QUERY\n"
                 "       gabay-server answer FILE.gabay --locale L QUESTION\n"
                 "       gabay-server publish NEW FILE.gabay [--keep N]\n"
                 "       gabay-server rollback FILE.gabay\n"
                 "       gabay-server export DATA --votes|--questions\n"
                 "       gabay-server token new|list|revoke ...\n"
                 "\nServes a help centre that gabay-indexer compiled. SIGHUP "
                 "opens the file again,\nSIGTERM ends after the requests "
                 "under way. gabay-server --print-config shows\nthe "
                 "defaults.\n",
                 rows);
}

void serve_options_print_config(void)
{
    struct buf out = {0};

    option_config(rows, &defaults, &out);
    fwrite(out.ptr, 1, out.len, stdout);
    buf_release(&out);
}
