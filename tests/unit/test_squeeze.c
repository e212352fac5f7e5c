/* Style sheets and scripts without what only their writers read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/page/squeeze.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

typedef void squeeze(struct str in, struct buf *out);

static void assert_rows(squeeze *f, const char *const rows[][2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf out = {0};
        f(str_from(rows[i][0]), &out);
        if (!str_eq(buf_str(&out), str_from(rows[i][1])))
            fail_msg("\"%s\" became \"%.*s\", want \"%s\"", rows[i][0],
                     STR_ARG(buf_str(&out)), rows[i][1]);
        buf_release(&out);
    }
}

static const char *const css[][2] = {
    {"", ""},
    {"/* only */", ""},
    {"a {\n  color: red;\n  top: 0;\n}\n\nb { }\n", "a{color:red;top:0;}b{}"},
    {"a , b > c  d { margin: 0 auto }", "a,b > c d{margin:0 auto}"},
    {".a :hover { width: calc(1px + 2px) }",
     ".a :hover{width:calc(1px + 2px)}"},
    {"@media (min-width: 5px) and (x) { a { b: c } }",
     "@media (min-width:5px) and (x){a{b:c}}"},
    {"a::after { content: \" ▾ { ; /* no */ \" }",
     "a::after{content:\" ▾ { ; /* no */ \"}"},
    {"a { content: '\\'  ;' }", "a{content:'\\'  ;'}"},
    {"a { b: url( x;  y ) }", "a{b:url( x;  y )}"},
    {".a/**/.b { c: d }", ".a/**/.b{c:d}"},
    {".a /* x */ .b /* y */{ c: d }", ".a .b{c:d}"},
    {"/*! licence: mine */ a { b: c }", "/*! licence: mine */ a{b:c}"},
    {":root { --x: ; --y:  1 }", ":root{--x:;--y:1}"},
    {"a { b: \"not closed ; }", "a{b:\"not closed ; }"},
    {"/* not closed", ""},
    {"a { b: c } /", "a{b:c}/"},
};

static const char *const js[][2] = {
    {"", ""},
    {"/* Says hi. */\n\"use strict\";\n\n  a(1);\n",
     "\"use strict\";\na(1);\n"},
    {"a();\n  /* two\n     lines */\n  b();", "a();\nb();"},
    {"a(\"  /* text */\");  /* behind */\n",
     "a(\"  /* text */\");  /* behind */\n"},
    {"/*! licence */\na();\n", "/*! licence */\na();\n"},
    {"a(`\n  text`);\n", "a(`\n  text`);\n"},
    {"a(\"x\\\n   y\");\n", "a(\"x\\\n   y\");\n"},
    {"  // said\n  a();\n", "// said\na();\n"},
    {"a /* not closed", "a /* not closed"},
    {"/* not closed", ""},
};

static void test_css(void **state)
{
    (void)state;
    assert_rows(squeeze_css, css, COUNT(css));
}

static void test_js(void **state)
{
    (void)state;
    assert_rows(squeeze_js, js, COUNT(js));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_css),
        cmocka_unit_test(test_js),
    };

    return cmocka_run_group_tests_name("squeeze", tests, NULL, NULL);
}
