#include "lib/map.h"

#include <string.h>

void map_init(struct map *m, struct arena *arena)
{
    *m = (struct map){.arena = arena};
}

static uint32_t *find_slot(const struct map *m, struct str key)
{
    size_t mask = m->slot_count - 1;
    size_t i = (size_t)str_hash(key) & mask;

    while (m->slots[i] && !str_eq(m->entries[m->slots[i] - 1].key, key))
        i = (i + 1) & mask;
    return &m->slots[i];
}

void *map_get(const struct map *m, struct str key)
{
    if (m->slot_count == 0)
        return NULL;

    uint32_t slot = *find_slot(m, key);

    return slot ? m->entries[slot - 1].value : NULL;
}

/* Entries fill at most half of the slots. */
static bool grow(struct map *m)
{
    size_t room = m->room ? m->room * 2 : 8;
    struct map_entry *entries = arena_new(m->arena, struct map_entry, room);
    uint32_t *slots = arena_new(m->arena, uint32_t, room * 2);

    if (!entries || !slots)
        return false;
    if (m->count)
        memcpy(entries, m->entries, m->count * sizeof(*entries));
    m->entries = entries;
    m->room = room;
    m->slots = slots;
    m->slot_count = room * 2;
    for (size_t i = 0; i < m->count; i++)
        *find_slot(m, entries[i].key) = (uint32_t)(i + 1);
    return true;
}

bool map_set(struct map *m, struct str key, void *value)
{
    if (m->count == m->room && !grow(m))
        return false;

    uint32_t *slot = find_slot(m, key);

    if (*slot) {
        m->entries[*slot - 1].value = value;
        return true;
    }
    m->entries[m->count++] = (struct map_entry){key, value};
    *slot = (uint32_t)m->count;
    return true;
}
