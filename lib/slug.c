#include "lib/slug.h"

#include "lib/icu/fold.h"
#include "lib/utf8.h"

enum { SLUG_MAX = 200 };

/* Characters that nobody sees: they neither show in an address nor part its
 * words. */
static const struct {
    uint32_t first, last;
} unseen[] = {
    {0x00AD, 0x00AD}, {0x034F, 0x034F},   {0x061C, 0x061C}, {0x115F, 0x1160},
    {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x206F}, {0x3164, 0x3164},   {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0}, {0xE0000, 0xE0FFF},
};

static bool is_unseen(uint32_t c)
{
    for (size_t i = 0; i < sizeof(unseen) / sizeof(*unseen); i++) {
        if (c >= unseen[i].first && c <= unseen[i].last)
            return true;
    }
    return false;
}

/* Puts `text`, folded already, behind `start`, which is where the slug began.
 * A '-' is put only when a letter follows, so none is left at an end. */
static void put_words(struct buf *out, struct str text)
{
    size_t start = out->len;
    bool gap = false;

    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at, NULL);

        if (c >= 0x80 && is_unseen(c))
            continue;
        bool begins = gap || out->len == start;

        if (!fold_is_word(c) || (begins && fold_is_mark(c))) {
            gap = out->len > start;
            continue;
        }
        if (out->len - start + gap + (at - from) > SLUG_MAX)
            return;
        if (gap)
            buf_char(out, '-');
        gap = false;
        buf_put(out, str_sub(text, from, at - from));
    }
}

void slug_put(struct buf *out, struct str text)
{
    struct buf folded = {0};

    fold_case(text, &folded);
    put_words(out, buf_str(&folded));
    if (folded.failed)
        out->failed = true;
    buf_release(&folded);
}
