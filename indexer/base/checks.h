/* The checks by name: every complaint to a writer is one of these. A line of
 * CHECKS is all that a new one needs here; docs/en/checks.md has a paragraph on
 * each. */
#ifndef GABAY_INDEXER_CHECKS_H
#define GABAY_INDEXER_CHECKS_H

#include <stdbool.h>

#include "lib/str.h"

enum severity { SEVERITY_OFF, SEVERITY_WARNING, SEVERITY_ERROR };

/* X(NAME, "name", severity, fixed?, what it finds). FIXED: what it finds cannot
 * be published, so site.yaml cannot make it less than an error. */
#define CHECKS(X)                                                              \
    /* files and settings */                                                   \
    X(SITE, "site", ERROR, FIXED, "a setting of site.yaml is wrong")           \
    X(UNKNOWN_KEY, "unknown-key", WARNING, FREE,                               \
      "a key of site.yaml or of front matter that means nothing")              \
    X(FRONT_MATTER, "front-matter", WARNING, FREE,                             \
      "front matter that cannot mean what it says")                            \
    X(UNREADABLE, "unreadable", ERROR, FIXED, "a file cannot be understood")   \
    X(DOUBLE_LOCALE, "double-locale", ERROR, FIXED,                            \
      "two folders are one language")                                          \
    X(NO_FOLDER, "no-folder", WARNING, FREE,                                   \
      "site.yaml names a language without a folder")                           \
    X(NO_LOCALE, "no-locale", WARNING, FREE,                                   \
      "an article lies in no language's folder")                               \
    X(ENDING, "ending", WARNING, FREE, "a file's name ends almost in .md")     \
    X(LINKED_FILE, "linked-file", WARNING, FREE,                               \
      "a symbolic link that is not followed")                                  \
    X(TOO_DEEP, "too-deep", ERROR, FIXED, "too many folders in each other")    \
    X(CHANNEL, "channel", ERROR, FIXED, "a contact channel is wrong")          \
    X(CONTACT_HOURS, "contact-hours", ERROR, FIXED,                            \
      "a channel's hours cannot be understood")                                \
    X(CHANNEL_HOLIDAYS, "channel-holidays", WARNING, FREE,                     \
      "holidays and contact hours that do not fit")                            \
    X(CHANNEL_LOCALE, "channel-locale", WARNING, FREE,                         \
      "a channel's language is none of the site's")                            \
    X(CONTACT, "contact", WARNING, FREE,                                       \
      "an article names a channel that is not there")                          \
    X(NOTICE, "notice", ERROR, FIXED, "a notice is wrong")                     \
    X(CONTRAST, "contrast", WARNING, FREE,                                     \
      "a colour that is hard to read by, or not known")                        \
    X(THEME, "theme", ERROR, FIXED, "a theme cannot be used")                  \
    X(NO_ARTICLES, "no-articles", ERROR, FIXED, "there is nothing to publish") \
    X(GIT, "git", WARNING, FREE, "git cannot say when articles changed")       \
    X(SHALLOW_HISTORY, "shallow-history", WARNING, FREE,                       \
      "a clone without the commits that changed articles")                     \
    X(SYNONYMS, "synonyms", ERROR, FIXED, "a file of synonyms is wrong")       \
    X(SYNONYMS_KEY, "synonyms-key", WARNING, FREE,                             \
      "a key of a file of synonyms that means nothing")                        \
    /* titles, addresses, audience */                                          \
    X(NO_TITLE, "no-title", WARNING, FREE, "an article without a title")       \
    X(NO_SLUG, "no-slug", ERROR, FIXED, "a name that makes no address")        \
    X(RESERVED_SLUG, "reserved-slug", ERROR, FIXED,                            \
      "an address that belongs to the help centre itself")                     \
    X(DOUBLE_ADDRESS, "double-address", ERROR, FIXED,                          \
      "two pages with one address or id")                                      \
    X(TAKEN_ALIAS, "taken-alias", ERROR, FREE,                                 \
      "an alias that is the address of a page")                                \
    X(DOUBLE_ALIAS, "double-alias", ERROR, FREE,                               \
      "an alias that two articles claim")                                      \
    X(REDIRECT_LOOP, "redirect-loop", ERROR, FREE,                             \
      "an alias that leads back to itself")                                    \
    X(HOME_TEXT, "home-text", WARNING, FREE,                                   \
      "text in a home page's _index.md")                                       \
    X(AUDIENCE, "audience", ERROR, FIXED,                                      \
      "what is for agents is mixed with what is for customers")                \
    X(RELATED, "related", WARNING, FREE, "a related article is not there")     \
    /* Markdown, links, images */                                              \
    X(BROKEN_LINK, "broken-link", WARNING, FREE, "a link that leads nowhere")  \
    X(BROKEN_ANCHOR, "broken-anchor", WARNING, FREE,                           \
      "a link to a heading that is not there")                                 \
    X(BAD_LINK, "bad-link", WARNING, FREE,                                     \
      "a link that a page may not have, such as javascript:")                  \
    X(ANCHOR, "anchor", WARNING, FREE, "a {#name} that names no anchor")       \
    X(MISSING_IMAGE, "missing-image", WARNING, FREE,                           \
      "an image without a file")                                               \
    X(EXTERNAL_IMAGE, "external-image", WARNING, FREE,                         \
      "an image of another host")                                              \
    X(IMAGE_SIZE, "image-size", WARNING, FREE,                                 \
      "an image whose size is not known")                                      \
    X(RAW_HTML, "raw-html", WARNING, FREE, "raw HTML that is left out")        \
    X(DETAILS, "details", WARNING, FREE, "a <details> that is not closed")     \
    X(MARKDOWN_SLIP, "markdown-slip", WARNING, FREE,                           \
      "Markdown with a slip in it, shown as signs")                            \
    X(TEMPLATE_LEFTOVER, "template-leftover", WARNING, FREE,                   \
      "template syntax of another system")                                     \
    X(TABS, "tabs", WARNING, FREE, "tabs that are not closed, or hold no two") \
    X(LIST_RESTART, "list-restart", WARNING, FREE,                             \
      "steps that begin at 1 again behind a note or a picture")                \
    X(UNKNOWN_VARIABLE, "unknown-variable", WARNING, FREE,                     \
      "a {{site.name}} that site.yaml does not have")                          \
    X(VARIABLE_LOCALE, "variable-locale", WARNING, FREE,                       \
      "a variable without a text for a language")                              \
    X(MISSING_INCLUDE, "missing-include", ERROR, FREE,                         \
      "a snippet that is not there")                                           \
    X(INCLUDE_LOOP, "include-loop", ERROR, FREE,                               \
      "snippets that include each other")                                      \
    X(SNIPPET_FALLBACK, "snippet-fallback", WARNING, FREE,                     \
      "a snippet of another language is shown")                                \
    X(SNIPPET_FRONT_MATTER, "snippet-front-matter", WARNING, FREE,             \
      "a snippet with front matter, which means nothing")                      \
    /* what readers meet */                                                    \
    X(OTHER_LOCALE_LINK, "other-locale-link", WARNING, FREE,                   \
      "a link to another language, though the article is there in its own")    \
    X(NO_ALT, "no-alt", WARNING, FREE, "an image without alternative text")    \
    X(HEADING_JUMP, "heading-jump", WARNING, FREE,                             \
      "a heading more than one level below the one before")                    \
    X(EMPTY_SECTION, "empty-section", WARNING, FREE,                           \
      "a heading without text under it")                                       \
    X(EMPTY_ARTICLE, "empty-article", WARNING, FREE,                           \
      "an article without text")                                               \
    X(EMPTY_FOLDER, "empty-folder", WARNING, FREE,                             \
      "a section without articles")                                            \
    X(LONG_TITLE, "long-title", WARNING, FREE, "a title that lists cut off")   \
    X(LONG_DESCRIPTION, "long-description", WARNING, FREE,                     \
      "a description that search engines cut off")                             \
    X(DOUBLE_TITLE, "double-title", WARNING, FREE,                             \
      "two articles of a language with one title")                             \
    X(ORPHAN, "orphan", WARNING, FREE,                                         \
      "an article that no list and no link leads to")                          \
    X(MISSING_TRANSLATION, "missing-translation", WARNING, FREE,               \
      "an article that another language does not have")                        \
    X(OUTDATED_TRANSLATION, "outdated-translation", WARNING, FREE,             \
      "a translation that is older than what it translates")                   \
    X(UNUSED_SYNONYM, "unused-synonym", WARNING, FREE,                         \
      "a group of synonyms that leads to no article")                          \
    X(TWO_TERMS, "two-terms", WARNING, FREE,                                   \
      "titles and headings that call one thing by two words")                  \
    /* moving in */                                                            \
    X(IMPORT_LEFT, "import-left", WARNING, FREE,                               \
      "what another system means and Markdown cannot say")                     \
    X(IMPORT_LINK, "import-link", WARNING, FREE,                               \
      "a link or image that was not found when moving in")                     \
    X(IMPORT_DOUBLE, "import-double", WARNING, FREE,                           \
      "two articles with one address when moving in")                          \
    X(IMPORT_FILE, "import-file", WARNING, FREE,                               \
      "a file that cannot be read when moving in")

#define CHECK_ID(id, name, severity, fixed, finds) CHECK_##id,
enum check { CHECK_NONE, CHECKS(CHECK_ID) CHECK_COUNT };
#undef CHECK_ID

struct check_row {
    const char *name; /* as site.yaml and docs/en/checks.md call it */
    enum severity severity;
    bool is_fixed;
    const char *finds;
};

/* `check` is neither CHECK_NONE nor CHECK_COUNT. */
const struct check_row *check_row(enum check check);
/* CHECK_NONE: there is no such name. */
enum check check_of_name(struct str name);

#endif
