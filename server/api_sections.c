/* GET /api/v1/sections: how the articles of a language are arranged. */
#include "lib/records/columns.h"
#include "server/api.h"
#include "server/article_value.h"

enum { LOCALE, ARGUMENTS };

static const struct api_argument arguments[] = {
    [LOCALE] = API_ARGUMENT_LOCALE,
    [ARGUMENTS] = {0},
};

const struct api_doc api_sections_doc = {
    .id = "listSections",
    .tag = "articles",
    .summary = "The sections of a language as a tree, with counts",
    .arguments = arguments,
    .replies =
        (const struct api_reply[]){{200, "sections", "The tree.", NULL}, {0}},
    .problems = PROBLEM_BIT(BAD_ARGUMENT) | PROBLEM_BIT(UNAVAILABLE),
};

struct tree {
    const struct site_locale *locale;
    const struct records *records;
    int64_t *counts; /* by section, those below it included */
    int64_t outside; /* articles without a section */
    struct arena *arena;
};

static void count(struct tree *t, int64_t now)
{
    const struct site_locale *l = t->locale;
    const struct columns *c = search_columns(l->search);
    bool any_expired = l->site->first_expiry && l->site->first_expiry <= now;

    for (uint32_t i = 0; i < c->articles; i++) {
        uint32_t n = c->section[i]; /* + 1 */
        const struct article_row *row =
            any_expired ? article_table_find(&l->articles, article_id(l, i))
                        : NULL;
        if (row && article_is_expired(l, row->url, now))
            continue;
        t->outside += n == 0;
        /* A parent's number is the smaller. */
        while (n > 0 && n <= t->records->section_count) {
            uint32_t parent = t->records->sections[n - 1].parent;
            t->counts[n - 1]++;
            n = parent == RECORD_NO_SECTION ? 0 : parent + 1;
        }
    }
}

static struct value *section_value(const struct tree *t, uint32_t n,
                                   struct value *children)
{
    const struct record_section *s = &t->records->sections[n];
    struct arena *a = t->arena;
    struct value *v = value_map(a);

    value_set(a, v, "id", value_text(a, s->id));
    value_set(a, v, "title", value_text(a, s->title));
    value_set(a, v, "url", article_url(t->locale->site, s->url, a));
    value_set(a, v, "count", value_integer(a, t->counts[n]));
    value_set(a, v, "sections", children);
    return v;
}

/* Parents stand before their children: each finds the list that it goes to. */
static struct value *build(const struct tree *t)
{
    struct arena *a = t->arena;
    uint32_t sections = t->records->section_count;
    struct value **children = arena_new(a, struct value *, sections);
    struct value *v = value_map(a), *top = value_list(a);

    for (uint32_t i = 0; children && i < sections; i++) {
        uint32_t parent = t->records->sections[i].parent;
        children[i] = value_list(a);
        value_push(a, parent < i ? children[parent] : top,
                   section_value(t, i, children[i]));
    }
    value_set(a, v, "locale", value_text(a, t->locale->is->tag));
    value_set(a, v, "outside", value_integer(a, t->outside));
    value_set(a, v, "sections", top);
    return v;
}

void api_sections(struct site *site, struct request *request,
                  struct response *response)
{
    struct api_value v[ARGUMENTS];

    if (!api_read(site, request, response, &api_sections_doc, v))
        return;
    if (!request->locale->search) {
        problem_send(site, request, response, PROBLEM_UNAVAILABLE,
                     "The sections of this locale cannot be read.", NULL);
        return;
    }

    struct tree t = {
        .locale = request->locale,
        .records = search_records(request->locale->search),
        .arena = &request->arena,
    };

    t.counts = arena_new(t.arena, int64_t, t.records->section_count);
    if (t.counts)
        count(&t, request->now);
    api_send(site, request, response, t.counts ? build(&t) : NULL, NULL);
}
