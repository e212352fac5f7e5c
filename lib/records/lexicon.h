/* The lexicon of a locale: how every word of its articles is spelled.
 *
 * Spellings ("The", "the") are numbered. Those of one form (folded: "the")
 * follow one another, and so do the forms of one stem, the most frequent stem
 * first: a token matches a query word's stem when its number lies in a range,
 * its exact form is a range in that, and frequent words have short numbers in
 * the records. A form's first number is the form itself and a stem's first
 * number the stem itself, whether or not a text spells it so.
 *
 *   u32 stems, numbers, bytes of strings
 *   stems, by number: u32 first number [stems], articles that hold it [stems]
 *   stems, by bytes: u32 which [stems]
 *   u32 place in the strings of every 16th number
 *   a byte a number; strings
 *
 * The byte: what << 6 | how. What: 0 a stem that is no form, 1 a stem that is
 * its first form, 2 another form, 3 another spelling of the form before. How,
 * for 0 to 2: the length in the strings (63: a byte with the length stands
 * there first). For 3: 0 first letter capital; 1 all capitals; 2 to 25: a mask
 * of 1 to 24 bytes in the strings tells the form's bytes that are capitals;
 * 26 to 62: 1 to 37 bytes of its own; 63: as above. Capitals are A-Z.
 *
 * 106,456 stems of 14,287 English articles: 3.1 MB. */
#ifndef GABAY_RECORDS_LEXICON_H
#define GABAY_RECORDS_LEXICON_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"

enum { LEXICON_TEXT_MAX = 255 }; /* bytes of a spelling, form or stem */

/* Making one: note every spelling with its count, number them, count articles.
 */
struct lexicon_spelling {
    struct str text; /* in the builder's arena */
    struct lexicon_form *form;
    struct lexicon_spelling *next; /* of the form */
    uint32_t count;                /* occurrences in all */
    uint32_t number;               /* after lexicon_number() */
};

struct lexicon_form {
    struct str exact, stem;
    struct lexicon_spelling *spellings;
    struct lexicon_group *group;
    uint64_t count;
    uint32_t spelling_count;
};

struct lexicon_group {
    struct str stem;
    uint64_t count;
    uint32_t first_form, forms;      /* in the builder's order of forms */
    uint32_t first;                  /* number */
    uint32_t articles, last_article; /* article number + 1, to count once */
};

struct lexicon_builder {
    struct arena arena;
    struct map forms; /* exact U+001F stem -> lexicon_form */
    struct lexicon_form **by_stem;
    struct lexicon_group *groups, **by_number;
    uint32_t group_count;
    struct buf how, strings, blocks; /* made while numbering */
    uint32_t numbers;
};

void lexicon_builder_init(struct lexicon_builder *b);
void lexicon_builder_release(struct lexicon_builder *b);
/* Adds occurrences of a spelling; the same one may come again. NULL: no memory.
 */
struct lexicon_spelling *lexicon_note(struct lexicon_builder *b,
                                      struct str spelling, struct str exact,
                                      struct str stem, uint32_t count);
/* Gives the numbers; the order does not depend on that of the notes. */
int lexicon_number(struct lexicon_builder *b, struct err *e);
/* Counts the article (numbered from 0, in rising order) for the stem. */
void lexicon_seen(struct lexicon_group *g, uint32_t article);
/* Fails as if memory had run out when it is too large for its numbers. */
void lexicon_write(const struct lexicon_builder *b, struct buf *out);

/* Reading one: all in memory, checked as a whole when it is opened, immutable,
 * any thread. */
struct lexicon {
    struct buf bytes;
    uint32_t stems, numbers;
    const uint32_t *first, *articles, *by_bytes, *blocks;
    const unsigned char *how;
    const char *strings;
};

struct lexicon_range {
    uint32_t first, count; /* numbers; count 0: not in the lexicon */
    uint32_t articles;
};

/* Takes over `bytes` (emptied), whether it succeeds or not. */
int lexicon_open(struct lexicon *l, struct buf *bytes, struct err *e);
void lexicon_close(struct lexicon *l);
struct lexicon_range lexicon_find(const struct lexicon *l, struct str stem);
/* The form within its stem's range; `articles` stays that of the stem. */
struct lexicon_range lexicon_find_form(const struct lexicon *l,
                                       struct lexicon_range stem,
                                       struct str exact);
/* Appends the spelling; nothing for a number that is not there. */
void lexicon_put(const struct lexicon *l, uint32_t number, struct buf *out);

/* All forms in the order of numbers; begin with {0}. */
struct lexicon_walk {
    struct str exact;  /* borrowed from the lexicon */
    uint32_t number;   /* its own, the first of its range */
    uint32_t articles; /* that hold its stem */
    uint32_t next, stem, at;
};

bool lexicon_walk_next(const struct lexicon *l, struct lexicon_walk *w);

#endif
