/* Any bytes as the server's configuration file. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/serve_options.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* What was read holds to the table's limits, whatever stood there. */
static void check_read(const struct serve_options *o)
{
    require(o->workers >= 1 && o->workers <= SERVE_WORKERS_MAX);
    require(o->max_connections >= 8 && o->max_connections <= 100000);
    require(o->idle_timeout >= 1 && o->idle_timeout <= 3600);
    require(o->page_cache >= 0 && o->page_cache <= 4096);
    require(o->mode <= 0777 && o->listen && o->file);
    require(!o->help && !o->version && !o->print_config);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char program[] = "gabay-server", file[] = "a.gabay", config[64];
    char *argv[] = {program, config, file, NULL};
    struct serve_options options;
    struct err e = {0};
    FILE *f = tmpfile();

    require(f && fwrite(data, 1, size, f) == size && fflush(f) == 0);
    snprintf(config, sizeof(config), "--config=/proc/self/fd/%d", fileno(f));
    if (serve_options_read(3, argv, &options, &e) == 0)
        check_read(&options);
    else
        require(e.code == ERR_USAGE && e.message[0]);
    serve_options_release(&options);
    fclose(f);
    return 0;
}
