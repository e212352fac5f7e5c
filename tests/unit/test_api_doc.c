/* The route table, what it says of the API, and the errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/embedded.h"
#include "lib/value.h"
#include "server/cors.h"
#include "server/list_cursor.h"
#include "server/problem.h"
#include "server/route.h"

static bool is_schema(const char *name)
{
    for (const struct embedded *f = schema_files; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return true;
    return false;
}

typedef void on_doc(const struct route_facts *facts, const struct api_doc *doc,
                    void *ctx);

static void each_doc(on_doc *on, void *ctx)
{
    struct route_facts facts;

    for (size_t row = 0; route_facts(row, &facts); row++) {
        if (facts.read)
            on(&facts, facts.read, ctx);
        if (facts.post)
            on(&facts, facts.post, ctx);
    }
}

static void every_call_is_documented(void **state)
{
    struct route_facts facts;

    (void)state;
    for (size_t row = 0; route_facts(row, &facts); row++) {
        if (!facts.is_api)
            continue;
        if (!facts.read && !facts.takes_post)
            fail_msg("%.*s has no doc", STR_ARG(facts.pattern));
        if (facts.takes_post && !facts.post)
            fail_msg("POST %.*s has no doc", STR_ARG(facts.pattern));
    }
}

struct ids {
    const char *seen[64];
    size_t count;
};

static void check_texts(const struct route_facts *facts,
                        const struct api_doc *doc, void *ctx)
{
    struct ids *ids = ctx;

    assert_non_null(doc->id);
    assert_non_null(doc->tag);
    assert_non_null(doc->summary);
    for (size_t i = 0; i < ids->count; i++)
        if (strcmp(ids->seen[i], doc->id) == 0)
            fail_msg("%s names two calls", doc->id);
    assert_true(ids->count < 64);
    ids->seen[ids->count++] = doc->id;
    if ((doc == facts->post) != (doc->body != NULL))
        fail_msg("%s: a POST has a body, a read has none", doc->id);
}

static void calls_have_names_of_their_own(void **state)
{
    struct ids ids = {.count = 0};

    (void)state;
    each_doc(check_texts, &ids);
    assert_true(ids.count >= 10);
}

static void check_schemas(const struct route_facts *facts,
                          const struct api_doc *doc, void *ctx)
{
    (void)facts;
    (void)ctx;
    assert_non_null(doc->replies);
    for (const struct api_reply *r = doc->replies; r->status; r++)
        if (r->schema && !is_schema(r->schema))
            fail_msg("%s: no schema %s", doc->id, r->schema);
    if (doc->body && !is_schema(doc->body))
        fail_msg("%s: no schema %s", doc->id, doc->body);
    assert_int_equal(doc->problems >> PROBLEMS, 0);
}

static void schemas_are_there(void **state)
{
    (void)state;
    each_doc(check_schemas, NULL);
    for (const struct embedded *f = schema_files; f->name; f++) {
        struct arena a = {0};
        struct err e = {0};
        if (!value_from_json(&a, str_of((const char *)f->bytes, f->len), &e))
            fail_msg("%s: %s", f->name, e.message);
        arena_release(&a);
    }
}

static void check_arguments(const struct route_facts *facts,
                            const struct api_doc *doc, void *ctx)
{
    size_t count = 0;

    (void)ctx;
    for (const struct api_argument *row = doc->arguments; row && row->name;
         row++) {
        char hole[64];
        snprintf(hole, sizeof(hole), "{%s}", row->name);
        bool in_path = str_ends(facts->pattern, str_from(hole));
        if (in_path != (row->in == API_PATH))
            fail_msg("%s: is %s in the path?", doc->id, row->name);
        if (!row->description)
            fail_msg("%s: %s is not described", doc->id, row->name);
        assert_int_equal(row->kind == API_WORD, row->words != NULL);
        if (row->kind == API_NUMBER)
            assert_true(row->min <= row->otherwise &&
                        row->otherwise <= row->max);
        count++;
    }
    assert_true(count <= API_ARGUMENTS_MAX);
}

static void arguments_are_whole(void **state)
{
    (void)state;
    each_doc(check_arguments, NULL);
}

static void problems_are_told_apart(void **state)
{
    (void)state;
    for (int i = 0; i < PROBLEMS; i++) {
        const struct problem_kind *kind = &problem_kinds[i];
        assert_true(str_starts(str_from(kind->type), S("/problems/")));
        assert_true(kind->status >= 400 && kind->status < 600);
        assert_non_null(kind->title);
        assert_non_null(kind->description);
        assert_string_not_equal(response_phrase(kind->status), "Error");
        for (int k = 0; k < i; k++)
            assert_string_not_equal(kind->type, problem_kinds[k].type);
        enum problem by_status = problem_of_status(kind->status);
        assert_int_equal(problem_kinds[by_status].status, kind->status);
    }
    assert_int_equal(problem_of_status(400), PROBLEM_BAD_REQUEST);
    assert_int_equal(problem_of_status(418), PROBLEM_FAILED);
}

static void a_preflight_names_methods_and_headers(void **state)
{
    struct arena a = {0};
    struct response r = {.arena = &a, .status = 500};

    (void)state;
    buf_text(&r.body, "what was there");
    cors_preflight(&r);
    cors_open(&r);
    assert_int_equal(r.status, 204);
    assert_int_equal(r.body.len, 0);
    assert_string_equal(response_get(&r, "Access-Control-Allow-Origin"), "*");
    assert_string_equal(response_get(&r, "Access-Control-Allow-Methods"),
                        "GET, HEAD, POST");
    assert_non_null(strstr(response_get(&r, "Access-Control-Allow-Headers"),
                           "Authorization"));
    assert_null(response_get(&r, "Access-Control-Allow-Credentials"));
    buf_release(&r.body);
    arena_release(&a);
}

static void cursors_come_back(void **state)
{
    static const struct list_cursor cases[] = {
        {0, STR("a")},
        {1789948800, STR("orders/cancel")},
        {-86400, STR("with space")},
        {INT64_MAX, STR("\xEB\xB0\x98\xED\x92\x88")},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct list_cursor back;
        struct str text = list_cursor_write(&a, &cases[i]);
        for (size_t k = 0; k < text.len; k++)
            assert_non_null(
                strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                       "0123456789-_",
                       text.ptr[k]));
        assert_true(list_cursor_read(&a, text, &back));
        assert_int_equal(back.updated, cases[i].updated);
        assert_true(str_eq(back.id, cases[i].id));
    }
    arena_release(&a);
}

static void other_cursors_are_refused(void **state)
{
    /* Nothing; no digit of ours; "x a"; "1 "; "1"; no UTF-8. */
    static const char *const cases[] = {"",    "*",  "MSBh=", "eCBh",
                                        "MSA", "MQ", "MSD_"};
    struct arena a = {0};
    struct list_cursor back;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (list_cursor_read(&a, str_from(cases[i]), &back))
            fail_msg("\"%s\" is taken", cases[i]);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_is_documented),
        cmocka_unit_test(calls_have_names_of_their_own),
        cmocka_unit_test(schemas_are_there),
        cmocka_unit_test(arguments_are_whole),
        cmocka_unit_test(problems_are_told_apart),
        cmocka_unit_test(a_preflight_names_methods_and_headers),
        cmocka_unit_test(cursors_come_back),
        cmocka_unit_test(other_cursors_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
