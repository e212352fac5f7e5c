#include "lib/records/lexicon.h"

#include <string.h>

/* The arrays are used as they lie in the file. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "the lexicon is read in place on little-endian machines only");

static bool rising(const uint32_t *at, uint32_t count, uint32_t end)
{
    for (uint32_t i = 0; i < count; i++)
        if (at[i] > at[i + 1])
            return false;
    return at[count] <= end;
}

static bool is_sound(const struct lexicon *l, uint32_t bytes)
{
    if (!rising(l->stem_at, l->stems, bytes) ||
        !rising(l->form_at, l->forms, bytes))
        return false;
    for (uint32_t i = 0; i < l->stems; i++)
        if (l->stem_first[i] > l->forms ||
            l->stem_forms[i] > l->forms - l->stem_first[i])
            return false;
    return true;
}

int lexicon_open(struct lexicon *l, struct buf *bytes, struct err *e)
{
    uint32_t head[3];

    *l = (struct lexicon){.bytes = *bytes};
    *bytes = (struct buf){0};
    if (l->bytes.len < sizeof(head))
        goto damaged;
    memcpy(head, l->bytes.ptr, sizeof(head));
    l->stems = head[0];
    l->forms = head[1];

    uint64_t words = 3 + 4 * (uint64_t)l->stems + 2 * (uint64_t)l->forms + 2;

    if (l->bytes.len != words * 4 + head[2])
        goto damaged;
    /* buf memory comes from malloc, so it is aligned for uint32_t. */
    l->stem_at = (const uint32_t *)(const void *)l->bytes.ptr + 3;
    l->stem_first = l->stem_at + l->stems + 1;
    l->stem_forms = l->stem_first + l->stems;
    l->stem_articles = l->stem_forms + l->stems;
    l->form_at = l->stem_articles + l->stems;
    l->form_count = l->form_at + l->forms + 1;
    l->strings = (const char *)(l->form_count + l->forms);
    if (!is_sound(l, head[2]))
        goto damaged;
    return 0;

damaged:
    lexicon_close(l);
    return err_set(e, ERR_CONTENT, "the lexicon is damaged");
}

void lexicon_close(struct lexicon *l)
{
    buf_release(&l->bytes);
    *l = (struct lexicon){0};
}

struct lexicon_range lexicon_find(const struct lexicon *l, struct str stem)
{
    uint32_t low = 0, high = l->stems;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        struct str there = str_of(l->strings + l->stem_at[mid],
                                  l->stem_at[mid + 1] - l->stem_at[mid]);
        int order = str_cmp(stem, there);
        if (order == 0)
            return (struct lexicon_range){
                l->stem_first[mid], l->stem_forms[mid], l->stem_articles[mid]};
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return (struct lexicon_range){0};
}

struct str lexicon_form_at(const struct lexicon *l, uint32_t number)
{
    return str_of(l->strings + l->form_at[number],
                  l->form_at[number + 1] - l->form_at[number]);
}
