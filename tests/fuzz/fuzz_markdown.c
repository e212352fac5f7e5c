/* Any text as an article's body, and what its readers rely on. */
#include <assert.h>

#include "indexer/markdown/markdown.h"
#include "indexer/page/twin.h"
#include "indexer/settings/variables.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_links(const struct article *a)
{
    size_t at = 0;

    for (size_t i = 0; i < a->link_count; i++) {
        const struct body_link *l = &a->links[i];
        assert(l->at >= at && l->at <= l->end && l->end <= a->html.len);
        assert(l->line >= 1 && l->column >= 1);
        assert(!l->image || l->at == l->end);
        assert(!l->inside || l->image);
        at = l->inside ? at : l->at;
    }
}

static void check_texts(const struct article *a)
{
    size_t at = 0;

    for (size_t i = 0; i < a->text_count; i++) {
        const struct body_text *t = &a->texts[i];
        assert(t->key && t->at >= at && t->at <= a->html.len);
        at = t->at;
    }
}

/* As often opened as closed, and never closed first. */
static void check_details(struct str html)
{
    size_t open = 0, at;

    while ((at = str_search(html, S("details"))) < html.len) {
        bool begins = at >= 1 && html.ptr[at - 1] == '<';
        bool ends =
            at >= 2 && html.ptr[at - 1] == '/' && html.ptr[at - 2] == '<';
        assert(!ends || open > 0);
        open += begins;
        open -= ends;
        html = str_skip(html, at + 7);
    }
    assert(open == 0);
}

/* The twin's links stand in the same order, and all of it can be written. */
static void check_twin(struct article *a)
{
    struct buf out = {0};
    size_t at = 0;

    for (size_t i = 0; i < a->link_count; i++) {
        struct body_link *l = &a->links[i];
        assert(l->twin_at >= at && l->twin_at <= l->twin_end);
        assert(l->twin_end <= a->twin.len);
        assert(!l->bare || l->twin_at == l->twin_end);
        at = l->inside ? at : l->twin_at;
        l->href = i % 3 ? l->target : (struct str){0};
    }
    assert(utf8_check(a->twin) == a->twin.len);
    twin_put(&out, &(struct page){.article = *a});
    assert(utf8_check(buf_str(&out)) == out.len);
    buf_release(&out);
}

static void check_sections(const struct article *a)
{
    size_t at = 0;

    assert(a->section_count >= 1);
    for (size_t i = 0; i < a->section_count; i++) {
        const struct body_section *s = &a->sections[i];
        assert(s->start == at && s->end >= at);
        assert(i == 0 || (s->anchor.len && s->level >= 2 && s->level <= 6));
        at = s->end;
    }
    assert(at == a->text.len);
}

/* Each tag as often opened as closed. */
static void check_tags(struct str html)
{
    static const struct {
        struct str open, close;
    } tags[] = {{STR("<div"), STR("</div>")}, {STR("<kbd>"), STR("</kbd>")}};

    for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
        struct str rest = html;
        size_t open = 0, close = 0, at;
        while ((at = str_search(rest, tags[i].open)) < rest.len) {
            rest = str_skip(rest, at + 1);
            open++;
        }
        rest = html;
        while ((at = str_search(rest, tags[i].close)) < rest.len) {
            rest = str_skip(rest, at + 1);
            close++;
        }
        assert(open == close);
    }
}

/* Every snippet is the article once more: it includes itself under as many
 * names as it likes. */
static bool find_snippet(void *ctx, struct article *a, struct str name,
                         struct snippet *out, struct err *e)
{
    if (str_starts(name, S("no"))) {
        err_set(e, ERR_CONTENT, "none");
        return false;
    }
    *out = (struct snippet){.path = arena_str(&a->arena, name),
                            .text = *(struct str *)ctx,
                            .is_fallback = name.len > 4};
    return true;
}

static void set_variables(struct variables *v, struct arena *a)
{
    static struct str texts[] = {STR("021 555"), STR("<b> & {{site.a}} {% x"),
                                 STR("javascript:x(1) \"'`")};

    map_init(&v->texts, a);
    assert(map_set(&v->texts, S("phone"), &texts[0]));
    assert(map_set(&v->texts, S("a"), &texts[1]));
    assert(map_set(&v->texts, S("b"), &texts[2]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str body = str_of((const char *)data, size);
    struct article a = {0};
    struct problems problems;
    struct err e = {0};
    bool allow_html = size % 2;
    struct arena arena = {0};
    struct variables variables = {0};
    struct markdown_with with = {.allow_html = allow_html,
                                 .variables = size % 3 ? &variables : NULL,
                                 .find = size % 5 ? find_snippet : NULL,
                                 .find_ctx = &body};

    if (utf8_check(body) != size)
        return 0;
    markdown_init();
    problems_init(&problems);
    set_variables(&variables, &arena);
    if (markdown_read(&a, body, 1, &with, &problems, &e) == 0) {
        assert(utf8_check(a.html) == a.html.len);
        assert(utf8_check(a.text) == a.text.len);
        check_links(&a);
        check_sections(&a);
        check_texts(&a);
        check_twin(&a);
        if (!allow_html) {
            check_details(a.html);
            check_tags(a.html);
        }
        assert(allow_html || str_search(a.html, S("<script")) == a.html.len);
    } else {
        assert(e.code && e.message[0]);
    }
    problems_release(&problems);
    article_release(&a);
    arena_release(&arena);
    return 0;
}
