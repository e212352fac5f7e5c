#include "server/store/read.h"

#include "server/store/database.h"

static const char votes[] = "SELECT article, locale, at, yes, reason, comment"
                            " FROM votes ORDER BY id";
static const char questions[] = "SELECT locale, at, text, asked, reply_to"
                                " FROM questions ORDER BY id";

static const char uses[] = "SELECT reply, locale, day, count FROM reply_uses"
                           " ORDER BY day, reply, locale";
static const char use_sums[] =
    "SELECT reply, locale, max(day), sum(count) FROM reply_uses"
    " GROUP BY reply, locale";

/* What to do with each row of a statement. */
struct reader {
    int (*take)(struct reader *r, sqlite3_stmt *row, struct err *e);
    union {
        store_vote_row *vote;
        store_question_row *question;
        store_reply_use_row *use;
    };
    void *ctx;
};

static struct str text(sqlite3_stmt *row, int column)
{
    const unsigned char *bytes = sqlite3_column_text(row, column);

    return str_of((const char *)bytes,
                  (size_t)sqlite3_column_bytes(row, column));
}

static int take_vote(struct reader *r, sqlite3_stmt *row, struct err *e)
{
    const struct vote vote = {
        .article = text(row, 0),
        .locale = text(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .yes = sqlite3_column_int(row, 3) != 0,
        .reason = text(row, 4),
        .comment = text(row, 5),
    };

    return r->vote(r->ctx, &vote, e);
}

static int take_question(struct reader *r, sqlite3_stmt *row, struct err *e)
{
    const struct question question = {
        .locale = text(row, 0),
        .at = sqlite3_column_int64(row, 1),
        .text = text(row, 2),
        .asked = text(row, 3),
        .reply_to = text(row, 4),
    };

    return r->question(r->ctx, &question, e);
}

static int take_use(struct reader *r, sqlite3_stmt *row, struct err *e)
{
    const struct reply_use use = {
        .reply = text(row, 0),
        .locale = text(row, 1),
        .day = sqlite3_column_int64(row, 2),
        .count = sqlite3_column_int64(row, 3),
    };

    return r->use(r->ctx, &use, e);
}

static int read_rows(struct database *d, const char *sql, struct reader *r,
                     struct err *e)
{
    sqlite3_stmt *row;
    int result = 0;
    int code = sqlite3_prepare_v2(d->handle, sql, -1, &row, NULL);

    while (code == SQLITE_OK && result == 0) {
        code = sqlite3_step(row);
        if (code == SQLITE_ROW) {
            result = r->take(r, row, e);
            code = SQLITE_OK;
        }
    }
    if (code != SQLITE_OK && code != SQLITE_DONE) {
        database_failed(d, code, e);
        result = -1;
    }
    sqlite3_finalize(row);
    return result;
}

static int read_all(const char *folder, const char *sql, struct reader *r,
                    struct err *e)
{
    struct database d;

    if (database_open_to_read(&d, folder, e))
        return -1;
    int result = read_rows(&d, sql, r, e);
    database_close(&d);
    return result;
}

int store_read_votes(const char *folder, store_vote_row *row, void *ctx,
                     struct err *e)
{
    struct reader r = {.take = take_vote, .vote = row, .ctx = ctx};

    return read_all(folder, votes, &r, e);
}

int store_read_questions(const char *folder, store_question_row *row, void *ctx,
                         struct err *e)
{
    struct reader r = {.take = take_question, .question = row, .ctx = ctx};

    return read_all(folder, questions, &r, e);
}

int store_read_reply_uses(const char *folder, store_reply_use_row *row,
                          void *ctx, struct err *e)
{
    struct reader r = {.take = take_use, .use = row, .ctx = ctx};

    return read_all(folder, uses, &r, e);
}

int store_read_reply_sums(const char *folder, store_reply_use_row *row,
                          void *ctx, struct err *e)
{
    struct reader r = {.take = take_use, .use = row, .ctx = ctx};

    return read_all(folder, use_sums, &r, e);
}
