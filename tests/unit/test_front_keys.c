/* The table of keys: other names, what folders hand down, the nearest name,
 * and dates by the shop's clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/base/article.h"
#include "indexer/front_matter/front_matter.h"
#include "indexer/front_matter/front_matter_keys.h"
#include "indexer/base/nearest.h"
#include "indexer/content/publication.h"
#include "indexer/base/schedule.h"
#include "lib/icu/zone.h"

/* Empty ones at the end are left out. */
static void cut_bars(char *out)
{
    for (size_t len = strlen(out); len && out[len - 1] == '|';)
        out[--len] = '\0';
}

/* What a block says, in one line. */
static const char *said(const struct article *a, char *out, size_t size)
{
    int n = snprintf(
        out, size, "%.*s|%.*s|%.*s|%.*s|%ld|%ld|%s%s%s%s%s|%.*s|%.*s|%.*s|%.*s",
        STR_ARG(a->description), STR_ARG(a->answer), STR_ARG(a->id),
        STR_ARG(a->section), a->weight, a->boost, a->promoted ? "P" : "",
        a->draft ? "D" : "", a->unlisted ? "U" : "", a->unsearched ? "S" : "",
        a->for_agents ? "A" : "", STR_ARG(a->publish_date), STR_ARG(a->expires),
        STR_ARG(a->date), STR_ARG(a->updated));
    const struct {
        const struct str *items;
        size_t count;
    } lists[] = {{a->tags, a->tag_count},
                 {a->keywords, a->keyword_count},
                 {a->aliases, a->alias_count},
                 {a->authors, a->author_count},
                 {a->contact, a->contact_count}};

    for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
        n += snprintf(out + n, size - (size_t)n, "|");
        for (size_t k = 0; k < lists[i].count; k++)
            n += snprintf(out + n, size - (size_t)n, "%s%.*s", k ? "," : "",
                          STR_ARG(lists[i].items[k]));
    }
    cut_bars(out);
    return out;
}

static void assert_says(const struct article *a, const char *block,
                        const char *want)
{
    char got[1000];

    if (strcmp(said(a, got, sizeof(got)), want) != 0)
        fail_msg("%s\n got %s\nwant %s", block, got, want);
}

static const struct {
    const char *block, *want;
} names[] = {
    {"", "||||0|0"},
    {"summary: s", "s||||0|0"},
    {"synopsis: s", "s||||0|0"},
    {"canned: c", "|c|||0|0"},
    {"translationKey: t", "||t||0|0"},
    {"section: /a/b/", "|||a/b|0|0"},
    {"category: Shop", "|||Shop|0|0"},
    {"category: A/B", "||||0|0"},
    {"categories: [One, Two]", "|||One|0|0"},
    {"categories: []", "||||0|0"},
    {"label_names: [a, b]", "||||0|0||||||a,b"},
    {"labels: a", "||||0|0||||||a"},
    {"tags: [{label: a, permalink: /a}, b]", "||||0|0||||||a,b"},
    {"search: {keywords: 'a, b'}", "||||0|0|||||||a,b"},
    {"weight: 3", "||||3000|0"},
    {"weight: 0", "||||0|0"},
    {"weight: -1.5", "||||-1500|0"},
    {"weight: +2.0009", "||||2000|0"},
    {"order: 0", "||||1|0"},
    {"position: 2", "||||2000|0"},
    {"sidebar_position: 1.5", "||||1500|0"},
    {"nav_order: -1", "||||-1000|0"},
    {"sidebar: {order: 4, label: x}", "||||4000|0"},
    {"boost: 1.25", "||||0|125"},
    {"search: {boost: .5}", "||||0|50"},
    {"featured: true", "||||0|0|P"},
    {"draft: TRUE", "||||0|0|D"},
    {"published: false", "||||0|0|D"},
    {"published: true", "||||0|0"},
    {"status: DRAFT", "||||0|0|D"},
    {"status: archived", "||||0|0|D"},
    {"status: PUBLISHED", "||||0|0"},
    {"status: new", "||||0|0"},
    {"unlisted: true", "||||0|0|U"},
    {"search: false", "||||0|0|S"},
    {"search: {exclude: true}", "||||0|0|S"},
    {"search_exclude: true", "||||0|0|S"},
    {"pagefind: false", "||||0|0|S"},
    {"pagefind: true", "||||0|0"},
    {"audience: agents", "||||0|0|A"},
    {"publishDate: 2026-01-02", "||||0|0||2026-01-02"},
    {"publishedAt: 2026-01-02", "||||0|0||2026-01-02"},
    {"expiryDate: 2026-01-02", "||||0|0|||2026-01-02"},
    {"createdAt: 2026-01-02", "||||0|0||||2026-01-02"},
    {"created_at: 2026-01-02", "||||0|0||||2026-01-02"},
    {"lastmod: 2026-01-02", "||||0|0|||||2026-01-02"},
    {"modified: 2026-01-02", "||||0|0|||||2026-01-02"},
    {"updatedAt: 2026-01-02", "||||0|0|||||2026-01-02"},
    {"updated_at: 2026-01-02", "||||0|0|||||2026-01-02"},
    {"edited_at: 2026-01-02", "||||0|0|||||2026-01-02"},
    {"last_update: 2026-01-02", "||||0|0|||||2026-01-02"},
    {"last_update: {date: 2026-01-02, author: Kim}",
     "||||0|0|||||2026-01-02||||Kim"},
    {"lastUpdated: 2026-01-02", "||||0|0|||||2026-01-02"},
    {"lastUpdated: false", "||||0|0"},
    {"redirect_from: [/a, /b]", "||||0|0||||||||/a,/b"},
    {"legacySlug: old", "||||0|0||||||||old"},
    {"author: Kim", "||||0|0|||||||||Kim"},
    {"authors: [Kim, {name: Lee, url: x}]", "||||0|0|||||||||Kim,Lee"},
    {"params: {author: Kim}", "||||0|0|||||||||Kim"},
    {"contact: [phone, chat]", "||||0|0||||||||||phone,chat"},
    /* The own name counts, then the first in the table. */
    {"order: 1\nweight: 2", "||||2000|0"},
    {"updatedAt: 2026-01-03\nlastmod: 2026-01-02", "||||0|0|||||2026-01-02"},
    {"weight:\norder: 1", "||||1000|0"},
};

static void every_name_fills_its_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct article a = {0};
        struct err e = {0};
        if (front_matter_read(&a, str_from(names[i].block), NULL, &e))
            fail_msg("%s: %s", names[i].block, e.message);
        assert_says(&a, names[i].block, names[i].want);
        article_release(&a);
    }
}

static void tables_agree(void **state)
{
    (void)state;
    size_t keys, aliases, harmless;
    const struct front_key *key = front_keys(&keys);
    const struct front_alias *alias = front_aliases(&aliases);
    const char *const *other = front_harmless(&harmless);

    for (size_t i = 0; i < keys; i++) {
        assert_ptr_equal(front_key_named(str_from(key[i].name)), &key[i]);
        assert_true(strlen(key[i].wants) && strlen(key[i].about));
    }
    for (size_t i = 0; i < aliases; i++) {
        assert_non_null(front_key_named(str_from(alias[i].key)));
        assert_null(front_key_named(str_from(alias[i].name)));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(alias[i].name, alias[k].name);
    }
    for (size_t i = 0; i < harmless; i++) {
        assert_null(front_key_named(str_from(other[i])));
        for (size_t k = 0; k < aliases; k++)
            assert_string_not_equal(other[i], alias[k].name);
    }
}

static void the_nearest_key_is_named(void **state)
{
    (void)state;
    static const struct {
        struct str name, want;
    } cases[] = {
        {STR("descripton"), STR("description")},
        {STR("Title"), STR("title")},
        {STR("wieght"), STR("weight")},
        {STR("tag"), STR("tags")},
        {STR("draf"), STR("draft")},
        {STR("keyword"), STR("keywords")},
        {STR("redirects_from"), STR("redirect_from")},
        {STR("publish-date"), STR("publish_date")},
        {STR("shop"), STR("")},
        {STR("x"), STR("")},
        {STR(""), STR("")},
        {STR("mood"), STR("")},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        if (!str_eq(front_nearest(cases[i].name), cases[i].want))
            fail_msg("%.*s: %.*s", STR_ARG(cases[i].name),
                     STR_ARG(front_nearest(cases[i].name)));
}

static void distances(void **state)
{
    (void)state;
    static const struct {
        struct str a, b;
        size_t far;
    } cases[] = {
        {STR(""), STR(""), 0},         {STR("a"), STR(""), 1},
        {STR("abc"), STR("ABC"), 0},   {STR("abc"), STR("acb"), 1},
        {STR("abc"), STR("bca"), 2},   {STR("kitten"), STR("sitting"), 3},
        {STR("abcd"), STR("dcba"), 3}, {STR("abcdef"), STR("a"), 5},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        assert_int_equal(nearest_distance(cases[i].a, cases[i].b, 9),
                         cases[i].far);
        assert_int_equal(nearest_distance(cases[i].b, cases[i].a, 9),
                         cases[i].far);
    }
    assert_true(nearest_distance(S("abcdef"), S("a"), 2) > 2);
    assert_true(nearest_distance(
                    S("a23456789012345678901234567890123456789012345"),
                    S("a23456789012345678901234567890123456789012345"), 2) > 2);
}

static void folders_hand_down_what_an_article_does_not_say(void **state)
{
    (void)state;
    struct article near = {.path = S("en/a/_index.md")};
    struct article far = {.path = S("en/_index.md")};
    struct article a = {.path = S("en/a/b.md")};
    struct err e = {0};
    const char *block = "expires: 2026-01-01\ntags: own\ndraft: false\n";

    if (front_matter_read(&near, S("cascade: {published: false, author: Kim}"),
                          NULL, &e) ||
        front_matter_read(&far,
                          S("cascade:\n  author: Lee\n  tags: [far]\n"
                            "  search: {exclude: true}\n  unlisted: true\n"),
                          NULL, &e) ||
        front_matter_read(&a, str_from(block), NULL, &e))
        fail_msg("%s", e.message);
    assert_true(front_matter_inherit(&a, near.cascade));
    assert_true(front_matter_inherit(&a, far.cascade));
    assert_says(&a, block, "||||0|0|US||2026-01-01|||own|||Kim");
    article_release(&a);
    article_release(&near);
    article_release(&far);
}

static void what_folders_cannot_hand_down_is_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *block;
        unsigned line, column;
        const char *words;
    } cases[] = {
        {"cascade: {title: x}\n", 2, 11, "\"title\" cannot be the same"},
        {"cascade:\n  summary: x\n", 3, 3, "\"summary\" cannot be the same"},
        {"cascade:\n  cascade: {}\n", 3, 3, "\"cascade\" cannot be the same"},
        {"cascade:\n  draft: maybe\n", 3, 10, "\"draft\" must be true or"},
        {"cascade:\n  search:\n    boost: 0\n", 4, 12, "\"search.boost\""},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct article a = {.path = S("en/_index.md")};
        struct err e = {0};
        assert_int_equal(
            front_matter_read(&a, str_from(cases[i].block), NULL, &e), -1);
        if (!strstr(e.message, cases[i].words) || e.line != cases[i].line ||
            e.column != cases[i].column)
            fail_msg("%s: %u:%u: %s", cases[i].block, e.line, e.column,
                     e.message);
        article_release(&a);
    }
}

enum { NOW = 1781000000 }; /* 2026-06-09T10:13:20Z */

/* In Jakarta it is 17:13:20. */
static void dates_are_those_of_the_shop(void **state)
{
    (void)state;
    static const struct {
        const char *block;
        int64_t published, expires, next;
        bool out;
    } cases[] = {
        {"title: x", 0, 0, 0, false},
        {"publish_date: 2026-06-09", 1780938000, 0, 0, false},
        {"publish_date: 2026-06-10", 1781024400, 0, 1781024400, true},
        {"publish_date: 2026-06-10T00:00Z", 1781049600, 0, 1781049600, true},
        {"publish_date: 2026-06-09T17:13", 1780999980, 0, 0, false},
        {"date: 2026-06-10", 1781024400, 0, 1781024400, true},
        {"date: 2026-06-10\npublish_date: 2026-06-09", 1780938000, 0, 0, false},
        {"expires: 2026-06-09", 0, 1780938000, 0, true},
        {"expires: 2026-06-10", 0, 1781024400, 1781024400, false},
        {"expires: 2026-06-09T17:13:20", 0, NOW, 0, true},
        {"expires: 2026-06-09T17:13:21", 0, NOW + 1, NOW + 1, false},
        {"date: 2026-06-10\nexpires: 2026-06-12", 1781024400, 1781197200,
         1781024400, true},
        {"draft: true\npublish_date: 2026-06-10", 1781024400, 0, 0, false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct page page = {.file = S("en/a.md")};
        struct site site = {.now = NOW, .pages = &page, .page_count = 1};
        struct err e = {0};
        const struct article *a = &page.article;
        site.config.zone = S("Asia/Jakarta");
        problems_init(&site.problems);
        assert_int_equal(front_matter_read(&page.article,
                                           str_from(cases[i].block), NULL, &e),
                         0);
        page.dropped = a->draft;
        assert_int_equal(publication_settle(&site, &e), 0);
        if (a->published_at != cases[i].published ||
            a->expires_at != cases[i].expires ||
            site.next_change_at != cases[i].next || a->is_out != cases[i].out)
            fail_msg("%s: from %lld until %lld, next %lld", cases[i].block,
                     (long long)a->published_at, (long long)a->expires_at,
                     (long long)site.next_change_at);
        assert_int_equal(page.dropped, a->is_out || a->draft);
        assert_true(schedule_wall(&site, NOW) == NOW + 7 * 3600);
        article_release(&page.article);
        problems_release(&site.problems);
        zone_close(site.zone);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_fills_its_key),
        cmocka_unit_test(tables_agree),
        cmocka_unit_test(the_nearest_key_is_named),
        cmocka_unit_test(distances),
        cmocka_unit_test(folders_hand_down_what_an_article_does_not_say),
        cmocka_unit_test(what_folders_cannot_hand_down_is_an_error),
        cmocka_unit_test(dates_are_those_of_the_shop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
