/* The internal entries of a site file: what the indexer stores and the server
 * reads back. Names never begin with '/', so no address reaches them. `%s` is
 * a locale tag or a template's name.
 *
 * manifest.json: {"generator", "title", "default_locale", "base_url" (or null),
 *   "prefix" ("" or "/help"), "locales": [{"tag", "name", "dir", "home",
 *   "search", "articles" (count), "recipe"}], "next_change_at" (seconds since
 *   1970 of the next moment at which something is to be published or taken
 *   back: compile again then; or missing), "channels" and "answer_threshold"
 *   (as site.yaml has them, or missing), "preview" (true in what --watch
 *   writes, else missing)}
 * preview.json: of a preview file, and of a layer (indexer/preview/layer.h):
 *   {"problems": [{"path", "address" (or null), "line", "column", "severity"
 *   ("error" or "warning"), "check", "message"}], "errors", "warnings" (how
 *   many)}
 * values/LOCALE.json: what every page of it is given (docs/en/themes.md):
 *   {"site", "locale", "locales", "assets", "notices"}; `locales[].url` are the
 *   homes
 * texts/LOCALE.json: {"key": "message source"}
 * articles/LOCALE: lines "id TAB url TAB title TAB description", by the bytes
 *   of the id
 * templates/NAME.mustache: source, also under default/NAME
 * body/ADDRESS: HTML of an article, only where its page does not hold it as it
 *   is
 * robots.txt, sitemap.xml, sitemap-N.xml, LOCALE/feed.xml,
 *   LOCALE/opensearch.xml, llms.txt, LOCALE/llms.txt,
 *   .well-known/ai-catalog.json: where no base_url says the site's address,
 *   with SITE_ORIGIN_MARK in its place, and SITE_HOST_MARK for its host alone,
 *   without a port
 */
#ifndef GABAY_SITE_NAMES_H
#define GABAY_SITE_NAMES_H

#define SITE_NAME_MANIFEST  "manifest.json"
#define SITE_NAME_PREVIEW   "preview.json"
#define SITE_NAME_VALUES    "values/%s.json"
#define SITE_NAME_TEXTS     "texts/%s.json"
#define SITE_NAME_ARTICLES  "articles/"  /* + locale */
#define SITE_NAME_TEMPLATES "templates/" /* + name + ".mustache" */
#define SITE_NAME_BODY      "body"       /* + address */
#define SITE_ORIGIN_MARK    "{origin}"
#define SITE_HOST_MARK      "{host}"
/* Follows a preview's name at the file of what has changed since. */
#define SITE_LAYER_ENDING ".layer"
#define SITE_NAME_CATALOG ".well-known/ai-catalog.json" /* at the root */
/* What follows an article's address at its text in Markdown. A slug has no
 * '.', so no page is called so. */
#define TWIN_ENDING ".md"
/* A locale's search: tag and which part. */
#define SITE_NAME_SEARCH   "search/%s/%s"
#define SITE_PART_INDEX    "index"
#define SITE_PART_RECORDS  "records"
#define SITE_PART_LEXICON  "lexicon"
#define SITE_PART_SUGGEST  "suggestions"
#define SITE_PART_CARDS    "cards"
#define SITE_PART_COLUMNS  "columns"
#define SITE_PART_ARTICLES "articles"
#define SITE_PART_SYNONYMS "synonyms"
#define SITE_PART_VECTORS  "vectors.json"

#endif
