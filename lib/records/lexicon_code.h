/* The bytes of lexicon.h, for the files that write and read them. */
#ifndef GABAY_RECORDS_LEXICON_CODE_H
#define GABAY_RECORDS_LEXICON_CODE_H

#include <stdint.h>

enum lexicon_what { ONLY_STEM, STEM_AND_FORM, ONLY_FORM, SPELLING };

enum {
    HOW_LONG = 63,
    HOW_CAPITAL = 0,
    HOW_CAPITALS = 1,
    HOW_MASK = 1, /* + bytes of the mask */
    HOW_MASK_BYTES = 24,
    HOW_OWN = 25, /* + length */
    LEXICON_BLOCK = 16,
    /* A spelling made from its form is at most this far behind it, so that
     * finding the form is a few steps whatever the file says. */
    LEXICON_NEAR = 32,
    LEXICON_HEAD = 3,
};

static inline unsigned what_of(unsigned byte)
{
    return byte >> 6;
}

static inline unsigned how_of(unsigned byte)
{
    return byte & 63;
}

/* Bytes in the strings; of long ones their length byte says the rest. */
static inline uint32_t size_of(unsigned byte, const char *strings)
{
    unsigned how = how_of(byte);

    if (how == HOW_LONG)
        return 1u + (unsigned char)*strings;
    if (what_of(byte) != SPELLING)
        return how;
    return how <= HOW_CAPITALS ? 0
           : how <= HOW_OWN    ? how - HOW_MASK
                               : how - HOW_OWN;
}

#endif
