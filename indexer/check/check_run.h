/* What is checked when the whole site is known: addresses, links, lists. These
 * run on each compile, not with --check alone: each is linear in the size of
 * the content. */
#ifndef GABAY_INDEXER_CHECK_RUN_H
#define GABAY_INDEXER_CHECK_RUN_H

#include "indexer/base/site.h"

/* Behind links_resolve() and lists_make(), for the site for agents as well.
 * What is found becomes problems of the site; -1 only when the system failed.
 */
int checks_run(struct site *site, struct err *e);

/* What checks_run() runs, a file a topic. */
int check_articles(struct site *site, struct err *e);
int check_titles(struct site *site, struct err *e);
int check_reach(struct site *site, struct err *e);
int check_translations(struct site *site, struct err *e);
int check_synonyms(struct site *site, struct err *e);

/* Is it a page of its own: neither dropped nor an _index.md? */
bool check_is_article(const struct page *p);
/* The locale of that tag, or NULL. */
struct locale *check_locale(const struct site *site, const char *tag);

#endif
