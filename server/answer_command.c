/* gabay-server answer: what a bot would say to a question. */
#include <stdio.h>
#include <time.h>

#include "server/answer.h"
#include "server/api.h"
#include "server/batch.h"
#include "server/command.h"

struct answer_options {
    const char *locale, *batch;
    bool json, help;
};

#define AT(member) offsetof(struct answer_options, member)

static const struct option_row rows[] = {
    {"locale", 'l', OPTION_TEXT, "L", "the locale of the question", AT(locale),
     0, 0},
    {"batch", 'b', OPTION_TEXT, "QUESTIONS.tsv",
     "ask each line: id, locale, text", AT(batch), 0, 0},
    {"json", 'j', OPTION_FLAG, NULL, "print answers as JSON, a line each",
     AT(json), 0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "this text", AT(help), 0, 0},
    {0},
};

static struct str text(const struct value *map, const char *path)
{
    return value_str(value_path(map, str_from(path)));
}

static double confidence_of(const struct value *answer)
{
    const struct value *v = value_get(answer, S("confidence"));

    return v ? v->number : 0;
}

static int ask(struct site *site, struct str tag, struct str question,
               struct arena *a, struct value **answer, struct err *e)
{
    struct site_locale *l = api_locale(site, tag);
    const struct answer_request request = {
        .query = question, .origin = site->origin, .now = time(NULL)};

    if (!l)
        return err_set(e, ERR_USAGE, "the file has no locale \"%.*s\"",
                       STR_ARG(tag));
    return answer_ask(l, &request, a, answer, e);
}

static void print(const struct value *answer)
{
    const struct value *others = value_get(answer, S("alternatives"));

    if (value_is_true(value_get(answer, S("answer"))))
        printf("%.*s\n\n%.*s\n", STR_ARG(text(answer, "answer.text")),
               STR_ARG(text(answer, "answer.source.url")));
    else
        printf("no answer (%.*s)\n", STR_ARG(text(answer, "handoff.reason")));
    for (size_t i = 0; i < others->list.count; i++)
        printf("%s%.*s\n", i ? "" : "\n",
               STR_ARG(text(others->list.items[i], "url")));
    printf("\nconfidence %.2f\n", confidence_of(answer));
}

struct batch {
    struct site *site;
    bool json;
};

/* question's id, confidence, the article that answers or the reason why none
 * does. */
static int ask_line(void *ctx, struct str id, struct str locale,
                    struct str question, struct arena *a, struct err *e)
{
    const struct batch *b = ctx;
    struct value *answer;

    if (ask(b->site, locale, question, a, &answer, e))
        return -1;
    if (b->json)
        return batch_print_answer(id, answer, a, e);
    printf("%.*s\t%.6f\t%.*s\t%.*s\n", STR_ARG(id), confidence_of(answer),
           STR_ARG(text(answer, "answer.source.id")),
           STR_ARG(text(answer, "handoff.reason")));
    return 0;
}

static int ask_one(struct site *site, const struct answer_options *options,
                   char **words, int count, struct err *e)
{
    struct arena a = {0};
    struct value *answer;
    int result = ask(site, str_from(options->locale),
                     batch_join(&a, words, count), &a, &answer, e);

    if (result == 0 && options->json)
        result = batch_print(answer, e);
    else if (result == 0)
        print(answer);
    arena_release(&a);
    return result;
}

static int run(const struct answer_options *options, char **operands, int count,
               struct err *e)
{
    if (options->batch ? count != 1 : count < 2 || !options->locale)
        return err_set(e, ERR_USAGE,
                       "expected FILE --locale L QUESTION, or FILE --batch "
                       "QUESTIONS.tsv; see answer --help");

    struct site *site = site_open(operands[0], NULL, e);

    if (!site)
        return -1;
    int result = options->batch
                     ? batch_run(options->batch, ask_line,
                                 &(struct batch){site, options->json}, e)
                     : ask_one(site, options, operands + 1, count - 1, e);
    site_close(site);
    return result;
}

int answer_command(int argc, char **argv)
{
    struct answer_options options = {0};
    struct err e = {0};
    int operands;

    if (option_parse(rows, argc, argv, &options, &operands, &e))
        return command_failed(&e);
    if (options.help) {
        command_help(
            "usage: gabay-server answer FILE.gabay --locale L [--json] "
            "QUESTION\n"
            "       gabay-server answer FILE.gabay --batch QUESTIONS.tsv "
            "[--json]\n",
            rows);
        return command_done();
    }
    if (run(&options, argv + 1, operands, &e))
        return command_failed(&e);
    return command_done();
}
