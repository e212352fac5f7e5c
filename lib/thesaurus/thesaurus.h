/* Thesauri: groups of terms that mean the same to a shop's customers. The
 * text that a writer writes is the form itself, one group a line:
 *
 *     # Returns                        a comment, up to the line's end
 *     return, send back, give back     two-way: each finds all the others
 *     locker => parcel locker          one-way: who searches the left finds
 *                                      the right too, and not the reverse
 *
 * Terms are words or phrases. Groups are not chained: a group gives what its
 * own line says. Case and accents do not tell terms apart. Any thread. */
#ifndef GABAY_THESAURUS_H
#define GABAY_THESAURUS_H

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/str.h"

enum {
    THESAURUS_BYTES_MAX = 256 * 1024, /* of a text */
    THESAURUS_GROUPS_MAX = 4096,
    THESAURUS_TERMS_MAX = 32, /* of a group, both sides together */
    THESAURUS_TERM_MAX = 64,  /* code points of a term, in NFC */
};

struct thesaurus_group {
    const struct str *terms; /* NFC, one space between words */
    size_t term_count;
    const struct str *more; /* one-way: what searches for `terms` find too */
    size_t more_count;      /* 0: two-way, and term_count is 2 or more */
    unsigned line;          /* where it stands, from 1 */
};

struct thesaurus {
    const struct thesaurus_group *groups; /* in the order of the text */
    size_t count;
};

/* Reads a text into the arena; nothing of `text` is borrowed. What cannot be
 * read is ERR_CONTENT with `path`, line and column: a group of one term, an
 * empty or too long term, one that stands twice in a group or in two two-way
 * groups, bytes that are not UTF-8, more than the limits above. `*t` is set
 * only where 0 is returned. */
int thesaurus_parse(struct thesaurus *t, struct arena *a, struct str text,
                    struct str path, struct err *e);

/* The text that Gabay ships for the locale's language ("ko-KR" takes Korean,
 * "tl" Filipino); the empty slice where it ships none. Lives for ever. */
struct str thesaurus_builtin(struct str locale);

#endif
