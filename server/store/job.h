/* A vote, a question or the use of a reply on its way to the database. Private
 * to this room. */
#ifndef GABAY_STORE_JOB_H
#define GABAY_STORE_JOB_H

#include "server/store/database.h"

struct job {
    struct job *next;
    int (*keep)(struct database *d, const struct job *job);
    store_done *done;
    void *ctx;
    union {
        struct vote vote;
        struct question question;
        struct reply_use reply_use;
    };
    char texts[]; /* what the slices above point into */
};

/* Copies; freed with free(). NULL where a text is too long or memory ran
 * out. */
struct job *job_of_vote(const struct vote *vote);
struct job *job_of_question(const struct question *question);
struct job *job_of_reply_use(const struct reply_use *use);

#endif
