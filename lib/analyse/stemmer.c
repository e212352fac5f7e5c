#include "lib/analyse/stemmer.h"

#include <libstemmer.h>

#include "lib/analyse/stem/stem.h"
#include "lib/buf.h"

struct stemmer {
    own_stemmer *own;            /* asked first; may be NULL */
    struct sb_stemmer *snowball; /* may be NULL when there is our own */
    struct str end, as;          /* of the table below; may be empty */
    struct buf stem;
};

static const struct {
    const char *name;
    own_stemmer *own;
    bool snowball; /* for the words that our own leaves */
} own_stemmers[] = {
    {"arabic", stem_arabic, false},         {"filipino", stem_filipino, false},
    {"indonesian", stem_indonesian, false}, {"korean", stem_korean, false},
    {"polish", stem_polish, false},         {"turkish", stem_turkish, false},
    {"ukrainian", stem_ukrainian, false},
};

/* Endings that are made another before libstemmer sees the word. It knows
 * "-ión" by the accent, which folded words lack. */
static const struct {
    const char *name;
    struct str end, as;
} changes[] = {
    {"spanish", STR("iones"), STR("ion")},
};

static void find_change(struct stemmer *s, const char *name)
{
    for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++)
        if (str_eq(str_from(name), str_from(changes[i].name))) {
            s->end = changes[i].end;
            s->as = changes[i].as;
        }
}

struct stemmer *stemmer_new(const char *name, struct err *e)
{
    struct stemmer *s = calloc(1, sizeof(*s));
    bool snowball = true;

    if (!s) {
        err_no_memory(e);
        return NULL;
    }
    for (size_t i = 0; i < sizeof(own_stemmers) / sizeof(*own_stemmers); i++)
        if (str_eq(str_from(name), str_from(own_stemmers[i].name))) {
            s->own = own_stemmers[i].own;
            snowball = own_stemmers[i].snowball;
        }
    find_change(s, name);
    if (snowball)
        s->snowball = sb_stemmer_new(name, NULL);
    if (snowball && !s->snowball) {
        err_set(e, ERR_SYSTEM, "libstemmer has no stemmer for %s", name);
        stemmer_free(s);
        return NULL;
    }
    return s;
}

void stemmer_free(struct stemmer *s)
{
    if (!s)
        return;
    sb_stemmer_delete(s->snowball);
    buf_release(&s->stem);
    free(s);
}

struct str stemmer_cut(struct stemmer *s, struct str word)
{
    buf_clear(&s->stem);
    if (s->own && s->own(word, &s->stem))
        return s->stem.failed ? (struct str){0} : buf_str(&s->stem);
    if (!s->snowball)
        return word;
    if (s->end.len && str_ends(word, s->end)) {
        buf_put(&s->stem, str_sub(word, 0, word.len - s->end.len));
        buf_put(&s->stem, s->as);
        if (s->stem.failed)
            return (struct str){0};
        word = buf_str(&s->stem);
    }

    const sb_symbol *stem = sb_stemmer_stem(
        s->snowball, (const sb_symbol *)word.ptr, (int)word.len);

    if (!stem)
        return (struct str){0};
    return str_of((const char *)stem, (size_t)sb_stemmer_length(s->snowball));
}
