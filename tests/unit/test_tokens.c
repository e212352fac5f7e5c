/* Who asks, by a file of tokens that changes meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file.h"
#include "server/tokens.h"

/* Of the bytes 0, 0, ... and 0xFF, 0xFF, ... */
#define ONE "gabay_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define TWO "gabay___________________________________________8"

static char folder[64], path[80];

static void write_file(const char *text)
{
    struct err e = {0};

    if (file_replace(path, str_from(text), &e))
        fail_msg("%s", e.message);
}

static void write_line(struct buf *out, const char *name, unsigned scopes,
                       const char *token)
{
    struct token t = {.scopes = scopes};

    memcpy(t.name, name, strlen(name));
    sha256(str_from(token), t.hash);
    token_line_put(out, &t);
}

static void write_tokens(bool both)
{
    struct buf text = {0};

    write_line(&text, "bot", SCOPE_FEEDBACK | SCOPE_SEARCH, ONE);
    if (both)
        write_line(&text, "desk", SCOPE_AGENTS, TWO);
    buf_char(&text, '\0');
    write_file(text.ptr);
    buf_release(&text);
}

static int make_folder(void **state)
{
    (void)state;
    umask(027);
    snprintf(folder, sizeof(folder), "/tmp/gabay-tokens-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/tokens", folder);
    return 0;
}

static int remove_folder(void **state)
{
    struct err e;

    (void)state;
    return file_remove_tree(folder, &e);
}

static struct tokens *open_them(void)
{
    struct err e = {0};
    struct tokens *t = tokens_open(path, &e);

    if (!t)
        fail_msg("%s", e.message);
    return t;
}

static struct request request_of(struct tokens *t, const char *header)
{
    struct request r = {.tokens = t};

    r.header[HEADER_AUTHORIZATION] = str_from(header);
    r.header_lines[HEADER_AUTHORIZATION] = header != NULL;
    return r;
}

static void headers_and_scopes(void **state)
{
    static const struct {
        const char *header, *scope;
        enum token_verdict want;
        bool named;
    } cases[] = {
        {NULL, "feedback", TOKEN_MISSING, false},
        {"", "feedback", TOKEN_MISSING, false},
        {"Basic YTpi", "feedback", TOKEN_MISSING, false},
        {"Bearer", "feedback", TOKEN_MISSING, false},
        {"Bearer ", "feedback", TOKEN_MISSING, false},
        {"Bearer" ONE, "feedback", TOKEN_MISSING, false},
        {ONE, "feedback", TOKEN_MISSING, false},
        {"Bearer masterKey", "feedback", TOKEN_UNKNOWN, false},
        {"Bearer gabay_", "feedback", TOKEN_UNKNOWN, true},
        {"Bearer " ONE "A", "feedback", TOKEN_UNKNOWN, true},
        {"Bearer " ONE ", Bearer " ONE, "feedback", TOKEN_UNKNOWN, true},
        {"Bearer gabay_BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         "feedback", TOKEN_UNKNOWN, true},
        {"Bearer " ONE, "feedback", TOKEN_FINE, true},
        {"bearer   " ONE " ", "feedback", TOKEN_FINE, true},
        {"Bearer " ONE, "agents", TOKEN_NO_SCOPE, true},
        {"Bearer " ONE, "search", TOKEN_FINE, true},
        {"Bearer " TWO, "agents", TOKEN_FINE, true},
        {"Bearer " TWO, "feedback", TOKEN_NO_SCOPE, true},
        {"Bearer " TWO, "search", TOKEN_FINE, true}, /* as everybody */
        {"Bearer " TWO, "no such scope", TOKEN_NO_SCOPE, true},
    };

    (void)state;
    write_tokens(true);
    struct tokens *t = open_them();
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct request r = request_of(t, cases[i].header);
        enum token_verdict got = request_has_scope(&r, cases[i].scope);
        if (got != cases[i].want || request_names_token(&r) != cases[i].named)
            fail_msg("%s for %s: %d",
                     cases[i].header ? cases[i].header : "nothing",
                     cases[i].scope, got);
    }
    tokens_close(t);
}

static void without_a_file_nobody_is_known(void **state)
{
    struct request r = request_of(NULL, "Bearer " ONE);

    (void)state;
    assert_int_equal(request_has_scope(&r, "search"), TOKEN_UNKNOWN);
    tokens_reload(NULL);
    tokens_close(NULL);
}

static void the_file_changes(void **state)
{
    struct token who;

    (void)state;
    write_tokens(false);
    struct tokens *t = open_them();
    struct request one = request_of(t, "Bearer " ONE);
    struct request two = request_of(t, "Bearer " TWO);
    assert_int_equal(request_token(&two, &who), TOKEN_UNKNOWN);
    write_tokens(true);
    assert_int_equal(request_token(&two, &who), TOKEN_FINE);
    assert_string_equal(who.name, "desk");
    /* A wrong line, or no file: what was read before counts. */
    write_file("desk\n");
    assert_int_equal(request_token(&two, &who), TOKEN_FINE);
    tokens_reload(t);
    assert_int_equal(request_token(&two, &who), TOKEN_FINE);
    unlink(path);
    assert_int_equal(request_token(&two, &who), TOKEN_FINE);
    /* An empty one is right. */
    write_file("");
    assert_int_equal(request_token(&two, &who), TOKEN_UNKNOWN);
    assert_int_equal(request_token(&one, &who), TOKEN_UNKNOWN);
    tokens_close(t);
}

static void what_cannot_be_opened(void **state)
{
    struct err e = {0};

    (void)state;
    unlink(path);
    assert_null(tokens_open(path, &e));
    assert_string_equal(e.path, path);
    assert_null(tokens_open(folder, &e));
    write_file("# x\nbot\n");
    assert_null(tokens_open(path, &e));
    assert_int_equal(e.line, 2);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(ftruncate(fd, TOKEN_FILE_MAX + 1), 0);
    close(fd);
    assert_null(tokens_open(path, &e));
    assert_int_equal(e.code, ERR_USAGE);
}

struct asker {
    struct tokens *tokens;
    atomic_bool *ending;
    unsigned wrong;
};

static void *ask(void *ctx)
{
    struct asker *a = ctx;
    struct request one = request_of(a->tokens, "Bearer " ONE);
    struct token who;

    while (!atomic_load(a->ending))
        a->wrong += request_token(&one, &who) != TOKEN_FINE ||
                    strcmp(who.name, "bot") != 0;
    return NULL;
}

/* The first token stays known while the second comes and goes. */
static void threads_ask_while_it_changes(void **state)
{
    enum { THREADS = 3, CHANGES = 40 };
    struct asker askers[THREADS];
    pthread_t threads[THREADS];
    atomic_bool ending = false;

    (void)state;
    write_tokens(true);
    struct tokens *t = open_them();
    for (size_t i = 0; i < THREADS; i++) {
        askers[i] = (struct asker){t, &ending, 0};
        pthread_create(&threads[i], NULL, ask, &askers[i]);
    }
    for (int i = 0; i < CHANGES; i++) {
        write_tokens(i % 2);
        if (i % 8 == 0)
            tokens_reload(t);
    }
    atomic_store(&ending, true);
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(askers[i].wrong, 0);
    }
    tokens_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_and_scopes),
        cmocka_unit_test(without_a_file_nobody_is_known),
        cmocka_unit_test(the_file_changes),
        cmocka_unit_test(what_cannot_be_opened),
        cmocka_unit_test(threads_ask_while_it_changes),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
