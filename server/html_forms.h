/* A tree written again: as HTML and as Markdown. */
#ifndef GABAY_SERVER_HTML_FORMS_H
#define GABAY_SERVER_HTML_FORMS_H

#include "server/html_tree.h"

/* Where the HTML stood, for addresses that say only a part: "/x" of the host,
 * "#x" of the page. */
struct html_place {
    struct str origin; /* "https://shop.example", or "" */
    struct str url;    /* of the page, the origin included */
};

/* Well-formed whatever the tree came from: of the elements that html_tree.h
 * knows, with the attributes that it keeps; no ids. Addresses of other schemes
 * than http, https, mailto and tel are left out. */
void html_write(const struct html_node *root, const struct html_place *at,
                struct buf *out);

/* CommonMark with GitHub's tables, task lists and strikethrough. Notes become
 * quotes. html_text() has been called before. */
void html_markdown(const struct html_node *root, const struct html_place *at,
                   struct buf *out);

/* The whole address that an attribute means; false when there is none. */
bool html_address(const struct html_place *at, struct str value,
                  struct buf *out);

#endif
