/* Markdown to HTML, text, sections and links. */
#include "tests/unit/markdown_reading.h"

static void blocks_become_clean_html(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"", ""},
        {"a\nb  \nc\\\nd", "<p>a\nb<br>\nc<br>\nd</p>\n"},
        {"*a* **b** ~~c~~ `d<e`",
         "<p><em>a</em> <strong>b</strong> <del>c</del> "
         "<code>d&lt;e</code></p>\n"},
        {"> q\n\n---\n", "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n"},
        {"- a\n- b\n  - c\n",
         "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"},
        {"3. a\n\n4. b\n", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n"
                           "<li>\n<p>b</p>\n</li>\n</ol>\n"},
        {"- [ ] a\n- [x] b\n",
         "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled> "
         "a</label></li>\n<li class=\"task\"><label><input type=\"checkbox\" "
         "disabled checked> b</label></li>\n</ul>\n"},
        {"```c {1,2}\nint\t<x>;\n```\n",
         "<pre tabindex=\"0\" translate=\"no\"><code "
         "class=\"language-c\">int\t&lt;x&gt;;\n</code></pre>\n"},
        {"    x\n",
         "<pre tabindex=\"0\" translate=\"no\"><code>x\n</code></pre>\n"},
        {"```\"><b>\nx\n```\n", "<pre tabindex=\"0\" translate=\"no\"><code "
                                "class=\"language-&quot;&gt;&lt;"
                                "b&gt;\">x\n</code></pre>\n"},
    };

    ASSERT_HTML(cases);
}

static void links_and_images_are_slots(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"x [a *b*](c.md#d \"T & U\") y",
         "<p>x <a c.md#d|T & U>a <em>b</em></a> y</p>\n"},
        {"![a *b* `c`](d.png)", "<p><img d.png|a b c|></p>\n"},
        {"[![a](b.png)](c.md)", "<p><a c.md|><img b.png|a|></a></p>\n"},
        {"[r] [s][r]\n\n[r]: <t u.md>\n",
         "<p><a t u.md|>r</a> <a t u.md|>s</a></p>\n"},
        {"www.a.b http://c.d <https://e.f> g@h.ij",
         "<p><a http://www.a.b|>www.a.b</a> <a http://c.d|>http://c.d</a> "
         "<a https://e.f|>https://e.f</a> <a mailto:g@h.ij|>g@h.ij</a></p>\n"},
        {"[a&amp;b](c?d&amp;e)", "<p><a c?d&e|>a&amp;b</a></p>\n"},
        {"[a ![b](c)](d)![e](f)", "<p><a d|>a <img c|b|></a><img f|e|></p>\n"},
        {"![a ![b](c)](d)", "<p><img d|a b|></p>\n"},
        {"[]()", "<p><a |></a></p>\n"},
        {"## [a](b)\n", "<h2 id=\"a\"><a b|>a</a></h2>\n"},
    };

    ASSERT_HTML(cases);
}

static void raw_html_is_left_out(void **state)
{
    (void)state;
    static const struct pair left_out[] = {
        {"a <b onclick=x>b</b> <!-- c --> d", "<p>a b  d</p>\n"},
        {"<div>\nx\n</div>\n\ny\n", "<p>y</p>\n"},
        {"<script>\nx()\n</script>\n", ""},
        {"a<br/>b", "<p>a<br>b</p>\n"},
        {"x\x01\x7F\xC2\x85y&#13;&#27;[z", "<p>xy[z</p>\n"},
    };
    static const struct pair allowed[] = {
        {"a <b>b</b>", "<p>a <b>b</b></p>\n"},
        {"<div>\nx\n</div>\n\ny\n", "<div>\nx\n</div>\n<p>y</p>\n"},
    };
    struct reading r;

    ASSERT_HTML(left_out);
    assert_html(allowed, sizeof(allowed) / sizeof(*allowed), true);

    read_body(&r, S("a\n\nżó <b>x</b>\n\n<p>y</p>\n"), false);
    assert_int_equal(r.problems.count, 1);
    assert_int_equal(r.problems.rows[0].check, CHECK_RAW_HTML);
    assert_int_equal(r.problems.rows[0].line, 3);
    assert_int_equal(r.problems.rows[0].column, 4);
    drop(&r);
    read_body(&r, S("<!-- lint off -->\n\na <!-- b -->\n"), false);
    assert_int_equal(r.problems.count, 0);
    drop(&r);
}

static void text_is_plain_and_in_lines(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"a\nb  \nc", "a b c\n"},
        {"# T\n\nx\n\n## H `c`\n\ny\n", "x\ny\n"},
        {"- a\n- b\n  - c\n\n    d\n", "a\nb\nc\nd\n"},
        {"|a|b|c|\n|-|-|-|\n|1|2 3|\n||4|5|\n|6||7|\n",
         "a · b · c\n1 · 2 3\n4 · 5\n6 · 7\n"},
        {"||\n|-|\n||\n\nx\n", "x\n"},
        {"[l](u.md) ![i](v.png) `c` n[^1]\n\n[^1]: foot\n", "l i c n\nfoot\n"},
        {"```\nx\n  y\n```\n", "x\n  y\n"},
        {"> [!TIP]\n> q <b>r</b>\n", "q r\n"},
        {"> [!TIP] Own *title*\n> q\n", "Own title\nq\n"},
        {"<details><summary>Q?</summary>\n\nA *b*\n\n</details>\n",
         "Q?\nA b\n"},
        {"<details><summary>Q</summary>A<br>b</details>\n", "Q\nA b\n"},
        {"a<br>b", "a b\n"},
        {"x\x01y \xED\x95\x9C\xEA\xB5\xAD\xEC\x96\xB4", "xy 한국어\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct reading r;
        read_body(&r, str_from(cases[i].markdown), false);
        if (!str_eq(r.article.text, str_from(cases[i].want)))
            fail_msg("%s gave %.*s", cases[i].markdown,
                     STR_ARG(r.article.text));
        drop(&r);
    }

    struct reading r;

    read_body(&r,
              S("<div class=\"a\">x&amp;y<br>z\n<style>p{}</style></div>\n"),
              true);
    assert_true(str_eq(r.article.text, S(" x&y z\n  \n")));
    drop(&r);
}

static void headings_get_stable_anchors(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"## Zwrot towaru?\n", "<h2 id=\"zwrot-towaru\">Zwrot towaru?</h2>\n"},
        {"## 반품 방법\n", "<h2 id=\"반품-방법\">반품 방법</h2>\n"},
        {"### A *b* `c` [d](e)\n", "<h3 id=\"a-b-c-d\">A <em>b</em> "
                                   "<code>c</code> <a e|>d</a></h3>\n"},
        {"## A\n## A\n## A-2\n## A\n",
         "<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>\n"
         "<h2 id=\"a-2-2\">A-2</h2>\n<h2 id=\"a-3\">A</h2>\n"},
        {"## ?!\n## !\n",
         "<h2 id=\"section\">?!</h2>\n<h2 id=\"section-2\">!</h2>\n"},
        {"## Long words {#x_y-1.z}\n", "<h2 id=\"x_y-1.z\">Long words</h2>\n"},
        {"## [a](b) more {#zażółć}  ##\n",
         "<h2 id=\"zażółć\"><a b|>a</a> more</h2>\n"},
        {"## *a* {#b}\n", "<h2 id=\"b\"><em>a</em></h2>\n"},
        {"## {#only}\n", "<h2 id=\"only\"></h2>\n"},
        /* Named anchors go first, wherever they stand. */
        {"## B\n## C {#b}\n", "<h2 id=\"b-2\">B</h2>\n<h2 id=\"b\">C</h2>\n"},
        {"x\n\n# One\n", "<p>x</p>\n<h2 id=\"one\">One</h2>\n"},
    };
    struct reading r;

    ASSERT_HTML(cases);

    read_body(&r, S("## A {#fn:1}\n\n## A {#_x}\n\n## A {#note:1}\n"), false);
    assert_int_equal(r.problems.count, 3);
    assert_true(str_eq(r.article.sections[3].anchor, S("a-3")));
    drop(&r);
    read_body(&r, S("## A {#a b}\n\nx\n\n## B {#c}\n\n## D {#c}\n"), false);
    assert_true(str_eq(r.article.html, S("<h2 id=\"a\">A</h2>\n<p>x</p>\n"
                                         "<h2 id=\"c\">B</h2>\n"
                                         "<h2 id=\"d\">D</h2>\n")));
    assert_int_equal(r.problems.count, 2);
    assert_int_equal(r.problems.rows[0].line, 1);
    assert_int_equal(r.problems.rows[1].line, 7);
    drop(&r);
}

static void the_first_h1_is_the_title(void **state)
{
    (void)state;
    static const struct {
        const char *front, *markdown, *title, *html;
    } cases[] = {
        {"", "# A *b*\n\nx\n", "A b", "<p>x</p>\n"},
        {"", "<!-- c -->\n# A {#id}\n", "A", ""},
        {"", "A\nb\n===\n", "A b", ""},
        {"a b!", "# A b\n", "a b!", ""},
        {"Other", "# A\n", "Other", "<h2 id=\"a\">A</h2>\n"},
        {"", "## A\n", "", "<h2 id=\"a\">A</h2>\n"},
        {"", "x\n\n# A\n", "", "<p>x</p>\n<h2 id=\"a\">A</h2>\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct article a = {.title = str_from(cases[i].front)};
        struct problems p;
        problems_init(&p);
        assert_int_equal(markdown_read(&a, str_from(cases[i].markdown), 1,
                                       &(struct markdown_with){0}, &p, NULL),
                         0);
        assert_true(str_eq(a.title, str_from(cases[i].title)));
        assert_true(str_eq(a.html, str_from(cases[i].html)));
        article_release(&a);
        problems_release(&p);
    }
}

static void sections_cover_the_text(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *anchor, *text;
        unsigned level;
    } want[] = {
        {"", "", "intro\n", 0},
        {"One", "one", "a\nb\n", 2},
        {"Two three", "x", "", 4},
        {"Last", "last", "c\nfoot\n", 2},
    };
    struct reading r;
    size_t at = 0;

    read_body(&r,
              S("# T\n\nintro\n\n## One\n\na\n\n- b\n\n#### Two *three* {#x}\n"
                "\n## Last\n\nc[^1]\n\n[^1]: foot\n"),
              false);
    assert_int_equal(r.article.section_count, 4);
    for (size_t i = 0; i < 4; i++) {
        const struct body_section *s = &r.article.sections[i];
        assert_true(str_eq(s->heading, str_from(want[i].heading)));
        assert_true(str_eq(s->anchor, str_from(want[i].anchor)));
        assert_int_equal(s->level, want[i].level);
        assert_int_equal(s->start, at);
        assert_true(str_eq(str_sub(r.article.text, s->start, s->end - s->start),
                           str_from(want[i].text)));
        at = s->end;
    }
    assert_int_equal(at, r.article.text.len);
    drop(&r);
    read_body(&r, S(""), false);
    assert_int_equal(r.article.section_count, 1);
    drop(&r);
}

static void links_know_their_place(void **state)
{
    (void)state;
    static const char body[] = "żółw [a](a.md) http://b.cc x\n"
                               "> 반품 ![c](c.png)\n"
                               "\n"
                               "- x\n"
                               "  - y [d](d.md)\n"
                               "    z [e][f] g@h.ij\n"
                               "\n"
                               "|a|b|\n"
                               "|-|-|\n"
                               "|x|[i](i.md)|\n"
                               "\n"
                               "n[^1] [two\n"
                               "lines](j.md)\n"
                               "\n"
                               "[^1]: foot [k](k.md)\n"
                               "\n"
                               "[f]: f.md\n";
    static const struct {
        const char *target;
        unsigned line, column;
    } want[] = {
        {"a.md", 11, 6}, {"http://b.cc", 11, 16}, {"c.png", 12, 6},
        {"d.md", 15, 7}, {"f.md", 16, 7},         {"mailto:g@h.ij", 16, 14},
        {"i.md", 20, 4}, {"j.md", 23, 8},         {"k.md", 25, 12},
    };
    struct article a = {0};
    struct problems p;

    problems_init(&p);
    assert_int_equal(markdown_read(&a, str_from(body), 11,
                                   &(struct markdown_with){0}, &p, NULL),
                     0);
    assert_int_equal(a.link_count, sizeof(want) / sizeof(*want));
    for (size_t i = 0; i < a.link_count; i++) {
        const struct body_link *l = &a.links[i];
        if (!str_eq(l->target, str_from(want[i].target)) ||
            l->line != want[i].line || l->column != want[i].column)
            fail_msg("%zu: %.*s at %u:%u, not %s at %u:%u", i,
                     STR_ARG(l->target), l->line, l->column, want[i].target,
                     want[i].line, want[i].column);
    }
    article_release(&a);
    problems_release(&p);
}

/* Deep, long and repeated: none may take time beyond its length, or stack. */
static void hostile_bodies_stay_cheap(void **state)
{
    (void)state;
    static const struct {
        const char *piece;
        size_t times;
    } cases[] = {
        {"> ", 20000},
        {"[", 50000},
        {"![", 30000},
        {"*a **b ", 20000},
        {"## a\n", 20000},
        {"## a {#b}\n", 5000},
        {"- ", 2000},
        {"`", 50000},
        {"|a", 20000},
        {"[a](b) ", 20000},
        {"www.", 5000},
        {"~~a~ ", 10000},
        {"a[^b] ", 10000},
        {"<b ", 30000},
        {"&#1;", 30000},
        {"![a", 5000},
        {"[^a]: [^a]\n\n", 2000},
        {"<details>\n\n", 5000},
        {"<details><summary>", 10000},
        {"<details>\n\n</details>\n\n", 5000},
        {"> [!TIP] *a\n\n", 10000},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct reading r = {.article.path = STR("en/a.md")};
        struct buf body = {0};
        struct err e = {0};
        problems_init(&r.problems);
        for (size_t k = 0; k < cases[i].times; k++)
            buf_text(&body, cases[i].piece);
        clock_t start = clock();
        if (markdown_read(&r.article, buf_str(&body), 1,
                          &(struct markdown_with){0}, &r.problems, &e) != 0)
            assert_int_equal(e.code, ERR_CONTENT);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > 5.0)
            fail_msg("\"%s\" took %.1f s", cases[i].piece, seconds);
        drop(&r);
        buf_release(&body);
    }
}

static void what_is_too_large_is_refused(void **state)
{
    (void)state;
    struct article a = {0};
    struct problems p;
    struct buf body = {0};
    struct err e;

    problems_init(&p);
    buf_text(&body, "[a]: ");
    for (size_t i = 0; i < 40000; i++)
        buf_char(&body, 'u');
    buf_text(&body, "\n\n");
    for (size_t i = 0; i < 10000; i++)
        buf_text(&body, "[a]");
    assert_int_equal(markdown_read(&a, buf_str(&body), 1,
                                   &(struct markdown_with){0}, &p, &e),
                     -1);
    assert_non_null(strstr(e.message, "reference"));

    buf_clear(&body);
    memset(buf_room(&body, MARKDOWN_BYTES + 1), 'x', MARKDOWN_BYTES + 1);
    body.len = MARKDOWN_BYTES + 1;
    assert_int_equal(markdown_read(&a, buf_str(&body), 1,
                                   &(struct markdown_with){0}, &p, &e),
                     -1);
    assert_int_equal(e.code, ERR_CONTENT);
    buf_release(&body);
    article_release(&a);
    problems_release(&p);
}

static const char shared_body[] =
    "# T\n\n## A ~~b~~ {#c}\n\n|a|b|\n|-|-|\n|~~x~~|www.a.b|\n\n"
    "- [ ] http://c.d e@f.gh\n\nx[^1]\n\n[^1]: y\n";

static void *read_often(void *of)
{
    const struct article *want = of;
    bool same = true;

    for (int i = 0; i < 200; i++) {
        struct reading r;
        read_body(&r, str_from(shared_body), false);
        same &= str_eq(r.article.html, want->html) &&
                r.article.link_count == want->link_count;
        drop(&r);
    }
    return same ? of : NULL;
}

static void threads_read_the_same(void **state)
{
    (void)state;
    struct reading want;
    pthread_t threads[4];

    read_body(&want, str_from(shared_body), false);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, read_often, &want.article), 0);
    for (size_t i = 0; i < 4; i++) {
        void *same = NULL;
        pthread_join(threads[i], &same);
        assert_non_null(same);
    }
    drop(&want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_become_clean_html),
        cmocka_unit_test(links_and_images_are_slots),
        cmocka_unit_test(raw_html_is_left_out),
        cmocka_unit_test(text_is_plain_and_in_lines),
        cmocka_unit_test(headings_get_stable_anchors),
        cmocka_unit_test(the_first_h1_is_the_title),
        cmocka_unit_test(sections_cover_the_text),
        cmocka_unit_test(links_know_their_place),
        cmocka_unit_test(hostile_bodies_stay_cheap),
        cmocka_unit_test(what_is_too_large_is_refused),
        cmocka_unit_test(threads_read_the_same),
    };

    markdown_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
