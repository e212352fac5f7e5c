#include "lib/icu/width.h"

#include <unicode/uchar.h>

#include "lib/utf8.h"

static size_t width_of(UChar32 c)
{
    int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);

    if (U_GET_GC_MASK(c) &
        (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK))
        return 0;
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

size_t width_columns(struct str text)
{
    size_t columns = 0;

    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at, NULL);
        columns += c - ' ' < 0x5F ? 1 : width_of((UChar32)c);
    }
    return columns;
}
