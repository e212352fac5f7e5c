/* Whose request it is, behind proxies that are trusted and others that are
 * not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "server/client_address.h"

/* "" is a unix socket. */
static struct client_address peer(const char *text)
{
    struct sockaddr_storage from = {.ss_family = AF_UNIX};
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
        memcpy(&from, &v4, sizeof(v4));
    else if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
        memcpy(&from, &v6, sizeof(v6));
    return client_address_of((const struct sockaddr *)&from);
}

static void assert_address(const struct client_address *got, const char *want)
{
    struct client_address wanted = peer(want);
    char text[INET6_ADDRSTRLEN];

    if (memcmp(got->bytes, wanted.bytes, sizeof(wanted.bytes)) != 0)
        fail_msg("got %s, want %s",
                 inet_ntop(AF_INET6, got->bytes, text, sizeof(text)), want);
}

static void the_rightmost_untrusted_address_counts(void **state)
{
    static const struct {
        const char *trusted, *peer, *forwarded, *want;
    } cases[] = {
        /* Nobody is trusted: the header is anybody's word. */
        {"", "192.0.2.1", "198.51.100.7", "192.0.2.1"},
        {"10.0.0.0/8", "192.0.2.1", "198.51.100.7", "192.0.2.1"},
        {"", "", "198.51.100.7", ""},
        /* One proxy. */
        {"10.0.0.1", "10.0.0.1", "198.51.100.7", "198.51.100.7"},
        {"10.0.0.1", "10.0.0.1", "", "10.0.0.1"},
        {"unix", "", "198.51.100.7", "198.51.100.7"},
        {"unix", "", "", ""},
        {"unix", "192.0.2.1", "198.51.100.7", "192.0.2.1"},
        {"127.0.0.1", "::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7"},
        {"::1", "::1", "2001:db8::7", "2001:db8::7"},
        /* What the client claims stands on the left. */
        {"10.0.0.1", "10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"},
        /* Two proxies, one behind the other. */
        {"10.0.0.0/8,192.0.2.4/30", "10.1.2.3",
         "1.1.1.1, 198.51.100.7,192.0.2.6", "198.51.100.7"},
        {"10.0.0.0/8,192.0.2.4/30", "10.1.2.3", "198.51.100.7, 192.0.2.8",
         "192.0.2.8"},
        {"unix, 10.0.0.0/8", "", "198.51.100.7, 10.9.9.9", "198.51.100.7"},
        /* All of them are trusted. */
        {"10.0.0.0/8", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"},
        /* Ports, and what is no address. */
        {"10.0.0.1", "10.0.0.1", "198.51.100.7:4711", "198.51.100.7"},
        {"10.0.0.1", "10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"},
        {"10.0.0.1", "10.0.0.1", "[2001:db8::7]", "2001:db8::7"},
        {"10.0.0.1", "10.0.0.1", "198.51.100.7, unknown", "10.0.0.1"},
        {"10.0.0.1", "10.0.0.1", "198.51.100.7, ", "10.0.0.1"},
        {"10.0.0.1", "10.0.0.1", "[", "10.0.0.1"},
        {"10.0.0.1,unix", "10.0.0.1", "198.51.100.7, ::", ""},
        /* Networks whose border lies within a byte, and the widest. */
        {"fd00::/9", "fd7f::1", "198.51.100.7", "198.51.100.7"},
        {"fd00::/9", "fd80::1", "198.51.100.7", "fd80::1"},
        {"0.0.0.0/0", "203.0.113.1", "198.51.100.7", "198.51.100.7"},
        {"0.0.0.0/0", "2001:db8::1", "198.51.100.7", "2001:db8::1"},
        {"::/0", "2001:db8::1", "198.51.100.7", "198.51.100.7"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena a = {0};
        struct proxies trusted;
        struct err e = {0};
        assert_int_equal(
            proxies_read(&a, str_from(cases[i].trusted), &trusted, &e),
            *cases[i].trusted ? 0 : -1);
        if (!*cases[i].trusted)
            trusted = (struct proxies){0};
        struct client_address got = client_address_find(
            &trusted, peer(cases[i].peer), str_from(cases[i].forwarded));
        assert_address(&got, cases[i].want);
        arena_release(&a);
    }
}

static void what_is_no_address_is_refused(void **state)
{
    static const char *const bad[] = {
        "localhost",   "10.0.0.0/33", "::/129",  "10.0.0.1/", "10.0.0.1,",
        "10.0.0.1/-1", "10.0.0/8",    "unix:/a", ",",         "1.2.3.4 ::1",
        "10.0.0.1:80", "[::1]",       "::1%lo",  "*",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct arena a = {0};
        struct proxies trusted;
        struct err e = {0};
        if (proxies_read(&a, str_from(bad[i]), &trusted, &e) == 0 ||
            e.code != ERR_USAGE)
            fail_msg("accepted: %s", bad[i]);
        arena_release(&a);
    }
}

static void one_customer_has_a_network(void **state)
{
    static const struct {
        const char *address, *network;
    } cases[] = {
        {"192.0.2.1", "192.0.2.1"},
        {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct client_address got =
            client_address_network(peer(cases[i].address));
        assert_address(&got, cases[i].network);
    }
}

static void whoever_is_on_this_machine(void **state)
{
    static const struct {
        const char *address;
        bool local;
    } cases[] = {
        {"", true},           {"127.0.0.1", true}, {"127.9.8.7", true},
        {"::1", true},        {"::2", false},      {"::ffff:127.0.0.1", true},
        {"128.0.0.1", false}, {"10.0.0.1", false}, {"7f00::1", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        if (client_address_is_local(peer(cases[i].address)) != cases[i].local)
            fail_msg("%s", cases[i].address);
    assert_false(client_address_is_trusted(NULL, peer("127.0.0.1")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rightmost_untrusted_address_counts),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(one_customer_has_a_network),
        cmocka_unit_test(whoever_is_on_this_machine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
