/* What writers see: order, form and folding of problems; what weighs how
 * much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/base/check_rules.h"
#include "indexer/report/report.h"
#include "indexer/base/site.h"
#include "indexer/base/yaml.h"

static void assert_text(const struct report *r, const char *want)
{
    struct buf got = {0};

    problems_sort(r->problems);
    report_text(r, &got);
    buf_char(&got, '\0');
    assert_false(got.failed);
    assert_string_equal(got.ptr, want);
    buf_release(&got);
}

static void assert_printed(struct problems *p, const char *want)
{
    assert_text(&(struct report){.problems = p}, want);
}

static void problems_are_sorted_by_place(void **state)
{
    (void)state;
    struct problems p;

    problems_init(&p);
    assert_printed(&p, "");
    problem_add(&p, CHECK_BROKEN_LINK, S("en/b.md"), 12, 3,
                "no article at \"%s\"", "x.md");
    problem_add(&p, CHECK_BROKEN_LINK, S("en/b.md"), 2, 30, "two");
    problem_add(&p, CHECK_UNREADABLE, S("en/a.md"), 0, 0, "one");
    problem_add(&p, CHECK_NO_TITLE, S("en/b.md"), 2, 0, "first");
    assert_int_equal(p.errors, 1);
    assert_printed(&p, "en/a.md:1:1: error: one [unreadable]\n"
                       "en/b.md:2:1: warning: first [no-title]\n"
                       "en/b.md:2:30: warning: two [broken-link]\n"
                       "en/b.md:12:3: warning: no article at \"x.md\" "
                       "[broken-link]\n");
    problems_release(&p);
}

static void many_of_a_kind_are_folded(void **state)
{
    (void)state;
    struct problems p;
    struct report r = {.problems = &p};
    struct buf all = {0};
    size_t lines = 0;

    problems_init(&p);
    for (unsigned i = 1; i <= 5; i++)
        problem_add(&p, CHECK_RAW_HTML, S("a.md"), i, 1, "raw");
    for (unsigned i = 1; i <= 7; i++)
        problem_add(&p, CHECK_BROKEN_LINK, S("b.md"), i, 1, "lost");
    for (unsigned i = 1; i <= 6; i++)
        problem_add(&p, CHECK_UNREADABLE, S("c.md"), i, 0, "bad");
    assert_printed(&p, "a.md:1:1: warning: raw [raw-html]\n"
                       "a.md:2:1: warning: raw [raw-html]\n"
                       "a.md:3:1: warning: raw [raw-html]\n"
                       "a.md:4:1: warning: raw [raw-html]\n"
                       "a.md:5:1: warning: raw [raw-html]\n"
                       "b.md:1:1: warning: lost [broken-link]\n"
                       "b.md:2:1: warning: lost [broken-link]\n"
                       "b.md:3:1: warning: lost [broken-link]\n"
                       "b.md:4:1: warning: lost [broken-link]\n"
                       "b.md:5:1: warning: lost [broken-link]\n"
                       "... and 2 more [broken-link]\n"
                       "c.md:1:1: error: bad [unreadable]\n"
                       "c.md:2:1: error: bad [unreadable]\n"
                       "c.md:3:1: error: bad [unreadable]\n"
                       "c.md:4:1: error: bad [unreadable]\n"
                       "c.md:5:1: error: bad [unreadable]\n"
                       "c.md:6:1: error: bad [unreadable]\n");
    r.all = true;
    report_text(&r, &all);
    for (size_t i = 0; i < all.len; i++)
        lines += all.ptr[i] == '\n';
    assert_int_equal(lines, 18);
    buf_release(&all);
    problems_release(&p);
}

static size_t lines_of_kinds(size_t kinds, struct buf *out)
{
    struct problems p;
    struct report r = {.problems = &p};
    size_t lines = 0;

    problems_init(&p);
    for (enum check i = CHECK_NONE + 1; i < CHECK_COUNT && kinds; i++) {
        if (check_row(i)->severity != SEVERITY_WARNING)
            continue;
        for (unsigned k = 1; k <= 9; k++)
            problem_add(&p, i, S("a.md"), k, 1, "x");
        kinds--;
    }
    assert_int_equal(kinds, 0);
    problems_sort(&p);
    buf_clear(out);
    report_text(&r, out);
    for (size_t i = 0; i < out->len; i++)
        lines += out->ptr[i] == '\n';
    problems_release(&p);
    return lines;
}

/* Of many kinds fewer are shown, so that all have a place on the screen. */
static void many_kinds_are_folded_more(void **state)
{
    (void)state;
    struct buf out = {0};

    assert_int_equal(lines_of_kinds(6, &out), 6 * (5 + 1));
    assert_int_equal(lines_of_kinds(7, &out), 7 * (4 + 1));
    assert_int_equal(lines_of_kinds(12, &out), 12 * (2 + 1));
    assert_int_equal(lines_of_kinds(19, &out), 19 * (1 + 1));
    assert_int_equal(lines_of_kinds(20, &out), 20);
    assert_true(str_ends(buf_str(&out), S("] ... and 8 more\n")));
    buf_release(&out);
}

static void counts(void **state)
{
    (void)state;
    static const struct {
        size_t errors, warnings, articles;
        const char *want;
    } cases[] = {
        {0, 0, 180, "no problems in 180 articles"},
        {2, 14, 180, "2 errors, 14 warnings in 180 articles"},
        {1, 0, 1, "1 error in 1 article"},
        {0, 1, 0, "1 warning in 0 articles"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct problems p = {.errors = cases[i].errors,
                             .warnings = cases[i].warnings};
        struct report r = {.problems = &p, .articles = cases[i].articles};
        struct buf out = {0};
        report_put_counts(&r, &out);
        buf_char(&out, '\0');
        assert_string_equal(out.ptr, cases[i].want);
        buf_release(&out);
    }
}

static void colours(void **state)
{
    (void)state;
    struct problems p;

    problems_init(&p);
    problem_add(&p, CHECK_NO_TITLE, S("a.md"), 1, 1, "x");
    assert_text(&(struct report){.problems = &p, .colour = true},
                "\x1B[1ma.md\x1B[0m:1:1: \x1B[1;33mwarning:\x1B[0m x "
                "\x1B[2m[no-title]\x1B[0m\n");
    problems_release(&p);
}

static void paths_of_the_repository(void **state)
{
    (void)state;
    static const struct {
        const char *content, *want;
    } cases[] = {
        {"help", "help/en/a.md"},   {"./help/", "help/en/a.md"},
        {".", "en/a.md"},           {"./", "en/a.md"},
        {"../x//", "../x/en/a.md"}, {"/srv/help", "/srv/help/en/a.md"},
        {"/", "/en/a.md"},
    };
    struct arena a = {0};
    struct problem row = {.check = CHECK_NO_TITLE, .path = S("en/a.md")};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct report r = {.content = cases[i].content};
        struct str got = report_path(&a, &r, &row);
        if (!str_eq(got, str_from(cases[i].want)))
            fail_msg("%s: %.*s", cases[i].content, STR_ARG(got));
    }
    row.check = CHECK_THEME;
    assert_true(str_eq(
        report_path(&a, &(struct report){.content = "help"}, &row), row.path));
    arena_release(&a);
}

static void rules_weigh(void **state)
{
    (void)state;
    static const char yaml[] = "checks:\n  no-title: off\n"
                               "  raw-html:\n    en/old/: off\n"
                               "    en/**: error\n    else: warning\n"
                               "  taken-alias:\n    pl/*.md: warning\n";
    static const struct {
        enum check check;
        const char *path;
        enum severity want;
    } cases[] = {
        {CHECK_NO_TITLE, "en/a.md", SEVERITY_OFF},
        {CHECK_RAW_HTML, "en/old/a.md", SEVERITY_OFF},
        {CHECK_RAW_HTML, "en/new/a.md", SEVERITY_ERROR},
        {CHECK_RAW_HTML, "pl/a.md", SEVERITY_WARNING},
        {CHECK_TAKEN_ALIAS, "pl/a.md", SEVERITY_WARNING},
        {CHECK_TAKEN_ALIAS, "pl/a/b.md", SEVERITY_ERROR},
        {CHECK_BROKEN_LINK, "pl/a.md", SEVERITY_WARNING},
    };
    struct site site = {0};
    struct err e = {0};

    problems_init(&site.problems);
    struct value *root = yaml_parse(&site.arena, str_from(yaml), &e);
    assert_non_null(root);
    check_rules_read(&site, value_get(root, S("checks")), str_from(yaml));
    assert_int_equal(site.problems.count, 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_int_equal(
            check_rules_severity(site.problems.rules, cases[i].check,
                                 str_from(cases[i].path), &site.arena),
            cases[i].want);
    problem_add(&site.problems, CHECK_NO_TITLE, S("en/a.md"), 1, 1, "x");
    assert_int_equal(site.problems.count + site.problems.warnings, 0);
    for (size_t i = 0; i < 9; i++)
        problem_add(&site.problems, CHECK_RAW_HTML,
                    str_from(cases[1 + i / 3].path), 1, 1, "x");
    assert_int_equal(site.problems.errors, 3);
    assert_int_equal(site.problems.warnings, 3);
    problems_release(&site.problems);
    arena_release(&site.arena);
}

static void a_problem_is_one_line(void **state)
{
    (void)state;
    struct problems p;
    struct err e;

    problems_init(&p);
    err_set(&e, ERR_CONTENT, "quoted: \"a\n\x1B[31mb\"");
    err_at(&e, S("elsewhere"), 4, 2);
    problem_add_err(&p, CHECK_UNREADABLE, S("na\nme.md"), &e);
    problem_add(&p, CHECK_UNREADABLE, S("z.md"), 1, 1,
                "a\x7F\xC2\x9B[31mb\xC2\xA0");
    assert_printed(&p,
                   "na me.md:4:2: error: quoted: \"a  [31mb\" [unreadable]\n"
                   "z.md:1:1: error: a   [31mb\xC2\xA0 [unreadable]\n");
    problems_release(&p);
}

static void *add_many(void *of)
{
    for (unsigned i = 0; i < 500; i++)
        problem_add(of, CHECK_UNREADABLE, S("a.md"), i, 0, "n %u", i);
    return NULL;
}

static void threads_may_add(void **state)
{
    (void)state;
    struct problems p;
    pthread_t threads[4];

    problems_init(&p);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, add_many, &p), 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(p.count, 2000);
    assert_int_equal(p.errors, 2000);
    assert_false(p.failed);
    problems_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems_are_sorted_by_place),
        cmocka_unit_test(many_of_a_kind_are_folded),
        cmocka_unit_test(many_kinds_are_folded_more),
        cmocka_unit_test(counts),
        cmocka_unit_test(colours),
        cmocka_unit_test(paths_of_the_repository),
        cmocka_unit_test(rules_weigh),
        cmocka_unit_test(a_problem_is_one_line),
        cmocka_unit_test(threads_may_add),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
