/* Tags of HTML cut into names and attributes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/buf.h"
#include "lib/html_scan.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* What stands behind "<", and its pieces: the name, then each attribute with
 * its value in [ ] if it has one, then the rest behind '|'. */
static const char *const tags[][2] = {
    {"p>a", "p|a"},
    {"p", "p|"},
    {"br/>a", "br|a"},
    {"a href=x>b", "a href[x]|b"},
    {"a href=\"x y\" id='z'>b", "a href[x y] id[z]|b"},
    {"a href = \"x\"\n\tid\r\n=\fz>b", "a href[x] id[z]|b"},
    {"a href=\"x\"id=z>b", "a href[x] id[z]|b"},
    {"input checked disabled />b", "input checked disabled|b"},
    {"input checked=\"\">b", "input checked[]|b"},
    {"a title=\"1 > 0\">b", "a title[1 > 0]|b"},
    {"a title='say \"x\"'>b", "a title[say \"x\"]|b"},
    {"a href=/x/y>b", "a href[/x/y]|b"},
    {"a href=x/>b", "a href[x/]|b"},
    {"a href=>b", "a href[]|b"},
    {"A HREF=X>b", "A HREF[X]|b"},
    {"a &amp;=\"&amp;\">b", "a &amp;[&amp;]|b"},
    /* What is broken ends somewhere. */
    {"a href=\"x>b", "a href[x>b]|"},
    {"a href=", "a href[]|"},
    {"a href=\"", "a href[]|"},
    {"a =x>b", "a [x]|b"},
    {"a ==>b", "a [=]|b"},
    {"a / / b>c", "a b|c"},
    {"a<b c<d>e", "a<b c<d|e"},
    {"", "|"},
    {">", "|"},
};

static void tags_fall_into_pieces(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(tags); i++) {
        struct str rest = str_from(tags[i][0]), name, value;
        struct buf got = {0};
        buf_put(&got, html_take_name(&rest));
        while (html_take_attribute(&rest, &name, &value)) {
            buf_fmt(&got, " %.*s", STR_ARG(name));
            if (value.ptr)
                buf_fmt(&got, "[%.*s]", STR_ARG(value));
        }
        buf_fmt(&got, "|%.*s", STR_ARG(rest));
        if (!str_eq(buf_str(&got), str_from(tags[i][1])))
            fail_msg("<%s became \"%.*s\", want \"%s\"", tags[i][0],
                     STR_ARG(buf_str(&got)), tags[i][1]);
        buf_release(&got);
    }
}

static const struct {
    struct str name;
    uint32_t want;
} numbers[] = {
    {STR("#65"), 65},
    {STR("#x41"), 65},
    {STR("#X1f600"), 0x1F600},
    {STR("#xAbC"), 0xABC},
    {STR("#0065"), 65},
    {STR("#0"), 0},
    {STR("#"), 0},
    {STR("#x"), 0},
    {STR("65"), 0},
    {STR("amp"), 0},
    {STR(""), 0},
    {STR("#6 5"), 0},
    {STR("#4a"), 0},
    {STR("#x4g"), 0},
    {STR("#-1"), 0},
    {STR("#1114111"), 0x10FFFF},
    {STR("#99999999999"), 0},
};

static void numbers_name_signs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++)
        if (html_numbered(numbers[i].name) != numbers[i].want)
            fail_msg("&%.*s; is %u", STR_ARG(numbers[i].name),
                     (unsigned)html_numbered(numbers[i].name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_fall_into_pieces),
        cmocka_unit_test(numbers_name_signs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
