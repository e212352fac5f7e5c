/* gabay-server search: one question, or a file of them for scoring. */
#include <stdio.h>
#include <stdlib.h>

#include "lib/file.h"
#include "server/command.h"
#include "server/search_desk.h"
#include "server/search_print.h"

enum { BATCH_MAX = 256 * 1024 * 1024 };

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

static int print_json(const struct value *v, struct err *e)
{
    struct buf out = {0};

    value_to_json(&out, v);
    buf_char(&out, '\n');

    int result = out.failed ? err_no_memory(e) : 0;
    if (result == 0)
        fwrite(out.ptr, 1, out.len, stdout);
    buf_release(&out);
    return result;
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
        result = print_json(answer, e);
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

static int print_json_of(struct str id, struct value *answer, struct arena *a,
                         struct err *e)
{
    struct value *v = value_map(a);

    value_set(a, v, "query_id", value_text(a, id));
    value_set(a, v, "answer", answer);
    return a->failed ? err_no_memory(e) : print_json(v, e);
}

static int ask_line(struct desk *d, const struct search_options *options,
                    struct str line, struct arena *a, struct err *e)
{
    struct search_request request = {
        .limit = (uint32_t)options->limit,
        .explain = options->explain,
    };
    struct str id, locale, rest = line;
    struct value *answer = NULL;

    if (!str_cut(&rest, '\t', &id) || !str_cut(&rest, '\t', &locale) ||
        !rest.ptr)
        return err_set(e, ERR_CONTENT, "expected query-id TAB locale TAB text");
    request.query = rest;
    if (desk_ask(d, locale, &request, a, &answer, e))
        return -1;
    if (options->json)
        return print_json_of(id, answer, a, e);
    print_ranks(id, answer);
    return 0;
}

static int ask_batch(struct desk *d, const struct search_options *options,
                     struct err *e)
{
    struct buf all = {0};
    struct arena a = {0};
    struct str rest, line;
    unsigned number = 0;
    int result = file_read(options->batch, BATCH_MAX, &all, e);

    rest = buf_str(&all);
    while (result == 0 && str_cut(&rest, '\n', &line)) {
        number++;
        if (str_ends(line, S("\r")))
            line.len--;
        if (!line.len)
            continue;
        arena_reset(&a);
        result = ask_line(d, options, line, &a, e);
        if (result)
            err_at(e, str_from(options->batch), number, 0);
    }
    arena_release(&a);
    buf_release(&all);
    return result;
}

/* The words of a question need no quotes in the shell. */
static struct str join(struct arena *a, char **words, int count)
{
    struct str all = {0};

    for (int i = 0; i < count; i++)
        all = arena_fmt(a, "%.*s%s%s", STR_ARG(all), i ? " " : "", words[i]);
    return all;
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
        result = options->batch
                     ? ask_batch(&d, options, e)
                     : ask_one(&d, options,
                               join(&d.arena, operands + 1, count - 1), e);
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
