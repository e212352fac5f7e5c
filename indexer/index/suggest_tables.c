#include "indexer/index/suggest_tables.h"

#include "lib/analyse/analyse.h"
#include "lib/query/suggest_text.h"
#include "lib/records/records.h"
#include "lib/records/suggestions.h"

enum { LEVEL_MAX = 3 };

/* The keys of a text live in `scratch`. */
struct maker {
    struct suggestions_builder builder;
    struct analyser *analyser;
    struct arena scratch;
    struct suggest_text text;
};

static const struct suggestion_words *words(struct maker *m, struct str text,
                                            struct err *e)
{
    arena_reset(&m->scratch);
    return suggest_cut(m->analyser, text, &m->scratch, &m->text, e)
               ? NULL
               : &m->text.words;
}

static int add_headings(struct maker *m, const struct article *a, struct err *e)
{
    for (size_t i = 0; i < a->section_count; i++) {
        const struct body_section *s = &a->sections[i];
        if (s->level == 0 || s->level > LEVEL_MAX)
            continue;
        const struct suggestion_words *w = words(m, s->heading, e);
        if (!w)
            return -1;
        suggestions_heading(&m->builder, s->heading, s->anchor, w);
    }
    return 0;
}

static int add_keywords(struct maker *m, const struct article *a, struct err *e)
{
    for (size_t i = 0; i < a->keyword_count; i++) {
        const struct suggestion_words *w = words(m, a->keywords[i], e);
        if (!w)
            return -1;
        suggestions_keyword(&m->builder, w);
    }
    return 0;
}

/* A step for each doubling of the boost, or halving; two for the home page. */
static int favour_of(const struct article *a)
{
    int favour = a->promoted ? 2 : 0;

    for (long boost = a->boost; boost >= 200; boost /= 2)
        favour++;
    for (long boost = a->boost; boost > 0 && boost <= 50; boost *= 2)
        favour--;
    return favour;
}

static int add_page(struct maker *m, const struct page *p, struct err *e)
{
    const struct article *a = &p->article;
    const struct suggestion_words *w = words(m, a->title, e);

    if (!w)
        return -1;
    suggestions_article(&m->builder,
                        &(struct suggestion_article){
                            .id = a->id,
                            .url = p->address,
                            .title = a->title,
                            .favour = favour_of(a),
                            .section = p->section ? p->section->number
                                                  : (uint32_t)RECORD_NO_SECTION,
                        },
                        w);
    return add_headings(m, a, e) || add_keywords(m, a, e) ? -1 : 0;
}

int suggest_tables_make(const struct locale *l, struct buf *table,
                        struct buf *cards, struct err *e)
{
    struct maker m = {.analyser = analyser_new(str_from(l->tag), e)};
    int result = m.analyser ? 0 : -1;

    suggestions_begin(&m.builder);
    for (size_t i = 0; i < l->searched_count && result == 0; i++)
        result = add_page(&m, l->searched[i], e);
    if (result == 0)
        result = suggestions_write(&m.builder, table, cards, e);
    suggestions_builder_release(&m.builder);
    analyser_free(m.analyser);
    arena_release(&m.scratch);
    return result;
}
