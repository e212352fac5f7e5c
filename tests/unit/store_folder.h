/* A data folder a test, and what lies in it: for test_store*.c, which include
 * cmocka before this. */
#ifndef GABAY_TESTS_STORE_FOLDER_H
#define GABAY_TESTS_STORE_FOLDER_H

#include "lib/file.h"
#include "server/store/read.h"

enum { DAY = 20000, NOON = DAY * 86400 + 43200 };

#define IN_FOLDER(test)                                                        \
    cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

static inline int make_folder(void **state)
{
    char name[] = "/tmp/gabay-store-XXXXXX";

    assert_non_null(mkdtemp(name));
    *state = strdup(name);
    return *state ? 0 : -1;
}

static inline int remove_folder(void **state)
{
    struct err e;

    assert_int_equal(file_remove_tree(*state, &e), 0);
    free(*state);
    return 0;
}

static inline struct store *open_store(const char *folder)
{
    struct err e = {0};
    struct store *s = store_open(folder, &e);

    if (!s)
        fail_msg("%s: %s", e.path, e.message);
    return s;
}

static inline struct vote vote_of(const char *article, uint8_t visitor,
                                  bool yes)
{
    return (struct vote){.article = str_from(article),
                         .locale = S("en"),
                         .visitor = {visitor},
                         .day = DAY,
                         .at = NOON,
                         .yes = yes};
}

static inline int count_vote(void *ctx, const struct vote *v, struct err *e)
{
    (void)v;
    (void)e;
    ++*(size_t *)ctx;
    return 0;
}

static inline size_t count_votes(const char *folder)
{
    size_t count = 0;
    struct err e = {0};

    if (store_read_votes(folder, count_vote, &count, &e))
        fail_msg("%s: %s", e.path, e.message);
    return count;
}

#endif
