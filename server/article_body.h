/* An article's body, in the forms that programs ask for. All of it lives in
 * `a`. ERR_CONTENT, everywhere: damaged. Any thread. */
#ifndef GABAY_SERVER_ARTICLE_BODY_H
#define GABAY_SERVER_ARTICLE_BODY_H

#include "server/article_find.h"

/* From one heading to the next of any level. */
struct article_section {
    struct str heading; /* plain text; empty before the first heading */
    struct str anchor;  /* likewise */
    unsigned level;     /* 1 to 6; 0 before the first heading */
    struct str html;    /* as in the page, without the heading itself */
};

/* The HTML below the title, as the page has it: links are relative to the root
 * of the host, or to the page ("#x"); html_forms.h makes them whole. */
int article_html(const struct site_locale *l, uint32_t article,
                 const struct record *record, struct arena *a, struct str *html,
                 struct err *e);
/* Cuts such HTML at its headings. There is at least one section; the first has
 * no heading and may be empty. NULL when memory ran out. */
struct article_section *article_sections(struct arena *a, struct str html,
                                         size_t *count);
/* Plain text of such HTML, as html_text() in html_tree.h writes it. */
struct str article_text(struct arena *a, struct str html);
/* The article's Markdown twin, or *markdown = {0} when the file has none. */
int article_markdown(const struct site_locale *l, const struct record *record,
                     struct arena *a, struct str *markdown, struct err *e);

#endif
