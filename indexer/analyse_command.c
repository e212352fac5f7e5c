#include "indexer/analyse_command.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/analyse/analyse.h"
#include "lib/option.h"

struct analyse_options {
    const char *locale;
    bool help;
};

#define AT(field) offsetof(struct analyse_options, field)

static const struct option_row rows[] = {
    {"locale", 'l', OPTION_TEXT, "LOCALE",
     "the language of the words, as in a content folder (required)", AT(locale),
     0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "print this", AT(help), 0, 0},
    {NULL, 0, OPTION_FLAG, NULL, NULL, 0, 0, 0},
};

static void print_help(void)
{
    struct buf text = {0};

    buf_text(&text, "usage: gabay-indexer analyse --locale LOCALE < WORDS\n\n"
                    "Prints each line's stems as search knows them: "
                    "word TAB stem [TAB stem ...]\n\n");
    option_help(rows, &text);
    fwrite(text.ptr, 1, text.len, stdout);
    buf_release(&text);
}

static void put_stem(void *ctx, const struct token *t)
{
    struct buf *out = ctx;

    buf_char(out, '\t');
    buf_put(out, t->word->stem);
}

/* A line cannot be printed back with its line feed in it. */
static int put_line(struct analyser *a, struct str line, struct err *e)
{
    struct buf out = {0};

    buf_put(&out, line);
    int result = analyse(a, line, put_stem, &out, e);

    buf_char(&out, '\n');
    if (result == 0 && out.failed)
        result = err_no_memory(e);
    if (result == 0 && fwrite(out.ptr, 1, out.len, stdout) != out.len)
        result = err_set(e, ERR_SYSTEM, "cannot write to standard output");
    buf_release(&out);
    return result;
}

static int put_lines(struct analyser *a, struct err *e)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int result = 0;

    while (result == 0 && (length = getline(&line, &room, stdin)) >= 0) {
        if (length > 0 && line[length - 1] == '\n')
            length--;
        result = put_line(a, str_of(line, (size_t)length), e);
    }
    free(line);
    if (result == 0 && (ferror(stdin) || fflush(stdout) != 0))
        result = err_set(e, ERR_SYSTEM, "cannot read words or write stems");
    return result;
}

int analyse_command(int argc, char **argv, struct err *e)
{
    struct analyse_options o = {0};
    int operands = 0;

    if (option_parse(rows, argc, argv, &o, &operands, e))
        return -1;
    if (o.help) {
        print_help();
        return 0;
    }
    if (!o.locale || operands)
        return err_set(e, ERR_USAGE,
                       "say which language: gabay-indexer analyse --locale "
                       "LOCALE < WORDS");

    struct analyser *a = analyser_new(str_from(o.locale), e);
    int result = a ? put_lines(a, e) : -1;

    analyser_free(a);
    return result;
}
