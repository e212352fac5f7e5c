#include "indexer/settings/edit_link.h"

#include <string.h>

#include "lib/buf.h"

static const struct str place = STR("{path}");

static struct str behind_scheme(struct str pattern)
{
    static const struct str schemes[] = {STR("https://"), STR("http://")};

    for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
        if (str_starts(pattern, schemes[i]))
            return str_skip(pattern, schemes[i].len);
    return (struct str){0};
}

bool edit_link_is_pattern(struct str pattern)
{
    struct str rest = behind_scheme(pattern);
    size_t host = str_find(rest, '/'), at = str_search(rest, place), open = 0,
           close = 0;

    for (size_t i = 0; i < pattern.len; i++) {
        char c = pattern.ptr[i];
        if (c <= ' ' || c > '~' || strchr("\"<>\\^`|", c))
            return false;
        open += c == '{';
        close += c == '}';
    }
    return host > 0 && at > host && at < rest.len && open == 1 && close == 1;
}

struct str edit_link(struct arena *a, struct str pattern, struct str path)
{
    struct buf out = {0};
    size_t at = str_search(pattern, place);

    buf_put(&out, str_of(pattern.ptr, at));
    buf_url_path(&out, path);
    buf_put(&out, str_skip(pattern, at + place.len));
    struct str address = buf_copy(&out, a);
    buf_release(&out);
    return address;
}
