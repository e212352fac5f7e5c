/* gabay-server serve: the default command. */
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "server/command.h"
#include "server/daemon.h"
#include "server/listen.h"
#include "server/reload.h"
#include "server/serve_options.h"
#include "server/site_holder.h"

/* Connections, and a descriptor per locale and worker for the index. */
enum { DESCRIPTORS = 16384 };

static void raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur >= DESCRIPTORS)
        return;
    limit.rlim_cur =
        limit.rlim_max < DESCRIPTORS ? limit.rlim_max : (rlim_t)DESCRIPTORS;
    setrlimit(RLIMIT_NOFILE, &limit);
}

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
}

static void wait_for_end(const sigset_t *set, struct reload *reload)
{
    int signal = 0;

    for (;;) {
        if (sigwait(set, &signal) != 0)
            continue;
        if (signal != SIGHUP)
            return;
        reload_now(reload);
    }
}

static int announce(const struct serve_options *options,
                    const struct listen *at, struct site_holder *holder)
{
    struct site *site = site_get(holder);

    printf("Serving %s on %s%.*s%s\n", options->file, at->name,
           at->unix_path[0] ? 0 : str_int_len(site->manifest.prefix),
           site->manifest.prefix.len ? site->manifest.prefix.ptr : "",
           at->unix_path[0] ? "" : "/");
    site_put(site);
    return command_done();
}

/* The workers end first: requests under way need not wait for a check. */
static int serve(const struct serve_options *options, const sigset_t *set,
                 struct site_holder *holder, const struct listen *at)
{
    struct err e = {0};
    const struct daemon_options how = {
        .fd = at->fd,
        .connections = DAEMON_CONNECTIONS,
        .per_address = at->unix_path[0] ? 0 : DAEMON_PER_ADDRESS,
        .timeout = DAEMON_TIMEOUT,
        .quiet = options->quiet,
    };
    struct daemon *daemon = daemon_start(holder, &how, &e);
    struct reload *reload =
        daemon ? reload_start(options->file, options->base_url, holder, &e)
               : NULL;
    int result = reload ? announce(options, at, holder) : command_failed(&e);

    if (reload && result == 0)
        wait_for_end(set, reload);
    if (daemon)
        daemon_stop(daemon);
    if (reload)
        reload_stop(reload);
    return result;
}

static int run(const struct serve_options *options)
{
    struct site_holder holder;
    struct listen at;
    struct err e = {0};
    sigset_t set;

    raise_descriptor_limit();
    block_signals(&set);
    struct site *site = site_open(options->file, options->base_url, &e);
    if (!site)
        return command_failed(&e);
    if (listen_open(options->listen, &at, &e)) {
        site_close(site);
        return command_failed(&e);
    }
    if (site_holder_init(&holder, site, &e)) {
        listen_close(&at);
        return command_failed(&e);
    }
    int result = serve(options, &set, &holder, &at);
    listen_close(&at);
    site_holder_release(&holder);
    return result;
}

int serve_command(int argc, char **argv)
{
    struct serve_options options;
    struct err e = {0};

    if (serve_options_read(argc, argv, &options, &e))
        return command_failed(&e);
    if (options.help)
        serve_options_help();
    if (options.version)
        puts("gabay-server " GABAY_VERSION);
    return options.file ? run(&options) : command_done();
}
