#include "lib/query/phrase.h"

/* Sets of bits: k stands in one when the first k words have just been met. 0
 * always has: a phrase may begin anywhere. */
struct phrase {
    const struct lexicon_range *words;
    uint32_t count;
};

static uint64_t step(const struct phrase *p, uint64_t before, uint32_t number)
{
    uint64_t after = 0;

    for (uint32_t k = 0; k < p->count; k++)
        if (before >> k & 1 && number - p->words[k].first < p->words[k].count)
            after |= (uint64_t)1 << (k + 1);
    return after;
}

/* The borders at which no phrase goes on. */
struct borders {
    const struct record_body *record;
    uint32_t part;
    bool body;
};

static bool is_border(struct borders *b, uint32_t at)
{
    bool border = false;

    while (b->part < b->record->part_count) {
        const struct record_part *part = &b->record->parts[b->part];
        if (at < (b->body ? part->end : part->body))
            break;
        border = true;
        b->part += b->body;
        b->body = !b->body;
    }
    return border;
}

bool matches_has_phrase(const struct record_body *r,
                        const struct lexicon_range *words, uint32_t count)
{
    struct phrase p = {words,
                       count < PHRASE_WORDS_MAX ? count : PHRASE_WORDS_MAX};
    struct borders borders = {.record = r};
    uint64_t found = (uint64_t)1 << p.count;
    uint64_t before = 1, whole = 0, parts = 0, all = 1;
    uint32_t unit = 0, at = 0;
    struct number_token t;

    for (; number_next(r->units, &unit, &t); all |= whole | parts) {
        if (t.part) {
            /* The first part follows what is before the whole. */
            parts = step(&p, (parts ? parts : before) | 1, t.number);
            parts |= (uint64_t)1 << 63; /* there are some */
        } else {
            before = is_border(&borders, at++) ? 1 : whole | parts | 1;
            whole = step(&p, before, t.number);
            parts = 0;
        }
    }
    return all & found;
}
