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

/* The lists of one vector, each item with a comma before it. */
struct lists {
    struct buf terms, stops;
};

static void put_item(struct buf *list, struct str item)
{
    if (list->len)
        buf_char(list, ',');
    buf_json(list, item);
}

static void list_token(void *ctx, const struct token *t)
{
    struct lists *l = ctx;

    put_item(&l->terms, t->word->exact);
    put_item(&l->terms, t->word->stem);
    if (t->word->stop)
        put_item(&l->stops, t->word->exact);
}

int vector_put(struct analyser *a, struct str text, struct buf *out,
               struct err *e)
{
    struct lists l = {0};

    text = cut_text(text);
    int result = analyse(a, text, list_token, &l, e);

    buf_char(out, '[');
    buf_json(out, text);
    buf_text(out, ",[");
    buf_put(out, buf_str(&l.terms));
    buf_text(out, l.stops.len ? "],[" : "");
    buf_put(out, buf_str(&l.stops));
    buf_text(out, "]]");
    out->failed |= l.terms.failed || l.stops.failed;
    buf_release(&l.terms);
    buf_release(&l.stops);
    return result;
}

int vectors_write(struct analyser *a, const struct str *texts, size_t count,
                  struct buf *out, struct err *e)
{
    buf_text(out, "{\"recipe\":");
    buf_json(out, analyser_recipe(a));
    buf_text(out, ",\"vectors\":[");
    for (size_t i = 0; i < count && i < VECTORS_PER_LOCALE; i++) {
        buf_text(out, i ? "," : "");
        if (vector_put(a, texts[i], out, e) != 0)
            return -1;
    }
    buf_text(out, "]}");
    return out->failed ? err_no_memory(e) : 0;
}

/* Walks along a list that the file holds for one text. */
struct walk {
    const struct value *list; /* NULL: empty */
    size_t at;
    bool differs;
};

struct comparison {
    struct walk terms, stops;
};

static void expect(struct walk *w, struct str item)
{
    if (!w->list || w->at >= w->list->list.count ||
        !str_eq(value_str(w->list->list.items[w->at]), item))
        w->differs = true;
    w->at++;
}

static void compare_token(void *ctx, const struct token *t)
{
    struct comparison *c = ctx;

    expect(&c->terms, t->word->exact);
    expect(&c->terms, t->word->stem);
    if (t->word->stop)
        expect(&c->stops, t->word->exact);
}

static bool is_same(const struct walk *w)
{
    return !w->differs && w->at == (w->list ? w->list->list.count : 0);
}

static bool is_list(const struct value *v)
{
    return v && v->kind == VALUE_LIST;
}

/* One [text, [exact, stem, ...]], and the stop words if there are any. */
static bool is_vector(const struct value *v)
{
    return is_list(v) && (v->list.count == 2 || v->list.count == 3) &&
           is_list(v->list.items[1]) &&
           is_list(v->list.items[v->list.count - 1]);
}

static int check_vector(struct analyser *a, const struct value *vector,
                        struct err *e)
{
    if (!is_vector(vector))
        return err_set(e, ERR_CONTENT, "the test vectors are damaged");
    struct value *const *items = vector->list.items;
    struct str text = value_str(items[0]);
    struct comparison c = {
        .terms = {.list = items[1]},
        .stops = {.list = vector->list.count == 3 ? items[2] : NULL}};

    if (analyse(a, text, compare_token, &c, e) != 0)
        return -1;
    if (!is_same(&c.terms) || !is_same(&c.stops))
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
