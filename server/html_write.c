#include "server/html_forms.h"

static bool has_scheme(struct str s)
{
    static const struct str schemes[] = {STR("https:"), STR("http:"),
                                         STR("mailto:"), STR("tel:")};

    for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
        if (str_eq_nocase(str_sub(s, 0, schemes[i].len), schemes[i]))
            return true;
    return false;
}

bool html_address(const struct html_place *at, struct str value,
                  struct buf *out)
{
    struct str s = str_trim(value);

    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ')
            return false;
    if (str_starts(s, S("#")))
        buf_put(out, at->url);
    else if (str_starts(s, S("/")) && !str_starts(s, S("//")))
        buf_put(out, at->origin);
    else if (!has_scheme(s))
        return false;
    buf_put(out, s);
    return true;
}

static void put_value(struct buf *out, enum html_attribute_name name,
                      struct str value)
{
    buf_fmt(out, " %s", html_attribute_names[name]);
    if (!value.len && name != HTML_ALT)
        return;
    buf_text(out, "=\"");
    buf_html(out, value);
    buf_char(out, '"');
}

static void put_attributes(const struct html_node *n,
                           const struct html_place *at, struct buf *out)
{
    for (int i = 0; i < HTML_ATTRIBUTES; i++) {
        enum html_attribute_name name = (enum html_attribute_name)i;
        struct str value = html_attribute(n, name);
        struct buf address = {0};
        if (!html_has_attribute(n, name))
            continue;
        if (name != HTML_HREF && name != HTML_SRC)
            put_value(out, name, value);
        else if (html_address(at, value, &address))
            put_value(out, name, buf_str(&address));
        out->failed |= address.failed;
        buf_release(&address);
    }
}

static bool is_single(enum html_role role)
{
    return role == HTML_IMAGE || role == HTML_BREAK || role == HTML_RULE ||
           role == HTML_CHECKBOX;
}

static void write_node(const struct html_node *n, const struct html_place *at,
                       struct buf *out)
{
    if (n->role == HTML_TEXT) {
        buf_html(out, n->text);
        return;
    }
    if (n->name) {
        buf_fmt(out, "<%s", n->name);
        put_attributes(n, at, out);
        buf_char(out, '>');
    }
    for (const struct html_node *k = n->child; k; k = k->next)
        write_node(k, at, out);
    if (n->name && !is_single(n->role))
        buf_fmt(out, "</%s>", n->name);
    if (n->role >= HTML_LINES && n->role != HTML_CELL)
        buf_char(out, '\n');
}

void html_write(const struct html_node *root, const struct html_place *at,
                struct buf *out)
{
    write_node(root, at, out);
}
