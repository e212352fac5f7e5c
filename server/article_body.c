#include "server/article_body.h"

#include "lib/site/site_names.h"
#include "server/html_tree.h"

/* The plain bytes of an entry, whichever way it is stored. */
static int read_plain(struct site *site, const struct site_entry *entry,
                      struct buf *out, struct err *e)
{
    struct buf gzip = {0};

    if (entry->blob[SITE_PLAIN].offset || !entry->plain_length)
        return site_file_read(site->file, &entry->blob[SITE_PLAIN], out, e);
    if (site_file_read(site->file, &entry->blob[SITE_GZIP], &gzip, e))
        return -1;

    struct coder *coder = site_take_coder(site);
    int result = coder ? coder_inflate(coder, buf_str(&gzip),
                                       entry->plain_length, out, e)
                       : err_no_memory(e);

    site_give_coder(site, coder);
    buf_release(&gzip);
    return result;
}

/* A piece of the entry at a path, in `a`. */
static int read_piece(struct site *site, struct str path, uint64_t at,
                      uint64_t length, struct arena *a, struct str *piece,
                      struct err *e)
{
    const struct site_entry *entry = site_file_find(site->file, path);
    struct buf plain = {0};
    int result = entry ? read_plain(site, entry, &plain, e)
                       : err_set(e, ERR_CONTENT, "a page is missing");

    if (result == 0 && (at > plain.len || length > plain.len - at))
        result = err_set(e, ERR_CONTENT,
                         "the table of the articles does not fit the pages");
    if (result == 0) {
        *piece = arena_str(a, str_sub(buf_str(&plain), at, length));
        result = a->failed ? err_no_memory(e) : 0;
    }
    buf_release(&plain);
    return result;
}

int article_html(const struct site_locale *l, uint32_t article,
                 const struct record *record, struct arena *a, struct str *html,
                 struct err *e)
{
    const struct articles_table *t = search_articles(l->search);
    uint32_t at = t->html_at[article], length = t->html_length[article];
    struct str path = record->url;

    *html = (struct str){0};
    if (length == 0)
        return 0;
    if (at == ARTICLE_HTML_APART) {
        path = arena_fmt(a, SITE_NAME_BODY "%.*s", STR_ARG(path));
        at = 0;
    }
    return read_piece(l->site, path, at, length, a, html, e);
}

int article_markdown(const struct site_locale *l, const struct record *record,
                     struct arena *a, struct str *markdown, struct err *e)
{
    struct str path = arena_fmt(a, "%.*s.md", STR_ARG(record->url));
    const struct site_entry *entry = site_file_find(l->site->file, path);

    *markdown = (struct str){0};
    if (!entry)
        return a->failed ? err_no_memory(e) : 0;
    return read_piece(l->site, path, 0, entry->plain_length, a, markdown, e);
}

struct str article_text(struct arena *a, struct str html)
{
    struct html_node *root = html_parse(a, html);
    struct buf text = {0};

    if (root)
        html_text(root, &text);
    struct str copy = buf_copy(&text, a);
    buf_release(&text);
    return copy;
}

/* "<h2 id=": where the next one begins, or the length. */
static size_t next_heading(struct str html, size_t at)
{
    for (; at < html.len; at++) {
        at += str_find(str_skip(html, at), '<');
        struct str s = str_sub(html, at, 7);
        if (s.len == 7 && (s.ptr[1] | 32) == 'h' && s.ptr[2] >= '1' &&
            s.ptr[2] <= '6' && str_ends(s, S(" id=")))
            return at;
    }
    return html.len;
}

/* From the heading's tag; its length. */
static size_t read_heading(struct arena *a, struct str html,
                           struct article_section *out)
{
    char end[] = "</h2>";
    struct str rest = str_skip(html, 7), anchor;
    char quote = rest.len ? rest.ptr[0] : '"';

    out->level = (unsigned)(html.ptr[2] - '0');
    end[3] = html.ptr[2];
    rest = str_skip(rest, 1);
    anchor = str_sub(rest, 0, str_find(rest, quote));
    size_t length = str_search(html, str_from(end));
    out->heading = article_text(a, str_sub(html, 0, length));
    out->anchor = article_text(a, anchor);
    length += sizeof(end) - 1;
    return length < html.len ? length : html.len;
}

struct article_section *article_sections(struct arena *a, struct str html,
                                         size_t *count)
{
    size_t n = 1, at;

    for (at = next_heading(html, 0); at < html.len;
         at = next_heading(html, at + 1))
        n++;
    struct article_section *sections = arena_new(a, struct article_section, n);

    if (!sections)
        return NULL;
    *count = n;
    at = next_heading(html, 0);
    sections[0].html = str_sub(html, 0, at);
    for (size_t i = 1; i < n; i++) {
        size_t body = at + read_heading(a, str_skip(html, at), &sections[i]);
        at = next_heading(html, at + 1);
        sections[i].html = str_sub(html, body, at > body ? at - body : 0);
    }
    return a->failed ? NULL : sections;
}
