#include "server/batch.h"

#include <stdio.h>

#include "lib/file.h"

enum { BATCH_MAX = 256 * 1024 * 1024 };

int batch_print(const struct value *v, struct err *e)
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

int batch_print_answer(struct str id, struct value *answer, struct arena *a,
                       struct err *e)
{
    struct value *v = value_map(a);

    value_set(a, v, "query_id", value_text(a, id));
    value_set(a, v, "answer", answer);
    return a->failed ? err_no_memory(e) : batch_print(v, e);
}

struct str batch_join(struct arena *a, char **words, int count)
{
    struct str all = {0};

    for (int i = 0; i < count; i++)
        all = arena_fmt(a, "%.*s%s%s", STR_ARG(all), i ? " " : "", words[i]);
    return all;
}

static int ask_line(struct str line, batch_ask *ask, void *ctx, struct arena *a,
                    struct err *e)
{
    struct str id, locale, rest = line;

    if (!str_cut(&rest, '\t', &id) || !str_cut(&rest, '\t', &locale) ||
        !rest.ptr)
        return err_set(e, ERR_CONTENT, "expected query-id TAB locale TAB text");
    return ask(ctx, id, locale, rest, a, e);
}

int batch_run(const char *path, batch_ask *ask, void *ctx, struct err *e)
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
        result = ask_line(line, ask, ctx, &a, e);
        if (result)
            err_at(e, str_from(path), number, 0);
    }
    arena_release(&a);
    buf_release(&all);
    return result;
}
