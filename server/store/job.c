#include "server/store/job.h"

#include <stdlib.h>
#include <string.h>

static const size_t vote_texts[] = {
    offsetof(struct job, vote.article),
    offsetof(struct job, vote.locale),
    offsetof(struct job, vote.reason),
    offsetof(struct job, vote.comment),
};
static const size_t question_texts[] = {
    offsetof(struct job, question.locale),
    offsetof(struct job, question.text),
    offsetof(struct job, question.asked),
    offsetof(struct job, question.reply_to),
};
static const size_t reply_use_texts[] = {
    offsetof(struct job, reply_use.reply),
    offsetof(struct job, reply_use.locale),
};

#define COPY(model, texts)                                                     \
    copy((model), (texts), sizeof(texts) / sizeof((texts)[0]))

static struct str *text_at(struct job *job, size_t offset)
{
    return (struct str *)(void *)((char *)job + offset);
}

/* Empty slices get a pointer, too: SQLite takes NULL for no value at all. */
static struct job *copy(struct job *model, const size_t *texts, size_t count)
{
    size_t total = 0;

    for (size_t i = 0; i < count; i++) {
        size_t len = text_at(model, texts[i])->len;
        if (len > STORE_TEXT_MAX)
            return NULL;
        total += len;
    }
    struct job *job = malloc(sizeof(*job) + total + 1);
    if (!job)
        return NULL;
    *job = *model;
    char *to = job->texts;
    for (size_t i = 0; i < count; i++) {
        struct str *s = text_at(job, texts[i]);
        if (s->len)
            memcpy(to, s->ptr, s->len);
        s->ptr = to;
        to += s->len;
    }
    return job;
}

/* The statements clear their parameters before a job is freed. */
static void bind(sqlite3_stmt *statement, int at, struct str s)
{
    sqlite3_bind_text(statement, at, s.ptr, (int)s.len, SQLITE_STATIC);
}

static int keep_vote(struct database *d, const struct job *job)
{
    sqlite3_stmt *statement = d->statements[STATEMENT_VOTE];
    const struct vote *v = &job->vote;

    sqlite3_bind_blob(statement, 1, v->visitor, STORE_VISITOR_SIZE,
                      SQLITE_STATIC);
    bind(statement, 2, v->article);
    sqlite3_bind_int64(statement, 3, v->day);
    bind(statement, 4, v->locale);
    sqlite3_bind_int64(statement, 5, v->at);
    sqlite3_bind_int(statement, 6, v->yes);
    bind(statement, 7, v->reason);
    bind(statement, 8, v->comment);
    return database_run(d, STATEMENT_VOTE);
}

static int keep_question(struct database *d, const struct job *job)
{
    sqlite3_stmt *statement = d->statements[STATEMENT_QUESTION];
    const struct question *q = &job->question;

    sqlite3_bind_blob(statement, 1, q->visitor, STORE_VISITOR_SIZE,
                      SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, q->day);
    bind(statement, 3, q->locale);
    sqlite3_bind_int64(statement, 4, q->at);
    bind(statement, 5, q->text);
    bind(statement, 6, q->asked);
    bind(statement, 7, q->reply_to);
    return database_run(d, STATEMENT_QUESTION);
}

static int keep_reply_use(struct database *d, const struct job *job)
{
    sqlite3_stmt *statement = d->statements[STATEMENT_REPLY_USE];
    const struct reply_use *u = &job->reply_use;

    bind(statement, 1, u->reply);
    bind(statement, 2, u->locale);
    sqlite3_bind_int64(statement, 3, u->day);
    return database_run(d, STATEMENT_REPLY_USE);
}

struct job *job_of_vote(const struct vote *vote)
{
    struct job model = {.keep = keep_vote, .vote = *vote};

    return COPY(&model, vote_texts);
}

struct job *job_of_question(const struct question *question)
{
    struct job model = {.keep = keep_question, .question = *question};

    return COPY(&model, question_texts);
}

struct job *job_of_reply_use(const struct reply_use *use)
{
    struct job model = {.keep = keep_reply_use, .reply_use = *use};

    return COPY(&model, reply_use_texts);
}
