/* TOML as front matter and settings have it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/import/toml.h"

struct good {
    const char *toml, *json;
};

static void values(void **state)
{
    static const struct good cases[] = {
        {"", "{}"},
        {"# only this\n\n", "{}"},
        {"a = \"b\"\r\nc = 'd\\e'\r\n", "{\"a\":\"b\",\"c\":\"d\\\\e\"}"},
        {"a = 1\nb = -2_000\nc = 1.5\nd = true\ne = false",
         "{\"a\":1,\"b\":-2000,\"c\":1.5,\"d\":true,\"e\":false}"},
        {"date = 2024-05-31\nat = 2024-05-31T18:00:00+07:00\nb = 2024-05-31 "
         "18:00:00",
         "{\"date\":\"2024-05-31\",\"at\":\"2024-05-31T18:00:00+07:00\","
         "\"b\":\"2024-05-31 18:00:00\"}"},
        {"a = [1, \"b\", # c\n  [2],\n]", "{\"a\":[1,\"b\",[2]]}"},
        {"a.b = 1\na.\"c d\" = 2", "{\"a\":{\"b\":1,\"c d\":2}}"},
        {"[a]\nb = 1\n[a.c]\nd = 2", "{\"a\":{\"b\":1,\"c\":{\"d\":2}}}"},
        {"[[a]]\nb = 1\n[[a]]\nb = 2", "{\"a\":[{\"b\":1},{\"b\":2}]}"},
        {"a = {b = 1, c = 'd'}\ne = {}", "{\"a\":{\"b\":1,\"c\":\"d\"},"
                                         "\"e\":{}}"},
        {"a = \"\"\"\nb\n\"c\" \\\n   d\"\"\"", "{\"a\":\"b\\n\\\"c\\\" d\"}"},
        {"a = '''\nb'c'''", "{\"a\":\"b'c\"}"},
        {"a = \"\\u00e9\\t\\\\\"", "{\"a\":\"é\\t\\\\\"}"},
        {"a = \"b\" # c", "{\"a\":\"b\"}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena a = {0};
        struct err e = {0};
        struct buf out = {0};
        const struct value *v = toml_parse(&a, str_from(cases[i].toml), &e);
        if (!v)
            fail_msg("%s: %u:%u %s", cases[i].toml, e.line, e.column,
                     e.message);
        value_to_json(&out, v);
        buf_char(&out, '\0');
        assert_string_equal(out.ptr, cases[i].json);
        buf_release(&out);
        arena_release(&a);
    }
}

static const struct bad {
    const char *toml;
    unsigned line, column;
    const char *said;
} bads[] = {
    {"a", 1, 2, "'=' is missing"},
    {"a = ", 1, 5, "without quotes"},
    {"a = b", 1, 6, "without quotes"},
    {"x = 1\na = \"b\n", 2, 7, "never closed"},
    {"a = 1\na = 2", 2, 4, "twice"},
    {"a = 1 b", 1, 7, "one key a line"},
    {"a = 1\n[a]\n", 2, 4, "as a table and as a value"},
    {"[a\nb = 1", 1, 3, "']' is missing"},
    {"a = [1 2]", 1, 8, "',' or ']'"},
    {"a = {b = 1", 1, 11, "',' or '}'"},
    {"a = \"\\q\"", 1, 8, "unknown sign"},
    {" = 1", 1, 2, "a key is missing"},
    {"a = \"\xFF\"", 0, 0, "not UTF-8"},
};

static void mistakes_have_a_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bads) / sizeof(*bads); i++) {
        struct arena a = {0};
        struct err e = {0};
        assert_null(toml_parse(&a, str_from(bads[i].toml), &e));
        if (e.line != bads[i].line || e.column != bads[i].column ||
            !strstr(e.message, bads[i].said))
            fail_msg("%s: %u:%u %s", bads[i].toml, e.line, e.column, e.message);
        arena_release(&a);
    }
}

static void repeat(const char *piece, size_t n)
{
    struct arena a = {0};
    struct buf text = {0};
    struct err e = {0};

    buf_text(&text, "a = ");
    while (n--)
        buf_text(&text, piece);
    assert_null(toml_parse(&a, buf_str(&text), &e));
    assert_int_equal(e.code, ERR_CONTENT);
    buf_release(&text);
    arena_release(&a);
}

static void hostile_texts_end(void **state)
{
    (void)state;
    repeat("[", 100000);
    repeat("{a=", 100000);
    repeat("1\n[[a.b.c]]\n", 80000);
    repeat("a", TOML_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(mistakes_have_a_place),
        cmocka_unit_test(hostile_texts_end),
    };

    return cmocka_run_group_tests_name("toml", tests, NULL, NULL);
}
