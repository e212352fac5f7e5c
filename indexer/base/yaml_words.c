#include "indexer/base/yaml_words.h"

#include <errno.h>

#include "lib/utf8.h"

struct word {
    struct str text;
    enum value_kind kind;
    bool yes;
};

static const struct word words[] = {
    {STR(""), VALUE_NULL, false},      {STR("~"), VALUE_NULL, false},
    {STR("null"), VALUE_NULL, false},  {STR("Null"), VALUE_NULL, false},
    {STR("NULL"), VALUE_NULL, false},  {STR("true"), VALUE_BOOL, true},
    {STR("True"), VALUE_BOOL, true},   {STR("TRUE"), VALUE_BOOL, true},
    {STR("false"), VALUE_BOOL, false}, {STR("False"), VALUE_BOOL, false},
    {STR("FALSE"), VALUE_BOOL, false},
};

static size_t digits(struct str s, size_t at, int base)
{
    while (at < s.len) {
        char c = s.ptr[at];
        bool good =
            (c >= '0' && c <= (base == 8 ? '7' : '9')) ||
            (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
        if (!good)
            break;
        at++;
    }
    return at;
}

static size_t sign(struct str s)
{
    return s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
}

/* 10, 8 or 16 when all of `s` is a whole number, else 0. */
static int integer_base(struct str s)
{
    if (str_starts(s, S("0x")) && s.len > 2 && digits(s, 2, 16) == s.len)
        return 16;
    if (str_starts(s, S("0o")) && s.len > 2 && digits(s, 2, 8) == s.len)
        return 8;
    return s.len > sign(s) && digits(s, sign(s), 10) == s.len ? 10 : 0;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_number(struct str s)
{
    size_t start = sign(s), at = digits(s, start, 10);
    bool whole = at > start;

    if (at < s.len && s.ptr[at] == '.') {
        size_t end = digits(s, at + 1, 10);
        if (!whole && end == at + 1)
            return false;
        at = end;
    } else if (!whole) {
        return false;
    }
    if (at < s.len && (s.ptr[at] == 'e' || s.ptr[at] == 'E')) {
        size_t power = at + 1 + sign(str_skip(s, at + 1));
        size_t end = digits(s, power, 10);
        if (end == power)
            return false;
        at = end;
    }
    return at == s.len;
}

/* ".inf" and ".nan" stay text: JSON could not carry them. */
struct value *yaml_plain(struct arena *a, struct str text)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (str_eq(text, words[i].text))
            return words[i].kind == VALUE_NULL ? value_null(a)
                                               : value_bool(a, words[i].yes);

    int base = integer_base(text);

    if (base) {
        errno = 0;
        long long n = strtoll(text.ptr + (base == 10 ? 0 : 2), NULL, base);
        if (errno == 0)
            return value_integer(a, n);
    }
    if (base == 10 || is_number(text))
        return value_number(a, strtod(text.ptr, NULL));
    return value_text(a, text);
}

/* Rows with a context, or with more asked of the place, stand before the
 * general row of the same problem. */
enum place { ANYWHERE, COLON_BEFORE, TAB_HERE };

static const struct {
    const char *problem, *context; /* beginnings of libyaml's; "" fits all */
    enum place place;
    const char *words;
} messages[] = {
    {"mapping values are not allowed", "", COLON_BEFORE,
     "a ':' and a blank inside the text: put the whole text in quotes"},
    {"mapping values are not allowed", "", ANYWHERE,
     "the line before has no ':' and a blank behind its key, or this line is "
     "indented too far"},
    {"mapping keys are not allowed", "", ANYWHERE,
     "a text cannot begin with '?': put it in quotes"},
    {"block sequence entries are not allowed", "", ANYWHERE,
     "a '-' cannot stand here: a list begins on the line below its key, and a "
     "text that begins with '-' needs quotes"},
    {"found character that cannot start", "", TAB_HERE,
     "a tab: indent with spaces"},
    {"found character that cannot start", "", ANYWHERE,
     "a text cannot begin with this character: put it in quotes"},
    {"found a tab character", "", ANYWHERE, "a tab: indent with spaces"},
    {"could not find expected ':'", "", ANYWHERE,
     "the line before has no ':' and a blank behind its key"},
    {"did not find expected key", "", ANYWHERE,
     "this cannot follow here: quotes inside a text in quotes must be "
     "doubled or of the other kind, and keys of one map begin in the same "
     "column"},
    {"did not find expected '-' indicator", "", ANYWHERE,
     "the items of a list all begin with '-' in the same column"},
    {"did not find expected ',' or ']'", "", ANYWHERE,
     "a list that begins with '[' is not closed with ']', or a ',' is missing"},
    {"did not find expected ',' or '}'", "", ANYWHERE,
     "a map that begins with '{' is not closed with '}', or a ',' is missing"},
    {"did not find expected node content", "", ANYWHERE,
     "a text cannot begin with this character: put it in quotes"},
    {"found unexpected end of stream", "while scanning a quoted", ANYWHERE,
     "a quote is opened and never closed"},
    {"found unexpected document indicator", "", ANYWHERE,
     "a quote is opened and never closed"},
    {"found unknown escape character", "", ANYWHERE,
     "a '\\' in double quotes: write '\\\\', or use single quotes"},
    {"did not find expected hexdecimal", "", ANYWHERE,
     "a '\\' in double quotes: write '\\\\', or use single quotes"},
    {"found invalid Unicode character escape", "", ANYWHERE,
     "this escape is no character: write the character itself"},
    {"did not find expected alphabetic", "while scanning an alias", ANYWHERE,
     "a text cannot begin with '*': put it in quotes"},
    {"did not find expected alphabetic", "while scanning an anchor", ANYWHERE,
     "a text cannot begin with '&': put it in quotes"},
    {"", "while scanning a tag", ANYWHERE,
     "a text cannot begin with '!': put it in quotes"},
    {"", "while parsing a tag", ANYWHERE,
     "a text cannot begin with '!': put it in quotes"},
    {"found undefined tag handle", "", ANYWHERE,
     "a text cannot begin with '!': put it in quotes"},
    {"", "while scanning a block scalar", ANYWHERE,
     "a text that begins with '|' or '>' stands on the lines below, indented; "
     "or put it in quotes"},
    {"did not find expected <document start>", "", ANYWHERE,
     "this line cannot follow: all keys begin in the same column"},
    {"", "while scanning a directive", ANYWHERE,
     "a line cannot begin with '%': put the text in quotes"},
    {"control characters are not allowed", "", ANYWHERE,
     "a control character that nobody can see: delete it"},
    {"invalid ", "", ANYWHERE, "this is not UTF-8: save the file as UTF-8"},
    {"incomplete UTF-8", "", ANYWHERE,
     "this is not UTF-8: save the file as UTF-8"},
};

static struct str line_of(struct str text, size_t line)
{
    struct str piece = {0};

    for (size_t i = 0; i <= line; i++)
        if (!str_cut(&text, '\n', &piece))
            return (struct str){0};
    return piece;
}

/* Byte offset of a column in code points. */
static size_t offset_of(struct str line, size_t column)
{
    size_t at = 0;

    while (column-- > 0 && at < line.len)
        utf8_next(line, &at, NULL);
    return at;
}

static bool fits_place(enum place place, struct str line, size_t at)
{
    switch (place) {
    case ANYWHERE: return true;
    case COLON_BEFORE: return str_find(str_sub(line, 0, at), ':') < at;
    case TAB_HERE: return at < line.len && line.ptr[at] == '\t';
    }
    return false;
}

enum { LINE_SHOWN = 120 };

/* The commonest mistake: how the very line should be written. False when that
 * is not sure, or too long to read. */
static bool put_in_quotes(struct str line, char *out, size_t size,
                          const char *what)
{
    line = str_trim(line);

    size_t colon = str_search(line, S(": "));
    struct str key = str_sub(line, 0, colon);
    struct str value = str_trim(str_skip(line, colon + 2));
    bool has_double =
        str_find(value, '"') < value.len || str_find(value, '\\') < value.len;
    const char *quote = has_double ? "'" : "\"";

    if (!value.len || line.len > LINE_SHOWN ||
        str_search(value, S(" #")) < value.len ||
        (has_double && str_find(value, '\'') < value.len))
        return false;
    snprintf(out, size, "%s, like this: %.*s: %s%.*s%s", what, STR_ARG(key),
             quote, STR_ARG(value), quote);
    return true;
}

void yaml_words(const char *problem, const char *context, struct str text,
                size_t line, size_t column, char *out, size_t size)
{
    struct str what = str_from(problem), doing = str_from(context);
    struct str here = line_of(text, line);
    size_t at = offset_of(here, column);

    for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
        if (str_starts(what, str_from(messages[i].problem)) &&
            str_starts(doing, str_from(messages[i].context)) &&
            fits_place(messages[i].place, here, at)) {
            if (messages[i].place != COLON_BEFORE ||
                !put_in_quotes(here, out, size, messages[i].words))
                snprintf(out, size, "%s", messages[i].words);
            return;
        }
    }
    snprintf(out, size, "YAML: %.*s", STR_ARG(what));
}

static size_t line_end(struct str text, size_t at)
{
    while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
        at++;
    return at;
}

/* The column of what follows "key:", or 0 when the line is not that key's. */
static unsigned value_column(struct str line, struct str key)
{
    struct str rest = str_skip(line, key.len);
    size_t colon = str_find(rest, ':');

    if (!str_starts(line, key) || colon == rest.len ||
        str_trim(str_sub(rest, 0, colon)).len)
        return 0;
    size_t at = key.len + colon + 1;
    while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t'))
        at++;
    return (unsigned)at + 1;
}

struct lines {
    struct str text;
    size_t at;
    unsigned number;
};

static bool next_line(struct lines *l, struct str *line)
{
    if (l->at >= l->text.len)
        return false;
    size_t end = line_end(l->text, l->at);
    *line = str_sub(l->text, l->at, end - l->at);
    l->at = end + (str_starts(str_skip(l->text, end), S("\r\n")) ? 2 : 1);
    l->number++;
    return true;
}

/* Goes behind the line of the key. */
static bool find_key(struct lines *l, struct str key, unsigned *line,
                     unsigned *column)
{
    struct str here;

    *line = *column = 1;
    while (next_line(l, &here)) {
        unsigned found = value_column(here, key);
        if (found) {
            *line = l->number;
            *column = found;
            return true;
        }
    }
    return false;
}

void yaml_key_place(struct str text, struct str key, unsigned *line,
                    unsigned *column)
{
    struct lines l = {.text = text};

    find_key(&l, key, line, column);
}

static size_t blanks_before(struct str line)
{
    size_t n = 0;

    while (n < line.len && line.ptr[n] == ' ')
        n++;
    return n;
}

static bool is_item(struct str rest)
{
    return str_eq(rest, S("-")) || str_starts(rest, S("- "));
}

void yaml_item_place(struct str text, struct str key, size_t index,
                     struct str member, unsigned *line, unsigned *column)
{
    struct lines l = {.text = text};
    struct str here;
    size_t dash = 0, inside = 0, items = 0;

    if (!find_key(&l, key, line, column))
        return;
    while (next_line(&l, &here)) {
        size_t at = blanks_before(here);
        struct str rest = str_skip(here, at);
        if (rest.len == 0 || rest.ptr[0] == '#')
            continue;
        if (items ? at < dash || (at == dash && !is_item(rest))
                  : !is_item(rest))
            return;
        if (items == 0 || at == dash) {
            if (items++ > index)
                return;
            dash = at;
            inside = at + 1 + blanks_before(str_skip(rest, 1));
        }
        if (items != index + 1)
            continue;
        if (at == dash) {
            *line = l.number;
            *column = (unsigned)inside + 1;
        }
        unsigned found = at != dash && at != inside
                             ? 0
                             : value_column(str_skip(here, inside), member);
        if (found && member.len) {
            *line = l.number;
            *column = (unsigned)inside + found;
            return;
        }
    }
}
