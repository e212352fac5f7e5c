/* Records: texts made from them, words and phrases found in them, passages cut
 * from them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/query/passage.h"
#include "lib/query/phrase.h"
#include "lib/query/query.h"
#include "lib/utf8.h"
#include "tests/tools/record_sample.h"

static void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

/* Marks every "kot" of `text`, the first one is the place. */
static struct value *passage_of(struct arena *a, const char *text)
{
    struct text_span marks[64];
    struct passage_text p = {.text = str_from(text), .marks = marks};
    struct value *hit = value_map(a);
    struct str s = p.text;

    for (size_t at = str_search(s, S("kot")); at < s.len;
         at += 3 + str_search(str_skip(s, at + 3), S("kot")))
        marks[p.mark_count++] = (struct text_span){at, at + 3};
    if (p.mark_count)
        p.place = marks[0];
    passage_put(a, hit, &p);
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

/* Parts: heading, body, heading, body ... */
static const char *const hostile[][8] = {
    {"Zwrot towaru", "Śledź ŚLEDŹ śledź.\n\nJSON, json; Json/jSoN\n"},
    {"", ""},
    {"  node.js & a@b.example  ",
     "(see) std::vector::size, 1.2.3 v1.2 3,500.50 "
     "snake_case_name .NET C++ C# notepad++\n"},
    {"Mag-aral", "mag-aral pag-aaral barang-barang Barang-barang\n",
     "l'eau d'Été", "aujourd'hui l\xE2\x80\x99homme\n"},
    {"\xF0\x9F\x98\x80", "--- *** ---\n", "", "no heading\n"},
    {"tabs\tand\r\nlines",
     "\n\n\n  indented\n\ttab \xC2\xA0 nbsp\xE3\x80\x80x\n"},
    {"\xEC\xBF\xA0\xEB\xB2\x84\xEB\x84\xA4\xED\x8B\xB0\xEC\x8A\xA4"
     "\xEB\xA5\xBC",
     "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\xE3\x81\xAE"
     "\xE6\x96\x87\xE7\xAB\xA0\xE3\x80\x82"
     "EMS \xEB\xB0\xB0\xEC\x86\xA1\n"},
    {"zalgo", "Z\xCC\x80\xCC\x81\xCC\x82"
              "a\xCC\x83l\xCC\x84g\xCC\x85o e\xCC\x81 \xC3\xA9 "
              "\xE2\x80\x8F\xE2\x80\xAE"
              "bidi\xE2\x80\xAC \xEF\xAC\x81n \xC2\xBD \xE2\x91\xA0\n"},
    {"bad \xFF bytes",
     "\xC3 cut \x80 \xED\xA0\x80 lone \xF0\x9F half \x01 one\n"},
    {"!", "\n", "?", "", "", "."},
};

static uint32_t parts_of(const char *const row[8], struct text_part parts[4])
{
    uint32_t n = 0;

    for (; n < 4 && row[2 * n]; n++)
        parts[n] = (struct text_part){.heading = str_from(row[2 * n]),
                                      .anchor = S("x"),
                                      .body = str_from(row[2 * n + 1])};
    return n;
}

static void check_texts(const char *locale, const struct sample_text *texts,
                        uint32_t count)
{
    struct record_sample s;
    struct buf got = {0}, want = {0};

    record_sample_open(&s, locale, texts, count);
    for (uint32_t i = 0; i < count; i++) {
        buf_clear(&got);
        buf_clear(&want);
        for (uint32_t k = 0; k < texts[i].part_count; k++) {
            buf_put(&want, texts[i].parts[k].heading);
            buf_char(&want, '\n');
            buf_put(&want, texts[i].parts[k].body);
        }
        assert_true(record_put_text(&s.records, &s.lexicon, i, &got));
        if (!str_eq(buf_str(&got), buf_str(&want)))
            fail_msg("%s, text %u: \"%.*s\"", locale, i,
                     STR_ARG(buf_str(&got)));
    }
    record_sample_close(&s);
    buf_release(&got);
    buf_release(&want);
}

static void texts_are_made_byte_for_byte(void **state)
{
    (void)state;
    static const char *const locales[] = {"en", "fil", "fr", "id", "ja",
                                          "ko", "pl",  "th", "zh"};
    enum { COUNT = sizeof(hostile) / sizeof(*hostile) };
    struct text_part parts[COUNT][4] = {0};
    struct sample_text texts[COUNT];

    for (uint32_t i = 0; i < COUNT; i++)
        texts[i] =
            (struct sample_text){parts[i], parts_of(hostile[i], parts[i])};
    for (size_t i = 0; i < sizeof(locales) / sizeof(*locales); i++)
        check_texts(locales[i], texts, COUNT);
}

/* More spellings than one unit numbers, and more units than a search reads. */
static void long_texts_are_made_byte_for_byte(void **state)
{
    (void)state;
    struct buf text = {0};
    struct text_part part = {.heading = S("Long")};

    for (unsigned i = 0; i < 70000; i++)
        buf_fmt(&text, "w%u.x%s", i, i % 7 ? " " : "; ");
    buf_fmt(&text, "%s", "Once MORE w1.x");
    part.body = buf_str(&text);
    check_texts("en", &(struct sample_text){&part, 1}, 1);
    buf_release(&text);
}

/* A sample with one text, searched. */
struct found {
    struct record_sample sample;
    struct arena a;
    struct buf room;
    struct query query;
    struct record_body body;
    struct matches m;
};

static void found_release(struct found *f)
{
    record_sample_close(&f->sample);
    arena_release(&f->a);
    buf_release(&f->room);
}

static void find(struct found *f, const char *const row[8], const char *query)
{
    struct text_part parts[4];
    struct sample_text text = {parts, parts_of(row, parts)};

    *f = (struct found){0};
    record_sample_open(&f->sample, "en", &text, 1);
    const struct synonyms none = {0};
    const struct query_reader by = {
        .locale = S("en"),
        .analyser = f->sample.analyser,
        .lexicon = &f->sample.lexicon,
        .synonyms = &none,
        .articles = 10,
    };
    struct query_tokens tokens = {0};

    assert_int_equal(
        query_tokens_cut(by.analyser, str_from(query), &f->a, &tokens, NULL),
        0);
    assert_int_equal(query_read(&by, &tokens, &f->a, &f->query, NULL), 0);
    assert_int_equal(record_read_body(&f->sample.records, 0, &f->room, &f->a,
                                      &f->body, NULL),
                     0);
    assert_int_equal(matches_find(&f->query.plan, &f->body, &f->a, &f->m, NULL),
                     0);
}

static void words_are_found_where_they_stand(void **state)
{
    (void)state;
    static const char *const text[8] = {
        "Orders", "Return it. See node.js for RETURNS.\n", "Parcels",
        "Order a parcel, return the order.\n"};
    struct found f;

    /*        0      1     2  3   4 (and its parts)  5   6
     *        7        8    9 10    11     12  13 */
    find(&f, text, "js returns order absent");
    static const struct {
        uint32_t at;
        const char *word;
        bool exact;
    } want[] = {
        {0, "order", false}, {1, "return", false}, {4, "js", true},
        {6, "return", true}, {8, "order", true},   {11, "return", false},
        {13, "order", true},
    };
    assert_int_equal(f.m.count, 7);
    for (size_t i = 0; i < 7; i++) {
        const struct match *m = &f.m.rows[i];
        uint32_t word = f.query.plan.ranges[m->range].word;
        assert_int_equal(m->at, want[i].at);
        assert_str(f.query.words[word].stem, want[i].word);
        assert_int_equal(m->exact, want[i].exact);
    }
    /* What no article holds weighs nothing. */
    assert_true(f.m.anywhere > 0.999);
    /* Either body has two of the words: an introduction counts less. */
    assert_int_equal(f.m.part, 1);
    found_release(&f);

    find(&f, text, "js server");
    assert_int_equal(f.m.part, 0);
    found_release(&f);

    find(&f, text, "return a parcel");
    assert_int_equal(f.m.part, 1);
    assert_true(f.m.place > 0.999 && f.m.anywhere > 0.999);
    found_release(&f);
    find(&f, text, "nothing");
    assert_int_equal(f.m.count, 0);
    assert_true(f.m.first > f.m.last);
    found_release(&f);
}

/* A word's alternative counts by its weight, and never as exact. */
static void alternatives_count_by_their_weight(void **state)
{
    (void)state;
    static const char *const text[8] = {"Parcels",
                                        "A box came. The crate, not.\n"};
    struct found f;
    struct match_plan plan;
    static const double idf[] = {2, 2};

    find(&f, text, "box crate");
    const struct query_word *w = f.query.words;
    struct match_range ranges[] = {
        {w[1].range.first, w[1].range.count, 0, 0, 0, 0.5},
        {w[0].range.first, w[0].range.count, w[0].form.first, w[0].form.count,
         1, 1},
        {w[1].range.first, w[1].range.count, 0, 0, 1, 0.25},
    };
    assert_int_equal(match_plan_make(&plan, ranges, 3, idf, 2, &f.a, NULL), 0);
    assert_int_equal(matches_find(&plan, &f.body, &f.a, &f.m, NULL), 0);
    assert_int_equal(f.m.count, 3); /* "crate" stands for both words */
    assert_true(f.m.anywhere == 0.75 && f.m.best_part == 0.75);
    assert_true(f.m.place == 0.75 && f.m.exact == 0.5 && f.m.title == 0);
    found_release(&f);
}

static bool has_phrase(const struct found *f, const char *words)
{
    struct lexicon_range ranges[8];
    struct str rest = str_from(words), word;
    uint32_t n = 0;

    while (str_cut(&rest, ' ', &word))
        ranges[n++] = lexicon_find(&f->sample.lexicon, word);
    return matches_has_phrase(&f->body, ranges, n);
}

static void phrases_are_verified(void **state)
{
    (void)state;
    static const char *const text[8] = {
        "Start here", "Run the node.js server again and the server ran.\n",
        "Stop", "Stop it; go go stop.\n"};
    static const struct {
        const char *words;
        bool found;
    } cases[] = {
        {"start here", true},      {"here start", false},
        {"node.js server", true},  {"the node.js server again", true},
        {"js server again", true}, {"the node js server", true},
        {"the node", true},        {"node js", true},
        {"node server", false},    {"node.js js", false},
        {"the js", false},         {"the server ran", true},
        {"here run", false}, /* a heading ends, and so does a body */
        {"ran stop", false},       {"stop stop", false},
        {"go go stop", true},      {"go go go", false},
        {"absent", false},         {"stop absent", false},
    };
    struct found f;

    find(&f, text, "x");
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        if (has_phrase(&f, cases[i].words) != cases[i].found)
            fail_msg("%s", cases[i].words);
    assert_true(matches_has_phrase(&f.body, NULL, 0));
    found_release(&f);
}

static void check_passage(const char *const row[8], const char *query,
                          const char *heading, const char *want)
{
    struct found f;
    struct record r;
    struct record_text text = {0};
    struct passage_text p;
    struct str rest;

    find(&f, row, query);
    assert_int_equal(record_read(&f.sample.records, 0, &f.a, &r, NULL), 0);
    text.records = &f.sample.records;
    text.lexicon = &f.sample.lexicon;
    text.record = &r;
    text.body = f.body;
    assert_int_equal(
        record_read_rest(&f.sample.records, &r, &f.a, &text.gaps, &rest, NULL),
        0);
    passage_text_make(&text, &f.m, &f.a, &p);
    struct value *hit = value_map(&f.a);
    passage_put(&f.a, hit, &p);
    assert_str(field(hit, "snippet"), want);
    assert_str(heading_text(&text, f.m.part, &f.a), heading);
    found_release(&f);
}

static void passages_come_from_the_best_part(void **state)
{
    (void)state;
    static const char *const text[8] = {
        "Lamps",  "Lamps are bright.\n",
        "Care",   "",
        "(Soap)", "(Never) use node.js, or \"soap\"!\n"};

    check_passage(text, "lamp", "Lamps", "<mark>Lamps</mark> are bright.");
    check_passage(text, "care", "Care",
                  "(Never) use node.js, or &quot;soap&quot;!");
    check_passage(text, "js soap", "(Soap)",
                  "(Never) use node.<mark>js</mark>, or "
                  "&quot;<mark>soap</mark>&quot;!");
    check_passage(text, "node.js", "(Soap)",
                  "(Never) use <mark>node.js</mark>, or &quot;soap&quot;!");
    check_passage(text, "bright", "Lamps", "Lamps are <mark>bright</mark>.");
}

/* One line, one word of punctuation, megabytes: a passage stays short. */
static void passages_of_long_parts_stay_short(void **state)
{
    (void)state;
    struct buf body = {0};
    const char *row[8] = {"Long", NULL};
    struct found f;
    struct record r;
    struct record_text text = {0};
    struct passage_text p;
    struct str rest;

    for (int i = 0; i < 5000; i++)
        buf_text(&body, "word, ");
    for (int i = 0; i < 100000; i++)
        buf_text(&body, "=-");
    buf_text(&body, "needle");
    for (int i = 0; i < 100000; i++)
        buf_text(&body, "-=");
    buf_text(&body, "thread and so on");
    buf_char(&body, '\0');
    row[1] = body.ptr;
    find(&f, row, "needle thread");
    assert_int_equal(record_read(&f.sample.records, 0, &f.a, &r, NULL), 0);
    text.records = &f.sample.records;
    text.lexicon = &f.sample.lexicon;
    text.record = &r;
    text.body = f.body;
    assert_int_equal(
        record_read_rest(&f.sample.records, &r, &f.a, &text.gaps, &rest, NULL),
        0);
    passage_text_make(&text, &f.m, &f.a, &p);
    assert_true(p.before && p.after && p.text.len < 4000);
    assert_str(str_sub(p.text, p.marks[0].start, 6), "needle");
    struct value *hit = value_map(&f.a);
    passage_put(&f.a, hit, &p);
    assert_true(utf8_count(field(hit, "snippet_text")) < 320);
    found_release(&f);
    buf_release(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passages_are_escaped_and_marked),
        cmocka_unit_test(passages_are_cut_at_borders),
        cmocka_unit_test(texts_are_made_byte_for_byte),
        cmocka_unit_test(long_texts_are_made_byte_for_byte),
        cmocka_unit_test(words_are_found_where_they_stand),
        cmocka_unit_test(alternatives_count_by_their_weight),
        cmocka_unit_test(phrases_are_verified),
        cmocka_unit_test(passages_come_from_the_best_part),
        cmocka_unit_test(passages_of_long_parts_stay_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
