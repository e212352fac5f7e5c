/* An article as Markdown again: what is written, and that it says the same. */
#include "tests/unit/markdown_reading.h"

#include <stdio.h>

#include "indexer/front_matter/front_matter.h"
#include "indexer/page/twin.h"
#include "lib/file.h"

/* The body's twin, with links that lead where they were written to. */
static void put_twin(struct buf *out, struct reading *r)
{
    struct page p = {.article = r->article};

    for (size_t i = 0; i < p.article.link_count; i++)
        p.article.links[i].href = p.article.links[i].target;
    p.article.title = p.article.description = (struct str){0};
    twin_put(out, &p);
}

static const char no_title[] = "# \n\n";

static void assert_twin(const struct pair *cases, size_t count, bool allow)
{
    for (size_t i = 0; i < count; i++) {
        struct reading r;
        struct buf got = {0};
        read_body(&r, str_from(cases[i].markdown), allow);
        put_twin(&got, &r);
        struct str body = str_skip(buf_str(&got), sizeof(no_title) - 1);
        if (!str_eq(body, str_from(cases[i].want)))
            fail_msg("%s\ngave\n%.*s\nnot\n%s", cases[i].markdown,
                     STR_ARG(body), cases[i].want);
        buf_release(&got);
        drop(&r);
    }
}

#define ASSERT_TWIN(cases)                                                     \
    assert_twin(cases, sizeof(cases) / sizeof(*(cases)), false)

static void test_prose_stays_as_it_was_written(void **state)
{
    static const struct pair cases[] = {
        {"", ""},
        {"Order #12 came! It cost 5_000 (a & b).\nTwo lines.",
         "Order #12 came! It cost 5_000 (a & b).\nTwo lines.\n"},
        {"*a* and **b** and ~~c~~ and `d`",
         "*a* and **b** and ~~c~~ and `d`\n"},
        {"**_a_** *b*", "**_a_** *b*\n"},
        {"***both*** and _in *in* in_", "***both*** and *in _in_ in*\n"},
        {"hard  \nbreak\\\nbreak", "hard\\\nbreak\\\nbreak\n"},
        {"`` a`b `` and `` `c` ``", "``a`b`` and `` `c` ``\n"},
        {"## A\n\nx\n\nB\n===\n\nC {#id}\n---", "## A\n\nx\n\n## B\n\n## C\n"},
        {"a\n\n***\n\nb", "a\n\n___\n\nb\n"},
    };

    (void)state;
    ASSERT_TWIN(cases);
}

static void test_what_would_be_markup_is_escaped(void **state)
{
    static const struct pair cases[] = {
        {"2 \\* 3, 2\\*3", "2 * 3, 2\\*3\n"},
        {"09:00\\~18:00", "09:00\\~18:00\n"},
        {"\\_x_ snake_case", "\\_x\\_ snake_case\n"},
        {"\\# no\n\\- no\n1\\. no\n\\+ no\n\\> no",
         "\\# no\n\\- no\n1\\. no\n\\+ no\n\\> no\n"},
        {"-5 and #5 and +62 and 1.5", "-5 and #5 and +62 and 1.5\n"},
        {"a\n\\===\nb", "a\n\\===\nb\n"},
        {"\\<b> 1 < 2", "\\<b> 1 < 2\n"},
        {"&amp;lt; a &amp; b &lt;", "\\&lt; a & b <\n"},
        {"\\[a](b) x [c] y", "\\[a](b) x [c] y\n"},
        {"\\![a](b)", "\\![a](b)\n"},
        {"\\| a | b", "\\| a | b\n"},
        {"## C \\#", "## C \\#\n"},
    };

    (void)state;
    ASSERT_TWIN(cases);
}

static void test_links_and_images(void **state)
{
    static const struct pair cases[] = {
        {"[a *b*](/u \"t\\\"|\")", "[a *b*](/u \"t\\\"\\|\")\n"},
        {"[a][r] x\n\n[r]: </a (b)>", "[a](/a%20%28b%29) x\n"},
        {"https://x.pl/a_b and me@x.pl", "<https://x.pl/a_b> and <me@x.pl>\n"},
        {"www.x.pl", "[www.x.pl](http://www.x.pl)\n"},
        {"![A *b* `c`](p.png) x", "![A b c](p.png) x\n"},
        {"[![i](p.png)](/u)", "[![i](p.png)](/u)\n"},
        {"[a \\] b](u)", "[a \\] b](u)\n"},
        {"wow![a](b)\\![c](d)", "wow![a](b)\\![c](d)\n"},
    };

    (void)state;
    ASSERT_TWIN(cases);
}

static void test_links_that_lead_nowhere_are_text(void **state)
{
    struct reading r;
    struct buf got = {0};

    (void)state;
    read_body(&r, S("[- a](x) and ![b!](y)"), false);
    twin_put(&got, &(struct page){.article = r.article});
    assert_true(str_eq(str_skip(buf_str(&got), sizeof(no_title) - 1),
                       S("\\- a and b\\!\n")));
    buf_release(&got);
    drop(&r);
}

static void test_blocks(void **state)
{
    static const struct pair cases[] = {
        {"* a\n* b\n    * c\n\n      d", "- a\n- b\n  - c\n\n    d\n"},
        {"- a\n\n- b", "- a\n\n- b\n"},
        {"9. a\n10. b\n\n    c", "9. a\n\n10. b\n\n    c\n"},
        {"- a\n\n+ b\n\n- c", "- a\n\n* b\n\n- c\n"},
        {"1. a\n\n1) b", "1. a\n\n1) b\n"},
        {"- [ ] a\n- [x] b", "- [ ] a\n- [x] b\n"},
        {"> a\nb\n> > c", "> a\n> b\n>\n> > c\n"},
        {"> [!tip]\n> a", "> [!TIP]\n> a\n"},
        {"> [!NOTE] A b\n> c\n>\n> d", "> [!NOTE] A b\n> c\n>\n> d\n"},
        {"> [!NOTE]\n>\n> 2. a", "> [!NOTE]\n>\n> 2. a\n"},
        {"``` js x\na\n\n```", "```js\na\n\n```\n"},
        {"    a\n     b", "```\na\n b\n```\n"},
        {"````\n```\n````", "````\n```\n````\n"},
        {"> ```\n> a\n>\n> b\n> ```", "> ```\n> a\n>\n> b\n> ```\n"},
        {"- a\n  ```\n  b\n  ```", "- a\n  ```\n  b\n  ```\n"},
        {"|a|`b\\|c`|\n|:-:|-|\n|1 \\| 2||",
         "| a | `b\\|c` |\n| :-: | --- |\n| 1 \\| 2 |  |\n"},
        {"|a|\n|-|\n|x<br>y|", "| a |\n| --- |\n| x<br>y |\n"},
        {"a[^x] b[^y] c[^x]\n\n[^y]: Y\n\n    Z\n[^x]: X",
         "a[^1] b[^2] c[^1]\n\n[^1]: X\n\n[^2]: Y\n\n    Z\n"},
    };

    (void)state;
    ASSERT_TWIN(cases);
}

static void test_details(void **state)
{
    static const struct pair cases[] = {
        {"<details>\n<summary>A &lt; B</summary>\n\nx\n\n</details>\n\ny",
         "<details>\n<summary>A &lt; B</summary>\n\nx\n\n</details>\n\ny\n"},
        {"<details open>\n<summary>\n\n## *Q*\n\n</summary>\n\nx\n\n</details>",
         "<details open>\n<summary>\n\n## *Q*\n\n</summary>\n\nx\n\n"
         "</details>\n"},
    };

    (void)state;
    ASSERT_TWIN(cases);
}

static void test_raw_html_is_as_in_the_page(void **state)
{
    static const struct pair left_out[] = {
        {"a <b>b</b> c\n\n<div>\nx\n</div>\n\nd", "a b c\n\nd\n"},
        {"a\n\n<a></a>\n\n- <a></a> b  <i></i>\n  c", "a\n\n- b\n  c\n"},
    };
    static const struct pair kept[] = {
        {"a <b>b</b> c\n\n<div>\nx\n</div>\n\nd",
         "a <b>b</b> c\n\n<div>\nx\n</div>\n\nd\n"},
    };

    (void)state;
    ASSERT_TWIN(left_out);
    assert_twin(kept, 1, true);
}

static void test_head_of_the_twin(void **state)
{
    struct reading r;
    struct buf got = {0};

    (void)state;
    read_body(&r, S("# Title {a}\n\nText"), false);
    r.article.description = S("One\nline, 2 * 3");
    twin_put(&got, &(struct page){.article = r.article});
    assert_true(str_eq(buf_str(&got), S("# Title \\{a}\n\n"
                                        "> One line, 2 \\* 3\n\nText\n")));
    buf_release(&got);
    drop(&r);
}

/* Reads the twin of a text: it must say the same and be its own twin. */
static void assert_same(struct str body, const char *name)
{
    struct reading first, second;
    struct buf twin = {0}, again = {0}, html[2] = {{0}, {0}};

    read_body(&first, body, false);
    put_twin(&twin, &first);
    read_body(&second, str_skip(buf_str(&twin), sizeof(no_title) - 1), false);
    put_twin(&again, &second);
    if (!str_eq(buf_str(&twin), buf_str(&again)))
        fail_msg("%s: the twin's twin is another:\n%.*s\n------\n%.*s", name,
                 STR_ARG(buf_str(&twin)), STR_ARG(buf_str(&again)));
    if (!str_eq(first.article.text, second.article.text))
        fail_msg("%s: the twin says:\n%.*s\n------\n%.*s", name,
                 STR_ARG(second.article.text), STR_ARG(first.article.text));
    put_spliced(&html[0], &first.article);
    put_spliced(&html[1], &second.article);
    /* Anchors that the writer named are not in the twin. */
    if (str_search(body, S("{#")) == body.len &&
        !str_eq(buf_str(&html[0]), buf_str(&html[1])))
        fail_msg("%s: the twin's HTML:\n%.*s\n------\n%.*s", name,
                 STR_ARG(buf_str(&html[1])), STR_ARG(buf_str(&html[0])));
    buf_release(&twin);
    buf_release(&again);
    buf_release(&html[0]);
    buf_release(&html[1]);
    drop(&first);
    drop(&second);
}

static void assert_file_same(const char *root, struct str path)
{
    struct arena a = {0};
    struct str full = arena_fmt(&a, "%s/%.*s", root, STR_ARG(path));
    struct buf source = {0};
    struct str block, body;
    struct err e = {0};
    unsigned line;

    assert_int_equal(file_read(full.ptr, 16 << 20, &source, &e), 0);
    assert_int_equal(
        front_matter_split(buf_str(&source), &block, &body, &line, &e), 0);
    assert_same(body, full.ptr);
    buf_release(&source);
    arena_release(&a);
}

static void test_twins_of_the_manual_and_the_sample(void **state)
{
    static const char *const roots[] = {"articles", "docs"};
    size_t files = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++) {
        struct arena a = {0};
        struct file_list list = {0};
        struct err e = {0};
        assert_int_equal(file_walk(roots[i], &a, &list, &e), 0);
        for (size_t k = 0; k < list.count; k++)
            if (str_ends(list.entries[k].path, S(".md"))) {
                assert_file_same(roots[i], list.entries[k].path);
                files++;
            }
        arena_release(&a);
    }
    assert_true(files > 150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prose_stays_as_it_was_written),
        cmocka_unit_test(test_what_would_be_markup_is_escaped),
        cmocka_unit_test(test_links_and_images),
        cmocka_unit_test(test_links_that_lead_nowhere_are_text),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_details),
        cmocka_unit_test(test_raw_html_is_as_in_the_page),
        cmocka_unit_test(test_head_of_the_twin),
        cmocka_unit_test(test_twins_of_the_manual_and_the_sample),
    };

    markdown_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
