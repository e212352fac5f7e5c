/* Synonyms of a locale: what its thesauri say, as the stems that search knows.
 *
 * A key is a word or a phrase as asked: the stems of all its words, stop words
 * too, parted by single spaces (term_whole_add()). Each has alternatives of the
 * same form, with a weight below 1.
 *
 *   u32 keys, alternatives, most words of a key, bytes of strings
 *   keys, by bytes: u32 string offset [keys + 1],
 *                   u32 first alternative [keys + 1]
 *   alternatives: u32 string offset [alternatives + 1],
 *                 u32 weight in hundredths [alternatives]
 *   strings: the keys', then the alternatives' */
#ifndef GABAY_QUERY_SYNONYMS_H
#define GABAY_QUERY_SYNONYMS_H

#include <stdint.h>

#include "lib/analyse/analyse.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"
#include "lib/thesaurus/thesaurus.h"

enum {
    SYNONYM_WORDS_MAX =
        6, /* of a key or alternative; longer ones are left out */
    SYNONYM_SHIPPED = 70, /* weights in hundredths */
    SYNONYM_SITE = 90,
};

/* Making the table. A later thesaurus replaces what an earlier one says of the
 * same key. */
struct synonyms_builder {
    struct arena arena;
    struct map keys; /* key -> its alternatives */
    unsigned source; /* counts the thesauri */
};

void synonyms_begin(struct synonyms_builder *b);
int synonyms_add(struct synonyms_builder *b, struct analyser *analyser,
                 const struct thesaurus *t, uint32_t weight, struct err *e);
/* Appends the blob; false when memory ran out. */
bool synonyms_write(const struct synonyms_builder *b, struct buf *out);
void synonyms_builder_release(struct synonyms_builder *b);

/* Reading it: immutable, any thread. */
struct synonyms {
    struct buf bytes;
    uint32_t keys, alternatives, words;
    const uint32_t *key_at, *first;
    const uint32_t *alternative_at, *weight;
    const char *strings;
};

struct synonyms_range {
    uint32_t first, count; /* alternatives; count 0: none */
};

/* Takes over `bytes` (emptied), whether it succeeds or not. */
int synonyms_open(struct synonyms *s, struct buf *bytes, struct err *e);
void synonyms_close(struct synonyms *s);
struct synonyms_range synonyms_find(const struct synonyms *s, struct str key);
struct str synonyms_alternative(const struct synonyms *s, uint32_t number);
/* 0..1 */
double synonyms_weight(const struct synonyms *s, uint32_t number);

#endif
