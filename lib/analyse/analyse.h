/* The analyser: cuts text into the words that are indexed and searched. The
 * same code serves articles and queries.
 *
 * Words come from ICU's iterator for the locale; each unique word is folded
 * and stemmed once and cached. A token that is an e-mail address, host, path or
 * version ("node.js", "a@b.example") is given whole and then in parts. Of
 * "barang-barang" the second copy is left out. "C++" keeps its signs and has
 * "C" as its part. */
#ifndef GABAY_ANALYSE_H
#define GABAY_ANALYSE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

/* One unique word of this analyser: spellings that fold and stem alike share
 * it. Lives until the analyser is freed or trimmed. */
struct word {
    struct str exact; /* folded form, UTF-8, 1 to 64 UTF-16 units long */
    struct str stem;  /* equal to `exact` where nothing is stripped */
    uint32_t id;      /* 0, 1, 2, ... in order of first sight */
    bool stop;        /* on the locale's stop list */
};

struct token {
    uint32_t start, end; /* bytes in the text */
    const struct word *word;
    bool part; /* piece of the token before it: same place, smaller range */
};

struct analyser;

/* The analyser of a BCP 47 locale; unknown ones get the recipe of their
 * script. One thread at a time. NULL with the error set on failure. */
struct analyser *analyser_new(struct str locale, struct err *e);
void analyser_free(struct analyser *a);
/* Name and version of the recipe, for the manifest: "ko/1". */
struct str analyser_recipe(const struct analyser *a);
/* The recipe's weights of letter pairs (lib/analyse/grams.h): within stems, and
 * along words that touch. */
double analyser_grams(const struct analyser *a);
double analyser_across(const struct analyser *a);
/* Unique words so far, and the one of an id. */
uint32_t analyser_words(const struct analyser *a);
const struct word *analyser_word(const struct analyser *a, uint32_t id);
/* Forgets all words when more than `max` spellings were seen: call it between
 * requests in a server, never while tokens are held. */
void analyser_trim(struct analyser *a, uint32_t max);

/* Calls `each` for every token in order. Words longer than 64 UTF-16 units are
 * cut there. Bad UTF-8 separates words. -1 when memory ran out. */
typedef void analyse_token(void *ctx, const struct token *t);
int analyse(struct analyser *a, struct str text, analyse_token *each, void *ctx,
            struct err *e);

#endif
