/* The model of lib/query/confidence.h on facts made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/query/confidence.h"

enum { FACTS = sizeof(struct confidence_facts) / sizeof(double), STEPS = 20 };

static struct confidence_facts all_at(double value)
{
    return (struct confidence_facts){value, value, value, value, value};
}

static double *fact_of(struct confidence_facts *f, size_t i)
{
    double *const facts[] = {&f->reach, &f->known, &f->title, &f->filled,
                             &f->lead};

    _Static_assert(sizeof(facts) / sizeof(*facts) == FACTS, "all are tried");
    return facts[i];
}

static void more_of_a_fact_is_surer(void **state)
{
    (void)state;
    for (size_t i = 0; i < FACTS; i++)
        for (int others = 0; others <= 2; others++) {
            struct confidence_facts f = all_at(others / 2.0);
            double before = -1;
            for (int step = 0; step <= STEPS; step++) {
                *fact_of(&f, i) = (double)step / STEPS;
                double now = confidence_from(&f);
                if (now <= before)
                    fail_msg("fact %zu at %d: %f, before %f", i, step, now,
                             before);
                before = now;
            }
        }
}

static void it_stays_within_its_bounds(void **state)
{
    struct confidence_facts none = all_at(0), all = all_at(1);

    (void)state;
    assert_true(confidence_from(&none) > 0);
    assert_true(confidence_from(&none) < 0.1);
    assert_true(confidence_from(&all) > 0.95);
    assert_true(confidence_from(&all) < 1);
}

static void good_and_fair_are_where_they_should_be(void **state)
{
    static const struct {
        const char *what;
        struct confidence_facts facts;
        double least, most;
    } cases[] = {
        {"the title itself was asked for",
         {.reach = 1, .known = 1, .title = 1, .filled = 1, .lead = 0.3},
         CONFIDENCE_GOOD,
         1},
        {"all words known, much in the body, nothing in the title",
         {.reach = 0.7, .known = 1, .lead = 0.3},
         CONFIDENCE_GOOD,
         1},
        {"one word of several stands somewhere",
         {.reach = 0.15, .known = 0.5, .lead = 0.2},
         0,
         CONFIDENCE_FAIR},
        {"half of it known, a word in the title",
         {.reach = 0.4, .known = 0.5, .title = 0.2, .filled = 0.2, .lead = 0.4},
         CONFIDENCE_FAIR,
         CONFIDENCE_GOOD},
        {"nothing of it known", {.lead = 0.3}, 0, CONFIDENCE_FAIR},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        double sure = confidence_from(&cases[i].facts);
        if (sure < cases[i].least || sure > cases[i].most)
            fail_msg("%s: %f", cases[i].what, sure);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_of_a_fact_is_surer),
        cmocka_unit_test(it_stays_within_its_bounds),
        cmocka_unit_test(good_and_fair_are_where_they_should_be),
    };

    return cmocka_run_group_tests_name("confidence", tests, NULL, NULL);
}
