#include "server/host.h"

#include <ctype.h>

enum { PORT_MAX = 65535 };

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

static bool is_port(struct str port)
{
    uint64_t number;

    return port.len <= 5 && str_to_u64(port, &number) && number <= PORT_MAX;
}

static bool is_label(struct str label)
{
    for (size_t i = 0; i < label.len; i++)
        if (!is_letter_or_digit(label.ptr[i]) && label.ptr[i] != '-' &&
            label.ptr[i] != '_')
            return false;
    return label.len > 0 && label.len <= 63;
}

/* Labels between dots; one dot at the end names the root. */
static bool is_name(struct str name)
{
    struct str label;

    if (str_ends(name, S(".")))
        name.len--;
    if (!name.len)
        return false;
    while (str_cut(&name, '.', &label))
        if (!is_label(label))
            return false;
    return true;
}

/* Not whether the address exists: whether it has the letters of one. */
static bool is_ipv6(struct str address)
{
    size_t colons = 0;

    for (size_t i = 0; i < address.len; i++) {
        char c = address.ptr[i];
        colons += c == ':';
        if (c != ':' && c != '.' && !isxdigit((unsigned char)c))
            return false;
    }
    return colons >= 2 && address.len <= 45;
}

bool host_is_valid(struct str host)
{
    size_t end;

    if (!host.len || host.len > HOST_MAX)
        return false;
    if (host.ptr[0] == '[') {
        end = str_find(host, ']');
        if (end == host.len || !is_ipv6(str_sub(host, 1, end - 1)))
            return false;
        end++;
    } else {
        end = str_find(host, ':');
        if (!is_name(str_sub(host, 0, end)))
            return false;
    }
    struct str rest = str_skip(host, end);
    return !rest.len || (rest.ptr[0] == ':' && is_port(str_skip(rest, 1)));
}

bool host_is_local(struct str host)
{
    struct str name = str_sub(host, 0, str_find(host, ':'));

    if (!host_is_valid(host))
        return false;
    if (host.ptr[0] == '[' || str_eq_nocase(name, S("localhost")))
        return true;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != '.' && !isdigit((unsigned char)name.ptr[i]))
            return false;
    return true;
}
