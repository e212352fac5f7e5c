/* Any bytes as a question to a small help centre. The first byte chooses the
 * locale, whether words are suggested, and the filters; the second the limit,
 * the third the offset; the rest is asked. */
#include <stdlib.h>

#include "lib/utf8.h"
#include "tests/tools/search_sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct search_sample sample;

static void drop_sample(void)
{
    sample_drop(&sample);
}

static void check(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static void make_sample(void)
{
    struct err e = {0};

    if (sample.file)
        return;
    atexit(drop_sample);
    if (!sample_make(&sample, &e)) {
        fprintf(stderr, "%s\n", e.message);
        abort();
    }
}

static struct str text_of(const struct value *map, const char *key)
{
    const struct value *v = value_get(map, str_from(key));

    check(v != NULL, key);
    return value_str(v);
}

static size_t count_of(struct str s, struct str needle)
{
    size_t n = 0;

    for (size_t at; (at = str_search(s, needle)) < s.len; n++)
        s = str_skip(s, at + needle.len);
    return n;
}

/* Marks lie in the text, in order, apart from each other. */
static void check_marks(const struct value *hit)
{
    const struct value *marks = value_get(hit, S("marks"));
    struct str html = text_of(hit, "snippet");
    int64_t points = (int64_t)utf8_count(text_of(hit, "snippet_text"));
    int64_t end = 0;

    for (size_t i = 0; i < marks->list.count; i++) {
        const struct value *mark = marks->list.items[i];
        int64_t start = mark->list.items[0]->integer;
        int64_t length = mark->list.items[1]->integer;
        check(start >= end && length > 0, "marks do not overlap");
        end = start + length;
        check(end <= points, "marks lie in the snippet");
    }
    check(count_of(html, S("<mark>")) == marks->list.count,
          "as many marks as tags");
    check(count_of(html, S("</mark>")) == marks->list.count,
          "all tags are closed");
    check(count_of(html, S("<")) == 2 * marks->list.count,
          "no other tag is in a snippet");
}

static void check_hits(const struct value *answer,
                       const struct search_request *request)
{
    const struct value *hits = value_get(answer, S("hits"));
    int64_t total = value_get(answer, S("total"))->integer;
    double before = 1e300;

    check(hits->list.count <= request->limit, "no more hits than asked for");
    check(total >= (int64_t)hits->list.count, "the total counts them");
    for (size_t i = 0; i < hits->list.count; i++) {
        const struct value *hit = hits->list.items[i];
        double score = value_get(hit, S("score"))->number;
        check(score >= 0 && score <= before, "scores fall");
        before = score;
        check(text_of(hit, "id").len > 0 && text_of(hit, "url").len > 0,
              "a hit has an id and an address");
        check_marks(hit);
    }
}

/* What is sent is JSON in UTF-8, whatever was asked. Our reader takes no NUL in
 * a string, though it is allowed there as an escape. */
static void check_json(struct arena *a, const struct value *answer,
                       struct str query)
{
    struct buf json = {0};
    struct err e = {0};

    value_to_json(&json, answer);
    check(!json.failed, "memory");
    check(utf8_check(buf_str(&json)) == json.len, "answers are UTF-8");
    check(str_find(query, '\0') < query.len ||
              value_from_json(a, buf_str(&json), &e) != NULL,
          "answers are JSON");
    buf_release(&json);
}

static struct search_request make_request(const uint8_t *data, size_t size)
{
    static const struct str sections[] = {STR(""), STR("orders"),
                                          STR("orders/abroad"), STR("none")};
    static const struct str tags[] = {STR(""), STR("money")};

    return (struct search_request){
        .query = str_of((const char *)data + 3, size - 3),
        .section = sections[data[0] >> 3 & 3],
        .tag = tags[data[0] >> 5 & 1],
        .limit = 1 + data[1] % SEARCH_LIMIT_MAX,
        .offset = data[2] % (SEARCH_OFFSET_MAX + 1),
    };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct err e = {0};
    struct value *answer = NULL;

    if (size < 3)
        return 0;
    make_sample();

    bool suggests = data[0] & 4;
    struct search_request request = make_request(data, size);
    struct search_locale *l =
        sample.locales[(size_t)(data[0] & 3) % SAMPLE_LOCALES];
    struct searcher *s = searcher_take(l, &e);

    check(s != NULL, "a searcher");
    check((suggests ? suggest_run : search_run)(s, &request, &a, &answer, &e) ==
              0,
          "every question has an answer");
    searcher_give(s);
    check_json(&a, answer, request.query);
    if (!suggests)
        check_hits(answer, &request);
    else
        check(value_get(answer, S("suggestions"))->list.count <=
                  SUGGEST_LIMIT_MAX,
              "no more suggestions than allowed");
    arena_release(&a);
    return 0;
}
