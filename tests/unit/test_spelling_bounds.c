/* What correcting a word may cost at most, whatever the word and the
 * vocabulary. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/arena.h"
#include "lib/query/spelling.h"
#include "lib/query/split.h"

static uint32_t anything(void *ctx, struct str word)
{
    (void)word;
    ++*(uint32_t *)ctx;
    return 1;
}

static uint32_t nothing(void *ctx, struct str word)
{
    (void)word;
    ++*(uint32_t *)ctx;
    return 0;
}

static void splitting_has_a_ceiling(void **state)
{
    char word[3 * SPLIT_LETTERS_MAX + 3];
    struct arena a = {0};
    uint32_t calls = 0, asked = 0;
    struct known_words all = {.ctx = &calls, .articles = anything};
    struct known_words none = {.ctx = &calls, .articles = nothing};

    (void)state;
    memset(word, 'a', sizeof(word));
    struct str longest = str_of(word, SPLIT_LETTERS_MAX);
    assert_true(split_word(all, longest, &a, &asked).len > 0);
    assert_int_equal(asked, calls);
    assert_in_range(asked, 1, SPLIT_ASKED_MAX);
    assert_int_equal(
        split_word(all, str_of(word, SPLIT_LETTERS_MAX + 1), &a, NULL).len, 0);
    asked = 0;
    assert_int_equal(split_word(none, longest, &a, &asked).len, 0);
    assert_in_range(asked, 1, 16); /* nothing reached, nothing more asked */
    for (size_t i = 0; i < SPLIT_LETTERS_MAX; i++)
        memcpy(word + 3 * i, "가", 3);
    asked = 0;
    split_word(all, str_of(word, (size_t)3 * SPLIT_LETTERS_MAX), &a, &asked);
    assert_in_range(asked, 1, SPLIT_ASKED_MAX);
    arena_release(&a);
}

/* 50,000 words that all look alike: the worst vocabulary there is. */
static struct str alike(const void *ctx, uint32_t number)
{
    static const char letters[] = "aeinorst";
    static const size_t length = 8;
    char *words = *(char *const *)ctx;
    char *word = words + number * length;

    for (size_t i = 0; i < length; i++)
        word[i] = letters[number >> (3 * (i % 6)) & 7];
    return str_of(word, length);
}

static uint32_t one_article(const void *ctx, uint32_t number)
{
    (void)ctx;
    (void)number;
    return 1;
}

static void looking_up_has_a_ceiling(void **state)
{
    enum { WORDS = 50000 };
    struct arena a = {0};
    char *words = arena_alloc(&a, WORDS, 8);
    struct speller s;
    struct spelling_work work = {0};
    struct spelling found;

    (void)state;
    assert_non_null(words);
    assert_int_equal(speller_init(&s, S("en"),
                                  (struct vocabulary){.ctx = &words,
                                                      .count = WORDS,
                                                      .form = alike,
                                                      .articles = one_article},
                                  NULL),
                     0);
    speller_find(&s, S("tsronixe"), 0, 200, &work, &found);
    assert_in_range(work.compared, 1, WORDS);
    assert_in_range(work.measured, 1, SPELLER_MEASURED_MAX);
    speller_release(&s);
    arena_release(&a);
}

static void an_empty_vocabulary_is_fine(void **state)
{
    struct speller s;
    struct spelling found;

    (void)state;
    assert_int_equal(speller_init(&s, S("en"), (struct vocabulary){0}, NULL),
                     0);
    assert_false(speller_find(&s, S("order"), 0, 200, NULL, &found));
    assert_false(speller_has(&s, S("order")));
    speller_release(&s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(splitting_has_a_ceiling),
        cmocka_unit_test(looking_up_has_a_ceiling),
        cmocka_unit_test(an_empty_vocabulary_is_fine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
