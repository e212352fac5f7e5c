/* Token streams, lexicon, and passages cut from a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/query/passage.h"
#include "lib/records/lexicon.h"
#include "lib/records/token_stream.h"

static void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void tokens_come_back_as_they_went_in(void **state)
{
    (void)state;
    static const struct stream_token in[] = {
        {5, 0, 3},     /* at the start: no gap before it */
        {70000, 4, 9}, /* one space behind */
        {1, 4, 6},     /* a part: begins before the last end */
        {1, 7, 9},     /* another */
        {0, 10, 300},  /* longer than a byte says */
        {9, 5000000, 5000001},
    };
    struct buf out = {0};
    uint32_t end = 0;

    for (size_t i = 0; i < 6; i++)
        token_put(&out, &end, in[i]);
    struct cursor c = cursor_of(buf_str(&out));
    struct stream_token t;
    end = 0;
    for (size_t i = 0; i < 6; i++) {
        assert_true(token_next(&c, &end, &t));
        assert_int_equal(t.number, in[i].number);
        assert_int_equal(t.start, in[i].start);
        assert_int_equal(t.end, in[i].end);
    }
    assert_false(token_next(&c, &end, &t));
    assert_false(c.bad);
    c = cursor_of(str_of(out.ptr, out.len - 1)); /* cut inside the last */
    end = 0;
    for (size_t i = 0; i < 5; i++)
        assert_true(token_next(&c, &end, &t));
    assert_false(token_next(&c, &end, &t));
    assert_true(c.bad);
    buf_release(&out);
}

static void note(struct lexicon_builder *b, const char *exact, const char *stem,
                 uint32_t n)
{
    assert_non_null(lexicon_note(b, str_from(exact), str_from(stem), n));
}

static void write_lexicon(struct buf *out, bool other_order)
{
    struct lexicon_builder b;

    lexicon_builder_init(&b);
    if (other_order)
        note(&b, "order", "order", 2);
    note(&b, "return", "return", 3);
    note(&b, "returns", "return", 2);
    note(&b, "ship", "ship", 4);
    note(&b, "returned", "return", 1);
    note(&b, "order", "order", other_order ? 2 : 4);
    assert_int_equal(lexicon_number(&b, NULL), 0);
    /* return: 6 occurrences, so its forms have the numbers 0, 1, 2 */
    lexicon_seen(&b, 0, 0);
    lexicon_seen(&b, 2, 0);
    lexicon_seen(&b, 1, 1);
    lexicon_write(&b, out);
    lexicon_builder_release(&b);
}

static void lexicon_groups_forms_by_stem(void **state)
{
    (void)state;
    struct buf bytes = {0}, again = {0};
    struct lexicon l;

    write_lexicon(&bytes, false);
    write_lexicon(&again, true);
    assert_int_equal(bytes.len, again.len);
    assert_memory_equal(bytes.ptr, again.ptr, bytes.len);
    assert_int_equal(lexicon_open(&l, &bytes, NULL), 0);

    struct lexicon_range r = lexicon_find(&l, S("return"));
    assert_int_equal(r.first, 0);
    assert_int_equal(r.count, 3);
    assert_int_equal(r.articles, 2);
    assert_str(lexicon_form_at(&l, 0), "return");
    assert_str(lexicon_form_at(&l, 1), "returns");
    assert_str(lexicon_form_at(&l, 2), "returned");
    /* equally frequent: by the stem's bytes */
    assert_int_equal(lexicon_find(&l, S("order")).first, 3);
    assert_int_equal(lexicon_find(&l, S("ship")).first, 4);
    assert_int_equal(lexicon_find(&l, S("shi")).count, 0);
    assert_int_equal(lexicon_find(&l, S("")).count, 0);
    lexicon_close(&l);

    for (size_t cut = 0; cut < again.len; cut++) {
        struct buf part = {0};
        buf_add(&part, again.ptr, cut);
        assert_int_equal(lexicon_open(&l, &part, NULL), -1);
    }
    buf_release(&again);
}

/* Marks every "kot" of `text`, which is the body of the only part. */
static struct value *passage_of(struct arena *a, const char *text)
{
    static struct match rows[64];
    struct str s = str_from(text);
    struct record_part part = {.end = (uint32_t)s.len};
    struct record r = {.parts = &part, .part_count = 1};
    struct matches m = {.rows = rows, .first = 1};
    struct value *hit = value_map(a);

    for (size_t at = str_search(s, S("kot")); at < s.len;
         at += 3 + str_search(str_skip(s, at + 3), S("kot"))) {
        rows[m.count++] =
            (struct match){.start = (uint32_t)at, .end = (uint32_t)at + 3};
        m.first = m.last = 0;
    }
    passage_put(a, hit, s, &r, &m);
    assert_false(a->failed);
    return hit;
}

static struct str field(const struct value *hit, const char *name)
{
    return value_str(value_get(hit, str_from(name)));
}

static void passages_are_escaped_and_marked(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf json = {0};
    struct value *hit = passage_of(&a, "Ładny <kot> & pies.\nkot\n");

    assert_str(field(hit, "snippet_text"), "Ładny <kot> & pies. kot");
    assert_str(field(hit, "snippet"),
               "Ładny &lt;<mark>kot</mark>&gt; &amp; pies. <mark>kot</mark>");
    value_to_json(&json, value_get(hit, S("marks")));
    assert_str(buf_str(&json), "[[7,3],[20,3]]");
    buf_release(&json);
    arena_release(&a);
}

static void passages_are_cut_at_borders(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf text = {0};

    for (int i = 0; i < 40; i++)
        buf_text(&text, "Zdanie bez zwierząt tu stoi. ");
    buf_text(&text, "Tu jest kot. ");
    for (int i = 0; i < 40; i++)
        buf_text(&text, "Zdanie bez zwierząt tu stoi. ");
    buf_char(&text, '\0');

    struct value *hit = passage_of(&a, text.ptr);
    struct str got = field(hit, "snippet_text");
    assert_true(str_starts(got, S("Tu jest kot. Zdanie")));
    assert_true(str_ends(got, S("stoi.")));
    assert_true(got.len < 250);
    buf_release(&text);

    hit = passage_of(&a, "ani słowa o tym");
    assert_str(field(hit, "snippet"), "ani słowa o tym");
    hit = passage_of(&a, "");
    assert_str(field(hit, "snippet"), "");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_come_back_as_they_went_in),
        cmocka_unit_test(lexicon_groups_forms_by_stem),
        cmocka_unit_test(passages_are_escaped_and_marked),
        cmocka_unit_test(passages_are_cut_at_borders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
