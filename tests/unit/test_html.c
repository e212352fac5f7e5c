/* HTML as a tree, and written again as text, Markdown and HTML; its beginning
 * cut where it makes sense. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/utf8.h"
#include "server/html_cut.h"
#include "server/html_forms.h"

static const struct html_place place = {STR("https://shop.example"),
                                        STR("https://shop.example/en/x")};

struct forms {
    struct buf text, markdown, html;
};

static void make(struct arena *a, const char *html, const char *locale,
                 size_t most, struct forms *out)
{
    struct html_node *root = html_parse(a, str_from(html));

    *out = (struct forms){0};
    assert_non_null(root);
    html_text(root, &out->text);
    if (most)
        assert_int_equal(
            html_cut(a, root, &out->text, most, str_from(locale), NULL), 0);
    html_markdown(root, &place, &out->markdown);
    html_write(root, &place, &out->html);
}

static void release(struct forms *f)
{
    buf_release(&f->text);
    buf_release(&f->markdown);
    buf_release(&f->html);
}

static void is(const struct buf *got, const char *want)
{
    struct str s = str_trim(buf_str(got));

    if (!want)
        return;
    if (!str_eq(s, str_from(want)))
        print_message("want: %s\ngot:  %.*s\n", want, STR_ARG(s));
    assert_true(str_eq(s, str_from(want)));
}

/* NULL: whatever it is. */
static const struct {
    const char *from, *text, *markdown, *html;
} cases[] = {
    {"", "", "", ""},
    {"<p>A <strong>b</strong>\n<em>c</em> <code>d</code> &amp; &lt;e&gt;</p>",
     "A b c d & <e>", "A **b** *c* `d` & \\<e>",
     "<p>A <strong>b</strong> <em>c</em> <code>d</code> &amp; &lt;e&gt;</p>"},
    {"<p>one</p>\n<p>two<br>\nthree</p>\n", "one\n\ntwo\nthree",
     "one\n\ntwo\\\nthree", "<p>one</p>\n<p>two<br>three</p>"},
    /* Addresses. */
    {"<p><a href=\"/en/y?a=1&amp;b=2\">y</a> <a href=\"#z\">z</a> "
     "<a href=\"javascript:x()\">w</a> <a href=\"//e.example\">v</a></p>",
     "y z w v",
     "[y](https://shop.example/en/y?a=1&b=2) "
     "[z](https://shop.example/en/x#z) w v",
     "<p><a href=\"https://shop.example/en/y?a=1&amp;b=2\">y</a> "
     "<a href=\"https://shop.example/en/x#z\">z</a> <a>w</a> <a>v</a></p>"},
    {"<p><a href=\"https://e.example/a (b)\">x</a></p>", "x",
     "[x](https://e.example/a%20%28b%29)", NULL},
    {"<p><img src=\"/a.png\" alt=\"A box\" onerror=\"x()\" width=\"3\"></p>",
     "A box", "![A box](https://shop.example/a.png)",
     "<p><img alt=\"A box\" src=\"https://shop.example/a.png\" "
     "width=\"3\"></p>"},
    /* Lists. */
    {"<ul>\n<li>a\n<ol start=\"3\">\n<li>b</li>\n<li>c</li>\n</ol>\n</li>\n"
     "<li>d</li>\n</ul>",
     "- a\n  3. b\n  4. c\n- d", "- a\n  3. b\n  4. c\n- d",
     "<ul><li>a <ol start=\"3\"><li>b</li>\n<li>c</li>\n</ol>\n</li>\n"
     "<li>d</li>\n</ul>"},
    {"<ol>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ol>",
     "1. a\n   b\n2. c", "1. a\n\n   b\n\n2. c", NULL},
    {"<ul><li class=\"task\"><label><input type=\"checkbox\" disabled checked> "
     "done</label></li></ul>",
     "- [x] done", "- [x] done",
     "<ul><li class=\"task\"><input checked disabled type=\"checkbox\"> "
     "done</li>\n</ul>"},
    /* Tables. */
    {"<div class=\"table\">\n<table>\n<thead>\n<tr>\n<th>A</th>\n<th>B</th>\n"
     "</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2|3</td>\n</tr>\n"
     "</tbody>\n</table>\n</div>",
     "A | B\n1 | 2|3", "| A | B |\n| --- | --- |\n| 1 | 2\\|3 |", NULL},
    /* Code. */
    {"<pre tabindex=\"0\"><code class=\"language-sh\">a  &lt;b\n  `c`\n"
     "</code></pre>\n<p>x</p>",
     "a  <b\n  `c`\n\n\nx", "```sh\na  <b\n  `c`\n```\n\nx",
     "<pre><code class=\"language-sh\">a  &lt;b\n  `c`\n</code></pre>\n"
     "<p>x</p>"},
    {"<p><code>a`b</code></p>", "a`b", "`` a`b ``", NULL},
    /* Notes, questions, quotes. */
    {"<div class=\"note note-tip\" role=\"note\"><p class=\"note-title\" "
     "id=\"note:1\">Tip</p>\n<p>Do it.</p>\n</div>",
     "Tip\n\nDo it.", "> **Tip**\n>\n> Do it.",
     "<div class=\"note note-tip\"><p class=\"note-title\">Tip</p>\n"
     "<p>Do it.</p>\n</div>"},
    {"<details>\n<summary>Why?</summary>\n<p>So.</p>\n</details>",
     "Why?\n\nSo.", "**Why?**\n\nSo.",
     "<details><summary>Why?</summary>\n<p>So.</p>\n</details>"},
    {"<blockquote>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</blockquote>",
     "a\n\n- b", "> a\n>\n> - b", NULL},
    /* What Markdown would take for itself. */
    {"<p>1. a_b *c* [d] `e` \\ ~~f~~</p><p># g</p><p>- h</p>", NULL,
     "1\\. a\\_b \\*c\\* \\[d\\] \\`e\\` \\\\ \\~\\~f\\~\\~\n\n\\# g\n\n\\- h",
     NULL},
    /* Left out. */
    {"<p>a<sup class=\"footnote\" id=\"f\"><a href=\"#fn:1\">1</a></sup>.</p>"
     "<!-- b --><script>if (a < b) \"</p>\"</script><style>p{}</style>",
     "a.", "a.", "<p>a.</p>"},
    /* Broken. */
    {"a < b &amp c &bogus; &#65;&#x42; &#0; <",
     "a < b &amp c &bogus; AB &#0; <", NULL, NULL},
    {"<p>a<b>c</p>d</i></p",
     "a"
     "c\n\nd",
     NULL, "<p>a<b>c</b></p>\nd"},
    {"<ul><li>a", "- a", "- a", "<ul><li>a</li>\n</ul>"},
    {"<x-y onclick=1><p style='a' class='b\"c'>d</x-y>", "d", "d",
     "<p class=\"b&quot;c\">d</p>"},
    {"<p title=a b=c/>d</p>", "d", "d", "<p title=\"a\">d</p>"},
};

static void forms_say_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena a = {0};
        struct forms f;
        make(&a, cases[i].from, "en", 0, &f);
        is(&f.text, cases[i].text);
        is(&f.markdown, cases[i].markdown);
        is(&f.html, cases[i].html);
        release(&f);
        arena_release(&a);
    }
}

static const struct {
    const char *locale;
    size_t most;
    const char *from, *text, *html;
} cuts[] = {
    /* What fits stays. */
    {"en", 8, "<p>One two.</p>", "One two.", "<p>One two.</p>"},
    /* Sentences. */
    {"en", 14, "<p>One two. Three <b>four</b> five.</p>", "One two.",
     "<p>One two.</p>"},
    {"en", 20, "<p>One <b>two. Three</b> four five.</p>", "One two.",
     "<p>One <b>two.</b></p>"},
    {"en", 31, "<p>Ask e.g. Dr. Smith at noon. Then pay.</p>",
     "Ask e.g. Dr. Smith at noon.", "<p>Ask e.g. Dr. Smith at noon.</p>"},
    {"pl", 32, "<p>Kup to, m.in. w Allegro. Zwróć za tydzień.</p>",
     "Kup to, m.in. w Allegro.", NULL},
    {"id", 24, "<p>Kirim ke Jl. Melati 2. Lalu tunggu.</p>",
     "Kirim ke Jl. Melati 2.", NULL},
    {"ko", 20, "<p>7일 안에 보내 주세요. 환불은 사흘 걸려요.</p>",
     "7일 안에 보내 주세요.", NULL},
    {"ar", 30, "<p>أرسل الطلب خلال أسبوع. هل تحتاج إلى مساعدة؟</p>",
     "أرسل الطلب خلال أسبوع.", NULL},
    /* Whole blocks first; a second that does not fit gives its sentences. */
    {"en", 20, "<p>One.</p>\n<p>Two. Three four five six.</p>", "One.\n\nTwo.",
     "<p>One.</p>\n<p>Two.</p>"},
    {"en", 12, "<p>One.</p><p>Two three four five.</p>", "One.", "<p>One.</p>"},
    /* Items stay whole. */
    {"en", 14, "<p>Do:</p><ul><li>one</li><li>two. three</li></ul>",
     "Do:\n\n- one", "<p>Do:</p>\n<ul><li>one</li>\n</ul>"},
    {"en", 10, "<ol><li>One. Two three four.</li><li>x</li></ol>", "1. One.",
     "<ol><li>One.</li>\n</ol>"},
    /* So do rows; a head alone says nothing. */
    {"en", 14,
     "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>one</td></tr>"
     "<tr><td>two</td></tr><tr><td>three</td></tr></tbody></table>",
     "A\none\ntwo", NULL},
    {"en", 12,
     "<p>Costs:</p><table><thead><tr><th>A</th></tr></thead><tbody><tr>"
     "<td>one two three</td></tr></tbody></table>",
     "Costs:", "<p>Costs:</p>"},
    /* Nor does a note's title. */
    {"en", 14,
     "<p>One.</p><div class=\"note\"><p class=\"note-title\">Tip</p>"
     "<p>two three four</p></div>",
     "One.", "<p>One.</p>"},
    /* Code, by the line. */
    {"en", 9, "<pre><code>abc\ndef\nghi jkl\n</code></pre>", "abc\ndef",
     "<pre><code>abc\ndef</code></pre>"},
    /* A sentence that is too long. */
    {"en", 12, "<p>One two <b>three four</b></p>", "One two\xE2\x80\xA6",
     "<p>One two\xE2\x80\xA6</p>"},
    {"ko", 8, "<p>반품은 칠일안에만 됩니다</p>", "반품은\xE2\x80\xA6", NULL},
    {"th", 18, "<p>ส่งคืนสินค้าภายในเจ็ดวันแล้วรอเงินคืน</p>",
     "ส่งคืนสินค้าภายใน\xE2\x80\xA6", NULL},
    {"en", 9, "<p>One <img alt=\"two three\"> four.</p>", "One \xE2\x80\xA6",
     "<p>One \xE2\x80\xA6</p>"},
    {"en", 5, "<p>abcdefghij</p>", "abcd\xE2\x80\xA6", NULL},
};

static void the_end_makes_sense(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
        struct arena a = {0};
        struct forms f;
        make(&a, cuts[i].from, cuts[i].locale, cuts[i].most, &f);
        is(&f.text, cuts[i].text);
        is(&f.html, cuts[i].html);
        assert_true(utf8_count(str_trim(buf_str(&f.text))) <= cuts[i].most);
        release(&f);
        arena_release(&a);
    }
}

/* Wherever it is cut: within its limit, well-formed, the same words. */
static void every_limit_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        for (size_t most = 2; most < 30; most++) {
            struct arena a = {0};
            struct forms f;
            struct buf again = {0};
            make(&a, cases[i].from, "en", most, &f);
            assert_true(utf8_count(str_trim(buf_str(&f.text))) <= most);
            html_text(html_parse(&a, buf_str(&f.html)), &again);
            is(&again, arena_str(&a, str_trim(buf_str(&f.text))).ptr);
            buf_release(&again);
            release(&f);
            arena_release(&a);
        }
}

/* Depth costs no stack. */
static void deep_is_flat(void **state)
{
    (void)state;
    enum { DEEP = 200000 };
    struct buf html = {0};
    struct arena a = {0};
    struct forms f;

    for (size_t i = 0; i < DEEP; i++)
        buf_text(&html, i % 2 ? "<ul><li>" : "<blockquote>");
    buf_text(&html, "x");
    buf_char(&html, '\0');
    make(&a, html.ptr, "en", 0, &f);
    assert_true(str_ends(str_trim(buf_str(&f.text)), S("x")));
    release(&f);
    buf_release(&html);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_say_the_same),
        cmocka_unit_test(the_end_makes_sense),
        cmocka_unit_test(every_limit_holds),
        cmocka_unit_test(deep_is_flat),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
