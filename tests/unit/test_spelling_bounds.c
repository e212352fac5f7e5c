/* What correcting a word may cost at most, whatever the word and the
 * vocabulary; and vocabularies made of lexicons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/arena.h"
#include "lib/query/correct.h"

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
enum { WORDS = 50000, LENGTH = 8 };

struct alike {
    char *words;
    uint32_t given;
};

static bool next_alike(void *ctx, struct str *form, uint32_t *articles)
{
    static const char letters[] = "aeinorst";
    struct alike *a = ctx;
    char *word = a->words + (size_t)a->given * LENGTH;

    if (a->given == WORDS)
        return false;
    for (unsigned i = 0; i < LENGTH; i++)
        word[i] = letters[a->given >> (3 * (i % 6)) & 7];
    a->given++;
    *form = str_of(word, LENGTH);
    *articles = 1;
    return true;
}

static bool no_word(void *ctx, struct str *form, uint32_t *articles)
{
    (void)ctx;
    (void)form;
    (void)articles;
    return false;
}

static void looking_up_has_a_ceiling(void **state)
{
    struct arena a = {0};
    struct alike alike = {.words = arena_alloc(&a, WORDS, LENGTH)};
    struct vocabulary words = {
        .ctx = &alike, .next = next_alike, .most = WORDS};
    struct speller s = {0};
    struct spelling_work work = {0};
    struct spelling found;

    (void)state;
    assert_non_null(alike.words);
    assert_int_equal(speller_init(&s, S("en"), words, NULL), 0);
    assert_int_equal(s.count, WORDS);
    speller_find(&s, S("tsronixe"), 0, 200, &work, &found);
    assert_in_range(work.compared, 1, WORDS);
    assert_in_range(work.measured, 1, SPELLER_MEASURED_MAX);
    speller_release(&s);
    arena_release(&a);
}

static void an_empty_vocabulary_is_fine(void **state)
{
    struct speller s = {0};
    struct vocabulary words = {.next = no_word};
    struct spelling found;

    (void)state;
    assert_int_equal(speller_init(&s, S("en"), words, NULL), 0);
    assert_false(speller_find(&s, S("order"), 0, 200, NULL, &found));
    assert_false(speller_has(&s, S("order")));
    speller_release(&s);
}

/* A lexicon in which `exact` stands with its stem, in one article. */
static void open_lexicon(struct lexicon *l, const char *const words[][2],
                         size_t count)
{
    struct lexicon_builder b;
    struct buf bytes = {0};

    lexicon_builder_init(&b);
    for (size_t i = 0; i < count; i++) {
        struct str exact = str_from(words[i][0]);
        assert_non_null(
            lexicon_note(&b, exact, exact, str_from(words[i][1]), 1));
    }
    assert_int_equal(lexicon_number(&b, NULL), 0);
    for (uint32_t i = 0; i < b.group_count; i++)
        lexicon_seen(&b.groups[i], 0);
    lexicon_write(&b, &bytes);
    assert_int_equal(lexicon_open(l, &bytes, NULL), 0);
    lexicon_builder_release(&b);
}

static void lexicons_give_their_forms_and_korean_stems(void **state)
{
    static const char *const korean[][2] = {
        {"환불은", "환불"}, {"반품", "반품"}, {"반품을", "반품"}};
    static const char *const english[][2] = {{"deliveries", "deliveri"},
                                             {"delivery", "deliveri"}};
    struct lexicon l;
    struct speller s;

    (void)state;
    open_lexicon(&l, korean, 3);
    assert_int_equal(correct_speller(&s, S("ko-KR"), &l, NULL), 0);
    assert_int_equal(s.count, 4);
    assert_true(speller_has(&s, S("환불")));
    assert_true(speller_has(&s, S("환불은")));
    assert_true(speller_has(&s, S("반품")));
    speller_release(&s);
    lexicon_close(&l);

    open_lexicon(&l, english, 2);
    assert_int_equal(correct_speller(&s, S("en"), &l, NULL), 0);
    assert_int_equal(s.count, 2);
    assert_true(speller_has(&s, S("delivery")));
    assert_false(speller_has(&s, S("deliveri")));
    speller_release(&s);
    lexicon_close(&l);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(splitting_has_a_ceiling),
        cmocka_unit_test(looking_up_has_a_ceiling),
        cmocka_unit_test(an_empty_vocabulary_is_fine),
        cmocka_unit_test(lexicons_give_their_forms_and_korean_stems),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
