/* Reads a hunspell dictionary in an 8-bit encoding and one-letter flags, as
 * pl_PL has, and says all forms of its words. Suffixes only: that is all that
 * a stemmer wants to know. Bytes stay as they are in the files. */
#ifndef GABAY_ANALYSE_STEM_LEARN_HUNSPELL_H
#define GABAY_ANALYSE_STEM_LEARN_HUNSPELL_H

#include "lib/arena.h"
#include "lib/err.h"

enum { WORD_LONGEST = 60 };

struct entry {
    const char *word;  /* at most WORD_LONGEST bytes */
    const char *flags; /* one byte each, "" where there are none */
};

struct suffix {
    struct suffix *next;
    struct str strip, add;
    const char *condition; /* as in the file: "." or "[^aei]y" */
};

struct dictionary {
    struct suffix *suffixes[256]; /* by flag, in the file's order */
    struct entry *entries;
    size_t n;
    struct arena arena;
};

/* `d` is empty before, and owns everything after, failure or not. */
int dictionary_read(struct dictionary *d, const char *aff, const char *dic,
                    struct err *e);
void dictionary_release(struct dictionary *d);

/* `form` ends in a NUL and is valid during the call only. */
typedef void form_fn(void *ctx, struct str form, unsigned char flag);
/* Every form of the entry but the word itself. */
void dictionary_forms(const struct dictionary *d, const struct entry *entry,
                      form_fn *fn, void *ctx);

#endif
