/* What tests that search share: the sample, compiled once for a group, and a
 * search of it. */
#ifndef GABAY_TEST_SAMPLE_H
#define GABAY_TEST_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/tools/search_sample.h"

static struct search_sample sample;

/* Places in sample.locales. */
enum { EN, KO, PL };

/* One answer; its values live in the arena. */
struct asked {
    struct arena arena;
    const struct value *answer;
};

/* search_run() or suggest_run() */
typedef int runner(struct searcher *s, const struct search_request *request,
                   struct arena *a, struct value **answer, struct err *e);

static inline struct asked run(runner *how, size_t locale,
                               struct search_request request)
{
    struct asked asked = {0};
    struct value *answer = NULL;
    struct err e = {0};
    struct searcher *s = searcher_take(sample.locales[locale], &e);

    if (!s || how(s, &request, &asked.arena, &answer, &e))
        fail_msg("%s", e.message);
    searcher_give(s);
    asked.answer = answer;
    return asked;
}

static inline struct asked ask(size_t locale, const char *query)
{
    return run(search_run, locale,
               (struct search_request){.query = str_from(query), .limit = 10});
}

static inline void drop(struct asked *asked)
{
    arena_release(&asked->arena);
}

static inline int make_sample(void **state)
{
    struct err e = {0};

    (void)state;
    if (sample_make(&sample, &e))
        return 0;
    print_error("%s\n", e.message);
    return -1;
}

static inline int drop_sample(void **state)
{
    (void)state;
    sample_drop(&sample);
    return 0;
}

#endif
