/* gabay-server search: one question, or a file of them for scoring. */
#include <stdio.h>
#include <stdlib.h>

#include "lib/file.h"
#include "lib/icu/locale.h"
#include "lib/query/search.h"
#include "lib/utf8.h"
#include "server/command.h"
#include "server/log.h"
#include "server/manifest.h"

enum { BATCH_MAX = 256 * 1024 * 1024 };

struct search_options {
    const char *locale, *batch;
    long limit;
    bool help;
};

#define AT(member) offsetof(struct search_options, member)

static const struct option_row rows[] = {
    {"locale", 'l', OPTION_TEXT, "L", "the locale to search in", AT(locale), 0,
     0},
    {"limit", 'n', OPTION_NUMBER, "N", "hits at most (10)", AT(limit), 1,
     SEARCH_LIMIT_MAX},
    {"batch", 'b', OPTION_TEXT, "QUERIES.tsv",
     "ask each line: query-id, locale, text", AT(batch), 0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "this text", AT(help), 0, 0},
    {0},
};

/* A file and its locales, opened when first asked for. */
struct desk {
    struct site_file *file;
    struct arena arena; /* the manifest */
    struct manifest manifest;
    struct search_locale **opened;
    uint32_t limit;
};

static void desk_release(struct desk *d)
{
    for (size_t i = 0; d->opened && i < d->manifest.locale_count; i++)
        if (d->opened[i])
            search_locale_close(d->opened[i]);
    if (d->file)
        site_file_close(d->file);
    arena_release(&d->arena);
}

static int desk_open(struct desk *d, const char *path, struct err *e)
{
    d->file = site_file_open(path, e);
    if (!d->file || manifest_read(d->file, &d->arena, &d->manifest, e))
        return -1;
    d->opened =
        arena_new(&d->arena, struct search_locale *, d->manifest.locale_count);
    return d->opened ? 0 : err_no_memory(e);
}

static int find_locale(const struct desk *d, struct str tag, size_t *at,
                       struct err *e)
{
    char canonical[LOCALE_MAX];
    struct str wanted = tag;

    if (locale_of_folder(tag, canonical))
        wanted = str_from(canonical);
    for (size_t i = 0; i < d->manifest.locale_count; i++) {
        *at = i;
        if (str_eq(d->manifest.locales[i].tag, wanted))
            return 0;
    }
    return err_set(e, ERR_USAGE, "the file has no locale \"%.*s\"",
                   STR_ARG(tag));
}

static int desk_ask(struct desk *d, struct str tag, struct str query,
                    struct arena *a, struct value **answer, struct err *e)
{
    const struct search_request request = {.query = query, .limit = d->limit};
    size_t at = 0;

    if (find_locale(d, tag, &at, e))
        return -1;
    if (!d->opened[at])
        d->opened[at] =
            search_locale_open(d->file, d->manifest.locales[at].tag, e);
    if (!d->opened[at])
        return -1;
    if (search_refusal(d->opened[at]))
        return err_set(e, ERR_CONTENT, "%s", search_refusal(d->opened[at]));

    struct searcher *s = searcher_take(d->opened[at], e);
    if (!s)
        return -1;
    int result = search_run(s, &request, a, answer, e);
    searcher_give(s);
    return result;
}

static struct str text(const struct value *map, const char *key)
{
    return value_str(value_path(map, str_from(key)));
}

static void print_hit(const struct value *hit, size_t rank)
{
    const struct value *score = value_get(hit, S("score"));

    printf("%2zu. %.*s  (%.2f)\n", rank, STR_ARG(text(hit, "title")),
           score ? score->number : 0.0);
    printf("    %.*s\n", STR_ARG(text(hit, "url")));
    if (text(hit, "snippet_text").len)
        printf("    %.*s\n", STR_ARG(text(hit, "snippet_text")));
}

static int ask_one(struct desk *d, const char *locale, struct str query,
                   struct err *e)
{
    struct arena a = {0};
    struct value *answer = NULL;
    int result = desk_ask(d, str_from(locale), query, &a, &answer, e);
    const struct value *hits = value_get(answer, S("hits"));
    const struct value *total = value_get(answer, S("total"));

    for (size_t i = 0; hits && i < hits->list.count; i++)
        print_hit(hits->list.items[i], i + 1);
    if (total)
        printf("%lld found\n", (long long)total->integer);
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

static int ask_line(struct desk *d, struct str line, struct arena *a,
                    struct err *e)
{
    struct str id, locale, rest = line;
    struct value *answer = NULL;

    if (!str_cut(&rest, '\t', &id) || !str_cut(&rest, '\t', &locale) ||
        !rest.ptr)
        return err_set(e, ERR_CONTENT, "expected query-id TAB locale TAB text");
    if (desk_ask(d, locale, rest, a, &answer, e))
        return -1;
    print_ranks(id, answer);
    return 0;
}

static int ask_batch(struct desk *d, const char *path, struct err *e)
{
    struct buf all = {0};
    struct arena a = {0};
    struct str rest, line;
    unsigned number = 0;
    int result = file_read(path, BATCH_MAX, &all, e);

    rest = buf_str(&all);
    while (result == 0 && str_cut(&rest, '\n', &line)) {
        number++;
        if (str_ends(line, S("\r")))
            line.len--;
        if (!line.len)
            continue;
        arena_reset(&a);
        result = ask_line(d, line, &a, e);
        if (result)
            err_at(e, str_from(path), number, 0);
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

static int search(const struct search_options *options, char **operands,
                  int count, struct err *e)
{
    struct desk d = {.limit = (uint32_t)options->limit};
    int result = -1;

    if (options->batch ? count != 1 : count < 2 || !options->locale)
        return err_set(e, ERR_USAGE,
                       "expected FILE --locale L QUERY, or FILE --batch "
                       "QUERIES.tsv; see search --help");
    if (desk_open(&d, operands[0], e) == 0)
        result = options->batch
                     ? ask_batch(&d, options->batch, e)
                     : ask_one(&d, options->locale,
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
            "N] QUERY\n"
            "       gabay-server search FILE.gabay --batch "
            "QUERIES.tsv\n",
            rows);
        return command_done();
    }
    if (search(&options, argv + 1, operands, &e))
        return command_failed(&e);
    return command_done();
}
