#include "server/token_list.h"

#include <string.h>

static const struct scope {
    struct str name;
    unsigned bit;
} scopes[] = {
    {STR("feedback"), SCOPE_FEEDBACK},
    {STR("agents"), SCOPE_AGENTS},
    {STR("search"), SCOPE_SEARCH},
};

enum { SCOPES = sizeof(scopes) / sizeof(scopes[0]) };

unsigned token_scope(struct str name)
{
    for (size_t i = 0; i < SCOPES; i++)
        if (str_eq(name, scopes[i].name))
            return scopes[i].bit;
    return 0;
}

unsigned token_scopes_all(void)
{
    unsigned all = 0;

    for (size_t i = 0; i < SCOPES; i++)
        all |= scopes[i].bit;
    return all;
}

void token_scopes_put(struct buf *out, unsigned bits)
{
    const char *between = "";

    for (size_t i = 0; i < SCOPES; i++) {
        if (!(bits & scopes[i].bit))
            continue;
        buf_text(out, between);
        buf_put(out, scopes[i].name);
        between = ",";
    }
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

bool token_name_is_fine(struct str name)
{
    if (!name.len || name.len > TOKEN_NAME_MAX)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!is_letter_or_digit(name.ptr[i]) &&
            (!name.ptr[i] || !strchr("._-", name.ptr[i])))
            return false;
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Takes the next word off the line; empty when there is none. */
static struct str next_word(struct str *line)
{
    size_t start = 0, end;

    while (start < line->len && is_blank(line->ptr[start]))
        start++;
    end = start;
    while (end < line->len && !is_blank(line->ptr[end]))
        end++;
    struct str word = str_sub(*line, start, end - start);
    *line = str_skip(*line, end);
    return word;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static bool read_hash(struct str hex, uint8_t out[SHA256_SIZE])
{
    if (hex.len != 2 * SHA256_SIZE)
        return false;
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        int high = hex_digit(hex.ptr[2 * i]);
        int low = hex_digit(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

static int read_scopes(struct str list, unsigned *out, struct err *e)
{
    struct str word;

    *out = 0;
    while (str_cut(&list, ',', &word)) {
        unsigned bit = token_scope(word);
        if (!bit)
            return err_set(e, ERR_USAGE,
                           "there is no scope \"%.*s\": expected feedback, "
                           "agents or search, parted by commas",
                           STR_ARG(word));
        *out |= bit;
    }
    return 0;
}

static const struct token *twin_of(const struct token_list *l,
                                   const struct token *t)
{
    const struct token *same = token_list_find(l, t->hash);

    return same ? same : token_list_named(l, str_from(t->name));
}

/* A line that says something. Errors have no place yet. */
static int read_line(struct token_list *l, struct str line, unsigned number,
                     struct err *e)
{
    struct str name = next_word(&line), scope_list = next_word(&line);
    struct str hash = next_word(&line), more = next_word(&line);
    struct token t = {.line = number};

    if (!hash.len || more.len)
        return err_set(e, ERR_USAGE,
                       "expected a name, scopes and a SHA-256, parted by "
                       "blanks");
    if (!token_name_is_fine(name))
        return err_set(e, ERR_USAGE,
                       "a name has 1 to %d letters, digits, dots, dashes and "
                       "underscores",
                       TOKEN_NAME_MAX);
    memcpy(t.name, name.ptr, name.len);
    if (read_scopes(scope_list, &t.scopes, e))
        return -1;
    if (!read_hash(hash, t.hash))
        return err_set(e, ERR_USAGE,
                       "expected a SHA-256 of 64 hex digits behind the scopes");
    const struct token *twin = twin_of(l, &t);
    if (twin)
        return err_set(e, ERR_USAGE,
                       "this name or token stands in line %u already",
                       twin->line);
    if (l->count == TOKENS_MAX)
        return err_set(e, ERR_USAGE, "more than %d tokens", TOKENS_MAX);
    l->tokens[l->count++] = t;
    return 0;
}

static bool says_something(struct str line)
{
    line = str_trim(line);
    return line.len > 0 && line.ptr[0] != '#';
}

static size_t count_lines(struct str text)
{
    struct str line;
    size_t count = 0;

    while (str_cut(&text, '\n', &line))
        count += says_something(line);
    return count < TOKENS_MAX ? count : TOKENS_MAX;
}

int token_list_parse(struct token_list *out, struct str text, struct err *e)
{
    struct token_list l = {0};
    unsigned number = 0;
    struct str line;
    int result = 0;

    *out = (struct token_list){0};
    l.tokens = arena_new(&l.arena, struct token, count_lines(text));
    if (!l.tokens)
        result = err_no_memory(e);
    while (result == 0 && str_cut(&text, '\n', &line)) {
        number++;
        if (says_something(line) && read_line(&l, line, number, e))
            result = err_at(e, (struct str){0}, number, 0);
    }
    if (result)
        token_list_release(&l);
    *out = l;
    return result;
}

void token_list_release(struct token_list *l)
{
    arena_release(&l->arena);
    *l = (struct token_list){0};
}

/* All bytes are looked at, whatever they are. */
static unsigned differs(const uint8_t *a, const uint8_t *b)
{
    unsigned bits = 0;

    for (size_t i = 0; i < SHA256_SIZE; i++)
        bits |= (unsigned)(a[i] ^ b[i]);
    return bits;
}

const struct token *token_list_find(const struct token_list *l,
                                    const uint8_t hash[SHA256_SIZE])
{
    size_t found = 0; /* its place, from 1 */

    for (size_t i = 0; i < l->count; i++) {
        size_t same = (differs(l->tokens[i].hash, hash) - 1u) >> 31;
        found |= (i + 1) & (0 - same);
    }
    return found ? &l->tokens[found - 1] : NULL;
}

const struct token *token_list_named(const struct token_list *l,
                                     struct str name)
{
    for (size_t i = 0; i < l->count; i++)
        if (str_eq(str_from(l->tokens[i].name), name))
            return &l->tokens[i];
    return NULL;
}

bool token_is_ours(struct str token)
{
    return str_starts(token, S(TOKEN_PREFIX));
}

void token_put(struct buf *out, const uint8_t random[TOKEN_RANDOM])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned held = 0, bits = 0;

    buf_text(out, TOKEN_PREFIX);
    for (size_t i = 0; i < TOKEN_RANDOM; i++) {
        held = (held << 8 | random[i]) & 0xFFFF;
        for (bits += 8; bits >= 6; bits -= 6)
            buf_char(out, digits[held >> (bits - 6) & 63]);
    }
    if (bits)
        buf_char(out, digits[held << (6 - bits) & 63]);
}

void token_line_put(struct buf *out, const struct token *t)
{
    buf_text(out, t->name);
    buf_char(out, ' ');
    token_scopes_put(out, t->scopes);
    buf_char(out, ' ');
    for (size_t i = 0; i < SHA256_SIZE; i++)
        buf_fmt(out, "%02x", t->hash[i]);
    buf_char(out, '\n');
}
