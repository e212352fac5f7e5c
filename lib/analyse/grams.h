/* Pairs of neighbouring characters: weak terms by which a compound finds its
 * parts ("배송비", "배송 비"). Of Hangul, kana, Han and Thai; other letters
 * make none. */
#ifndef GABAY_ANALYSE_GRAMS_H
#define GABAY_ANALYSE_GRAMS_H

#include <stdbool.h>

#include "lib/analyse/analyse.h"
#include "lib/str.h"

/* The pair at `*at` of `word`, from 0 on; moves `*at`. False at the end.
 * Borrows the word. */
bool gram_next(struct str word, size_t *at, struct str *gram);

/* The pairs along words that touch, where a dictionary cuts one text now so,
 * now so: across two words ("支付|失败" has one) and within those of three
 * letters or more. All-zero before the first token of a text. */
struct gram_run {
    struct str last; /* borrowed from the word before */
    uint32_t end;
    char room[8];
};

/* Takes the next token, then gram_run_next() gives the pairs that end in it,
 * `*at` from 0 on; a pair lasts until the next. Parts have none: false. */
bool gram_run_enter(struct gram_run *run, const struct token *t);
bool gram_run_next(struct gram_run *run, struct str word, size_t *at,
                   struct str *gram);

#endif
