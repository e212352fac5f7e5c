/* One article on its way from Markdown to page and index. */
#ifndef GABAY_INDEXER_ARTICLE_H
#define GABAY_INDEXER_ARTICLE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/str.h"
#include "lib/value.h"

struct page; /* indexer/site.h */

/* A link or image found in the body, resolved later, when the addresses of all
 * articles are known. The HTML holds nothing for it: the tag is spliced in at
 * `at` (and for links the end tag at `end`); of one that leads nowhere the text
 * stays, of an image its `alt`.
 * In the order of `at`, a link before the images in it. Links do not nest. */
struct body_link {
    bool image;
    bool inside;       /* an image in the text of the link before it */
    struct str target; /* as written, entities and escapes resolved */
    struct str title;  /* the title attribute, or empty */
    struct str alt;    /* of an image: its text */
    struct str href;   /* where it leads, set by assembly; empty: nowhere */
    const struct page *page; /* the article or _index.md there, set by assembly;
                                NULL: none */
    struct str file;        /* of a link to a file: its name; set by assembly */
    uint64_t size;          /* of that file in bytes */
    uint32_t width, height; /* of an image in pixels, set by assembly; 0: not
                               known */
    struct str file_path;   /* where it is written, from the content folder: a
                               snippet; empty: in the article's own file */
    size_t at, end;         /* byte offsets into article.html; image: equal */
    size_t twin_at, twin_end; /* the same in article.twin */
    bool bare;                /* its text is its address: not in the twin */
    unsigned line, column;    /* in that file */
};

/* A place in the HTML for an interface text: which words stand there is known
 * when the page is assembled. In the order of `at`, and never inside a link. */
struct body_text {
    const char *key; /* static: "note_tip" */
    size_t at;       /* byte offset into article.html */
    /* What its message may ask for. */
    unsigned number, place; /* {number}, {place} */
    struct str *columns;    /* {columns}, shown as a list */
    size_t column_count;
};

/* The text of an article from one heading to the next; the first has no
 * heading, and is there even if it is empty. Sections cover all of
 * article.text, in which the headings themselves do not stand. Borrowed from
 * the article's arena. */
struct body_section {
    struct str heading; /* plain text, or empty */
    struct str anchor;  /* its id, or empty */
    unsigned level;     /* 2 to 6; 0: before the first heading */
    size_t start, end;  /* bytes in article.text */
    size_t html_at;     /* byte offset into article.html, behind the heading */
    unsigned line, column; /* of the heading, in the file; 0: it has none */
    struct str file_path;  /* that file, as a link's */
};

struct article {
    struct arena arena;      /* owns all below but what assembly adds */
    struct arena html_arena; /* owns html, twin, links and texts: dropped when
                                the page is written, before the index is
                                built */
    struct str path;         /* relative to the content folder */
    struct str locale;       /* canonical tag */
    struct str block;        /* the front matter as written, from the file's
                                second line on */
    unsigned title_line;     /* of the heading that is the title; 0: none is */

    /* front matter; empty or 0 where it has none */
    struct str title, description, slug, id, type;
    struct str answer;  /* ANSWER_MAX code points at most */
    struct str section; /* a folder's path below the locale's, or empty */
    /* As written: ISO 8601 dates or times; then as seconds since 1970, 0: not
     * known. A date without a zone is that of a clock in UTC until
     * publication_settle() asks the shop's. */
    struct str updated, date, publish_date, expires;
    int64_t updated_at, date_at, published_at, expires_at;
    struct str *tags, *keywords, *aliases, *authors;
    struct str *related; /* ids or paths of other articles */
    struct str *contact; /* channels by id or type */
    size_t tag_count, keyword_count, alias_count, related_count;
    size_t author_count, contact_count;
    long weight;   /* in thousandths; 0: none */
    long boost;    /* in hundredths; 0: none */
    bool promoted; /* listed on the home page */
    bool draft;
    bool unlisted;       /* has a page that nothing leads to */
    bool unsearched;     /* search does not know it */
    bool is_out;         /* by its dates: not yet or no more published */
    bool for_agents;     /* `audience: agents` */
    bool is_reply;       /* by its `type` or folder */
    struct value *front; /* the whole block as a map, or NULL */
    const struct value *cascade; /* of an _index.md: keys for what is below it;
                                    all scalars are texts; or NULL */
    uint64_t given; /* which keys it has, by their place in the table */

    struct str *includes; /* snippets that were looked for, there or not:
                             paths from the content folder, each once */
    size_t include_count;

    /* body */
    struct str html; /* without the links' tags, the interface texts and the
                        leading H1 that became the title */
    bool has_tabs;
    bool is_only_checked; /* nothing is written: there is no twin */
    struct str twin; /* the same as Markdown again, without the links' brackets
                        and addresses */
    struct str text; /* plain text for index and passages: blocks and table rows
                        end in \n, cells are parted by a middle dot; with code
                        and images' alt texts, without headings and addresses */
    struct body_section *sections;
    size_t section_count;
    struct body_link *links;
    size_t link_count;
    struct body_text *texts;
    size_t text_count;
    struct str *placeholders; /* of a reply: the names, each once */
    size_t placeholder_count;
};

/* Drops all that the article's arena holds and leaves it empty. */
void article_release(struct article *a);
/* Drops html, twin, links and texts. */
void article_drop_html(struct article *a);

#endif
