/* Forms in bodies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "server/form.h"

static void fill(struct request *r, const char *type, struct str body)
{
    *r = (struct request){0};
    r->header[HEADER_CONTENT_TYPE] = str_from(type);
    buf_put(&r->body, body);
}

static void release(struct request *r)
{
    buf_release(&r->body);
    arena_release(&r->arena);
}

#define FORM "application/x-www-form-urlencoded"

static void fields_are_decoded(void **state)
{
    static const struct {
        struct str body;
        const char *name, *value;
    } cases[] = {
        {STR("a=1&b=2"), "b", "2"},
        {STR("a=1&a=2"), "a", "1"},
        {STR("a=b=c"), "a", "b=c"},
        {STR("a"), "a", ""},
        {STR(""), "a", ""},
        {STR("a=x+y%2Bz"), "a", "x y+z"},
        {STR("a=%EB%B0%98%ed%92%88"), "a", "반품"},
        {STR("a=\xEB\xB0\x98"), "a", "반"},
        {STR("a=1%0D%0A2%0D3%0A4"), "a", "1\n2\n3\n4"},
        {STR("a=1%092"), "a", "1 2"},
        {STR("a=++1%0A"), "a", "1"},
        {STR("%61b=1"), "ab", "1"},
        {STR("&&a=1&&"), "a", "1"},
        {STR("a=1;b=2"), "a", "1;b=2"},
        {STR("a=%26%3D"), "a", "&="},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct request r;
        fill(&r, FORM, cases[i].body);
        assert_null(form_read(&r));
        struct str got = request_form_value(&r, cases[i].name);
        if (!str_eq(got, str_from(cases[i].value)))
            fail_msg("case %zu: \"%.*s\"", i, STR_ARG(got));
        release(&r);
    }
}

static void what_is_no_form_is_refused(void **state)
{
    static const struct {
        const char *type;
        struct str body;
        int status;
    } cases[] = {
        {FORM, STR("a=1"), 0},
        {"Application/X-WWW-Form-Urlencoded;charset=UTF-8", STR("a=1"), 0},
        {"", STR("a=1"), 415},
        {"text/plain", STR("a=1"), 415},
        {FORM "x", STR("a=1"), 415},
        {"multipart/form-data; " FORM, STR("a=1"), 415},
        {FORM, STR("a=%"), 400},
        {FORM, STR("a=%4"), 400},
        {FORM, STR("a=%4g"), 400},
        {FORM, STR("a=%FF"), 400},
        {FORM, STR("a=%C0%AF"), 400},
        {FORM, STR("a=%ED%A0%80"), 400},
        {FORM, STR("%00=a"), 400},
        {FORM, STR("a=\0"), 400},
        {FORM, STR("a=%08"), 400},
        {FORM, STR("a=%7F"), 400},
        {FORM, STR("a=%C2%9B"), 400},
        {FORM, STR("a=%C2%A0"), 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct request r;
        fill(&r, cases[i].type, cases[i].body);
        const char *wrong = form_read(&r);
        if (r.refused != cases[i].status || (wrong != NULL) != (r.refused != 0))
            fail_msg("case %zu: %d", i, r.refused);
        release(&r);
    }
}

static void fields_are_counted(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        struct request r;
        fill(&r, FORM, S(""));
        for (int i = 0; i < REQUEST_FIELDS_MAX + more; i++)
            buf_text(&r.body, "a=1&");
        assert_int_equal(form_read(&r) != NULL, more);
        assert_int_equal(r.refused, more ? 400 : 0);
        release(&r);
    }
}

static void objects_become_fields(void **state)
{
    static const struct {
        const char *type;
        struct str body;
        int status;        /* 0: fine, and */
        const char *value; /* that of "a" */
    } cases[] = {
        {"application/json", STR("{\"a\": \" 1 \"}"), 0, "1"},
        {"Application/JSON; charset=utf-8", STR("{\"a\": \"1\"}"), 0, "1"},
        {"application/json", STR("{}"), 0, ""},
        {"application/json", STR("{\"a\": \"\"}"), 0, ""},
        {"application/json", STR("{\"a\": \"1\\r\\n2\\t3\"}"), 0, "1\n2 3"},
        {"application/json", STR("{\"a\": \"\\uBC18\"}"), 0, "반"},
        {"application/json", STR("{\"a\": 1}"), 400, NULL},
        {"application/json", STR("{\"a\": null}"), 400, NULL},
        {"application/json", STR("{\"a\": {\"b\": \"c\"}}"), 400, NULL},
        {"application/json", STR("{\"a\": \"\\u0007\"}"), 400, NULL},
        {"application/json", STR("{\"a\": \"\\u0000\"}"), 400, NULL},
        {"application/json", STR("{\"a\": \"\xFF\"}"), 400, NULL},
        {"application/json", STR("[]"), 400, NULL},
        {"application/json", STR("\"a\""), 400, NULL},
        {"application/json", STR("{} {}"), 400, NULL},
        {"application/json", STR(""), 400, NULL},
        {"application/jsonp", STR("{}"), 415, NULL},
        {"", STR("{}"), 415, NULL},
        {FORM, STR("a=1"), 415, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct request r;
        fill(&r, cases[i].type, cases[i].body);
        const char *wrong = form_read_json(&r);
        if ((wrong != NULL) != (cases[i].status != 0) ||
            r.refused != cases[i].status)
            fail_msg("case %zu: %d, %s", i, r.refused, wrong ? wrong : "fine");
        struct str got = request_form_value(&r, "a");
        if (!str_eq(got, str_from(cases[i].value)))
            fail_msg("case %zu: \"%.*s\"", i, STR_ARG(got));
        release(&r);
    }
}

static void members_are_counted(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        struct request r;
        fill(&r, "application/json", S("{\"first\": \"\""));
        for (int i = 1; i < REQUEST_FIELDS_MAX + more; i++)
            buf_fmt(&r.body, ", \"%d\": \"\"", i);
        buf_char(&r.body, '}');
        assert_int_equal(form_read_json(&r) != NULL, more);
        release(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_decoded),
        cmocka_unit_test(what_is_no_form_is_refused),
        cmocka_unit_test(fields_are_counted),
        cmocka_unit_test(objects_become_fields),
        cmocka_unit_test(members_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
