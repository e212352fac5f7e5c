#include "indexer/import/import_command.h"

#include <stddef.h>
#include <stdio.h>

#include "indexer/import/import.h"
#include "indexer/import/import_text.h"
#include "indexer/report/report.h"
#include "indexer/base/shell_word.h"
#include "lib/option.h"

struct import_options {
    const char *output;
    bool all, quiet, help;
};

#define AT(field) offsetof(struct import_options, field)

static const struct option_row rows[] = {
    {"output", 'o', OPTION_TEXT, "CONTENT",
     "the content folder to write into; nothing in it is overwritten",
     AT(output), 0, 0},
    {"all", 0, OPTION_FLAG, NULL, "print every problem, not the first few",
     AT(all), 0, 0},
    {"quiet", 'q', OPTION_FLAG, NULL, "print problems only", AT(quiet), 0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "print this", AT(help), 0, 0},
    {NULL, 0, OPTION_FLAG, NULL, NULL, 0, 0, 0},
};

static const struct import_system *const systems[] = {
    &import_zendesk, &import_docusaurus, &import_hugo, &import_jekyll};

enum { SYSTEMS = sizeof(systems) / sizeof(*systems) };

static void print_help(void)
{
    struct buf text = {0};

    for (size_t i = 0; i < SYSTEMS; i++)
        buf_fmt(&text, "%s gabay-indexer import %s %s -o CONTENT\n",
                i ? "      " : "usage:", systems[i]->name, systems[i]->what);
    buf_text(&text, "\nWrites the articles of another system as Markdown into "
                    "a content folder.\n\n");
    option_help(rows, &text);
    fwrite(text.ptr, 1, text.len, stdout);
    buf_release(&text);
}

static const struct import_system *system_named(struct str name)
{
    for (size_t i = 0; i < SYSTEMS; i++)
        if (str_eq(name, str_from(systems[i]->name)))
            return systems[i];
    return NULL;
}

static void print_problems(struct import *im, const struct import_options *o)
{
    struct report report = {.problems = &im->problems,
                            .content = "",
                            .articles = im->articles,
                            .all = o->all};
    struct buf text = {0};

    problems_sort(&im->problems);
    report_text(&report, &text);
    if (text.len)
        fwrite(text.ptr, 1, text.len, stderr);
    buf_release(&text);
}

static void put_count(struct buf *out, size_t n, const char *one)
{
    buf_fmt(out, "%zu %s%s", n, one, n == 1 ? "" : "s");
}

static void print_summary(const struct import *im, const char *content)
{
    struct buf text = {0};

    buf_fmt(&text, "%s: ", content);
    put_count(&text, im->articles, "article");
    buf_text(&text, ", ");
    put_count(&text, im->sections, "section");
    buf_text(&text, " and ");
    put_count(&text, im->copied, "file");
    buf_text(&text, " in ");
    put_count(&text, im->locales.count, "language");
    if (im->left_out)
        buf_fmt(&text, "; %zu left out, see above", im->left_out);
    buf_text(&text, ". Look at it, then check it:\n\n    gabay-indexer ");
    shell_word_put(&text, str_from(content));
    buf_text(&text, " --check\n");
    fwrite(text.ptr, 1, text.len, stdout);
    buf_release(&text);
}

static int work(struct import *im, const struct import_options *o,
                struct err *e)
{
    int result = im->system->read(im, e);

    if (result == 0 && !im->pages)
        result =
            err_set(e, ERR_CONTENT, "there are no articles in %s", im->from);
    if (result == 0)
        result = import_place(im, e);
    if (result == 0)
        result = import_texts(im, e);
    if (result == 0 && im->problems.fatal.code) {
        *e = im->problems.fatal;
        result = -1;
    }
    if (result == 0)
        result = import_write(im, o->output, e);
    return result;
}

int import_command(int argc, char **argv, struct err *e)
{
    struct import_options o = {0};
    const struct import_system *system;
    struct import im;
    int operands = 0;

    if (option_parse(rows, argc, argv, &o, &operands, e))
        return -1;
    if (o.help) {
        print_help();
        return 0;
    }
    system = operands == 2 ? system_named(str_from(argv[1])) : NULL;
    if (!system || !o.output || !*o.output || !*argv[2])
        return err_set(e, ERR_USAGE,
                       "say from where and where to: gabay-indexer import "
                       "zendesk EXPORT.json -o CONTENT, or import docusaurus, "
                       "hugo or jekyll DIR -o CONTENT");
    import_init(&im, system, argv[2]);
    int result = work(&im, &o, e);
    print_problems(&im, &o);
    if (result == 0 && !o.quiet)
        print_summary(&im, o.output);
    import_release(&im);
    return result;
}
