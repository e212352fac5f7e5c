/* Any bytes as the server's configuration file, and as its file of tokens. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/rate.h"
#include "server/serve_options.h"
#include "server/token_list.h"

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
    require(o->rate_limit >= 0 && o->rate_limit <= RATE_MAX);
    require(o->mode <= 0777 && o->listen && o->file);
    require(!o->help && !o->version && !o->print_config);
}

/* What is taken, written again, is the same. */
static void check_tokens(struct str text)
{
    struct token_list l, again;
    struct buf lines = {0};
    struct err e = {0};

    if (token_list_parse(&l, text, &e)) {
        require(e.code == ERR_USAGE && e.message[0] && e.line > 0);
        return;
    }
    require(l.count <= TOKENS_MAX);
    for (size_t i = 0; i < l.count; i++) {
        const struct token *t = &l.tokens[i];
        require(token_name_is_fine(str_from(t->name)) && t->scopes &&
                token_list_find(&l, t->hash) == t);
        token_line_put(&lines, t);
    }
    require(token_list_parse(&again, buf_str(&lines), &e) == 0);
    require(again.count == l.count);
    for (size_t i = 0; i < l.count; i++)
        require(again.tokens[i].scopes == l.tokens[i].scopes &&
                token_list_named(&l, str_from(again.tokens[i].name)));
    buf_release(&lines);
    token_list_release(&again);
    token_list_release(&l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char program[] = "gabay-server", file[] = "a.gabay", config[64];
    char *argv[] = {program, config, file, NULL};
    struct serve_options options;
    struct err e = {0};
    FILE *f = tmpfile();

    check_tokens(str_of((const char *)data, size));
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
