/* HTML as people paste it, and the Markdown that it becomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/import/import_html.h"

struct page {
    const char *html, *markdown;
};

static void link_of(void *context, struct str address, bool is_image,
                    unsigned line, struct buf *out)
{
    (void)context, (void)is_image, (void)line;
    buf_put(out, address);
}

static bool is_aimed_at(void *context, struct str anchor)
{
    (void)context;
    return str_eq(anchor, S("h_1"));
}

static void lost(void *context, unsigned line, struct str what)
{
    struct buf *out = context;

    buf_fmt(out, "%u:%.*s;", line, STR_ARG(what));
}

static void convert(const char *html, struct buf *out, struct buf *told)
{
    const struct html_asked asked = {told, link_of, is_aimed_at, lost};
    struct arena a = {0};
    struct html_part *root = import_html_parse(&a, str_from(html));

    assert_non_null(root);
    assert_true(import_html_markdown(root, &asked, out));
    arena_release(&a);
}

static void check(const struct page *pages, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf out = {0}, told = {0};
        convert(pages[i].html, &out, &told);
        if (!str_eq(buf_str(&out), str_from(pages[i].markdown)))
            fail_msg("%s\nbecame\n%.*s\nwant\n%s", pages[i].html,
                     STR_ARG(buf_str(&out)), pages[i].markdown);
        buf_release(&out);
        buf_release(&told);
    }
}

#define CHECK(pages) check(pages, sizeof(pages) / sizeof(*(pages)))

static void blocks(void **state)
{
    static const struct page pages[] = {
        {"", ""},
        {"just text", "just text\n"},
        {"<p>One</p>\n<p>two<br>three</p>", "One\n\ntwo\\\nthree\n"},
        {"<p>One<br><br>two</p>", "One\n\ntwo\n"},
        {"<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb\n"},
        {"<p>Open<p>again", "Open\n\nagain\n"},
        {"<h2>Pack it</h2>Then", "## Pack it\n\nThen\n"},
        {"<h2 id=\"h_1\"><strong>Pack</strong></h2>", "## Pack {#h_1}\n"},
        {"<h2 id=\"h_2\">Pack</h2>", "## Pack\n"},
        {"<a name=\"h_1\"></a><h3>Pack</h3>", "### Pack {#h_1}\n"},
        {"a<hr>b", "a\n\n---\n\nb\n"},
        {"<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"},
        {"<div class=\"callout callout--warning\">Hot</div>",
         "> [!WARNING]\n> Hot\n"},
        {"<p class=\"note\">Look</p><p>b</p>", "> [!NOTE]\n> Look\n\nb\n"},
        {"<div class=\"denotes\">x</div>", "x\n"},
        {"<pre><code class=\"language-sh\">a &lt; b\n  c\n</code></pre>",
         "```sh\na < b\n  c\n```\n"},
        {"<pre>```</pre>", "````\n```\n````\n"},
        {"<details><summary>Why?</summary><p>So.</p></details>",
         "<details>\n<summary>Why?</summary>\n\nSo.\n\n</details>\n"},
        {"<dl><dt>Term</dt><dd>What</dd></dl>", "**Term**\n\nWhat\n"},
    };

    (void)state;
    CHECK(pages);
}

static void lists(void **state)
{
    static const struct page pages[] = {
        {"<ul><li>a</li><li>b</li></ul>", "- a\n- b\n"},
        {"<ul>\n <li>a\n <li>b\n</ul>", "- a\n- b\n"},
        {"<ol start=\"3\"><li>a</li><li>b</li></ol>", "3. a\n4. b\n"},
        {"<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
         "- a\n  1. b\n- c\n"},
        {"<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n   - b\n"},
        {"<ol><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>",
         "1. a\n\n   b\n\n2. c\n"},
        {"<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b\n"},
        {"<ul><li></li><li>b</li></ul>", "-\n- b\n"},
        {"<ol><li>a<pre>x\ny</pre></li></ol>",
         "1. a\n\n   ```\n   x\n   y\n   ```\n"},
        {"<p>x</p><ul><li>a</li></ul><p>y</p>", "x\n\n- a\n\ny\n"},
    };

    (void)state;
    CHECK(pages);
}

static void inlines(void **state)
{
    static const struct page pages[] = {
        {"a <b>bold </b>b", "a **bold** b\n"},
        {"<strong>Note:</strong>text", "**Note**:text\n"},
        {"<strong>Note:</strong> text", "**Note:** text\n"},
        {"<b>a</b><b>b</b>", "**ab**\n"},
        {"x<b>(a)</b>", "x(**a)**\n"},
        {"<b></b>a<i> </i>b", "a b\n"},
        {"<em>a</em> <del>b</del>", "*a* ~~b~~\n"},
        {"<code>a`b</code>", "`` a`b ``\n"},
        {"<a href=\"/x y\">go <b>on</b></a>", "[go **on**](/x%20y)\n"},
        {"<a href=\"x\"></a>a", "a\n"},
        {"<a href=\"a(b).html\">x</a>", "[x](a%28b%29.html)\n"},
        {"<img src=\"a.png\" alt=\"The [x]\">", "![The \\[x\\]](a.png)\n"},
        {"<iframe src=\"//www.youtube.com/embed/abc?rel=0\"></iframe>",
         "[Video](https://www.youtube.com/watch?v=abc)\n"},
        {"<video title=\"Film\"><source src=\"/f.mp4\"></video>",
         "[Film](/f.mp4)\n"},
        {"<kbd>Ctrl</kbd>+<kbd>C</kbd>", "<kbd>Ctrl</kbd>+<kbd>C</kbd>\n"},
        {"<script>x<b></script>a<style>b</style><!-- c -->", "a\n"},
        {"<strong><p>a</p><p>b</p></strong>", "a\n\nb\n"},
        {"x <foo>y</foo>", "x y\n"},
        {"10&nbsp;%", "10\xC2\xA0%\n"},
    };

    (void)state;
    CHECK(pages);
}

static void signs_are_escaped(void **state)
{
    static const struct page pages[] = {
        {"a*b *c* _d_ e_f", "a\\*b \\*c\\* \\_d\\_ e_f\n"},
        {"1. a", "1\\. a\n"},
        {"2024 was", "2024 was\n"},
        {"- a", "\\- a\n"},
        {"# a", "\\# a\n"},
        {"a # b", "a # b\n"},
        {"&lt;b&gt; &amp;amp; a &lt; b", "\\<b> \\&amp; a < b\n"},
        {"[x](y) `z` \\", "\\[x\\](y) \\`z\\` \\\\\n"},
        {"{{x}} {% y %}", "\\{{x}} \\{% y %}\n"},
        {"::: tip", "\\::: tip\n"},
        {"a | b", "a | b\n"},
        {"1 < 2 &unknown; &#65; &#x42;", "1 < 2 \\&unknown; A B\n"},
    };

    (void)state;
    CHECK(pages);
}

static void tables(void **state)
{
    static const struct page pages[] = {
        {"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr>"
         "<td>1</td><td>2|3</td></tr></tbody></table>",
         "| A | B |\n| --- | --- |\n| 1 | 2\\|3 |\n"},
        {"<table><tr><td>A<td>B<tr><td colspan=2><p>c</p><ul><li>d</ul>"
         "</table>",
         "| A | B |\n| --- | --- |\n| c<br>• d | |\n"},
        {"<table class=\"info\"><tr><td>One</td></tr></table>",
         "> [!NOTE]\n> One\n"},
        {"<table></table>a", "a\n"},
    };

    (void)state;
    CHECK(pages);
}

static void what_is_lost_is_told(void **state)
{
    struct buf out = {0}, told = {0};

    (void)state;
    convert("a\n<foo>b</foo><img src=\"data:x\">\n"
            "<table><tr><td rowspan=2>a<td>b</table>",
            &out, &told);
    buf_char(&told, '\0');
    assert_string_equal(told.ptr,
                        "2:the tag <foo>;"
                        "2:an image that is part of the text;"
                        "3:cells of a table that reach over several rows;");
    buf_release(&out);
    buf_release(&told);
}

/* Deep and never closed: all of it is read, and the stack holds. */
static void hostile_trees_end(void **state)
{
    static const char *const pieces[] = {
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "<a href=x>",
        "</",
        "<a b",
        "<!--",
        "&",
        "<details>",
        "<pre>",
        "**",
        "<p class=note>",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
        struct buf html = {0}, out = {0}, told = {0};
        for (int n = 0; n < 20000; n++)
            buf_text(&html, pieces[i]);
        buf_text(&html, "end");
        buf_char(&html, '\0');
        convert(html.ptr, &out, &told);
        buf_release(&html);
        buf_release(&out);
        buf_release(&told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks),
        cmocka_unit_test(lists),
        cmocka_unit_test(inlines),
        cmocka_unit_test(signs_are_escaped),
        cmocka_unit_test(tables),
        cmocka_unit_test(what_is_lost_is_told),
        cmocka_unit_test(hostile_trees_end),
    };

    return cmocka_run_group_tests_name("import_html", tests, NULL, NULL);
}
