/* Tables of words whose stems are, or are not, the same. Include after cmocka.
 */
#ifndef GABAY_TEST_STEM_PAIRS_H
#define GABAY_TEST_STEM_PAIRS_H

#include "lib/analyse/stem/roots.h"
#include "lib/analyse/stem/stem.h"

/* Every one of `words`, parted by spaces, has the stem of `root`. */
struct same {
    const char *root, *words;
};

struct different {
    const char *a, *b;
};

/* The stem, or the word itself where the stemmer leaves it. */
static struct str stem_of(own_stemmer *stem, struct str word, struct buf *out)
{
    buf_clear(out);
    if (!stem(word, out))
        buf_put(out, word);
    assert_false(out->failed);
    assert_true(out->len > 0);
    return buf_str(out);
}

static size_t assert_same(own_stemmer *stem, const struct same *row)
{
    struct buf want = {0}, got = {0};
    struct str rest = str_from(row->words), word;
    size_t pairs = 0;

    stem_of(stem, str_from(row->root), &want);
    for (; str_cut(&rest, ' ', &word); pairs++) {
        stem_of(stem, word, &got);
        if (!str_eq(buf_str(&got), buf_str(&want)))
            fail_msg("%.*s became %.*s, but %s %.*s", STR_ARG(word),
                     STR_ARG(buf_str(&got)), row->root,
                     STR_ARG(buf_str(&want)));
    }
    buf_release(&want);
    buf_release(&got);
    return pairs;
}

static void assert_different(own_stemmer *stem, const struct different *pair)
{
    struct buf a = {0}, b = {0};

    stem_of(stem, str_from(pair->a), &a);
    stem_of(stem, str_from(pair->b), &b);
    if (str_eq(buf_str(&a), buf_str(&b)))
        fail_msg("%s and %s both became %.*s", pair->a, pair->b,
                 STR_ARG(buf_str(&a)));
    buf_release(&a);
    buf_release(&b);
}

/* The list has only small letters and "form=root", each form under its first
 * letter, once, and what is listed is its own stem. */
__attribute__((unused)) static void assert_roots(own_stemmer *stem,
                                                 const struct roots *roots)
{
    struct buf out = {0};

    for (size_t i = 0; i < sizeof(roots->by_letter) / sizeof(char *); i++) {
        struct str rest = str_from(roots->by_letter[i]), entry;

        while (str_cut(&rest, ' ', &entry)) {
            size_t equals = str_find(entry, '=');
            struct str form = str_sub(entry, 0, equals);
            struct str root =
                equals < entry.len ? str_skip(entry, equals + 1) : form;

            assert_true(form.len >= 2 && root.len >= 2 && entry.len < 40);
            assert_int_equal(form.ptr[0], 'a' + (int)i);
            if (roots_find(roots, form).ptr != root.ptr)
                fail_msg("%.*s stands twice", STR_ARG(form));
            if (!str_eq(stem_of(stem, root, &out), root))
                fail_msg("the root %.*s becomes %.*s", STR_ARG(root),
                         STR_ARG(buf_str(&out)));
        }
    }
    buf_release(&out);
}

/* The tables of a stemmer that has roots, and the tests of them: `*state` is
 * the tables. */
struct stem_tables {
    own_stemmer *stem;
    const struct roots *roots;
    const struct same *same;
    const struct different *different;
    size_t same_count, different_count;
};

/* Any bytes at all, among them words of many short syllables. */
static void assert_takes_anything(own_stemmer *stem)
{
    static const char letters[] = "aeinmgbdrpkstuo'-\0\xFF\xC3z";
    struct buf out = {0};
    char word[80];
    uint32_t state = 1;

    for (int round = 0; round < 20000; round++) {
        size_t len = 1 + (size_t)(round % (int)sizeof(word));
        size_t kinds = round % 3 == 0 ? sizeof(letters) - 1 : 9;

        for (size_t i = 0; i < len; i++) {
            state = state * 1103515245u + 12345u;
            word[i] = letters[(state >> 16) % kinds];
        }
        stem_of(stem, str_of(word, len), &out);
        assert_true(out.len <= len + 1);
    }
    buf_release(&out);
}

__attribute__((unused)) static void forms_meet_their_root(void **state)
{
    const struct stem_tables *t = *state;
    size_t pairs = 0;

    for (size_t i = 0; i < t->same_count; i++)
        pairs += assert_same(t->stem, &t->same[i]);
    assert_true(pairs >= 150);
}

__attribute__((unused)) static void others_stay_apart(void **state)
{
    const struct stem_tables *t = *state;

    for (size_t i = 0; i < t->different_count; i++)
        assert_different(t->stem, &t->different[i]);
}

__attribute__((unused)) static void roots_are_their_own_stems(void **state)
{
    const struct stem_tables *t = *state;

    assert_roots(t->stem, t->roots);
}

__attribute__((unused)) static void anything_is_taken(void **state)
{
    const struct stem_tables *t = *state;

    assert_takes_anything(t->stem);
}

#define STEM_TESTS(tables)                                                     \
    {                                                                          \
        cmocka_unit_test_prestate(forms_meet_their_root, (tables)),            \
            cmocka_unit_test_prestate(others_stay_apart, (tables)),            \
            cmocka_unit_test_prestate(roots_are_their_own_stems, (tables)),    \
            cmocka_unit_test_prestate(anything_is_taken, (tables)),            \
    }

#endif
