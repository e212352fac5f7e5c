#include "server/guess_locale.h"

#include "lib/icu/locale.h"
#include "lib/icu/script.h"
#include "lib/query/familiar.h"

/* A locale costs an analysis of the question: so many are compared. */
enum { COMPARED_MAX = 12 };

static bool is_written_in(const struct site_locale *l, const char *script)
{
    char own[5];

    locale_script(l->is->tag, own);
    return script_is_of(str_from(script), str_from(own));
}

static double familiarity(struct site_locale *l, struct str question)
{
    struct err e = {0};
    double share = 0;
    struct searcher *s = site_refusal(l) ? NULL : searcher_take(l->search, &e);

    if (!s)
        return 0;
    if (search_familiarity(s, question, &share, &e))
        share = 0;
    searcher_give(s);
    return share;
}

/* The locale at place `i` when the default comes first. */
static struct site_locale *in_order(struct site *site, size_t i)
{
    size_t first = site->manifest.default_locale;

    return &site->locales[i == 0 ? first : i <= first ? i - 1 : i];
}

struct site_locale *guess_locale(struct site *site, struct str question)
{
    struct site_locale *found[COMPARED_MAX], *best;
    size_t count = 0;
    double most = 0;
    char script[5];

    best = in_order(site, 0);
    script_of(question, script);
    for (size_t i = 0; i < site->manifest.locale_count && count < COMPARED_MAX;
         i++)
        if (is_written_in(in_order(site, i), script))
            found[count++] = in_order(site, i);
    if (count == 1)
        return found[0];
    for (size_t i = 0; i < count; i++) {
        double share = familiarity(found[i], question);
        if (share > most) {
            most = share;
            best = found[i];
        }
    }
    return best;
}
