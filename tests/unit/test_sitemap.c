/* The sitemap of a small site made by hand: languages, dates, parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/page/sitemap.h"

enum { LOCALES = 3, PAGES = 4 };

/* en has all pages, fil-PH the first two, ko the first. */
struct sample {
    struct site site;
    struct locale locales[LOCALES];
    struct page pages[LOCALES * PAGES];
    struct page *lists[LOCALES][PAGES];
    struct buf names, all;
    struct buf last; /* the file handed out last */
    size_t files, longest;
};

static const char *const tags[LOCALES] = {"en", "fil-PH", "ko"};
static const size_t published[LOCALES] = {PAGES, 2, 1};

static void add_page(struct sample *s, size_t locale, size_t number)
{
    struct locale *l = &s->locales[locale];
    struct page *p = &s->pages[locale * PAGES + number];
    struct arena *a = &s->site.arena;

    p->article.id = arena_fmt(a, "id-%zu", number);
    p->article.updated_at = number == 0 ? 1795219200 : 0;
    p->address = arena_fmt(a, "/help/%s/p%zu", l->tag, number);
    p->locale = l;
    s->lists[locale][l->page_count++] = p;
    assert_true(map_set(&l->by_id, p->article.id, p));
}

static int set_up(void **state)
{
    struct sample *s = test_calloc(1, sizeof(*s));

    s->site.locales = s->locales;
    s->site.locale_count = LOCALES;
    s->site.config.prefix = S("/help");
    s->site.config.base_url = S("https://a&b.example/help");
    for (size_t i = 0; i < LOCALES; i++) {
        struct locale *l = &s->locales[i];
        snprintf(l->tag, sizeof(l->tag), "%s", tags[i]);
        map_init(&l->by_id, &s->site.arena);
        l->home = arena_fmt(&s->site.arena, "/help/%s/", tags[i]);
        l->pages = s->lists[i];
        for (size_t k = 0; k < published[i]; k++)
            add_page(s, i, k);
    }
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    struct sample *s = *state;

    buf_release(&s->names);
    buf_release(&s->all);
    buf_release(&s->last);
    arena_release(&s->site.arena);
    test_free(s);
    return 0;
}

static int keep(void *ctx, struct str name, struct str bytes, struct err *e)
{
    struct sample *s = ctx;

    (void)e;
    buf_fmt(&s->names, "%.*s ", STR_ARG(name));
    buf_put(&s->all, bytes);
    buf_clear(&s->last);
    buf_put(&s->last, bytes);
    s->files++;
    if (bytes.len > s->longest && !str_eq(name, S("sitemap.xml")))
        s->longest = bytes.len;
    return 0;
}

static void make(struct sample *s, size_t addresses, size_t bytes)
{
    const struct sitemap_limits limits = {addresses, bytes};
    struct err e = {0};

    assert_int_equal(sitemap_make(&s->site, &limits, keep, s, &e), 0);
}

static size_t count(const struct buf *in, struct str what)
{
    struct str rest = buf_str(in);
    size_t n = 0;

    for (size_t at; (at = str_search(rest, what)) < rest.len; n++)
        rest = str_skip(rest, at + what.len);
    return n;
}

static void assert_names(const struct sample *s, const char *names)
{
    assert_int_equal(s->names.len, strlen(names));
    assert_memory_equal(s->names.ptr, names, s->names.len);
}

static void a_small_site_is_one_file(void **state)
{
    struct sample *s = *state;

    make(s, 50000, 1000000);
    assert_names(s, "sitemap.xml ");
    assert_int_equal(count(&s->all, S("<url>")), LOCALES + 4 + 2 + 1);
    assert_int_equal(count(&s->all, S("<loc>https://a&amp;b.example/help/")),
                     10);
    /* Three languages have dated page 0; nothing else says when. */
    assert_int_equal(count(&s->all, S("<lastmod>")), 3);
    assert_int_equal(
        count(&s->all, S("<lastmod>2026-11-21T00:00:00Z</lastmod>")), 3);
}

static void versions_name_each_other(void **state)
{
    struct sample *s = *state;

    make(s, 50000, 1000000);
    /* Homes and page 0 in three languages, page 1 in two. */
    assert_int_equal(count(&s->all, S("hreflang=\"en\"")), 3 + 3 + 2);
    assert_int_equal(count(&s->all, S("hreflang=\"tl-PH\"")), 3 + 3 + 2);
    assert_int_equal(count(&s->all, S("hreflang=\"ko\"")), 3 + 3);
    assert_int_equal(count(&s->all, S("hreflang=\"x-default\"")), 3 + 3 + 2);
    assert_int_equal(
        count(&s->all, S("\"x-default\" "
                         "href=\"https://a&amp;b.example/help/\"")),
        3);
    assert_int_equal(count(&s->all, S("hreflang=\"fil")), 0);
}

/* No default version, no fallback. */
static void the_default_locale_decides(void **state)
{
    struct sample *s = *state;

    s->site.config.default_locale = S("ko");
    make(s, 50000, 1000000);
    assert_int_equal(count(&s->all, S("hreflang=\"x-default\"")), 3 + 3);
}

static void dropped_pages_are_no_versions(void **state)
{
    struct sample *s = *state;

    s->pages[1 * PAGES + 1].dropped = true; /* fil-PH, page 1 */
    s->locales[1].page_count = 1;
    make(s, 50000, 1000000);
    assert_int_equal(count(&s->all, S("fil-PH/p1")), 0);
    assert_int_equal(count(&s->all, S("hreflang=\"en\"")), 3 + 3);
}

static void many_addresses_make_parts(void **state)
{
    struct sample *s = *state;

    make(s, 4, 1000000);
    assert_names(s, "sitemap-1.xml sitemap-2.xml sitemap-3.xml sitemap.xml ");
    assert_int_equal(count(&s->all, S("<url>")), 10);
    assert_int_equal(count(&s->all, S("<urlset ")), 3);
    assert_int_equal(count(&s->all, S("</urlset>")), 3);
    assert_int_equal(count(&s->last, S("<sitemap><loc>")), 3);
    assert_int_equal(
        count(&s->last, S("https://a&amp;b.example/help/sitemap-3.xml")), 1);
}

static void exactly_full_is_not_too_many(void **state)
{
    struct sample *s = *state;

    make(s, 10, 1000000);
    assert_names(s, "sitemap.xml ");
}

static void many_bytes_make_parts(void **state)
{
    struct sample *s = *state;

    make(s, 50000, 1500);
    assert_true(s->files > 3);
    assert_true(s->longest <= 1500);
    assert_int_equal(count(&s->all, S("<url>")), 10);
}

/* A page is never left out, however small the limit. */
static void one_address_always_fits(void **state)
{
    struct sample *s = *state;

    make(s, 50000, 1);
    assert_int_equal(s->files, 10 + 1);
    assert_int_equal(count(&s->all, S("<url>")), 10);
}

static void without_base_url_a_mark_stands(void **state)
{
    struct sample *s = *state;
    struct buf robots = {0};

    s->site.config.base_url = (struct str){0};
    s->site.config.prefix = (struct str){0};
    make(s, 50000, 1000000);
    assert_int_equal(count(&s->all, S("<loc>{origin}/help/")), 10);
    sitemap_robots(&s->site, &robots);
    assert_int_equal(count(&robots, S("\nSitemap: {origin}/sitemap.xml\n")), 1);
    assert_int_equal(count(&robots, S("\nDisallow: /help/ko/search?\n")), 1);
    buf_release(&robots);
}

static void its_addresses_are_reserved(void **state)
{
    const struct sample *s = *state;

    assert_true(sitemap_reserves(&s->site, S("/robots.txt")));
    assert_true(sitemap_reserves(&s->site, S("/help/sitemap.xml")));
    assert_true(sitemap_reserves(&s->site, S("/help/sitemap-12.xml")));
    assert_false(sitemap_reserves(&s->site, S("/help/robots.txt")));
    assert_false(sitemap_reserves(&s->site, S("/help/en/sitemap.xml")));
    assert_false(sitemap_reserves(&s->site, S("/help/sitemap")));
    assert_false(sitemap_reserves(&s->site, S("/sitemap.xml")));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_small_site_is_one_file),
        CASE(versions_name_each_other),
        CASE(the_default_locale_decides),
        CASE(dropped_pages_are_no_versions),
        CASE(many_addresses_make_parts),
        CASE(exactly_full_is_not_too_many),
        CASE(many_bytes_make_parts),
        CASE(one_address_always_fits),
        CASE(without_base_url_a_mark_stands),
        CASE(its_addresses_are_reserved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
