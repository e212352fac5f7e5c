/* Markdown to HTML, text, sections and links. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/markdown.h"
#include "lib/buf.h"

struct reading {
    struct article article;
    struct problems problems;
};

static void read_body(struct reading *r, struct str body, bool allow_html)
{
    struct err e = {0};

    *r = (struct reading){.article.path = STR("en/a.md")};
    problems_init(&r->problems);
    if (markdown_read(&r->article, body, 1, allow_html, &r->problems, &e) != 0)
        fail_msg("%.*s: %s", STR_ARG(body), e.message);
}

static void drop(struct reading *r)
{
    article_release(&r->article);
    problems_release(&r->problems);
}

static void put_image(struct buf *out, const struct body_link *image)
{
    buf_fmt(out, "<img %.*s|%.*s|%.*s>", STR_ARG(image->target),
            STR_ARG(image->alt), STR_ARG(image->title));
}

static void put_text(struct buf *out, const struct body_text *text)
{
    buf_fmt(out, "{%s", text->key);
    if (text->number)
        buf_fmt(out, " %u", text->number);
    if (text->place > 1)
        buf_fmt(out, "-%u", text->place);
    for (size_t i = 0; i < text->column_count; i++)
        buf_fmt(out, "|%.*s", STR_ARG(text->columns[i]));
    buf_char(out, '}');
}

/* The HTML with every link's and image's tag spliced in, and the interface
 * texts by their keys. */
static void put_spliced(struct buf *out, const struct article *a)
{
    size_t done = 0, text = 0;

    for (size_t i = 0; i < a->link_count || text < a->text_count; i++) {
        size_t next = i < a->link_count ? a->links[i].at : a->html.len + 1;
        for (; text < a->text_count && a->texts[text].at < next; text++) {
            buf_put(out, str_sub(a->html, done, a->texts[text].at - done));
            done = a->texts[text].at;
            put_text(out, &a->texts[text]);
        }
        if (i >= a->link_count)
            break;
        const struct body_link *l = &a->links[i];
        buf_put(out, str_sub(a->html, done, l->at - done));
        done = l->at;
        if (l->image) {
            put_image(out, l);
            continue;
        }
        buf_fmt(out, "<a %.*s|%.*s>", STR_ARG(l->target), STR_ARG(l->title));
        for (; i + 1 < a->link_count && a->links[i + 1].inside; i++) {
            buf_put(out, str_sub(a->html, done, a->links[i + 1].at - done));
            done = a->links[i + 1].at;
            put_image(out, &a->links[i + 1]);
        }
        buf_put(out, str_sub(a->html, done, l->end - done));
        done = l->end;
        buf_text(out, "</a>");
    }
    buf_put(out, str_skip(a->html, done));
}

struct pair {
    const char *markdown, *want;
};

static void assert_html(const struct pair *cases, size_t count, bool allow)
{
    for (size_t i = 0; i < count; i++) {
        struct reading r;
        struct buf got = {0};
        read_body(&r, str_from(cases[i].markdown), allow);
        put_spliced(&got, &r.article);
        if (!str_eq(buf_str(&got), str_from(cases[i].want)))
            fail_msg("%s\ngave\n%.*s\nnot\n%s", cases[i].markdown,
                     STR_ARG(buf_str(&got)), cases[i].want);
        buf_release(&got);
        drop(&r);
    }
}

#define ASSERT_HTML(cases)                                                     \
    assert_html(cases, sizeof(cases) / sizeof(*(cases)), false)

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
    assert_string_equal(r.problems.rows[0].check, "raw-html");
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
        assert_int_equal(
            markdown_read(&a, str_from(cases[i].markdown), 1, false, &p, NULL),
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
    assert_int_equal(markdown_read(&a, str_from(body), 11, false, &p, NULL), 0);
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
        if (markdown_read(&r.article, buf_str(&body), 1, false, &r.problems,
                          &e) != 0)
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
    assert_int_equal(markdown_read(&a, buf_str(&body), 1, false, &p, &e), -1);
    assert_non_null(strstr(e.message, "reference"));

    buf_clear(&body);
    memset(buf_room(&body, MARKDOWN_BYTES + 1), 'x', MARKDOWN_BYTES + 1);
    body.len = MARKDOWN_BYTES + 1;
    assert_int_equal(markdown_read(&a, buf_str(&body), 1, false, &p, &e), -1);
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
        cmocka_unit_test(tables_have_names_and_align_by_class),
        cmocka_unit_test(quotes_may_be_notes),
        cmocka_unit_test(questions_open_and_close),
        cmocka_unit_test(unbalanced_questions_are_warned_of),
        cmocka_unit_test(footnotes_link_both_ways),
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
