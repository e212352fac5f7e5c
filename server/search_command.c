/* gabay-server search: one question, or a file of them for scoring. */
#include <stdio.h>
#include <stdlib.h>

#include "server/batch.h"
#include "server/command.h"
#include "server/search_desk.h"
#include "server/search_print.h"

struct search_options {
    const char *locale, *batch;
    long limit;
    bool explain, json, help;
};

#define AT(member) offsetof(struct search_options, member)

static const struct option_row rows[] = {
    {"locale", 'l', OPTION_TEXT, "L", "the locale to search in", AT(locale), 0,
     0},
    {"limit", 'n', OPTION_NUMBER, "N", "hits at most (10)", AT(limit), 1,
     SEARCH_LIMIT_MAX},
    {"batch", 'b', OPTION_TEXT, "QUERIES.tsv",
     "ask each line: query-id, locale, text", AT(batch), 0, 0},
    {"explain", 'e', OPTION_FLAG, NULL, "say what led to the hits", AT(explain),
     0, 0},
    {"json", 'j', OPTION_FLAG, NULL, "print answers as JSON, a line each",
     AT(json), 0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "this text", AT(help), 0, 0},
    {0},
};

static struct str text(const struct value *map, const char *key)
{
    return value_str(value_path(map, str_from(key)));
}

static int ask_one(struct desk *d, const struct search_options *options,
                   struct str query, struct err *e)
{
    const struct search_request request = {
        .query = query,
        .limit = (uint32_t)options->limit,
        .explain = options->explain,
    };
    struct arena a = {0};
    struct value *answer = NULL;
    int result =
        desk_ask(d, str_from(options->locale), &request, &a, &answer, e);

    if (result == 0 && options->json)
        result = batch_print(answer, e);
    else if (result == 0)
        search_print(answer);
    arena_release(&a);
    return result;
}

static void print_ranks(struct str id, const struct value *answer)
{
    const struct value *hits = value_get(answer, S("hits"));

    for (size_t i = 0; hits && i < hits->list.count; i++) {
        const struct value *hit = hits->list.items[i];
        const struct value *score = value_get(hit, S("score"));
        printf("%.*s\t%zu\t%.*s\t%.6f\n", STR_ARG(id), i + 1,
               STR_ARG(text(hit, "id")), score ? score->number : 0.0);
    }
}

struct batch {
    struct desk *desk;
    const struct search_options *options;
};

static int ask_line(void *ctx, struct str id, struct str locale,
                    struct str text_asked, struct arena *a, struct err *e)
{
    const struct batch *b = ctx;
    const struct search_request request = {
        .query = text_asked,
        .limit = (uint32_t)b->options->limit,
        .explain = b->options->explain,
    };
    struct value *answer = NULL;

    if (desk_ask(b->desk, locale, &request, a, &answer, e))
        return -1;
    if (b->options->json)
        return batch_print_answer(id, answer, a, e);
    print_ranks(id, answer);
    return 0;
}

static int check(const struct search_options *options, int count, struct err *e)
{
    if (options->batch ? count != 1 : count < 2 || !options->locale)
        return err_set(e, ERR_USAGE,
                       "expected FILE --locale L QUERY, or FILE --batch "
                       "QUERIES.tsv; see search --help");
    if (options->batch && options->explain && !options->json)
        return err_set(e, ERR_USAGE,
                       "--explain explains one question; with --batch it "
                       "needs --json");
    return 0;
}

static int search(const struct search_options *options, char **operands,
                  int count, struct err *e)
{
    struct desk d = {0};
    int result = -1;

    if (check(options, count, e))
        return -1;
    if (desk_open(&d, operands[0], e) == 0)
        result =
            options->batch
                ? batch_run(options->batch, ask_line,
                            &(struct batch){&d, options}, e)
                : ask_one(&d, options,
                          batch_join(&d.arena, operands + 1, count - 1), e);
    desk_release(&d);
    return result;
}

int search_command(int argc, char **argv)
{
    struct search_options options = {.limit = 10};
    struct err e = {0};
    int operands;

    if (option_parse(rows, argc, argv, &options, &operands, &e))
        return command_failed(&e);
    if (options.help) {
        command_help(
            "usage: gabay-server search FILE.gabay --locale L [--limit "
            "N] [--explain] [--json] QUERY\n"
            "       gabay-server search FILE.gabay --batch QUERIES.tsv "
            "[--limit N] [--json [--explain]]\n",
            rows);
        return command_done();
    }
    if (search(&options, argv + 1, operands, &e))
        return command_failed(&e);
    return command_done();
}
