#include "indexer/history/git_history.h"

#include <stdio.h>
#include <string.h>

#include "indexer/base/program.h"

extern char **environ;

enum { CHUNK = 64 << 10, ANSWER_BYTES_MAX = 16 << 10, ARGUMENTS_MAX = 48 };

/* Whoever wrote the repository's settings decides nothing here: no program of
 * theirs runs, nothing is fetched, and the output has one form. */
static const char *const first_arguments[] = {
    "git",
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotepath=off",
    "-c",
    "log.follow=false",
    "-c",
    "log.showRoot=true",
    "-c",
    "log.showSignature=false",
    NULL,
};

static const char *const ask_arguments[] = {
    "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD", NULL,
};

static const char *const list_arguments[] = {
    "ls-tree", "-r", "-z", "--name-only", "HEAD", NULL,
};

static const char *const log_arguments[] = {
    "log",
    "-z",
    "--format=@%at %P|%aN",
    "--encoding=UTF-8",
    "--name-status",
    "-M100%",
    "-c",
    "--no-relative",
    "--no-color",
    "--no-notes",
    "--no-ext-diff",
    "--no-textconv",
    "HEAD",
    "--",
    ".",
    NULL,
};

/* In a hook git names the repository that is committed to; here the folder
 * decides. */
static const char *const dropped_variables[] = {
    "GIT_DIR=",
    "GIT_WORK_TREE=",
    "GIT_INDEX_FILE=",
    "GIT_PREFIX=",
    "GIT_COMMON_DIR=",
    "GIT_OBJECT_DIRECTORY=",
    "GIT_NAMESPACE=",
    "GIT_LITERAL_PATHSPECS=",
    "GIT_TRACE",
    "GIT_GLOB_PATHSPECS=",
    "GIT_NOGLOB_PATHSPECS=",
    "GIT_ICASE_PATHSPECS=",
    "GIT_ALLOW_PROTOCOL=",
    "GIT_NO_LAZY_FETCH=",
    "LC_ALL=",
    "LANGUAGE=",
};

/* A partial clone would fetch what it lacks, by a program that the repository
 * may name; its "protocol.ext.allow" outdoes our "protocol.allow", but not the
 * environment. */
static const char *const set_variables[] = {
    "LC_ALL=C",
    "GIT_ALLOW_PROTOCOL=",
    "GIT_NO_LAZY_FETCH=1",
    "GIT_OPTIONAL_LOCKS=0",
    "GIT_TERMINAL_PROMPT=0",
    NULL,
};

/* Texts for execve(), which takes no constant ones. */
struct texts {
    struct arena *a;
    char **items;
    size_t count;
};

static void add_text(struct texts *t, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = arena_new(t->a, char, size);

    if (!copy || !t->items)
        return;
    memcpy(copy, text, size);
    t->items[t->count++] = copy;
}

static void add_texts(struct texts *t, const char *const *texts)
{
    for (; *texts; texts++)
        add_text(t, *texts);
}

static bool is_dropped(const char *variable)
{
    size_t count = sizeof(dropped_variables) / sizeof(*dropped_variables);

    for (size_t i = 0; i < count; i++)
        if (str_starts(str_from(variable), str_from(dropped_variables[i])))
            return true;
    return false;
}

static char **make_environment(struct arena *a)
{
    struct texts t = {.a = a};
    size_t count = sizeof(set_variables) / sizeof(*set_variables);

    for (char **v = environ; v && *v; v++)
        count++;
    t.items = arena_new(a, char *, count + 1);
    for (char **v = environ; v && *v; v++)
        if (!is_dropped(*v))
            add_text(&t, *v);
    add_texts(&t, set_variables);
    return t.items;
}

static char **make_arguments(struct arena *a, const char *root,
                             const char *const *rest)
{
    struct texts t = {.a = a, .items = arena_new(a, char *, ARGUMENTS_MAX)};

    add_texts(&t, first_arguments);
    add_text(&t, "-C");
    add_text(&t, root);
    add_texts(&t, rest);
    return t.items;
}

struct reading {
    const struct git_request *request;
    struct git_history *out;
    struct git_log log;
    struct arena scratch;
    char **environment;
    struct str prefix;
};

static enum program_start start(struct reading *r, struct program *p,
                                const char *const *arguments, bool with_errors,
                                struct err *e)
{
    char **argv = make_arguments(&r->scratch, r->request->root, arguments);

    if (r->scratch.failed) {
        err_no_memory(e);
        return PROGRAM_FAILED;
    }
    return program_start(p, argv, r->environment, with_errors, e);
}

static int read_answer(struct program *p, struct buf *answer, struct err *e)
{
    char bytes[1024];
    ssize_t n;

    while ((n = program_read(p, bytes, sizeof(bytes), e)) > 0)
        if (answer->len < ANSWER_BYTES_MAX)
            buf_add(answer, bytes, (size_t)n);
    if (n < 0)
        return -1;
    return answer->failed ? err_no_memory(e) : 0;
}

/* What git says of why it cannot: LC_ALL=C keeps it in English. */
static const struct refusal {
    const char *said;
    enum git_outcome outcome;
} refusals[] = {
    {"dubious ownership", GIT_REFUSED},
    {"unsafe repository", GIT_REFUSED},
    {"not a git repository", GIT_SILENT},
    {"ambiguous argument 'HEAD'", GIT_SILENT},
    {"must be run in a work tree", GIT_SILENT},
};

static void note_why(struct git_history *out, struct str said)
{
    static const char fatal[] = "fatal: ";
    size_t at = str_search(said, S("fatal: "));

    if (at < said.len)
        said = str_skip(said, at + sizeof(fatal) - 1);
    said.len = str_find(said, '\n');
    out->outcome = GIT_FAILED;
    snprintf(out->why, sizeof(out->why), "%.*s", STR_ARG(said));
}

static void read_refusal(struct git_history *out, struct str said)
{
    for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++)
        if (str_search(said, str_from(refusals[i].said)) < said.len) {
            out->outcome = refusals[i].outcome;
            return;
        }
    note_why(out, said);
}

/* Lines: is it shallow, the folder's path in the repository (which may hold
 * line feeds itself), the last commit. */
static void read_place(struct reading *r, struct str said)
{
    struct str shallow = str_of(said.ptr, str_find(said, '\n'));
    struct str rest = str_skip(said, shallow.len + 1);

    if (rest.len && rest.ptr[rest.len - 1] == '\n')
        rest.len--;
    rest.len = str_find_last(rest, '\n');
    r->out->is_shallow = str_eq(shallow, S("true"));
    r->prefix = arena_str(&r->scratch, rest);
    r->out->outcome = GIT_SAID;
}

/* The exit code in `*code`; one that is not there has none: -1. */
static int ask(struct reading *r, bool with_errors, struct buf *said, int *code,
               struct err *e)
{
    struct program git;

    *code = -1;
    switch (start(r, &git, ask_arguments, with_errors, e)) {
    case PROGRAM_STARTED: break;
    case PROGRAM_FAILED: return -1;
    case PROGRAM_MISSING: return 0;
    }
    int result = read_answer(&git, said, e);
    *code = program_end(&git, result != 0);
    return result;
}

/* What git says beside an answer, such as a warning, is no part of it. */
static int find_place(struct reading *r, struct err *e)
{
    struct buf said = {0};
    int code, result = ask(r, false, &said, &code, e);

    r->out->outcome = GIT_SILENT;
    if (result == 0 && code == 0) {
        read_place(r, buf_str(&said));
    } else if (result == 0 && code > 0) {
        buf_clear(&said);
        result = ask(r, true, &said, &code, e);
        if (result == 0)
            read_refusal(r->out, buf_str(&said));
    }
    buf_release(&said);
    return result;
}

typedef void take_bytes(struct reading *r, struct str bytes);

static void take_log(struct reading *r, struct str bytes)
{
    git_log_feed(&r->log, bytes);
}

/* A path may lie in two pieces. */
static void take_list(struct reading *r, struct str bytes)
{
    struct buf *part = &r->log.part;

    while (bytes.len) {
        size_t end = str_find(bytes, '\0');
        buf_put(part, str_of(bytes.ptr, end));
        if (end < bytes.len) {
            git_log_track(&r->log, buf_str(part));
            if (!part->failed)
                buf_clear(part);
        }
        bytes = str_skip(bytes, end + 1);
    }
}

static bool is_wanted(const struct reading *r, bool to_the_end)
{
    return (to_the_end || r->log.open) && !r->log.is_wrong &&
           !git_log_failed(&r->log) && !atomic_load(r->request->stop);
}

static void note_failure(struct reading *r, const char *command, int code)
{
    struct git_history *out = r->out;

    out->outcome = GIT_FAILED;
    if (r->log.is_wrong)
        snprintf(out->why, sizeof(out->why),
                 "the answer of 'git %s' is not understood", command);
    else
        snprintf(out->why, sizeof(out->why),
                 "'git %s' ended with exit code %d (run it there to see why)",
                 command, code);
}

/* Hands over all that git writes, until nobody needs more. */
static int run(struct reading *r, const char *const *arguments,
               take_bytes *take, bool to_the_end, struct err *e)
{
    struct program git;
    char *bytes = arena_new(&r->scratch, char, CHUNK);
    ssize_t n = 0;

    if (!bytes)
        return err_no_memory(e);
    switch (start(r, &git, arguments, false, e)) {
    case PROGRAM_STARTED: break;
    case PROGRAM_FAILED: return -1;
    case PROGRAM_MISSING: r->out->outcome = GIT_SILENT; return 0;
    }
    while (is_wanted(r, to_the_end) &&
           (n = program_read(&git, bytes, CHUNK, e)) > 0)
        take(r, str_of(bytes, (size_t)n));

    bool at_end = n == 0 && is_wanted(r, to_the_end);
    int code = program_end(&git, !at_end);

    if (n < 0)
        return -1;
    if (git_log_failed(&r->log))
        return err_no_memory(e);
    if (r->log.is_wrong || (at_end && code != 0))
        note_failure(r, arguments[0], code);
    return 0;
}

static int read_log(struct reading *r, struct arena *a, struct err *e)
{
    const struct git_request *q = r->request;

    git_log_init(&r->log, a, r->prefix);
    r->log.is_shallow = r->out->is_shallow;
    r->log.with_authors = q->with_authors;
    for (size_t i = 0; i < q->count; i++)
        if (!git_log_want(&r->log, &q->files[i]))
            return err_no_memory(e);
    if (run(r, list_arguments, take_list, true, e))
        return -1;
    if (r->out->outcome != GIT_SAID)
        return 0;
    return run(r, log_arguments, take_log, false, e);
}

int git_history_read(const struct git_request *request, struct arena *a,
                     struct git_history *out, struct err *e)
{
    struct reading r = {.request = request, .out = out};
    int result = 0;

    *out = (struct git_history){0};
    r.environment = make_environment(&r.scratch);
    if (r.scratch.failed)
        result = err_no_memory(e);
    if (result == 0)
        result = find_place(&r, e);
    if (result == 0 && out->outcome == GIT_SAID)
        result = read_log(&r, a, e);
    git_log_release(&r.log);
    arena_release(&r.scratch);
    return result;
}
