#include "lib/analyse/vector_texts.h"

#include "lib/embedded.h"

const struct value *vector_file(struct arena *arena, struct err *e)
{
    const struct embedded *file = vector_files;

    return value_from_json(arena, str_of((const char *)file->bytes, file->len),
                           e);
}

int vector_texts(const struct analyser *a, struct arena *arena,
                 struct str *texts, size_t max, size_t *count, struct err *e)
{
    struct str name = analyser_recipe(a);
    const struct value *file = vector_file(arena, e);

    *count = 0;
    if (!file)
        return -1;
    name.len = str_find(name, '/');
    const struct value *list = value_get(value_get(file, name), S("vectors"));

    for (size_t i = 0; list && i < list->list.count && i < max; i++) {
        const struct value *vector = list->list.items[i];

        texts[(*count)++] = value_str(vector->list.items[0]);
    }
    return 0;
}
