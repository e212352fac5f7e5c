#include "server/answer.h"

#include "server/api.h"
#include "server/article_find.h"
#include "server/contact.h"
#include "server/handoff.h"
#include "server/passage.h"

enum { ALTERNATIVES = 3 };

static double threshold_of(const struct site *s)
{
    double set = s->manifest.answer_threshold;

    return set >= 0 ? set : ANSWER_THRESHOLD;
}

static struct value *member(struct arena *a, const struct value *hit,
                            const char *key)
{
    return value_text(a, value_str(value_get(hit, str_from(key))));
}

static struct value *source_url(struct arena *a, const struct value *hit,
                                struct str anchor)
{
    struct str url = value_str(value_get(hit, S("url")));
    struct buf escaped = {0};

    buf_put(&escaped, url);
    if (anchor.len) {
        buf_char(&escaped, '#');
        buf_url_part(&escaped, anchor);
    }
    struct value *v = value_url(a, buf_copy(&escaped, a));
    buf_release(&escaped);
    return v;
}

static struct value *source_value(struct arena *a, const struct value *hit,
                                  const struct answer_passage *passage)
{
    struct value *v = value_map(a);
    struct str updated = value_str(value_get(hit, S("updated")));

    value_set(a, v, "id", member(a, hit, "id"));
    value_set(a, v, "url", source_url(a, hit, passage->anchor));
    value_set(a, v, "title", member(a, hit, "title"));
    value_set(a, v, "heading", value_text(a, passage->heading));
    value_set(a, v, "updated",
              updated.len ? value_text(a, updated) : value_null(a));
    return v;
}

static struct value *answer_value(struct arena *a, const struct value *hit,
                                  const struct answer_passage *passage)
{
    struct value *v = value_map(a);

    value_set(a, v, "text", value_text(a, passage->text));
    value_set(a, v, "markdown", value_text(a, passage->markdown));
    value_set(a, v, "html", value_html(a, passage->html));
    value_set(a, v, "source", source_value(a, hit, passage));
    return v;
}

static struct value *alternatives_value(struct arena *a,
                                        const struct value *hits, size_t from)
{
    struct value *list = value_list(a);
    size_t count = hits ? hits->list.count : 0;

    for (size_t i = from; i < count && i < from + ALTERNATIVES; i++) {
        const struct value *hit = hits->list.items[i];
        struct str anchor = value_str(value_get(hit, S("anchor")));
        struct value *v = value_map(a);
        value_set(a, v, "id", member(a, hit, "id"));
        value_set(a, v, "url", source_url(a, hit, anchor));
        value_set(a, v, "title", member(a, hit, "title"));
        value_set(a, v, "heading", member(a, hit, "heading"));
        value_push(a, list, v);
    }
    return list;
}

struct asking {
    struct site_locale *locale;
    const struct answer_request *request;
    struct arena *arena;
    const struct value *hits; /* NULL: none could be asked for */
    double confidence;
    const char *reason;
    struct answer_passage passage;
};

/* What the model says is said of the hit that was first, expired or not. */
static void search(struct asking *s)
{
    const struct search_request how = {
        .query = s->request->query,
        .limit = 1 + ALTERNATIVES,
        .origin = s->request->origin,
        .confidence = &s->confidence,
    };
    struct value *found = NULL;
    struct err why = {0};

    if (api_run_in(s->locale, &how, search_run, s->arena, &found, &why)) {
        s->confidence = 0;
        return;
    }
    s->hits = value_get(found, S("hits"));
    const struct value *first =
        s->hits->list.count ? s->hits->list.items[0] : NULL;
    site_drop_expired(s->locale->site, found, s->request->origin,
                      s->request->now);
    if (first && (!s->hits->list.count || s->hits->list.items[0] != first))
        s->confidence = 0;
}

/* The passage of the first hit; what is damaged has none. */
static bool read_passage(struct asking *s)
{
    const struct value *hit = s->hits->list.items[0];
    uint32_t n = article_find(s->locale, value_str(value_get(hit, S("id"))));
    struct err e = {0};

    if (n != ARTICLE_NONE &&
        passage_of(s->locale, n, value_str(value_get(hit, S("anchor"))),
                   s->request->origin, s->arena, &s->passage, &e) == 0)
        return true;
    if (e.code)
        site_failed(s->locale->site, &e);
    return false;
}

/* NULL when there is an answer. */
static const char *refusal(struct asking *s)
{
    if (!s->hits)
        return "search-unavailable";
    if (s->hits->list.count == 0)
        return "no-match";
    if (s->confidence < threshold_of(s->locale->site))
        return "low-confidence";
    if (!read_passage(s))
        return "search-unavailable";
    return s->passage.text.len ? NULL : "low-confidence";
}

static struct value *handoff_value(const struct asking *s)
{
    struct arena *a = s->arena;
    struct value *v = value_map(a);
    struct str words = {0};

    /* Only an article that answers says who knows more. */
    if (!s->reason)
        words = contact_words(
            s->locale, value_str(value_get(s->hits->list.items[0], S("id"))));
    value_set(a, v, "needed", value_bool(a, s->reason != NULL));
    value_set(a, v, "reason",
              s->reason ? value_text(a, str_from(s->reason)) : value_null(a));
    value_set(a, v, "channels",
              handoff_channels(s->locale, s->request->now, words, a));
    return v;
}

int answer_ask(struct site_locale *l, const struct answer_request *request,
               struct arena *a, struct value **answer, struct err *e)
{
    struct asking s = {.locale = l, .request = request, .arena = a};
    struct value *v = value_map(a), *found;

    search(&s);
    s.reason = refusal(&s);
    found = s.reason ? value_null(a)
                     : answer_value(a, s.hits->list.items[0], &s.passage);
    value_set(a, v, "query", value_text(a, request->query));
    value_set(a, v, "locale", value_text(a, l->is->tag));
    value_set(a, v, "confidence", value_number(a, s.confidence));
    value_set(a, v, "answer", found);
    value_set(a, v, "alternatives",
              alternatives_value(a, s.hits, s.reason ? 0 : 1));
    value_set(a, v, "handoff", handoff_value(&s));
    *answer = v;
    return a->failed ? err_no_memory(e) : 0;
}
