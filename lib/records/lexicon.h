/* The lexicon of a locale: every word form of its articles, grouped by stem.
 *
 * Forms are numbered so that those of one stem follow one another, the most
 * frequent group first: a token matches a query word's stem when its number
 * lies in a range, and frequent words have short numbers in the records.
 *
 *   u32 stems, forms, bytes of strings
 *   stems, by bytes: u32 string offset [stems + 1], first form [stems],
 *                    forms in the group [stems], articles that hold it [stems]
 *   forms, by number: u32 string offset [forms + 1], occurrences [forms]
 *   strings: the stems', then the forms' */
#ifndef GABAY_RECORDS_LEXICON_H
#define GABAY_RECORDS_LEXICON_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"

/* Making one: note every form with its count, number them, count articles. */
struct lexicon_form {
    struct str exact, stem; /* in the builder's arena */
    uint32_t count;         /* occurrences in all */
    uint32_t number;        /* after lexicon_number() */
    uint32_t group;         /* likewise */
};

struct lexicon_group {
    struct str stem;
    uint64_t count;
    uint32_t first, forms;
    uint32_t articles, last_article; /* article number + 1, to count once */
};

struct lexicon_builder {
    struct arena arena;
    struct map forms; /* exact U+001F stem -> lexicon_form */
    struct lexicon_group *groups;
    uint32_t group_count;
    struct lexicon_form **by_number;
};

void lexicon_builder_init(struct lexicon_builder *b);
void lexicon_builder_release(struct lexicon_builder *b);
/* Adds occurrences of a form; the same form may come again. NULL: no memory. */
struct lexicon_form *lexicon_note(struct lexicon_builder *b, struct str exact,
                                  struct str stem, uint32_t count);
/* Gives the numbers; the order does not depend on that of the notes. */
int lexicon_number(struct lexicon_builder *b, struct err *e);
/* Counts the article (numbered from 0, in rising order) for the form's stem. */
void lexicon_seen(struct lexicon_builder *b, uint32_t form, uint32_t article);
/* Fails as if memory had run out when its strings are longer than 4 GiB. */
void lexicon_write(const struct lexicon_builder *b, struct buf *out);

/* Reading one: all in memory, immutable, any thread. */
struct lexicon {
    struct buf bytes;
    uint32_t stems, forms;
    const uint32_t *stem_at, *stem_first, *stem_forms, *stem_articles;
    const uint32_t *form_at, *form_count;
    const char *strings;
};

struct lexicon_range {
    uint32_t first, count; /* form numbers; count 0: not in the lexicon */
    uint32_t articles;
};

/* Takes over `bytes` (emptied), whether it succeeds or not. */
int lexicon_open(struct lexicon *l, struct buf *bytes, struct err *e);
void lexicon_close(struct lexicon *l);
struct lexicon_range lexicon_find(const struct lexicon *l, struct str stem);
/* The form of a number < forms. */
struct str lexicon_form_at(const struct lexicon *l, uint32_t number);

#endif
