/* The theme: templates, assets and interface texts, from the default theme's
 * folder and, over it, the shop's own. */
#ifndef GABAY_INDEXER_THEME_H
#define GABAY_INDEXER_THEME_H

#include "indexer/base/site.h"
#include "lib/template/template.h"

struct theme_file {
    struct str name; /* "style.css", "article" (a template's, bare) */
    struct str bytes;
    struct str address; /* of an asset */
};

struct theme {
    struct arena arena;
    struct template_set *templates;
    struct theme_file *sources; /* templates, also as default/NAME */
    size_t source_count;
    struct theme_file *assets;
    size_t asset_count;
    struct map texts; /* locale tag -> struct value (map of TEXT) */
};

/* `folder` may be NULL: the default theme alone. ERR_CONTENT with path, line
 * and column for what is wrong in a template or text; colours that are hard to
 * read are warnings among the site's problems. Style sheets and scripts are
 * held as they are sent (indexer/squeeze.h). */
int theme_load(struct theme *t, struct site *site, const char *folder,
               struct err *e);
void theme_release(struct theme *t);
/* Where the default theme lies; ends in a NUL, in `a`. */
int theme_default_folder(struct arena *a, struct str *folder, struct err *e);

/* The texts of a locale over those of its fallbacks (locale_fallbacks(), then
 * English), as one map in `a`. `*language` is that of the nearest, in `a`. */
struct value *theme_texts(const struct theme *t, struct arena *a,
                          const char *tag, struct str *language);
/* {style_css: address, ...} in `a`. */
struct value *theme_assets(const struct theme *t, struct arena *a);

#endif
