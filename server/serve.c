/* gabay-server serve: the default command. */
#include <signal.h>
#include <stdio.h>
#include <sys/random.h>

#include "server/agents_file.h"
#include "server/command.h"
#include "server/daemon.h"
#include "server/descriptors.h"
#include "server/listen.h"
#include "server/live.h"
#include "server/log.h"
#include "server/rate.h"
#include "server/reload.h"
#include "server/serve_options.h"
#include "server/site_holder.h"
#include "server/store/store.h"
#include "server/supervisor.h"
#include "server/tokens.h"

/* The workers inherit the mask; only the loop below takes signals. */
static void block_signals(sigset_t *set)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};

    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL); /* the store is told by an error */
}

static void wait_for_end(const sigset_t *set, struct reload *reload,
                         struct tokens *tokens)
{
    int signal = 0;

    for (;;) {
        if (sigwait(set, &signal) != 0)
            continue;
        if (signal != SIGHUP)
            return;
        tokens_reload(tokens);
        reload_now(reload);
    }
}

static int announce(const struct serve_options *options,
                    const struct listen *at, struct site_holder *holder)
{
    struct site *site = site_get(holder);

    printf("Serving %s on %s%.*s%s\n", options->file, at->name,
           at->is_unix ? 0 : str_int_len(site->manifest.prefix),
           site->manifest.prefix.len ? site->manifest.prefix.ptr : "",
           at->is_unix ? "" : "/");
    site_put(site);
    return command_done();
}

/* What workers share beside the site; NULL where there is none. */
struct shared {
    struct store *store;
    struct tokens *tokens;
    struct rate *rate;
    struct live *live;
};

/* The workers end first: requests under way need not wait for a check. */
static int serve(const struct serve_options *options, const sigset_t *set,
                 struct site_holder *holder, const struct listen *at,
                 const struct shared *shared)
{
    struct err e = {0};
    const struct daemon_options how = {
        .listener = at->fd,
        .listener_is_shared = at->is_inherited,
        .workers = (unsigned)options->workers,
        .connections = (unsigned)options->max_connections,
        .per_address = at->is_unix ? 0 : (unsigned)options->max_per_address,
        .idle_timeout = (unsigned)options->idle_timeout,
        .request_timeout = (unsigned)options->request_timeout,
        .keep = options->live ? 0 : (size_t)options->page_cache * 1000 * 1000,
        .drain = (unsigned)options->drain,
        .quiet = options->quiet,
        .store = shared->store,
        .trusted = &options->trusted,
        .tokens = shared->tokens,
        .rate = shared->rate,
        .live = shared->live,
    };
    struct daemon *daemon = daemon_start(holder, &how, &e);
    struct reload *reload =
        daemon ? reload_start(options->file, options->base_url, options->notify,
                              shared->live, holder, &e)
               : NULL;
    int result = reload ? announce(options, at, holder) : command_failed(&e);

    if (reload && result == 0) {
        supervisor_tell(options->notify, SUPERVISOR_READY);
        wait_for_end(set, reload, shared->tokens);
    }
    supervisor_tell(options->notify, SUPERVISOR_STOPPING);
    if (daemon)
        daemon_stop(daemon);
    if (reload)
        reload_stop(reload);
    return result;
}

/* Behind a proxy on a socket file nobody has an address of their own. */
static void warn_of_one_visitor(const struct serve_options *options,
                                const struct listen *at)
{
    if (at->is_unix && !options->trusted.local)
        log_line("votes on %s count one visitor a browser: the proxy's "
                 "X-Forwarded-For needs --trusted-proxies unix",
                 at->name);
}

static struct rate *make_rate(const struct serve_options *options,
                              struct err *e)
{
    const uint32_t limits[RATE_KINDS] = {
        [RATE_ADDRESS] = (uint32_t)options->rate_limit,
        [RATE_TOKEN] = (uint32_t)options->token_rate_limit,
    };
    uint8_t key[SIPHASH_KEY_SIZE];

    if (getrandom(key, sizeof(key), 0) != sizeof(key)) {
        err_errno(e, "no random numbers");
        return NULL;
    }
    struct rate *rate = rate_new(limits, key);
    if (!rate)
        err_no_memory(e);
    return rate;
}

static int open_shared(const struct serve_options *options,
                       const struct listen *at, struct shared *out,
                       struct err *e)
{
    out->rate = make_rate(options, e);
    if (!out->rate)
        return -1;
    if (options->live) {
        out->live = live_new((unsigned)options->max_connections);
        if (!out->live)
            return err_no_memory(e);
    }
    if (options->tokens) {
        out->tokens = tokens_open(options->tokens, e);
        if (!out->tokens)
            return -1;
    }
    if (options->data) {
        out->store = store_open(options->data, e);
        if (!out->store)
            return -1;
        warn_of_one_visitor(options, at);
    }
    return 0;
}

static int serve_with_shared(const struct serve_options *options,
                             const sigset_t *set, struct site_holder *holder,
                             const struct listen *at)
{
    struct shared shared = {0};
    struct err e = {0};
    int result;

    if (open_shared(options, at, &shared, &e)) {
        result = command_failed(&e);
    } else {
        holder->feedback_open = shared.store != NULL;
        result = serve(options, set, holder, at, &shared);
    }
    store_close(shared.store);
    tokens_close(shared.tokens);
    rate_free(shared.rate);
    live_free(shared.live);
    return result;
}

static int run(const struct serve_options *options)
{
    struct site_holder holder;
    struct listen at;
    struct err e = {0};
    sigset_t set;

    descriptors_raise((unsigned)options->max_connections);
    block_signals(&set);
    struct site *site =
        site_open_public(options->file, options->base_url, options->live, &e);
    if (!site)
        return command_failed(&e);
    agents_file_attach(site, options->file);
    if (options->sockets
            ? listen_inherit(options->sockets, &at, &e)
            : listen_open(options->listen, options->mode, &at, &e)) {
        site_close(site);
        return command_failed(&e);
    }
    if (site_holder_init(&holder, site, &e)) {
        listen_close(&at);
        return command_failed(&e);
    }
    int result = serve_with_shared(options, &set, &holder, &at);
    listen_close(&at);
    site_holder_release(&holder);
    return result;
}

int serve_command(int argc, char **argv)
{
    struct serve_options options;
    struct err e = {0};
    int result;

    if (serve_options_read(argc, argv, &options, &e)) {
        result = command_failed(&e);
    } else {
        if (options.help)
            serve_options_help();
        if (options.version)
            puts("gabay-server " GABAY_VERSION);
        if (options.print_config)
            serve_options_print_config();
        result = options.file ? run(&options) : command_done();
    }
    serve_options_release(&options);
    return result;
}
