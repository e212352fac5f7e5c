/* A hash table from slices to pointers, in an arena. Keys are borrowed and
 * must outlive the table. Nothing is removed. Iteration goes in the order of
 * insertion, so that what is made from it is the same every time. */
#ifndef GABAY_MAP_H
#define GABAY_MAP_H

#include "lib/arena.h"
#include "lib/str.h"

struct map_entry {
    struct str key;
    void *value;
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* `count` of them, in order of insertion */
    size_t count;
    size_t room;
    uint32_t *slots; /* entry number + 1, or 0 */
    size_t slot_count;
};

void map_init(struct map *m, struct arena *arena);
/* The value, or NULL when the key is not there. */
void *map_get(const struct map *m, struct str key);
/* Sets or replaces; false when memory ran out. `value` is not NULL. */
bool map_set(struct map *m, struct str key, void *value);

#endif
