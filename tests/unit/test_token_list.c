/* The file of tokens, line by line, and tokens as they are made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "server/token_list.h"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define ONES  "1111111111111111111111111111111111111111111111111111111111111111"
/* SHA-256 of "abc" (FIPS 180-2, appendix B.1), and of nothing. */
#define OF_ABC                                                                 \
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define OF_NOTHING                                                             \
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void hex(const uint8_t hash[SHA256_SIZE], char out[2 * SHA256_SIZE + 1])
{
    for (size_t i = 0; i < SHA256_SIZE; i++)
        snprintf(out + 2 * i, 3, "%02x", hash[i]);
}

static void sha256_of_known_texts(void **state)
{
    char text[2 * SHA256_SIZE + 1];
    uint8_t hash[SHA256_SIZE];

    (void)state;
    sha256(S("abc"), hash);
    hex(hash, text);
    assert_string_equal(text, OF_ABC);
    sha256((struct str){0}, hash);
    hex(hash, text);
    assert_string_equal(text, OF_NOTHING);
}

static void right_files_are_read(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        const char *name; /* of the last */
        unsigned scopes, line;
    } cases[] = {
        {"", 0, NULL, 0, 0},
        {"# nothing\n\n   \n\t# here\n", 0, NULL, 0, 0},
        {"bot feedback " ZEROS, 1, "bot", SCOPE_FEEDBACK, 1},
        {"bot feedback " ZEROS "\n", 1, "bot", SCOPE_FEEDBACK, 1},
        {"bot feedback " ZEROS "\r\n", 1, "bot", SCOPE_FEEDBACK, 1},
        {"\n# x\n  a.b-C_9\tagents,feedback,search \t" OF_ABC " \n", 1,
         "a.b-C_9", SCOPE_AGENTS | SCOPE_FEEDBACK | SCOPE_SEARCH, 3},
        {"a search " ZEROS "\nb agents " ONES "\n", 2, "b", SCOPE_AGENTS, 2},
        {"a agents,agents " ZEROS "\n", 1, "a", SCOPE_AGENTS, 1},
        {"a search BA7816BF8F01CFEA414140DE5DAE2223"
         "B00361A396177A9CB410FF61F20015AD\n",
         1, "a", SCOPE_SEARCH, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct token_list l;
        struct err e = {0};
        if (token_list_parse(&l, str_from(cases[i].text), &e))
            fail_msg("%s: %s", cases[i].text, e.message);
        assert_int_equal(l.count, cases[i].count);
        if (cases[i].name) {
            const struct token *t = &l.tokens[l.count - 1];
            assert_string_equal(t->name, cases[i].name);
            assert_int_equal(t->scopes, cases[i].scopes);
            assert_int_equal(t->line, cases[i].line);
        }
        token_list_release(&l);
    }
}

#define SIXTEEN "abcdefghijklmnop"

static void wrong_lines_are_named(void **state)
{
    static const struct {
        const char *text;
        unsigned line;
        const char *says;
    } cases[] = {
        {"bot\n", 1, "expected a name"},
        {"# x\nbot feedback\n", 2, "expected a name"},
        {"bot " ZEROS "\n", 1, "expected a name"},
        {"bot feedback agents " ZEROS "\n", 1, "expected a name"},
        {"bot feedback " ZEROS " # of Ann\n", 1, "expected a name"},
        {"bot mail " ZEROS "\n", 1, "no scope \"mail\""},
        {"bot feedback,, " ZEROS "\n", 1, "no scope \"\""},
        {"bot FEEDBACK " ZEROS "\n", 1, "no scope \"FEEDBACK\""},
        {"bot feedback 00\n", 1, "64 hex digits"},
        {"bot feedback " ZEROS "0\n", 1, "64 hex digits"},
        {"bot feedback g" ZEROS "\n", 1, "64 hex digits"},
        {"b\xc3\xb6t feedback " ZEROS "\n", 1, "a name has"},
        {"a/b feedback " ZEROS "\n", 1, "a name has"},
        {SIXTEEN SIXTEEN SIXTEEN SIXTEEN "q search " ZEROS "\n", 1,
         "a name has"},
        {"a search " ZEROS "\n\na search " ONES "\n", 3, "in line 1"},
        {"\na search " ZEROS "\nb search " ZEROS "\n", 3, "in line 2"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct token_list l;
        struct err e = {0};
        if (!token_list_parse(&l, str_from(cases[i].text), &e))
            fail_msg("%s: is taken", cases[i].text);
        assert_int_equal(l.count, 0);
        assert_int_equal(e.code, ERR_USAGE);
        assert_int_equal(e.line, cases[i].line);
        if (!strstr(e.message, cases[i].says))
            fail_msg("%s: says %s", cases[i].text, e.message);
    }
}

static void a_zero_byte_is_no_part_of_a_name(void **state)
{
    static const char text[] = "a\0b search " ZEROS;
    struct token_list l;
    struct err e = {0};

    (void)state;
    assert_int_equal(token_list_parse(&l, str_of(text, sizeof(text) - 1), &e),
                     -1);
}

/* 1,000 are read, one more is not, and each is found. */
static void up_to_a_thousand(void **state)
{
    struct buf text = {0};
    struct token_list l;
    struct err e = {0};
    uint8_t hash[SHA256_SIZE] = {0};

    (void)state;
    for (unsigned i = 0; i < TOKENS_MAX; i++)
        buf_fmt(&text, "bot%u search %060u%04x\n", i, 0, i);
    assert_int_equal(token_list_parse(&l, buf_str(&text), &e), 0);
    for (unsigned i = 0; i < TOKENS_MAX; i++) {
        hash[30] = (uint8_t)(i >> 8);
        hash[31] = (uint8_t)i;
        assert_ptr_equal(token_list_find(&l, hash), &l.tokens[i]);
    }
    for (size_t i = 0; i < SHA256_SIZE - 2; i++) {
        hash[i] = 0x80;
        assert_null(token_list_find(&l, hash));
        hash[i] = 0;
    }
    token_list_release(&l);
    buf_text(&text, "one-more search " ONES "\n");
    assert_int_equal(token_list_parse(&l, buf_str(&text), &e), -1);
    assert_int_equal(e.line, TOKENS_MAX + 1);
    buf_release(&text);
}

static void tokens_are_base64url(void **state)
{
    static const struct {
        uint8_t first, others;
        const char *want;
    } cases[] = {
        {0, 0, "gabay_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
        {0xFF, 0xFF, "gabay___________________________________________8"},
        {0xFB, 0, "gabay_-wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        uint8_t random[TOKEN_RANDOM];
        struct buf out = {0};
        memset(random, cases[i].others, sizeof(random));
        random[0] = cases[i].first;
        token_put(&out, random);
        assert_int_equal(out.len, TOKEN_LENGTH);
        assert_memory_equal(out.ptr, cases[i].want, TOKEN_LENGTH);
        assert_true(token_is_ours(buf_str(&out)));
        buf_release(&out);
    }
    assert_false(token_is_ours(S("masterKey")));
    assert_false(token_is_ours((struct str){0}));
}

static void a_line_written_is_read(void **state)
{
    struct token t = {.name = "bot", .scopes = SCOPE_FEEDBACK | SCOPE_AGENTS};
    struct token_list l;
    struct buf line = {0};
    struct err e = {0};

    (void)state;
    sha256(S("abc"), t.hash);
    token_line_put(&line, &t);
    assert_true(str_eq(buf_str(&line), S("bot feedback,agents " OF_ABC "\n")));
    assert_int_equal(token_list_parse(&l, buf_str(&line), &e), 0);
    assert_ptr_equal(token_list_find(&l, t.hash), &l.tokens[0]);
    token_list_release(&l);
    buf_release(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_of_known_texts),
        cmocka_unit_test(right_files_are_read),
        cmocka_unit_test(wrong_lines_are_named),
        cmocka_unit_test(a_zero_byte_is_no_part_of_a_name),
        cmocka_unit_test(up_to_a_thousand),
        cmocka_unit_test(tokens_are_base64url),
        cmocka_unit_test(a_line_written_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
