/* Patterns of paths: what fits, and that no pattern costs more than its length
 * times that of the path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "lib/glob.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct {
    const char *pattern, *path;
    bool fits;
} cases[] = {
    {"en/a.md", "en/a.md", true},
    {"en/a.md", "en/a.mdx", false},
    {"en/a.md", "xen/a.md", false},
    {"", "", true},
    {"", "a", false},
    {"a", "", false},
    /* one star stays in its folder */
    {"en/*", "en/a.md", true},
    {"en/*", "en/", true},
    {"en/*", "en/old/a.md", false},
    {"en/*.md", "en/.md", true},
    {"en/*.md", "en/a.md.md", true},
    {"en/*a*b*.md", "en/xaybz.md", true},
    {"en/*a*b*.md", "en/xbyaz.md", false},
    {"*/a.md", "en/a.md", true},
    {"*/a.md", "en/x/a.md", false},
    /* two pass over all */
    {"**", "en/a/b.md", true},
    {"**", "", true},
    {"en/**", "en/a/b.md", true},
    {"en/**", "en", false},
    {"en**", "english/a.md", true},
    {"**.png", "en/a/b.png", true},
    {"***", "a/b", true},
    /* with a '/' behind they are whole folders, or nothing */
    {"**/a.md", "a.md", true},
    {"**/a.md", "en/x/a.md", true},
    {"**/a.md", "en/xa.md", false},
    {"en/**/a.md", "en/a.md", true},
    {"en/**/a.md", "en/x/y/a.md", true},
    {"en/**/a.md", "en/x/ya.md", false},
    {"en/**/old/*.md", "en/x/old/old/b.md", true},
    {"**/**/a", "a", true},
    {"a**/b", "ax/y/b", true},
    {"a**/b", "ab", false},
    {"en/a**/b", "en/ab", false},
    {"en/a**/b", "en/a/b", true},
    {"en/a/**/b", "en/a/b", true},
    {"en/a?/b", "en/a", false},
    {"en/a/b", "en/a", false},
    /* a folder is what lies in it */
    {"en/old/", "en/old/a.md", true},
    {"en/old/", "en/old/x/a.md", true},
    {"en/old/", "en/older/a.md", false},
    {"en/*/", "en/x/y/a.md", true},
    /* one sign, whatever bytes it has */
    {"en/?.md", "en/a.md", true},
    {"en/?.md", "en/ł.md", true},
    {"en/?.md", "en/환.md", true},
    {"en/??.md", "en/환.md", false},
    {"en?a.md", "en/a.md", false},
    {"ko/환*.md", "ko/환불.md", true},
    /* nothing else means anything */
    {"[ab].md", "a.md", false},
    {"[ab].md", "[ab].md", true},
    {"a\\*", "a\\b", true},
    {"{a,b}", "a", false},
    {"A.md", "a.md", false},
};

static void what_fits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (glob_matches(str_from(cases[i].pattern), str_from(cases[i].path)) !=
            cases[i].fits)
            fail_msg("\"%s\" and \"%s\": want %d", cases[i].pattern,
                     cases[i].path, cases[i].fits);
}

static void long_patterns(void **state)
{
    (void)state;
    char text[GLOB_MAX + 1];

    memset(text, 'a', sizeof(text));
    assert_true(glob_matches(str_of(text, GLOB_MAX), str_of(text, GLOB_MAX)));
    assert_false(
        glob_matches(str_of(text, GLOB_MAX + 1), str_of(text, GLOB_MAX + 1)));
    memset(text, '*', sizeof(text));
    assert_true(glob_matches(str_of(text, GLOB_MAX), S("a/b")));
    text[GLOB_MAX - 1] = '/';
    assert_true(glob_matches(str_of(text, GLOB_MAX), S("a/b")));
}

/* A matcher that tries all ways would not end. */
static void hard_patterns(void **state)
{
    (void)state;
    static const char *const parts[] = {"*a", "**a", "**/", "?*"};
    const size_t size = 1 << 16;
    char *path = malloc(size), pattern[GLOB_MAX];
    clock_t began = clock();

    assert_non_null(path);
    memset(path, 'a', size);
    for (size_t i = 0; i < COUNT(parts); i++) {
        size_t len = strlen(parts[i]), at = 0;
        for (; at + len < GLOB_MAX; at += len)
            memcpy(pattern + at, parts[i], len);
        pattern[at++] = 'b';
        assert_false(glob_matches(str_of(pattern, at), str_of(path, size)));
    }
    assert_true((clock() - began) / CLOCKS_PER_SEC < 5);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits),
        cmocka_unit_test(long_patterns),
        cmocka_unit_test(hard_patterns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
