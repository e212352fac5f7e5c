/* gabay-server: serves a help centre from one file. */
#include <string.h>

#include "server/command.h"

static const struct sub_command {
    const char *name;
    command *run;
} commands[] = {
    {"serve", serve_command},       {"inspect", inspect_command},
    {"search", search_command},     {"publish", publish_command},
    {"rollback", rollback_command}, {"export", export_command},
    {"token", token_command},       {"answer", answer_command},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        if (argc > 1 && strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    return serve_command(argc, argv);
}
