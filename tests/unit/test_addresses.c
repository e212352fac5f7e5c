/* Connections counted by address. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "server/addresses.h"

enum { ALL = 8, EACH = 2 };

/* A socket address from its text; "" for a unix socket. */
static struct sockaddr_storage from(const char *text)
{
    struct sockaddr_storage out = {0};
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        memcpy(&out, &v4, sizeof(v4));
    else if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
        memcpy(&out, &v6, sizeof(v6));
    else
        out.ss_family = AF_UNIX;
    return out;
}

static bool enter(struct addresses *a, const char *text, struct address *out)
{
    struct sockaddr_storage address = from(text);

    return addresses_enter(a, (const struct sockaddr *)&address, out);
}

static void the_same_customer_is_counted_once(void **state)
{
    (void)state;
    static const struct {
        const char *two[2], *third;
        bool fits;
    } cases[] = {
        {{"192.0.2.1", "192.0.2.1"}, "192.0.2.1", false},
        {{"192.0.2.1", "192.0.2.1"}, "192.0.2.2", true},
        {{"192.0.2.1", "192.0.2.1"}, "::ffff:192.0.2.1", false},
        {{"2001:db8::1", "2001:db8::2"}, "2001:db8::3", false},
        {{"2001:db8::1", "2001:db8::2"}, "2001:db8:0:1::1", true},
        {{"", ""}, "", true},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct addresses *a = addresses_new(ALL, EACH);
        struct address one, two, three;
        assert_non_null(a);
        assert_true(enter(a, cases[i].two[0], &one));
        assert_true(enter(a, cases[i].two[1], &two));
        assert_int_equal(enter(a, cases[i].third, &three), cases[i].fits);
        addresses_leave(a, &one);
        assert_true(enter(a, cases[i].two[1], &one));
        addresses_free(a);
    }
}

static void places_are_used_again(void **state)
{
    (void)state;
    struct addresses *a = addresses_new(ALL, EACH);
    struct address held[ALL], more;
    char text[40];

    assert_non_null(a);
    for (int round = 0; round < 100; round++) {
        for (int i = 0; i < ALL; i++) {
            snprintf(text, sizeof(text), "10.0.%d.%d", round, i);
            assert_true(enter(a, text, &held[i]));
        }
        assert_false(enter(a, "10.9.9.9", &more));
        for (int i = 0; i < ALL; i++)
            addresses_leave(a, &held[(i * 3 + round) % ALL]);
    }
    addresses_free(a);
}

static void no_limit_counts_nobody(void **state)
{
    (void)state;
    struct addresses *a = addresses_new(1, 0);
    struct address out;

    assert_non_null(a);
    for (int i = 0; i < 10; i++) {
        assert_true(enter(a, "192.0.2.1", &out));
        assert_false(out.counted);
    }
    addresses_leave(a, &out);
    addresses_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_customer_is_counted_once),
        cmocka_unit_test(places_are_used_again),
        cmocka_unit_test(no_limit_counts_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
