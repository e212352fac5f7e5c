/* The keys of front matter: one table, from which reading, the hint at the
 * nearest key and the check of the manual go out. */
#ifndef GABAY_INDEXER_FRONT_MATTER_KEYS_H
#define GABAY_INDEXER_FRONT_MATTER_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/str.h"

/* How a value is read. The last ones are of other names only. */
enum front_kind {
    FRONT_TEXT,
    FRONT_ANSWER, /* text of at most ANSWER_MAX characters */
    FRONT_LIST,   /* of texts, or one text */
    FRONT_COMMAS, /* likewise; one text is parted at its commas */
    FRONT_NAMES,  /* likewise; a map counts as its `name` */
    FRONT_WEIGHT, /* a number; 0: none */
    FRONT_BOOST,  /* a number from 0.1 to 10 */
    FRONT_BOOL,
    FRONT_AUDIENCE,
    FRONT_TIME,
    FRONT_SECTION,
    FRONT_CASCADE,
    FRONT_NOT,      /* the contrary of the bool */
    FRONT_STATUS,   /* DRAFT or ARCHIVED: true, all else false */
    FRONT_POSITION, /* a number; 0 stands before 1 */
    FRONT_FIRST,    /* the first of a list, as a section below no folder */
    FRONT_STAMP,    /* a time; true and false say nothing */
};

struct front_key {
    const char *name;
    enum front_kind kind;
    bool cascades;       /* may stand in `cascade` */
    size_t field, extra; /* offsets in struct article; extra: a list's count or
                            a time's seconds; 0: none */
    const char *wants;   /* what follows "must be" */
    const char *about;   /* what it does, in a few words */
};

/* Another name of a key: as other systems call it. A dot leads into a map. */
struct front_alias {
    const char *name, *key;
    enum front_kind kind;
};

/* The tables, in the order in which they are asked. At most 64 keys. */
const struct front_key *front_keys(size_t *count);
const struct front_alias *front_aliases(size_t *count);
/* Keys of other systems that mean nothing here and are passed over in
 * silence. */
const char *const *front_harmless(size_t *count);

/* NULL when it is none, by its own name. */
const struct front_key *front_key_named(struct str name);
/* NULL when it is none, by its own name or another. */
const struct front_key *front_key_behind(struct str name);
/* Is it a key, another name of one or the map of such, or harmless? */
bool front_knows(struct str name);
/* The key or other name that is spelled most like it; empty where none is. */
struct str front_nearest(struct str name);

#endif
