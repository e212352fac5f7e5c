#include "indexer/keys_command.h"

#include <stddef.h>
#include <stdio.h>

#include "indexer/settings/channels.h"
#include "indexer/front_matter/front_matter.h"
#include "indexer/settings/notices.h"
#include "indexer/settings/site_config.h"
#include "lib/option.h"

struct keys_options {
    bool help;
};

static const struct option_row rows[] = {
    {"help", 'h', OPTION_FLAG, NULL, "print this",
     offsetof(struct keys_options, help), 0, 0},
    {NULL, 0, OPTION_FLAG, NULL, NULL, 0, 0, 0},
};

/* Where keys stand, and those of each place: the i-th, NULL behind the last. */
static const struct {
    const char *place, *before;
    const char *(*key)(size_t i);
} tables[] = {
    {"site.yaml", "", site_config_key},
    {"site.yaml", "channels.", channel_key},
    {"site.yaml", "notices.", notice_key},
    {"front-matter", "", front_matter_key},
};

static void put_help(struct buf *out)
{
    buf_text(out, "usage: gabay-indexer keys\n\n"
                  "Prints the keys that site.yaml and front matter may have: "
                  "place TAB key\n\n");
    option_help(rows, out);
}

static void put_keys(struct buf *out)
{
    const char *key;

    for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
        for (size_t i = 0; (key = tables[t].key(i)); i++)
            buf_fmt(out, "%s\t%s%s\n", tables[t].place, tables[t].before, key);
}

int keys_command(int argc, char **argv, struct err *e)
{
    struct keys_options o = {0};
    struct buf out = {0};
    int operands = 0;

    if (option_parse(rows, argc, argv, &o, &operands, e))
        return -1;
    if (operands)
        return err_set(e, ERR_USAGE, "gabay-indexer keys takes no more words");
    (o.help ? put_help : put_keys)(&out);
    fwrite(out.ptr, 1, out.len, stdout);
    buf_release(&out);
    return fflush(stdout) ? err_errno(e, "cannot write the keys") : 0;
}
