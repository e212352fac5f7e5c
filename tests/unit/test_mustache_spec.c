/* The Mustache specification's own cases, read from the folder that
 * MUSTACHE_SPEC names, or from ../shared/mustache-spec; skipped where there is
 * none. Its strings are given as HTML values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/file.h"
#include "lib/template/template.h"

static const char *const files[] = {
    "comments", "delimiters", "interpolation", "inverted",
    "partials", "sections",   "~inheritance",
};

enum { FILES = sizeof(files) / sizeof(*files), CASES_MAX = 500 };

static void texts_to_html(struct value *v)
{
    switch (v->kind) {
    case VALUE_TEXT: v->kind = VALUE_HTML; break;
    case VALUE_LIST:
        for (size_t i = 0; i < v->list.count; i++)
            texts_to_html(v->list.items[i]);
        break;
    case VALUE_MAP:
        for (size_t i = 0; i < v->map.count; i++)
            texts_to_html(v->map.members[i].value);
        break;
    default: break;
    }
}

static struct str text_of(const struct value *test, struct str key)
{
    return value_str(value_get(test, key));
}

static void add(struct template_set *set, struct str name, struct str source)
{
    struct err e = {0};
    char text[1200];

    if (template_add(set, name, source, &e) != 0)
        fail_msg("%s", err_text(&e, text, sizeof(text)));
}

static void run_case(void **state)
{
    const struct value *test = *state;
    const struct value *partials = value_get(test, S("partials"));
    struct str want = value_str(value_get(test, S("expected")));
    struct template_set *set = template_set_new();
    struct buf out = {0};
    struct err e = {0};

    for (size_t i = 0; partials && i < partials->map.count; i++)
        add(set, partials->map.members[i].key,
            value_str(partials->map.members[i].value));
    add(set, S("\nmain"), text_of(test, S("template")));
    if (template_render(set, S("\nmain"), value_get(test, S("data")), NULL,
                        &out, &e) != 0)
        fail_msg("%s", e.message);
    if (!str_eq(buf_str(&out), want))
        fail_msg("got \"%.*s\", want \"%.*s\"", STR_ARG(buf_str(&out)),
                 STR_ARG(want));
    buf_release(&out);
    template_set_free(set);
}

/* The cases of one file as tests of their own; returns how many there are
 * now. */
static size_t add_file(struct arena *a, const char *folder, const char *name,
                       struct CMUnitTest *tests, size_t count)
{
    struct str path = arena_fmt(a, "%s/%s.json", folder, name);
    struct buf text = {0};
    struct err e = {0};
    struct value *root = NULL;
    const struct value *list;

    if (file_read(path.ptr, 1 << 20, &text, &e) == 0)
        root = value_from_json(a, buf_str(&text), &e);
    buf_release(&text);
    list = value_get(root, S("tests"));
    if (!list || list->kind != VALUE_LIST) {
        fprintf(stderr, "%s: %s\n", path.ptr, e.message);
        exit(1);
    }
    for (size_t i = 0; i < list->list.count && count < CASES_MAX; i++) {
        struct value *test = list->list.items[i];
        for (size_t k = 0; k < test->map.count; k++)
            if (str_eq(test->map.members[k].key, S("data")))
                texts_to_html(test->map.members[k].value);
        tests[count++] = (struct CMUnitTest){
            .name = arena_fmt(a, "%s: %.*s", name,
                              STR_ARG(text_of(test, S("name"))))
                        .ptr,
            .test_func = run_case,
            .initial_state = test,
        };
    }
    return count;
}

static void is_absent(void **state)
{
    (void)state;
    print_message("the folder of the Mustache specification is not here\n");
    skip();
}

int main(void)
{
    static struct CMUnitTest tests[CASES_MAX];
    const char *folder = getenv("MUSTACHE_SPEC");
    struct arena a = {0};
    size_t count = 0;

    if (!folder)
        folder = "../shared/mustache-spec";

    FILE *there = fopen(arena_fmt(&a, "%s/comments.json", folder).ptr, "r");

    if (there) {
        fclose(there);
        for (size_t i = 0; i < FILES; i++)
            count = add_file(&a, folder, files[i], tests, count);
    } else {
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(is_absent);
    }

    int failed =
        _cmocka_run_group_tests("mustache_spec", tests, count, NULL, NULL);

    arena_release(&a);
    return failed;
}
