/* Token buckets: one by one, and the table that holds them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "server/rate.h"

enum { SECOND = 1000000, MINUTE = 60 * SECOND };

static const uint8_t key[SIPHASH_KEY_SIZE] = "0123456789abcde";

/* One bucket, at times in seconds from a start that is not 0. */
static void a_bucket_empties_and_fills(void **state)
{
    enum { CALLS = 24 };
    static const struct {
        uint32_t limit;
        struct {
            double at;
            bool fine;
            uint32_t left, wait;
        } calls[CALLS];
    } cases[] = {
        /* Three a minute: one comes back every 20 seconds. */
        {3,
         {{.001, true, 2, 20},
          {.001, true, 1, 40},
          {.001, true, 0, 20},
          {.001, false, 0, 20},
          {19.001, false, 0, 1},
          {20, false, 0, 1},
          {20.001, true, 0, 20},
          {20.001, false, 0, 20},
          {60.001, true, 1, 40},
          {60.001, true, 0, 20},
          {500, true, 2, 20},
          {500, true, 1, 40}}},
        {1,
         {{1, true, 0, 60},
          {2, false, 0, 59},
          {60.5, false, 0, 1},
          {61, true, 0, 60}}},
        /* Sixty a minute, a second each. */
        {60, {{1, true, 59, 1}, {1, true, 58, 2}, {1.5, true, 57, 3}}},
        {RATE_MAX, {{1, true, RATE_MAX - 1, 1}, {1, true, RATE_MAX - 2, 1}}},
        /* 7 does not divide a minute: parts of a microsecond are dropped. */
        {7,
         {{1, true, 6, 9},
          {1, true, 5, 18},
          {1, true, 4, 26},
          {1, true, 3, 35},
          {1, true, 2, 43},
          {1, true, 1, 52},
          {1, true, 0, 9},
          {1, false, 0, 9}}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        uint64_t due = 0;
        for (size_t j = 0; j < CALLS && cases[i].calls[j].at > 0; j++) {
            struct rate_verdict v = {0};
            uint64_t now = 77 * (uint64_t)SECOND +
                           (uint64_t)(cases[i].calls[j].at * SECOND + .5);
            due = rate_bucket_take(due, now, cases[i].limit, &v);
            if (!v.counted || v.limit != cases[i].limit ||
                v.fine != cases[i].calls[j].fine ||
                v.left != cases[i].calls[j].left ||
                v.wait != cases[i].calls[j].wait)
                fail_msg("%u a minute, call %zu: fine=%d left=%u wait=%u",
                         cases[i].limit, j + 1, v.fine, v.left, v.wait);
        }
    }
}

/* In every minute from any moment on: what it holds and what comes back. */
static void never_more_than_twice_the_limit_a_minute(void **state)
{
    static const uint32_t limits[] = {1, 2, 7, 59, 600};

    (void)state;
    for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
        uint64_t due = 0, taken = 0;
        for (uint64_t now = 5 * (uint64_t)MINUTE; now < 6 * (uint64_t)MINUTE;
             now += SECOND / 50) {
            struct rate_verdict v;
            due = rate_bucket_take(due, now, limits[i], &v);
            taken += v.fine;
        }
        assert_in_range(taken, 2 * limits[i] - 1, 2 * limits[i]);
    }
}

/* Workers read the clock one after the other. */
static void a_clock_some_milliseconds_behind(void **state)
{
    struct rate_verdict v;
    uint64_t due = 0, now = 9 * (uint64_t)MINUTE;

    (void)state;
    for (int i = 0; i < 3; i++)
        due = rate_bucket_take(due, now, 3, &v);
    assert_int_equal(rate_bucket_take(due, now - 5000, 3, &v), due);
    assert_false(v.fine);
    assert_int_equal(v.wait, 21);
}

/* Waiting as long as it is told to is always enough, and not too much. */
static void the_wait_is_right(void **state)
{
    (void)state;
    for (uint32_t limit = 1; limit <= 200; limit++) {
        struct rate_verdict v = {.fine = true};
        uint64_t due = 0, now = MINUTE + limit * 1237;
        while (v.fine)
            due = rate_bucket_take(due, now, limit, &v);
        uint64_t later = now + v.wait * (uint64_t)SECOND;
        struct rate_verdict then;
        if (v.wait > 1) {
            rate_bucket_take(due, later - SECOND - 1, limit, &then);
            assert_false(then.fine);
        }
        rate_bucket_take(due, later, limit, &then);
        assert_true(then.fine);
    }
}

static struct str name_of(char room[16], unsigned n)
{
    snprintf(room, 16, "%08x", n);
    return str_of(room, 8);
}

static bool take(struct rate *r, enum rate_kind kind, unsigned who,
                 uint64_t now)
{
    struct rate_verdict v;
    char room[16];
    bool fine = rate_take(r, kind, name_of(room, who), now, &v);

    assert_int_equal(fine, v.fine);
    assert_int_equal(v.kind, kind);
    return fine;
}

static void everybody_has_a_bucket(void **state)
{
    const uint32_t limits[RATE_KINDS] = {2, 1};
    struct rate *r = rate_new(limits, key);

    (void)state;
    for (unsigned who = 0; who < 50; who++) {
        assert_true(take(r, RATE_ADDRESS, who, 1000));
        assert_true(take(r, RATE_ADDRESS, who, 1000));
        assert_false(take(r, RATE_ADDRESS, who, 1000));
        assert_true(take(r, RATE_TOKEN, who, 1000));
        assert_false(take(r, RATE_TOKEN, who, 1000));
    }
    for (unsigned who = 0; who < 50; who++) {
        assert_true(take(r, RATE_ADDRESS, who, 31000));
        assert_false(take(r, RATE_ADDRESS, who, 31000));
        assert_false(take(r, RATE_TOKEN, who, 31000));
    }
    rate_free(r);
}

static void no_limit_counts_nothing(void **state)
{
    const uint32_t limits[RATE_KINDS] = {0, 1};
    struct rate *r = rate_new(limits, key);
    struct rate_verdict v;

    (void)state;
    for (int i = 0; i < 1000; i++)
        assert_true(rate_take(r, RATE_ADDRESS, S("a"), 1000, &v));
    assert_false(v.counted);
    assert_true(rate_take(r, RATE_TOKEN, S("a"), 1000, &v));
    assert_true(v.counted);
    assert_false(rate_take(r, RATE_TOKEN, S("a"), 1000, &v));
    rate_free(r);
}

/* A hundred that have used up their calls are remembered, whoever comes
 * beside them: 200,000 others, once each. Those are all let in. */
static void a_crowd_does_not_reset_the_greedy(void **state)
{
    const uint32_t limits[RATE_KINDS] = {100, 100};
    struct rate *r = rate_new(limits, key);

    (void)state;
    for (unsigned who = 0; who < 100; who++)
        while (take(r, RATE_ADDRESS, who, 1000))
            continue;
    for (unsigned who = 1000; who < 201000; who++)
        assert_true(take(r, RATE_ADDRESS, who, 1001));
    for (unsigned who = 0; who < 100; who++)
        assert_false(take(r, RATE_ADDRESS, who, 1002));
    rate_free(r);
}

enum { THREADS = 4, ROUNDS = 20000, SHARED_LIMIT = 5000 };

struct taker {
    struct rate *rate;
    unsigned fine;
};

static void *take_many(void *ctx)
{
    struct taker *t = ctx;
    struct rate_verdict v;
    char room[16];

    for (unsigned i = 0; i < ROUNDS; i++) {
        t->fine += rate_take(t->rate, RATE_ADDRESS, S("one"), 1000, &v);
        rate_take(t->rate, RATE_ADDRESS, name_of(room, i), 1000, &v);
    }
    return NULL;
}

static void threads_share_one_bucket(void **state)
{
    const uint32_t limits[RATE_KINDS] = {SHARED_LIMIT, 0};
    struct rate *r = rate_new(limits, key);
    struct taker takers[THREADS];
    pthread_t threads[THREADS];
    unsigned fine = 0;

    (void)state;
    for (size_t i = 0; i < THREADS; i++) {
        takers[i] = (struct taker){r, 0};
        pthread_create(&threads[i], NULL, take_many, &takers[i]);
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        fine += takers[i].fine;
    }
    assert_int_equal(fine, SHARED_LIMIT);
    rate_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bucket_empties_and_fills),
        cmocka_unit_test(never_more_than_twice_the_limit_a_minute),
        cmocka_unit_test(a_clock_some_milliseconds_behind),
        cmocka_unit_test(the_wait_is_right),
        cmocka_unit_test(everybody_has_a_bucket),
        cmocka_unit_test(no_limit_counts_nothing),
        cmocka_unit_test(a_crowd_does_not_reset_the_greedy),
        cmocka_unit_test(threads_share_one_bucket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
