#include "indexer/import/toml.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/base/err_place.h"
#include "lib/utf8.h"

struct reader {
    struct arena *arena;
    struct str text;
    size_t at;
    size_t keys;
    struct err *err;
};

static int fail(struct reader *r, const char *what)
{
    err_set(r->err, ERR_CONTENT, "this TOML cannot be read: %s", what);
    return err_place(r->err, S(""), r->text, r->at, 1);
}

static char peek(const struct reader *r)
{
    return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

static bool take(struct reader *r, struct str s)
{
    if (!str_starts(str_skip(r->text, r->at), s))
        return false;
    r->at += s.len;
    return true;
}

static void skip_blanks(struct reader *r)
{
    while (peek(r) == ' ' || peek(r) == '\t')
        r->at++;
}

static void skip_comment(struct reader *r)
{
    if (peek(r) == '#')
        r->at += str_find(str_skip(r->text, r->at), '\n');
}

/* Over line ends and comments too. */
static void skip_all(struct reader *r)
{
    for (;;) {
        skip_blanks(r);
        skip_comment(r);
        if (peek(r) != '\n' && peek(r) != '\r')
            return;
        r->at++;
    }
}

static int end_line(struct reader *r)
{
    skip_blanks(r);
    skip_comment(r);
    take(r, S("\r"));
    if (r->at < r->text.len && !take(r, S("\n")))
        return fail(r, "something stands behind the value; one key a line");
    return 0;
}

static const struct {
    char letter, stands_for;
} escapes[] = {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'b', ' '},
               {'f', ' '},  {'"', '"'},  {'\\', '\\'}};

static bool put_code_point(struct reader *r, size_t digits, struct buf *out)
{
    struct str hex = str_sub(r->text, r->at, digits);
    uint32_t n = 0;
    char bytes[4];

    for (size_t i = 0; i < hex.len; i++) {
        char c = hex.ptr[i];
        if (!isxdigit((unsigned char)c))
            return false;
        n = n * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    r->at += hex.len;
    if (hex.len < digits || n == 0)
        return false;
    buf_add(out, bytes, utf8_put(n, bytes));
    return true;
}

/* Behind the backslash. In texts of several lines one may end a line. */
static int read_escape(struct reader *r, bool many, struct buf *out)
{
    char c = peek(r);

    r->at++;
    for (size_t i = 0; i < sizeof(escapes) / sizeof(*escapes); i++)
        if (escapes[i].letter == c) {
            buf_char(out, escapes[i].stands_for);
            return 0;
        }
    if ((c == 'u' && put_code_point(r, 4, out)) ||
        (c == 'U' && put_code_point(r, 8, out)))
        return 0;
    if (many && (c == '\n' || c == '\r' || c == ' ')) {
        while (isspace((unsigned char)peek(r)))
            r->at++;
        return 0;
    }
    return fail(r, "an unknown sign behind '\\'; write '\\\\' for a backslash");
}

static int read_text(struct reader *r, struct buf *out)
{
    char quote = peek(r);
    struct str three = quote == '"' ? S("\"\"\"") : S("'''");
    bool many = take(r, three);

    if (!many)
        r->at++;
    else if (!take(r, S("\n")))
        take(r, S("\r\n"));
    for (; r->at < r->text.len;) {
        char c = peek(r);
        if (many && take(r, three)) {
            while (peek(r) == quote) { /* """a"""" ends in a quote */
                buf_char(out, quote);
                r->at++;
            }
            return 0;
        }
        if (!many && c == '\n')
            break;
        r->at++;
        if (!many && c == quote)
            return 0;
        if (c == '\\' && quote == '"') {
            if (read_escape(r, many, out))
                return -1;
        } else {
            buf_char(out, c);
        }
    }
    return fail(r, "quotes that are opened and never closed");
}

static struct str read_quoted(struct reader *r, int *result)
{
    struct buf out = {0};
    struct str text;

    *result = read_text(r, &out);
    text = buf_copy(&out, r->arena);
    buf_release(&out);
    return text;
}

static bool is_bare(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || (c & 0x80);
}

static int read_key(struct reader *r, struct str *key)
{
    size_t start = r->at;
    int result = 0;

    if (peek(r) == '"' || peek(r) == '\'') {
        *key = read_quoted(r, &result);
        return result;
    }
    while (is_bare(peek(r)) && r->at < r->text.len)
        r->at++;
    *key = str_sub(r->text, start, r->at - start);
    return key->len ? 0 : fail(r, "a key is missing here; write key = value");
}

/* The table of that name in `map`, made if it is not there; of an array of
 * tables the last. */
static struct value *enter(struct reader *r, struct value *map, struct str key)
{
    struct value *found = NULL;

    for (size_t i = 0; i < map->map.count; i++)
        if (str_eq(map->map.members[i].key, key))
            found = map->map.members[i].value;
    if (found && found->kind == VALUE_LIST && found->list.count)
        found = found->list.items[found->list.count - 1];
    if (found && found->kind != VALUE_MAP) {
        fail(r, "a key is used as a table and as a value");
        return NULL;
    }
    if (!found) {
        found = value_map(r->arena);
        if (found)
            value_add(r->arena, map, arena_str(r->arena, key), found);
    }
    if (++r->keys > TOML_KEYS) {
        fail(r, "too many keys");
        return NULL;
    }
    return r->arena->failed ? NULL : found;
}

/* "a.b.c": enters a and b, leaves c in `*key`. */
static struct value *read_path(struct reader *r, struct value *map,
                               struct str *key)
{
    unsigned depth = 0;

    for (;;) {
        skip_blanks(r);
        if (read_key(r, key))
            return NULL;
        skip_blanks(r);
        if (!take(r, S(".")))
            return map;
        if (++depth > TOML_DEPTH) {
            fail(r, "too many tables in each other");
            return NULL;
        }
        map = enter(r, map, *key);
        if (!map)
            return NULL;
    }
}

static struct value *read_value(struct reader *r, unsigned depth);

static int read_pair(struct reader *r, struct value *map, unsigned depth)
{
    struct str key = {0};
    struct value *v;

    map = read_path(r, map, &key);
    if (!map)
        return -1;
    if (!take(r, S("=")))
        return fail(r, "'=' is missing behind the key");
    if (value_get(map, key))
        return fail(r, "a key stands here twice; keep one of them");
    if (++r->keys > TOML_KEYS)
        return fail(r, "too many keys");
    skip_blanks(r);
    v = read_value(r, depth + 1);
    if (v)
        value_add(r->arena, map, arena_str(r->arena, key), v);
    return v ? 0 : -1;
}

static struct value *read_list(struct reader *r, unsigned depth)
{
    struct value *list = value_list(r->arena);

    r->at++;
    for (;;) {
        skip_all(r);
        if (take(r, S("]")))
            return list;
        struct value *item = list ? read_value(r, depth + 1) : NULL;
        if (!item)
            return NULL;
        value_push(r->arena, list, item);
        skip_all(r);
        if (!take(r, S(",")) && peek(r) != ']') {
            fail(r, "a ',' or ']' is missing");
            return NULL;
        }
    }
}

static struct value *read_inline(struct reader *r, unsigned depth)
{
    struct value *map = value_map(r->arena);

    r->at++;
    skip_all(r);
    if (take(r, S("}")) || !map)
        return map;
    for (;;) {
        skip_all(r);
        if (read_pair(r, map, depth))
            return NULL;
        skip_all(r);
        if (take(r, S("}")))
            return map;
        if (!take(r, S(","))) {
            fail(r, "a ',' or '}' is missing");
            return NULL;
        }
    }
}

/* A number if it is one; a date and all else stay text. */
static struct value *read_word(struct reader *r)
{
    size_t start = r->at;
    char digits[40], *end;
    size_t n = 0;

    while (r->at < r->text.len && (is_bare(peek(r)) || strchr("+.:", peek(r))))
        r->at++;
    struct str word = str_sub(r->text, start, r->at - start);
    if (str_eq(word, S("true")) || str_eq(word, S("false")))
        return value_bool(r->arena, word.len == 4);
    /* "2024-05-31 18:00" is one time. */
    if (word.len == 10 && word.ptr[4] == '-' && peek(r) == ' ' &&
        r->at + 1 < r->text.len &&
        isdigit((unsigned char)r->text.ptr[r->at + 1])) {
        r->at++;
        while (r->at < r->text.len &&
               (is_bare(peek(r)) || strchr("+.:", peek(r))))
            r->at++;
        word = str_sub(r->text, start, r->at - start);
    }
    for (size_t i = 0; i < word.len && n + 1 < sizeof(digits); i++)
        if (word.ptr[i] != '_')
            digits[n++] = word.ptr[i];
    digits[n] = '\0';
    if (!word.len ||
        !(isdigit((unsigned char)word.ptr[0]) || strchr("+-.", word.ptr[0]))) {
        fail(r, "a value is missing here, or a text without quotes round it");
        return NULL;
    }
    long long whole = strtoll(digits, &end, 10);
    if (*end == '\0')
        return value_integer(r->arena, whole);
    double number = strtod(digits, &end);
    if (*end == '\0' && isfinite(number))
        return value_number(r->arena, number);
    return value_text(r->arena, arena_str(r->arena, word));
}

static struct value *read_value(struct reader *r, unsigned depth)
{
    int result = 0;
    char c = peek(r);

    if (depth > TOML_DEPTH) {
        fail(r, "too many lists or tables in each other");
        return NULL;
    }
    if (c == '"' || c == '\'') {
        struct str text = read_quoted(r, &result);
        return result ? NULL : value_text(r->arena, text);
    }
    if (c == '[')
        return read_list(r, depth);
    if (c == '{')
        return read_inline(r, depth);
    return read_word(r);
}

/* Behind "[[": a new table in the array of that name. */
static struct value *add_table(struct reader *r, struct value *map,
                               struct str key)
{
    struct value *list = NULL, *table = value_map(r->arena);

    for (size_t i = 0; i < map->map.count; i++)
        if (str_eq(map->map.members[i].key, key))
            list = map->map.members[i].value;
    if (list && list->kind != VALUE_LIST) {
        fail(r, "a key is used as a table and as a list of tables");
        return NULL;
    }
    if (!list) {
        list = value_list(r->arena);
        value_add(r->arena, map, arena_str(r->arena, key), list);
    }
    value_push(r->arena, list, table);
    if (++r->keys > TOML_KEYS) {
        fail(r, "too many tables");
        return NULL;
    }
    return table;
}

static struct value *read_header(struct reader *r, struct value *root)
{
    bool many = take(r, S("[["));
    struct str key = {0};
    struct value *map;

    if (!many)
        r->at++;
    map = read_path(r, root, &key);
    if (!map)
        return NULL;
    if (!take(r, many ? S("]]") : S("]"))) {
        fail(r, "']' is missing behind the table's name");
        return NULL;
    }
    map = many ? add_table(r, map, key) : enter(r, map, key);
    return map && end_line(r) == 0 ? map : NULL;
}

static int read_lines(struct reader *r, struct value *root)
{
    struct value *table = root;

    for (;;) {
        skip_all(r);
        if (r->at >= r->text.len)
            return 0;
        if (peek(r) == '[') {
            table = read_header(r, root);
            if (!table)
                return -1;
        } else if (read_pair(r, table, 0) || end_line(r)) {
            return -1;
        }
    }
}

struct value *toml_parse(struct arena *a, struct str text, struct err *e)
{
    struct reader r = {.arena = a, .text = text, .err = e};
    struct value *root = value_map(a);

    if (text.len > TOML_BYTES) {
        err_set(e, ERR_CONTENT, "this TOML is larger than %d bytes",
                TOML_BYTES);
        return NULL;
    }
    if (utf8_check(text) != text.len || memchr(text.ptr, '\0', text.len)) {
        err_set(e, ERR_CONTENT, "this TOML is not UTF-8 text");
        return NULL;
    }
    if (root && read_lines(&r, root) == 0 && !a->failed)
        return root;
    if (a->failed)
        err_no_memory(e);
    return NULL;
}
