/* Articles that would cost cmark-gfm squares. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/markdown/markdown.h"
#include "lib/buf.h"

struct reading {
    struct article article;
    struct problems problems;
};

static void repeat(struct buf *out, const char *piece, size_t times)
{
    while (times-- > 0)
        buf_text(out, piece);
}

/* What costs cmark-gfm a square is refused by the hundred, on its line (the
 * body begins on line 5 of the file), and parsed where it is only unusual. */
static void what_costs_squares_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *head, *piece;
        size_t times;
        const char *middle, *after;
        size_t after_times;
        unsigned line; /* 0: parsed */
        const char *says;
    } cases[] = {
        {"x\n\n", "<?x ", 5000, "", "", 0, 7, "<?"},
        {"x\n\n", "<?x ", 60, "\n\n", "y ", 100000, 0, NULL},
        {"", "<?x ?>", 5000, "", "", 0, 0, NULL},
        {"```\n", "<?php a\n", 60, "```\n", "", 0, 0, NULL},
        {"", "<!A>", 5000, "", "", 0, 0, NULL},
        {"x\n", "![[]()", 5000, "", "", 0, 5, "["},
        {"", "![a](b) ", 5000, "", "", 0, 0, NULL},
        {"", "~a ", 3000, "", "b~~ ", 3000, 5, "~"},
        {"", "~a~ ", 1000, "", "~~b~~ ", 1000, 0, NULL},
        {"see http://a.b", ")", 5000, "", "", 0, 5, ")"},
        {"", "(see http://a.b/c) ", 5000, "", "", 0, 0, NULL},
        {"x\n", "> ", 101, "a\n", "", 0, 6, "deep"},
        {"x\n\n", "> ", 100, "a\n", "", 0, 0, NULL},
        {"x\n\n", "- ", 101, "a\n", "", 0, 7, "deep"},
        {"x\n\n", "- ", 500, "\n", "", 0, 0, NULL},
        {"x\n\n", "-", 500, "|", "-", 500, 0, NULL},
        {"", "|a", 1000, "|\n|-|\n", "", 0, 6, "columns"},
        {"", "|a", 900, "|\n|-|\n", "", 0, 0, NULL},
        {"```\n", "|a", 5000, "|\n|-|\n", "", 0, 0, NULL},
        {"", "a\n", 9000, "|-|\n", "", 0, 9005, "before a table"},
        {"|a|b|\n|-|-|\n", "|c|d|\n", 9000, "|-|-|\n", "", 0, 0, NULL},
        {"", "|a", 500, "|\n", "|-", 500, 0, NULL},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct reading r = {.article.path = STR("en/a.md")};
        struct buf body = {0};
        struct err e = {0};
        problems_init(&r.problems);
        buf_text(&body, cases[i].head);
        repeat(&body, cases[i].piece, cases[i].times);
        buf_text(&body, cases[i].middle);
        repeat(&body, cases[i].after, cases[i].after_times);
        int status = markdown_read(&r.article, buf_str(&body), 5,
                                   &(struct markdown_with){0}, &r.problems, &e);
        if ((status != 0) != (cases[i].line != 0) || e.line != cases[i].line ||
            (status && !strstr(e.message, cases[i].says)))
            fail_msg("case %zu: %d, line %u: %s", i, status, e.line, e.message);
        article_release(&r.article);
        problems_release(&r.problems);
        buf_release(&body);
    }
}

static void missing_cells_are_bounded(void **state)
{
    (void)state;
    struct reading r = {.article.path = STR("en/a.md")};
    struct buf body = {0};
    struct err e = {0};

    problems_init(&r.problems);
    repeat(&body, "|a", 500);
    buf_text(&body, "|\n");
    repeat(&body, "|-", 500);
    buf_text(&body, "|\n");
    repeat(&body, "a\n", 300);
    assert_int_equal(markdown_read(&r.article, buf_str(&body), 1,
                                   &(struct markdown_with){0}, &r.problems, &e),
                     -1);
    assert_non_null(strstr(e.message, "missing"));
    article_release(&r.article);
    problems_release(&r.problems);
    buf_release(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_costs_squares_is_refused),
        cmocka_unit_test(missing_cells_are_bounded),
    };

    markdown_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
