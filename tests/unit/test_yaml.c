/* YAML as values, and what writers are told when it is not right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/base/yaml.h"
#include "indexer/base/yaml_words.h"

static struct arena arena;

static int drop_arena(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void assert_json(const struct value *v, const char *want)
{
    struct buf out = {0};

    value_to_json(&out, v);
    buf_char(&out, '\0');
    assert_string_equal(out.ptr, want);
    buf_release(&out);
}

struct good {
    const char *yaml, *json;
};

static void plain_scalars_have_the_core_kinds(void **state)
{
    (void)state;
    static const struct good cases[] = {
        {"", "null"},
        {"# nothing\n", "null"},
        {"a: ~\nb: null\nc:\n", "{\"a\":null,\"b\":null,\"c\":null}"},
        {"a: true\nb: FALSE\nc: False", "{\"a\":true,\"b\":false,\"c\":false}"},
        {"a: no\nb: on\nc: Yes\nd: y",
         "{\"a\":\"no\",\"b\":\"on\",\"c\":\"Yes\",\"d\":\"y\"}"},
        {"[12, -7, +3, 007, 0x1F, 0o17]", "[12,-7,3,7,31,15]"},
        {"[9223372036854775807, -9223372036854775808]",
         "[9223372036854775807,-9223372036854775808]"},
        {"[1.5, .5, -2e3, 1.]", "[1.5,0.5,-2000,1]"},
        {"[1.2.3, ., 1e, 0x, 0b1, 1_000, .inf, -, +]",
         "[\"1.2.3\",\".\",\"1e\",\"0x\",\"0b1\",\"1_000\",\".inf\",\"-\","
         "\"+\"]"},
        {"a: 2024-05-31", "{\"a\":\"2024-05-31\"}"},
        {"a: '12'\nb: \"true\"\nc: ''",
         "{\"a\":\"12\",\"b\":\"true\",\"c\":\"\"}"},
        {"a: !!str 12", "{\"a\":\"12\"}"},
        {"12: x\ntrue: y", "{\"12\":\"x\",\"true\":\"y\"}"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct err e = {0};
        struct value *v = yaml_parse(&arena, str_from(cases[i].yaml), &e);
        if (!v)
            fail_msg("%s: %s", cases[i].yaml, e.message);
        assert_json(v, cases[i].json);
    }
}

static void lists_maps_and_blocks(void **state)
{
    (void)state;
    static const struct good cases[] = {
        {"a:\n  - x\n  - y: 1\n    z: [2, {b: c}]\n",
         "{\"a\":[\"x\",{\"y\":1,\"z\":[2,{\"b\":\"c\"}]}]}"},
        {"a: >-\n  one\n  two\n\n  three\nb: |\n  x\n  y\n",
         "{\"a\":\"one two\\nthree\",\"b\":\"x\\ny\\n\"}"},
        {"a: 1\r\nb: 2\r\n", "{\"a\":1,\"b\":2}"},
        {"\xEF\xBB\xBFtitle: 반품 \xC5\xBC\n", "{\"title\":\"반품 ż\"}"},
        {"a: &x hello\nb: *x\n", "{\"a\":\"hello\",\"b\":\"hello\"}"},
        {"a: &x [1, 2]\nb: [*x, *x]\n", "{\"a\":[1,2],\"b\":[[1,2],[1,2]]}"},
        {"a: &x 1\nb: &x 2\nc: *x\n", "{\"a\":1,\"b\":2,\"c\":2}"},
        {"- a #b\n- 'it''s'\n", "[\"a\",\"it's\"]"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct err e = {0};
        struct value *v = yaml_parse(&arena, str_from(cases[i].yaml), &e);
        if (!v)
            fail_msg("%s: %s", cases[i].yaml, e.message);
        assert_json(v, cases[i].json);
    }
}

static void scalars_can_stay_as_written(void **state)
{
    (void)state;
    struct value *v = yaml_parse_text(
        &arena, S("a: 1.10\nb: [true, 0x1f, ~]\nc: ''\n"), NULL);

    assert_json(v,
                "{\"a\":\"1.10\",\"b\":[\"true\",\"0x1f\",null],\"c\":\"\"}");
}

struct bad {
    const char *yaml;
    unsigned line, column;
    const char *words; /* a part of the message */
};

static void assert_bad(struct str yaml, const struct bad *want)
{
    struct err e = {0};

    if (yaml_parse(&arena, yaml, &e))
        fail_msg("%s: is no error", want->yaml);
    if (!strstr(e.message, want->words) || e.line != want->line ||
        e.column != want->column)
        fail_msg("%s: %u:%u: %s", want->yaml, e.line, e.column, e.message);
    assert_int_equal(e.code, ERR_CONTENT);
}

static void mistakes_are_named_in_plain_words(void **state)
{
    (void)state;
    static const struct bad cases[] = {
        {"title: Returns: how\n", 1, 15, "this: title: \"Returns: how\""},
        {"id: x\ntitle: 반품: 방법\n", 2, 10, "in quotes"},
        {"a: b \"c\": d\n", 1, 9, "like this: a: 'b \"c\": d'"},
        {"a: b \"c\": 'd'\n", 1, 9, "put the whole text in quotes"},
        {"- a: b: c\n", 1, 7, "like this: - a: \"b: c\""},
        {"title\ndescription: x\n", 2, 12, "the line before has no ':'"},
        {"title: x\n  slug: y\n", 2, 7, "indented too far"},
        {"title: @home\n", 1, 8, "cannot begin with this character"},
        {"title: `x`\n", 1, 8, "cannot begin with this character"},
        {"title: 100%\nid: %x\n", 2, 5, "cannot begin with this character"},
        {"tags:\n\t- a\n", 2, 1, "a tab"},
        {"a: 1\n\tb: 2\n", 2, 1, "a tab"},
        {"title: \"Say \"hi\" now\"\n", 1, 14, "quotes"},
        {"title: 'it's'\n", 1, 12, "quotes"},
        {"title: \"abc\n", 2, 1,
         "never closed (it begins in line 1, column 8)"},
        {"a: 1\nb: \"x\nc: \"y\"\n", 3, 5, "(it begins in line 2, column 4)"},
        {"title: \"C:\\dir\"\n", 1, 11, "use single quotes"},
        {"title: *new* shop\n", 1, 12, "'*'"},
        {"title: *new shop\n", 1, 8, "'*'"},
        {"title: & more\n", 1, 9, "'&'"},
        {"title: !Wow this\n", 1, 8, "'!'"},
        {"title: !!python/name:x y\n", 1, 8, "'!'"},
        {"title: | x\n", 1, 10, "'|'"},
        {"title: ? x\n", 1, 8, "'?'"},
        {"tags: - a\n", 1, 7, "'-'"},
        {"tags: [a, b\ntitle: x\n", 2, 6, "(it begins in line 1, column 7)"},
        {"a: {b: 1\n", 2, 1, "not closed with '}'"},
        {"a:\n  b: 1\n c: 2\n", 3, 2, "same column"},
        {"  a: 1\nb: 2\n", 2, 1, "same column"},
        {"- a\nb: c\n", 2, 1, "begin with '-'"},
        {"a: 1\nb: 2\na: 3\n", 3, 1,
         "twice: keep one of them (the first is in line 1, column 1)"},
        {"a: 1\n---\nb: 2\n", 2, 1, "second document"},
        {"[a, b]: c\n", 1, 1, "a key must be plain text"},
        {"a: {{ shop.name }}\n", 1, 5, "a key must be plain text"},
        {"'': x\n", 1, 1, "without a key"},
        {"a: [*b]\nb: &b 1\n", 1, 5, "anchor"},
        {"a: &a [*a]\n", 1, 8, "anchor"},
        {"a: x\x01y\n", 1, 5, "control character"},
        {"a: 1\nżó: \xFF\n", 2, 5, "UTF-8"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_bad(str_from(cases[i].yaml), &cases[i]);
}

static void places_of_keys_are_kept(void **state)
{
    (void)state;
    static const struct {
        struct str path;
        struct yaml_place place;
    } cases[] = {
        {STR("a"), {3, 1, 3, 4}},      {STR("b"), {4, 1, 5, 3}},
        {STR("b.c"), {5, 3, 5, 6}},    {STR("b.d"), {6, 3, 6, 6}},
        {STR("b.d.e"), {6, 7, 6, 11}}, {STR("f"), {7, 1, 7, 4}},
    };
    struct map places;
    struct yaml_source source = {
        .text = S("a: 1\nb:\n  c: x\n  d: {e:  y}\nf: [{g: h}]\n"),
        .lines_before = 2,
        .places = &places,
    };

    map_init(&places, &arena);
    assert_non_null(yaml_read(&arena, &source, NULL));
    assert_int_equal(places.count, sizeof(cases) / sizeof(*cases));
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const struct yaml_place *got = map_get(&places, cases[i].path);
        assert_non_null(got);
        assert_memory_equal(got, &cases[i].place, sizeof(*got));
    }
}

static void items_of_lists_have_places(void **state)
{
    const struct str text = STR("a: 1\n"
                                "list:\n"
                                "  # first\n"
                                "  - type: x\n"
                                "    text: |\n"
                                "      type: z\n"
                                "\n"
                                "  -   type: y\n"
                                "      in:\n"
                                "        hours: no\n"
                                "      hours:  9\n"
                                "  - {type: z}\n"
                                "flow: [a, b]\n");
    static const struct {
        const char *key, *member;
        size_t index;
        unsigned line, column;
    } cases[] = {
        {"list", "type", 0, 4, 11}, {"list", "", 0, 4, 5},
        {"list", "hours", 0, 4, 5}, {"list", "text", 0, 5, 11},
        {"list", "type", 1, 8, 13}, {"list", "hours", 1, 11, 15},
        {"list", "type", 2, 12, 5}, {"list", "type", 3, 2, 6},
        {"flow", "type", 1, 13, 7}, {"none", "type", 0, 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        unsigned line, column;
        yaml_item_place(text, str_from(cases[i].key), cases[i].index,
                        str_from(cases[i].member), &line, &column);
        if (line != cases[i].line || column != cases[i].column)
            fail_msg("case %zu: %u:%u", i, line, column);
    }
}

static void depth_and_size_are_bounded(void **state)
{
    (void)state;
    static const struct bad deep = {"deep", 1, 33, "nested too deep"};
    static const struct bad large = {"large", 0, 0, "bytes of YAML"};
    struct buf text = {0};
    struct err e = {0};

    for (size_t i = 0; i < 32; i++)
        buf_char(&text, '[');
    for (size_t i = 0; i < 32; i++)
        buf_char(&text, ']');
    assert_non_null(yaml_parse(&arena, buf_str(&text), &e));
    buf_clear(&text);
    for (size_t i = 0; i < 900; i++)
        buf_char(&text, '[');
    assert_bad(buf_str(&text), &deep);

    /* Each line holds eight times what the one before holds. */
    buf_clear(&text);
    buf_text(&text, "a0: &a0 [x, x, x, x, x, x, x, x]\n");
    for (unsigned i = 1; i < 8; i++) {
        buf_fmt(&text, "a%u: &a%u [", i, i);
        for (unsigned k = 0; k < 8; k++)
            buf_fmt(&text, "%s*a%u", k ? ", " : "", i - 1);
        buf_text(&text, "]\n");
    }
    assert_null(yaml_parse(&arena, buf_str(&text), &e));
    assert_non_null(strstr(e.message, "too many values"));

    buf_clear(&text);
    for (size_t i = 0; i <= YAML_BYTES; i++)
        buf_char(&text, 'x');
    assert_bad(buf_str(&text), &large);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(plain_scalars_have_the_core_kinds,
                                  drop_arena),
        cmocka_unit_test_teardown(lists_maps_and_blocks, drop_arena),
        cmocka_unit_test_teardown(scalars_can_stay_as_written, drop_arena),
        cmocka_unit_test_teardown(mistakes_are_named_in_plain_words,
                                  drop_arena),
        cmocka_unit_test_teardown(places_of_keys_are_kept, drop_arena),
        cmocka_unit_test_teardown(items_of_lists_have_places, drop_arena),
        cmocka_unit_test_teardown(depth_and_size_are_bounded, drop_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
