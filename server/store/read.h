/* Reads what is kept while a server writes: what was committed when the
 * reading began. Any thread. */
#ifndef GABAY_STORE_READ_H
#define GABAY_STORE_READ_H

#include "server/store/store.h"

/* Called for each, in the order in which they first came; all is borrowed for
 * the call. `visitor` and `day` are not read: nobody is told them. What is not
 * 0 ends the reading. */
typedef int store_vote_row(void *ctx, const struct vote *vote, struct err *e);
typedef int store_question_row(void *ctx, const struct question *question,
                               struct err *e);
typedef int store_reply_use_row(void *ctx, const struct reply_use *use,
                                struct err *e);

/* 0; -1 with the reason: no database in the folder, not of this program
 * (ERR_CONTENT), rights or disk (ERR_SYSTEM), or what `row` says. */
int store_read_votes(const char *folder, store_vote_row *row, void *ctx,
                     struct err *e);
int store_read_questions(const char *folder, store_question_row *row, void *ctx,
                         struct err *e);
/* A row for each day, reply and locale, in this order. */
int store_read_reply_uses(const char *folder, store_reply_use_row *row,
                          void *ctx, struct err *e);
/* A row for each reply and locale: all its days together; `day` is the last. */
int store_read_reply_sums(const char *folder, store_reply_use_row *row,
                          void *ctx, struct err *e);

#endif
