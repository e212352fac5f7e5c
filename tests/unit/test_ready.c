/* Answers kept ready. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "server/ready.h"

enum { SIZE = 1000, THREADS = 4, ROUNDS = 20000 };

static atomic_int alive;

static void *answer_new(uint64_t what)
{
    uint64_t *answer = malloc(sizeof(*answer));

    assert_non_null(answer);
    *answer = what;
    atomic_fetch_add(&alive, 1);
    return answer;
}

static void destroy(void *answer)
{
    atomic_fetch_sub(&alive, 1);
    free(answer);
}

/* Asks; adds where it is wanted. Was it there? */
static bool ask(struct ready_answers *k, uint64_t generation, uint64_t name)
{
    bool wanted;
    struct ready *one = ready_find(k, generation, name, &wanted);

    if (one) {
        assert_int_equal(*(uint64_t *)ready_answer(one), generation ^ name);
        ready_put(k, one);
        return true;
    }
    if (wanted)
        ready_add(k, generation, name, answer_new(generation ^ name), SIZE);
    return false;
}

static void kept_from_the_second_time_on(void **state)
{
    (void)state;
    struct ready_answers *k = ready_new((size_t)100 * SIZE, destroy);

    assert_non_null(k);
    assert_false(ask(k, 1, 5));
    assert_false(ask(k, 1, 5));
    assert_true(ask(k, 1, 5));
    assert_true(ask(k, 1, 5));
    assert_false(ask(k, 1, 6));
    assert_int_equal(alive, 1);
    ready_free(k);
    assert_int_equal(alive, 0);
}

static void a_generation_replaces_all(void **state)
{
    (void)state;
    struct ready_answers *k = ready_new((size_t)100 * SIZE, destroy);
    bool wanted;

    assert_non_null(k);
    ask(k, 1, 5);
    ask(k, 1, 5);
    struct ready *held = ready_find(k, 1, 5, &wanted);
    assert_non_null(held);
    assert_false(ask(k, 2, 5));
    assert_int_equal(*(uint64_t *)ready_answer(held), 1 ^ 5);
    ready_put(k, held);
    assert_int_equal(alive, 1);
    ready_add(k, 1, 5, answer_new(0), SIZE);
    assert_int_equal(alive, 1);
    ready_free(k);
    assert_int_equal(alive, 0);
}

static void memory_is_bounded(void **state)
{
    (void)state;
    struct ready_answers *k = ready_new((size_t)100 * SIZE, destroy);
    int hits = 0;

    assert_non_null(k);
    for (uint64_t i = 0; i < 40000; i++) {
        hits += ask(k, 1, i % 200);
        assert_in_range(alive, 0, 100);
    }
    /* Twice as many in a round as there is room for: about half of them
     * stay. */
    assert_in_range(hits, 10000, 25000);
    ready_add(k, 1, 999, answer_new(0), (size_t)100 * SIZE);
    assert_in_range(alive, 0, 100);
    ready_free(k);
    assert_int_equal(alive, 0);
}

static void *hammer(void *ctx)
{
    for (uint64_t i = 0; i < ROUNDS; i++)
        ask(ctx, 1 + i / (ROUNDS / 4), i * 7 % 150);
    return NULL;
}

static void threads_share_it(void **state)
{
    (void)state;
    struct ready_answers *k = ready_new((size_t)100 * SIZE, destroy);
    pthread_t threads[THREADS];

    assert_non_null(k);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, hammer, k), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    ready_free(k);
    assert_int_equal(alive, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_from_the_second_time_on),
        cmocka_unit_test(a_generation_replaces_all),
        cmocka_unit_test(memory_is_bounded),
        cmocka_unit_test(threads_share_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
