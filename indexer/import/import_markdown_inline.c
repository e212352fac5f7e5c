#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "indexer/import/import_scan.h"

/* The line as far as a sign may reach: long lines cost no more. */
static struct str near_line(const struct import_scan *s)
{
    struct str near = str_sub(s->rest, 0, TAG_BYTES);

    return str_sub(near, 0, str_find(near, '\n'));
}

/* The signs of templates in `text`, replaced. */
void import_scan_expand(struct import_scan *s, struct str text, struct buf *out)
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
static void scan_target(struct import_scan *s)
{
    struct str behind = str_skip(s->rest, 2);
    size_t length = target_length(behind);
    bool is_image = s->open && s->images[--s->open];
    struct buf raw = {0};

    if (!length) {
        import_scan_copy(s, 2);
        return;
    }
    import_scan_expand(s, str_sub(behind, 0, length), &raw);
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
    import_scan_put_target(s, address, is_image);
    if (title.len)
        buf_fmt(s->out, " %.*s", STR_ARG(title));
    buf_char(s->out, ')');
    s->out->failed |= raw.failed;
    buf_release(&raw);
    import_scan_pass(s, 2 + length + 1);
}

/* "[name]: address" at the start of a line. */
bool import_scan_reference(struct import_scan *s)
{
    struct str line = import_scan_this_line(s);
    size_t end = str_search(line, S("]:"));
    struct str address = str_trim(str_skip(line, end + 2)), title;
    struct buf raw = {0};

    if (!str_starts(line, S("[")) || str_starts(line, S("[^")) ||
        end == line.len || end > 200 || !address.len)
        return false;
    import_scan_expand(s, address, &raw);
    address = buf_str(&raw);
    title = str_skip(address, str_find(address, ' '));
    address = str_sub(address, 0, str_find(address, ' '));
    if (str_starts(address, S("<")) && str_ends(address, S(">")))
        address = str_sub(address, 1, address.len - 2);
    buf_put(s->out, str_sub(line, 0, end + 2));
    buf_char(s->out, ' ');
    import_scan_put_target(s, address, false);
    buf_put(s->out, title);
    s->out->failed |= raw.failed;
    buf_release(&raw);
    import_scan_pass(s, line.len);
    return true;
}

size_t import_scan_run_length(struct str s, char c)
{
    size_t n = 0;

    while (n < s.len && s.ptr[n] == c)
        n++;
    return n;
}

/* A code span is copied whole; where it does not end, its signs are. */
static void scan_code(struct import_scan *s)
{
    size_t count = import_scan_run_length(s->rest, '`');
    struct str line = near_line(s);

    for (size_t i = count; i < line.len;) {
        size_t run = import_scan_run_length(str_skip(line, i), '`');
        if (run == count) {
            import_scan_copy(s, i + run);
            return;
        }
        i += run ? run : 1;
    }
    import_scan_copy(s, count);
}

/* A comment or an {expression} of MDX. {#name} is a heading's. */
static bool scan_braces(struct import_scan *s)
{
    struct str line = near_line(s);
    bool comment = str_starts(line, S("{/*"));
    size_t end = comment ? str_search(line, S("*/}")) + 2 : str_find(line, '}');

    if (!s->marks->has_jsx || str_starts(line, S("{#")) ||
        !(comment || s->is_mdx) || end >= line.len)
        return false;
    if (!comment)
        import_scan_lost(s, "an {expression} of MDX", S(""), "");
    import_scan_pass(s, end + 1);
    return true;
}

/* What was written before this line. */
static struct str line_before(const struct import_scan *s)
{
    struct str all =
        str_sub(buf_str(s->out), 0, s->line_start ? s->line_start - 1 : 0);
    size_t end = str_find_last(all, '\n');

    return str_skip(all, end < all.len ? end + 1 : 0);
}

/* {: .class} says how it looks; {: #name} names a heading. */
static bool scan_kramdown(struct import_scan *s)
{
    struct str line = near_line(s);
    size_t end = str_find(line, '}'), name = str_find(line, '#');
    struct str before = S("");

    if (!s->marks->has_kramdown || end == line.len ||
        !str_starts(line, S("{:")))
        return false;
    if (import_scan_at_start(s) && name < end)
        before = line_before(s);
    if (str_starts(before, S("#"))) {
        struct str id = str_sub(line, name + 1, end - name - 1);
        size_t heading = (size_t)(before.ptr - s->out->ptr);
        s->out->len = s->line_start - 1; /* behind the heading's line */
        id = str_sub(id, 0, str_find(id, ' '));
        buf_fmt(s->out, " {#%.*s}", STR_ARG(id));
        s->line_start = heading;
    }
    import_scan_pass(s, end + 1);
    return true;
}

static bool scan_brace(struct import_scan *s)
{
    size_t used = 0;
    char next = s->rest.len > 1 ? s->rest.ptr[1] : ' ';

    if (s->marks->sign && (next == '{' || next == '%'))
        used = s->marks->sign(s->im, s->p, s->rest, s->line, s->out);
    if (used)
        import_scan_pass(s, used);
    return used || scan_kramdown(s) || scan_braces(s);
}

static void scan_bracket(struct import_scan *s, bool is_image)
{
    if (s->open < OPEN_MAX)
        s->images[s->open++] = is_image;
    import_scan_copy(s, is_image ? 2 : 1);
}

/* Up to the line's end, or further where something goes on. */
void import_scan_inline(struct import_scan *s)
{
    s->open = 0;
    while (s->rest.len && s->rest.ptr[0] != '\n') {
        char c = s->rest.ptr[0], next = s->rest.len > 1 ? s->rest.ptr[1] : ' ';
        if (c == '\\' && next != '\n')
            import_scan_copy(s, 2);
        else if (c == '`')
            scan_code(s);
        else if (c == '[' || (c == '!' && next == '['))
            scan_bracket(s, c == '!');
        else if (c == ']' && next == '(')
            scan_target(s);
        else if (c == ']') {
            s->open -= s->open > 0;
            import_scan_copy(s, 1);
        } else if (c == '<')
            import_scan_tag(s);
        else if (c != '{' || !scan_brace(s))
            import_scan_copy(s, 1);
    }
}
