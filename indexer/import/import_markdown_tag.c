#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "indexer/import/import_scan.h"

static void link_of(void *context, struct str address, bool is_image,
                    unsigned line, struct buf *out)
{
    struct import_scan *s = context;

    import_link(s->im, s->p, address, is_image, s->line + line - 1, out);
}

static bool is_aimed_at(void *context, struct str anchor)
{
    struct import_scan *s = context;

    return map_get(&s->im->anchors, anchor) != NULL;
}

static void lost_of(void *context, unsigned line, struct str what)
{
    struct import_scan *s = context;

    import_lost(s->im, s->p, s->line + line - 1, what);
}

/* The bytes up to behind the end tag that belongs to the start tag, 0: none. */
static size_t element_length(struct import_scan *s, const struct html_tag *tag)
{
    struct str rest = str_skip(s->rest, tag->length);
    unsigned depth = 1;

    while (!s->no_end[tag->kind]) {
        size_t at = str_find(rest, '<');
        rest = str_skip(rest, at);
        if (!rest.len)
            break;
        bool is_end = str_starts(rest, S("</"));
        struct str name = str_sub(rest, is_end ? 2 : 1, tag->name.len);
        struct str behind = str_skip(rest, (is_end ? 2 : 1) + name.len);
        bool is_same = str_eq_nocase(name, tag->name) && behind.len &&
                       !isalnum((unsigned char)behind.ptr[0]);
        depth = !is_same ? depth : is_end ? depth - 1 : depth + 1;
        rest = str_skip(rest, 1);
        if (depth == 0)
            return s->rest.len - rest.len + str_find(rest, '>') + 1;
    }
    s->no_end[tag->kind] = true;
    return 0;
}

/* Tables and lists in HTML hold HTML only: they are read as that. */
static bool scan_element(struct import_scan *s, const struct html_tag *tag)
{
    size_t length = element_length(s, tag);
    const struct html_asked asked = {s, link_of, is_aimed_at, lost_of};
    struct buf text = {0};
    struct str line, all;

    if (!length)
        return false;
    if (tag->kind != KIND_DROPPED) {
        const struct html_part *root =
            import_html_parse(&s->im->arena, str_sub(s->rest, 0, length));
        if (root)
            import_html_markdown(root, &asked, &text);
    }
    if (text.len && !import_scan_at_start(s))
        import_scan_new_line(s);
    if (text.len && !(import_scan_at_start(s) && s->was_blank))
        import_scan_new_line(s);
    all = import_without(buf_str(&text), S("\n"));
    for (bool first = true; all.len && str_cut(&all, '\n', &line);
         first = false) {
        if (!first)
            import_scan_new_line(s);
        buf_put(s->out, line);
    }
    s->out->failed |= text.failed;
    buf_release(&text);
    import_scan_pass(s, length);
    return true;
}

static const struct {
    enum html_kind kind;
    const char *mark; /* of start and end alike */
} marks[] = {
    {KIND_STRONG, "**"}, {KIND_EM, "*"},       {KIND_DEL, "~~"},
    {KIND_CODE, "`"},    {KIND_BREAK, "<br>"},
};

static void scan_link_tag(struct import_scan *s, const struct html_tag *tag)
{
    struct str id = tag->fields[FIELD_ID].len ? tag->fields[FIELD_ID]
                                              : tag->fields[FIELD_NAME];

    if (!tag->is_end && id.len)
        s->anchor = id;
    if (!tag->is_end && s->link_count < OPEN_MAX) {
        s->links[s->link_count++] = str_trim(tag->fields[FIELD_HREF]);
        if (tag->fields[FIELD_HREF].len)
            buf_char(s->out, '[');
    } else if (tag->is_end && s->link_count) {
        struct buf address = {0};
        import_scan_expand(s, s->links[--s->link_count], &address);
        if (s->links[s->link_count].len) {
            buf_text(s->out, "](");
            import_scan_put_target(s, buf_str(&address), false);
            buf_char(s->out, ')');
        }
        buf_release(&address);
    }
}

static void scan_shown(struct import_scan *s, const struct html_tag *tag)
{
    bool is_image = tag->kind == KIND_IMAGE;
    struct str title = tag->fields[is_image ? FIELD_ALT : FIELD_TITLE];
    struct buf raw = {0}, address = {0};

    import_scan_expand(s, tag->fields[FIELD_SRC], &raw);
    if (!tag->is_end && raw.len) {
        buf_text(s->out, is_image ? "![" : "[");
        import_put_text(s->out, is_image || title.len ? title : S("Video"),
                        false, false);
        buf_text(s->out, "](");
        if (is_image)
            buf_put(&address, buf_str(&raw));
        else
            import_media_address(buf_str(&raw), &address);
        import_scan_put_target(s, buf_str(&address), is_image);
        buf_char(s->out, ')');
    } else if (!tag->is_end && is_image) {
        import_scan_lost(s, "an image without an address", S(""), "");
    }
    s->out->failed |= raw.failed || address.failed;
    buf_release(&raw);
    buf_release(&address);
}

static bool is_block(enum html_kind kind)
{
    return kind == KIND_BLOCK || kind == KIND_PARAGRAPH ||
           kind == KIND_HEADING || kind == KIND_TERM || kind == KIND_ITEM ||
           kind == KIND_QUOTE || kind == KIND_LIST || kind == KIND_CAPTION ||
           (kind >= KIND_TABLE && kind <= KIND_CELL);
}

/* Text that stood in such a tag is a paragraph of its own. */
static void scan_block(struct import_scan *s, const struct html_tag *tag)
{
    if (tag->is_end)
        s->blocks -= s->blocks > 0;
    else
        s->blocks++;
    if (!import_scan_at_start(s) || !s->was_blank) {
        if (!import_scan_at_start(s))
            import_scan_new_line(s);
        import_scan_new_line(s);
    }
    if (!tag->is_end && tag->kind == KIND_HEADING)
        for (char c = '0'; c <= tag->name.ptr[1]; c++)
            buf_char(s->out, c < tag->name.ptr[1] ? '#' : ' ');
    else if (!tag->is_end && tag->kind == KIND_ITEM)
        buf_text(s->out, "- ");
    else if (!tag->is_end && tag->kind == KIND_QUOTE)
        import_scan_lost(s, "the tag <", tag->name, ">");
}

static bool is_component(struct str name)
{
    return name.len && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z';
}

/* The value of name="value" or name={'value'} in a tag. */
static struct str value_in(struct str tag, const char *name)
{
    size_t at = str_search(tag, str_from(name));
    struct str rest = str_skip(tag, at + strlen(name));
    char quote;

    if (at == tag.len)
        return S("");
    if (str_starts(rest, S("{")))
        rest = str_skip(rest, 1);
    quote = rest.len ? rest.ptr[0] : ' ';
    if (quote != '"' && quote != '\'' && quote != '`')
        return S("");
    rest = str_skip(rest, 1);
    return str_sub(rest, 0, str_find(rest, quote));
}

/* <Tabs> and <TabItem> are what Gabay writes with two comments and headings. */
static bool scan_tabs(struct import_scan *s, const struct html_tag *tag)
{
    struct str label;

    if (str_eq(tag->name, S("Tabs"))) {
        import_scan_new_line(s);
        buf_text(s->out, tag->is_end ? "<!-- /tabs -->" : "<!-- tabs -->");
        import_scan_new_line(s);
        return true;
    }
    if (!str_eq(tag->name, S("TabItem")))
        return false;
    label = value_in(str_sub(s->rest, 0, tag->length), "label=");
    if (!label.len)
        label = value_in(str_sub(s->rest, 0, tag->length), "value=");
    import_scan_new_line(s);
    if (!tag->is_end && label.len) {
        int level = s->level < 2 ? 3 : s->level < 6 ? s->level + 1 : 6;
        for (int i = 0; i < level; i++)
            buf_char(s->out, '#');
        buf_fmt(s->out, " %.*s", STR_ARG(label));
        import_scan_new_line(s);
    }
    return true;
}

static void scan_component(struct import_scan *s, const struct html_tag *tag)
{
    if (!scan_tabs(s, tag) && !tag->is_end)
        import_scan_lost(s, "the component <", tag->name, ">");
}

static void scan_one_tag(struct import_scan *s, const struct html_tag *tag)
{
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (marks[i].kind == tag->kind) {
            buf_text(s->out, marks[i].mark);
            return;
        }
    if (tag->kind == KIND_LINK)
        scan_link_tag(s, tag);
    else if (tag->kind == KIND_IMAGE || tag->kind == KIND_MEDIA)
        scan_shown(s, tag);
    else if (tag->kind == KIND_DETAILS || tag->kind == KIND_SUMMARY ||
             tag->kind == KIND_KBD)
        buf_fmt(s->out, "<%s%.*s>", tag->is_end ? "/" : "", STR_ARG(tag->name));
    else if (tag->kind == KIND_RULE)
        buf_text(s->out, "---");
    else if (is_block(tag->kind))
        scan_block(s, tag);
    else if (tag->kind == KIND_UNKNOWN && !tag->is_end)
        import_scan_lost(s, "the tag <", tag->name, ">");
}

static bool scan_comment(struct import_scan *s)
{
    size_t end;

    if (!str_starts(s->rest, S("<!--")) || s->no_comment_end)
        return false;
    end = str_search(s->rest, S("-->"));
    s->no_comment_end = end == s->rest.len;
    if (s->no_comment_end)
        return false;
    import_scan_copy(s, end + 3);
    return true;
}

void import_scan_tag(struct import_scan *s)
{
    struct str text = str_sub(s->rest, 0, TAG_BYTES);
    struct html_tag tag = import_html_tag(&s->im->arena, text);
    bool whole = tag.length && text.ptr[tag.length - 1] == '>' &&
                 memchr(tag.name.ptr, ':', tag.name.len) == NULL &&
                 memchr(tag.name.ptr, '@', tag.name.len) == NULL;

    if (scan_comment(s))
        return;
    if (!whole || (tag.kind == KIND_UNKNOWN && !is_component(tag.name) &&
                   str_search(tag.name, S(".")) < tag.name.len)) {
        import_scan_copy(s, 1);
        return;
    }
    if (!tag.is_end &&
        (tag.kind == KIND_TABLE || tag.kind == KIND_LIST ||
         tag.kind == KIND_DROPPED || tag.kind == KIND_PRE) &&
        scan_element(s, &tag))
        return;
    if (s->marks->has_jsx && is_component(tag.name))
        scan_component(s, &tag);
    else
        scan_one_tag(s, &tag);
    import_scan_pass(s, tag.length);
}
