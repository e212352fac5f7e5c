/* Canned replies: which values fit, and how each is escaped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "server/reply_fill.h"

static const char values_json[] =
    "{\"name\": \"<A> & {{no}} {origin}\", \"no\": \"7/ \\\"x\\\"\"}";

static const struct fill {
    enum reply_target target;
    const char *form, *want;
} fills[] = {
    {REPLY_TEXT, "", ""},
    {REPLY_TEXT, "No. {{no}}.", "No. 7/ \"x\"."},
    {REPLY_TEXT, "{{no}}{{no}}", "7/ \"x\"7/ \"x\""},
    /* What a value holds is text. */
    {REPLY_TEXT, "{{name}}", "<A> & {{no}} {origin}"},
    {REPLY_HTML, "<p>{{name}}</p>", "<p>&lt;A&gt; &amp; {{no}} {origin}</p>"},
    /* Addresses. */
    {REPLY_TEXT, "(https://x.example/{{no}}) {{no}}",
     "(https://x.example/7%2F%20%22x%22) 7/ \"x\""},
    {REPLY_TEXT, "https://x.example\n{{no}}", "https://x.example\n7/ \"x\""},
    {REPLY_HTML, "<a href=\"https://x.example/{{no}}/{{no}}\">{{no}}</a>",
     "<a href=\"https://x.example/7%2F%20%22x%22/7%2F%20%22x%22\">"
     "7/ &quot;x&quot;</a>"},
    {REPLY_HTML, "<img src=\"{{no}}\" alt=\"{{no}}\">",
     "<img src=\"7%2F%20%22x%22\" alt=\"7/ &quot;x&quot;\">"},
    {REPLY_HTML, "<a href=\"{origin}/en\">",
     "<a href=\"http://h.example/en\">"},
    {REPLY_TEXT, "{origin}/en {origin", "http://h.example/en {origin"},
    /* No placeholders. */
    {REPLY_TEXT, "{ {{ {{other}} {{no {no}} }", "{ {{ {{other}} {{no {no}} }"},
    {REPLY_TEXT, "{{{no}}}", "{7/ \"x\"}"},
};

static struct value *parse(struct arena *a, const char *json)
{
    struct value *v = value_from_json(a, str_from(json), NULL);

    assert_non_null(v);
    return v;
}

static void values_are_escaped_for_their_place(void **state)
{
    struct arena a = {0};
    const struct value *values = parse(&a, values_json);

    (void)state;
    for (size_t i = 0; i < sizeof(fills) / sizeof(*fills); i++) {
        struct buf out = {0};
        reply_fill(&out, str_from(fills[i].form), values, fills[i].target,
                   S("http://h.example"));
        if (!str_eq(buf_str(&out), str_from(fills[i].want)))
            fail_msg("%s: %.*s", fills[i].form, STR_ARG(buf_str(&out)));
        buf_release(&out);
    }
    arena_release(&a);
}

static void without_values_placeholders_stay(void **state)
{
    struct buf out = {0};

    (void)state;
    reply_fill(&out, S("{{no}} {origin}"), NULL, REPLY_TEXT, S("http://h"));
    assert_true(str_eq(buf_str(&out), S("{{no}} http://h")));
    buf_release(&out);
}

static const struct check {
    const char *values, *want; /* NULL: they fit */
} checks[] = {
    {"{\"a.b\": \"1\", \"c\": \"2\\n3\"}", NULL},
    {"{}", "Missing or empty: a.b, c."},
    {"{\"a.b\": \"1\"}", "Missing or empty: c."},
    {"{\"a.b\": \"1\", \"c\": \" \\n\"}", "Missing or empty: c."},
    {"{\"a.b\": \"1\", \"c\": \"2\", \"d\": \"3\", \"A.B\": \"\"}",
     "Unknown: d, A.B."},
    {"{\"a.b\": null, \"c\": [1]}", "No text: a.b, c."},
    {"{\"a.b\": \"\\u0001\", \"c\": \"\\u007f\"}",
     "With control characters: a.b, c."},
    {"{\"c\": 1, \"x\": 2}", "Missing or empty: a.b. Unknown: x. No text: c."},
};

static void all_that_is_wrong_is_named(void **state)
{
    struct arena a = {0};
    const struct value *reply =
        parse(&a, "{\"placeholders\": [\"a.b\", \"c\"]}");

    (void)state;
    for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
        const char *got = reply_check(reply, parse(&a, checks[i].values), &a);
        if (!checks[i].want)
            assert_null(got);
        else
            assert_string_equal(got, checks[i].want);
    }
    arena_release(&a);
}

static const char *check_length(struct arena *a, size_t characters)
{
    const struct value *reply = parse(a, "{\"placeholders\": [\"c\"]}");
    struct value *values = value_map(a);
    struct buf text = {0};

    for (size_t i = 0; i < characters; i++)
        buf_text(&text, "\u00e9");
    value_set(a, values, "c", value_text(a, buf_copy(&text, a)));
    buf_release(&text);
    return reply_check(reply, values, a);
}

static void values_have_a_longest(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_null(check_length(&a, REPLY_VALUE_MAX));
    assert_string_equal(check_length(&a, REPLY_VALUE_MAX + 1),
                        "Longer than 2000 characters: c.");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_escaped_for_their_place),
        cmocka_unit_test(without_values_placeholders_stay),
        cmocka_unit_test(all_that_is_wrong_is_named),
        cmocka_unit_test(values_have_a_longest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
