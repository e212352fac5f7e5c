/* Slices, arenas, buffers, errors, UTF-8 and maps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"
#include "lib/utf8.h"

static void assert_str(struct str got, const char *want)
{
    struct str w = str_from(want);

    if (!str_eq(got, w))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void slices_compare_and_cut(void **state)
{
    (void)state;
    struct str rest = S("a,b,"), piece;

    assert_true(str_cut(&rest, ',', &piece));
    assert_str(piece, "a");
    assert_true(str_cut(&rest, ',', &piece));
    assert_str(piece, "b");
    assert_true(str_cut(&rest, ',', &piece));
    assert_str(piece, "");
    assert_false(str_cut(&rest, ',', &piece));
    assert_true(str_cmp(S("a"), S("ab")) < 0);
    assert_true(str_cmp(S("b"), S("ab")) > 0);
    assert_int_equal(str_cmp(S(""), (struct str){0}), 0);
    assert_true(str_eq_nocase(S("GZip"), S("gzip")));
    assert_true(str_ends(S("a.md"), S(".md")));
    assert_false(str_ends(S("md"), S(".md")));
    assert_str(str_trim(S(" \t x y\r\n")), "x y");
    assert_str(str_sub(S("abc"), 1, 99), "bc");
    assert_str(str_sub(S("abc"), 9, 1), "");
    assert_int_equal(str_search(S("aXaY"), S("aY")), 2);
    assert_int_equal(str_search(S("aXa"), S("aY")), 3);
    assert_int_equal(str_find_last(S("a/b/c"), '/'), 3);
}

static void numbers_are_whole_or_refused(void **state)
{
    (void)state;
    uint64_t n;

    assert_true(str_to_u64(S("18446744073709551615"), &n));
    assert_true(n == UINT64_MAX);
    assert_false(str_to_u64(S("18446744073709551616"), &n));
    assert_false(str_to_u64(S(""), &n));
    assert_false(str_to_u64(S("1x"), &n));
    assert_false(str_to_u64(S("-1"), &n));
}

static void arenas_grow_and_reset(void **state)
{
    (void)state;
    struct arena a = {0};

    for (int i = 0; i < 1000; i++) {
        char *p = arena_alloc(&a, 100, 1);
        assert_non_null(p);
        assert_int_equal(p[99], 0);
        p[99] = 'x';
    }
    arena_reset(&a);
    char *again = arena_alloc(&a, 100, 1);
    assert_int_equal(again[99], 0);
    assert_null(arena_alloc(&a, SIZE_MAX, 2));
    assert_true(a.failed);
    assert_str(arena_fmt(&a, "%d-%s", 7, "x"), "7-x");
    assert_non_null(arena_alloc(&a, 0, 8));
    arena_release(&a);
}

static void buffers_escape(void **state)
{
    (void)state;
    struct buf b = {0};

    buf_html(&b, S("a<b>&\"'"));
    assert_str(buf_str(&b), "a&lt;b&gt;&amp;&quot;&#39;");
    buf_clear(&b);
    buf_url_part(&b, S("a b/ł"));
    assert_str(buf_str(&b), "a%20b%2F%C5%82");
    buf_clear(&b);
    buf_url_path(&b, S("/ko/반"));
    assert_str(buf_str(&b), "/ko/%EB%B0%98");
    buf_clear(&b);
    buf_json(&b, S("q\"\\\n</script>\x01\xff ł"));
    assert_str(buf_str(&b),
               "\"q\\\"\\\\\\n\\u003c/script\\u003e\\u0001\xEF\xBF\xBD ł\"");
    buf_clear(&b);
    buf_varint(&b, 300);
    buf_u32(&b, 0x01020304);
    assert_memory_equal(b.ptr, "\xAC\x02\x04\x03\x02\x01", 6);
    buf_release(&b);
}

static void utf8_refuses_what_is_not(void **state)
{
    (void)state;
    static const struct {
        struct str text;
        size_t good;
    } cases[] = {
        {STR("ał한😀"), 10},
        {STR("a\xC0\xAF"), 1},
        {STR("\xED\xA0\x80"), 0},
        {STR("x\xF4\x90\x80\x80"), 1},
        {STR("ok\xE2\x82"), 2},
        {STR("\x80"), 0},
        {STR("\xEF\xBF\xBD fine"), 8},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_int_equal(utf8_check(cases[i].text), cases[i].good);
    assert_int_equal(utf8_count(S("ał한😀")), 4);
    assert_str(utf8_cut(S("ał"), 2), "a");
    assert_int_equal(utf8_control(S("\x1B[31m")), 1);
    assert_int_equal(utf8_control(S("\xC2\x9B[31m")), 2);
    assert_int_equal(utf8_control(S("\xC2\xA0")), 0);
    assert_int_equal(utf8_control(S(" ")), 0);
    for (uint32_t cp = 1; cp < 0x110000; cp += 251) {
        char bytes[4];
        size_t n = utf8_put(cp, bytes), at = 0;
        uint32_t want = cp >= 0xD800 && cp <= 0xDFFF ? UTF8_BAD : cp;
        assert_int_equal(utf8_next(str_of(bytes, n), &at, NULL), want);
        assert_int_equal(at, n);
    }
}

static void maps_keep_order_and_replace(void **state)
{
    (void)state;
    struct arena a = {0};
    struct map m;
    int values[500];

    map_init(&m, &a);
    assert_null(map_get(&m, S("0")));
    for (int i = 0; i < 500; i++)
        assert_true(map_set(&m, arena_fmt(&a, "%d", i), &values[i]));
    assert_true(map_set(&m, S("7"), &values[0]));
    assert_int_equal(m.count, 500);
    assert_ptr_equal(map_get(&m, S("499")), &values[499]);
    assert_ptr_equal(map_get(&m, S("7")), &values[0]);
    assert_null(map_get(&m, S("500")));
    assert_str(m.entries[3].key, "3");
    arena_release(&a);
}

static void errors_say_where(void **state)
{
    (void)state;
    struct err e = {0};
    char text[256];

    assert_int_equal(err_set(&e, ERR_CONTENT, "bad %s", "thing"), -1);
    assert_string_equal(err_text(&e, text, sizeof(text)), "bad thing");
    err_at(&e, S("a.md"), 3, 0);
    assert_string_equal(err_text(&e, text, sizeof(text)), "a.md:3: bad thing");
    err_at(&e, S("a.md"), 3, 9);
    assert_string_equal(err_text(&e, text, sizeof(text)),
                        "a.md:3:9: bad thing");
    assert_int_equal(err_set(NULL, ERR_USAGE, "nobody asks"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare_and_cut),
        cmocka_unit_test(numbers_are_whole_or_refused),
        cmocka_unit_test(arenas_grow_and_reset),
        cmocka_unit_test(buffers_escape),
        cmocka_unit_test(utf8_refuses_what_is_not),
        cmocka_unit_test(maps_keep_order_and_replace),
        cmocka_unit_test(errors_say_where),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
