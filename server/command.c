#include "server/command.h"

#include <stdio.h>

#include "lib/buf.h"
#include "server/log.h"

void command_help(const char *usage, const struct option_row *rows)
{
    struct buf text = {0};

    buf_fmt(&text, "%s\n", usage);
    option_help(rows, &text);
    fwrite(text.ptr, 1, text.len, stdout);
    buf_release(&text);
}

int command_failed(const struct err *e)
{
    log_error(e);
    return (int)e->code;
}

int command_done(void)
{
    struct err e;

    if (fflush(stdout) == 0 && !ferror(stdout))
        return 0;
    err_errno(&e, "cannot write to standard output");
    return command_failed(&e);
}
