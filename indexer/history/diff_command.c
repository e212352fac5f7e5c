#include "indexer/history/diff_command.h"

#include <stddef.h>
#include <stdio.h>

#include "indexer/history/diff_print.h"
#include "lib/option.h"

struct diff_options {
    const char *format;
    bool quiet, help;
};

#define AT(field) offsetof(struct diff_options, field)

static const struct option_row rows[] = {
    {"format", 0, OPTION_TEXT, "FORMAT", "text (for people) or json",
     AT(format), 0, 0},
    {"quiet", 'q', OPTION_FLAG, NULL, "print addresses without a redirect only",
     AT(quiet), 0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "print this", AT(help), 0, 0},
    {NULL, 0, OPTION_FLAG, NULL, NULL, 0, 0, 0},
};

static int print(const struct buf *text, struct err *e)
{
    if (text->failed)
        return err_no_memory(e);
    if (text->len && fwrite(text->ptr, 1, text->len, stdout) != text->len)
        return err_set(e, ERR_SYSTEM, "cannot write to standard output");
    if (fflush(stdout) != 0)
        return err_set(e, ERR_SYSTEM, "cannot write to standard output");
    return 0;
}

static int print_help(struct err *e)
{
    struct buf text = {0};

    buf_text(&text,
             "usage: gabay-indexer diff OLD.gabay NEW.gabay [options]\n\n"
             "Says which articles NEW adds, removes and changes, and which "
             "addresses of OLD\nit does not answer any more.\n\n");
    option_help(rows, &text);
    buf_text(&text, "\nexit code: 0 every old address is answered, 1 some are "
                    "not, or a file is damaged,\n2 wrong use, 3 the system "
                    "failed\n");
    int result = print(&text, e);
    buf_release(&text);
    return result;
}

static bool is_json(const struct diff_options *o)
{
    return str_eq(str_from(o->format), S("json"));
}

static int print_diff(const struct site_diff *d, const struct diff_options *o,
                      struct arena *a, struct err *e)
{
    struct buf text = {0};

    if (is_json(o))
        diff_put_json(&text, d, a);
    else
        diff_put_text(&text, d, o->quiet);
    int result = a->failed ? err_no_memory(e) : print(&text, e);
    buf_release(&text);
    return result;
}

static int compare(char **paths, const struct diff_options *o, struct err *e)
{
    struct arena a = {0};
    struct site_diff d;
    struct site_file *old_file = site_file_open(paths[0], e), *new_file = NULL;
    int result = -1;

    if (old_file)
        new_file = site_file_open(paths[1], e);
    if (new_file && site_diff(old_file, new_file, &a, &d, e) == 0) {
        result = print_diff(&d, o, &a, e);
        if (result == 0 && d.missing_count)
            result = ERR_CONTENT;
    }
    if (new_file)
        site_file_close(new_file);
    if (old_file)
        site_file_close(old_file);
    arena_release(&a);
    return result;
}

int diff_command(int argc, char **argv, struct err *e)
{
    struct diff_options o = {.format = "text"};
    int operands = 0;

    if (option_parse(rows, argc, argv, &o, &operands, e))
        return -1;
    if (o.help)
        return print_help(e);
    if (operands != 2)
        return err_set(e, ERR_USAGE,
                       "name two site files: gabay-indexer diff OLD.gabay "
                       "NEW.gabay");
    if (!is_json(&o) && !str_eq(str_from(o.format), S("text")))
        return err_set(e, ERR_USAGE, "--format must be text or json, not '%s'",
                       o.format);
    return compare(argv + 1, &o, e);
}
