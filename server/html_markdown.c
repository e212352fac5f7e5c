#include <stdio.h>
#include <string.h>

#include "server/html_forms.h"

struct markdown {
    struct buf *out;
    const struct html_place *at;
    struct buf prefix; /* of each line: "> ", "  " */
    unsigned gap;      /* line feeds due before the next text */
    bool fresh;        /* nothing on this line but a marker */
    bool in_row;
};

static void end_line(struct markdown *m)
{
    size_t start = m->out->len;

    buf_char(m->out, '\n');
    buf_put(m->out, buf_str(&m->prefix));
    /* An empty line ends in no space. */
    if (m->gap > 1)
        while (m->out->len > start + 1 && m->out->ptr[m->out->len - 1] == ' ')
            m->out->len--;
}

static void put(struct markdown *m, struct str s)
{
    if (!s.len)
        return;
    if (m->gap && m->out->len && m->out->ptr[m->out->len - 1] == ' ')
        m->out->len--;
    for (; m->gap && m->out->len; m->gap--)
        end_line(m);
    m->gap = 0;
    m->fresh = false;
    buf_put(m->out, s);
}

static void begin_block(struct markdown *m, unsigned gap)
{
    if (!m->fresh && m->gap < gap && !m->in_row)
        m->gap = gap;
}

static bool is_special(const struct markdown *m, char c)
{
    return (c && strchr("\\`*_[]<~", c)) || (c == '|' && m->in_row);
}

static bool begins_line(const struct markdown *m)
{
    return !m->in_row && (m->gap || m->fresh || !m->out->len);
}

/* "1." and "-" begin lists only at the start of a line. */
static size_t plain_start(struct str s)
{
    size_t i = 0;

    while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
        i++;
    if (i < s.len && i && (s.ptr[i] == '.' || s.ptr[i] == ')'))
        return i;
    return s.len && strchr("#+-=>", s.ptr[0]) ? 0 : s.len;
}

static void put_escaped(struct markdown *m, struct str s)
{
    size_t start = begins_line(m) ? plain_start(s) : s.len;

    for (size_t i = 0, done = 0; i <= s.len; i++) {
        bool marked = i < s.len && (i == start || is_special(m, s.ptr[i]));
        if (i < s.len && !marked)
            continue;
        put(m, str_sub(s, done, i - done));
        if (marked)
            put(m, S("\\"));
        done = i;
    }
}

static void put_lines(struct markdown *m, struct str s)
{
    struct str line;
    bool first = true;

    while (str_cut(&s, '\n', &line)) {
        if (!first && (s.ptr || line.len))
            end_line(m);
        first = false;
        buf_put(m->out, line);
    }
}

static void walk(struct markdown *m, const struct html_node *n);

static void walk_children(struct markdown *m, const struct html_node *n)
{
    for (const struct html_node *k = n->child; k; k = k->next)
        walk(m, k);
}

static void plain_text(const struct html_node *n, struct buf *out)
{
    buf_put(out, n->text);
    for (const struct html_node *k = n->child; k; k = k->next)
        plain_text(k, out);
}

/* More than the text itself has in a row. */
static unsigned backticks(struct str s, unsigned least)
{
    unsigned run = 0, most = least - 1;

    for (size_t i = 0; i < s.len; i++) {
        run = s.ptr[i] == '`' ? run + 1 : 0;
        most = run > most ? run : most;
    }
    return most + 1;
}

static void put_fence(struct markdown *m, unsigned count)
{
    while (count--)
        put(m, S("`"));
}

static void walk_code(struct markdown *m, const struct html_node *n)
{
    struct buf text = {0};

    plain_text(n, &text);
    unsigned fence = backticks(buf_str(&text), 1);
    put_fence(m, fence);
    if (fence > 1)
        put(m, S(" "));
    put(m, buf_str(&text));
    if (fence > 1)
        put(m, S(" "));
    put_fence(m, fence);
    buf_release(&text);
}

static void walk_pre(struct markdown *m, const struct html_node *n)
{
    const struct str mark = STR("language-");
    struct str name = n->child ? html_attribute(n->child, HTML_CLASS) : S("");
    struct buf text = {0};

    plain_text(n, &text);
    unsigned fence = backticks(buf_str(&text), 3);
    begin_block(m, 2);
    put_fence(m, fence);
    if (str_starts(name, mark))
        put(m, str_skip(name, mark.len));
    end_line(m);
    put_lines(m, buf_str(&text));
    end_line(m);
    put_fence(m, fence);
    begin_block(m, 2);
    buf_release(&text);
}

static void put_address(struct markdown *m, struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (strchr("() <>\\", value.ptr[i]))
            buf_fmt(m->out, "%%%02X", (unsigned char)value.ptr[i]);
        else
            buf_char(m->out, value.ptr[i]);
    }
}

static void walk_link(struct markdown *m, const struct html_node *n)
{
    struct buf address = {0};
    bool links = html_address(m->at, html_attribute(n, HTML_HREF), &address);

    if (links)
        put(m, S("["));
    walk_children(m, n);
    if (links) {
        put(m, S("]("));
        put_address(m, buf_str(&address));
        put(m, S(")"));
    }
    buf_release(&address);
}

static void walk_image(struct markdown *m, const struct html_node *n)
{
    struct str alt = html_attribute(n, HTML_ALT);
    struct buf address = {0};

    if (html_address(m->at, html_attribute(n, HTML_SRC), &address)) {
        put(m, S("!["));
        put_escaped(m, alt);
        put(m, S("]("));
        put_address(m, buf_str(&address));
        put(m, S(")"));
    } else {
        put_escaped(m, alt);
    }
    buf_release(&address);
}

static const struct {
    struct str name, mark;
} inlines[] = {
    {STR("strong"), STR("**")}, {STR("b"), STR("**")},   {STR("em"), STR("*")},
    {STR("i"), STR("*")},       {STR("del"), STR("~~")}, {STR("s"), STR("~~")},
};

static void walk_inline(struct markdown *m, const struct html_node *n)
{
    struct str name = str_from(n->name), mark = {0};

    if (str_eq(name, S("code"))) {
        walk_code(m, n);
        return;
    }
    if (str_eq(name, S("a"))) {
        walk_link(m, n);
        return;
    }
    for (size_t i = 0; i < sizeof(inlines) / sizeof(*inlines); i++)
        if (str_eq(inlines[i].name, name))
            mark = inlines[i].mark;
    put(m, mark);
    walk_children(m, n);
    put(m, mark);
}

/* What the children's lines begin with, from their second on. */
static void walk_prefixed(struct markdown *m, const struct html_node *n,
                          struct str marker, struct str prefix)
{
    size_t before = m->prefix.len;

    put(m, marker);
    m->fresh = true;
    buf_put(&m->prefix, prefix);
    walk_children(m, n);
    m->prefix.len = before;
    m->fresh = false;
}

static void walk_item(struct markdown *m, const struct html_node *n)
{
    const struct html_node *list = n->parent;
    uint64_t number = 1;
    char marker[32] = "- ";

    begin_block(m, 1);
    if (list->name && str_eq(str_from(list->name), S("ol"))) {
        str_to_u64(html_attribute(list, HTML_START), &number);
        for (const struct html_node *k = list->child; k != n; k = k->next)
            number += k->role == HTML_ITEM;
        snprintf(marker, sizeof(marker), "%llu. ", (unsigned long long)number);
    }
    struct str s = str_from(marker);
    walk_prefixed(m, n, s, str_sub(S("                        "), 0, s.len));
    begin_block(m, 1);
}

static void walk_block(struct markdown *m, const struct html_node *n)
{
    bool quoted = str_eq(str_from(n->name), S("blockquote")) ||
                  html_has_class(n, S("note"));

    begin_block(m, 2);
    if (quoted)
        walk_prefixed(m, n, S("> "), S("> "));
    else
        walk_children(m, n);
    begin_block(m, 2);
}

static void walk_lines(struct markdown *m, const struct html_node *n)
{
    struct str name = str_from(n->name);
    bool title = html_has_class(n, S("note-title")) ||
                 str_eq(name, S("summary")) || str_eq(name, S("dt"));

    begin_block(m, 2);
    if (name.len == 2 && name.ptr[0] == 'h')
        put(m, str_sub(S("###### "), (size_t)('6' - name.ptr[1]), 7));
    put(m, title ? S("**") : S(""));
    walk_children(m, n);
    put(m, title ? S("**") : S(""));
    begin_block(m, 2);
}

static void walk_row(struct markdown *m, const struct html_node *n)
{
    bool first =
        !n->parent || !n->parent->parent ||
        (n->parent->child == n && (n->parent->role == HTML_TABLE ||
                                   n->parent->parent->child == n->parent));
    unsigned cells = 0;

    begin_block(m, 1);
    put(m, S("|"));
    m->in_row = true;
    for (const struct html_node *k = n->child; k; k = k->next) {
        if (k->role != HTML_CELL)
            continue;
        put(m, S(" "));
        walk_children(m, k);
        put(m, S(" |"));
        cells++;
    }
    m->in_row = false;
    if (first) {
        end_line(m);
        put(m, S("|"));
        while (cells--)
            put(m, S(" --- |"));
    }
    begin_block(m, 1);
}

static void walk(struct markdown *m, const struct html_node *n)
{
    switch (n->role) {
    case HTML_TEXT: put_escaped(m, n->text); break;
    case HTML_IMAGE: walk_image(m, n); break;
    case HTML_BREAK:
        put(m, m->in_row ? S(" ") : S("\\"));
        begin_block(m, 1);
        break;
    case HTML_CHECKBOX:
        put(m, html_has_attribute(n, HTML_CHECKED) ? S("[x]") : S("[ ]"));
        break;
    case HTML_INLINE: walk_inline(m, n); break;
    case HTML_RULE:
        begin_block(m, 2);
        put(m, S("---"));
        begin_block(m, 2);
        break;
    case HTML_LINES: walk_lines(m, n); break;
    case HTML_PRE: walk_pre(m, n); break;
    case HTML_BLOCK: walk_block(m, n); break;
    case HTML_LIST:
        begin_block(m, m->prefix.len ? 1 : 2);
        walk_children(m, n);
        begin_block(m, m->prefix.len ? 1 : 2);
        break;
    case HTML_TABLE:
        begin_block(m, 2);
        walk_children(m, n);
        begin_block(m, 2);
        break;
    case HTML_ITEM: walk_item(m, n); break;
    case HTML_ROW: walk_row(m, n); break;
    case HTML_ROOT:
    case HTML_ROWS:
    case HTML_CELL: walk_children(m, n); break;
    }
}

void html_markdown(const struct html_node *root, const struct html_place *at,
                   struct buf *out)
{
    struct markdown m = {.out = out, .at = at};

    walk(&m, root);
    out->failed |= m.prefix.failed;
    buf_release(&m.prefix);
}
