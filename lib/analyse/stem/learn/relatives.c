#include "lib/analyse/stem/learn/relatives.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1 << 21, GENERATIONS = 4 };

/* Two hashes in one: words of the dictionary, and participles and verbal nouns
 * with the verb that they are of. */
struct slot {
    const char *word;
    const struct entry *entry;
    bool form;
};

struct relatives {
    struct slot slots[SLOTS];
    struct arena arena;
    const struct entry *verb; /* whose forms are being put in */
};

bool is_verb(const struct entry *entry)
{
    size_t len = strlen(entry->word);
    char last = len ? entry->word[len - 1] : '\0';

    return (last == '\xe6' || last == 'c') && strpbrk(entry->flags, "HF");
}

/* The slot where the word is, or where it would be. */
static const struct slot *slot_of(const struct relatives *r, struct str word,
                                  bool form)
{
    uint64_t hash = form ? 14695981039346656037U : 1099511628211U;

    for (size_t i = 0; i < word.len; i++)
        hash = (hash ^ (unsigned char)word.ptr[i]) * 1099511628211U;

    size_t i = (hash ^ hash >> 29) % SLOTS;

    while (r->slots[i].word && (r->slots[i].form != form ||
                                !str_eq(str_from(r->slots[i].word), word)))
        i = (i + 1) % SLOTS;
    return &r->slots[i];
}

static void put(struct relatives *r, const char *word,
                const struct entry *entry, bool form)
{
    const struct slot *s = slot_of(r, str_from(word), form);

    if (!s->word)
        r->slots[s - r->slots] = (struct slot){word, entry, form};
}

static void put_form(void *ctx, struct str form, unsigned char flag)
{
    struct relatives *r = ctx;

    if (strchr("ijEvGg", flag)) {
        const char *kept = arena_str(&r->arena, form).ptr;

        if (kept)
            put(r, kept, r->verb, true);
    }
}

struct relatives *relatives_new(const struct dictionary *d)
{
    struct relatives *r = calloc(1, sizeof(*r));

    for (size_t i = 0; r && i < d->n; i++) {
        r->verb = &d->entries[i];
        put(r, r->verb->word, r->verb, false);
        if (is_verb(r->verb))
            dictionary_forms(d, r->verb, put_form, r);
    }
    if (r && r->arena.failed) {
        relatives_free(r);
        return NULL;
    }
    return r;
}

void relatives_free(struct relatives *r)
{
    if (r)
        arena_release(&r->arena);
    free(r);
}

/* The word with its end replaced, looked up. */
static const struct entry *other_end(const struct relatives *r, struct str word,
                                     size_t without, const char *end, bool form)
{
    char other[WORD_LONGEST + 8];
    size_t stays = word.len - without;

    memcpy(other, word.ptr, stays);
    memcpy(other + stays, end, strlen(end));
    return slot_of(r, str_of(other, stays + strlen(end)), form)->entry;
}

static bool is_adjective(const struct entry *entry)
{
    return entry && strchr(entry->flags, 'X');
}

/* The adjective that an adjective or an adverb in the second degree is of. */
static const struct entry *positive(const struct relatives *r, struct str word)
{
    static const char *const degrees[][2] = {
        {"iejszy", "y"}, {"ejszy", "y"}, {"szy", "y"}, {"szy", "i"},
        {"szy", "ki"},   {"szy", "oki"}, {"iej", "y"}, {"ej", "y"},
    };
    const struct entry *found = NULL;

    for (size_t i = 0; !found && i < sizeof(degrees) / sizeof(*degrees); i++) {
        struct str end = str_from(degrees[i][0]);

        if (word.len > end.len + 2 && str_ends(word, end))
            found = other_end(r, word, end.len, degrees[i][1], false);
        if (!is_adjective(found))
            found = NULL;
    }
    return found;
}

static const struct entry *parent_of(const struct relatives *r,
                                     const struct entry *entry)
{
    struct str word = str_from(entry->word);
    const struct entry *found = slot_of(r, word, true)->entry;

    if (is_verb(entry))
        return NULL;
    if (!found && str_ends(word, S("\xb1"
                                   "c")))
        found = other_end(r, word, 0, "y", true);
    if (!found && word.len > 6 && str_ends(word, S("wszy")))
        found = other_end(r, word, 4, "\xe6", false);
    if (!found && str_starts(word, S("nie")))
        found = slot_of(r, str_skip(word, 3), true)->entry;
    if (!found)
        found = positive(r, word);
    return found == entry ? NULL : found;
}

const struct entry *relatives_of(const struct relatives *r,
                                 const struct entry *entry)
{
    const struct entry *root = NULL, *next = parent_of(r, entry);

    for (int i = 0; next && i < GENERATIONS; i++) {
        root = next;
        next = parent_of(r, next);
    }
    return root;
}
