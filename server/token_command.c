/* gabay-server token: makes, lists and revokes tokens of programs. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file.h"
#include "server/command.h"
#include "server/token_list.h"

struct token_options {
    struct option_texts scopes;
    const char *file;
    bool help;
};

#define AT(member) offsetof(struct token_options, member)

static const struct option_row rows[] = {
    {"scope", 's', OPTION_TEXTS, "SCOPE",
     "feedback, agents or search; more than once for more", AT(scopes), 0, 0},
    {"file", 'f', OPTION_TEXT, "FILE", "the server's --tokens FILE", AT(file),
     0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "this text", AT(help), 0, 0},
    {0},
};

/* The file while it is looked at or changed. */
struct token_file {
    const char *path;
    int fd;
    struct buf text;
    struct token_list list;
};

static int read_file(struct token_file *f, struct err *e)
{
    struct stat st;

    if (fstat(f->fd, &st) < 0)
        return err_errno(e, "cannot read");
    if (!S_ISREG(st.st_mode) || st.st_size > TOKEN_FILE_MAX)
        return err_set(e, ERR_USAGE, "is no file of tokens");
    size_t size = (size_t)st.st_size;
    char *to = buf_room(&f->text, size + 1);
    if (!to)
        return err_no_memory(e);
    if (file_pread(f->fd, to, size, 0, e))
        return -1;
    f->text.len = size;
    return token_list_parse(&f->list, buf_str(&f->text), e);
}

static int close_file(struct token_file *f, int result, struct err *e)
{
    if (f->fd >= 0 && close(f->fd) < 0 && result == 0)
        result = err_errno(e, "cannot close");
    buf_release(&f->text);
    token_list_release(&f->list);
    return result && f->path ? err_at(e, str_from(f->path), e->line, 0)
                             : result;
}

static int open_file(struct token_file *f, const char *path, int flags,
                     struct err *e)
{
    *f = (struct token_file){.path = path};
    f->fd = open(path, flags | O_CLOEXEC, 0640);
    if (f->fd < 0)
        return err_errno(e, "cannot open");
    return read_file(f, e);
}

static int print(struct buf *out, struct err *e)
{
    int result = out->failed ? err_no_memory(e) : 0;

    if (result == 0 && fwrite(out->ptr, 1, out->len, stdout) != out->len)
        result = err_errno(e, "cannot write to standard output");
    return result;
}

/* The file's last line may lack its end. */
static int append(struct token_file *f, const struct token *t, struct err *e)
{
    struct str text = buf_str(&f->text);
    struct buf line = {0};

    if (token_list_named(&f->list, str_from(t->name)))
        return err_set(e, ERR_USAGE, "there is a token \"%s\" already",
                       t->name);
    if (text.len && !str_ends(text, S("\n")))
        buf_char(&line, '\n');
    token_line_put(&line, t);
    int result = line.failed ? err_no_memory(e)
                             : file_write(f->fd, line.ptr, line.len, e);
    if (result == 0 && fsync(f->fd) < 0)
        result = err_errno(e, "cannot sync");
    buf_release(&line);
    return result;
}

static int append_to(const char *path, const struct token *t, struct err *e)
{
    struct token_file f;
    int result = open_file(&f, path, O_RDWR | O_APPEND | O_CREAT, e);

    if (result == 0)
        result = append(&f, t, e);
    return close_file(&f, result, e);
}

static int read_scopes(const struct option_texts *given, struct token *t,
                       struct err *e)
{
    for (size_t i = 0; i < given->count; i++) {
        unsigned bit = token_scope(str_from(given->texts[i]));
        if (!bit)
            return err_set(e, ERR_USAGE,
                           "--scope \"%s\": expected feedback, agents or "
                           "search",
                           given->texts[i]);
        t->scopes |= bit;
    }
    if (!t->scopes)
        return err_set(e, ERR_USAGE, "expected --scope, see token --help");
    return 0;
}

/* The token stands nowhere but in what this prints; without a file its line
 * follows it. */
static int new_token(char **operands, const struct token_options *o,
                     struct err *e)
{
    struct str name = str_from(operands[0]);
    uint8_t random[TOKEN_RANDOM];
    struct token t = {0};
    struct buf out = {0};

    if (!token_name_is_fine(name))
        return err_set(e, ERR_USAGE,
                       "\"%s\": a name has 1 to %d letters, digits, dots, "
                       "dashes and underscores",
                       operands[0], TOKEN_NAME_MAX);
    if (read_scopes(&o->scopes, &t, e))
        return -1;
    if (getrandom(random, sizeof(random), 0) != sizeof(random))
        return err_errno(e, "no random numbers");
    token_put(&out, random);
    memcpy(t.name, name.ptr, name.len);
    sha256(buf_str(&out), t.hash);
    buf_char(&out, '\n');
    if (!o->file)
        token_line_put(&out, &t);
    int result = out.failed ? err_no_memory(e)
                 : o->file  ? append_to(o->file, &t, e)
                            : 0;
    if (result == 0)
        result = print(&out, e);
    buf_release(&out);
    return result;
}

static int list_tokens(char **operands, const struct token_options *o,
                       struct err *e)
{
    struct token_file f;
    struct buf out = {0};
    int result = open_file(&f, operands[0], O_RDONLY, e);

    (void)o;
    for (size_t i = 0; result == 0 && i < f.list.count; i++) {
        buf_fmt(&out, "%s\t", f.list.tokens[i].name);
        token_scopes_put(&out, f.list.tokens[i].scopes);
        buf_char(&out, '\n');
    }
    result = close_file(&f, result, e);
    if (result == 0)
        result = print(&out, e);
    buf_release(&out);
    return result;
}

static struct str line_of(struct str text, unsigned number)
{
    struct str line = {0};

    while (number-- && str_cut(&text, '\n', &line))
        continue;
    return line;
}

/* A comment of the same length takes the line's place, so that the file keeps
 * its owner and permissions and is whole at any moment. */
static int revoke(struct token_file *f, struct str name, struct err *e)
{
    const struct token *t = token_list_named(&f->list, name);
    struct buf note = {0};

    if (!t)
        return err_set(e, ERR_USAGE, "there is no token \"%.*s\"",
                       STR_ARG(name));
    struct str line = line_of(buf_str(&f->text), t->line);
    off_t at = (off_t)(line.ptr - f->text.ptr);
    buf_fmt(&note, "# revoked %s", t->name);
    while (note.len < line.len && !note.failed)
        buf_char(&note, ' ');
    int result = note.failed ? err_no_memory(e) : 0;
    if (result == 0 &&
        pwrite(f->fd, note.ptr, line.len, at) != (ssize_t)line.len)
        result = err_errno(e, "cannot write");
    if (result == 0 && fsync(f->fd) < 0)
        result = err_errno(e, "cannot sync");
    buf_release(&note);
    return result;
}

static int revoke_token(char **operands, const struct token_options *o,
                        struct err *e)
{
    struct token_file f;

    if (!o->file)
        return err_set(e, ERR_USAGE, "expected --file, see token --help");
    int result = open_file(&f, o->file, O_RDWR, e);
    if (result == 0)
        result = revoke(&f, str_from(operands[0]), e);
    return close_file(&f, result, e);
}

static const struct action {
    const char *name, *operand;
    int (*run)(char **operands, const struct token_options *o, struct err *e);
} actions[] = {
    {"new", "NAME", new_token},
    {"list", "FILE", list_tokens},
    {"revoke", "NAME", revoke_token},
};

static int run(int operands, char **words, const struct token_options *o,
               struct err *e)
{
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
        if (!operands || strcmp(words[0], actions[i].name) != 0)
            continue;
        if (operands != 2)
            return err_set(e, ERR_USAGE, "token %s: expected one %s",
                           actions[i].name, actions[i].operand);
        return actions[i].run(words + 1, o, e);
    }
    return err_set(e, ERR_USAGE,
                   "expected new, list or revoke; see token --help");
}

int token_command(int argc, char **argv)
{
    struct token_options options = {0};
    struct err e = {0};
    int operands;

    if (option_parse(rows, argc, argv, &options, &operands, &e))
        return command_failed(&e);
    if (options.help) {
        command_help("usage: gabay-server token new NAME --scope SCOPE... "
                     "[--file FILE]\n"
                     "       gabay-server token list FILE\n"
                     "       gabay-server token revoke NAME --file FILE\n"
                     "\nA new token is printed once and stands nowhere else. "
                     "Without --file its\nline for the file follows it; with "
                     "--file it is added there.\n",
                     rows);
        return command_done();
    }
    if (run(operands, argv + 1, &options, &e))
        return command_failed(&e);
    return command_done();
}
