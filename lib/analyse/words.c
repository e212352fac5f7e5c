#include "lib/analyse/words.h"

#include "lib/icu/fold.h"
#include "lib/utf8.h"

enum { SLOTS_FIRST = 1024 };

/* A slot is taken when `units` is not NULL. */
struct spelling {
    const uint16_t *units;
    uint32_t hash;
    int32_t len;
    const struct word *word; /* NULL: no word at all */
};

static int load_stop_list(struct words *w, struct err *e)
{
    struct str rest = str_from(w->recipe->stop), piece;

    map_init(&w->stop, &w->kept);
    while (str_cut(&rest, ' ', &piece)) {
        buf_clear(&w->form);
        fold_utf8(piece, &w->form);
        struct str key = buf_copy(&w->form, &w->kept);

        if (w->form.failed || !key.ptr || !map_set(&w->stop, key, w))
            return err_no_memory(e);
    }
    return 0;
}

int words_init(struct words *w, const struct recipe *r, struct err *e)
{
    *w = (struct words){.recipe = r};
    map_init(&w->by_form, &w->arena);
    if (r->stemmer && !(w->stemmer = stemmer_new(r->stemmer, e)))
        return -1;
    if (r->latin_stemmer &&
        !(w->latin_stemmer = stemmer_new(r->latin_stemmer, e)))
        return -1;
    return load_stop_list(w, e);
}

void words_release(struct words *w)
{
    stemmer_free(w->stemmer);
    stemmer_free(w->latin_stemmer);
    arena_release(&w->kept);
    arena_release(&w->arena);
    free(w->spellings);
    buf_release(&w->form);
    buf_release(&w->accented);
    buf_release(&w->stem);
    *w = (struct words){0};
}

void words_clear(struct words *w)
{
    free(w->spellings);
    w->spellings = NULL;
    w->spelling_count = w->slot_count = 0;
    arena_reset(&w->arena);
    map_init(&w->by_form, &w->arena);
}

/* Takes out what must not stand in a term (a few code points fold to words
 * with spaces), the quote of Hebrew's acronyms, and cuts it to a word's
 * length. */
static void tidy(struct buf *b)
{
    struct str text = buf_str(b);
    size_t kept = 0;
    int units = 0;

    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at, NULL);
        int width = c < 0x10000 ? 1 : 2;

        if (c <= ' ' || c == 0x7F || c == '"')
            continue;
        if (units + width > WORD_UNITS_MAX)
            break;
        units += width;
        memmove(b->ptr + kept, b->ptr + from, at - from);
        kept += at - from;
    }
    b->len = kept;
}

static bool has_letter(struct str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at, NULL);

        if (fold_is_word(c) && !fold_is_mark(c))
            return true;
    }
    return false;
}

/* Stemmers are for words of letters: they would take the "s" off "node.js". */
static struct stemmer *stemmer_for(const struct words *w, struct str exact)
{
    bool ascii = true;

    for (size_t i = 0; i < exact.len; i++) {
        unsigned char c = (unsigned char)exact.ptr[i];

        if (c >= 0x80)
            ascii = false;
        else if (c != '\'' && (c < 'a' || c > 'z'))
            return NULL;
    }
    return ascii && w->latin_stemmer ? w->latin_stemmer : w->stemmer;
}

/* Puts the stem of `units`, whose folded form is `w->form`, into `w->stem`. */
static void make_stem(struct words *w, const uint16_t *units, int32_t len)
{
    struct str exact = buf_str(&w->form), stem = exact;
    struct stemmer *stemmer = stemmer_for(w, exact);

    buf_clear(&w->stem);
    if (!stemmer) {
        buf_put(&w->stem, exact);
        return;
    }
    if (w->recipe->fold_first) {
        stem = stemmer_cut(stemmer, exact);
        buf_put(&w->stem, stem);
    } else {
        buf_clear(&w->accented);
        fold_compatible(units, len, &w->accented);
        stem = stemmer_cut(stemmer, buf_str(&w->accented));
        fold_utf8(stem, &w->stem);
    }
    if (!stem.ptr || w->accented.failed)
        w->stem.failed = true;
    tidy(&w->stem);
    if (!has_letter(buf_str(&w->stem))) {
        w->stem.len = 0;
        buf_put(&w->stem, exact);
    }
}

static const struct word *add_word(struct words *w, struct str form,
                                   size_t exact_len)
{
    struct word *word = arena_new(&w->arena, struct word, 1);
    struct str key = arena_str(&w->arena, form);

    if (!word || !key.ptr)
        return NULL;
    word->exact = str_sub(key, 0, exact_len);
    word->stem = str_skip(key, exact_len + 1);
    word->id = (uint32_t)w->by_form.count;
    word->stop = map_get(&w->stop, word->exact) != NULL;
    return map_set(&w->by_form, key, word) ? word : NULL;
}

static bool make_word(struct words *w, const uint16_t *units, int32_t len,
                      const struct word **word)
{
    *word = NULL;
    buf_clear(&w->form);
    fold_units(units, len, &w->form);
    tidy(&w->form);
    if (!has_letter(buf_str(&w->form)))
        return !w->form.failed;
    size_t exact_len = w->form.len;

    make_stem(w, units, len);
    buf_char(&w->form, '\0');
    buf_put(&w->form, buf_str(&w->stem));
    if (w->form.failed || w->stem.failed)
        return false;
    *word = map_get(&w->by_form, buf_str(&w->form));
    if (!*word)
        *word = add_word(w, buf_str(&w->form), exact_len);
    return *word != NULL;
}

static uint32_t hash_units(const uint16_t *units, int32_t len)
{
    uint64_t h = 0xCBF29CE484222325u;

    for (int32_t i = 0; i < len; i++)
        h = (h ^ units[i]) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

/* The slot of a spelling, or the free one where it belongs. */
static struct spelling *slot_of(const struct words *w, const uint16_t *units,
                                int32_t len, uint32_t hash)
{
    size_t mask = w->slot_count - 1;
    size_t size = (size_t)len * sizeof(*units);

    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        struct spelling *s = &w->spellings[i];

        if (!s->units || (s->hash == hash && s->len == len &&
                          memcmp(s->units, units, size) == 0))
            return s;
    }
}

/* Keeps a third of the slots free. */
static bool make_slots(struct words *w)
{
    if (w->spelling_count + 1 <= w->slot_count / 3 * 2)
        return true;
    struct words grown = *w;

    grown.slot_count = w->slot_count ? w->slot_count * 2 : SLOTS_FIRST;
    grown.spellings = calloc(grown.slot_count, sizeof(*grown.spellings));
    if (!grown.spellings)
        return false;
    for (size_t i = 0; i < w->slot_count; i++) {
        const struct spelling *s = &w->spellings[i];

        if (s->units)
            *slot_of(&grown, s->units, s->len, s->hash) = *s;
    }
    free(w->spellings);
    w->spellings = grown.spellings;
    w->slot_count = grown.slot_count;
    return true;
}

bool words_get(struct words *w, const uint16_t *units, int32_t len,
               const struct word **word)
{
    uint32_t hash = hash_units(units, len);

    if (!make_slots(w))
        return false;
    struct spelling *s = slot_of(w, units, len, hash);

    if (!s->units) {
        uint16_t *copy = arena_new(&w->arena, uint16_t, (size_t)len);

        if (!copy || !make_word(w, units, len, &s->word))
            return false;
        memcpy(copy, units, (size_t)len * sizeof(*copy));
        *s = (struct spelling){copy, hash, len, s->word};
        w->spelling_count++;
    }
    *word = s->word;
    return true;
}

const struct word *words_of_id(const struct words *w, uint32_t id)
{
    return id < w->by_form.count ? w->by_form.entries[id].value : NULL;
}
