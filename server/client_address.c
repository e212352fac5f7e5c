#include "server/client_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

enum { ADDRESS_TEXT_MAX = 64, IPV4_BITS_BEFORE = 96, BITS = 128 };

static bool is_ipv4(const unsigned char bytes[16])
{
    static const unsigned char mapped[12] = {[10] = 0xFF, [11] = 0xFF};

    return memcmp(bytes, mapped, sizeof(mapped)) == 0;
}

static void set_ipv4(unsigned char bytes[16], const struct in_addr *address)
{
    memset(bytes, 0, 10);
    memset(bytes + 10, 0xFF, 2);
    memcpy(bytes + 12, address, 4);
}

static bool read_address(struct str text, unsigned char bytes[16])
{
    char copy[ADDRESS_TEXT_MAX];
    struct in_addr v4;

    if (!text.len || text.len >= sizeof(copy))
        return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    if (inet_pton(AF_INET6, copy, bytes) == 1)
        return true;
    if (inet_pton(AF_INET, copy, &v4) != 1)
        return false;
    set_ipv4(bytes, &v4);
    return true;
}

/* Some proxies add the port: "192.0.2.1:4711", "[2001:db8::1]:4711". */
static bool read_forwarded(struct str text, unsigned char bytes[16])
{
    size_t colon = str_find(text, ':');

    if (text.len && text.ptr[0] == '[')
        text = str_sub(text, 1, str_find(text, ']') - 1);
    else if (colon < text.len && colon == str_find_last(text, ':'))
        text = str_sub(text, 0, colon);
    return read_address(text, bytes);
}

static bool read_network(struct str text, struct network *out)
{
    size_t slash = str_find(text, '/');
    uint64_t bits = BITS;

    if (!read_address(str_sub(text, 0, slash), out->bytes))
        return false;
    unsigned before = is_ipv4(out->bytes) ? IPV4_BITS_BEFORE : 0;
    if (slash < text.len) {
        if (!str_to_u64(str_skip(text, slash + 1), &bits) ||
            bits > BITS - before)
            return false;
        bits += before;
    }
    out->bits = (unsigned)bits;
    return true;
}

int proxies_read(struct arena *a, struct str list, struct proxies *out,
                 struct err *e)
{
    struct str rest = list, item;
    size_t most = 0;

    *out = (struct proxies){0};
    while (str_cut(&rest, ',', &item))
        most++;
    out->networks = arena_new(a, struct network, most);
    if (!out->networks)
        return err_no_memory(e);
    for (rest = list; str_cut(&rest, ',', &item);) {
        item = str_trim(item);
        if (str_eq(item, S("unix")))
            out->local = true;
        else if (read_network(item, &out->networks[out->count]))
            out->count++;
        else
            return err_set(e, ERR_USAGE,
                           "--trusted-proxies \"%.*s\": expected addresses or "
                           "networks such as 127.0.0.1, 10.0.0.0/8, or unix",
                           STR_ARG(item));
    }
    return 0;
}

struct client_address client_address_of(const struct sockaddr *from)
{
    struct client_address out = {0};
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (from && from->sa_family == AF_INET) {
        memcpy(&v4, from, sizeof(v4));
        set_ipv4(out.bytes, &v4.sin_addr);
    } else if (from && from->sa_family == AF_INET6) {
        memcpy(&v6, from, sizeof(v6));
        memcpy(out.bytes, &v6.sin6_addr, sizeof(out.bytes));
    }
    return out;
}

static bool is_unknown(const struct client_address *a)
{
    static const unsigned char nothing[16];

    return memcmp(a->bytes, nothing, sizeof(nothing)) == 0;
}

static bool is_within(const struct network *n, const struct client_address *a)
{
    unsigned whole = n->bits / 8, rest = n->bits % 8;

    if (memcmp(n->bytes, a->bytes, whole) != 0)
        return false;
    return !rest || (n->bytes[whole] ^ a->bytes[whole]) >> (8 - rest) == 0;
}

static bool is_trusted(const struct proxies *trusted,
                       const struct client_address *a)
{
    if (is_unknown(a))
        return trusted->local;
    for (size_t i = 0; i < trusted->count; i++)
        if (is_within(&trusted->networks[i], a))
            return true;
    return false;
}

bool client_address_is_trusted(const struct proxies *trusted,
                               struct client_address address)
{
    return trusted && is_trusted(trusted, &address);
}

bool client_address_is_local(struct client_address address)
{
    static const unsigned char loopback[16] = {[15] = 1};

    return is_unknown(&address) ||
           memcmp(address.bytes, loopback, sizeof(loopback)) == 0 ||
           (is_ipv4(address.bytes) && address.bytes[12] == 127);
}

struct client_address client_address_find(const struct proxies *trusted,
                                          struct client_address peer,
                                          struct str forwarded)
{
    struct client_address at = peer, next;

    while (trusted && is_trusted(trusted, &at) && forwarded.len) {
        size_t comma = str_find_last(forwarded, ',');
        bool alone = comma == forwarded.len;
        struct str last =
            str_trim(alone ? forwarded : str_skip(forwarded, comma + 1));
        if (!read_forwarded(last, next.bytes))
            break;
        at = next;
        forwarded = alone ? (struct str){0} : str_sub(forwarded, 0, comma);
        if (is_unknown(&at))
            break;
    }
    return at;
}

struct client_address client_address_network(struct client_address address)
{
    if (!is_ipv4(address.bytes))
        memset(address.bytes + 8, 0, 8);
    return address;
}
