/* What writers see: order, form and folding of problems. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/problem.h"

static void assert_printed(struct problems *p, const char *want)
{
    FILE *out = tmpfile();
    char got[4096];

    assert_non_null(out);
    problems_print(p, out);
    rewind(out);
    got[fread(got, 1, sizeof(got) - 1, out)] = '\0';
    fclose(out);
    assert_string_equal(got, want);
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
    assert_printed(&p, "en/a.md:1:1: error: one\n"
                       "en/b.md:2:1: warning: first\n"
                       "en/b.md:2:30: warning: two\n"
                       "en/b.md:12:3: warning: no article at \"x.md\"\n");
    problems_release(&p);
}

static void many_warnings_of_a_kind_are_folded(void **state)
{
    (void)state;
    struct problems p;

    problems_init(&p);
    for (unsigned i = 1; i <= 5; i++)
        problem_add(&p, CHECK_RAW_HTML, S("a.md"), i, 1, "raw");
    for (unsigned i = 1; i <= 7; i++)
        problem_add(&p, CHECK_BROKEN_LINK, S("b.md"), i, 1, "lost");
    for (unsigned i = 1; i <= 6; i++)
        problem_add(&p, CHECK_UNREADABLE, S("c.md"), i, 0, "bad");
    assert_printed(&p, "a.md:1:1: warning: raw\n"
                       "a.md:2:1: warning: raw\n"
                       "a.md:3:1: warning: raw\n"
                       "a.md:4:1: warning: raw\n"
                       "a.md:5:1: warning: raw\n"
                       "b.md:1:1: warning: lost\n"
                       "b.md:2:1: warning: lost\n"
                       "b.md:3:1: warning: lost\n"
                       "b.md:4:1: warning: lost\n"
                       "b.md:5:1: warning: lost\n"
                       "... and 2 more of the kind \"broken-link\"\n"
                       "c.md:1:1: error: bad\n"
                       "c.md:2:1: error: bad\n"
                       "c.md:3:1: error: bad\n"
                       "c.md:4:1: error: bad\n"
                       "c.md:5:1: error: bad\n"
                       "c.md:6:1: error: bad\n");
    problems_release(&p);
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
    assert_printed(&p, "na me.md:4:2: error: quoted: \"a  [31mb\"\n");
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
        cmocka_unit_test(many_warnings_of_a_kind_are_folded),
        cmocka_unit_test(a_problem_is_one_line),
        cmocka_unit_test(threads_may_add),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
