/* Markdown for help: tabs, key caps, variables, snippets, and what other
 * systems would have understood. */
#include "indexer/settings/variables.h"
#include "tests/unit/markdown_reading.h"

#define TABS     "<div class=\"tabs\">\n<div class=\"tab\">\n"
#define NEXT     "</div>\n<div class=\"tab\">\n"
#define TABS_END "</div>\n</div>\n"

static void headings_become_tabs(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"<!-- tabs -->\n\n## A\n\na\n\n## B\n\n### C\n\nc\n\n<!-- /tabs -->\n"
         "\nd\n",
         TABS "<h2 id=\"a\">A</h2>\n<p>a</p>\n" NEXT "<h2 id=\"b\">B</h2>\n"
              "<h3 id=\"c\">C</h3>\n<p>c</p>\n" TABS_END "<p>d</p>\n"},
        /* What stands before the first heading stays before the tabs. */
        {"<!--tabs-->\nx\n# A\n# B\n<!--/tabs-->\n",
         "<p>x</p>\n" TABS "<h2 id=\"a\">A</h2>\n" NEXT
         "<h2 id=\"b\">B</h2>\n" TABS_END},
        {"- <!-- tabs -->\n  # A\n  # B\n  <!-- /tabs -->\n",
         "<ul>\n<li>\n" TABS "<h2 id=\"a\">A</h2>\n" NEXT
         "<h2 id=\"b\">B</h2>\n" TABS_END "</li>\n</ul>\n"},
        {"```\n<!-- tabs -->\n```\n",
         "<pre tabindex=\"0\" translate=\"no\"><code>&lt;!-- tabs --&gt;\n"
         "</code></pre>\n"},
    };

    ASSERT_HTML(cases);
}

static void keys_have_caps(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"<kbd>Ctrl</kbd>+<KBD>*C*</KBD>",
         "<p><kbd>Ctrl</kbd>+<kbd><em>C</em></kbd></p>\n"},
        {"<kbd><kbd>A</kbd>+<kbd>B</kbd></kbd>",
         "<p><kbd><kbd>A</kbd>+<kbd>B</kbd></kbd></p>\n"},
        /* One that would overlap something else is left out. */
        {"*<kbd>a*</kbd> </kbd> <kbd>b", "<p><em>a</em>  b</p>\n"},
        {"<kbd>a\nb</kbd>", "<p>a\nb</p>\n"},
        {"<kbd onclick=x>a</kbd>", "<p>a</p>\n"},
        {"![<kbd>a</kbd>](b)", "<p><img b|a|></p>\n"},
    };

    ASSERT_HTML(cases);
}

#define NOTE(kind, title)                                                      \
    "<div class=\"note note-" kind "\" role=\"note\" "                         \
    "aria-labelledby=\"note:1\">\n<p class=\"note-title\" "                    \
    "id=\"note:1\">" title "</p>\n"

static void notes_of_others_are_notes(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {":::tip\na\n:::\nb\n",
         NOTE("tip", "{note_tip}") "<p>a</p>\n</div>\n<p>b</p>\n"},
        {":::danger My *own*\n\n- a\n:::\n",
         NOTE("caution", "My *own*") "<ul>\n<li>a</li>\n</ul>\n</div>\n"},
        {"::::info[A]{.b}\n```\n:::\n```\n::::\n",
         NOTE("note", "A") "<pre tabindex=\"0\" translate=\"no\"><code>:::\n"
                           "</code></pre>\n</div>\n"},
        {"::: {.callout-warning}\na\n:::\n",
         NOTE("warning", "{note_warning}") "<p>a</p>\n</div>\n"},
        {":::details Why?\na\n:::\n",
         "<details>\n<summary>Why?</summary>\n<p>a</p>\n</details>\n"},
        {":::steps\na\n:::\n", "<p>a</p>\n"},
        {":::tip\na\n", "<p>a</p>\n"},
        {"a\n:::\n", "<p>a</p>\n"},
        {"a ::: b\n", "<p>a ::: b</p>\n"},
        {"!!! note \"A b\"\n    c\n\n    - d\n\ne\n",
         NOTE("note", "A b") "<p>c</p>\n<ul>\n<li>d</li>\n</ul>\n</div>\n"
                             "<p>e</p>\n"},
        {"!!! bug inline\n    c\n",
         NOTE("caution", "{note_caution}") "<p>c</p>\n</div>\n"},
        {"???+ tip \"A\"\n    b\n",
         "<details open>\n<summary>A</summary>\n<p>b</p>\n</details>\n"},
        {"=== \"A\"\n\n    b\n", "<p>A</p>\n<p>b</p>\n"},
        {"!!! \n!!!x\n!!! Please note\n!!! read this\n=== a ===\n",
         "<p>!!!\n!!!x\n!!! Please note\n!!! read this\n=== a ===</p>\n"},
    };

    ASSERT_HTML(cases);
}

static void signs_of_others_are_left_out(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"{{< note >}}\na\n{{< /note >}}\n", "<p>\na\n</p>\n"},
        {"a {{<figure src=\"b\">}} c {{<x \"https://d/e\">}} f\n",
         "<p>a  c  f</p>\n"},
        {"[a]({{< ref \"b.md\" >}}) ![c]({{ \"/d\" | x }}) e\n",
         "<p>a c e</p>\n"},
        {"[a](/b{{c}}d) [e]({{f}})\n", "<p><a /bd|>a</a> e</p>\n"},
        {"`{{< a >}}` `{x}` `<Tabs>`\n",
         "<p><code>{{&lt; a &gt;}}</code> <code>{x}</code> "
         "<code>&lt;Tabs&gt;</code></p>\n"},
        {"import A from './a';\nimport {b} from \"c\"\n\nx {a} {/* d */}y\n",
         "<p>x  y</p>\n"},
        {"import settings from the old phone {a}\n",
         "<p>import settings from the old phone {a}</p>\n"},
        {"<Tabs>\n<TabItem value=\"a\">\n\n*b*\n\n</TabItem>\n</Tabs>\n",
         "<p><em>b</em></p>\n"},
        {"<Tabs>\n  **a**\n</Tabs>\n", "<p><strong>a</strong></p>\n"},
        {"a <Tab b={[{c: 'd'}]}> e <Badge f=\"g\" /> h\n", "<p>a  e  h</p>\n"},
        {"## a {#b}\n\n<Tabs>\n\n## c {#d}\n",
         "<h2 id=\"b\">a</h2>\n<h2 id=\"d\">c</h2>\n"},
        {"[[_TOC_]]\n\n* TOC\n{:toc}\n\n[TOC]\n\na\n", "<p>a</p>\n"},
    };

    ASSERT_HTML(cases);
}

/* A snippet's name is its text; "no" and what includes itself apart. */
static bool find_snippet(void *ctx, struct article *a, struct str name,
                         struct snippet *out, struct err *e)
{
    static const struct {
        struct str name, text;
    } snippets[] = {
        {STR("a.md"), STR("A {{site.phone}} [b](c.md)[^1].\n\n[^1]: Of a.\n")},
        {STR("loop.md"), STR("L\n\n<!-- include: back.md -->\n")},
        {STR("back.md"), STR("B\n\n<!-- include: loop.md -->\n")},
        {STR("bomb.md"),
         STR("<!-- include: a.md -->\n<!-- include: a.md -->\n")},
        {STR("front.md"), STR("---\ntitle: x\n---\nF\n")},
        {STR("bad.md"), STR("{{< x >}}\n\n[d](e.md)\n")},
    };

    (void)ctx;
    for (size_t i = 0; i < sizeof(snippets) / sizeof(*snippets); i++) {
        if (!str_eq(name, snippets[i].name))
            continue;
        *out = (struct snippet){
            .path = arena_fmt(&a->arena, "_s/%.*s", STR_ARG(name)),
            .text = snippets[i].text};
        return true;
    }
    err_set(e, ERR_CONTENT, "none of that name");
    return false;
}

static int read_with(struct reading *r, struct str body, struct err *e)
{
    static struct str phone = STR("+62 21 <b>"), evil = STR("{{site.phone}}");
    struct arena arena = {0};
    struct variables variables = {0};
    struct markdown_with with = {.variables = &variables, .find = find_snippet};

    *r = (struct reading){.article.path = STR("en/a.md")};
    problems_init(&r->problems);
    map_init(&variables.texts, &arena);
    map_set(&variables.texts, S("phone"), &phone);
    map_set(&variables.texts, S("evil"), &evil);
    int status = markdown_read(&r->article, body, 3, &with, &r->problems, e);
    arena_release(&arena);
    return status;
}

static void check_site_html(const struct pair *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct reading r;
        struct buf got = {0};
        struct err e = {0};
        assert_int_equal(read_with(&r, str_from(cases[i].markdown), &e), 0);
        put_spliced(&got, &r.article);
        if (!str_eq(buf_str(&got), str_from(cases[i].want)))
            fail_msg("%s\ngave\n%.*s\nnot\n%s", cases[i].markdown,
                     STR_ARG(buf_str(&got)), cases[i].want);
        buf_release(&got);
        drop(&r);
    }
}

#define NUMBER(n)                                                              \
    "<sup class=\"footnote\" id=\"fnref:" n "\"><a href=\"#fn:" n              \
    "\" role=\"doc-noteref\" aria-describedby=\"fn:all\">" n "</a></sup>"
#define FOOTNOTE(n, text)                                                      \
    "<li id=\"fn:" n "\">\n<p>" text " <a class=\"footnote-back\" "            \
    "role=\"doc-backlink\" href=\"#fnref:" n                                   \
    "\" aria-label=\"{footnote_back " n                                        \
    "}\">\xE2\x86\xA9\xEF\xB8\x8E</a></p>\n"                                   \
    "</li>\n"
#define FOOTNOTES                                                              \
    "<section class=\"footnotes\" role=\"doc-endnotes\" id=\"fn:all\" "        \
    "aria-label=\"{footnotes}\">\n<ol>\n"

static void variables_are_text(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"{{site.phone}} *{{ site.phone }}* `{{site.phone}}`\n",
         "<p>+62 21 &lt;b&gt; <em>+62 21 &lt;b&gt;</em> "
         "<code>{{site.phone}}</code></p>\n"},
        {"    {{site.phone}}\n",
         "<pre tabindex=\"0\" translate=\"no\"><code>{{site.phone}}\n"
         "</code></pre>\n"},
        {"[a](tel:{{site.phone}} \"{{site.phone}}\") [b](/c?{{site.phone}})\n",
         "<p><a tel:+6221%3Cb%3E|+62 21 <b>>a</a> "
         "<a /c?+62%2021%20%3Cb%3E|>b</a></p>\n"},
        {"{{site.evil}} {{site.phon}}x {{sit.phone}}\n",
         "<p>{{site.phone}} x </p>\n"},
        {"## {{site.phone}}\n", "<h2 id=\"62-21-b\">+62 21 &lt;b&gt;</h2>\n"},
    };

    check_site_html(cases, sizeof(cases) / sizeof(*cases));
}

static void snippets_take_their_place(void **state)
{
    (void)state;
    static const struct pair cases[] = {
        {"x[^n]\n<!-- include: a.md -->\n\n[^n]: Of x.\n",
         "<p>x" NUMBER("1") "</p>\n<p>A +62 21 &lt;b&gt; <a c.md|>b</a>" NUMBER(
             "2") ".</p>\n" FOOTNOTES FOOTNOTE("1", "Of x.")
             FOOTNOTE("2", "Of a.") "</ol>\n</section>\n"},
        {"1. x\n\n   <!-- include: front.md -->\n2. y\n",
         "<ol>\n<li>\n<p>x</p>\n<p>F</p>\n</li>\n<li>\n<p>y</p>\n</li>\n"
         "</ol>\n"},
        {"a <!-- include: a.md -->\n\n`<!-- include: a.md -->`\n",
         "<p>a </p>\n<p><code>&lt;!-- include: a.md --&gt;</code></p>\n"},
    };

    check_site_html(cases, sizeof(cases) / sizeof(*cases));
}

static void problems_have_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        enum check check;
        const char *path, *message;
        unsigned line, column;
    } cases[] = {
        {"a\n\n{{site.phon}}", CHECK_UNKNOWN_VARIABLE, "en/a.md",
         "did you mean 'site.phone'?", 5, 1},
        {"ż {{site.x}}", CHECK_UNKNOWN_VARIABLE, "en/a.md", "add it to", 3, 3},
        {"a\n<!-- include: no.md -->", CHECK_MISSING_INCLUDE, "en/a.md", "none",
         4, 1},
        {"a <!-- include: a.md -->", CHECK_MISSING_INCLUDE, "en/a.md",
         "alone on its line", 3, 1},
        {"<!-- include: loop.md -->", CHECK_INCLUDE_LOOP, "_s/back.md",
         "_s/loop.md > _s/back.md > _s/loop.md", 3, 1},
        {"<!-- include: front.md -->", CHECK_SNIPPET_FRONT_MATTER,
         "_s/front.md", "no front matter", 1, 1},
        {"<!-- include: bad.md -->\n\n<!-- include: bad.md -->",
         CHECK_TEMPLATE_LEFTOVER, "_s/bad.md", "Hugo", 1, 1},
        {"<!-- tabs -->\n\n# A\n", CHECK_TABS, "en/a.md", "never end", 3, 1},
        {"x\n\n<!-- /tabs -->\n", CHECK_TABS, "en/a.md", "no tabs to end", 5,
         1},
        {"<!-- tabs -->\n# A\n<!-- /tabs -->\n", CHECK_TABS, "en/a.md",
         "two headings", 3, 1},
        {"<!-- tabs -->\n## A\n# B\n<!-- /tabs -->\n", CHECK_TABS, "en/a.md",
         "larger", 5, 1},
        {"1. a\n2. b\n\n> c\n\n1. d\n", CHECK_LIST_RESTART, "en/a.md",
         "after step 2", 8, 1},
        {"a\n\n[b]({{c}})", CHECK_TEMPLATE_LEFTOVER, "en/a.md", "{{ x }}", 5,
         1},
        {"a\n\n:::steps\nb\n:::", CHECK_TEMPLATE_LEFTOVER, "en/a.md", "signs",
         5, 1},
        {"<kbd>a", CHECK_RAW_HTML, "en/a.md", "raw HTML", 3, 1},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct reading r;
        struct err e = {0};
        assert_int_equal(read_with(&r, str_from(cases[i].body), &e), 0);
        if (r.problems.count != 1)
            fail_msg("%s\ntold %zu problems", cases[i].body, r.problems.count);
        const struct problem *p = &r.problems.rows[0];
        assert_int_equal(p->check, cases[i].check);
        assert_true(str_eq(p->path, str_from(cases[i].path)));
        if (str_search(p->message, str_from(cases[i].message)) ==
            p->message.len)
            fail_msg("%s\ntold: %.*s", cases[i].body, STR_ARG(p->message));
        if (p->line != cases[i].line || p->column != cases[i].column)
            fail_msg("%s\nat %u:%u", cases[i].body, p->line, p->column);
        drop(&r);
    }
}

static void other_lists_do_not_restart(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "1. a\n\n> b\n\n2. c\n",
        "1. a\n\nOn a phone:\n\n1. b\n",
        "1. a\n\n## b\n\n1. c\n",
        "1. a\n\n   > b\n\n1. c\n",
        "- a\n\n> b\n\n1. c\n",
        "1. a\n\n> b\n\n- c\n",
        "1. a\n\n![b](c)\n\n## d\n\n1. e\n",
    };

    for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
        struct reading r;
        struct err e = {0};
        assert_int_equal(read_with(&r, str_from(bodies[i]), &e), 0);
        if (r.problems.count)
            fail_msg("%s", bodies[i]);
        drop(&r);
    }
}

static void too_many_snippets_are_refused(void **state)
{
    (void)state;
    struct reading r;
    struct buf body = {0};
    struct err e = {0};

    for (size_t i = 0; i < 400; i++)
        buf_text(&body, "<!-- include: bomb.md -->\n");
    assert_int_equal(read_with(&r, buf_str(&body), &e), -1);
    assert_int_equal(e.code, ERR_CONTENT);
    assert_non_null(strstr(e.message, "over 1000 snippets"));
    assert_int_equal(e.line, 3 + 333);
    drop(&r);
    buf_release(&body);
}

static void links_know_their_snippet(void **state)
{
    (void)state;
    struct reading r;
    struct err e = {0};

    assert_int_equal(
        read_with(&r, S("[x](y)\n\n<!-- include: bad.md -->\n"), &e), 0);
    assert_int_equal(r.article.link_count, 2);
    assert_int_equal(r.article.links[0].file_path.len, 0);
    assert_true(str_eq(r.article.links[1].file_path, S("_s/bad.md")));
    assert_int_equal(r.article.links[1].line, 3);
    drop(&r);
}

static void the_twin_is_plain_markdown(void **state)
{
    (void)state;
    struct reading r;
    struct err e = {0};

    assert_int_equal(
        read_with(&r,
                  S("<!-- tabs -->\n## A\n<!-- include: front.md -->\n## B\n\n"
                    "Press <kbd>X</kbd>.\n\n<!-- /tabs -->\n\n:::tip T\n"
                    "{{site.evil}}\n:::\n"),
                  &e),
        0);
    assert_true(
        str_eq(r.article.twin, S("## A\n\nF\n\n## B\n\nPress <kbd>X</kbd>.\n\n"
                                 "> [!TIP] T\n>\n> {{site.phone}}")));
    assert_true(str_eq(r.article.text, S("F\nPress X.\nT\n{{site.phone}}\n")));
    drop(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_become_tabs),
        cmocka_unit_test(keys_have_caps),
        cmocka_unit_test(notes_of_others_are_notes),
        cmocka_unit_test(signs_of_others_are_left_out),
        cmocka_unit_test(variables_are_text),
        cmocka_unit_test(snippets_take_their_place),
        cmocka_unit_test(problems_have_their_place),
        cmocka_unit_test(other_lists_do_not_restart),
        cmocka_unit_test(too_many_snippets_are_refused),
        cmocka_unit_test(links_know_their_snippet),
        cmocka_unit_test(the_twin_is_plain_markdown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
