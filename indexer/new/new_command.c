#include "indexer/new/new_command.h"

#include <stddef.h>
#include <stdio.h>

#include "indexer/base/clock.h"
#include "indexer/new/new_article.h"
#include "indexer/new/new_site.h"
#include "lib/option.h"

struct new_options {
    const char *locales;
    bool help;
};

#define AT(field) offsetof(struct new_options, field)

static const struct option_row rows[] = {
    {"locales", 'l', OPTION_TEXT, "LIST",
     "the languages of a site, the default first; else en,id", AT(locales), 0,
     0},
    {"help", 'h', OPTION_FLAG, NULL, "print this", AT(help), 0, 0},
    {NULL, 0, OPTION_FLAG, NULL, NULL, 0, 0, 0},
};

static void print_help(void)
{
    struct buf text = {0};

    buf_text(&text,
             "usage: gabay-indexer new site DIR [options]\n"
             "       gabay-indexer new article PATH\n\n"
             "A site is a folder with a small help centre to change. An "
             "article is a file in\na content folder, such as "
             "en/returns/refund-time.md; where the default language\nhas it "
             "already, it begins as a translation.\n\n");
    option_help(rows, &text);
    fwrite(text.ptr, 1, text.len, stdout);
    buf_release(&text);
}

static void print(struct buf *text)
{
    if (text->len)
        fwrite(text->ptr, 1, text->len, stdout);
    buf_release(text);
}

static int run_site(const char *folder, const struct new_options *o,
                    struct err *e)
{
    struct buf said = {0};
    int result =
        new_site(folder, str_from(o->locales ? o->locales : "en,id"), &said, e);

    print(&said);
    return result;
}

static int run_article(const char *path, const struct new_options *o,
                       struct err *e)
{
    struct buf said = {0};
    int64_t now;

    if (o->locales)
        return err_set(e, ERR_USAGE, "--locales is for a new site");

    int result = clock_read(&now, e);

    if (result == 0)
        result = new_article(path, now, &said, e);
    print(&said);
    return result;
}

static const struct {
    const char *name;
    int (*run)(const char *operand, const struct new_options *o, struct err *e);
} kinds[] = {{"site", run_site}, {"article", run_article}};

int new_command(int argc, char **argv, struct err *e)
{
    struct new_options o = {0};
    int operands = 0;

    if (option_parse(rows, argc, argv, &o, &operands, e))
        return -1;
    if (o.help) {
        print_help();
        return 0;
    }
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (operands == 2 && *argv[2] &&
            str_eq(str_from(argv[1]), str_from(kinds[i].name)))
            return kinds[i].run(argv[2], &o, e);
    return err_set(e, ERR_USAGE,
                   "say what to make, and where: gabay-indexer new site "
                   "DIR, or gabay-indexer new article PATH");
}
