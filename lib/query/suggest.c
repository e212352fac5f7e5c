#include "lib/query/suggest.h"

#include "lib/query/search_locale.h"

/* The units of the shown text that were typed; false: none of it. */
static bool mark_of(const struct suggestion_card *card, struct suggest_place p,
                    uint32_t letters, struct suggestion_word *mark)
{
    if (p.word >= card->words.count)
        return false;
    *mark = card->words.at[p.word];
    if (!p.whole && mark->end - mark->start > letters)
        mark->end = mark->start + letters;
    return mark->start < mark->end;
}

/* In rising order, one for a word. */
static uint32_t marks_of(const struct suggestion_card *card,
                         const struct suggest_hit *hit,
                         const struct typed *typed,
                         struct suggestion_word marks[SUGGEST_TYPED_MAX])
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < typed->count; i++) {
        struct suggestion_word mark;
        if (!mark_of(card, hit->places[i], typed->words[i].letters, &mark))
            continue;
        uint32_t at = count;
        while (at > 0 && mark.start < marks[at - 1].start)
            at--;
        if (at > 0 && marks[at - 1].start == mark.start) {
            if (marks[at - 1].end < mark.end)
                marks[at - 1].end = mark.end;
            continue;
        }
        for (uint32_t k = count++; k > at; k--)
            marks[k] = marks[k - 1];
        marks[at] = mark;
    }
    return count;
}

static struct value *marks_value(struct arena *a,
                                 const struct suggestion_card *card,
                                 const struct suggest_hit *hit,
                                 const struct typed *typed)
{
    struct suggestion_word marks[SUGGEST_TYPED_MAX];
    struct value *list = value_list(a);
    uint32_t count =
        hit->kind == SUGGESTION_KEYWORD ? 0 : marks_of(card, hit, typed, marks);

    for (uint32_t i = 0; i < count; i++) {
        struct value *pair = value_list(a);
        value_push(a, pair, value_integer(a, marks[i].start));
        value_push(a, pair, value_integer(a, marks[i].end));
        value_push(a, list, pair);
    }
    return list;
}

static struct str with_anchor(struct arena *a, struct str url,
                              struct str anchor)
{
    struct buf out = {0};

    if (anchor.len == 0)
        return url;
    buf_put(&out, url);
    buf_char(&out, '#');
    buf_url_part(&out, anchor);
    struct str copy = buf_copy(&out, a);

    buf_release(&out);
    return copy;
}

/* What the card says is in the answer's arena already. */
static int hit_value(const struct search_locale *l,
                     const struct search_request *request,
                     const struct suggest_hit *hit, const struct typed *typed,
                     struct arena *a, struct value *list, struct err *e)
{
    struct suggestion_card card;

    if (suggestions_card(&l->suggestions, hit->article, hit->part, a, &card, e))
        return -1;
    const struct suggestion_article *article = &card.article;
    uint32_t section = article->section < l->records.section_count
                           ? article->section
                           : (uint32_t)RECORD_NO_SECTION;
    struct str url = with_anchor(a, article->url, card.anchor);
    struct value *v = value_map(a);

    value_set(a, v, "id", value_text(a, article->id));
    value_set(a, v, "url", answer_url(a, request->origin, url));
    value_set(a, v, "title", value_text(a, article->title));
    value_set(a, v, "section", answer_section(a, &l->records, section));
    value_set(a, v, "heading", value_text(a, card.text));
    value_set(a, v, "marks", marks_value(a, &card, hit, typed));
    value_push(a, list, v);
    return 0;
}

int suggest_run(struct searcher *s, const struct search_request *request,
                struct arena *a, struct value **answer, struct err *e)
{
    const struct search_locale *l = s->locale;
    struct suggest_hits hits = {.limit = request->limit};
    struct typed typed;
    struct suggest_work work;
    struct value *list = value_list(a), *root = value_map(a);

    if (hits.limit > SUGGEST_LIMIT_MAX)
        hits.limit = SUGGEST_LIMIT_MAX;
    if (suggest_find(&l->suggestions, s->analyser, request->query, &s->scratch,
                     &hits, &typed, &work, e))
        return -1;
    for (uint32_t i = 0; i < hits.count; i++)
        if (hit_value(l, request, &hits.at[i], &typed, a, list, e))
            return -1;
    value_set(a, root, "query", value_text(a, request->query));
    value_set(a, root, "locale", value_text(a, str_from(l->tag)));
    value_set(a, root, "suggestions", list);
    *answer = root;
    return a->failed ? err_no_memory(e) : 0;
}
