#include "lib/query/confidence.h"

#include <math.h>

#include "lib/query/search_run.h"

/* As tests/relevance/calibrate.py prints them; how the model fares on the
 * questions set aside is printed by `make relevance SET_ASIDE=1`. */
static const struct {
    double bias, reach, known, title, filled, lead;
} model = {-2.94, 2.82, 1.76, 1.45, 1.35, 1.54};

struct confidence_facts confidence_facts_of(const struct search_run *r)
{
    const struct query *q = &r->query;
    double words = q->plan.idf_sum, all = words + q->unknown_idf;
    double known = all > 0 ? words / all : 0;

    if (r->count == 0 || !r->hits[0].has_matches)
        return (struct confidence_facts){0};
    const struct search_hit *h = &r->hits[0];
    double second = r->count > 1 ? r->hits[1].score : 0;

    return (struct confidence_facts){
        .reach = all > 0 ? fmin(h->weight / ((SEARCH_K1 + 1) * all), 1) : 0,
        .known = known,
        .title = h->matches.title * known,
        .filled = h->matches.filled,
        .lead = second < h->score ? (h->score - second) / h->score : 0,
    };
}

double confidence_from(const struct confidence_facts *f)
{
    return 1 / (1 + exp(-(model.bias + model.reach * f->reach +
                          model.known * f->known + model.title * f->title +
                          model.filled * f->filled + model.lead * f->lead)));
}

double confidence_of(const struct search_run *r)
{
    struct confidence_facts f = confidence_facts_of(r);

    return r->count ? confidence_from(&f) : 0;
}
