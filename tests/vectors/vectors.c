/* Prints lib/analyse/vectors.json with the terms that the analyser gives today:
 *
 *     vectors FILE
 *
 * `make vectors` shows the difference and keeps the new one. */
#include <stdio.h>

#include "lib/analyse/vectors.h"
#include "lib/arena.h"
#include "lib/file.h"
#include "lib/value.h"

enum { FILE_BYTES_MAX = 4 << 20 };

static bool is_list(const struct value *v)
{
    return v && v->kind == VALUE_LIST;
}

static int put_vectors(struct analyser *a, const struct value *list,
                       struct buf *out, struct err *e)
{
    for (size_t i = 0; i < list->list.count; i++) {
        const struct value *vector = list->list.items[i];

        if (!is_list(vector) || vector->list.count < 1)
            return err_set(e, ERR_CONTENT, "vector %zu is no list", i + 1);
        buf_text(out, i ? ",\n" : "\n");
        if (vector_put(a, value_str(vector->list.items[0]), out, e) != 0)
            return -1;
    }
    return 0;
}

static int put_language(const struct value_member *m, struct buf *out,
                        struct err *e)
{
    struct str locale = value_str(value_get(m->value, S("locale")));
    const struct value *list = value_get(m->value, S("vectors"));

    if (!is_list(list))
        return err_set(e, ERR_CONTENT, "%.*s has no vectors", STR_ARG(m->key));
    struct analyser *a = analyser_new(locale, e);

    if (!a)
        return -1;
    buf_json(out, m->key);
    buf_text(out, ":{\"locale\":");
    buf_json(out, locale);
    buf_text(out, ",\"recipe\":");
    buf_json(out, analyser_recipe(a));
    buf_text(out, ",\"vectors\":[");
    int result = put_vectors(a, list, out, e);

    buf_text(out, "\n]}");
    analyser_free(a);
    return result;
}

static int put_file(const struct value *file, struct buf *out, struct err *e)
{
    if (file->kind != VALUE_MAP)
        return err_set(e, ERR_CONTENT, "the file is no map of languages");
    for (size_t i = 0; i < file->map.count; i++) {
        buf_text(out, i ? ",\n" : "{\n");
        if (put_language(&file->map.members[i], out, e) != 0)
            return -1;
    }
    buf_text(out, "\n}\n");
    return out->failed ? err_no_memory(e) : 0;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct buf in = {0}, out = {0};
    struct err e = {0};
    const struct value *file;

    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    int result = file_read(argv[1], FILE_BYTES_MAX, &in, &e);

    if (result == 0) {
        file = value_from_json(&arena, buf_str(&in), &e);
        result = file ? put_file(file, &out, &e) : -1;
    }
    if (result == 0 && fwrite(out.ptr, 1, out.len, stdout) != out.len)
        result = err_set(&e, ERR_SYSTEM, "cannot write");
    if (result != 0)
        fprintf(stderr, "%s: %s\n", argv[1], e.message);
    buf_release(&in);
    buf_release(&out);
    arena_release(&arena);
    return result == 0 ? 0 : 1;
}
