#include "lib/records/lexicon.h"

#include <string.h>

#include "lib/records/lexicon_code.h"

/* The arrays are used as they lie in the file. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "the lexicon is read in place on little-endian machines only");

static bool stems_are_sound(const struct lexicon *l)
{
    uint32_t stem = 0;

    for (uint32_t i = 0; i < l->numbers; i++) {
        if (what_of(l->how[i]) > STEM_AND_FORM)
            continue;
        if (stem == l->stems || l->first[stem] != i)
            return false;
        stem++;
    }
    for (uint32_t i = 0; i < l->stems; i++)
        if (l->by_bytes[i] >= l->stems)
            return false;
    return stem == l->stems && (l->numbers == 0 || l->first[0] == 0);
}

/* Every spelling lies within the strings, and its form is near. */
static bool spellings_are_sound(const struct lexicon *l, uint32_t bytes)
{
    uint32_t at = 0, form = 0;
    bool has_form = false;

    for (uint32_t i = 0; i < l->numbers; i++) {
        unsigned what = what_of(l->how[i]), how = how_of(l->how[i]);
        if (i % LEXICON_BLOCK == 0 && l->blocks[i / LEXICON_BLOCK] != at)
            return false;
        if (how == HOW_LONG && at == bytes)
            return false;
        uint32_t size = size_of(l->how[i], l->strings + at);
        if (size > bytes - at)
            return false;
        at += size;
        if (what != SPELLING) {
            form = i;
            has_form = what != ONLY_STEM;
        } else if (!has_form || (how <= HOW_OWN && i - form > LEXICON_NEAR)) {
            return false;
        }
    }
    return at == bytes;
}

int lexicon_open(struct lexicon *l, struct buf *bytes, struct err *e)
{
    uint32_t head[LEXICON_HEAD];

    *l = (struct lexicon){.bytes = *bytes};
    *bytes = (struct buf){0};
    if (l->bytes.len < sizeof(head))
        goto damaged;
    memcpy(head, l->bytes.ptr, sizeof(head));
    l->stems = head[0];
    l->numbers = head[1];

    uint64_t blocks =
        ((uint64_t)l->numbers + LEXICON_BLOCK - 1) / LEXICON_BLOCK;
    uint64_t words = LEXICON_HEAD + 3 * (uint64_t)l->stems + blocks;

    if (l->bytes.len != words * 4 + l->numbers + head[2])
        goto damaged;
    /* buf memory comes from malloc, so it is aligned for uint32_t. */
    l->first = (const uint32_t *)(const void *)l->bytes.ptr + LEXICON_HEAD;
    l->articles = l->first + l->stems;
    l->by_bytes = l->articles + l->stems;
    l->blocks = l->by_bytes + l->stems;
    l->how = (const unsigned char *)(l->blocks + blocks);
    l->strings = (const char *)l->how + l->numbers;
    if (!stems_are_sound(l) || !spellings_are_sound(l, head[2]))
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

/* A spelling's place in the strings. */
static uint32_t place_of(const struct lexicon *l, uint32_t number)
{
    uint32_t i = number - number % LEXICON_BLOCK;
    uint32_t at = l->blocks[i / LEXICON_BLOCK];

    for (; i < number; i++)
        at += size_of(l->how[i], l->strings + at);
    return at;
}

/* The bytes stored for a number whose place is `at`, without their length. */
static struct str stored(const struct lexicon *l, uint32_t number, uint32_t at)
{
    uint32_t size = size_of(l->how[number], l->strings + at);
    uint32_t skip = how_of(l->how[number]) == HOW_LONG;

    return str_of(l->strings + at + skip, size - skip);
}

static struct str stored_at(const struct lexicon *l, uint32_t number)
{
    return stored(l, number, place_of(l, number));
}

struct lexicon_range lexicon_find(const struct lexicon *l, struct str stem)
{
    uint32_t low = 0, high = l->stems;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2, which = l->by_bytes[mid];
        int order = str_cmp(stem, stored_at(l, l->first[which]));
        if (order == 0) {
            uint32_t end =
                which + 1 < l->stems ? l->first[which + 1] : l->numbers;
            return (struct lexicon_range){
                l->first[which], end - l->first[which], l->articles[which]};
        }
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return (struct lexicon_range){0};
}

static bool is_form(const struct lexicon *l, uint32_t number)
{
    unsigned what = what_of(l->how[number]);

    return what == STEM_AND_FORM || what == ONLY_FORM;
}

struct lexicon_range lexicon_find_form(const struct lexicon *l,
                                       struct lexicon_range stem,
                                       struct str exact)
{
    uint32_t i = stem.first, end = stem.first + stem.count;
    uint32_t at = stem.count ? place_of(l, i) : 0;

    for (; i < end; i++) {
        if (is_form(l, i) && str_eq(stored(l, i, at), exact)) {
            uint32_t next = i + 1;
            while (next < end && what_of(l->how[next]) == SPELLING)
                next++;
            return (struct lexicon_range){i, next - i, stem.articles};
        }
        at += size_of(l->how[i], l->strings + at);
    }
    return (struct lexicon_range){.articles = stem.articles};
}

static char capital(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* The form with some letters made capitals. */
static void put_made(const struct lexicon *l, uint32_t number, struct buf *out)
{
    uint32_t form = number;
    unsigned how = how_of(l->how[number]);
    struct str mask = stored_at(l, number);

    while (what_of(l->how[form]) == SPELLING)
        form--;
    struct str text = stored_at(l, form);
    char *to = buf_room(out, text.len + 1);

    for (size_t i = 0; to && i < text.len; i++) {
        bool is_capital = how == HOW_CAPITALS || (how == HOW_CAPITAL && i == 0);
        if (how > HOW_CAPITALS && i / 8 < mask.len)
            is_capital = mask.ptr[i / 8] >> (i % 8) & 1;
        to[i] = is_capital ? capital(text.ptr[i]) : text.ptr[i];
    }
    out->len += to ? text.len : 0;
}

void lexicon_put(const struct lexicon *l, uint32_t number, struct buf *out)
{
    if (number >= l->numbers)
        return;
    if (what_of(l->how[number]) != SPELLING || how_of(l->how[number]) > HOW_OWN)
        buf_put(out, stored_at(l, number));
    else
        put_made(l, number, out);
}

bool lexicon_walk_next(const struct lexicon *l, struct lexicon_walk *w)
{
    while (w->next < l->numbers) {
        uint32_t number = w->next++;
        struct str text = stored(l, number, w->at);
        w->at += size_of(l->how[number], l->strings + w->at);
        if (what_of(l->how[number]) <= STEM_AND_FORM)
            w->articles = l->articles[w->stem++];
        if (is_form(l, number)) {
            w->exact = text;
            w->number = number;
            return true;
        }
    }
    return false;
}
