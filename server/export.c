/* gabay-server export: what is kept, for people and spreadsheets. */
#include <stdio.h>
#include <string.h>

#include "lib/timestamp.h"
#include "server/command.h"
#include "server/csv.h"
#include "server/store/read.h"

enum { SECONDS_A_DAY = 24 * 60 * 60, DATE_LENGTH = 10 };

struct export_options {
    const char *format, *from, *until;
    bool votes, questions, replies, help;
};

#define AT(member) offsetof(struct export_options, member)

static const struct option_row rows[] = {
    {"votes", 'v', OPTION_FLAG, NULL, "what readers found helpful or not",
     AT(votes), 0, 0},
    {"questions", 'q', OPTION_FLAG, NULL, "what they asked the shop",
     AT(questions), 0, 0},
    {"replies", 'r', OPTION_FLAG, NULL, "which replies agents used, by day",
     AT(replies), 0, 0},
    {"format", 'f', OPTION_TEXT, "csv|json", "how to print them (csv)",
     AT(format), 0, 0},
    {"from", 0, OPTION_TEXT, "DATE", "not those before this day (UTC)",
     AT(from), 0, 0},
    {"until", 0, OPTION_TEXT, "DATE", "not those after this day (UTC)",
     AT(until), 0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "this text", AT(help), 0, 0},
    {0},
};

/* Printed while it is read: the arena and the buffer hold one row. */
struct table {
    struct str from, until; /* dates, or empty */
    bool json;
    size_t printed;
    struct arena arena;
    struct buf out;
};

static void add(struct table *t, struct value *row, const char *name,
                struct str text)
{
    value_set(&t->arena, row, name, value_text(&t->arena, text));
}

static struct value *begin_row(struct table *t, int64_t at)
{
    struct value *row = value_map(&t->arena);
    struct buf when = {0};

    timestamp_put(&when, at);
    add(t, row, "at", buf_copy(&when, &t->arena));
    buf_release(&when);
    return row;
}

static struct value *vote_row(struct table *t, const struct vote *v)
{
    struct value *row = begin_row(t, v->at);

    add(t, row, "article", v->article);
    add(t, row, "locale", v->locale);
    add(t, row, "vote", v->yes ? S("yes") : S("no"));
    add(t, row, "reason", v->reason);
    add(t, row, "comment", v->comment);
    return row;
}

static struct value *question_row(struct table *t, const struct question *q)
{
    struct value *row = begin_row(t, q->at);

    add(t, row, "locale", q->locale);
    add(t, row, "question", q->text);
    add(t, row, "asked", q->asked);
    add(t, row, "reply_to", q->reply_to);
    return row;
}

static struct value *use_row(struct table *t, const struct reply_use *u)
{
    struct value *row = begin_row(t, u->day * SECONDS_A_DAY);
    struct str at = value_str(value_get(row, S("at")));

    /* Counted by day: there is no time. */
    add(t, row, "at", str_sub(at, 0, DATE_LENGTH));
    add(t, row, "reply", u->reply);
    add(t, row, "locale", u->locale);
    value_set(&t->arena, row, "used", value_integer(&t->arena, u->count));
    return row;
}

/* Times begin with their date, and dates are in order as texts. */
static bool is_wanted(const struct table *t, const struct value *row)
{
    struct str day =
        str_sub(value_str(value_get(row, S("at"))), 0, DATE_LENGTH);

    return str_cmp(day, t->from) >= 0 &&
           (!t->until.len || str_cmp(day, t->until) <= 0);
}

static int flush(struct table *t, struct err *e)
{
    int result = t->arena.failed || t->out.failed ? err_no_memory(e) : 0;

    if (result == 0 && fwrite(t->out.ptr, 1, t->out.len, stdout) != t->out.len)
        result = err_errno(e, "cannot write to standard output");
    buf_clear(&t->out);
    arena_reset(&t->arena);
    return result;
}

static int print_row(struct table *t, const struct value *row, struct err *e)
{
    if (t->json) {
        buf_text(&t->out, t->printed ? ",\n" : "\n");
        value_to_json(&t->out, row);
    } else {
        csv_row(&t->out, row);
    }
    t->printed++;
    return flush(t, e);
}

static int print_vote(void *ctx, const struct vote *vote, struct err *e)
{
    struct table *t = ctx;
    const struct value *row = vote_row(t, vote);

    return is_wanted(t, row) ? print_row(t, row, e) : flush(t, e);
}

static int print_question(void *ctx, const struct question *question,
                          struct err *e)
{
    struct table *t = ctx;
    const struct value *row = question_row(t, question);

    return is_wanted(t, row) ? print_row(t, row, e) : flush(t, e);
}

static int print_use(void *ctx, const struct reply_use *use, struct err *e)
{
    struct table *t = ctx;
    const struct value *row = use_row(t, use);

    return is_wanted(t, row) ? print_row(t, row, e) : flush(t, e);
}

/* The names of a table's columns are those of an empty row. */
static const struct value *names(struct table *t,
                                 const struct export_options *o)
{
    const struct vote vote = {0};
    const struct question question = {0};
    const struct reply_use use = {0};

    return o->votes       ? vote_row(t, &vote)
           : o->questions ? question_row(t, &question)
                          : use_row(t, &use);
}

/* A failure before the first row prints nothing: the names are written with
 * that. */
static int print_table(struct table *t, const char *folder,
                       const struct export_options *o, struct err *e)
{
    if (t->json)
        buf_char(&t->out, '[');
    else
        csv_names(&t->out, names(t, o));
    int result = o->votes ? store_read_votes(folder, print_vote, t, e)
                 : o->questions
                     ? store_read_questions(folder, print_question, t, e)
                     : store_read_reply_uses(folder, print_use, t, e);
    if (result)
        return result;
    if (t->json)
        buf_text(&t->out, t->printed ? "\n]\n" : "]\n");
    return flush(t, e);
}

static int check_date(const char *name, const char *date, struct err *e)
{
    static const char shape[] = "dddd-dd-dd";
    bool good = !date || strlen(date) == strlen(shape);

    for (size_t i = 0; date && good && shape[i]; i++)
        good = shape[i] == 'd' ? date[i] >= '0' && date[i] <= '9'
                               : date[i] == shape[i];
    if (good)
        return 0;
    return err_set(e, ERR_USAGE,
                   "--%s \"%s\": expected a date such as 2026-11-22", name,
                   date);
}

static int check(const struct export_options *o, int operands, struct err *e)
{
    if (operands != 1)
        return err_set(e, ERR_USAGE,
                       "expected one data folder; see export --help");
    if (o->votes + o->questions + o->replies != 1)
        return err_set(e, ERR_USAGE,
                       "expected --votes, --questions or --replies; see "
                       "export --help");
    if (strcmp(o->format, "csv") && strcmp(o->format, "json"))
        return err_set(e, ERR_USAGE, "--format \"%s\": expected csv or json",
                       o->format);
    if (check_date("from", o->from, e) || check_date("until", o->until, e))
        return -1;
    return 0;
}

static int export_table(const char *folder, const struct export_options *o,
                        struct err *e)
{
    struct table t = {
        .from = str_from(o->from),
        .until = str_from(o->until),
        .json = strcmp(o->format, "json") == 0,
    };
    int result = print_table(&t, folder, o, e);

    buf_release(&t.out);
    arena_release(&t.arena);
    return result;
}

int export_command(int argc, char **argv)
{
    struct export_options options = {.format = "csv"};
    struct err e = {0};
    int operands;

    if (option_parse(rows, argc, argv, &options, &operands, &e))
        return command_failed(&e);
    if (options.help) {
        command_help(
            "usage: gabay-server export DATA --votes|--questions|--replies "
            "[OPTION...]\n"
            "\nPrints what lies in the data folder DATA, also while a "
            "server uses it.\n",
            rows);
        return command_done();
    }
    if (check(&options, operands, &e) || export_table(argv[1], &options, &e))
        return command_failed(&e);
    return command_done();
}
