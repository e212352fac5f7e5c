/* Templates: what they show for which kind of value, and what they refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/icu/format.h"
#include "lib/icu/message.h"
#include "lib/template/template.h"

/* Templates by name; the first is rendered. */
struct source {
    const char *name, *text;
};

enum { SOURCES = 5 };

struct fixture {
    struct arena arena;
    struct value *root;
    struct template_set *set;
    struct formats *formats;
    struct buf out;
    struct err e;
};

static struct fixture open_fixture(const struct source *sources,
                                   const char *json)
{
    struct fixture f = {.set = template_set_new()};
    char text[1200];

    f.root = value_from_json(&f.arena, str_from(json ? json : "{}"), &f.e);
    if (!f.root)
        fail_msg("%s: %s", json, f.e.message);
    for (size_t i = 0; i < SOURCES && sources[i].name; i++)
        if (template_add(f.set, str_from(sources[i].name),
                         str_from(sources[i].text), &f.e) != 0)
            fail_msg("%s", err_text(&f.e, text, sizeof(text)));
    return f;
}

static void close_fixture(struct fixture *f)
{
    template_set_free(f->set);
    formats_free(f->formats);
    buf_release(&f->out);
    arena_release(&f->arena);
}

static int render(struct fixture *f, const char *name)
{
    return template_render(f->set, str_from(name), f->root, f->formats, &f->out,
                           &f->e);
}

static void check(const struct source *sources, const char *json,
                  const char *want)
{
    struct fixture f = open_fixture(sources, json);

    if (render(&f, sources[0].name) != 0)
        fail_msg("%s: %s", sources[0].text, f.e.message);
    if (!str_eq(buf_str(&f.out), str_from(want)))
        fail_msg("%s: got \"%.*s\", want \"%s\"", sources[0].text,
                 STR_ARG(buf_str(&f.out)), want);
    close_fixture(&f);
}

struct example {
    const char *text, *json, *want;
};

static void check_all(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct source sources[SOURCES] = {{"t", examples[i].text}};
        check(sources, examples[i].json, examples[i].want);
    }
}

#define CHECK_ALL(examples)                                                    \
    check_all(examples, sizeof(examples) / sizeof(*(examples)))

static void comments_and_delimiters(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a{{! not shown }}b", NULL, "ab"},
        {"a\n  {{! alone\n on two lines }}  \nb\n", NULL, "a\nb\n"},
        {"a {{! in a line }}\n", NULL, "a \n"},
        {"{{!x}}", NULL, ""},
        {"{{=<% %>=}}<%x%> {{x}}", "{\"x\":1}", "1 {{x}}"},
        {"{{= | | =}}|#x||x||/x||={{ }}=|{{x}}", "{\"x\":1}", "11"},
        {" {{=<% %>=}} \r\n<%{x}%><%&x%>", "{\"x\":1}", "11"},
        {"{{=<% %>=}}\n<%! c %>\n<%={{ }}=%>\n{{x}}", "{\"x\":1}", "1"},
    };

    CHECK_ALL(examples);
}

static void names_are_found(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"{ {x} } }}", "{\"x\":1}", "{ {x} } }}"},
        {"{{x}}{{ x }}{{{ x }}}{{& x }}", "{\"x\":1.5}", "1.51.51.51.5"},
        {"[{{x}}{{none}}{{a.b}}{{{x}}}]", "{\"x\":null}", "[]"},
        {"{{a.b.c}}", "{\"a\":{\"b\":{\"c\":\"d\"}}}", "d"},
        {"{{a.b}}", "{\"a.b\":1}", ""},
        {"{{#a}}{{b.c}}{{/a}}", "{\"a\":{\"b\":{}},\"b\":{\"c\":1}}", ""},
        {"{{#a}}{{x}}{{y}}{{/a}}", "{\"a\":{\"x\":1},\"x\":2,\"y\":3}", "13"},
        {"{{#a}}[{{x}}]{{/a}}", "{\"a\":{\"x\":null},\"x\":2}", "[]"},
        {"{{.}}", "\"<\"", "&lt;"},
        {"{{t}}", "{\"t\":\"<a href='x'>&\"}",
         "&lt;a href=&#39;x&#39;&gt;&amp;"},
        {"{{t}}", "{\"t\":\"{{x}}\",\"x\":1}", "{{x}}"},
        {"{{yes}} {{no}}", "{\"yes\":true,\"no\":false}", "true false"},
    };

    CHECK_ALL(examples);
}

static void sections_open_and_repeat(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"{{#x}}y{{/x}}{{^x}}n{{/x}}", "{\"x\":true}", "y"},
        {"{{#x}}y{{/x}}{{^x}}n{{/x}}", "{\"x\":false}", "n"},
        {"{{#x}}y{{/x}}{{^x}}n{{/x}}", "{\"x\":null}", "n"},
        {"{{#x}}y{{/x}}{{^x}}n{{/x}}", "{\"x\":\"\"}", "n"},
        {"{{#x}}y{{/x}}{{^x}}n{{/x}}", "{\"x\":[]}", "n"},
        {"{{#x}}y{{/x}}{{^x}}n{{/x}}", "{\"x\":0}", "y"},
        {"{{#x}}y{{/x}}{{^x}}n{{/x}}", "{}", "n"},
        {"{{#x.y}}{{.}}{{/x.y}}", "{\"x\":{\"y\":\"z\"}}", "z"},
        {"{{#l}}{{.}},{{/l}}", "{\"l\":[1,\"a\",2.5]}", "1,a,2.5,"},
        {"{{#l}}<{{#.}}{{.}}{{/.}}>{{/l}}", "{\"l\":[[1,2],[3]]}", "<12><3>"},
        {"{{#l}}{{n}}{{o}}{{/l}}", "{\"l\":[{\"n\":1},{\"n\":2}],\"o\":0}",
         "1020"},
        {"{{#.}}{{n}}{{/.}}", "[{\"n\":1},{\"n\":2}]", "12"},
        {"a\n  {{#x}}\n b\n  {{/x}}  \nc", "{\"x\":1}", "a\n b\nc"},
        {"a\r\n{{#x}}\r\nb\r\n{{/x}}\r\n", "{\"x\":1}", "a\r\nb\r\n"},
        {"  {{#x}}b{{/x}}\n", "{\"x\":1}", "  b\n"},
        {"{{^x}}\nb\n{{/x}}", NULL, "b\n"},
    };

    CHECK_ALL(examples);
}

static void partials_keep_indentation(void **state)
{
    (void)state;
    static const struct {
        struct source sources[SOURCES];
        const char *json, *want;
    } cases[] = {
        {{{"t", "[{{>p}}]"}, {"p", "{{x}}"}}, "{\"x\":1}", "[1]"},
        {{{"t", "[{{>none}}]"}}, NULL, "[]"},
        {{{"t", "a\n  {{>p}}\nb"}, {"p", "1\n\n2\n"}},
         NULL,
         "a\n  1\n  \n  2\nb"},
        {{{"t", "  {{>p}}\n"}, {"p", "{{{x}}}\n{{#y}}\n{{.}}\n{{/y}}\n"}},
         "{\"x\":1,\"y\":[\"a\\nb\",\"c\"]}",
         "  1\n  a\nb\n  c\n"},
        {{{"t", " {{>p}}\n"}, {"p", "1\n {{>q}}\n4\n"}, {"q", "2\n3\n"}},
         NULL,
         " 1\n  2\n  3\n 4\n"},
        {{{"t", " {{>p}}\n"},
          {"p", "1 {{>q}}|\n{{>q}}{{>q}}\n"},
          {"q", "2\n3"}},
         NULL,
         " 1 2\n3|\n 2\n32\n3\n"},
        {{{"t", "{{>p}}"}, {"p", "{{n}}{{#l}}({{>p}}){{/l}}"}},
         "{\"n\":1,\"l\":[{\"n\":2,\"l\":[]},{\"n\":3,\"l\":[]}]}",
         "1(2)(3)"},
        {{{"t", "{{=<% %>=}}<%>p%>"}, {"p", "{{x}}<%x%>"}},
         "{\"x\":1}",
         "1<%x%>"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        check(cases[i].sources, cases[i].json, cases[i].want);
}

static void parents_take_blocks(void **state)
{
    (void)state;
    static const char layout[] = "<h1>{{$title}}Shop{{/title}}</h1>\n"
                                 "<main>\n"
                                 "  {{$body}}\n"
                                 "  nothing\n"
                                 "  {{/body}}\n"
                                 "</main>\n";
    static const struct {
        struct source sources[SOURCES];
        const char *json, *want;
    } cases[] = {
        {{{"t", layout}}, NULL, "<h1>Shop</h1>\n<main>\n  nothing\n</main>\n"},
        {{{"t", "{{<l}}\nignored\n{{$body}}\n<p>\n  {{x}}\n</p>\n{{/body}}\n"
                "{{/l}}\n"},
          {"l", layout}},
         "{\"x\":1}",
         "<h1>Shop</h1>\n<main>\n  <p>\n    1\n  </p>\n</main>\n"},
        {{{"t", "  {{<l}}\n    {{$body}}\n      <p>\n{{x}}\n      </p>\n"
                "    {{/body}}\n  {{/l}}\n"},
          {"l", layout}},
         "{\"x\":1}",
         "  <h1>Shop</h1>\n  <main>\n          <p>\n    1\n          </p>\n"
         "  </main>\n"},
        {{{"t", "{{<m}}{{$title}}Top{{/title}}{{/m}}"},
          {"m", "{{<l}}{{$title}}Middle{{/title}}{{$body}}{{>p}}\n{{/body}}"
                "{{/l}}"},
          {"l", layout},
          {"p", "part"}},
         NULL,
         "<h1>Top</h1>\n<main>\n  part\n</main>\n"},
        /* What fills a block does not hand its own blocks on. */
        {{{"t", "{{<l}}{{$title}}Page{{/title}}{{$body}}{{<card}}{{$title}}"
                "Card{{/title}}{{/card}}{{/body}}{{/l}}"},
          {"l", "{{$title}}x{{/title}}:{{$body}}y{{/body}}"},
          {"card", "[{{$title}}z{{/title}}]"}},
         NULL,
         "Page:[Card]"},
        /* A block in the content of its own name is its default. */
        {{{"t", "{{<l}}{{$a}}<{{$a}}in{{/a}}>{{/a}}{{/l}}"},
          {"l", "{{$a}}out{{/a}}"}},
         NULL,
         "<in>"},
        /* Partials see the blocks too. */
        {{{"t", "{{<l}}{{$a}}new{{/a}}{{/l}}"},
          {"l", "{{>p}}"},
          {"p", "{{$a}}old{{/a}}"}},
         NULL,
         "new"},
        {{{"t", "x {{<l}}{{$a}}1{{/a}}{{/l}} y\n"}, {"l", "{{$a}}0{{/a}}"}},
         NULL,
         "x 1 y\n"},
        {{{"t", "{{<default/l}}{{/default/l}}"}, {"default/l", "named"}},
         NULL,
         "named"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        check(cases[i].sources, cases[i].json, cases[i].want);
}

static void fill_kinds(struct fixture *f)
{
    static const struct value html = {.kind = VALUE_HTML, .text = STR("<b>\"")};
    struct arena *a = &f->arena;
    const struct message *m = NULL;

    assert_int_equal(message_parse(a,
                                   S("{n, plural, one {# hit} other {# hits}} "
                                     "<{shop.name}> {d, date}{none}"),
                                   &m, &f->e),
                     0);
    value_set(a, f->root, "message", value_message(a, m));
    value_set(a, f->root, "html", value_html(a, html.text));
    value_set(a, f->root, "url", value_url(a, S("/a?b&c=\"")));
    value_set(a, f->root, "bad", value_url(a, S("javascript:x")));
    value_set(a, f->root, "json", value_json(a, value_html(a, html.text)));
}

static void kinds_are_shown_by_the_contract(void **state)
{
    (void)state;
    static const char json[] =
        "{\"n\":1234,\"d\":0,\"shop\":{\"name\":\"A&B\"},\"list\":[1],"
        "\"text\":\"<\"}";
    static const struct {
        const char *text, *want, *error;
    } cases[] = {
        {"{{html}}|{{{html}}}", "&lt;b&gt;&quot;|<b>\"", NULL},
        {"{{url}}[{{bad}}]", "/a?b&amp;c=&quot;[]", NULL},
        {"{{json}}|{{{json}}}",
         "&quot;\\u003cb\\u003e\\&quot;&quot;|\"\\u003cb\\u003e"
         "\\\"\"",
         NULL},
        {"{{n}}|{{{n}}}", "1234|1234", NULL},
        {"{{message}}", "1,234 hits &lt;A&amp;B&gt; January 1, 1970", NULL},
        {"{{#shop}}{{message}}{{/shop}}",
         "1,234 hits &lt;A&amp;B&gt; January 1, 1970", NULL},
        {"a\n {{{text}}}", NULL,
         "t:2:2: 'text' is text, not HTML: write {{text}}, which escapes it"},
        {"{{&text}}", NULL,
         "t:1:1: 'text' is text, not HTML: write {{text}}, which escapes it"},
        {"ł{{{url}}}", NULL,
         "t:1:2: 'url' is a URL, not HTML: write {{url}}, which escapes it"},
        {"{{{message}}}", NULL,
         "t:1:1: 'message' is a message, not HTML: write {{message}}, which "
         "escapes it"},
        {"{{list}}", NULL,
         "t:1:1: 'list' is a list, not text: open it with {{#list}}"},
        {"{{{shop}}}", NULL,
         "t:1:1: 'shop' is a map, not text: open it with {{#shop}}"},
    };
    char text[1200];

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const struct source sources[SOURCES] = {{"t", cases[i].text}};
        struct fixture f = open_fixture(sources, json);
        fill_kinds(&f);
        f.formats = formats_new(S("en"), &f.e);
        int failed = render(&f, "t");
        if (cases[i].error) {
            assert_int_equal(failed, -1);
            assert_int_equal(f.e.code, ERR_CONTENT);
            assert_string_equal(err_text(&f.e, text, sizeof(text)),
                                cases[i].error);
        } else if (!str_eq(buf_str(&f.out), str_from(cases[i].want))) {
            fail_msg("%s: got %.*s", cases[i].text, STR_ARG(buf_str(&f.out)));
        }
        close_fixture(&f);
    }
}

static void messages_without_formats_are_plain(void **state)
{
    (void)state;
    const struct source sources[SOURCES] = {{"t", "{{message}}"}};
    struct fixture f = open_fixture(sources, "{\"n\":1234,\"d\":0}");

    fill_kinds(&f);
    assert_int_equal(render(&f, "t"), 0);
    assert_true(str_eq(buf_str(&f.out), S("1234 hits &lt;&gt; 1970-01-01")));
    close_fixture(&f);
}

static void mistakes_are_named_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"a\nłą {{x", "t:2:4: a tag that opens with {{ needs }}"},
        {"{{{x}}", "t:1:1: a tag that opens with {{ needs }}}"},
        {"{{=x=}}", "t:1:1: delimiters are set as {{=<% %>=}}"},
        {"{{=<% %>", "t:1:1: a tag that opens with {{ needs =}}"},
        {"{{}}", "t:1:1: a tag needs one name without spaces, not ''"},
        {"{{# }}", "t:1:1: a tag needs one name without spaces, not ''"},
        {"{{a b}}", "t:1:1: a tag needs one name without spaces, not 'a b'"},
        {"{{a..b}}", "t:1:1: 'a..b' has an empty part"},
        {"{{.a}}", "t:1:1: '.a' has an empty part"},
        {"\n{{#a}}\n{{#b}}\n{{/b}}", "t:2:1: {{/a}} is missing"},
        {"{{#a}}\n{{/b}}", "t:2:1: {{/b}} found where {{/a}} of line 1 is due"},
        {"{{/a}}", "t:1:1: {{/a}} closes nothing"},
        {"{{>*a}}", "t:1:1: names of templates are fixed: '*a'"},
        {"{{<p}}{{x}}{{/p}}",
         "t:1:7: only blocks count inside {{<p}}: put this into one"},
    };
    char text[1200];

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct template_set *set = template_set_new();
        struct err e = {0};
        assert_int_equal(template_add(set, S("t"), str_from(cases[i].text), &e),
                         -1);
        assert_int_equal(e.code, ERR_CONTENT);
        assert_string_equal(err_text(&e, text, sizeof(text)), cases[i].error);
        assert_false(template_has(set, S("t")));
        template_set_free(set);
    }
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    struct template_set *set = template_set_new();
    struct buf b = {0};
    struct err e = {0};

    for (int i = 0; i < 33; i++)
        buf_text(&b, "{{#a}}");
    assert_int_equal(template_add(set, S("t"), buf_str(&b), &e), -1);
    assert_string_equal(e.message, "tags are nested deeper than 32 levels");
    assert_int_equal(e.column, 32 * 6 + 1);
    buf_release(&b);
    template_set_free(set);
}

static void recursion_is_bounded(void **state)
{
    (void)state;
    static const struct {
        struct source sources[SOURCES];
        const char *error;
    } cases[] = {
        {{{"t", "a\n {{>t}}"}},
         "t:2:2: templates are nested deeper than 64 levels: does 't' include "
         "itself without end?"},
        {{{"t", "{{<u}}{{$a}}{{/a}}{{/u}}"}, {"u", "{{<t}}{{/t}}"}},
         "u:1:1: templates are nested deeper than 64 levels: does 't' include "
         "itself without end?"},
        {{{"t", "{{#x}}{{#x}}{{#x}}{{#x}}{{#x}}{{>t}}{{/x}}{{/x}}{{/x}}{{/x}}"
                "{{/x}}"}},
         "t:1:1: sections are nested deeper than 256 levels"},
        {{{"t", "{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}"
                ".{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}"
                "{{/l}}"}},
         "t: the page is too large: more than 64 MiB or 10000000 tags"},
    };
    char text[1200];

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct fixture f =
            open_fixture(cases[i].sources, "{\"x\":1,\"l\":[1,2,3,4,5,6,7,8]}");
        assert_int_equal(render(&f, "t"), -1);
        assert_int_equal(f.e.code, ERR_CONTENT);
        assert_string_equal(err_text(&f.e, text, sizeof(text)), cases[i].error);
        close_fixture(&f);
    }
}

static void sets_check_and_replace(void **state)
{
    (void)state;
    const struct source sources[SOURCES] = {{"t", "a\n {{>p}}{{<q}}{{/q}}"}};
    struct fixture f = open_fixture(sources, NULL);
    char text[1200];

    assert_true(template_has(f.set, S("t")));
    assert_false(template_has(f.set, S("p")));
    assert_int_equal(template_check(f.set, &f.e), -1);
    assert_string_equal(err_text(&f.e, text, sizeof(text)),
                        "t:2:2: there is no template 'p'");
    assert_int_equal(template_add(f.set, S("p"), S("1"), &f.e), 0);
    assert_int_equal(template_check(f.set, &f.e), -1);
    assert_int_equal(template_add(f.set, S("q"), S("2"), &f.e), 0);
    assert_int_equal(template_check(f.set, &f.e), 0);
    assert_int_equal(template_add(f.set, S("p"), S("3"), &f.e), 0);
    assert_int_equal(template_add(f.set, S("p"), S("{{"), &f.e), -1);
    assert_int_equal(render(&f, "t"), 0);
    assert_true(str_eq(buf_str(&f.out), S("a\n 32")));
    assert_int_equal(render(&f, "none"), -1);
    assert_string_equal(f.e.message, "there is no template 'none'");
    close_fixture(&f);
    template_set_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_and_delimiters),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(sections_open_and_repeat),
        cmocka_unit_test(partials_keep_indentation),
        cmocka_unit_test(parents_take_blocks),
        cmocka_unit_test(kinds_are_shown_by_the_contract),
        cmocka_unit_test(messages_without_formats_are_plain),
        cmocka_unit_test(mistakes_are_named_with_their_place),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(recursion_is_bounded),
        cmocka_unit_test(sets_check_and_replace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
