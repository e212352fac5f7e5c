#include "indexer/base/path.h"

#include "lib/buf.h"
#include "lib/icu/fold.h"

enum { PATH_PARTS_MAX = 64 };

struct str path_folder(struct str path)
{
    size_t slash = str_find_last(path, '/');

    return slash == path.len ? (struct str){0} : str_of(path.ptr, slash);
}

struct str path_name(struct str path)
{
    size_t slash = str_find_last(path, '/');

    return slash == path.len ? path : str_skip(path, slash + 1);
}

struct str path_key(struct arena *a, struct str path)
{
    struct buf out = {0};
    size_t i = 0;

    while (i < path.len && (unsigned char)path.ptr[i] < 0x80)
        i++;
    if (i == path.len)
        return path;
    fold_nfc(path, &out);
    struct str s = buf_copy(&out, a);
    buf_release(&out);
    return s;
}

struct str path_join(struct arena *a, struct str folder, struct str target)
{
    struct str parts[PATH_PARTS_MAX], part, rests[] = {folder, target};
    size_t n = 0;
    struct buf out = {0};

    for (size_t i = 0; i < 2; i++)
        while (str_cut(&rests[i], '/', &part)) {
            if (part.len == 0 || str_eq(part, S(".")))
                continue;
            if (str_eq(part, S(".."))) {
                if (n == 0)
                    return (struct str){0};
                n--;
            } else if (n == PATH_PARTS_MAX) {
                return (struct str){0};
            } else {
                parts[n++] = part;
            }
        }
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(&out, '/');
        buf_put(&out, parts[i]);
    }
    struct str s = buf_copy(&out, a);
    buf_release(&out);
    return s;
}

struct str path_unescape(struct arena *a, struct str s)
{
    char *out = arena_alloc(a, s.len + 1, 1);
    size_t n = 0;

    for (size_t i = 0; out && i < s.len; i++) {
        static const char hex[] = "0123456789abcdef0123456789ABCDEF";
        const char *high, *low;
        if (s.ptr[i] == '%' && i + 2 < s.len &&
            (high = memchr(hex, s.ptr[i + 1], 32)) &&
            (low = memchr(hex, s.ptr[i + 2], 32))) {
            out[n++] = (char)(((high - hex) & 15) << 4 | ((low - hex) & 15));
            i += 2;
        } else {
            out[n++] = s.ptr[i];
        }
    }
    return str_of(out, n);
}
