#include "lib/query/confidence.h"

#include <math.h>

/* A logistic model of "the first hit answers or helps", fitted on the tuned
 * part of tests/relevance by tests/relevance/calibrate.py; how it fares on the
 * part set aside is printed by `make relevance`. */
static const struct {
    double bias, anywhere, best_part, place, title, filled, lead;
} model = {-3.0, 2.0, 2.0, 0.5, 1.0, 1.0, 1.0};

struct confidence_facts confidence_facts_of(const struct search_run *r)
{
    const struct query *q = &r->query;
    double known = q->plan.idf_sum, all = known + q->unknown_idf;
    double share = all > 0 ? known / all : 0;

    if (r->count == 0 || !r->hits[0].has_matches)
        return (struct confidence_facts){0};
    const struct search_hit *h = &r->hits[0];
    const struct matches *m = &h->matches;
    double second = r->count > 1 ? r->hits[1].score : 0;

    return (struct confidence_facts){
        .anywhere = m->anywhere * share,
        .best_part = m->best_part * share,
        .place = m->place * share,
        .title = m->title * share,
        .filled = m->filled,
        .lead = h->score > 0 && second < h->score
                    ? (h->score - second) / h->score
                    : 0,
    };
}

double confidence_of(const struct search_run *r)
{
    struct confidence_facts f = confidence_facts_of(r);

    if (r->count == 0)
        return 0;
    return 1 / (1 + exp(-(model.bias + model.anywhere * f.anywhere +
                          model.best_part * f.best_part +
                          model.place * f.place + model.title * f.title +
                          model.filled * f.filled + model.lead * f.lead)));
}
