/* The log of a repository read in pieces of any size. "^" stands for NUL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/history/git_log.h"

enum { FILES = 3 };

struct sample {
    struct arena arena;
    struct git_log log;
    struct git_file files[FILES];
};

static const char *const paths[FILES] = {"en/a.md", "en/b.md", "ko/\"한\n.md"};

static void start(struct sample *s, const char *prefix)
{
    *s = (struct sample){0};
    git_log_init(&s->log, &s->arena, str_from(prefix));
    for (size_t i = 0; i < FILES; i++) {
        s->files[i].path = str_from(paths[i]);
        assert_true(git_log_want(&s->log, &s->files[i]));
        git_log_track(&s->log, str_from(paths[i]));
    }
    git_log_track(&s->log, S("en/a.md"));
    git_log_track(&s->log, S("picture.png"));
    assert_int_equal(s->log.open, FILES);
}

static void feed(struct sample *s, const char *text, size_t piece)
{
    struct buf bytes = {0};

    for (; *text; text++)
        buf_char(&bytes, *text == '^' ? '\0' : *text);
    for (size_t at = 0; at < bytes.len; at += piece)
        git_log_feed(&s->log, str_sub(buf_str(&bytes), at, piece));
    buf_release(&bytes);
}

static void finish(struct sample *s)
{
    git_log_release(&s->log);
    arena_release(&s->arena);
}

static const struct row {
    const char *name, *prefix, *text;
    int64_t dates[FILES];
    bool is_wrong;
} rows[] = {
    {"the newest counts",
     "",
     "@30 p|A^\nM^en/a.md^@20 p|A^\nM^en/a.md^M^en/b.md^"
     "@10 |A^\nA^en/a.md^A^en/b.md^A^ko/\"한\n.md^",
     {30, 20, 10},
     false},
    {"below the folder only",
     "help/",
     "@30 p|A^\nM^en/a.md^M^help/en/b.md^@20 p|A^\nM^help/en/a.md^",
     {20, 30, 0},
     false},
    {"a rename of equal bytes is no change",
     "",
     "@30 p|A^\nR100^en/old.md^en/a.md^@20 p|A^\nM^en/old.md^M^en/a.md^",
     {20, 0, 0},
     false},
    {"twice",
     "",
     "@30 p|A^\nR100^x^en/a.md^@20 p|A^\nR100^en/y.md^x^@10 p|A^\nA^en/y.md^",
     {10, 0, 0},
     false},
    {"a rename of other bytes is one",
     "",
     "@30 p|A^\nR087^en/old.md^en/a.md^C075^en/a.md^en/b.md^",
     {30, 30, 0},
     false},
    {"the old name belongs to another file now",
     "",
     "@30 p|A^\nR100^en/b.md^en/a.md^@20 p|A^\nM^en/b.md^",
     {30, 20, 0},
     false},
    {"what was there before under the name is another file",
     "",
     "@30 p|A^\nR100^x^en/a.md^@20 p|A^\nD^en/a.md^@10 p|A^\nM^en/a.md^",
     {0, 0, 0},
     false},
    {"merges by what differs from all parents",
     "",
     "@40 p q|A^^MM^en/a.md^@35 p q|A^@30 p|A^\nM^en/a.md^M^en/b.md^"
     "@20 p q|A^^MR^ko/\"한\n.md^",
     {40, 30, 20},
     false},
    {"removed, then there again",
     "",
     "@40 p|A^\nD^en/a.md^@30 p|A^\nM^en/a.md^",
     {30, 0, 0},
     false},
    {"no file, no date", "", "@40 p|A^@30 p|A^", {0, 0, 0}, false},
    {"no date that has five digits",
     "",
     "@253402300800 p|A^\nM^en/a.md^M^en/b.md^@253402300799 p|A^\nM^en/c.md^",
     {0, 0, 0},
     false},
    {"no log", "", "fatal: bad object^", {0, 0, 0}, true},
    {"no seconds", "", "@x p|A^", {0, 0, 0}, true},
    {"no parents", "", "@20 p^", {0, 0, 0}, true},
};

static void rows_in_pieces(void **state)
{
    static const size_t pieces[] = {1, 2, 7, 1000};
    struct sample s;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        for (size_t k = 0; k < sizeof(pieces) / sizeof(*pieces); k++) {
            start(&s, rows[i].prefix);
            feed(&s, rows[i].text, pieces[k]);
            if (s.log.is_wrong != rows[i].is_wrong)
                fail_msg("%s: wrong or not", rows[i].name);
            for (size_t n = 0; n < FILES; n++)
                if (s.files[n].changed_at != rows[i].dates[n])
                    fail_msg("%s: %s changed at %ld, want %ld", rows[i].name,
                             paths[n], (long)s.files[n].changed_at,
                             (long)rows[i].dates[n]);
            finish(&s);
        }
}

static void it_ends_when_all_is_known(void **state)
{
    struct sample s;

    (void)state;
    start(&s, "");
    feed(&s, "@30 p|A^\nM^en/a.md^M^en/b.md^", 1000);
    assert_int_equal(s.log.open, 1);
    feed(&s, "M^ko/\"한\n.md^", 1000);
    assert_int_equal(s.log.open, 0);
    feed(&s, "@x what comes then is not read^", 1000);
    assert_false(s.log.is_wrong);
    finish(&s);
}

static void what_git_does_not_have_is_not_looked_for(void **state)
{
    struct sample s = {.files = {{.path = STR("new.md")}}};

    (void)state;
    git_log_init(&s.log, &s.arena, S(""));
    assert_true(git_log_want(&s.log, &s.files[0]));
    assert_int_equal(s.log.open, 0);
    git_log_track(&s.log, S("old.md"));
    assert_int_equal(s.log.open, 0);
    finish(&s);
}

static void a_cut_says_nothing(void **state)
{
    struct sample s;

    (void)state;
    start(&s, "");
    s.log.is_shallow = true;
    feed(&s,
         "@30 p|A^\nM^en/a.md^@20 |A^\nA^en/a.md^A^en/b.md^"
         "@10 p|A^\nM^en/b.md^M^ko/\"한\n.md^",
         1000);
    assert_int_equal(s.files[0].changed_at, 30);
    assert_false(s.files[0].is_cut);
    assert_int_equal(s.files[1].changed_at, 0);
    assert_true(s.files[1].is_cut);
    assert_int_equal(s.files[2].changed_at, 10);
    finish(&s);
}

static void authors_are_named_once(void **state)
{
    struct sample s;

    (void)state;
    start(&s, "");
    s.log.with_authors = true;
    feed(&s,
         "@60 p|김 민지^\nM^en/a.md^@50 p|Bo|b^\nM^en/a.md^M^en/b.md^"
         "@40 p|김 민지^\nM^en/a.md^@30 p|\xFF\xFE^\nM^en/a.md^"
         "@25 p|a\x1B[31m^\nM^en/a.md^@20 p|^\nM^en/a.md^"
         "@15 p|C^\nM^en/a.md^@10 p|D^\nM^en/a.md^M^en/b.md^",
         3);
    assert_int_equal(s.files[0].changed_at, 60);
    assert_int_equal(s.files[0].author_count, 3);
    assert_true(str_eq(s.files[0].authors[0], S("김 민지")));
    assert_true(str_eq(s.files[0].authors[1], S("Bo|b")));
    assert_true(str_eq(s.files[0].authors[2], S("C")));
    assert_int_equal(s.files[1].author_count, 2);
    assert_true(str_eq(s.files[1].authors[1], S("D")));
    finish(&s);
}

static void a_field_without_end_is_refused(void **state)
{
    char piece[1000];
    struct sample s;

    (void)state;
    memset(piece, 'x', sizeof(piece));
    start(&s, "");
    for (int i = 0; i < 100 && !s.log.is_wrong; i++)
        git_log_feed(&s.log, str_of(piece, sizeof(piece)));
    assert_true(s.log.is_wrong);
    assert_true(s.log.part.cap < 1 << 20);
    finish(&s);
}

/* Names are looked for under every name they had: not without end. */
static void renames_without_end_are_a_change(void **state)
{
    struct sample s;
    char text[200];

    (void)state;
    start(&s, "");
    feed(&s, "@1000 p|A^\nR100^n0^en/a.md^", 1000);
    for (int i = 0; i < 500; i++) {
        snprintf(text, sizeof(text), "@%d p|A^\nR100^n%d^n%d^", 999 - i, i + 1,
                 i);
        feed(&s, text, 1000);
    }
    assert_in_range(s.files[0].changed_at, 900, 990);
    finish(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_in_pieces),
        cmocka_unit_test(it_ends_when_all_is_known),
        cmocka_unit_test(what_git_does_not_have_is_not_looked_for),
        cmocka_unit_test(a_cut_says_nothing),
        cmocka_unit_test(authors_are_named_once),
        cmocka_unit_test(a_field_without_end_is_refused),
        cmocka_unit_test(renames_without_end_are_a_change),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
