/* What is more than plain Markdown: tables, notes, questions, footnotes. */
#include "tests/unit/markdown_reading.h"

#define TABLE(label)                                                           \
    "<div class=\"table\" tabindex=\"0\" role=\"region\" "                     \
    "aria-label=\"{" label "}\">\n<table>\n<thead>\n<tr>"
#define TABLE_END "</table>\n</div>\n"

static void tables_have_names_and_align_by_class(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"|a|b|c|\n|:--|:-:|--:|\n|1|2|3|\n|4|\n",
         TABLE("table_columns 1|a|b|c") "<th scope=\"col\">a</th><th "
                                        "scope=\"col\" class=\"center\">b</th>"
                                        "<th scope=\"col\" "
                                        "class=\"end\">c</th></tr>\n</"
                                        "thead>\n<tbody>\n"
                                        "<tr><td>1</td><td "
                                        "class=\"center\">2</td><td "
                                        "class=\"end\">3</td>"
                                        "</tr>\n<tr><td>4</td><td "
                                        "class=\"center\"></td>"
                                        "<td "
                                        "class=\"end\"></td></tr>\n</"
                                        "tbody>\n" TABLE_END},
        {"||*b* & `c`|\n|-|-|\n",
         TABLE("table_columns 1|b & c") "<td></td><th scope=\"col\"><em>b</em> "
                                        "&amp; <code>c</code></th>"
                                        "</tr>\n</thead>\n" TABLE_END},
        {"|a|\n|-|\n|x<br>y|\n\n| |\n|-|\n",
         TABLE("table_columns 1|a") "<th "
                                    "scope=\"col\">a</th></tr>\n</"
                                    "thead>\n<tbody>\n"
                                    "<tr><td>x<br>y</td></tr>\n</"
                                    "tbody>\n" TABLE_END TABLE(
                                        "table_number 2") "<td></td></tr>\n</"
                                                          "thead>\n" TABLE_END},
        /* Its first columns are enough to tell it from the others. */
        {"|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n",
         TABLE("table_columns 1|a|b|c|d|e") "<th scope=\"col\">a</th><th "
                                            "scope=\"col\">b</th>"
                                            "<th scope=\"col\">c</th><th "
                                            "scope=\"col\">d</th>"
                                            "<th scope=\"col\">e</th><th "
                                            "scope=\"col\">f</th></tr>\n</"
                                            "thead>\n" TABLE_END},
    };

    ASSERT_HTML(cases);
}

#define NOTE(kind, number)                                                     \
    "<div class=\"note note-" kind "\" role=\"note\" "                         \
    "aria-labelledby=\"note:" number "\">\n"                                   \
    "<p class=\"note-title\" id=\"note:" number "\">"

static void quotes_may_be_notes(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"> [!TIP]\n> Ask *us*.\n",
         NOTE("tip", "1") "{note_tip}</p>\n<p>Ask <em>us</em>.</p>\n</div>\n"},
        {"> [!warning]  \n> x\n",
         NOTE("warning", "1") "{note_warning}</p>\n<p>x</p>\n</div>\n"},
        {"> [!NOTE]\n>\n> - x\n\n> [!IMPORTANT]\n> y\n",
         NOTE("note", "1") "{note_note}</p>\n<ul>\n<li>x</li>\n</ul>\n</"
                           "div>\n" NOTE(
                               "important",
                               "2") "{note_important}</p>\n<p>y</p>\n</div>\n"},
        {"> [!CAUTION]\n", NOTE("caution", "1") "{note_caution}</p>\n</div>\n"},
        {"> [!TIP] Own & *title*\n> Body.\n>\n> More.\n",
         NOTE("tip", "1") "Own &amp; <em>title</em></p>\n<p>Body.</p>\n"
                          "<p>More.</p>\n</div>\n"},
        {"> [!TIP] [a](b)  \n> c\n> d\n",
         NOTE("tip", "1") "<a b|>a</a></p>\n<p>c\nd</p>\n</div>\n"},
        {"> [!NOTE] Only\n", NOTE("note", "1") "Only</p>\n</div>\n"},
        {"> [!NOTE]x\n", "<blockquote>\n<p>[!NOTE]x</p>\n</blockquote>\n"},
        {"> [!NOTE]*x*\n",
         "<blockquote>\n<p>[!NOTE]<em>x</em></p>\n</blockquote>\n"},
        {"> [!OTHER]\n> x\n",
         "<blockquote>\n<p>[!OTHER]\nx</p>\n</blockquote>\n"},
        {"[!TIP] x\n", "<p>[!TIP] x</p>\n"},
    };

    ASSERT_HTML(cases);
}

static void questions_open_and_close(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"<details>\n<summary>Can I?</summary>\n\nYes, *you* can.\n\n"
         "</details>\n\nx\n",
         "<details>\n<summary>Can I?</summary>\n<p>Yes, <em>you</em> can.</p>\n"
         "</details>\n<p>x</p>\n"},
        {"<DETAILS open=''><summary><b>A</b> &amp; b</summary>\n\n- c\n"
         "</DETAILS>\n",
         "<details open>\n<summary>A &amp; b</summary>\n<ul>\n<li>c</li>\n"
         "</ul>\n</details>\n"},
        /* Without empty lines there is no Markdown in it. */
        {"<details><summary>A</summary> b\n*c*</details>\n",
         "<details>\n<summary>A</summary>\n<p>b *c*</p>\n</details>\n"},
        {"<details><summary>A</summary>\n\n<details>\n<summary>B</summary>\n\n"
         "c\n\n</details>\n</details>\n",
         "<details>\n<summary>A</summary>\n<details>\n<summary>B</summary>\n"
         "<p>c</p>\n</details>\n</details>\n"},
        {"<details>\n<summary>\n\n## A *b*\n\n</summary>\n\nc\n\n</details>\n",
         "<details>\n<summary>\n<h2 id=\"a-b\">A <em>b</em></h2>\n</summary>\n"
         "<p>c</p>\n</details>\n"},
        {"<details>\n<summary>\n\n*A*\n\n</summary>\n\nb\n\n</details>\n",
         "<details>\n<summary><em>A</em></summary>\n<p>b</p>\n</details>\n"},
        {"<details>\n\na\n\n</details>\n",
         "<details>\n<summary>{details}</summary>\n<p>a</p>\n</details>\n"},
        {"- <details>\n  <summary>A</summary>\n\n  b\n\n  </details>\n- c\n",
         "<ul>\n<li>\n<details>\n<summary>A</summary>\n<p>b</p>\n</details>\n"
         "</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n"},
        {"> <details>\n> <summary>A</summary>\n>\n> [b](c)\n>\n> </details>\n",
         "<blockquote>\n<details>\n<summary>A</summary>\n<p><a c|>b</a></p>\n"
         "</details>\n</blockquote>\n"},
        {"<details onclick=x><summary onclick=y>A</summary></details>\n",
         "<details>\n<summary>A</summary>\n</details>\n"},
        {"`<details>`\n\n    <details>\n",
         "<p><code>&lt;details&gt;</code></p>\n"
         "<pre tabindex=\"0\" translate=\"no\"><code>&lt;details&gt;\n"
         "</code></pre>\n"},
    };

    ASSERT_HTML(cases);
}

/* What has no partner is left out, whatever stands round it. */
static void unbalanced_questions_are_warned_of(void **state)
{
    (void)state;
    static const struct {
        const char *markdown, *want;
        unsigned lines[3];
    } cases[] = {
        {"<details>\n<summary>A</summary>\n\nb\n", "<p>A</p>\n<p>b</p>\n", {1}},
        {"a\n\n</details>\n\nb\n", "<p>a</p>\n<p>b</p>\n", {3}},
        {"<details>\n\n- a\n\n  </details>\n",
         "<ul>\n<li>\n<p>a</p>\n</li>\n</ul>\n",
         {5, 1}}, /* the item is looked through first */
        {"> <details>\n\n</details>\n",
         "<blockquote>\n</blockquote>\n",
         {1, 3}},
        {"<details><summary>A\n\nb\n\n</details>\n",
         "<details>\n<summary>{details}</summary>\n<p>A</p>\n<p>b</p>\n"
         "</details>\n",
         {1}},
        {"<details><summary>A</summary><summary>B</summary></details>\n",
         "<details>\n<summary>A</summary>\n<p>B</p>\n</details>\n",
         {1, 1}},
        {"<summary>A</summary>\n", "<p>A</p>\n", {1, 1}},
        {"<details><summary>\n\n- a\n\n</summary>\n\nb\n\n</details>\n",
         "<details>\n<summary>{details}</summary>\n<ul>\n<li>a</li>\n</ul>\n"
         "<p>b</p>\n</details>\n",
         {5}},
        {"<details>\n\n<details>\n\na\n\n</details>\n",
         "<details>\n<summary>{details}</summary>\n<p>a</p>\n</details>\n",
         {1}},
        {"<details>\n<summary>A</summary>\n<img src=x>b<script>c</script>\n"
         "</details>\n",
         "<details>\n<summary>A</summary>\n<p>b</p>\n</details>\n",
         {3}},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct reading r;
        struct buf got = {0};
        size_t count = 0;
        read_body(&r, str_from(cases[i].markdown), false);
        put_spliced(&got, &r.article);
        if (!str_eq(buf_str(&got), str_from(cases[i].want)))
            fail_msg("%s\ngave\n%.*s\nnot\n%s", cases[i].markdown,
                     STR_ARG(buf_str(&got)), cases[i].want);
        while (count < 3 && cases[i].lines[count])
            count++;
        assert_int_equal(r.problems.count, count);
        for (size_t k = 0; k < count; k++)
            assert_int_equal(r.problems.rows[k].line, cases[i].lines[k]);
        buf_release(&got);
        drop(&r);
    }
}

#define REFERENCE(number, place)                                               \
    "<sup class=\"footnote\" id=\"fnref:" number place                         \
    "\"><a href=\"#fn:" number "\" role=\"doc-noteref\" "                      \
    "aria-describedby=\"fn:all\">" number "</a></sup>"
#define FOOTNOTES                                                              \
    "<section class=\"footnotes\" role=\"doc-endnotes\" id=\"fn:all\" "        \
    "aria-label=\"{footnotes}\">\n<ol>\n"
#define BACK(number, place, sign)                                              \
    " <a class=\"footnote-back\" role=\"doc-backlink\" "                       \
    "href=\"#fnref:" number place "\" "                                        \
    "aria-label=\"{footnote_back " number place "}\">↩\xEF\xB8\x8E" sign       \
    "</a>"

static void footnotes_link_both_ways(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X\n[^z]: never\n",
         "<p>a" REFERENCE("1", "") " b" REFERENCE("2", "") " c" REFERENCE(
             "1", "-2") "</p>\n" FOOTNOTES "<li id=\"fn:1\">\n<p>X" BACK("1",
                                                                         "", "")
             BACK("1", "-2",
                  "<sup>2</sup>") "</p>\n</li>\n"
                                  "<li id=\"fn:2\">\n<p>Y" BACK(
                                      "2", "",
                                      "") "</p>\n"
                                          "</li>\n</ol>\n</section>\n"},
        {"[^no]\n", "<p>[^no]</p>\n"},
        {"![a[^x]](i.png)[^x]\n\n[^x]:\n    - X\n",
         "<p><img i.png|a|>" REFERENCE(
             "1", "") "</p>\n" FOOTNOTES
                      "<li id=\"fn:1\">\n<ul>\n<li>X</li>\n</ul>\n<p>" BACK(
                          "1", "", "") "</p>\n</li>\n</ol>\n</section>\n"},
    };

    ASSERT_HTML(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_have_names_and_align_by_class),
        cmocka_unit_test(quotes_may_be_notes),
        cmocka_unit_test(questions_open_and_close),
        cmocka_unit_test(unbalanced_questions_are_warned_of),
        cmocka_unit_test(footnotes_link_both_ways),
    };

    markdown_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
