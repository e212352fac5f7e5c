#include "lib/analyse/vectors.h"

#include "lib/arena.h"
#include "lib/utf8.h"
#include "lib/value.h"

/* JSON and the C library would each end a text at a NUL in their own way. */
static struct str cut_text(struct str text)
{
    text = str_sub(text, 0, str_find(text, '\0'));
    return utf8_cut(text, VECTOR_TEXT_MAX);
}

static void write_token(void *ctx, const struct token *t)
{
    struct buf *out = ctx;

    if (out->len && out->ptr[out->len - 1] != '[')
        buf_char(out, ',');
    buf_json(out, t->word->exact);
    buf_char(out, ',');
    buf_json(out, t->word->stem);
}

int vectors_write(struct analyser *a, const struct str *texts, size_t count,
                  struct buf *out, struct err *e)
{
    buf_text(out, "{\"recipe\":");
    buf_json(out, analyser_recipe(a));
    buf_text(out, ",\"vectors\":[");
    for (size_t i = 0; i < count && i < VECTORS_PER_LOCALE; i++) {
        struct str text = cut_text(texts[i]);

        buf_text(out, i ? ",[" : "[");
        buf_json(out, text);
        buf_text(out, ",[");
        if (analyse(a, text, write_token, out, e) != 0)
            return -1;
        buf_text(out, "]]");
    }
    buf_text(out, "]}");
    return out->failed ? err_no_memory(e) : 0;
}

/* Walks along the terms that the file holds for one text. */
struct comparison {
    const struct value *terms;
    size_t at;
    bool differs;
};

static void expect(struct comparison *c, struct str term)
{
    if (c->at >= c->terms->list.count ||
        !str_eq(value_str(c->terms->list.items[c->at]), term))
        c->differs = true;
    c->at++;
}

static void compare_token(void *ctx, const struct token *t)
{
    struct comparison *c = ctx;

    expect(c, t->word->exact);
    expect(c, t->word->stem);
}

static bool is_list(const struct value *v)
{
    return v && v->kind == VALUE_LIST;
}

/* One [text, [exact, stem, ...]]. */
static int check_vector(struct analyser *a, const struct value *vector,
                        struct err *e)
{
    if (!is_list(vector) || vector->list.count != 2 ||
        !is_list(vector->list.items[1]))
        return err_set(e, ERR_CONTENT, "the test vectors are damaged");
    struct str text = value_str(vector->list.items[0]);
    struct comparison c = {.terms = vector->list.items[1]};

    if (analyse(a, text, compare_token, &c, e) != 0)
        return -1;
    if (c.differs || c.at != c.terms->list.count)
        return err_set(e, ERR_CONTENT,
                       "\"%.*s\" is cut into other words than when the file "
                       "was compiled (another ICU or libstemmer); compile it "
                       "again",
                       STR_ARG(text));
    return 0;
}

static int check_all(struct analyser *a, const struct value *file,
                     struct err *e)
{
    struct str recipe = value_str(value_get(file, S("recipe")));
    const struct value *vectors = value_get(file, S("vectors"));

    if (!is_list(vectors))
        return err_set(e, ERR_CONTENT, "the test vectors are damaged");
    if (!str_eq(recipe, analyser_recipe(a)))
        return err_set(e, ERR_CONTENT,
                       "the file was compiled with the word rules %.*s, this "
                       "program has %.*s; compile it again",
                       STR_ARG(recipe), STR_ARG(analyser_recipe(a)));
    for (size_t i = 0; i < vectors->list.count; i++) {
        if (check_vector(a, vectors->list.items[i], e) != 0)
            return -1;
    }
    return 0;
}

int vectors_check(struct analyser *a, struct str json, struct err *e)
{
    struct arena arena = {0};
    const struct value *file = value_from_json(&arena, json, e);
    int result = file ? check_all(a, file, e) : -1;

    arena_release(&arena);
    return result;
}
