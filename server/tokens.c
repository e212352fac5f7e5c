#include "server/tokens.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/file.h"
#include "lib/site/site_stamp.h"
#include "server/log.h"

struct tokens {
    const char *path;
    pthread_rwlock_t lock; /* guards the rest */
    struct token_list list;
    struct site_stamp seen; /* what was read last, or refused; 0: nothing */
};

/* Everybody on the machine could try the hashes, or add a line. */
static void warn_of_others(const char *path, const struct stat *st)
{
    if (st->st_mode & (S_IROTH | S_IWOTH))
        log_line("%s: others may %s it: chmod 640", path,
                 st->st_mode & S_IWOTH ? "write" : "read");
}

/* The text of the file as it stands still. */
static int read_text(const char *path, struct stat *st, struct buf *out,
                     struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int result = 0;

    if (fd < 0 || site_stamp_settled(fd, st) < 0)
        result = err_errno(e, "cannot read");
    else if (!S_ISREG(st->st_mode))
        result = err_set(e, ERR_USAGE, "is no file of tokens");
    else if (st->st_size > TOKEN_FILE_MAX)
        result = err_set(e, ERR_USAGE, "is larger than %d KiB",
                         TOKEN_FILE_MAX / 1024);
    if (result == 0) {
        size_t size = (size_t)st->st_size;
        char *to = buf_room(out, size + 1);
        result = to ? file_pread(fd, to, size, 0, e) : err_no_memory(e);
        out->len = result ? 0 : size;
    }
    if (fd >= 0)
        close(fd);
    return result;
}

/* Takes the place of the list; on an error the old one stays. */
static int read_again(struct tokens *t, struct err *e)
{
    struct token_list list = {0};
    struct buf text = {0};
    struct stat st = {0};
    int result = read_text(t->path, &st, &text, e);

    t->seen = site_stamp_from(&st);
    if (result == 0)
        result = token_list_parse(&list, buf_str(&text), e);
    buf_release(&text);
    if (result)
        return err_at(e, str_from(t->path), e ? e->line : 0, 0);
    token_list_release(&t->list);
    t->list = list;
    warn_of_others(t->path, &st);
    return 0;
}

static void read_and_tell(struct tokens *t)
{
    char text[sizeof(struct err)];
    struct err e = {0};

    if (read_again(t, &e))
        log_line("%s; the tokens of before count",
                 err_text(&e, text, sizeof(text)));
    else
        log_line("%s: read again, tokens: %zu", t->path, t->list.count);
}

void tokens_reload(struct tokens *t)
{
    if (!t)
        return;
    pthread_rwlock_wrlock(&t->lock);
    read_and_tell(t);
    pthread_rwlock_unlock(&t->lock);
}

/* A file that is gone has an empty stamp, as read_again() leaves it. */
static struct site_stamp stamp_of(const struct tokens *t)
{
    struct site_stamp stamp = {0};

    if (!site_stamp_of(t->path, &stamp))
        stamp = (struct site_stamp){0};
    return stamp;
}

/* With the lock for reading held, and so again when it returns. */
static void look(struct tokens *t)
{
    if (site_stamp_eq(stamp_of(t), t->seen))
        return;
    pthread_rwlock_unlock(&t->lock);
    pthread_rwlock_wrlock(&t->lock);
    if (!site_stamp_eq(stamp_of(t), t->seen))
        read_and_tell(t);
    pthread_rwlock_unlock(&t->lock);
    pthread_rwlock_rdlock(&t->lock);
}

struct tokens *tokens_open(const char *path, struct err *e)
{
    struct tokens *t = calloc(1, sizeof(*t));

    if (!t) {
        err_no_memory(e);
        return NULL;
    }
    t->path = path;
    pthread_rwlock_init(&t->lock, NULL);
    if (read_again(t, e) == 0)
        return t;
    tokens_close(t);
    return NULL;
}

void tokens_close(struct tokens *t)
{
    if (!t)
        return;
    token_list_release(&t->list);
    pthread_rwlock_destroy(&t->lock);
    free(t);
}

/* What stands behind "Bearer", or empty. */
static struct str bearer(const struct request *request)
{
    const struct str scheme = STR("Bearer");
    struct str header = str_trim(request->header[HEADER_AUTHORIZATION]);

    if (!str_eq_nocase(str_sub(header, 0, scheme.len), scheme) ||
        header.len == scheme.len || header.ptr[scheme.len] != ' ')
        return (struct str){0};
    return str_trim(str_skip(header, scheme.len));
}

bool request_names_token(const struct request *request)
{
    return token_is_ours(bearer(request));
}

enum token_verdict request_token(const struct request *request,
                                 struct token *out)
{
    struct tokens *t = request->tokens;
    struct str text = bearer(request);
    uint8_t hash[SHA256_SIZE];

    if (!text.len)
        return TOKEN_MISSING;
    if (!t || text.len != TOKEN_LENGTH || !token_is_ours(text))
        return TOKEN_UNKNOWN;
    sha256(text, hash);
    pthread_rwlock_rdlock(&t->lock);
    look(t);
    const struct token *found = token_list_find(&t->list, hash);
    if (found)
        *out = *found;
    pthread_rwlock_unlock(&t->lock);
    return found ? TOKEN_FINE : TOKEN_UNKNOWN;
}

enum token_verdict request_has_scope(const struct request *request,
                                     const char *scope)
{
    struct token t;
    enum token_verdict verdict = request_token(request, &t);

    if (verdict != TOKEN_FINE)
        return verdict;
    unsigned bit = token_scope(str_from(scope));
    return bit == SCOPE_SEARCH || (t.scopes & bit) ? TOKEN_FINE
                                                   : TOKEN_NO_SCOPE;
}
