#include "indexer/base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/base/jobs.h"

/* Other threads may start programs too: none inherits this one's pipe. */
static int open_pipe(int ends[2], struct err *e)
{
    if (pipe(ends) < 0)
        return err_errno(e, "cannot make a pipe");
    for (int i = 0; i < 2; i++)
        if (fcntl(ends[i], F_SETFD, FD_CLOEXEC) < 0) {
            err_errno(e, "cannot make a pipe");
            close(ends[0]);
            close(ends[1]);
            return -1;
        }
    return 0;
}

static int plan(posix_spawn_file_actions_t *files, int output, bool with_errors)
{
    int wrong = posix_spawn_file_actions_addopen(files, STDIN_FILENO,
                                                 "/dev/null", O_RDONLY, 0);

    if (!wrong)
        wrong = posix_spawn_file_actions_adddup2(files, output, STDOUT_FILENO);
    if (wrong)
        return wrong;
    return with_errors
               ? posix_spawn_file_actions_adddup2(files, output, STDERR_FILENO)
               : posix_spawn_file_actions_addopen(files, STDERR_FILENO,
                                                  "/dev/null", O_WRONLY, 0);
}

static int spawn(struct program *p, char *const *argv, char *const *env,
                 int output, bool with_errors)
{
    posix_spawn_file_actions_t files;
    int wrong = posix_spawn_file_actions_init(&files);

    if (wrong)
        return wrong;
    wrong = plan(&files, output, with_errors);
    if (!wrong)
        wrong = posix_spawnp(&p->pid, argv[0], &files, NULL, argv, env);
    posix_spawn_file_actions_destroy(&files);
    return wrong;
}

enum program_start program_start(struct program *p, char *const *argv,
                                 char *const *env, bool with_errors,
                                 struct err *e)
{
    int ends[2];

    if (open_pipe(ends, e))
        return PROGRAM_FAILED;
    int wrong = spawn(p, argv, env, ends[1], with_errors);
    close(ends[1]);
    if (!wrong) {
        p->output = ends[0];
        return PROGRAM_STARTED;
    }
    close(ends[0]);
    if (wrong == ENOENT || wrong == EACCES || wrong == ENOTDIR)
        return PROGRAM_MISSING;
    errno = wrong;
    err_errno(e, "cannot start %s", argv[0]);
    return PROGRAM_FAILED;
}

ssize_t program_read(struct program *p, char *bytes, size_t room, struct err *e)
{
    ssize_t n;

    do {
        if (jobs_check(e))
            return -1;
        n = read(p->output, bytes, room);
    } while (n < 0 && errno == EINTR);
    return n < 0 ? err_errno(e, "cannot read what a program writes") : n;
}

int program_end(struct program *p, bool stop)
{
    int status = 0;
    pid_t ended;

    close(p->output);
    /* It may compute for long before it writes again and meets the closed
     * pipe. */
    if (stop)
        kill(p->pid, SIGTERM);
    do
        ended = waitpid(p->pid, &status, 0);
    while (ended < 0 && errno == EINTR);
    return ended == p->pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
