/* What is put into an article's HTML when its page is assembled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/page/body_html.h"
#include "lib/icu/message.h"

static const struct {
    const char *key, *text;
} texts[] = {
    {"note_tip", "Tip & <trick>"},
    {"table_columns", "Table {number}: {columns}"},
    {"file_kind_size", "({kind}, {unit, select, mb {{size, number} MB} other "
                       "{{size, number} KB}})"},
};

static struct value *read_texts(struct arena *a)
{
    struct value *t = value_map(a);

    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        const struct message *m;
        struct err e = {0};
        if (message_parse(a, str_from(texts[i].text), &m, &e))
            fail_msg("%s", e.message);
        value_set(a, t, texts[i].key, value_message(a, m));
    }
    return t;
}

static void assert_body(const struct article *x, const char *locale,
                        const char *want)
{
    struct err e = {0};
    struct arena a = {0};
    struct formats *formats = formats_new(str_from(locale), &e);
    struct str got = body_html(&a, x, read_texts(&a), formats);

    if (!str_eq(got, str_from(want)))
        fail_msg("%.*s\nnot\n%s", STR_ARG(got), want);
    formats_free(formats);
    arena_release(&a);
}

static void files_say_their_kind_and_size(void **state)
{
    (void)state;
    static const struct {
        const char *file, *locale, *want;
        uint64_t size;
    } cases[] = {
        {"a.pdf", "en", "<a href=\"/f\">x</a> <small>(PDF, 120 KB)</small>",
         119876},
        {"a.pdf", "en", "<a href=\"/f\">x</a> <small>(PDF, 1 KB)</small>", 0},
        {"a.pdf", "en", "<a href=\"/f\">x</a> <small>(PDF, 2 KB)</small>",
         1500},
        {"a.pdf", "en", "<a href=\"/f\">x</a> <small>(PDF, 999 KB)</small>",
         999499},
        {"a.pdf", "pl", "<a href=\"/f\">x</a> <small>(PDF, 1 MB)</small>",
         999500},
        {"a.pdf", "pl", "<a href=\"/f\">x</a> <small>(PDF, 2,3 MB)</small>",
         2345678},
        {"a.pdf", "en", "<a href=\"/f\">x</a> <small>(PDF, 64.1 MB)</small>",
         64050000},
        {"b \"c\".Zip", "en",
         "<a href=\"/f\" download=\"b &quot;c&quot;.Zip\">x</a> "
         "<small>(ZIP, 5 KB)</small>",
         5000},
        /* An ending that is no word, and a picture. */
        {"a.backup", "en", "<a href=\"/f\" download=\"a.backup\">x</a>", 5000},
        {"a.é", "en", "<a href=\"/f\" download=\"a.é\">x</a>", 5000},
        {"a", "en", "<a href=\"/f\" download=\"a\">x</a>", 5000},
        {"a.png", "en", "<a href=\"/f\">x</a>", 5000},
        {"", "en", "<a href=\"/f\">x</a>", 0},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct body_link link = {.href = STR("/f"),
                                 .file = str_from(cases[i].file),
                                 .size = cases[i].size,
                                 .end = 1};
        struct article x = {.html = STR("x"), .links = &link, .link_count = 1};
        assert_body(&x, cases[i].locale, cases[i].want);
    }
}

static void the_first_image_is_loaded_at_once(void **state)
{
    (void)state;
    struct body_link images[] = {
        {.image = true, .alt = STR("gone & lost")},
        {.image = true,
         .href = STR("/a"),
         .width = 3,
         .height = 2,
         .at = 1,
         .end = 1},
        {.image = true,
         .href = STR("/b"),
         .alt = STR("\"b\""),
         .title = STR("t"),
         .at = 2,
         .end = 2},
    };
    struct article x = {.html = STR("-+"), .links = images, .link_count = 3};

    assert_body(&x, "en",
                "gone &amp; lost-<img src=\"/a\" alt=\"\" width=\"3\" "
                "height=\"2\">+<img src=\"/b\" alt=\"&quot;b&quot;\" "
                "loading=\"lazy\" decoding=\"async\" title=\"t\">");
}

static void texts_stand_between_links(void **state)
{
    (void)state;
    struct str columns[] = {STR("a<b"), STR("c")};
    struct body_link links[] = {
        {.href = STR("/1"), .at = 1, .end = 2},
        {.target = STR("nowhere"), .at = 4, .end = 5},
        {.href = STR("/3"), .at = 6, .end = 7},
    };
    struct body_text places[] = {
        {.key = "note_tip", .at = 0},
        {.key = "table_columns",
         .at = 3,
         .number = 1000,
         .columns = columns,
         .column_count = 2},
        {.key = "missing", .at = 4},
        {.key = "note_tip", .at = 7},
    };
    struct article x = {.html = STR("0123456"),
                        .links = links,
                        .link_count = 3,
                        .texts = places,
                        .text_count = 4};

    assert_body(&x, "en",
                "Tip &amp; &lt;trick&gt;0<a href=\"/1\">1</a>2"
                "Table 1,000: a&lt;b, c345<a href=\"/3\">6</a>"
                "Tip &amp; &lt;trick&gt;");
    assert_body(&x, "ar",
                "Tip &amp; &lt;trick&gt;0<a href=\"/1\">1</a>2"
                "Table ١٬٠٠٠: a&lt;b وc345<a href=\"/3\">6</a>"
                "Tip &amp; &lt;trick&gt;");

    /* Without texts their places are empty. */
    struct arena a = {0};

    assert_true(str_eq(body_html(&a, &x, NULL, NULL),
                       S("0<a href=\"/1\">1</a>2345<a href=\"/3\">6</a>")));
    arena_release(&a);
}

static void long_lists_are_written_plain(void **state)
{
    (void)state;
    static const struct str items[] = {STR("1"), STR("2"), STR("3"),
                                       STR("4"), STR("5"), STR("6"),
                                       STR("7"), STR("8"), STR("9")};
    struct err e = {0};
    struct formats *f = formats_new(S("ja"), &e);
    struct buf out = {0};

    format_list(f, items, 9, &out);
    assert_true(str_eq(buf_str(&out), S("1, 2, 3, 4, 5, 6, 7, 8, 9")));
    buf_clear(&out);
    format_list(f, items, 1, &out);
    format_list(f, items, 0, &out);
    assert_true(str_eq(buf_str(&out), S("1")));
    buf_release(&out);
    formats_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_say_their_kind_and_size),
        cmocka_unit_test(the_first_image_is_loaded_at_once),
        cmocka_unit_test(texts_stand_between_links),
        cmocka_unit_test(long_lists_are_written_plain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
