#include "indexer/base/shell_word.h"

#include <string.h>

void shell_word_put(struct buf *out, struct str word)
{
    bool plain = word.len && word.ptr[0] != '-' && word.ptr[0] != '~';

    for (size_t i = 0; i < word.len && plain; i++)
        plain = (word.ptr[i] & 0x80) ||
                !memchr(" \t\n!\"#$&'()*;<>?[\\]^`{|}", word.ptr[i], 24);
    if (plain) {
        buf_put(out, word);
        return;
    }
    buf_text(out, word.ptr[0] == '-' ? "./'" : "'");
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] == '\'')
            buf_text(out, "'\\''");
        else
            buf_char(out, word.ptr[i]);
    buf_char(out, '\'');
}
