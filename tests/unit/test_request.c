/* Request targets before decoding, arguments, and headers in doubt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "server/request.h"

static void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void targets_are_checked_before_decoding(void **state)
{
    static const struct {
        const char *target;
        int refused;
        const char *path;
    } cases[] = {
        {"/", 0, "/"},
        {"/ko/%EB%B0%98%ED%92%88", 0, "/ko/반품"},
        {"/ko/%eb%b0%98%ed%92%88", 0, "/ko/반품"},
        {"/ko/\xEB\xB0\x98\xED\x92\x88?q=1", 0, "/ko/반품"},
        {"/a+b", 0, "/a+b"},
        {"/a%20b", 0, "/a b"},
        {"/a#b", 0, "/a"},
        {"/a%23b", 0, "/a#b"},
        {"/..%2e/x", 0, "/.../x"},
        {"", 400, ""},
        {"*", 400, ""},
        {"http://host/", 400, ""},
        {"/a%00b", 400, ""},
        {"/a%zzb", 400, ""},
        {"/a%4", 400, ""},
        {"/a%", 400, ""},
        {"/a%0Ab", 400, ""},
        {"/a%7F", 400, ""},
        {"/a b", 400, ""},
        {"/a%FFb", 400, ""},
        {"/%C0%AF", 400, ""},
        {"/a%2Fb", 0, "/a/b"},
        {"/a?q=%00", 400, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct request r = {0};
        request_set_target(&r, str_from(cases[i].target));
        if (r.refused != cases[i].refused)
            fail_msg("\"%s\": refused with %d, want %d", cases[i].target,
                     r.refused, cases[i].refused);
        assert_str(r.path, cases[i].path);
        assert_int_equal(r.slash_escaped,
                         strstr(cases[i].target, "%2F") != NULL);
        arena_release(&r.arena);
    }
}

static void arguments_keep_what_people_type(void **state)
{
    struct request r = {0};

    (void)state;
    request_set_target(&r, S("/s?q=a+b%2Bc&&x&y=&q=second&p=100%&z=%zz&=v"
                             "&bad=%C3%28%FF#q=3"));
    assert_int_equal(r.refused, 0);
    assert_str(*request_argument(&r, "q"), "a b+c");
    assert_str(*request_argument(&r, "x"), "");
    assert_str(*request_argument(&r, "y"), "");
    assert_str(*request_argument(&r, "p"), "100%");
    assert_str(*request_argument(&r, "z"), "%zz");
    assert_str(*request_argument(&r, "bad"), "\xEF\xBF\xBD(\xEF\xBF\xBD");
    assert_null(request_argument(&r, "absent"));
    assert_int_equal(r.argument_count, 8);
    assert_str(r.raw_query, "q=a+b%2Bc&&x&y=&q=second&p=100%&z=%zz&=v"
                            "&bad=%C3%28%FF");
    arena_release(&r.arena);
}

static void lengths_are_bounded(void **state)
{
    char target[REQUEST_TARGET_MAX + 2];
    struct request r = {0};

    (void)state;
    memset(target, 'a', sizeof(target));
    target[0] = '/';
    request_set_target(&r, str_of(target, REQUEST_TARGET_MAX));
    assert_int_equal(r.refused, 0);
    arena_release(&r.arena);

    r = (struct request){0};
    request_set_target(&r, str_of(target, REQUEST_TARGET_MAX + 1));
    assert_int_equal(r.refused, 414);
    arena_release(&r.arena);

    r = (struct request){0};
    memcpy(target, "/?", 2);
    for (size_t i = 2; i + 1 < 2 + 2 * (REQUEST_ARGUMENTS_MAX + 1); i += 2)
        memcpy(target + i, "a&", 2);
    request_set_target(&r, str_of(target, 2 + 2 * REQUEST_ARGUMENTS_MAX));
    assert_int_equal(r.refused, 0);
    assert_int_equal(r.argument_count, REQUEST_ARGUMENTS_MAX);
    arena_release(&r.arena);

    r = (struct request){0};
    request_set_target(&r, str_of(target, 2 + 2 * (REQUEST_ARGUMENTS_MAX + 1)));
    assert_int_equal(r.refused, 400);
    arena_release(&r.arena);
}

static void only_three_methods_are_known(void **state)
{
    static const struct {
        const char *name;
        enum request_method method;
    } cases[] = {
        {"GET", METHOD_GET},   {"HEAD", METHOD_HEAD},  {"get", METHOD_OTHER},
        {"POST", METHOD_POST}, {"GETS", METHOD_OTHER}, {"", METHOD_OTHER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct request r = {0};
        request_set_method(&r, str_from(cases[i].name));
        assert_int_equal(r.method, cases[i].method);
        arena_release(&r.arena);
    }
}

static void repeated_headers_are_joined(void **state)
{
    struct request r = {0};

    (void)state;
    request_add_header(&r, S("accept-encoding"), S("gzip"));
    request_add_header(&r, S("Accept-Encoding"), S("br;q=0.5"));
    request_add_header(&r, S("X-Other"), S("1"));
    assert_str(r.header[HEADER_ACCEPT_ENCODING], "gzip, br;q=0.5");
    assert_str(r.header[HEADER_RANGE], "");
    arena_release(&r.arena);
}

static void bodies_in_doubt_are_refused(void **state)
{
    static const struct {
        const char *headers[4]; /* name, value, name, value */
        int refused;
        bool goes_on;
    } cases[] = {
        {{"Host", "a"}, 0, true},
        {{"Content-Length", "0"}, 0, true},
        {{"Content-Length", "65536"}, 0, true},
        {{"Content-Length", "65537"}, 413, false},
        {{"Content-Length", "18446744073709551616"}, 413, false},
        {{"Content-Length", "1", "Content-Length", "1"}, 400, false},
        {{"Content-Length", "1", "Transfer-Encoding", "chunked"}, 400, false},
        {{"Transfer-Encoding", "chunked"}, 0, true},
        {{"Host", "a", "Host", "b"}, 400, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct request r = {0};
        for (size_t h = 0; h < 4 && cases[i].headers[h]; h += 2)
            request_add_header(&r, str_from(cases[i].headers[h]),
                               str_from(cases[i].headers[h + 1]));
        bool goes_on = request_check_headers(&r);
        if (goes_on != cases[i].goes_on || r.refused != cases[i].refused)
            fail_msg("case %zu: %d %d", i, goes_on, r.refused);
        arena_release(&r.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_are_checked_before_decoding),
        cmocka_unit_test(arguments_keep_what_people_type),
        cmocka_unit_test(lengths_are_bounded),
        cmocka_unit_test(only_three_methods_are_known),
        cmocka_unit_test(repeated_headers_are_joined),
        cmocka_unit_test(bodies_in_doubt_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
