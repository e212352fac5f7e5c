/* The small dynamic pages: what their templates are given, and rendering. */
#ifndef GABAY_SERVER_PAGE_H
#define GABAY_SERVER_PAGE_H

#include <stdbool.h>

#include "server/request.h"
#include "server/response.h"
#include "server/site.h"

/* A map with what every page of the locale is given (docs/en/themes.md): the
 * caller adds its own. `title` is borrowed. Lives in `a`; NULL when memory ran
 * out. */
struct value *page_root(struct arena *a, const struct site_locale *l,
                        struct str title);
/* An interface text with arguments from `values` (may be NULL), in `a`; empty
 * when there is no such text. */
struct str page_text(struct arena *a, struct site_locale *l, const char *key,
                     const struct value *values);
/* Renders a template into the response's body. Its name is the page's `kind`;
 * notices whose time is over by now are taken out of `root` before. */
int page_render(struct site *site, struct site_locale *l, const char *name,
                struct value *root, struct response *response, struct err *e);

/* Ends a dynamic answer whose body is written: content type, ETag of the body
 * and 304 (for status 200), gzip from 1.4 KB on, Vary, and Cache-Control where
 * there is none. `vary` adds to Accept-Encoding; NULL for nothing. */
void page_finish(struct site *site, const struct request *request,
                 struct response *response, const char *type, const char *vary);

#endif
