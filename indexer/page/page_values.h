/* What templates are given (docs/en/themes.md): built here for static pages. */
#ifndef GABAY_INDEXER_PAGE_VALUES_H
#define GABAY_INDEXER_PAGE_VALUES_H

#include "indexer/base/site.h"
#include "indexer/page/theme.h"

/* What a page is about; what does not fit it is empty or NULL. */
struct subject {
    const char *kind; /* page.kind: "home" "section" "article" ... */
    const struct locale *locale;
    struct str title, description, address;
    const struct section *section; /* of a section's page */
    const struct page *article;    /* of an article's */
    const struct tag *tag;         /* of a tag's */
    /* Where the same is in another locale, or empty; NULL: the homes. */
    struct str (*elsewhere)(const struct locale *l, const struct subject *s);
    bool noindex;
    bool has_tabs;
};

/* The root map of a page: what all pages of the locale are given, the texts
 * `t`, the language switch and `page`. The page's own values are added to it.
 * The shared parts belong to the site and are read only. */
struct value *page_root(struct arena *a, const struct site *site,
                        const struct subject *s, struct value *t);
/* From the home page to `s`, which may be NULL, under `breadcrumb`. */
void set_breadcrumb(struct arena *a, struct value *root, const struct locale *l,
                    const struct section *s);
/* The language switch. */
struct value *locales_value(struct arena *a, const struct site *site,
                            const struct subject *s);

/* Sets l->texts and l->values for every locale: site, locale, locales, assets.
 * In site->arena. */
int values_prepare(struct site *site, const struct theme *theme, struct err *e);
/* The texts compiled as messages, {key: MESSAGE}, in `a`; ERR_CONTENT names
 * locale and key. */
struct value *values_messages(struct arena *a, const struct locale *l,
                              struct err *e);

/* The whole root map of a page, in `a`; `t` is that of values_messages().
 * `formats` are the locale's. */
struct value *values_home(struct arena *a, const struct site *site,
                          const struct locale *l, struct value *t);
struct value *values_section(struct arena *a, const struct site *site,
                             const struct section *s, struct value *t,
                             struct formats *formats);
struct value *values_tags(struct arena *a, const struct site *site,
                          const struct locale *l, struct value *t);
struct value *values_tag(struct arena *a, const struct site *site,
                         const struct locale *l, const struct tag *tag,
                         struct value *t);
struct value *values_a_z(struct arena *a, const struct site *site,
                         const struct locale *l, struct value *t);
struct value *values_article(struct arena *a, const struct site *site,
                             const struct page *p, struct value *t,
                             struct formats *formats);

/* The root map of the locale's page of changes. */
struct value *values_changes(struct arena *a, const struct site *site,
                             const struct locale *l, struct value *t,
                             struct formats *formats);

#endif
