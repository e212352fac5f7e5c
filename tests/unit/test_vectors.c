/* Test vectors: written at compile time, compared at load. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/analyse/vector_texts.h"
#include "lib/analyse/vectors.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct analyser *new_analyser(const char *locale)
{
    struct analyser *a = analyser_new(str_from(locale), NULL);

    assert_non_null(a);
    return a;
}

static void vectors_are_json(void **state)
{
    (void)state;
    static const struct str texts[] = {STR("The returns"), STR("\"node.js\""),
                                       STR("!")};
    struct analyser *a = new_analyser("en");
    struct buf out = {0};

    assert_int_equal(vectors_write(a, texts, COUNT(texts), &out, NULL), 0);
    assert_true(str_eq(
        buf_str(&out),
        S("{\"recipe\":\"en/1\",\"vectors\":["
          "[\"The returns\",[\"the\",\"the\",\"returns\",\"return\"],"
          "[\"the\"]],"
          "[\"\\\"node.js\\\"\",[\"node.js\",\"node.js\",\"node\",\"node\","
          "\"js\",\"js\"]],"
          "[\"!\",[]]]}")));
    buf_release(&out);
    analyser_free(a);
}

static void what_was_written_is_accepted(void **state)
{
    (void)state;
    static const char *const locales[] = {"en", "id", "ko", "pl", "fil", "ja",
                                          "zh", "th", "ar", "de", "vi"};
    static const struct str texts[] = {
        STR("Zwrócić towar, don’t, 반품은 API서버의, คืนสินค้า 返品は C++"),
        STR("bad \xFF\xC3( bytes \xE2\x82"),
        STR("a\0b"),
        STR(""),
        STR("😀 </script> \xE2\x80\xA8 line"),
        STR("반품반품반품반품반품반품반품반품반품반품반품반품반품반품반품반품반"
            "품"),
    };

    for (size_t i = 0; i < COUNT(locales); i++) {
        struct analyser *a = new_analyser(locales[i]);
        struct analyser *b = new_analyser(locales[i]);
        struct buf out = {0};
        struct err e = {0};

        assert_int_equal(vectors_write(a, texts, COUNT(texts), &out, &e), 0);
        if (vectors_check(b, buf_str(&out), &e) != 0)
            fail_msg("%s: %s", locales[i], e.message);
        buf_release(&out);
        analyser_free(a);
        analyser_free(b);
    }
}

static void differences_are_named(void **state)
{
    (void)state;
    static const struct {
        struct str json;
        const char *says;
    } cases[] = {
        {STR("{\"recipe\":\"en/0\",\"vectors\":[]}"), "en/0"},
        {STR("{\"recipe\":\"en/1\",\"vectors\":[[\"a b\",[\"a\",\"a\"]]]}"),
         "a b"},
        {STR("{\"recipe\":\"en/1\",\"vectors\":[[\"ok\",[\"ok\",\"ok\"]],"
             "[\"pods\",[\"pods\",\"pods\"]]]}"),
         "pods"},
        {STR("{\"recipe\":\"en/1\",\"vectors\":[[\"the\",[\"the\",\"the\"]]]}"),
         "\"the\""},
        {STR("{\"recipe\":\"en/"
             "1\",\"vectors\":[[\"x\",[\"x\",\"x\"],[\"x\"]]]}"),
         "\"x\""},
        {STR("{\"recipe\":\"en/1\",\"vectors\":[[\"x\",[\"x\",\"x\"],7]]}"),
         "damaged"},
        {STR("{\"recipe\":\"en/1\",\"vectors\":[[\"x\",[\"x\",\"x\",\"y\"]]]}"),
         "\"x\""},
        {STR("{\"recipe\":\"en/1\",\"vectors\":[[\"x\",[1,2]]]}"), "\"x\""},
        {STR("{\"recipe\":\"en/1\",\"vectors\":[[\"x\"]]}"), "damaged"},
        {STR("{\"recipe\":\"en/1\",\"vectors\":[[\"x\",7]]}"), "damaged"},
        {STR("{\"recipe\":\"en/1\",\"vectors\":[7]}"), "damaged"},
        {STR("{\"recipe\":\"en/1\"}"), "damaged"},
        {STR("[]"), "damaged"},
        {STR("{"), ""},
        {STR(""), ""},
    };
    struct analyser *a = new_analyser("en");

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};

        assert_int_equal(vectors_check(a, cases[i].json, &e), -1);
        assert_int_equal(e.code, ERR_CONTENT);
        if (!strstr(e.message, cases[i].says))
            fail_msg("\"%s\" does not say %s", e.message, cases[i].says);
    }
    assert_int_equal(
        vectors_check(a, S("{\"recipe\":\"en/1\",\"vectors\":[]}"), NULL), 0);
    analyser_free(a);
}

struct shape {
    size_t vectors, longest;
};

static void measure(struct shape *s, struct str json)
{
    struct str rest = str_skip(json, str_search(json, S(":[[")) + 2);

    while (rest.len && rest.ptr[0] == '[') {
        size_t len = str_search(rest, S("\",["));

        s->longest = len - 2 > s->longest ? len - 2 : s->longest;
        s->vectors++;
        rest = str_skip(rest, str_search(rest, S("]]")) + 3);
    }
}

static void texts_are_cut_and_counted(void **state)
{
    (void)state;
    struct str texts[VECTORS_PER_LOCALE + 50];
    struct analyser *a = new_analyser("ko");
    struct buf text = {0}, out = {0};
    struct shape shape = {0};

    buf_text(&text, "x ");
    for (int i = 0; i < 100; i++)
        buf_text(&text, "반");
    for (size_t i = 0; i < COUNT(texts); i++)
        texts[i] = buf_str(&text);
    assert_int_equal(vectors_write(a, texts, COUNT(texts), &out, NULL), 0);
    measure(&shape, buf_str(&out));
    assert_int_equal(shape.vectors, VECTORS_PER_LOCALE);
    assert_int_equal(shape.longest, 95); /* 96 would divide a syllable */
    assert_int_equal(vectors_check(a, buf_str(&out), NULL), 0);
    buf_release(&text);
    buf_release(&out);
    analyser_free(a);
}

/* Of each language at least so many texts. */
static const struct {
    const char *names;
    size_t least;
} shipped[] = {
    {"en id ko pl fil", 60},
    {"de es fr ar ja zh th he ru uk tr vi latin script", 15},
};

static void assert_vector(struct analyser *a, const struct value *vector,
                          struct str recipe)
{
    struct str text = value_str(vector->list.items[0]);
    struct buf want = {0}, got = {0};

    assert_in_range(text.len, 1, VECTOR_TEXT_MAX);
    value_to_json(&want, vector);
    assert_int_equal(vector_put(a, text, &got, NULL), 0);
    if (!str_eq(buf_str(&want), buf_str(&got)))
        fail_msg("%.*s: \"%.*s\"\nwant %.*s\ngot  %.*s\n"
                 "(a change that is meant: make vectors)",
                 STR_ARG(recipe), STR_ARG(text), STR_ARG(buf_str(&want)),
                 STR_ARG(buf_str(&got)));
    buf_release(&want);
    buf_release(&got);
}

static void assert_language(struct str name, const struct value *language,
                            size_t least)
{
    struct analyser *a =
        analyser_new(value_str(value_get(language, S("locale"))), NULL);
    const struct value *list = value_get(language, S("vectors"));

    assert_non_null(a);
    assert_non_null(list);
    if (list->list.count < least)
        fail_msg("%.*s has too few vectors", STR_ARG(name));
    assert_true(str_eq(analyser_recipe(a),
                       value_str(value_get(language, S("recipe")))));
    assert_true(str_starts(analyser_recipe(a), name));
    for (size_t i = 0; i < list->list.count; i++)
        assert_vector(a, list->list.items[i], analyser_recipe(a));
    analyser_free(a);
}

static void the_shipped_ones_hold(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct value *file = vector_file(&arena, NULL);
    size_t languages = 0;

    assert_non_null(file);
    for (size_t i = 0; i < COUNT(shipped); i++) {
        struct str rest = str_from(shipped[i].names), name;

        while (str_cut(&rest, ' ', &name)) {
            assert_language(name, value_get(file, name), shipped[i].least);
            languages++;
        }
    }
    assert_int_equal(file->map.count, languages);
    arena_release(&arena);
}

static void texts_are_given_by_recipe(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct analyser *a = new_analyser("en-GB"), *b = new_analyser("nb");
    struct str texts[VECTORS_PER_LOCALE];
    size_t count;

    assert_int_equal(
        vector_texts(a, &arena, texts, VECTORS_PER_LOCALE, &count, NULL), 0);
    assert_in_range(count, 60, VECTORS_PER_LOCALE);
    assert_true(str_eq(texts[0], S("Returning an order")));
    assert_int_equal(vector_texts(a, &arena, texts, 7, &count, NULL), 0);
    assert_int_equal(count, 7);
    assert_int_equal(
        vector_texts(b, &arena, texts, VECTORS_PER_LOCALE, &count, NULL), 0);
    assert_int_equal(count, 0);
    analyser_free(a);
    analyser_free(b);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_are_json),
        cmocka_unit_test(the_shipped_ones_hold),
        cmocka_unit_test(texts_are_given_by_recipe),
        cmocka_unit_test(what_was_written_is_accepted),
        cmocka_unit_test(differences_are_named),
        cmocka_unit_test(texts_are_cut_and_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
