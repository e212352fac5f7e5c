/* The site while it is compiled: configuration, locales, sections, pages. All
 * of it lives in one arena until the file is written; each page's article has
 * an arena of its own. */
#ifndef GABAY_INDEXER_SITE_H
#define GABAY_INDEXER_SITE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "indexer/base/article.h"
#include "indexer/base/image_size.h"
#include "indexer/base/problem.h"
#include "lib/arena.h"
#include "lib/icu/format.h"
#include "lib/icu/locale.h"
#include "lib/map.h"
#include "lib/str.h"
#include "lib/thesaurus/thesaurus.h"
#include "lib/value.h"

/* site.yaml, or what stands in for it. */
struct site_config {
    const struct value *title;   /* text, or a map from tag to text, or NULL */
    struct str default_locale;   /* canonical; empty: the first locale */
    struct str base_url;         /* without a final '/', or empty */
    struct str prefix;           /* "" or "/help" */
    struct str logo;             /* path below the content folder, or empty */
    struct str icon;             /* likewise */
    struct str logo_address;     /* set when links are resolved */
    struct str icon_address;     /* likewise */
    struct image_size logo_size; /* likewise; 0 by 0: nobody knows */
    struct str zone;             /* of dates without one; empty: UTC */
    bool allow_html;
    bool no_git;                  /* dates come from the front matter alone */
    bool authors;                 /* their names are shown */
    struct str edit_url;          /* a pattern with {path}, or empty */
    const struct value *colors;   /* name -> CSS colour, or NULL */
    const struct value *locales;  /* tag -> name or map, or NULL */
    const struct value *channels; /* as channels_read() has them, or NULL */
    const struct value *notices;  /* maps, as written, or NULL */
    const struct value *answer_threshold; /* 0..1, or NULL */
    const struct value *variables;        /* name -> text or map, or NULL */
    unsigned variables_line, variables_column;
};

/* What articles share; tags whose slugs are alike are one. */
struct tag {
    struct str name, slug, address;
    struct page **pages; /* in reading order */
    size_t page_count;
    const struct page *newest; /* that has it, while tags are collected */
};

/* A letter of the list from A to Z, or "#" for what begins with none. */
struct letter {
    struct str label, anchor;
    struct page **pages; /* by title */
    size_t page_count;
};

struct section {
    struct locale *locale;
    struct section *parent; /* NULL: directly under the locale */
    struct str folder;      /* below the locale's folder: "orders/delivery" */
    struct str id;          /* its folder, or the _index.md's id */
    struct str title, description, address;
    struct page *index; /* its _index.md, or NULL */
    long weight;
    uint32_t number; /* in the locale's list: parents before children */
    struct section **children;
    struct page **pages;                   /* in reading order */
    size_t child_count, page_count, total; /* total: pages below, all levels */
};

struct page {
    struct article article;
    struct locale *locale;
    struct section *section;      /* NULL: directly under the locale */
    struct str file;              /* path below the content folder */
    struct str key;               /* the same in NFC, as links name it */
    struct str folder;            /* of `key`, below the locale's, "" at top */
    struct str address;           /* root-relative, prefix included, encoded */
    bool is_index;                /* an _index.md */
    bool dropped;                 /* in error, a draft, or not published now */
    bool hides_cascade;           /* an _index.md whose `cascade` is unread */
    struct page *previous, *next; /* in its section */
    struct page **related;        /* at most RELATED_MAX, the nearest first */
    struct tag **tags;
    size_t related_count, tag_count;
    struct map anchors; /* of its headings, while links are resolved */
    uint32_t html_at, html_length; /* lib/records/articles_table.h */

    /* analysis: the text by the worker's numbers (spellings.h) */
    struct buf tokens;
    struct text_part *parts;
    uint32_t part_count;
    unsigned worker;
    /* of a preview (keep.h): what the article borrows from, and the newest
     * version, which may be one in error; NULL: none */
    struct kept *kept, *read;
};

/* A file of the content that is no article. It gets an address, and a place in
 * the site file, when a page refers to it. */
struct attachment {
    struct str file;
    struct str address; /* holds the content's hash; empty until it is used */
    uint64_t size;
    struct image_size image; /* of an image, once it is used; else 0 */
    bool is_warned;          /* that it has none */
    bool is_written;         /* into the site file */
};

struct locale {
    char tag[LOCALE_MAX];
    struct str folder; /* as it is called on disk */
    struct str name;   /* in its own language */
    bool rtl;
    struct str home; /* address */
    struct page *index;
    struct section **sections; /* all, parents before children */
    /* By file path: those with a page; of them those that lists show; of these
     * those that search finds, by the numbers that it knows them by. */
    struct page **served, **pages, **searched;
    size_t served_count, searched_count;
    struct page **top_pages; /* without a section, in reading order */
    struct section **top_sections;
    size_t section_count, page_count, top_page_count, top_section_count;
    struct tag **tags;      /* by name */
    struct letter *letters; /* those with articles */
    struct page **promoted; /* by weight and title */
    size_t tag_count, letter_count, promoted_count;
    struct page **changes; /* recent.h */
    size_t change_count;
    /* Empty without tags, articles, dates. */
    struct str tags_address, a_z_address, changes_address;
    struct map by_folder;             /* folder -> struct section */
    struct map by_id;                 /* article id -> struct page */
    struct map by_tag;                /* slug -> struct tag */
    const struct thesaurus *synonyms; /* the site's own, or NULL */
    const unsigned *synonym_lines;    /* of each group, in their file */
    bool no_shipped_synonyms;
    struct variables *variables; /* of site.yaml; NULL: none */
    const struct value *texts;   /* key -> TEXT, fallbacks merged in */
    struct value *values;        /* what every page of the locale is given */
};

/* An old address that leads to an article, or an _index.md's section. */
struct redirect {
    struct str address; /* root-relative, prefix included, encoded */
    const struct page *page;
};

struct site {
    struct arena arena;
    const char *root;       /* the content folder */
    int64_t now;            /* what is published is asked at this moment */
    int64_t next_change_at; /* schedule.h; 0: nothing is to come */
    struct zone *zone;      /* of the settings, once content is read; or NULL */
    struct site_config config;
    struct locale *locales;
    size_t locale_count;
    struct page *pages; /* all .md files, by path */
    size_t page_count;
    struct attachment *attachments;
    size_t attachment_count;
    pthread_mutex_t attachments_lock; /* guards their addresses and sizes */
    struct map by_file;               /* page's key -> struct page */
    struct map by_address;            /* decoded address -> struct page */
    struct map sections_by_address;
    struct redirect *redirects; /* aliases.h */
    size_t redirect_count;
    struct map files;       /* in NFC -> struct attachment */
    struct notice *notices; /* those published now */
    size_t notice_count;
    struct problems problems;
    unsigned jobs;
    bool
        only_checks; /* nothing is written: what finds no problem is left out */
    /* The same help centre for the others (audience.h): of the site for agents
     * the public one, and of that the former. NULL: all are for customers. */
    struct site *other;
    bool for_agents;
    uint64_t public_check; /* of the public file, in the site for agents */
    bool preview; /* pages are stored as they are, and marked as a preview */
    /* Of a preview: what earlier compiles left (keep.h, index_keep.h). */
    struct keep *keep;
    struct index_keep *index_keep;
};

#endif
