#include "lib/query/synonyms.h"

#include <string.h>

#include "lib/records/offsets.h"

/* The arrays are used as they lie in the file. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "synonyms are read in place on little-endian machines only");

enum { HEAD_WORDS = 4 };

static bool is_sound(const struct synonyms *s, uint32_t bytes)
{
    if (s->words > SYNONYM_WORDS_MAX ||
        !offsets_rise(s->key_at, s->keys, bytes) ||
        !offsets_rise(s->first, s->keys, s->alternatives) ||
        !offsets_rise(s->alternative_at, s->alternatives, bytes))
        return false;
    for (uint32_t i = 0; i < s->alternatives; i++)
        if (s->weight[i] > 100)
            return false;
    return true;
}

int synonyms_open(struct synonyms *s, struct buf *bytes, struct err *e)
{
    uint32_t head[HEAD_WORDS];

    *s = (struct synonyms){.bytes = *bytes};
    *bytes = (struct buf){0};
    if (s->bytes.len < sizeof(head))
        goto damaged;
    memcpy(head, s->bytes.ptr, sizeof(head));
    s->keys = head[0];
    s->alternatives = head[1];
    s->words = head[2];

    uint64_t words = HEAD_WORDS + 2 * (uint64_t)s->keys + 2 +
                     2 * (uint64_t)s->alternatives + 1;

    if (s->bytes.len != words * 4 + head[3])
        goto damaged;
    /* buf memory comes from malloc, so it is aligned for uint32_t. */
    s->key_at = (const uint32_t *)(const void *)s->bytes.ptr + HEAD_WORDS;
    s->first = s->key_at + s->keys + 1;
    s->alternative_at = s->first + s->keys + 1;
    s->weight = s->alternative_at + s->alternatives + 1;
    s->strings = (const char *)(s->weight + s->alternatives);
    if (!is_sound(s, head[3]))
        goto damaged;
    return 0;

damaged:
    synonyms_close(s);
    return err_set(e, ERR_CONTENT, "the synonyms are damaged");
}

void synonyms_close(struct synonyms *s)
{
    buf_release(&s->bytes);
    *s = (struct synonyms){0};
}

static struct str string_at(const struct synonyms *s, const uint32_t *at,
                            uint32_t i)
{
    return str_of(s->strings + at[i], at[i + 1] - at[i]);
}

struct synonyms_range synonyms_find(const struct synonyms *s, struct str key)
{
    uint32_t low = 0, high = s->keys;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = str_cmp(string_at(s, s->key_at, middle), key);
        if (order == 0)
            return (struct synonyms_range){
                s->first[middle], s->first[middle + 1] - s->first[middle]};
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (struct synonyms_range){0};
}

struct str synonyms_alternative(const struct synonyms *s, uint32_t number)
{
    return string_at(s, s->alternative_at, number);
}

double synonyms_weight(const struct synonyms *s, uint32_t number)
{
    return s->weight[number] / 100.0;
}
