/* The feed and the search description of a small site made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/arrange/recent.h"
#include "indexer/page/feed.h"
#include "indexer/page/origin_entry.h"

enum { PAGES = FEED_ENTRIES + 2 };

struct sample {
    struct site site;
    struct locale locale;
    struct page pages[PAGES];
    struct page *list[PAGES];
    struct buf out;
};

static struct value *site_values(struct arena *a, const char *title)
{
    static const char *const urls[][2] = {
        {"feed", "/ko/feed.xml"},
        {"search", "/ko/search"},
        {"suggest", "/api/v1/suggest?locale=ko"},
    };
    struct value *root = value_map(a), *site = value_map(a);

    value_set(a, site, "title", value_text(a, str_from(title)));
    for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++)
        value_set(a, site, urls[i][0], value_url(a, str_from(urls[i][1])));
    value_set(a, root, "site", site);
    return root;
}

static int set_up(void **state)
{
    struct sample *s = test_calloc(1, sizeof(*s));
    struct arena *a = &s->site.arena;

    snprintf(s->locale.tag, sizeof(s->locale.tag), "ko");
    s->locale.home = S("/ko/");
    s->locale.pages = s->list;
    s->locale.values = site_values(a, "Lantern & <Loom> {origin}");
    for (size_t i = 0; i < PAGES; i++) {
        s->list[i] = &s->pages[i];
        s->pages[i].address = arena_fmt(a, "/ko/p%02zu", i);
        s->pages[i].article.title = arena_fmt(a, "Page %zu", i);
        s->pages[i].article.updated_at = 86400 * (int64_t)(i + 1);
    }
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    struct sample *s = *state;

    buf_release(&s->out);
    arena_release(&s->site.arena);
    test_free(s);
    return 0;
}

static void publish(struct sample *s, size_t pages)
{
    struct err e;

    s->locale.page_count = pages;
    s->locale.change_count = 0;
    assert_int_equal(recent_find(&s->locale, &s->site.arena, &e), 0);
}

static size_t count(const struct buf *in, const char *what)
{
    struct str rest = buf_str(in), needle = str_from(what);
    size_t n = 0;

    for (size_t at; (at = str_search(rest, needle)) < rest.len; n++)
        rest = str_skip(rest, at + needle.len);
    return n;
}

static void the_latest_stand_in_it(void **state)
{
    struct sample *s = *state;

    publish(s, PAGES);
    assert_true(feed_exists(&s->locale));
    feed_put(&s->site, &s->locale, &s->out, &s->site.arena);
    assert_int_equal(count(&s->out, "<entry>"), FEED_ENTRIES);
    assert_int_equal(count(&s->out, "<id>{origin}/ko/p51</id>"), 1);
    assert_int_equal(count(&s->out, "/ko/p02"), 2);
    assert_int_equal(count(&s->out, "/ko/p01"), 0);
    /* The feed's own and the first entry's. */
    assert_int_equal(count(&s->out, "<updated>1970-02-22T00:00:00Z</updated>"),
                     2);
}

static void what_has_no_date_is_not_told(void **state)
{
    struct sample *s = *state;

    s->pages[0].article.updated_at = 0;
    publish(s, 2);
    feed_put(&s->site, &s->locale, &s->out, &s->site.arena);
    assert_int_equal(count(&s->out, "<entry>"), 1);
    s->pages[1].article.updated_at = 0;
    publish(s, 2);
    assert_false(feed_exists(&s->locale));
}

static void text_stays_text(void **state)
{
    struct sample *s = *state;

    publish(s, 1);
    feed_put(&s->site, &s->locale, &s->out, &s->site.arena);
    assert_int_equal(
        count(&s->out, "<title>Lantern &amp; &lt;Loom&gt; &#123;origin}<"), 1);
    buf_clear(&s->out);
    origin_put_text(&s->out, S("a\x01\x1B"
                               "b\xEF\xBF\xBF\tc\xED\x9E\xA3"));
    assert_true(str_eq(buf_str(&s->out), S("ab\tc\xED\x9E\xA3")));
}

static void a_base_url_stands_before_addresses(void **state)
{
    struct sample *s = *state;

    publish(s, 1);
    s->site.config.base_url = S("https://a&b.example");
    feed_put(&s->site, &s->locale, &s->out, &s->site.arena);
    assert_int_equal(count(&s->out, "<id>https://a&amp;b.example/ko/p00</id>"),
                     1);
    opensearch_put(&s->site, &s->locale, &s->out);
    assert_int_equal(count(&s->out, "template=\"https://a&amp;b.example/ko/"
                                    "search?q={searchTerms}\""),
                     1);
}

static void a_short_name_is_short(void **state)
{
    static const char *const names[][2] = {
        {"Rumelo Help", "Rumelo Help"},
        {"Rumelo Help Center", "Rumelo Help"},
        {"Lantern and Loom", "Lantern and Loom"},
        {"Lantern and Loom Shop", "Lantern and Loom"},
        {"Donaudampfschifffahrt", "Donaudampfschiff"},
        {"가나다라마바사아자차카타파하가나다",
         "가나다라마바사아자차카타파하가나"},
    };
    struct sample *s = *state;
    char want[128];

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        s->locale.values = site_values(&s->site.arena, names[i][0]);
        buf_clear(&s->out);
        opensearch_put(&s->site, &s->locale, &s->out);
        snprintf(want, sizeof(want), "<ShortName>%s</ShortName>", names[i][1]);
        if (count(&s->out, want) != 1)
            fail_msg("no %s", want);
    }
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_latest_stand_in_it), CASE(what_has_no_date_is_not_told),
        CASE(text_stays_text),        CASE(a_base_url_stands_before_addresses),
        CASE(a_short_name_is_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
