#include "indexer/front_matter/front_matter_keys.h"

#include <stdint.h>

#include "indexer/base/article.h"
#include "indexer/base/nearest.h"

#define AT(name) offsetof(struct article, name)
#define DATE                                                                   \
    "a date like 2026-05-31 or a time like 2026-05-31T18:00 or "               \
    "2026-05-31T18:00:00+07:00"

static const struct front_key keys[] = {
    {"title", FRONT_TEXT, false, AT(title), 0, "text", "the article's title"},
    {"description", FRONT_TEXT, false, AT(description), 0, "text",
     "one sentence for lists and search engines"},
    {"answer", FRONT_ANSWER, false, AT(answer), 0,
     "text of at most 800 characters",
     "what a bot says when the article answers a question"},
    {"slug", FRONT_TEXT, false, AT(slug), 0, "text",
     "the last part of the address"},
    {"id", FRONT_TEXT, false, AT(id), 0, "text",
     "ties the translations of an article together"},
    {"section", FRONT_SECTION, false, AT(section), 0,
     "the path of a folder, such as orders/delivery",
     "the section, where it is not that of the folder"},
    {"type", FRONT_TEXT, true, AT(type), 0, "text",
     "what kind of article it is"},
    {"tags", FRONT_NAMES, true, AT(tags), AT(tag_count), "a list of texts",
     "words that gather articles on a page"},
    {"keywords", FRONT_COMMAS, true, AT(keywords), AT(keyword_count),
     "a list of texts, or one text with commas",
     "words that are found and never shown"},
    {"weight", FRONT_WEIGHT, false, AT(weight), 0, "a number",
     "the order in the section"},
    {"boost", FRONT_BOOST, true, AT(boost), 0, "a number from 0.1 to 10",
     "by how much search prefers the article"},
    {"promoted", FRONT_BOOL, true, AT(promoted), 0, "true or false",
     "listed on the home page"},
    {"related", FRONT_LIST, false, AT(related), AT(related_count),
     "a list of articles' ids or paths", "articles to offer below this one"},
    {"aliases", FRONT_LIST, false, AT(aliases), AT(alias_count),
     "a list of addresses", "old addresses, which lead here"},
    {"draft", FRONT_BOOL, true, AT(draft), 0, "true or false", "not published"},
    {"unlisted", FRONT_BOOL, true, AT(unlisted), 0, "true or false",
     "has a page that no list, search or map of the site leads to"},
    {"search", FRONT_NOT, true, AT(unsearched), 0, "true or false",
     "whether search finds the article"},
    {"audience", FRONT_AUDIENCE, true, AT(for_agents), 0, "customers or agents",
     "who may read the article"},
    {"publish_date", FRONT_TIME, true, AT(publish_date), AT(published_at), DATE,
     "from when on it is published"},
    {"expires", FRONT_TIME, true, AT(expires), AT(expires_at), DATE,
     "from when on it is gone"},
    {"date", FRONT_TIME, true, AT(date), AT(date_at), DATE,
     "when it was written; its publish_date, where it has none"},
    {"updated", FRONT_TIME, true, AT(updated), AT(updated_at), DATE,
     "when it was last changed"},
    {"author", FRONT_NAMES, true, AT(authors), AT(author_count),
     "a name or a list of names", "who wrote it"},
    {"contact", FRONT_LIST, true, AT(contact), AT(contact_count),
     "a list of channels' ids or types", "the channels to offer"},
    {"cascade", FRONT_CASCADE, false, AT(cascade), 0,
     "a map of keys and their values", "in an _index.md: keys for all below"},
};

enum { KEYS = sizeof(keys) / sizeof(*keys) };
_Static_assert(KEYS <= 64, "article.given has a bit for each key");

static const struct front_alias aliases[] = {
    {"summary", "description", FRONT_TEXT},
    {"synopsis", "description", FRONT_TEXT},
    {"canned", "answer", FRONT_ANSWER},
    {"translationKey", "id", FRONT_TEXT},
    {"category", "section", FRONT_FIRST},
    {"categories", "section", FRONT_FIRST},
    {"label_names", "tags", FRONT_NAMES},
    {"labels", "tags", FRONT_NAMES},
    {"search.keywords", "keywords", FRONT_COMMAS},
    {"order", "weight", FRONT_POSITION},
    {"position", "weight", FRONT_POSITION},
    {"sidebar_position", "weight", FRONT_POSITION},
    {"nav_order", "weight", FRONT_POSITION},
    {"sidebar.order", "weight", FRONT_POSITION},
    {"search.boost", "boost", FRONT_BOOST},
    {"featured", "promoted", FRONT_BOOL},
    {"redirect_from", "aliases", FRONT_LIST},
    {"legacySlug", "aliases", FRONT_LIST},
    {"published", "draft", FRONT_NOT},
    {"status", "draft", FRONT_STATUS},
    {"search.exclude", "search", FRONT_BOOL},
    {"search_exclude", "search", FRONT_BOOL},
    {"pagefind", "search", FRONT_NOT},
    {"publishDate", "publish_date", FRONT_TIME},
    {"publishedAt", "publish_date", FRONT_TIME},
    {"expiryDate", "expires", FRONT_TIME},
    {"createdAt", "date", FRONT_TIME},
    {"created_at", "date", FRONT_TIME},
    {"lastmod", "updated", FRONT_TIME},
    {"modified", "updated", FRONT_TIME},
    {"updatedAt", "updated", FRONT_TIME},
    {"updated_at", "updated", FRONT_TIME},
    {"edited_at", "updated", FRONT_TIME},
    {"last_update", "updated", FRONT_STAMP},
    {"last_update.date", "updated", FRONT_STAMP},
    {"lastUpdated", "updated", FRONT_STAMP},
    {"authors", "author", FRONT_NAMES},
    {"last_update.author", "author", FRONT_NAMES},
    {"params.author", "author", FRONT_NAMES},
};

enum { ALIASES = sizeof(aliases) / sizeof(*aliases) };

static const char *const harmless[] = {
    /* of several */
    "url",
    "permalink",
    "layout",
    "template",
    "image",
    "images",
    "icon",
    "lang",
    "language",
    "locale",
    "toc",
    "class",
    "hide",
    "menu",
    "menus",
    "excerpt",
    "robots",
    "comments",
    "meta_title",
    "head",
    "params",
    "sidebar",
    /* Hugo */
    "linkTitle",
    "markup",
    "outputs",
    "resources",
    "build",
    "_build",
    "headless",
    "sitemap",
    "isCJKLanguage",
    "series",
    "audio",
    "videos",
    /* Docusaurus */
    "sidebar_label",
    "sidebar_class_name",
    "sidebar_custom_props",
    "sidebar_key",
    "displayed_sidebar",
    "pagination_label",
    "pagination_next",
    "pagination_prev",
    "custom_edit_url",
    "hide_title",
    "hide_table_of_contents",
    "toc_min_heading_level",
    "toc_max_heading_level",
    "parse_number_prefixes",
    /* Jekyll */
    "parent",
    "grand_parent",
    "has_children",
    "has_toc",
    "nav_exclude",
    "excerpt_separator",
    "collection",
    "render_with_liquid",
    /* Starlight */
    "editUrl",
    "tableOfContents",
    "hero",
    "banner",
    "prev",
    "next",
    /* VTEX */
    "slugEN",
    "productTeam",
    "contentType",
    "firstPublishedAt",
    "trackId",
    "trackSlugEN",
    "subcategoryId",
    "announcementSynopsisEN",
    "kiStatus",
    "internalReference",
    "xliffVersion",
    /* Zendesk */
    "author_id",
    "section_id",
    "html_url",
    "name",
    "body",
    "comments_disabled",
    "user_segment_id",
    "permission_group_id",
    "vote_sum",
    "vote_count",
    "source_locale",
    "outdated",
    "outdated_locales",
};

enum { HARMLESS = sizeof(harmless) / sizeof(*harmless) };

const struct front_key *front_keys(size_t *count)
{
    *count = KEYS;
    return keys;
}

const struct front_alias *front_aliases(size_t *count)
{
    *count = ALIASES;
    return aliases;
}

const char *const *front_harmless(size_t *count)
{
    *count = HARMLESS;
    return harmless;
}

const struct front_key *front_key_named(struct str name)
{
    for (size_t i = 0; i < KEYS; i++)
        if (str_eq(name, str_from(keys[i].name)))
            return &keys[i];
    return NULL;
}

const struct front_key *front_key_behind(struct str name)
{
    for (size_t i = 0; i < ALIASES; i++)
        if (str_eq(name, str_from(aliases[i].name)))
            return front_key_named(str_from(aliases[i].key));
    return front_key_named(name);
}

bool front_knows(struct str name)
{
    if (front_key_named(name))
        return true;
    for (size_t i = 0; i < ALIASES; i++) {
        struct str alias = str_from(aliases[i].name);
        if (str_eq(name, str_sub(alias, 0, str_find(alias, '.'))))
            return true;
    }
    for (size_t i = 0; i < HARMLESS; i++)
        if (str_eq(name, str_from(harmless[i])))
            return true;
    return false;
}

struct str front_nearest(struct str name)
{
    struct nearest near = nearest_begin(name);

    for (size_t i = 0; i < KEYS; i++)
        nearest_offer(&near, str_from(keys[i].name));
    for (size_t i = 0; i < ALIASES; i++)
        nearest_offer(&near, str_from(aliases[i].name));
    return near.best;
}
