/* Any bytes as JSON: what is read and written again is read as the same. */
#include <stdlib.h>

#include "lib/utf8.h"
#include "lib/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct buf once = {0}, twice = {0};
    struct err e = {0};
    const struct value *v =
        value_from_json(&a, str_of((const char *)data, size), &e);

    if (!v) {
        require(e.code && e.message[0]);
    } else {
        value_to_json(&once, v);
        require(utf8_check(buf_str(&once)) == once.len);
        v = value_from_json(&a, buf_str(&once), &e);
        require(v != NULL);
        value_to_json(&twice, v);
        require(str_eq(buf_str(&once), buf_str(&twice)));
    }
    buf_release(&once);
    buf_release(&twice);
    arena_release(&a);
    return 0;
}
