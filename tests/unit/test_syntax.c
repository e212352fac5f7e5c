/* The signs in a query: quotes and dashes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/buf.h"
#include "lib/query/syntax.h"

/* Pieces as text: phrases in brackets, what is excluded with a '!'. */
static void show(const struct syntax_piece *pieces, uint32_t count,
                 struct buf *out)
{
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i ? "|" : "");
        buf_text(out, pieces[i].excluded ? "!" : "");
        buf_text(out, pieces[i].phrase ? "[" : "");
        buf_put(out, pieces[i].text);
        buf_text(out, pieces[i].phrase ? "]" : "");
    }
}

static void queries_are_cut(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"   ", ""},
        {"return policy", "return policy"},
        {"\"free shipping\"", "[free shipping]"},
        {"\"free shipping\" cost", "[free shipping]|cost"},
        {"cost of \"free shipping\" abroad", "cost of|[free shipping]|abroad"},
        {"return -exchange", "return|!exchange"},
        {"-exchange return", "!exchange|return"},
        {"return -\"gift card\"", "return|![gift card]"},
        {"return –exchange", "return|!exchange"}, /* a phone's dash */
        {"“free shipping” now", "[free shipping]|now"},
        {"„darmowa dostawa” kiedy", "[darmowa dostawa]|kiedy"},
        {"«free» and 「무료 배송」", "[free]|and|[무료 배송]"},
        /* signs that do not hold together are text */
        {"\"never closed", "\"never closed"},
        {"size 5\" box", "size 5\" box"},
        {"\"\"", ""},
        {"-", "-"},
        {"a - b", "a - b"},
        {"a -- b", "a -- b"},
        {"e-mail check-out", "e-mail check-out"},
        {"order 2026-05-31", "order 2026-05-31"},
        {"-5 degrees", "!5|degrees"},
        {"say\"hello world\"now", "say|[hello world]|now"},
        {"-\"never closed", "-\"never closed"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct syntax_piece pieces[SYNTAX_PIECES_MAX] = {0};
        struct buf out = {0};
        show(pieces, syntax_cut(str_from(cases[i][0]), pieces), &out);
        if (!str_eq(buf_str(&out), str_from(cases[i][1])))
            fail_msg("%s became %.*s, want %s", cases[i][0],
                     STR_ARG(buf_str(&out)), cases[i][1]);
        buf_release(&out);
    }
}

/* Nothing is lost behind the last piece that fits, and no byte is outside. */
static void many_signs_are_bounded(void **state)
{
    (void)state;
    struct syntax_piece pieces[SYNTAX_PIECES_MAX] = {0};
    struct buf text = {0};

    for (int i = 0; i < 1000; i++)
        buf_text(&text, "-a \"b c\" ");
    uint32_t count = syntax_cut(buf_str(&text), pieces);

    assert_true(count > 2 && count <= SYNTAX_PIECES_MAX);
    for (uint32_t i = 0; i < count; i++)
        assert_true(pieces[i].text.ptr >= text.ptr &&
                    pieces[i].text.ptr + pieces[i].text.len <=
                        text.ptr + text.len);
    const struct syntax_piece *last = &pieces[count - 1];
    assert_true(last->text.ptr + last->text.len + 1 == text.ptr + text.len);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_are_cut),
        cmocka_unit_test(many_signs_are_bounded),
    };

    return cmocka_run_group_tests_name("syntax", tests, NULL, NULL);
}
