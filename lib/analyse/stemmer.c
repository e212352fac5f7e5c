#include "lib/analyse/stemmer.h"

#include <libstemmer.h>

struct stemmer {
    struct sb_stemmer *snowball;
};

struct stemmer *stemmer_new(const char *name, struct err *e)
{
    struct stemmer *s = calloc(1, sizeof(*s));

    if (!s) {
        err_no_memory(e);
        return NULL;
    }
    s->snowball = sb_stemmer_new(name, NULL);
    if (!s->snowball) {
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
    free(s);
}

struct str stemmer_cut(struct stemmer *s, struct str word)
{
    const sb_symbol *stem = sb_stemmer_stem(
        s->snowball, (const sb_symbol *)word.ptr, (int)word.len);

    if (!stem)
        return (struct str){0};
    return str_of((const char *)stem, (size_t)sb_stemmer_length(s->snowball));
}
