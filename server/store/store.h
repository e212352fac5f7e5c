/* What the server must remember: votes, questions and how often agents used a
 * reply, in one SQLite database
 * in the data folder (gabay.db), beside the lock of the server that has it
 * (gabay.lock). This room alone knows SQLite.
 *
 * Votes and questions are queued and written by one thread, all that wait in
 * one transaction. Whoever sends one hears of it once, after the commit: what
 * was answered with STORE_OK survives kill -9 and a power cut. Any thread may
 * call anything here but store_open() and store_close(). */
#ifndef GABAY_STORE_H
#define GABAY_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"

enum {
    STORE_VISITOR_SIZE = 16,
    STORE_KEY_SIZE = 32,
    STORE_TEXT_MAX = 8192, /* bytes of any one text, UTF-8 */
    STORE_QUEUE_MAX = 1024 /* votes and questions that wait */
};

enum store_result {
    STORE_OK,       /* kept */
    STORE_FULL,     /* too many wait: try again in a moment */
    STORE_NO_SPACE, /* the disk is full */
    STORE_FAILED,   /* store_trouble() says why */
};

struct store;

/* Times are seconds since 1970; a day is their number of whole days, in UTC.
 * Texts may be empty. */
struct vote {
    struct str article; /* its id, the same in every locale */
    struct str locale;  /* in which it was read */
    uint8_t visitor[STORE_VISITOR_SIZE];
    int64_t day, at;
    bool yes;
    struct str reason, comment;
};

struct question {
    struct str locale;
    uint8_t visitor[STORE_VISITOR_SIZE];
    int64_t day, at;
    struct str text;
    struct str asked;    /* what was searched for before */
    struct str reply_to; /* how the reader wants to be answered */
};

/* A canned reply was filled; `count` times that day, or ever, where it is read
 * (read.h). */
struct reply_use {
    struct str reply; /* its id */
    struct str locale;
    int64_t day;
    int64_t count;
};

/* Called once, on the writer's thread: be quick, and call nothing of the
 * store but store_trouble(). Of a group that could not be committed nothing is
 * kept, and each hears the same. */
typedef void store_done(void *ctx, enum store_result result);

/* The folder must exist and be writable; the database is made in it, or
 * brought to this program's schema. NULL on failure: no such folder, a file
 * that is no database of Gabay or of a newer one (ERR_CONTENT), rights, or
 * another server that has it (ERR_SYSTEM). */
struct store *store_open(const char *folder, struct err *e);
/* Commits what is queued, tells everybody, ends the thread. NULL is fine. */
void store_close(struct store *s);

/* Copies and queues. STORE_OK: `done` will be called, perhaps before this
 * returns. Else it will not: STORE_FULL, or STORE_FAILED where a text is too
 * long or memory ran out.
 *
 * One vote for each visitor, article and day. A later one with the other
 * answer replaces it whole; with the same answer its reason and comment replace
 * those of before unless they are empty. A repeat changes nothing. */
enum store_result store_vote(struct store *s, const struct vote *vote,
                             store_done *done, void *ctx);
/* As store_vote(). The same text of one visitor on one day is kept once; a
 * later `reply_to` that is not empty replaces the one of before. */
enum store_result store_question(struct store *s, const struct question *q,
                                 store_done *done, void *ctx);

/* As store_vote(), but each call counts one more. */
enum store_result store_reply_use(struct store *s, const struct reply_use *use,
                                  store_done *done, void *ctx);
/* The folder it was opened with; borrowed. */
const char *store_folder(const struct store *s);

/* The random key of a day, for the hash that makes a visitor of an address. The
 * first call of a day makes and keeps it, and deletes those of the day before
 * yesterday and older, so that nobody can tell any more who a visitor was. May
 * then wait for a commit; else it is in memory. 0, or -1 with the reason. */
int store_day_key(struct store *s, int64_t day, uint8_t key[STORE_KEY_SIZE],
                  struct err *e);

/* Why the last group was not kept; ERR_NONE when it was. For the log and the
 * health check. */
void store_trouble(struct store *s, struct err *out);

#endif
