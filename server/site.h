/* A generation of the site as it is served: the file and all that was made
 * from it at load. Immutable once opened, so any thread may read it; the pools
 * inside have their own locks. */
#ifndef GABAY_SERVER_SITE_H
#define GABAY_SERVER_SITE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/query/search.h"
#include "lib/site/site_file.h"
#include "lib/str.h"
#include "lib/template/template.h"
#include "lib/value.h"
#include "server/article_table.h"
#include "server/channels.h"
#include "server/coder.h"
#include "server/handoff.h"
#include "server/log_fold.h"
#include "server/manifest.h"
#include "server/pool.h"

struct layer;
struct site;
struct site_holder;

struct site_locale {
    struct site *site;
    const struct manifest_locale *is;
    struct value *values; /* what every page of it is given */
    struct value *texts;  /* map of messages */
    struct article_table articles;
    struct search_locale *search; /* NULL: cannot be searched at all */
    const char *refusal;          /* why not, from load on: site_refusal() */
    struct pool formats;
    struct handoff handoff;
};

struct site {
    atomic_uint references;     /* the holder's business, as the next two */
    struct site_holder *holder; /* NULL: not served */
    struct site *next;          /* in the list of those to be closed */
    atomic_bool suspect;        /* the file is not what was checked */
    atomic_bool overdue;        /* said: see site_is_overdue() */
    struct log_fold failures;
    struct arena arena;
    struct site_file *file;
    _Atomic(struct layer *) layer; /* over the file, of a preview, or NULL */
    struct manifest manifest;
    struct str origin;    /* "https://shop.example", or "": put before urls */
    const char *rules;    /* value of Speculation-Rules, or NULL */
    int64_t first_expiry; /* of a page; 0: none expires */
    struct template_set *templates;
    struct site_locale *locales; /* as many and in order as in the manifest */
    struct str *tags;            /* of them */
    struct channels channels;
    struct pool coders;
    /* What only agents see, with the same origin, or NULL; closed with the
     * site. Ask agents_may() (agents.h) before anything of it is told. */
    struct site *agents;
    struct site_stamp agents_stamp; /* of its file when it was looked for */
};

/* Opens and checks the file whole. `base_url` overrides the file's for dynamic
 * answers; NULL: the file's. A locale that cannot be searched is no error: see
 * `refusal`; each is logged. The caller's: to close, or to hand on to a
 * holder. */
struct site *site_open(const char *path, const char *base_url, struct err *e);
void site_close(struct site *s);
/* The same for what is to be served or published: a preview is refused unless
 * `previews` are wanted. */
struct site *site_open_public(const char *path, const char *base_url,
                              bool previews, struct err *e);

/* Why the locale must not be searched now; NULL when it may. Pages have checks
 * of their own, an index has none: once somebody wrote into the open file it is
 * not searched any more. Ask before a search and, since somebody may have
 * written meanwhile, again before its answer is believed. */
const char *site_refusal(const struct site_locale *l);
/* The same for the whole file: true from the first change on. The first to
 * notice logs it. */
bool site_is_suspect(struct site *s);
/* What a request met while it read a blob: logged, but folded. Damage makes the
 * site suspect. */
void site_failed(struct site *s, const struct err *e);

/* Should the file have been compiled again by now, because something was to be
 * published or taken back? The first to notice logs it. */
bool site_is_overdue(struct site *s, int64_t now);
/* Takes what has expired out of an answer of the search or of suggestions;
 * `origin` stands before its addresses. */
void site_drop_expired(const struct site *s, struct value *answer,
                       struct str origin, int64_t now);

/* The entry at exactly this path, in what lies over the file or in the file,
 * or NULL. The index and what was made at load know the file alone. */
const struct site_entry *site_entry(const struct site *s, struct str path);
/* Reads one of its blobs, as site_file_read(). */
int site_read(const struct site *s, const struct site_entry *entry,
              enum site_coding coding, struct buf *out, struct err *e);
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
