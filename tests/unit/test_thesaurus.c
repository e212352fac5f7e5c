/* The form of a thesaurus, and the thesauri that Gabay ships. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/buf.h"
#include "lib/icu/fold.h"
#include "lib/thesaurus/thesaurus.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct thesaurus parsed(struct arena *a, struct str text)
{
    struct thesaurus t = {0};
    struct err e = {0};
    char line[1100];

    if (thesaurus_parse(&t, a, text, S("it.txt"), &e) != 0)
        fail_msg("%s", err_text(&e, line, sizeof(line)));
    return t;
}

/* Groups as they would be written, a line each with its number. */
static void show(const struct thesaurus *t, struct buf *out)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct thesaurus_group *g = &t->groups[i];
        buf_fmt(out, "%u:", g->line);
        for (size_t n = 0; n < g->term_count; n++)
            buf_fmt(out, "[%.*s]", STR_ARG(g->terms[n]));
        for (size_t n = 0; n < g->more_count; n++)
            buf_fmt(out, ">[%.*s]", STR_ARG(g->more[n]));
        buf_char(out, '\n');
    }
}

static const char *const readable[][2] = {
    {"", ""},
    {"# nothing\n\n   # but comments\n", ""},
    {"return, send back", "1:[return][send back]\n"},
    {"\n# Phones\nphone => mobile, handset\n",
     "3:[phone]>[mobile]>[handset]\n"},
    {"bag, trolley => cart", "1:[bag][trolley]>[cart]\n"},
    {"a,b\nc , d # e, f\n", "1:[a][b]\n2:[c][d]\n"},
    {"  give \t  back,\tsend back  ", "1:[give back][send back]\n"},
    {"\xEF\xBB\xBF"
     "a, b\r\n\r\nc, d\r\n",
     "1:[a][b]\n3:[c][d]\n"},
    /* A mark of its own joins its letter. */
    {"zwro\xCC\x81"
     "ci\xC4\x87, oddac\xCC\x81",
     "1:[zwrócić][oddać]\n"},
    {"AS, A/S, 3-D", "1:[AS][A/S][3-D]\n"},
    /* Only two-way groups claim their terms. */
    {"a, b\na => c\nd => a, b", "1:[a][b]\n2:[a]>[c]\n3:[d]>[a]>[b]\n"},
};

static void groups_are_read(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(readable); i++) {
        struct arena a = {0};
        struct buf out = {0};
        struct thesaurus t = parsed(&a, str_from(readable[i][0]));

        show(&t, &out);
        if (!str_eq(buf_str(&out), str_from(readable[i][1])))
            fail_msg("\"%s\" became\n%.*s", readable[i][0],
                     STR_ARG(buf_str(&out)));
        buf_release(&out);
        arena_release(&a);
    }
}

static const struct {
    const char *text, *error;
} wrong[] = {
    {"a, b\nlonely\n", "it.txt:2:1: a group of one term joins nothing"},
    {"a, b\n  c,, d", "it.txt:2:5: expected a word or a phrase here"},
    {"a, b,", "it.txt:1:6: expected a word or a phrase here"},
    {"a =>", "it.txt:1:5: expected a word or a phrase here"},
    {"=> a", "it.txt:1:1: expected a word or a phrase here"},
    {"a => b => c", "it.txt:1:8: a second \"=>\" in a line"},
    {"oddać, zwrócić, Oddac",
     "it.txt:1:17: the term stands in its group already"},
    {"a => b, a", "it.txt:1:9: the term stands in its group already"},
    {"a, b\n\nc, d\ne, B", "it.txt:4:4: the term is in the two-way group "
                           "of line 1 already"},
    {"ąę, \xFF", "it.txt:1:5: not UTF-8"},
    {"# \xFF", "it.txt:1:3: not UTF-8"},
    {"a, b\x01", "it.txt:1:4: a control character in a term"},
    {"a, !?", "it.txt:1:4: a term needs a letter or a digit"},
    {"x, 1234567890123456789012345678901234567890123456789012345678901234"
     "5",
     "it.txt:1:4: a term is too long; most is 64 characters"},
};

static void what_is_wrong_is_named_with_its_place(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct arena a = {0};
        struct thesaurus t = {0};
        struct err e = {0};
        char line[1100];

        assert_int_equal(-1, thesaurus_parse(&t, &a, str_from(wrong[i].text),
                                             S("it.txt"), &e));
        assert_int_equal(e.code, ERR_CONTENT);
        assert_string_equal(err_text(&e, line, sizeof(line)), wrong[i].error);
        assert_null(t.groups);
        arena_release(&a);
    }
}

static void assert_refused(const struct buf *text, const char *error)
{
    struct arena a = {0};
    struct thesaurus t;
    struct err e = {0};
    char line[1100];

    assert_false(text->failed);
    assert_int_equal(
        -1, thesaurus_parse(&t, &a, buf_str(text), S("it.txt"), &e));
    assert_string_equal(err_text(&e, line, sizeof(line)), error);
    arena_release(&a);
}

static void size_is_bounded(void **state)
{
    (void)state;
    struct buf b = {0};
    struct arena a = {0};

    for (unsigned i = 0; i < THESAURUS_GROUPS_MAX; i++)
        buf_fmt(&b, "a%u, b%u\n", i, i);
    assert_int_equal(parsed(&a, buf_str(&b)).count, THESAURUS_GROUPS_MAX);
    buf_text(&b, "c, d\n");
    assert_refused(&b, "it.txt:4097:1: too many groups; most is 4096");

    buf_clear(&b);
    for (unsigned i = 0; i < THESAURUS_TERMS_MAX; i++)
        buf_fmt(&b, "%st%u", i ? "," : "", i);
    assert_int_equal(parsed(&a, buf_str(&b)).groups[0].term_count,
                     THESAURUS_TERMS_MAX);
    buf_text(&b, "=>x");
    assert_refused(&b, "it.txt:1:89: too many terms in a group; most is 32");

    buf_clear(&b);
    for (size_t i = 0; i < THESAURUS_BYTES_MAX; i++)
        buf_char(&b, '\n');
    assert_int_equal(parsed(&a, buf_str(&b)).count, 0);
    buf_char(&b, '\n');
    assert_refused(&b, "it.txt: too long; most is 256 KiB");
    buf_release(&b);
    arena_release(&a);
}

static const char *const shipped[] = {"en", "id", "ko", "pl", "fil"};

static bool holds(const struct thesaurus_group *g, struct str term)
{
    for (size_t i = 0; i < g->term_count; i++)
        if (str_eq(g->terms[i], term))
            return true;
    for (size_t i = 0; i < g->more_count; i++)
        if (str_eq(g->more[i], term))
            return true;
    return false;
}

/* Does a search for `from` find `to` as well? */
static bool finds(const struct thesaurus *t, const char *from, const char *to)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct thesaurus_group *g = &t->groups[i];
        const struct str *found = g->more_count ? g->more : g->terms;
        size_t count = g->more_count ? g->more_count : g->term_count;
        bool asked = false, answered = false;
        for (size_t n = 0; n < g->term_count; n++)
            asked = asked || str_eq(g->terms[n], str_from(from));
        for (size_t n = 0; n < count; n++)
            answered = answered || str_eq(found[n], str_from(to));
        if (asked && answered)
            return true;
    }
    return false;
}

static void a_language_finds_its_text(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(shipped); i++)
        assert_true(thesaurus_builtin(str_from(shipped[i])).len > 0);
    assert_ptr_equal(thesaurus_builtin(S("ko-KR")).ptr,
                     thesaurus_builtin(S("ko")).ptr);
    assert_ptr_equal(thesaurus_builtin(S("tl")).ptr,
                     thesaurus_builtin(S("fil")).ptr);
    assert_int_equal(thesaurus_builtin(S("de")).len, 0);
    assert_int_equal(thesaurus_builtin(S("")).len, 0);
}

static void shipped_texts_are_whole(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(shipped); i++) {
        struct arena a = {0};
        struct buf nfc = {0};
        struct str text = thesaurus_builtin(str_from(shipped[i]));
        struct thesaurus t = parsed(&a, text);
        size_t one_way = 0;

        for (size_t n = 0; n < t.count; n++)
            one_way += t.groups[n].more_count > 0;
        if (t.count < 120 || one_way < 10 || t.count - one_way < 100)
            fail_msg("%s: %zu groups, %zu of them one-way", shipped[i],
                     t.count, one_way);
        fold_nfc(text, &nfc);
        assert_true(str_eq(buf_str(&nfc), text));
        buf_release(&nfc);
        arena_release(&a);
    }
}

/* A one-way group is idle where a two-way group says the same. */
static void no_shipped_group_is_idle(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(shipped); i++) {
        struct arena a = {0};
        struct thesaurus t =
            parsed(&a, thesaurus_builtin(str_from(shipped[i])));

        for (size_t n = 0; n < t.count; n++)
            for (size_t m = 0; m < t.count; m++) {
                const struct thesaurus_group *g = &t.groups[n],
                                             *other = &t.groups[m];
                if (n == m || !g->more_count)
                    continue;
                for (size_t k = 0; k < g->more_count; k++)
                    if (holds(other, g->terms[0]) && holds(other, g->more[k]))
                        fail_msg("%s: lines %u and %u", shipped[i], g->line,
                                 other->line);
            }
        arena_release(&a);
    }
}

/* Different matters: each term is known, and no group holds both. */
static const char *const apart[][3] = {
#include "tests/unit/thesaurus_apart.inc"
};
