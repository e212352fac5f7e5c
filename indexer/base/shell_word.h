/* Commands that people are told to type. */
#ifndef GABAY_INDEXER_SHELL_WORD_H
#define GABAY_INDEXER_SHELL_WORD_H

#include "lib/buf.h"
#include "lib/str.h"

/* Appends the word, quoted so that a shell reads it as one operand. */
void shell_word_put(struct buf *out, struct str word);

#endif
