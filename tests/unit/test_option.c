/* The command line by a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/option.h"

struct options {
    bool quiet, help;
    const char *output, *base_url;
    long jobs;
    struct option_texts tags;
};

#define AT(member) offsetof(struct options, member)
static const struct option_row rows[] = {
    {"output", 'o', OPTION_TEXT, "FILE", "write FILE", AT(output), 0, 0},
    {"base-url", 0, OPTION_TEXT, "URL", "address", AT(base_url), 0, 0},
    {"jobs", 'j', OPTION_NUMBER, "N", "threads", AT(jobs), 1, 64},
    {"quiet", 'q', OPTION_FLAG, NULL, "say less", AT(quiet), 0, 0},
    {"help", 'h', OPTION_ACTION, NULL, "show this", AT(help), 0, 0},
    {0},
};

enum { WORDS = 8 };

struct parsed {
    struct options options;
    char *argv[WORDS + 2];
    int operands;
    int result;
    struct err e;
};

static struct parsed parse(const char *const words[WORDS])
{
    static char copies[WORDS + 1][64];
    static char program[] = "gabay";
    struct parsed p = {.options = {.jobs = 2}, .argv = {program}};
    int argc = 1;

    for (; words[argc - 1]; argc++) {
        snprintf(copies[argc], sizeof(copies[argc]), "%s", words[argc - 1]);
        p.argv[argc] = copies[argc];
    }
    p.result = option_parse(rows, argc, p.argv, &p.options, &p.operands, &p.e);
    return p;
}

#define PARSE(...) parse((const char *const[WORDS]){__VA_ARGS__})

static void all_forms_are_taken(void **state)
{
    (void)state;
    struct parsed p = PARSE("in", "--output=a=b", "--jobs", "8", "-q", "more");

    assert_int_equal(p.result, 0);
    assert_string_equal(p.options.output, "a=b");
    assert_int_equal(p.options.jobs, 8);
    assert_true(p.options.quiet);
    assert_int_equal(p.operands, 2);
    assert_string_equal(p.argv[1], "in");
    assert_string_equal(p.argv[2], "more");

    p = PARSE("-ofile", "-qj", "3", "-h");
    assert_int_equal(p.result, 0);
    assert_string_equal(p.options.output, "file");
    assert_int_equal(p.options.jobs, 3);
    assert_true(p.options.quiet && p.options.help);
    assert_int_equal(p.operands, 0);

    p = PARSE("-o", "-", "-", "--", "-q", "--x");
    assert_int_equal(p.result, 0);
    assert_string_equal(p.options.output, "-");
    assert_false(p.options.quiet);
    assert_int_equal(p.operands, 3);
    assert_string_equal(p.argv[2], "-q");

    p = PARSE("--base-url=");
    assert_string_equal(p.options.base_url, "");
    assert_int_equal(p.options.jobs, 2);
}

static void some_are_given_more_than_once(void **state)
{
    static const struct option_row tagged[] = {
        {"tag", 't', OPTION_TEXTS, "TAG", "a tag", AT(tags), 0, 0},
        {0},
    };
    char *argv[2 + OPTION_TEXTS_MAX];
    static char program[] = "gabay", one[] = "--tag=a", two[] = "-tb";
    struct options o = {0};
    struct buf out = {0};
    struct err e = {0};
    int operands;

    (void)state;
    argv[0] = program;
    argv[1] = one;
    argv[2] = two;
    assert_int_equal(option_parse(tagged, 3, argv, &o, &operands, &e), 0);
    assert_int_equal(o.tags.count, 2);
    assert_string_equal(o.tags.texts[0], "a");
    assert_string_equal(o.tags.texts[1], "b");
    o.tags.count = 0;
    for (int i = 0; i <= OPTION_TEXTS_MAX; i++)
        argv[1 + i] = one;
    assert_int_equal(
        option_parse(tagged, 1 + OPTION_TEXTS_MAX, argv, &o, &operands, &e), 0);
    o.tags.count = 0;
    assert_int_equal(
        option_parse(tagged, 2 + OPTION_TEXTS_MAX, argv, &o, &operands, &e),
        -1);
    option_config(tagged, &o, &out);
    assert_int_equal(out.len, 0);
    buf_release(&out);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *words[WORDS];
        const char *message;
    } cases[] = {
        {{"--output-file"}, "unknown option --output-file, see --help"},
        {{"--ouptut=x"}, "unknown option --ouptut, did you mean --output?"},
        {{"--job", "2"}, "unknown option --job, did you mean --jobs?"},
        {{"--base"}, "unknown option --base, did you mean --base-url?"},
        {{"--frobnicate"}, "unknown option --frobnicate, see --help"},
        {{"-x"}, "unknown option -x, see --help"},
        {{"--quiet=1"}, "option --quiet is true or false, not '1'"},
        {{"--output"}, "option --output needs an argument: --output FILE"},
        {{"-o", "--quiet"}, "option --output needs an argument: --output FILE"},
        {{"--jobs=x"},
         "option --jobs needs a whole number from 1 to 64, not 'x'"},
        {{"-j0"}, "option --jobs needs a whole number from 1 to 64, not '0'"},
        {{"-j", "65"},
         "option --jobs needs a whole number from 1 to 64, not '65'"},
        {{"--jobs="},
         "option --jobs needs a whole number from 1 to 64, not ''"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct parsed p = parse(cases[i].words);
        assert_int_equal(p.result, -1);
        assert_int_equal(p.e.code, ERR_USAGE);
        assert_string_equal(p.e.message, cases[i].message);
    }
}

static void help_is_aligned(void **state)
{
    (void)state;
    struct buf b = {0};

    option_help(rows, &b);
    buf_char(&b, '\0');
    assert_string_equal(b.ptr, "  -o, --output FILE   write FILE\n"
                               "      --base-url URL  address\n"
                               "  -j, --jobs N        threads\n"
                               "  -q, --quiet         say less\n"
                               "  -h, --help          show this\n");
    buf_release(&b);
}

static int read_text(const char *text, struct arena *a, struct options *out,
                     struct err *e)
{
    char name[] = "/tmp/gabay-option-XXXXXX";
    int fd = mkstemp(name);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    int result = option_read_file(rows, name, a, out, e);
    unlink(name);
    return result;
}

static void files_hold_the_same_options(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct options o = {.jobs = 2, .base_url = "kept"};

    assert_int_equal(read_text("# all of them\r\n\n  output =  a = b \r\n"
                               "jobs=8\nquiet = true",
                               &a, &o, &e),
                     0);
    assert_string_equal(o.output, "a = b");
    assert_int_equal(o.jobs, 8);
    assert_true(o.quiet);
    assert_string_equal(o.base_url, "kept");
    assert_int_equal(read_text("quiet = false\noutput =\n", &a, &o, &e), 0);
    assert_false(o.quiet);
    assert_string_equal(o.output, "");
    arena_release(&a);
}

static void mistakes_in_files_have_a_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned line;
        const char *message;
    } cases[] = {
        {"\n#\nport = 1\n", 3, "unknown option \"port\""},
        {"job = 1\n", 1, "unknown option \"job\", did you mean jobs"},
        {"help = true\n", 1, "unknown option \"help\""},
        {"jobs = 0\n", 1,
         "option --jobs needs a whole number from 1 to 64, not '0'"},
        {"quiet = on\n", 1, "option --quiet is true or false, not 'on'"},
        {"quiet\n", 1, "expected \"name = value\""},
        {"jobs = 1\njobs = 2\n", 2, "option \"jobs\" stands here twice"},
        {"output = \xff\n", 0, "is not text in UTF-8"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena a = {0};
        struct err e = {0};
        struct options o = {0};
        assert_int_equal(read_text(cases[i].text, &a, &o, &e), -1);
        assert_int_equal(e.code, ERR_USAGE);
        assert_int_equal(e.line, cases[i].line);
        assert_string_equal(e.message, cases[i].message);
        assert_non_null(strstr(e.path, "/tmp/gabay-option-"));
        arena_release(&a);
    }
}

static void a_file_of_the_defaults(void **state)
{
    (void)state;
    struct buf b = {0};
    const struct options o = {.output = "out", .jobs = 2};

    option_config(rows, &o, &b);
    buf_char(&b, '\0');
    assert_string_equal(b.ptr, "# FILE: write FILE\n#output = out\n\n"
                               "# URL: address\n#base-url =\n\n"
                               "# N: threads\n#jobs = 2\n\n"
                               "# say less\n#quiet = false\n\n");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_forms_are_taken),
        cmocka_unit_test(some_are_given_more_than_once),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(help_is_aligned),
        cmocka_unit_test(files_hold_the_same_options),
        cmocka_unit_test(mistakes_in_files_have_a_line),
        cmocka_unit_test(a_file_of_the_defaults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
