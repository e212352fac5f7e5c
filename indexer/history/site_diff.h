/* What differs between two site files: what a publication would change. */
#ifndef GABAY_INDEXER_SITE_DIFF_H
#define GABAY_INDEXER_SITE_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/site/site_file.h"
#include "lib/str.h"

enum change_kind {
    CHANGE_LOCALE_ADDED, /* of a locale: the articles in it are counted only */
    CHANGE_LOCALE_REMOVED,
    CHANGE_ADDED,
    CHANGE_REMOVED,
    CHANGE_CHANGED,
    CHANGE_KINDS,
};

/* An article is known by its id and locale; one that has another id now, by
 * its text, which must be the same to the byte. */
struct site_change {
    enum change_kind kind;
    struct str locale, id;
    struct str title;   /* the new one, of what is removed the old one */
    struct str address; /* likewise; of a locale its home */
    struct str from;    /* the old address, where it has moved */
    bool title_differs, text_differs; /* CHANGE_CHANGED */
    size_t articles;                  /* of a locale */
};

struct site_diff {
    struct site_change *changes; /* by kind, locale and id */
    size_t count;
    /* Addresses of the old file that the new one answers with 404, by their
     * bytes: of articles, sections, homes and redirects, not of lists that
     * every site has (tags, changes). */
    struct str *missing;
    size_t missing_count;
};

/* All strings are in `a` or borrowed from the files. ERR_CONTENT: one of them
 * is damaged, or lacks what it should have. */
int site_diff(const struct site_file *old_file,
              const struct site_file *new_file, struct arena *a,
              struct site_diff *out, struct err *e);

#endif
