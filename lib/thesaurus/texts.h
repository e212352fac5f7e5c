/* The thesauri that Gabay ships, as bytes: made from the .txt files of this
 * folder by embed.sh. */
#ifndef GABAY_THESAURUS_TEXTS_H
#define GABAY_THESAURUS_TEXTS_H

#include <stddef.h>

struct thesaurus_text {
    const char *language;
    const unsigned char *bytes; /* UTF-8, no NUL behind */
    size_t len;
};

/* Ends in a row without a language. */
extern const struct thesaurus_text thesaurus_texts[];

#endif
