#include "lib/query/terms.h"

#include <string.h>

#include "lib/utf8.h"
#include "lib/xapian/xapian_shim.h"

struct str term_make(char room[TERM_ROOM], const char *prefix, struct str word)
{
    size_t n = strlen(prefix);
    struct str cut = utf8_cut(word, XAPIAN_TERM_MAX - n);

    memcpy(room, prefix, n);
    if (cut.len)
        memcpy(room + n, cut.ptr, cut.len);
    return str_of(room, n + cut.len);
}

void term_whole_add(struct buf *whole, struct str stem)
{
    if (whole->len)
        buf_char(whole, ' ');
    buf_put(whole, stem);
}
