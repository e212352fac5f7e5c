/* Content codings by weight, and entity tags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "server/negotiate.h"

enum {
    GZIP = 1 << SITE_GZIP,
    BOTH = 1 << SITE_GZIP | 1 << SITE_BROTLI,
};

static void codings_follow_the_weights(void **state)
{
    static const struct {
        const char *accept;
        unsigned stored;
        enum site_coding want;
    } cases[] = {
        {"", BOTH, SITE_PLAIN},
        {"gzip", BOTH, SITE_GZIP},
        {"x-gzip", BOTH, SITE_GZIP},
        {"GZIP", BOTH, SITE_GZIP},
        {"br", BOTH, SITE_BROTLI},
        {"br", GZIP, SITE_PLAIN},
        {"gzip, deflate, br", BOTH, SITE_BROTLI},
        {"gzip, deflate, br", GZIP, SITE_GZIP},
        {"gzip, deflate, br", 0, SITE_PLAIN},
        {"gzip;q=1.0, br;q=0.5", BOTH, SITE_GZIP},
        {"gzip;q=0.5, br;q=0.501", BOTH, SITE_BROTLI},
        {"gzip;q=0, br;q=0", BOTH, SITE_PLAIN},
        {"gzip;q=0.000", BOTH, SITE_PLAIN},
        {"*", BOTH, SITE_BROTLI},
        {"*;q=0", BOTH, SITE_PLAIN},
        {"br;q=0, *", BOTH, SITE_GZIP},
        {"identity", BOTH, SITE_PLAIN},
        {"identity;q=0.5, gzip", BOTH, SITE_GZIP},
        {"identity, gzip;q=0.5", BOTH, SITE_PLAIN},
        {"gzip;q=0.2", BOTH, SITE_GZIP},
        {"identity;q=0", 0, SITE_PLAIN},
        {"deflate, zstd", BOTH, SITE_PLAIN},
        {" gzip ; q = 0.8 ,br;q=0.9", BOTH, SITE_BROTLI},
        {"gzip;q=2", BOTH, SITE_PLAIN},
        {"gzip;q=x", BOTH, SITE_PLAIN},
        {"gzip;q=1.001", BOTH, SITE_PLAIN},
        {",,;,gzip", BOTH, SITE_GZIP},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        enum site_coding got =
            negotiate_coding(str_from(cases[i].accept), cases[i].stored);
        if (got != cases[i].want)
            fail_msg("\"%s\": got %d, want %d", cases[i].accept, got,
                     cases[i].want);
    }
}

static void every_coding_has_its_tag(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_string_equal(etag_variant(&a, S("\"ab1\""), SITE_PLAIN).ptr,
                        "\"ab1\"");
    assert_string_equal(etag_variant(&a, S("\"ab1\""), SITE_GZIP).ptr,
                        "\"ab1-gz\"");
    assert_string_equal(etag_variant(&a, S("\"ab1\""), SITE_BROTLI).ptr,
                        "\"ab1-br\"");
    arena_release(&a);
}

static void tags_match_weakly_in_lists(void **state)
{
    static const struct {
        const char *list;
        bool match;
    } cases[] = {
        {"", false},
        {"\"a\"", true},
        {"W/\"a\"", true},
        {"*", true},
        {" * ", true},
        {"\"b\", \"a\"", true},
        {"\"b\",W/\"a\"", true},
        {"\"b,\\\", \"a\"", true},
        {"\"b\", \"c\"", false},
        {"a", false},
        {"\"a", false},
        {"\"a\"x", true},
        {"x, \"a\"", false},
        {"\"aa\"", false},
        {"w/\"a\"", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (etag_matches(str_from(cases[i].list), S("\"a\"")) != cases[i].match)
            fail_msg("%s", cases[i].list);
}

static void json_is_asked_for_by_name(void **state)
{
    static const struct {
        const char *accept;
        bool json;
    } cases[] = {
        {"application/json", true},
        {"text/plain, Application/JSON;q=0.9", true},
        {"", false},
        {"*/*", false},
        {"text/html,application/xhtml+xml,*/*;q=0.8", false},
        {"application/json-seq", false},
        {"application/problem+json", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (negotiate_json(str_from(cases[i].accept)) != cases[i].json)
            fail_msg("%s", cases[i].accept);
}

static void markdown_is_asked_for_by_name_and_weight(void **state)
{
    static const struct {
        const char *accept;
        bool markdown;
    } cases[] = {
        {"text/markdown", true},
        {"Text/Markdown; charset=utf-8", true},
        {"text/markdown, text/html", true},
        {"text/html;q=0.9, text/markdown", true},
        {"*/*, text/markdown", true},
        {"*/*, text/markdown;q=0.5", false},
        {"*/*, text/html;q=0.1, text/markdown;q=0.5", true},
        {"text/html;q=0.1, text/*, text/markdown;q=0.5", true},
        {"text/*;q=0.1, */*, text/markdown;q=0.5", true},
        {"text/markdown;q=0, */*;q=0", false},
        {"text/html, text/markdown;q=0.9", false},
        {"text/html,application/xhtml+xml,*/*;q=0.8", false},
        {"*/*", false},
        {"text/*", false},
        {"text/markdownish", false},
        {"", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (negotiate_markdown(str_from(cases[i].accept)) != cases[i].markdown)
            fail_msg("%s", cases[i].accept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codings_follow_the_weights),
        cmocka_unit_test(every_coding_has_its_tag),
        cmocka_unit_test(tags_match_weakly_in_lists),
        cmocka_unit_test(json_is_asked_for_by_name),
        cmocka_unit_test(markdown_is_asked_for_by_name_and_weight),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
