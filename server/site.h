/* A generation of the site as it is served: the file and all that was made
 * from it at load. Immutable once opened, so any thread may read it; the pools
 * inside have their own locks. Counted: whoever holds a reference may use it,
 * the last one to put it back closes it. */
#ifndef GABAY_SERVER_SITE_H
#define GABAY_SERVER_SITE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/query/search.h"
#include "lib/site/site_file.h"
#include "lib/str.h"
#include "lib/template/template.h"
#include "lib/value.h"
#include "server/coder.h"
#include "server/manifest.h"
#include "server/pool.h"

struct site_locale {
    const struct manifest_locale *is;
    struct value *values;         /* what every page of it is given */
    struct value *texts;          /* map of messages */
    struct search_locale *search; /* NULL: cannot be searched at all */
    const char *refusal;          /* why not; NULL when it can be searched */
    struct pool formats;
};

struct site {
    atomic_uint references;
    struct arena arena;
    struct site_file *file;
    struct manifest manifest;
    struct str origin; /* "https://shop.example", or "": put before urls */
    struct template_set *templates;
    struct site_locale *locales; /* as many and in order as in the manifest */
    struct str *tags;            /* of them */
    struct pool coders;
};

/* Opens and checks the file whole. `base_url` overrides the file's for dynamic
 * answers; NULL: the file's. A locale that cannot be searched is no error: see
 * `refusal`. One reference is the caller's. */
struct site *site_open(const char *path, const char *base_url, struct err *e);
void site_put(struct site *s);

/* The served generation. */
struct site_holder {
    pthread_mutex_t lock; /* guards `current` and the step from reading it to
                             counting the reference */
    struct site *current;
};

/* Takes over the caller's reference. */
void site_holder_init(struct site_holder *h, struct site *s);
void site_holder_release(struct site_holder *h);
/* A reference to the current generation: site_put() it. */
struct site *site_get(struct site_holder *h);
/* The next generation takes the place; takes over the caller's reference. */
void site_swap(struct site_holder *h, struct site *next);

/* The entry of an address, or NULL. `path` is decoded; the table holds
 * addresses as buf_url_path() writes them. */
const struct site_entry *site_find(const struct site *s, struct str path);

/* The locale of exactly this tag, or NULL. */
struct site_locale *site_locale(const struct site *s, struct str tag);
/* The best for an Accept-Language header; never NULL. */
struct site_locale *site_negotiate(const struct site *s,
                                   struct str accept_language);

/* Formats of a locale for one request; NULL when memory ran out. */
struct formats *site_take_formats(struct site_locale *l);
void site_give_formats(struct site_locale *l, struct formats *f);
struct coder *site_take_coder(struct site *s);
void site_give_coder(struct site *s, struct coder *c);

#endif
