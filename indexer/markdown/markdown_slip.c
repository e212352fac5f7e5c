#include "indexer/markdown/markdown_slip.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/utf8.h"

/* How far an address is looked for, and what else keeps the work linear. */
enum { TARGET_BYTES = 400, BRACKETS = 16, RUNS = 64 };

/* "**" or more, at `at`. */
struct stars {
    size_t at, len, line;
    bool opens, closes; /* no blank behind it, before it */
};

/* The source of a block. A code span or a tag is stepped over; whose end is
 * not there is not looked for again. */
struct scan {
    struct markdown *m;
    cmark_node *block;
    struct str s;
    size_t start; /* of `s` in the body */
    size_t at;
    struct str before; /* the line above, behind its signs */
    size_t lines;
    size_t last_tag;  /* behind the last ">" */
    uint64_t no_code; /* runs of so many backticks close nothing */
    size_t brackets[BRACKETS], depth;
    struct stars open; /* its `len` is 0: none */
    bool is_paragraph, is_row, table_told;
};

void slip_tell(struct markdown *m, size_t at, const char *format, ...)
{
    unsigned line, column;
    char text[400];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    places_of(&m->file->places, at, &line, &column);
    markdown_problem(m, CHECK_MARKDOWN_SLIP, line, column, "%s", text);
}

static bool is_blank(struct str s, size_t at)
{
    return at >= s.len || strchr(" \t\r\n", s.ptr[at]);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(struct str s, size_t at)
{
    char c = at < s.len ? s.ptr[at] : ' ';

    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t run_at(struct str s, size_t at)
{
    size_t n = 0;

    while (at + n < s.len && s.ptr[at + n] == s.ptr[at])
        n++;
    return n;
}

static struct str line_at(struct str s, size_t at)
{
    size_t n = 0;

    while (at + n < s.len && s.ptr[at + n] != '\n' && s.ptr[at + n] != '\r')
        n++;
    while (n && strchr(" \t", s.ptr[at + n - 1]))
        n--;
    return str_sub(s, at, n);
}

/* A paragraph's first line begins where cmark-gfm says; the others may have the
 * signs of quotes before them. */
static void begin_line(struct scan *k)
{
    while (k->lines && k->at < k->s.len && strchr(" \t>", k->s.ptr[k->at]))
        k->at++;
    if (!k->is_paragraph)
        return;

    size_t first = (size_t)cmark_node_get_start_line(k->block) - 1;
    struct slip_line line = {
        .text = line_at(k->s, k->at),
        .before = k->before,
        .at = k->start + k->at,
        .line = first + k->lines,
        .alone = cmark_node_get_end_line(k->block) ==
                 cmark_node_get_start_line(k->block),
    };

    slip_check_heading(k->m, &line);
    if (k->lines == 0)
        slip_check_note(k->m, k->block, &line);
    if (!k->table_told)
        k->table_told = slip_check_dashes(k->m, &line);
    k->before = line.text;
}

static bool is_line_feed(struct str s, size_t at)
{
    return at < s.len && s.ptr[at] == '\n';
}

static void end_line(struct scan *k)
{
    bool both = k->s.ptr[k->at] == '\r' && is_line_feed(k->s, k->at + 1);

    k->at += both ? 2 : 1;
    k->lines++;
    if (k->at < k->s.len)
        begin_line(k);
}

/* Lines that begin in what is stepped over are counted, and are none. */
static void step_to(struct scan *k, size_t end)
{
    for (; k->at < end; k->at++) {
        char c = k->s.ptr[k->at];
        bool crlf = c == '\r' && is_line_feed(k->s, k->at + 1);
        if ((c != '\n' && c != '\r') || crlf)
            continue;
        k->lines++;
        k->before = (struct str){0};
    }
}

static void step_over_code(struct scan *k)
{
    size_t n = run_at(k->s, k->at), end = k->at + n, found = 0;

    if (n >= RUNS || (k->no_code >> n & 1)) {
        k->at = end;
        return;
    }
    while (end < k->s.len && found != n) {
        end += str_find(str_skip(k->s, end), '`');
        found = end < k->s.len ? run_at(k->s, end) : 0;
        end += found;
    }
    if (found == n) {
        step_to(k, end);
        return;
    }
    k->no_code |= (uint64_t)1 << n;
    k->at += n;
}

static void step_over_tag(struct scan *k)
{
    char next = k->at + 1 < k->s.len ? k->s.ptr[k->at + 1] : ' ';

    if (k->at >= k->last_tag ||
        !(strchr("/!?", next) || (is_word(k->s, k->at + 1) && !is_digit(next))))
        k->at++;
    else
        step_to(k, markdown_markup_end(k->s, k->at));
}

/* What stands in the parentheses that `line` begins with. */
static struct str in_parentheses(struct str line)
{
    size_t depth = 0;

    for (size_t i = 0; i < line.len; i++) {
        depth += line.ptr[i] == '(';
        depth -= line.ptr[i] == ')';
        if (depth == 0)
            return str_trim(str_sub(line, 1, i ? i - 1 : 0));
    }
    return (struct str){0};
}

/* Behind an address; one in quotes is right, or another slip. */
static bool is_title(struct str s)
{
    return strchr("\"'", s.ptr[0]) ||
           (s.ptr[0] == '(' && str_find(s, ')') == s.len - 1);
}

/* The address in "(my file.md)" when a blank makes it none; {{ x }} is filled
 * in. */
static struct str bad_target(struct str line)
{
    struct str none = {0};
    struct str inside = str_starts(line, S("(")) ? in_parentheses(line) : none;
    size_t n = 0;

    while (n < inside.len && !is_blank(inside, n))
        n++;

    struct str rest = str_trim(str_skip(inside, n));

    if (!rest.len || is_title(rest) || inside.ptr[0] == '<' ||
        str_find(inside, '{') < inside.len)
        return none;
    return str_trim(str_sub(inside, 0, str_search(inside, S(" \""))));
}

static void end_bracket(struct scan *k)
{
    size_t close = k->at++;

    if (k->depth == 0 || k->depth-- > BRACKETS)
        return;

    size_t open = k->brackets[k->depth];
    struct str target =
        bad_target(line_at(str_sub(k->s, close + 1, TARGET_BYTES), 0));

    if (!target.len)
        return;

    bool image = open && k->s.ptr[open - 1] == '!';
    struct str shown = utf8_cut(target, SLIP_SHOWN);

    open -= image;
    slip_tell(k->m, k->start + open,
              "readers see the signs and \"%.*s\", not %s: an address ends at "
              "a blank, so put it into < and >, as in (<%.*s>)",
              STR_ARG(shown), image ? "a picture" : "a link", STR_ARG(shown));
}

static void open_bracket(struct scan *k)
{
    if (k->depth < BRACKETS)
        k->brackets[k->depth] = k->at;
    k->depth++;
    k->at++;
}

/* Are these a pair that has blanks inside? What stands before it did open
 * nothing that it could close; "2 ** 3" is a power. */
static bool is_slip(const struct scan *k, const struct stars *to)
{
    const struct stars *from = &k->open;
    size_t behind = from->at + from->len;
    struct str inside = str_trim(str_sub(k->s, behind, to->at - behind));

    return from->line == to->line && from->len == 2 && to->len == 2 &&
           !(from->opens && to->closes) && inside.len &&
           !is_digit(inside.ptr[0]) &&
           (from->at == 0 || !is_word(k->s, from->at - 1)) &&
           !is_word(k->s, to->at + 2);
}

/* cmark-gfm pairs a sign that closes with the nearest before it that opens. */
static void take_stars(struct scan *k)
{
    struct stars to = {.at = k->at, .len = run_at(k->s, k->at)};

    k->at += to.len;
    if (to.len < 2)
        return;
    to.line = k->lines;
    to.opens = !is_blank(k->s, k->at);
    to.closes = to.at > 0 && !is_blank(k->s, to.at - 1);
    if (k->open.len == 0 || !is_slip(k, &to)) {
        bool pair = k->open.len && k->open.opens && to.closes;
        k->open = pair ? (struct stars){0} : to;
        return;
    }

    size_t behind = k->open.at + 2;
    struct str inside =
        utf8_cut(str_trim(str_sub(k->s, behind, to.at - behind)), SLIP_SHOWN);

    slip_tell(k->m, k->start + k->open.at,
              "readers see the \"**\" round \"%.*s\", not bold words: leave no "
              "blank inside the signs, as in \"**%.*s**\"",
              STR_ARG(inside), STR_ARG(inside));
    k->open.len = 0;
}

static void scan_block(struct scan *k)
{
    begin_line(k);
    while (k->at < k->s.len) {
        switch (k->s.ptr[k->at]) {
        case '\\':
            k->at +=
                k->at + 1 < k->s.len && !strchr("\r\n", k->s.ptr[k->at + 1]);
            k->at++;
            break;
        case '\r':
        case '\n': end_line(k); break;
        case '`': step_over_code(k); break;
        case '<': step_over_tag(k); break;
        case '[': open_bracket(k); break;
        case ']': end_bracket(k); break;
        case '*': take_stars(k); break;
        case '|':
            /* A cell's signs have no part in the next. */
            if (k->is_row)
                k->open.len = k->depth = 0;
            k->at++;
            break;
        default: k->at++;
        }
    }
}

static void check_block(struct markdown *m, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    const char *name = cmark_node_get_type_string(node);
    struct scan k = {.m = m, .block = node};

    k.is_paragraph = type == CMARK_NODE_PARAGRAPH;
    k.is_row =
        strcmp(name, "table_header") == 0 || strcmp(name, "table_row") == 0;
    if (!k.is_paragraph && !k.is_row && type != CMARK_NODE_HEADING)
        return;
    k.s = places_source(&m->file->places, node, &k.start);
    k.last_tag = str_find_last(k.s, '>');
    k.last_tag = k.last_tag < k.s.len ? k.last_tag : 0;
    if (k.s.len)
        scan_block(&k);
}

void markdown_check_slips(struct markdown *m, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE)
        if (cmark_iter_get_event_type(iter) == CMARK_EVENT_ENTER)
            check_block(m, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
}
