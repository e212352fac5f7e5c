/* Markdown to HTML, text, sections and links: the only place that knows
 * cmark-gfm (markdown*.c). Tables, strikethrough, task lists, autolinks and
 * footnotes are on; raw HTML blocks are left out with their text, inline tags
 * without it (but <br> stays a line break), unless `allow_html`.
 *
 * Headings get stable anchors: the slug of their text ("section" where that is
 * empty), "-2", "-3" behind doubles; a trailing {#id} names one and is never
 * shown. A first block that is an H1 is taken as the title when the front
 * matter has none, and in both cases left out of the HTML when it says the same
 * as the title (same slug); other H1 become H2.
 *
 * "> [!TIP]" begins a note, with a title of its own behind it or else one from
 * the interface texts. <details> and <summary> are understood without
 * `allow_html` too, each on lines of its own with Markdown between empty lines.
 *
 * Besides: "<!-- tabs -->" ... "<!-- /tabs -->" round headings of one level,
 * {{site.x}} for a variable's text (in words and addresses, never in code),
 * "<!-- include: x -->" alone on a line for a snippet, <kbd>, and the notes of
 * Docusaurus (":::tip") and MkDocs ("!!! tip", "??? tip"). Other signs of Hugo,
 * Liquid, kramdown and MDX are left out with a warning a kind; the text that
 * stands between two of them stays.
 * What is almost Markdown ("##Heading", "** bold **") is shown as written, with
 * a warning each.
 *
 * The HTML uses these classes: `table` (a div round a table), `end` and
 * `center` (cells), `task` (items), `note note-tip` (and -note, -important,
 * -warning, -caution), `note-title` (its first paragraph), `footnote`,
 * `footnotes`, `footnote-back`, `language-x` (code), `tabs` (a div) with one
 * `tab` a heading. Ids are the headings'
 * anchors, and note:N, fn:N, fnref:N and fn:all, which no anchor may begin
 * with. The interface texts: note_note (and so on), details, table_number,
 * table_columns, footnotes, footnote_back. */
#ifndef GABAY_INDEXER_MARKDOWN_H
#define GABAY_INDEXER_MARKDOWN_H

#include <stdbool.h>

#include "indexer/base/article.h"
#include "indexer/base/problem.h"
#include "lib/err.h"

enum {
    MARKDOWN_BYTES = 8 << 20,
    MARKDOWN_REFERENCE_BYTES = 256 << 20,
    MARKDOWN_SNIPPETS = 1000,    /* in one article */
    MARKDOWN_SNIPPET_DEPTH = 16, /* inside one another */
};

struct variables;

/* A snippet as one locale has it. */
struct snippet {
    struct str path;  /* below the content folder */
    struct str text;  /* lives as long as the article's html_arena */
    bool is_fallback; /* the default locale's */
};

/* Finds the snippet `name` for the article; false: it cannot be read, and `e`
 * says why. Any thread. */
typedef bool snippet_find(void *ctx, struct article *a, struct str name,
                          struct snippet *out, struct err *e);

/* What the site knows and an article uses. */
struct markdown_with {
    bool allow_html;
    const struct variables *variables; /* of the locale; NULL: none */
    snippet_find *find;                /* NULL: there are no snippets */
    void *find_ctx;
};

/* Call once before the first thread. */
void markdown_init(void);

/* Fills html, text, sections, links (and title where it was empty) of `a` from
 * `body`, which begins on `body_line` of the file. Problems are warnings
 * (anchors that cannot be used, raw HTML), and errors that leave a page: a
 * snippet that is missing or includes itself. An article over MARKDOWN_BYTES
 * with its snippets is an error, and so is one whose reference links would be
 * copied to more than MARKDOWN_REFERENCE_BYTES, that holds by the hundred what
 * costs cmark-gfm squares (markdown_limits.h: with its line), or more than
 * MARKDOWN_SNIPPETS. Linear in the size of the body and its snippets.
 *
 * Any thread: cmark-gfm switches special characters in a global table while it
 * parses inlines, so that part is done under a lock of markdown.c's. When
 * memory runs out inside cmark-gfm it ends the process. */
int markdown_read(struct article *a, struct str body, unsigned body_line,
                  const struct markdown_with *with, struct problems *problems,
                  struct err *e);

#endif
