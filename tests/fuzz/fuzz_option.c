/* Any lines as a command line. */
#include <stdlib.h>

#include "lib/arena.h"
#include "lib/option.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARGUMENTS_MAX = 64 };

struct options {
    const char *text, *other;
    long number;
    bool flag;
};

#define AT(member) offsetof(struct options, member)

static const struct option_row rows[] = {
    {"text", 't', OPTION_TEXT, "TEXT", "a text", AT(text), 0, 0},
    {"text-too", 0, OPTION_TEXT, "TEXT", "another", AT(other), 0, 0},
    {"number", 'n', OPTION_NUMBER, "N", "a number", AT(number), -5, 4096},
    {"flag", 'f', OPTION_FLAG, NULL, "a flag", AT(flag), 0, 0},
    {0},
};

static void require(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char program[] = "program", *argv[ARGUMENTS_MAX + 2] = {program};
    struct str rest = str_of((const char *)data, size), line;
    struct options options = {.number = 7};
    struct arena a = {0};
    struct err e = {0};
    int argc = 1, operands = 0;

    while (argc <= ARGUMENTS_MAX && str_cut(&rest, '\n', &line)) {
        char *copy = arena_new(&a, char, line.len + 1);
        if (copy && line.len)
            memcpy(copy, line.ptr, line.len);
        argv[argc] = copy;
        argc += copy != NULL;
    }
    if (option_parse(rows, argc, argv, &options, &operands, &e)) {
        require(e.code == ERR_USAGE && e.message[0]);
    } else {
        require(operands >= 0 && operands < argc);
        require(options.number >= -5 && options.number <= 4096);
        for (int i = 1; i <= operands; i++)
            require(argv[i] != NULL);
    }
    arena_release(&a);
    return 0;
}
