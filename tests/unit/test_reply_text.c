/* Replies as plain text, and their placeholders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/content/audience.h"
#include "indexer/content/placeholders.h"
#include "indexer/page/reply_text.h"
#include "lib/site/site_agents.h"

static void test_text(void **state)
{
    static const struct {
        const char *html, *text;
    } cases[] = {
        {"", ""},
        {"<p>A &amp; &lt;b&gt;</p>\n", "A & <b>"},
        {"<p>A\nb <em>c</em></p>\n<p>D</p>\n", "A b c\n\nD"},
        {"<p>A<br>\nb</p>", "A\nb"},
        {"<h2 id=\"a\">A</h2>\n<p>b</p>", "A\n\nb"},
        {"<ul>\n<li>A</li>\n<li>b\n<ol start=\"3\">\n<li>c</li>\n<li>d</li>\n"
         "</ol>\n</li>\n</ul>\n<p>e</p>",
         "- A\n- b\n  3. c\n  4. d\n\ne"},
        {"<ol>\n<li>\n<p>A</p>\n<p>b</p>\n</li>\n</ol>", "1. A\nb"},
        {"<p>See <a href=\"https://x/?a=1&amp;b\">this</a>.</p>",
         "See this (https://x/?a=1&b)."},
        {"<p><a href=\"https://x\">https://x</a> "
         "<a href=\"mailto:a@b\">a@b</a> <a href=\"#x\">up</a></p>",
         "https://x a@b up"},
        {"<pre tabindex=\"0\"><code>a\n  b\n</code></pre>\n<p>c</p>",
         "a\n  b\n\nc"},
        {"<div class=\"table\"><table>\n<thead>\n<tr><th>a</th><th>b</th></tr>"
         "\n</thead>\n<tbody>\n<tr><td>1</td><td class=\"end\">2</td></tr>\n"
         "</tbody>\n</table>\n</div>",
         "a | b\n1 | 2"},
        {"<p><img src=\"/a.png\" alt=\"A &quot;b&quot;\"> c</p>", "A \"b\" c"},
        {"<p>{{customer.name}}</p>", "{{customer.name}}"},
        {"<a", ""},
        {"a<", "a"},
        {"</ul></li></a>x", "x"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf out = {0};
        reply_text_put(&out, str_from(cases[i].html));
        if (!str_eq(buf_str(&out), str_from(cases[i].text)))
            fail_msg("%s\ngave\n%.*s\nnot\n%s", cases[i].html,
                     STR_ARG(buf_str(&out)), cases[i].text);
        buf_release(&out);
    }
}

static void test_placeholders(void **state)
{
    static const struct {
        const char *body, *names; /* "!": an error */
        unsigned line, column;
    } cases[] = {
        {"", "", 0, 0},
        {"none { { } }", "", 0, 0},
        {"{{a}}{{b.c_2}} {{a}}", "a b.c_2 ", 0, 0},
        {"{{{a}}", "!", 7, 1},
        {"\xEA\xB0\x80 {{A}}", "!", 7, 3},
        {"x\n  {{a", "!", 8, 3},
        {"{{1}}", "!", 7, 1},
        {"{{a..b}}", "!", 7, 1},
        {"{{_a}}", "!", 7, 1},
        {"{{a\n}}", "!", 7, 1},
        {"{{aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg}"
         "}",
         "!", 7, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct article a = {.path = STR("en/r.md")};
        struct buf names = {0};
        struct err e = {0};
        int result =
            placeholders_find(&a, str_from(cases[i].body), 7, NULL, &e);
        if (result)
            buf_char(&names, '!');
        for (size_t k = 0; !result && k < a.placeholder_count; k++)
            buf_fmt(&names, "%.*s ", STR_ARG(a.placeholders[k]));
        if (!str_eq(buf_str(&names), str_from(cases[i].names)) ||
            e.line != cases[i].line || e.column != cases[i].column)
            fail_msg("%s: %.*s at %u:%u", cases[i].body,
                     STR_ARG(buf_str(&names)), e.line, e.column);
        buf_release(&names);
        article_release(&a);
    }
}

static void test_names(void **state)
{
    static const struct {
        const char *path, *beside;
    } cases[] = {
        {"help.gabay", "help.agents.gabay"},
        {"/a.b/x.gabay", "/a.b/x.agents.gabay"},
        {"help", "help.agents"},
        {"help.gabay.new", "help.gabay.new.agents"},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(site_agents_path(&a, cases[i].path),
                            cases[i].beside);
    arena_release(&a);
    assert_true(audience_is_reply(S("en/_replies/a.md")));
    assert_true(audience_is_reply(S("en/_replies/b/a.md")));
    assert_false(audience_is_reply(S("en/_replies/_index.md")));
    assert_false(audience_is_reply(S("en/_replies/a.png")));
    assert_false(audience_is_reply(S("en/a/_replies/a.md")));
    assert_false(audience_is_reply(S("_replies/a.md")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_placeholders),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
