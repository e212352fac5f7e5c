#include "indexer/markdown/markdown_tree.h"

#include <string.h>

bool markdown_variable_at(const struct markdown *m, struct str rest,
                          struct variable *out)
{
    return variables_at(m->with->variables, rest, out) &&
           (out->text || !m->article->is_reply);
}

void markdown_tell_unknown(struct markdown *m, struct str name, unsigned line,
                           unsigned column)
{
    struct arena *a = &m->article->html_arena;
    struct str text = variables_unknown(m->with->variables, a, name);

    markdown_problem(m, CHECK_UNKNOWN_VARIABLE, line, column, "%.*s",
                     STR_ARG(text));
}

enum put { PUT_TEXT, PUT_URL, PUT_PHONE, PUT_HTML };

/* A value is text: what would end an address is percent-encoded, and a
 * telephone number is written without blanks there. */
static void put_value(struct buf *out, struct str value, enum put how)
{
    if (how == PUT_HTML)
        buf_html(out, value);
    else if (how == PUT_TEXT)
        buf_put(out, value);
    else
        for (size_t i = 0; i < value.len; i++) {
            unsigned char c = (unsigned char)value.ptr[i];
            if (c > ' ' && !strchr("\"<>\\^`{|}", c))
                buf_char(out, (char)c);
            else if (c != ' ' || how != PUT_PHONE)
                buf_fmt(out, "%%%02X", c);
        }
}

/* Where the tag of another system ends that begins at `rest`; 0: none does, and
 * if only its end is missing none is looked for again. */
static size_t tag_end(const struct markdown *m, struct str rest, bool *hopeless)
{
    struct str close = str_starts(rest, S("{{"))   ? S("}}")
                       : str_starts(rest, S("{%")) ? S("%}")
                                                   : (struct str){0};

    if (close.len == 0 || *hopeless || m->article->is_reply)
        return 0;

    size_t end = str_search(rest, close);

    *hopeless = end == rest.len;
    return *hopeless ? 0 : end + 2;
}

/* One piece of `s`, at its start: what is filled in or left out. */
static void fill_piece(struct markdown *m, const struct variable *v,
                       enum put how, cmark_node *node, struct str s,
                       struct buf *out)
{
    unsigned line, column;

    if (v && v->text) {
        m->added += v->text->len;
        if (m->added <= MARKDOWN_BYTES)
            put_value(out, *v->text, how);
        return;
    }
    places_find(&m->file->places, node, s, &line, &column);
    if (v)
        markdown_tell_unknown(m, v->name, line, column);
    else
        markdown_leave_out(m, LEFT_LIQUID, line, column);
}

/* False: there is nothing to fill in, and `out` is not of use. */
static bool fill(struct markdown *m, struct str s, enum put how,
                 cmark_node *node, struct buf *out)
{
    bool changed = false, hopeless = how == PUT_HTML;
    struct variable v;

    for (size_t i = 0; i < s.len;) {
        struct str rest = str_skip(s, i);
        bool is_variable = markdown_variable_at(m, rest, &v);
        size_t end = is_variable ? v.length : tag_end(m, rest, &hopeless);
        if (end == 0) {
            buf_char(out, s.ptr[i++]);
            continue;
        }
        fill_piece(m, is_variable ? &v : NULL, how, node, s, out);
        changed = true;
        i += end;
    }
    buf_char(out, '\0');
    return changed;
}

static void unwrap(cmark_node *link)
{
    for (cmark_node *n = cmark_node_first_child(link), *next; n; n = next) {
        next = cmark_node_next(n);
        cmark_node_insert_before(link, n);
    }
    markdown_drop(link);
}

int markdown_fill_link(struct markdown *m, cmark_node *link)
{
    struct str url = str_from(cmark_node_get_url(link));
    struct str title = str_from(cmark_node_get_title(link));
    bool phone = str_starts(url, S("tel:"));
    struct buf out = {0};
    bool bad = false, empty = false;

    if (str_find(title, '{') < title.len &&
        fill(m, title, PUT_TEXT, link, &out))
        bad = out.failed || !cmark_node_set_title(link, out.ptr);
    buf_clear(&out);
    if (str_find(url, '{') < url.len &&
        fill(m, url, phone ? PUT_PHONE : PUT_URL, link, &out)) {
        bad |= out.failed || !cmark_node_set_url(link, out.ptr);
        empty = out.len == 1;
    }
    buf_release(&out);
    if (empty)
        unwrap(link);
    return bad ? -1 : 0;
}

int markdown_fill_html(struct markdown *m, cmark_node *html)
{
    cmark_node_type type = cmark_node_get_type(html);
    struct buf out = {0};
    int status = 0;

    if (!m->with->allow_html || !m->with->variables ||
        (type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE))
        return 0;
    if (fill(m, str_from(cmark_node_get_literal(html)), PUT_HTML, html, &out))
        status = out.failed || !cmark_node_set_literal(html, out.ptr) ? -1 : 0;
    buf_release(&out);
    return status;
}
