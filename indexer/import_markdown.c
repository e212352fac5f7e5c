#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "indexer/import.h"
#include "indexer/import_html.h"

enum { LINK_BYTES = 4096, TAG_BYTES = 2000, OPEN_MAX = 32, NOTES_MAX = 8 };

struct scan {
    struct import *im;
    struct import_page *p;
    const struct import_marks *marks;
    struct buf *out;
    struct str rest; /* from the sign that is looked at */
    unsigned line;
    size_t line_start; /* in `out` */
    char fence;        /* '`' or '~' while in fenced code */
    unsigned fence_len;
    bool was_blank, in_list, is_mdx;
    unsigned notes;        /* how deep in ::: */
    unsigned blocks;       /* how deep in tags like <div> */
    int level;             /* of the last heading */
    bool images[OPEN_MAX]; /* of each open '[': is it an image's? */
    unsigned open;
    struct str links[OPEN_MAX]; /* of each open <a> */
    unsigned link_count;
    struct str anchor; /* of an empty <a id="x">, for the next heading */
    bool no_comment_end;
    bool no_end[KIND_DROPPED + 1]; /* of such a tag nothing more ends */
};

static void pass(struct scan *s, size_t n)
{
    struct str passed = str_sub(s->rest, 0, n);

    for (size_t i = 0; i < passed.len; i++)
        s->line += passed.ptr[i] == '\n';
    s->rest = str_skip(s->rest, n);
}

static void copy(struct scan *s, size_t n)
{
    buf_put(s->out, str_sub(s->rest, 0, n));
    pass(s, n);
}

static struct str this_line(const struct scan *s)
{
    return str_sub(s->rest, 0, str_find(s->rest, '\n'));
}

static bool at_start(const struct scan *s)
{
    return str_trim(str_skip(buf_str(s->out), s->line_start)).len == 0;
}

static void lost(struct scan *s, const char *before, struct str name,
                 const char *after)
{
    struct str what =
        arena_fmt(&s->im->arena, "%s%.*s%s", before, STR_ARG(name), after);

    import_lost(s->im, s->p, s->line, what);
}

static void put_prefix(struct scan *s)
{
    s->line_start = s->out->len;
    for (unsigned i = 0; i < s->notes; i++)
        buf_text(s->out, "> ");
}

static void new_line(struct scan *s)
{
    buf_char(s->out, '\n');
    put_prefix(s);
}

static void put_target(struct scan *s, struct str address, bool is_image)
{
    struct buf found = {0};

    import_link(s->im, s->p, address, is_image, s->line, &found);
    import_put_address(s->out, buf_str(&found));
    s->out->failed |= found.failed;
    buf_release(&found);
}

/* The signs of templates in `text`, replaced. */
static void expand(struct scan *s, struct str text, struct buf *out)
{
    while (text.len) {
        size_t at = 0, used = 0;
        while (at < text.len && !(text.ptr[at] == '{' && at + 1 < text.len &&
                                  strchr("{%", text.ptr[at + 1])))
            at++;
        buf_put(out, str_sub(text, 0, at));
        text = str_skip(text, at);
        if (text.len && s->marks->sign)
            used = s->marks->sign(s->im, s->p, text, s->line, out);
        if (text.len && !used) {
            buf_char(out, text.ptr[0]);
            used = 1;
        }
        text = str_skip(text, used);
    }
}

/* The length up to the ')' of "](...)"; 0: there is none. */
static size_t target_length(struct str s)
{
    unsigned depth = 0;
    char quote = 0;

    for (size_t i = 0; i < s.len && i < LINK_BYTES && s.ptr[i] != '\n'; i++) {
        char c = s.ptr[i];
        if (c == '\\')
            i++;
        else if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' && i && strchr(" {%<", s.ptr[i - 1]))
            quote = c;
        else if (c == '(')
            depth++;
        else if (c == ')' && depth-- == 0)
            return i;
    }
    return 0;
}

/* "](" stands at the start of the rest. */
static void scan_target(struct scan *s)
{
    struct str behind = str_skip(s->rest, 2);
    size_t length = target_length(behind);
    bool is_image = s->open && s->images[--s->open];
    struct buf raw = {0};

    if (!length) {
        copy(s, 2);
        return;
    }
    expand(s, str_sub(behind, 0, length), &raw);
    struct str text = str_trim(buf_str(&raw)), address, title;
    if (str_starts(text, S("<")) && str_find(text, '>') < text.len) {
        size_t end = str_find(text, '>');
        address = str_sub(text, 1, end - 1);
        title = str_trim(str_skip(text, end + 1));
    } else {
        size_t end = str_search(text, S(" \""));
        size_t single = str_search(text, S(" '"));
        end = single < end ? single : end;
        address = str_sub(text, 0, end);
        title = str_trim(str_skip(text, end));
    }
    /* Docusaurus: pathname:///a.pdf is no page. */
    if (str_starts(address, S("pathname://")))
        address = str_skip(address, 11);
    buf_text(s->out, "](");
    put_target(s, address, is_image);
    if (title.len)
        buf_fmt(s->out, " %.*s", STR_ARG(title));
    buf_char(s->out, ')');
    s->out->failed |= raw.failed;
    buf_release(&raw);
    pass(s, 2 + length + 1);
}

/* "[name]: address" at the start of a line. */
static bool scan_reference(struct scan *s)
{
    struct str line = this_line(s);
    size_t end = str_search(line, S("]:"));
    struct str address = str_trim(str_skip(line, end + 2)), title;
    struct buf raw = {0};

    if (!str_starts(line, S("[")) || str_starts(line, S("[^")) ||
        end == line.len || end > 200 || !address.len)
        return false;
    expand(s, address, &raw);
    address = buf_str(&raw);
    title = str_skip(address, str_find(address, ' '));
    address = str_sub(address, 0, str_find(address, ' '));
    if (str_starts(address, S("<")) && str_ends(address, S(">")))
        address = str_sub(address, 1, address.len - 2);
    buf_put(s->out, str_sub(line, 0, end + 2));
    buf_char(s->out, ' ');
    put_target(s, address, false);
    buf_put(s->out, title);
    s->out->failed |= raw.failed;
    buf_release(&raw);
    pass(s, line.len);
    return true;
}

static size_t run_length(struct str s, char c)
{
    size_t n = 0;

    while (n < s.len && s.ptr[n] == c)
        n++;
    return n;
}

/* A code span is copied whole; where it does not end, its signs are. */
static void scan_code(struct scan *s)
{
    size_t count = run_length(s->rest, '`');
    struct str line = this_line(s);

    for (size_t i = count; i < line.len;) {
        size_t run = run_length(str_skip(line, i), '`');
        if (run == count) {
            copy(s, i + run);
            return;
        }
        i += run ? run : 1;
    }
    copy(s, count);
}

/* Tags in Markdown. */

static void link_of(void *context, struct str address, bool is_image,
                    unsigned line, struct buf *out)
{
    struct scan *s = context;

    import_link(s->im, s->p, address, is_image, s->line + line - 1, out);
}

static bool is_aimed_at(void *context, struct str anchor)
{
    struct scan *s = context;

    return map_get(&s->im->anchors, anchor) != NULL;
}

static void lost_of(void *context, unsigned line, struct str what)
{
    struct scan *s = context;

    import_lost(s->im, s->p, s->line + line - 1, what);
}

/* The bytes up to behind the end tag that belongs to the start tag, 0: none. */
static size_t element_length(struct scan *s, const struct html_tag *tag)
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
static bool scan_element(struct scan *s, const struct html_tag *tag)
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
    if (text.len && !at_start(s))
        new_line(s);
    if (text.len && !(at_start(s) && s->was_blank))
        new_line(s);
    all = import_without(buf_str(&text), S("\n"));
    for (bool first = true; all.len && str_cut(&all, '\n', &line);
         first = false) {
        if (!first)
            new_line(s);
        buf_put(s->out, line);
    }
    s->out->failed |= text.failed;
    buf_release(&text);
    pass(s, length);
    return true;
}

static const struct {
    enum html_kind kind;
    const char *mark; /* of start and end alike */
} marks[] = {
    {KIND_STRONG, "**"}, {KIND_EM, "*"},       {KIND_DEL, "~~"},
    {KIND_CODE, "`"},    {KIND_BREAK, "<br>"},
};

static void scan_link_tag(struct scan *s, const struct html_tag *tag)
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
        expand(s, s->links[--s->link_count], &address);
        if (s->links[s->link_count].len) {
            buf_text(s->out, "](");
            put_target(s, buf_str(&address), false);
            buf_char(s->out, ')');
        }
        buf_release(&address);
    }
}

static void scan_shown(struct scan *s, const struct html_tag *tag)
{
    bool is_image = tag->kind == KIND_IMAGE;
    struct str title = tag->fields[is_image ? FIELD_ALT : FIELD_TITLE];
    struct buf raw = {0}, address = {0};

    expand(s, tag->fields[FIELD_SRC], &raw);
    if (!tag->is_end && raw.len) {
        buf_text(s->out, is_image ? "![" : "[");
        import_put_text(s->out, is_image || title.len ? title : S("Video"),
                        false, false);
        buf_text(s->out, "](");
        if (is_image)
            buf_put(&address, buf_str(&raw));
        else
            import_media_address(buf_str(&raw), &address);
        put_target(s, buf_str(&address), is_image);
        buf_char(s->out, ')');
    } else if (!tag->is_end && is_image) {
        lost(s, "an image without an address", S(""), "");
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
static void scan_block(struct scan *s, const struct html_tag *tag)
{
    if (tag->is_end)
        s->blocks -= s->blocks > 0;
    else
        s->blocks++;
    if (!at_start(s) || !s->was_blank) {
        if (!at_start(s))
            new_line(s);
        new_line(s);
    }
    if (!tag->is_end && tag->kind == KIND_HEADING)
        for (char c = '0'; c <= tag->name.ptr[1]; c++)
            buf_char(s->out, c < tag->name.ptr[1] ? '#' : ' ');
    else if (!tag->is_end && tag->kind == KIND_ITEM)
        buf_text(s->out, "- ");
    else if (!tag->is_end && tag->kind == KIND_QUOTE)
        lost(s, "the tag <", tag->name, ">");
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
static bool scan_tabs(struct scan *s, const struct html_tag *tag)
{
    struct str label;

    if (str_eq(tag->name, S("Tabs"))) {
        new_line(s);
        buf_text(s->out, tag->is_end ? "<!-- /tabs -->" : "<!-- tabs -->");
        new_line(s);
        return true;
    }
    if (!str_eq(tag->name, S("TabItem")))
        return false;
    label = value_in(str_sub(s->rest, 0, tag->length), "label=");
    if (!label.len)
        label = value_in(str_sub(s->rest, 0, tag->length), "value=");
    new_line(s);
    if (!tag->is_end && label.len) {
        int level = s->level < 2 ? 3 : s->level < 6 ? s->level + 1 : 6;
        for (int i = 0; i < level; i++)
            buf_char(s->out, '#');
        buf_fmt(s->out, " %.*s", STR_ARG(label));
        new_line(s);
    }
    return true;
}

static void scan_component(struct scan *s, const struct html_tag *tag)
{
    if (!scan_tabs(s, tag) && !tag->is_end)
        lost(s, "the component <", tag->name, ">");
}

static void scan_one_tag(struct scan *s, const struct html_tag *tag)
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
        lost(s, "the tag <", tag->name, ">");
}

static bool scan_comment(struct scan *s)
{
    size_t end;

    if (!str_starts(s->rest, S("<!--")) || s->no_comment_end)
        return false;
    end = str_search(s->rest, S("-->"));
    s->no_comment_end = end == s->rest.len;
    if (s->no_comment_end)
        return false;
    copy(s, end + 3);
    return true;
}

static void scan_tag(struct scan *s)
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
        copy(s, 1);
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
    pass(s, tag.length);
}

/* A comment or an {expression} of MDX. {#name} is a heading's. */
static bool scan_braces(struct scan *s)
{
    struct str line = str_sub(this_line(s), 0, TAG_BYTES);
    bool comment = str_starts(line, S("{/*"));
    size_t end = comment ? str_search(line, S("*/}")) + 2 : str_find(line, '}');

    if (!s->marks->has_jsx || str_starts(line, S("{#")) ||
        !(comment || s->is_mdx) || end >= line.len)
        return false;
    if (!comment)
        lost(s, "an {expression} of MDX", S(""), "");
    pass(s, end + 1);
    return true;
}

/* {: .class} says how it looks; {: #name} names a heading. */
static bool scan_kramdown(struct scan *s)
{
    struct str line = str_sub(this_line(s), 0, TAG_BYTES);
    size_t end = str_find(line, '}'), name = str_find(line, '#');
    struct str before =
        str_sub(buf_str(s->out), 0, s->line_start ? s->line_start - 1 : 0);

    before = str_skip(before, str_find_last(before, '\n') < before.len
                                  ? str_find_last(before, '\n') + 1
                                  : 0);
    if (!s->marks->has_kramdown || end == line.len ||
        !(str_starts(line, S("{:")) || str_starts(line, S("{::"))))
        return false;
    if (at_start(s) && name < end && str_starts(before, S("#"))) {
        struct str id = str_sub(line, name + 1, end - name - 1);
        size_t heading = (size_t)(before.ptr - s->out->ptr);
        s->out->len = s->line_start - 1; /* behind the heading's line */
        id = str_sub(id, 0, str_find(id, ' '));
        buf_fmt(s->out, " {#%.*s}", STR_ARG(id));
        s->line_start = heading;
    }
    pass(s, end + 1);
    return true;
}

static bool scan_brace(struct scan *s)
{
    size_t used = 0;
    char next = s->rest.len > 1 ? s->rest.ptr[1] : ' ';

    if (s->marks->sign && (next == '{' || next == '%'))
        used = s->marks->sign(s->im, s->p, s->rest, s->line, s->out);
    if (used)
        pass(s, used);
    return used || scan_kramdown(s) || scan_braces(s);
}

static void scan_bracket(struct scan *s, bool is_image)
{
    if (s->open < OPEN_MAX)
        s->images[s->open++] = is_image;
    copy(s, is_image ? 2 : 1);
}

/* Up to the line's end, or further where something goes on. */
static void scan_inline(struct scan *s)
{
    s->open = 0;
    while (s->rest.len && s->rest.ptr[0] != '\n') {
        char c = s->rest.ptr[0], next = s->rest.len > 1 ? s->rest.ptr[1] : ' ';
        if (c == '\\' && next != '\n')
            copy(s, 2);
        else if (c == '`')
            scan_code(s);
        else if (c == '[' || (c == '!' && next == '['))
            scan_bracket(s, c == '!');
        else if (c == ']' && next == '(')
            scan_target(s);
        else if (c == ']') {
            s->open -= s->open > 0;
            copy(s, 1);
        } else if (c == '<')
            scan_tag(s);
        else if (c != '{' || !scan_brace(s))
            copy(s, 1);
    }
}

/* Lines. */

static const struct {
    struct str name;
    const char *kind;
} kinds[] = {
    {STR("note"), "NOTE"},       {STR("info"), "NOTE"},
    {STR("secondary"), "NOTE"},  {STR("tip"), "TIP"},
    {STR("success"), "TIP"},     {STR("important"), "IMPORTANT"},
    {STR("warning"), "WARNING"}, {STR("caution"), "CAUTION"},
    {STR("danger"), "CAUTION"},
};

static const char *note_kind(struct str name)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (str_eq(kinds[i].name, name))
            return kinds[i].kind;
    return NULL;
}

static void end_note(struct scan *s)
{
    s->notes -= s->notes > 0;
    s->out->len = s->line_start;
    put_prefix(s);
    pass(s, this_line(s).len);
}

static void begin_note(struct scan *s, const char *kind, struct str title)
{
    s->out->len = s->line_start;
    if (s->notes < NOTES_MAX)
        s->notes++;
    put_prefix(s);
    buf_fmt(s->out, "[!%s]%s%.*s", kind, title.len ? " " : "", STR_ARG(title));
    pass(s, this_line(s).len);
}

/* The system's own way to begin and end one. */
static bool scan_own_note(struct scan *s)
{
    struct str title = {0};
    const char *kind =
        s->marks->note ? s->marks->note(str_trim(this_line(s)), &title) : NULL;

    if (kind && *kind)
        begin_note(s, kind, title);
    else if (kind)
        end_note(s);
    return kind != NULL;
}

/* ":::tip[Title]", ":::tip Title" and ":::". */
static bool scan_note(struct scan *s)
{
    struct str line = str_trim(this_line(s)), name = line, title;
    size_t colons = run_length(line, ':'), end = 0;
    const char *kind;

    if (!s->marks->has_notes || colons < 3)
        return false;
    name = str_trim(str_skip(line, colons));
    if (!name.len) {
        end_note(s);
        return true;
    }
    while (end < name.len && isalpha((unsigned char)name.ptr[end]))
        end++;
    title = str_trim(str_skip(name, end));
    name = str_sub(name, 0, end);
    if (str_starts(title, S("[")))
        title = str_sub(title, 1, str_find(title, ']') - 1);
    if (str_starts(title, S("{")))
        title = S("");
    kind = note_kind(name);
    if (!kind)
        lost(s, "the kind of a note, ':::", name, "'");
    begin_note(s, kind ? kind : "NOTE", title);
    return true;
}

static bool scan_fence(struct scan *s)
{
    struct str line = this_line(s), text = str_trim(line);
    char sign;
    size_t count;

    while (!s->fence && text.len &&
           (text.ptr[0] == '>' || ((text.ptr[0] == '-' || text.ptr[0] == '*') &&
                                   text.len > 1 && text.ptr[1] == ' ')))
        text = str_trim(str_skip(text, 1));
    sign = text.len ? text.ptr[0] : ' ';
    count = run_length(text, sign);
    if (s->fence) {
        if (sign == s->fence && count >= s->fence_len && count == text.len)
            s->fence = 0;
        copy(s, line.len);
        return true;
    }
    if ((sign != '`' && sign != '~') || count < 3 ||
        (sign == '`' && memchr(text.ptr + count, '`', text.len - count)))
        return false;
    s->fence = sign;
    s->fence_len = (unsigned)count;
    copy(s, line.len);
    return true;
}

/* "import x from 'y'" up to an empty line. */
static bool scan_import(struct scan *s)
{
    struct str line = this_line(s);

    if (!s->marks->has_jsx || !s->was_blank ||
        !(str_starts(line, S("import ")) || str_starts(line, S("export "))) ||
        (str_find(line, '\'') == line.len && str_find(line, '"') == line.len &&
         str_find(line, '=') == line.len && str_find(line, '{') == line.len))
        return false;
    lost(s, "an ", str_sub(line, 0, 6), " of MDX");
    while (s->rest.len && str_trim(this_line(s)).len)
        pass(s, this_line(s).len + 1);
    s->was_blank = true;
    return true;
}

/* "* TOC" and "{:toc}": Gabay lists the headings itself. */
static bool scan_contents(struct scan *s)
{
    struct str line = this_line(s), next = str_skip(s->rest, line.len + 1);

    next = str_trim(str_sub(next, 0, str_find(next, '\n')));
    if (!s->marks->has_kramdown || !str_starts(next, S("{:")) ||
        str_search(next, S("toc")) == next.len || line.len > 40)
        return false;
    pass(s, line.len + 1);
    pass(s, this_line(s).len);
    return true;
}

static bool starts_list(struct str text)
{
    size_t i = 0;

    if (text.len > 1 && strchr("-*+", text.ptr[0]) && text.ptr[1] == ' ')
        return true;
    while (i < text.len && isdigit((unsigned char)text.ptr[i]))
        i++;
    return i && i + 1 < text.len && (text.ptr[i] == '.' || text.ptr[i] == ')');
}

static void scan_line(struct scan *s)
{
    struct str line = this_line(s), text = str_trim(line);
    size_t indent = 0;

    while (indent < line.len &&
           (line.ptr[indent] == ' ' || line.ptr[indent] == '\t'))
        indent += line.ptr[indent] == '\t' ? 4 : 1;
    if (scan_fence(s) || scan_note(s) || scan_own_note(s) || scan_import(s) ||
        scan_contents(s))
        return;
    if (starts_list(text))
        s->in_list = true;
    else if (!indent && text.len && s->was_blank)
        s->in_list = false;
    if (indent >= 4 && (s->was_blank || s->blocks) && !s->in_list) {
        if (!s->blocks && text.len && text.ptr[0] != '<') {
            copy(s, line.len);
            return;
        }
        pass(s, text.len ? (size_t)(text.ptr - line.ptr) : line.len);
    }
    if (str_starts(text, S("#")))
        s->level = (int)run_length(text, '#');
    if (!scan_reference(s))
        scan_inline(s);
    if (str_starts(text, S("#")) && s->anchor.len) {
        while (s->out->len && s->out->ptr[s->out->len - 1] == ' ')
            s->out->len--;
        if (str_search(text, S("{#")) == text.len)
            buf_fmt(s->out, " {#%.*s}", STR_ARG(s->anchor));
        s->anchor = S("");
    }
}

/* White space at the end of what was written since `start`. */
static void trim_line(struct scan *s, size_t start)
{
    struct buf *out = s->out;

    while (out->len > start &&
           (out->ptr[out->len - 1] == '\r' ||
            (out->ptr[out->len - 1] == ' ' && !s->fence &&
             (s->notes || at_start(s) || out->len < start + 2 ||
              out->ptr[out->len - 2] != ' '))))
        out->len--;
}

void import_markdown(struct import *im, struct import_page *p,
                     const struct import_marks *m, struct buf *out)
{
    struct scan s = {.im = im,
                     .p = p,
                     .marks = m,
                     .out = out,
                     .rest = p->body,
                     .line = p->line ? p->line : 1,
                     .was_blank = true};

    s.is_mdx =
        m->has_jsx && (str_starts(p->body, S("import ")) ||
                       str_search(p->body, S("\nimport ")) < p->body.len);
    while (s.rest.len) {
        size_t start = out->len;
        bool was_code = s.fence != 0, was_blank = s.was_blank;
        put_prefix(&s);
        scan_line(&s);
        trim_line(&s, start);
        s.was_blank = at_start(&s) ||
                      str_eq(str_skip(buf_str(out), s.line_start), S(">"));
        /* One empty line is enough, but in code. */
        if (!s.was_blank || !was_blank || was_code || out->len > start)
            buf_char(out, '\n');
        pass(&s, 1);
    }
}
