/* gabay-indexer: compiles a folder of Markdown articles into one site file. */
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "indexer/analyse_command.h"
#include "indexer/base/clock.h"
#include "indexer/compile/compile.h"
#include "indexer/history/diff_command.h"
#include "indexer/import/import_command.h"
#include "indexer/base/jobs.h"
#include "indexer/keys_command.h"
#include "indexer/new/new_command.h"
#include "indexer/index/search_tables.h"
#include "indexer/preview/watch.h"
#include "lib/option.h"

struct options {
    struct compile_options compile;
    bool watch, polls;
    const char *format, *colour;
    bool help, version;
};

#define AT(field) offsetof(struct options, field)

static const struct option_row rows[] = {
    {"output", 'o', OPTION_TEXT, "FILE", "the site file to write",
     AT(compile.output), 0, 0},
    {"theme", 0, OPTION_TEXT, "DIR",
     "a theme folder, laid over the default theme", AT(compile.theme), 0, 0},
    {"base-url", 0, OPTION_TEXT, "URL",
     "where the site will be reached; overrides site.yaml",
     AT(compile.base_url), 0, 0},
    {"jobs", 'j', OPTION_NUMBER, "N", "threads; the file is the same for any",
     AT(compile.jobs), 1, JOBS_MAX},
    {"keep-going", 'k', OPTION_FLAG, NULL,
     "publish without the articles in error (exit code 1 still)",
     AT(compile.keep_going), 0, 0},
    {"check", 0, OPTION_FLAG, NULL, "look for problems only, and write nothing",
     AT(compile.check), 0, 0},
    {"strict", 0, OPTION_FLAG, NULL,
     "warnings make exit code 1 too, and nothing is written",
     AT(compile.strict), 0, 0},
    {"format", 0, OPTION_TEXT, "NAME",
     "of the problems: text, or for programs json, github or sarif", AT(format),
     0, 0},
    {"all", 'a', OPTION_FLAG, NULL,
     "print every problem, however often it is the same", AT(compile.all), 0,
     0},
    {"color", 0, OPTION_TEXT, "WHEN",
     "colours in the text: auto (on a terminal), always or never", AT(colour),
     0, 0},
    {"watch", 0, OPTION_FLAG, NULL,
     "write a preview, and follow the content until Ctrl+C", AT(watch), 0, 0},
    {"poll", 0, OPTION_FLAG, NULL,
     "with --watch: look at the files once a second (network folders)",
     AT(polls), 0, 0},
    {"quiet", 'q', OPTION_FLAG, NULL, "print problems only", AT(compile.quiet),
     0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "print this", AT(help), 0, 0},
    {"version", 0, OPTION_FLAG, NULL, "print the version", AT(version), 0, 0},
    {NULL, 0, OPTION_FLAG, NULL, NULL, 0, 0, 0},
};

/* Words that stand before all options. */
static const struct command {
    const char *name;
    /* Gives the exit code, or -1 and an error. */
    int (*run)(int argc, char **argv, struct err *e);
} commands[] = {
    {"new", new_command},   {"import", import_command},
    {"keys", keys_command}, {"analyse", analyse_command},
    {"diff", diff_command},
};

static void print_help(void)
{
    struct buf text = {0};

    buf_text(&text, "usage: gabay-indexer CONTENT -o FILE.gabay [options]\n"
                    "       gabay-indexer CONTENT --check [options]\n"
                    "       gabay-indexer new site DIR [--locales LIST]\n"
                    "       gabay-indexer new article PATH\n"
                    "       gabay-indexer import SYSTEM FROM -o CONTENT\n"
                    "       gabay-indexer keys [--help]\n"
                    "       gabay-indexer --watch CONTENT -o FILE.gabay "
                    "[options]\n"
                    "       gabay-indexer analyse --locale LOCALE < WORDS\n"
                    "       gabay-indexer diff OLD.gabay NEW.gabay\n\n"
                    "Compiles the Markdown articles in the folder CONTENT "
                    "into one site file.\n\n");
    option_help(rows, &text);
    buf_text(&text, "\nexit code: 0 fine, 1 problems in the content, 2 wrong "
                    "use, 3 the system failed\n");
    fwrite(text.ptr, 1, text.len, stdout);
    buf_release(&text);
}

static void on_signal(int number)
{
    (void)number;
    jobs_interrupt();
}

/* A first Ctrl+C ends in order: staging and scratch files are removed. */
static void watch_signals(void)
{
    struct sigaction act = {.sa_handler = on_signal};

    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    sigaction(SIGHUP, &act, NULL);
}

static int fail(const struct err *e)
{
    char text[1200];

    fprintf(stderr, "gabay-indexer: %s\n", err_text(e, text, sizeof(text)));
    return (int)e->code;
}

static int check_use(const struct options *o, int operands, struct err *e)
{
    if (operands != 1)
        return err_set(e, ERR_USAGE,
                       "name one content folder: gabay-indexer CONTENT -o "
                       "FILE.gabay");
    if (o->watch && o->compile.check)
        return err_set(e, ERR_USAGE,
                       "--watch writes a preview, --check writes nothing: "
                       "leave one out");
    if (o->watch && o->compile.strict)
        return err_set(e, ERR_USAGE,
                       "--watch shows all that is wrong and goes on: leave "
                       "--strict to the compile that publishes");
    if (o->watch && !str_eq(str_from(o->format), S("text")))
        return err_set(e, ERR_USAGE,
                       "--watch tells people what is wrong, as text: leave "
                       "--format to --check");
    if (o->polls && !o->watch)
        return err_set(e, ERR_USAGE, "--poll goes with --watch");
    if (o->watch && !o->compile.output)
        return err_set(e, ERR_USAGE,
                       "say with -o FILE where to write the preview");
    if (!o->compile.output && !o->compile.check)
        return err_set(e, ERR_USAGE,
                       "say with -o FILE where to write, or --check");
    return 0;
}

/* NO_COLOR and TERM speak for the terminal that stderr is. */
static bool terminal_has_colours(void)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

    return isatty(STDERR_FILENO) && !(no && *no) && term &&
           !str_eq(str_from(term), S("dumb"));
}

static int read_colour(struct options *o, struct err *e)
{
    struct str when = str_from(o->colour);

    if (str_eq(when, S("auto")))
        o->compile.colour = terminal_has_colours();
    else if (str_eq(when, S("always")) || str_eq(when, S("never")))
        o->compile.colour = str_eq(when, S("always"));
    else
        return err_set(e, ERR_USAGE,
                       "--color is auto, always or never, not '%s'", o->colour);
    return 0;
}

static int read_words(struct options *o, struct err *e)
{
    if (!report_format_of(o->format, &o->compile.format))
        return err_set(e, ERR_USAGE,
                       "--format is text, json, github or sarif, not '%s'",
                       o->format);
    return read_colour(o, e);
}

static long processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : n;
}

static int run_watch(const struct options *o)
{
    const struct watch_options w = {o->compile, clock_is_fixed(), o->polls};
    struct err e = {0};

    return watch(&w, &e) ? fail(&e) : 0;
}

static const struct command *command_named(const char *name)
{
    for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
        if (str_eq(str_from(name), str_from(commands[i].name)))
            return &commands[i];
    return NULL;
}

static int run_command(const struct command *command, int argc, char **argv)
{
    struct err e = {0};
    int code = command->run(argc, argv, &e);

    return code < 0 ? fail(&e) : code;
}

int main(int argc, char **argv)
{
    const struct command *command = argc > 1 ? command_named(argv[1]) : NULL;
    struct options o = {
        .compile.jobs = processors(), .format = "text", .colour = "auto"};
    struct err e = {0};
    int operands = 0;

    if (command)
        return run_command(command, argc - 1, argv + 1);
    if (option_parse(rows, argc, argv, &o, &operands, &e))
        return fail(&e);
    if (o.help) {
        print_help();
        return 0;
    }
    if (o.version) {
        puts("gabay-indexer " GABAY_VERSION);
        return 0;
    }
    if (check_use(&o, operands, &e) || read_words(&o, &e) ||
        clock_read(&o.compile.now, &e))
        return fail(&e);
    o.compile.content = argv[1];
    watch_signals();
    if (o.watch)
        return run_watch(&o);

    enum err_code code = compile(&o.compile, &e);

    return e.code ? fail(&e) : (int)code;
}
