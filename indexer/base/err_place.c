#include "indexer/base/err_place.h"

#include "lib/utf8.h"

int err_place(struct err *e, struct str path, struct str text, size_t at,
              unsigned first_line)
{
    struct str before = str_sub(text, 0, at);
    unsigned line = first_line;
    size_t start = 0;

    for (size_t i = 0; i < before.len; i++)
        if (before.ptr[i] == '\n') {
            line++;
            start = i + 1;
        }
    return err_at(e, path, line,
                  (unsigned)utf8_count(str_skip(before, start)) + 1);
}
