/* One article on its way from Markdown to page and index. */
#ifndef GABAY_INDEXER_ARTICLE_H
#define GABAY_INDEXER_ARTICLE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/str.h"
#include "lib/value.h"

/* A link, image or footnote target found in the body, resolved later, when
 * the addresses of all articles are known. The HTML holds nothing for it: the
 * tag is spliced in at `at` (and for links the end tag at `end`), or left out
 * when it leads nowhere. */
struct body_link {
    bool image;
    struct str target;     /* as written, entities and escapes resolved */
    struct str title;      /* the title attribute, or empty */
    struct str alt;        /* of an image: its text */
    size_t at, end;        /* byte offsets into article.html; image: equal */
    unsigned line, column; /* in the file */
};

/* The text of an article from one heading to the next; the first has no
 * heading. Borrowed from the article's arena. */
struct body_section {
    struct str heading; /* plain text, or empty */
    struct str anchor;  /* its id, or empty */
    unsigned level;     /* 1 to 6; 0: before the first heading */
    size_t start, end;  /* bytes in article.text, heading not included */
};

struct article {
    struct arena arena; /* owns all below but what assembly adds */
    struct str path;    /* relative to the content folder */
    struct str locale;  /* canonical tag */

    /* front matter; empty or 0 where it has none */
    struct str title, description, slug, id, type;
    struct str updated; /* as written: ISO 8601 date or time */
    int64_t updated_at; /* seconds since 1970, 0: unknown */
    struct str *tags, *keywords, *aliases;
    size_t tag_count, keyword_count, alias_count;
    long weight;
    bool draft;
    struct value *front; /* the whole block as a map, or NULL */

    /* body */
    struct str html; /* without the links' tags and the leading H1 that became
                        the title */
    struct str text; /* plain text for index and passages: blocks end in \n */
    struct body_section *sections;
    size_t section_count;
    struct body_link *links;
    size_t link_count;
};

/* Drops all that the article's arena holds and leaves it empty. */
void article_release(struct article *a);

#endif
