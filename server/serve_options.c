#include "server/serve_options.h"

#include "lib/option.h"
#include "lib/str.h"
#include "server/command.h"

#define AT(member) offsetof(struct serve_options, member)

static const struct option_row rows[] = {
    {"listen", 'l', OPTION_TEXT, "ADDR:PORT|unix:PATH",
     "127.0.0.1:8080; port 0: any free one", AT(listen), 0, 0},
    {"base-url", 'b', OPTION_TEXT, "URL", "of dynamic answers, not the file's",
     AT(base_url), 0, 0},
    {"quiet", 'q', OPTION_FLAG, NULL, "no log line a request", AT(quiet), 0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "this text", AT(help), 0, 0},
    {"version", 'V', OPTION_FLAG, NULL, "the version", AT(version), 0, 0},
    {0},
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

int serve_options_read(int argc, char **argv, struct serve_options *out,
                       struct err *e)
{
    int operands;

    *out = (struct serve_options){.listen = "127.0.0.1:8080"};
    if (option_parse(rows, argc, argv, out, &operands, e))
        return -1;
    if (out->help || out->version)
        return 0;
    if (operands != 1)
        return err_set(e, ERR_USAGE,
                       "expected one FILE.gabay to serve; see --help");
    out->file = argv[1];
    return out->base_url ? check_base_url(out->base_url, e) : 0;
}

void serve_options_help(void)
{
    command_help("usage: gabay-server [serve] FILE.gabay [OPTION...]\n"
                 "       gabay-server inspect FILE.gabay [--list|--page PATH]\n"
                 "       gabay-server search FILE.gabay --locale L QUERY\n"
                 "       gabay-server publish NEW FILE.gabay [--keep N]\n"
                 "       gabay-server rollback FILE.gabay\n"
                 "\nServes a help centre that gabay-indexer compiled. SIGHUP "
                 "opens the file again,\nSIGTERM ends after the requests "
                 "under way.\n",
                 rows);
}
