#include "indexer/content/snippets.h"

#include <unistd.h>

#include "indexer/base/path.h"
#include "lib/file.h"
#include "lib/utf8.h"

static bool is_path(struct str name)
{
    struct str part, rest = name;

    while (str_cut(&rest, '/', &part))
        if (part.len == 0 || str_eq(part, S("..")))
            return false;
    return str_ends(name, S(".md")) && name.len < 500;
}

/* Articles have few snippets, and look in three places at most. */
static void note(struct article *a, struct str path)
{
    size_t n = a->include_count;

    for (size_t i = 0; i < n; i++)
        if (str_eq(a->includes[i], path))
            return;
    if ((n & (n - 1)) == 0) {
        struct str *more = arena_new(&a->arena, struct str, n ? 2 * n : 1);
        if (!more)
            return;
        for (size_t i = 0; i < n; i++)
            more[i] = a->includes[i];
        a->includes = more;
    }
    a->includes[a->include_count++] = arena_str(&a->arena, path);
}

static int read_text(const struct snippet_places *places, struct article *a,
                     struct snippet *out, struct err *e)
{
    struct arena *arena = &a->html_arena;
    struct str path =
        arena_fmt(arena, "%s/%.*s", places->root, STR_ARG(out->path));
    struct buf text = {0};
    int status = path.ptr ? file_read(path.ptr, MARKDOWN_BYTES, &text, e)
                          : err_no_memory(e);

    if (status == 0 && utf8_check(buf_str(&text)) < text.len)
        status = err_set(e, ERR_CONTENT,
                         "%.*s is not UTF-8 text: save the file in the "
                         "encoding UTF-8",
                         STR_ARG(utf8_cut(out->path, 160)));
    if (status == 0)
        out->text = buf_copy(&text, arena);
    buf_release(&text);
    if (status == 0 && arena->failed)
        return err_no_memory(e);
    return status;
}

static bool is_there(const struct snippet_places *places, struct article *a,
                     struct str path)
{
    struct str whole =
        arena_fmt(&a->html_arena, "%s/%.*s", places->root, STR_ARG(path));

    note(a, path);
    return whole.ptr && access(whole.ptr, F_OK) == 0;
}

bool snippets_find(void *ctx, struct article *a, struct str name,
                   struct snippet *out, struct err *e)
{
    const struct snippet_places *places = ctx;
    const struct str folders[] = {places->folder, {0}, places->another};

    if (!is_path(name)) {
        err_set(e, ERR_CONTENT,
                "'%.*s' is no snippet: write its path from the language's "
                "folder or the content folder, such as _snippets/refund.md",
                STR_ARG(utf8_cut(name, 160)));
        return false;
    }
    for (size_t i = 0; i < 3; i++) {
        if (i == 2 && places->another.len == 0)
            break;
        out->path = path_join(&a->arena, folders[i], name);
        out->is_fallback = i == 2;
        if (out->path.len && is_there(places, a, out->path))
            return read_text(places, a, out, e) == 0;
    }
    err_set(e, ERR_CONTENT,
            "there is no snippet '%.*s' in %.*s/ or in the content folder: "
            "correct the path, or write the file",
            STR_ARG(utf8_cut(name, 160)), STR_ARG(places->folder));
    return false;
}
