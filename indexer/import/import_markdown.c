#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "indexer/import/import_scan.h"

void import_scan_pass(struct import_scan *s, size_t n)
{
    struct str passed = str_sub(s->rest, 0, n);

    for (size_t i = 0; i < passed.len; i++)
        s->line += passed.ptr[i] == '\n';
    s->rest = str_skip(s->rest, n);
}

void import_scan_copy(struct import_scan *s, size_t n)
{
    buf_put(s->out, str_sub(s->rest, 0, n));
    import_scan_pass(s, n);
}

struct str import_scan_this_line(const struct import_scan *s)
{
    return str_sub(s->rest, 0, str_find(s->rest, '\n'));
}

bool import_scan_at_start(const struct import_scan *s)
{
    return str_trim(str_skip(buf_str(s->out), s->line_start)).len == 0;
}

void import_scan_lost(struct import_scan *s, const char *before,
                      struct str name, const char *after)
{
    struct str what =
        arena_fmt(&s->im->arena, "%s%.*s%s", before, STR_ARG(name), after);

    import_lost(s->im, s->p, s->line, what);
}

static void put_prefix(struct import_scan *s)
{
    s->line_start = s->out->len;
    for (unsigned i = 0; i < s->notes; i++)
        buf_text(s->out, "> ");
}

void import_scan_new_line(struct import_scan *s)
{
    buf_char(s->out, '\n');
    put_prefix(s);
}

void import_scan_put_target(struct import_scan *s, struct str address,
                            bool is_image)
{
    struct buf found = {0};

    import_link(s->im, s->p, address, is_image, s->line, &found);
    import_put_address(s->out, buf_str(&found));
    s->out->failed |= found.failed;
    buf_release(&found);
}

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

static void end_note(struct import_scan *s)
{
    s->notes -= s->notes > 0;
    s->out->len = s->line_start;
    put_prefix(s);
    import_scan_pass(s, import_scan_this_line(s).len);
}

static void begin_note(struct import_scan *s, const char *kind,
                       struct str title)
{
    s->out->len = s->line_start;
    if (s->notes < NOTES_MAX)
        s->notes++;
    put_prefix(s);
    buf_fmt(s->out, "[!%s]%s%.*s", kind, title.len ? " " : "", STR_ARG(title));
    import_scan_pass(s, import_scan_this_line(s).len);
}

/* The system's own way to begin and end one. */
static bool scan_own_note(struct import_scan *s)
{
    struct str title = {0};
    const char *kind =
        s->marks->note
            ? s->marks->note(str_trim(import_scan_this_line(s)), &title)
            : NULL;

    if (kind && *kind)
        begin_note(s, kind, title);
    else if (kind)
        end_note(s);
    return kind != NULL;
}

/* ":::tip[Title]", ":::tip Title" and ":::". */
static bool scan_note(struct import_scan *s)
{
    struct str line = str_trim(import_scan_this_line(s)), name = line, title;
    size_t colons = import_scan_run_length(line, ':'), end = 0;
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
        import_scan_lost(s, "the kind of a note, ':::", name, "'");
    begin_note(s, kind ? kind : "NOTE", title);
    return true;
}

static bool scan_fence(struct import_scan *s)
{
    struct str line = import_scan_this_line(s), text = str_trim(line);
    char sign;
    size_t count;

    while (!s->fence && text.len &&
           (text.ptr[0] == '>' || ((text.ptr[0] == '-' || text.ptr[0] == '*') &&
                                   text.len > 1 && text.ptr[1] == ' ')))
        text = str_trim(str_skip(text, 1));
    sign = text.len ? text.ptr[0] : ' ';
    count = import_scan_run_length(text, sign);
    if (s->fence) {
        if (sign == s->fence && count >= s->fence_len && count == text.len)
            s->fence = 0;
        import_scan_copy(s, line.len);
        return true;
    }
    if ((sign != '`' && sign != '~') || count < 3 ||
        (sign == '`' && memchr(text.ptr + count, '`', text.len - count)))
        return false;
    s->fence = sign;
    s->fence_len = (unsigned)count;
    import_scan_copy(s, line.len);
    return true;
}

/* "import x from 'y'" up to an empty line. */
static bool scan_import(struct import_scan *s)
{
    struct str line = import_scan_this_line(s);

    if (!s->marks->has_jsx || !s->was_blank ||
        !(str_starts(line, S("import ")) || str_starts(line, S("export "))) ||
        (str_find(line, '\'') == line.len && str_find(line, '"') == line.len &&
         str_find(line, '=') == line.len && str_find(line, '{') == line.len))
        return false;
    import_scan_lost(s, "an ", str_sub(line, 0, 6), " of MDX");
    while (s->rest.len && str_trim(import_scan_this_line(s)).len)
        import_scan_pass(s, import_scan_this_line(s).len + 1);
    s->was_blank = true;
    return true;
}

/* "* TOC" and "{:toc}": Gabay lists the headings itself. */
static bool scan_contents(struct import_scan *s)
{
    struct str line = import_scan_this_line(s),
               next = str_skip(s->rest, line.len + 1);

    next = str_trim(str_sub(next, 0, str_find(next, '\n')));
    if (!s->marks->has_kramdown || !str_starts(next, S("{:")) ||
        str_search(next, S("toc")) == next.len || line.len > 40)
        return false;
    import_scan_pass(s, line.len + 1);
    import_scan_pass(s, import_scan_this_line(s).len);
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

static void scan_line(struct import_scan *s)
{
    struct str line = import_scan_this_line(s), text = str_trim(line);
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
            import_scan_copy(s, line.len);
            return;
        }
        import_scan_pass(s,
                         text.len ? (size_t)(text.ptr - line.ptr) : line.len);
    }
    if (str_starts(text, S("#")))
        s->level = (int)import_scan_run_length(text, '#');
    if (!import_scan_reference(s))
        import_scan_inline(s);
    if (str_starts(text, S("#")) && s->anchor.len) {
        while (s->out->len && s->out->ptr[s->out->len - 1] == ' ')
            s->out->len--;
        if (str_search(text, S("{#")) == text.len)
            buf_fmt(s->out, " {#%.*s}", STR_ARG(s->anchor));
        s->anchor = S("");
    }
}

/* White space at the end of what was written since `start`. */
static void trim_line(struct import_scan *s, size_t start)
{
    struct buf *out = s->out;

    while (out->len > start &&
           (out->ptr[out->len - 1] == '\r' ||
            (out->ptr[out->len - 1] == ' ' && !s->fence &&
             (s->notes || import_scan_at_start(s) || out->len < start + 2 ||
              out->ptr[out->len - 2] != ' '))))
        out->len--;
}

void import_markdown(struct import *im, struct import_page *p,
                     const struct import_marks *m, struct buf *out)
{
    struct import_scan s = {.im = im,
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
        s.was_blank = import_scan_at_start(&s) ||
                      str_eq(str_skip(buf_str(out), s.line_start), S(">"));
        /* One empty line is enough, but in code. */
        if (!s.was_blank || !was_blank || was_code || out->len > start)
            buf_char(out, '\n');
        import_scan_pass(&s, 1);
    }
}
