#include "lib/query/familiar.h"

#include "lib/query/search_locale.h"
#include "lib/query/tokens.h"

enum { STOP_WORTH = 2 };

int search_familiarity(struct searcher *s, struct str text, double *out,
                       struct err *e)
{
    struct query_tokens tokens = {0};
    uint32_t known = 0, all = 0;

    *out = 0;
    if (query_tokens_cut(s->analyser, text, &s->scratch, &tokens, e))
        return -1;
    for (uint32_t i = 0; i < tokens.count; i++) {
        const struct query_token *t = &tokens.rows[i];
        uint32_t worth = t->stop ? STOP_WORTH : 1;
        if (t->part)
            continue;
        all += worth;
        if (t->stop || lexicon_find(&s->locale->lexicon, t->stem).articles)
            known += worth;
    }
    if (all)
        *out = (double)known / all;
    return 0;
}
