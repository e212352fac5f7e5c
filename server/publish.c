/* gabay-server publish and rollback: what lies at a path is changed in one
 * step, and only for a file that was checked whole. */
#include <inttypes.h>
#include <stdio.h>

#include "server/agents_file.h"
#include "server/command.h"
#include "server/kept.h"
#include "server/site.h"

struct publish_options {
    long keep;
    bool help;
};

#define AT(member) offsetof(struct publish_options, member)

static const struct option_row publish_rows[] = {
    {"keep", 'k', OPTION_NUMBER, "N",
     "files of before to keep: FILE.1, FILE.2 .. (3)", AT(keep), 0, KEPT_MAX},
    {"help", 'h', OPTION_FLAG, NULL, "this text", AT(help), 0, 0},
    {0},
};
static const struct option_row rollback_rows[] = {
    {"help", 'h', OPTION_FLAG, NULL, "this text", AT(help), 0, 0},
    {0},
};

/* What is for agents goes first, so that whoever sees the new public file finds
 * it there; it is taken away last. */
static int publish_both(const struct site *site, const struct site *agents,
                        const char *path, long keep, struct err *e)
{
    if (agents && agents_file_publish(agents, path, keep, e))
        return -1;
    if (kept_publish(site->file, path, keep, e))
        return -1;
    return agents ? 0 : agents_file_publish(NULL, path, keep, e);
}

/* As the server does it at start: what it would refuse is refused here. */
static int publish(const char *new, const char *path, long keep, struct err *e)
{
    struct site *site = site_open_public(new, NULL, false, e);
    struct site *agents = NULL;

    if (!site)
        return -1;
    agents = agents_file_open(new, site_file_check(site->file), e);
    int result = e->code ? -1 : publish_both(site, agents, path, keep, e);
    if (result == 0)
        printf("%s: published %s%s, check %016" PRIx64 "\n", path, new,
               agents ? " and what is for agents" : "",
               site_file_check(site->file));
    if (agents)
        site_close(agents);
    site_close(site);
    return result;
}

static int check_kept(const char *path, void *ctx, struct err *e)
{
    struct site *site = site_open(path, NULL, e);
    uint64_t *check = ctx;

    if (!site)
        return -1;
    *check = site_file_check(site->file);
    site_close(site);
    return 0;
}

static int rollback(const char *path, struct err *e)
{
    uint64_t check = 0;
    bool agents = false;
    int result = kept_restore(path, check_kept, &check, e);

    if (result > 0) {
        err_set(e, ERR_CONTENT, "no file of before is kept beside it");
        return err_at(e, str_from(path), 0, 0);
    }
    if (result < 0 || agents_file_restore(path, check, &agents, e))
        return -1;
    printf("%s: the file of before is back%s, check %016" PRIx64 "\n", path,
           agents ? ", with what is for agents" : "", check);
    return 0;
}

int publish_command(int argc, char **argv)
{
    struct publish_options options = {.keep = 3};
    struct err e = {0};
    int operands;

    if (option_parse(publish_rows, argc, argv, &options, &operands, &e))
        return command_failed(&e);
    if (options.help) {
        command_help(
            "usage: gabay-server publish NEW FILE.gabay [OPTION...]\n"
            "\nChecks NEW whole and puts a copy of it at FILE in one "
            "step. A server that serves\nFILE takes it up by itself. What is "
            "for agents, NEW.agents.gabay, goes with it.\n",
            publish_rows);
        return command_done();
    }
    if (operands != 2)
        err_set(&e, ERR_USAGE, "expected NEW and FILE; see publish --help");
    else if (publish(argv[1], argv[2], options.keep, &e) == 0)
        return command_done();
    return command_failed(&e);
}

int rollback_command(int argc, char **argv)
{
    struct publish_options options = {0};
    struct err e = {0};
    int operands;

    if (option_parse(rollback_rows, argc, argv, &options, &operands, &e))
        return command_failed(&e);
    if (options.help) {
        command_help("usage: gabay-server rollback FILE.gabay\n"
                     "\nChecks the newest file that publish has kept and puts "
                     "it back at FILE. What was\nthere is not kept. Again: one "
                     "further back.\n",
                     rollback_rows);
        return command_done();
    }
    if (operands != 1)
        err_set(&e, ERR_USAGE, "expected one FILE; see rollback --help");
    else if (rollback(argv[1], &e) == 0)
        return command_done();
    return command_failed(&e);
}
