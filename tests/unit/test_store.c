/* Votes and questions, kept in groups. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/store_folder.h"

static void sleep_a_little(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

/* Waits for one answer. */
struct answer {
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    bool here;
    enum store_result result;
};

static void answered(void *ctx, enum store_result result)
{
    struct answer *a = ctx;

    pthread_mutex_lock(&a->mutex);
    a->here = true;
    a->result = result;
    pthread_cond_signal(&a->wake);
    pthread_mutex_unlock(&a->mutex);
}

static enum store_result wait_for(struct answer *a)
{
    pthread_mutex_lock(&a->mutex);
    while (!a->here)
        pthread_cond_wait(&a->wake, &a->mutex);
    pthread_mutex_unlock(&a->mutex);
    return a->result;
}

#define ANSWER                                                                 \
    {                                                                          \
        .mutex = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER   \
    }

static enum store_result put_vote(struct store *s, const struct vote *v)
{
    struct answer a = ANSWER;
    enum store_result queued = store_vote(s, v, answered, &a);

    return queued ? queued : wait_for(&a);
}

static enum store_result put_question(struct store *s, const struct question *q)
{
    struct answer a = ANSWER;
    enum store_result queued = store_question(s, q, answered, &a);

    return queued ? queued : wait_for(&a);
}

static int print_vote(void *ctx, const struct vote *v, struct err *e)
{
    (void)e;
    buf_fmt(ctx, "%.*s %.*s %s %lld [%.*s] [%.*s]\n", STR_ARG(v->article),
            STR_ARG(v->locale), v->yes ? "yes" : "no", (long long)v->at - NOON,
            STR_ARG(v->reason), STR_ARG(v->comment));
    return 0;
}

static int print_question(void *ctx, const struct question *q, struct err *e)
{
    (void)e;
    buf_fmt(ctx, "%.*s %lld [%.*s] [%.*s] [%.*s]\n", STR_ARG(q->locale),
            (long long)q->at - NOON, STR_ARG(q->text), STR_ARG(q->asked),
            STR_ARG(q->reply_to));
    return 0;
}

static void expect_text(struct buf *out, const char *want)
{
    buf_char(out, '\0');
    assert_string_equal(out->ptr, want);
    buf_release(out);
}

static void expect_votes(const char *folder, const char *want)
{
    struct buf out = {0};
    struct err e = {0};

    if (store_read_votes(folder, print_vote, &out, &e))
        fail_msg("%s: %s", e.path, e.message);
    expect_text(&out, want);
}

static void a_vote_can_be_changed(void **state)
{
    static const struct {
        const char *vote, *reason, *comment;
        const char *kept; /* with the second at which it last changed */
    } cases[] = {
        {"yes", "", "", "yes 0 [] []"},
        {"yes", "", "", "yes 0 [] []"},
        {"yes", "", "Thanks", "yes 2 [] [Thanks]"},
        {"yes", "", "", "yes 2 [] [Thanks]"},
        {"no", "", "", "no 4 [] []"},
        {"no", "wrong", "", "no 5 [wrong] []"},
        {"no", "", "It says blue", "no 6 [wrong] [It says blue]"},
        {"no", "wrong", "It says blue", "no 6 [wrong] [It says blue]"},
        {"no", "unclear", "", "no 8 [unclear] [It says blue]"},
        {"no", "", "'; DROP TABLE votes; --",
         "no 9 [unclear] ['; DROP TABLE votes; --]"},
        {"yes", "other", "", "yes 10 [other] []"},
    };
    struct store *s = open_store(*state);

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vote v = vote_of("a", 1, cases[i].vote[0] == 'y');
        char want[200];

        v.at += (int64_t)i;
        v.reason = str_from(cases[i].reason);
        v.comment = str_from(cases[i].comment);
        assert_int_equal(put_vote(s, &v), STORE_OK);
        snprintf(want, sizeof(want), "a en %s\n", cases[i].kept);
        expect_votes(*state, want);
    }
    store_close(s);
}

static void one_vote_a_visitor_article_and_day(void **state)
{
    struct store *s = open_store(*state);
    struct vote votes[] = {vote_of("a", 1, true), vote_of("a", 2, false),
                           vote_of("b", 1, true), vote_of("a", 1, true),
                           vote_of("a", 1, false)};

    votes[4].day++;
    votes[4].locale = S("ko");
    for (size_t i = 0; i < sizeof(votes) / sizeof(votes[0]); i++)
        assert_int_equal(put_vote(s, &votes[i]), STORE_OK);
    expect_votes(*state, "a en yes 0 [] []\na en no 0 [] []\n"
                         "b en yes 0 [] []\na ko no 0 [] []\n");
    store_close(s);
    s = open_store(*state);
    assert_int_equal(put_vote(s, &votes[0]), STORE_OK);
    store_close(s);
    assert_int_equal(count_votes(*state), 4);
}

static void a_question_is_kept_once_a_day(void **state)
{
    struct store *s = open_store(*state);
    struct question q = {.locale = S("ko"),
                         .visitor = {7},
                         .day = DAY,
                         .at = NOON,
                         .text = S("언제 와요?"),
                         .asked = S("배송")};
    struct buf out = {0};
    struct err e = {0};

    assert_int_equal(put_question(s, &q), STORE_OK);
    q.at += 5;
    q.reply_to = S("me@shop.example");
    assert_int_equal(put_question(s, &q), STORE_OK);
    q.reply_to = S("");
    assert_int_equal(put_question(s, &q), STORE_OK);
    q.visitor[15] = 1;
    assert_int_equal(put_question(s, &q), STORE_OK);
    q.day++;
    assert_int_equal(put_question(s, &q), STORE_OK);
    q.text = S("a \"b\",\nc");
    assert_int_equal(put_question(s, &q), STORE_OK);
    store_close(s);
    assert_int_equal(store_read_questions(*state, print_question, &out, &e), 0);
    expect_text(&out, "ko 0 [언제 와요?] [배송] [me@shop.example]\n"
                      "ko 5 [언제 와요?] [배송] []\n"
                      "ko 5 [언제 와요?] [배송] []\n"
                      "ko 5 [a \"b\",\nc] [배송] []\n");
}

static void long_texts_are_refused(void **state)
{
    static char text[STORE_TEXT_MAX + 1];
    struct store *s = open_store(*state);
    struct vote v = vote_of("a", 1, true);

    memset(text, 'x', sizeof(text));
    v.comment = str_of(text, sizeof(text));
    assert_int_equal(put_vote(s, &v), STORE_FAILED);
    v.comment.len--;
    assert_int_equal(put_vote(s, &v), STORE_OK);
    assert_int_equal(count_votes(*state), 1);
    store_close(s);
}

/* Holds the writer's thread in its first answer, so that what is sent
 * meanwhile is one group. */
struct gate {
    pthread_mutex_t closed;
    atomic_bool reached;
    atomic_size_t results[STORE_FAILED + 1];
};

static void counted(void *ctx, enum store_result result)
{
    struct gate *g = ctx;

    atomic_fetch_add(&g->results[result], 1);
}

static void held(void *ctx, enum store_result result)
{
    struct gate *g = ctx;

    g->reached = true;
    pthread_mutex_lock(&g->closed);
    pthread_mutex_unlock(&g->closed);
    counted(ctx, result);
}

static void hold(struct store *s, struct gate *g)
{
    struct vote v = vote_of("gate", 1, true);

    pthread_mutex_lock(&g->closed);
    assert_int_equal(store_vote(s, &v, held, g), STORE_OK);
    while (!g->reached)
        sleep_a_little();
}

static enum store_result put_numbered(struct store *s, int i,
                                      struct str comment, struct gate *g)
{
    char article[20];

    snprintf(article, sizeof(article), "a%d", i);
    struct vote v = vote_of(article, 1, i % 2 == 0);
    v.comment = comment;
    return store_vote(s, &v, counted, g);
}

static void the_queue_is_bounded(void **state)
{
    struct gate g = {.closed = PTHREAD_MUTEX_INITIALIZER};
    struct store *s = open_store(*state);

    hold(s, &g);
    for (int i = 1; i < STORE_QUEUE_MAX; i++)
        assert_int_equal(put_numbered(s, i, S(""), &g), STORE_OK);
    assert_int_equal(put_numbered(s, STORE_QUEUE_MAX, S(""), &g), STORE_FULL);
    assert_int_equal(count_votes(*state), 1);
    pthread_mutex_unlock(&g.closed);
    store_close(s);
    assert_int_equal(g.results[STORE_OK], STORE_QUEUE_MAX);
    assert_int_equal(count_votes(*state), STORE_QUEUE_MAX);
}

static off_t log_size(const char *folder)
{
    char path[200];
    struct stat st;

    snprintf(path, sizeof(path), "%s/gabay.db-wal", folder);
    assert_int_equal(stat(path, &st), 0);
    return st.st_size;
}

/* A limit on the size of files is what a full disk is for one file. */
static void limit_files(rlim_t size)
{
    struct rlimit limit;

    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = size;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void of_a_group_that_failed_nothing_is_kept(void **state)
{
    enum { GROUP = 100 };
    static char text[4000];
    struct gate g = {.closed = PTHREAD_MUTEX_INITIALIZER};
    struct store *s = open_store(*state);
    struct vote v = vote_of("after", 1, true);
    struct err why;

    memset(text, 'x', sizeof(text));
    hold(s, &g);
    limit_files((rlim_t)log_size(*state) + sizeof(text) * GROUP / 2);
    for (int i = 0; i < GROUP; i++)
        assert_int_equal(put_numbered(s, i, str_of(text, sizeof(text)), &g),
                         STORE_OK);
    pthread_mutex_unlock(&g.closed);
    while (g.results[STORE_NO_SPACE] < GROUP && !g.results[STORE_FAILED])
        sleep_a_little();
    store_trouble(s, &why);
    limit_files(RLIM_INFINITY);
    assert_string_equal(why.message, "no space left on the disk");
    assert_int_equal(g.results[STORE_OK], 1);
    expect_votes(*state, "gate en yes 0 [] []\n");

    assert_int_equal(put_vote(s, &v), STORE_OK);
    store_trouble(s, &why);
    assert_int_equal(why.code, ERR_NONE);
    store_close(s);
    expect_votes(*state, "gate en yes 0 [] []\nafter en yes 0 [] []\n");
}

enum { THREADS = 8, EACH = 400 };

struct submitter {
    struct store *store;
    uint8_t visitor;
    atomic_size_t kept;
    uint8_t key[STORE_KEY_SIZE];
};

static void count_kept(void *ctx, enum store_result result)
{
    struct submitter *m = ctx;

    if (result == STORE_OK)
        atomic_fetch_add(&m->kept, 1);
}

static void *submit(void *ctx)
{
    struct submitter *m = ctx;
    struct err e;

    for (int i = 0; i < EACH; i++) {
        char article[20];
        snprintf(article, sizeof(article), "a%d", i);
        struct vote v = vote_of(article, m->visitor, i % 2 == 0);
        while (store_vote(m->store, &v, count_kept, m) == STORE_FULL)
            sleep_a_little();
        if (store_day_key(m->store, DAY + i / (EACH / 2), m->key, &e))
            return NULL;
    }
    return m;
}

static void many_threads_at_once(void **state)
{
    struct submitter submitters[THREADS] = {0};
    pthread_t threads[THREADS];
    struct store *s = open_store(*state);

    for (int i = 0; i < THREADS; i++) {
        submitters[i].store = s;
        submitters[i].visitor = (uint8_t)i;
        assert_int_equal(
            pthread_create(&threads[i], NULL, submit, &submitters[i]), 0);
    }
    size_t seen = count_votes(*state);
    for (int i = 0; i < THREADS; i++) {
        void *ended;
        pthread_join(threads[i], &ended);
        assert_non_null(ended);
        assert_memory_equal(submitters[i].key, submitters[0].key,
                            STORE_KEY_SIZE);
    }
    store_close(s);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(submitters[i].kept, EACH);
    assert_true(seen <= (size_t)THREADS * EACH);
    assert_int_equal(count_votes(*state), THREADS * EACH);
}

static int print_use(void *ctx, const struct reply_use *u, struct err *e)
{
    (void)e;
    buf_fmt(ctx, "%.*s %.*s %lld %lld\n", STR_ARG(u->reply), STR_ARG(u->locale),
            (long long)u->day - DAY, (long long)u->count);
    return 0;
}

static void uses_of_replies_are_counted_by_day(void **state)
{
    static const struct reply_use uses[] = {
        {STR("sorry"), STR("en"), DAY, 0},
        {STR("sorry"), STR("en"), DAY, 0},
        {STR("hello"), STR("en"), DAY, 0},
        {STR("sorry"), STR("ko"), DAY, 0},
        {STR("sorry"), STR("en"), DAY + 1, 0},
    };
    struct store *s = open_store(*state);
    struct buf days = {0}, sums = {0};
    struct err e = {0};

    for (size_t i = 0; i < sizeof(uses) / sizeof(*uses); i++) {
        struct answer a = ANSWER;
        assert_int_equal(store_reply_use(s, &uses[i], answered, &a), STORE_OK);
        assert_int_equal(wait_for(&a), STORE_OK);
    }
    assert_int_equal(
        store_read_reply_uses(store_folder(s), print_use, &days, &e), 0);
    assert_int_equal(
        store_read_reply_sums(store_folder(s), print_use, &sums, &e), 0);
    store_close(s);
    expect_text(&days, "hello en 0 1\nsorry en 0 2\nsorry ko 0 1\n"
                       "sorry en 1 1\n");
    expect_text(&sums, "hello en 0 1\nsorry en 1 3\nsorry ko 0 1\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_vote_can_be_changed),
        IN_FOLDER(one_vote_a_visitor_article_and_day),
        IN_FOLDER(a_question_is_kept_once_a_day),
        IN_FOLDER(long_texts_are_refused),
        IN_FOLDER(the_queue_is_bounded),
        IN_FOLDER(of_a_group_that_failed_nothing_is_kept),
        IN_FOLDER(many_threads_at_once),
        IN_FOLDER(uses_of_replies_are_counted_by_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
