/* llms.txt and the catalogue of a small site made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <jansson.h>

#include "indexer/page/machines.h"

enum { PAGES = 40 };

/* One language: an article above, the rest in a section and one below it. */
struct sample {
    struct site site;
    struct locale locale;
    struct section section, below;
    struct section *children[1], *sections[1];
    struct page pages[PAGES];
    struct page *list[PAGES];
    struct buf out;
    struct arena arena;
};

static void add_page(struct sample *s, size_t i)
{
    struct page *p = &s->pages[i];

    p->locale = &s->locale;
    p->article.title = arena_fmt(&s->arena, "Title %zu {origin} [x]", i);
    p->article.description = arena_fmt(&s->arena, "About %zu.", i);
    p->address = arena_fmt(&s->arena, "/help/en/p%zu", i);
    s->list[i] = p;
}

static int set_up(void **state)
{
    struct sample *s = test_calloc(1, sizeof(*s));
    struct value *values = value_map(&s->arena), *site = value_map(&s->arena);

    for (size_t i = 0; i < PAGES; i++)
        add_page(s, i);
    value_set(&s->arena, site, "title",
              value_text(&s->arena, S("Help {host}")));
    value_set(&s->arena, site, "contact",
              value_text(&s->arena, S("/help/en/contact")));
    value_set(&s->arena, values, "site", site);
    s->children[0] = &s->below;
    s->sections[0] = &s->section;
    s->section = (struct section){.title = STR("Orders"),
                                  .children = s->children,
                                  .child_count = 1,
                                  .pages = s->list + 1,
                                  .page_count = 1};
    s->below = (struct section){.title = STR("Gifts"),
                                .parent = &s->section,
                                .pages = s->list + 2,
                                .page_count = PAGES - 2};
    s->locale = (struct locale){.tag = "en",
                                .name = STR("English"),
                                .home = STR("/help/en/"),
                                .pages = s->list,
                                .page_count = PAGES,
                                .top_pages = s->list,
                                .top_page_count = 1,
                                .top_sections = s->sections,
                                .top_section_count = 1,
                                .values = values};
    s->site.locales = &s->locale;
    s->site.locale_count = 1;
    s->site.config.prefix = S("/help");
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    struct sample *s = *state;

    buf_release(&s->out);
    arena_release(&s->arena);
    test_free(s);
    return 0;
}

static bool has(const struct sample *s, const char *text)
{
    return str_search(buf_str(&s->out), str_from(text)) < s->out.len;
}

static void test_locale(void **state)
{
    struct sample *s = *state;

    s->locale.page_count = 40;
    llms_put_locale(&s->site, &s->locale, LLMS_BYTES_MAX, &s->out, &s->arena);
    assert_true(str_starts(buf_str(&s->out),
                           S("# Help \\{host}\n\n> The help centre's 40 "
                             "articles in the language en.\n\n")));
    assert_true(has(s, "\n## English\n\n- [Title 0 \\{origin} \\[x\\]]"
                       "({origin}/help/en/p0.md): About 0.\n"
                       "\n## Orders\n\n- [Title 1 "));
    assert_true(has(s, "\n## Orders: Gifts\n\n- [Title 2 "));
    assert_true(has(s, "About 39.\n\n## Optional\n\n"
                       "- [Home page]({origin}/help/en/)\n"));
}

static void test_large_lists_go_without_descriptions(void **state)
{
    struct sample *s = *state;
    size_t whole;

    llms_put_locale(&s->site, &s->locale, LLMS_BYTES_MAX, &s->out, &s->arena);
    whole = s->out.len;
    buf_clear(&s->out);
    llms_put_locale(&s->site, &s->locale, whole - 1, &s->out, &s->arena);
    assert_true(has(s, "p39.md)\n"));
    assert_false(has(s, "About"));
    assert_false(has(s, "more article"));
}

static void test_larger_ones_end_with_a_line(void **state)
{
    struct sample *s = *state;

    llms_put_locale(&s->site, &s->locale, 1000, &s->out, &s->arena);
    assert_true(has(s, "p2.md)\n"));
    assert_false(has(s, "p39.md)\n"));
    assert_true(has(s, " more articles are not listed here"));
    assert_true(has(s, "\n## Optional\n"));
    assert_true(s->out.len < 1400);
}

static void test_root(void **state)
{
    struct sample *s = *state;

    s->site.config.base_url = S("https://shop.example:1/help");
    llms_put_root(&s->site, &s->out);
    assert_true(has(s, "- [English](https://shop.example:1/help/en/llms.txt): "
                       "40 articles\n"));
    assert_true(has(s, "- [MCP](https://shop.example:1/help/mcp): "));
}

static void test_catalogue_is_json(void **state)
{
    static const char *const urls[] = {"", "https://shop.example/help",
                                       "https://[::1]:80/help"};
    static const char *const hosts[] = {"{host}", "shop.example", "[::1]"};
    struct sample *s = *state;

    for (size_t i = 0; i < 3; i++) {
        s->site.config.base_url = str_from(urls[i]);
        buf_clear(&s->out);
        catalog_put(&s->site, &s->out);
        json_t *root = json_loadb(s->out.ptr, s->out.len, 0, NULL);
        json_t *first = json_array_get(json_object_get(root, "entries"), 0);
        struct str id =
            str_from(json_string_value(json_object_get(first, "identifier")));
        assert_true(
            str_eq(id, arena_fmt(&s->arena, "urn:air:%s:help:mcp", hosts[i])));
        assert_string_equal(
            json_string_value(json_object_get(first, "displayName")),
            "Help {host}");
        json_decref(root);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_locale, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_large_lists_go_without_descriptions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_larger_ones_end_with_a_line,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_root, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_catalogue_is_json, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
