/* The pieces of the reader of Zendesk's exports: import_zendesk.c gathers what
 * the export holds, import_zendesk_place.c says where it belongs,
 * import_zendesk_page.c makes pages of it. */
#ifndef GABAY_INDEXER_IMPORT_ZENDESK_H
#define GABAY_INDEXER_IMPORT_ZENDESK_H

#include <stdbool.h>

#include "indexer/import/import.h"

struct zendesk {
    struct import *im;
    struct map sections, categories; /* id -> a list of values */
    struct map tags;                 /* of the languages that it has */
    struct map named; /* "parent's id, name" -> id of the section */
    struct value *articles, *section_list, *category_list;
};

/* A text, number or bool of `v`, as text. */
struct str zendesk_text(struct zendesk *z, const struct value *v,
                        const char *key);
/* Of an article, a section or a category. */
struct str zendesk_title(struct zendesk *z, const struct value *v);
/* The tag of what Zendesk calls a language: "en-US" is "en" when there is no
 * other English. */
struct str zendesk_locale(struct zendesk *z, struct str name);
/* The name that makes the folder of a section or category, which is in `where`:
 * the same in all languages. */
struct str zendesk_folder_name(struct zendesk *z, const struct map *where,
                               struct str id);
/* "Category/Section/Subsection". A part that has no name is left out. */
struct str zendesk_section_path(struct zendesk *z, struct str id);

/* Pages of all articles, with their translations. */
void zendesk_add_articles(struct zendesk *z);
/* Pages that describe folders. */
void zendesk_add_sections(struct zendesk *z, const struct value *list,
                          bool is_category);

#endif
