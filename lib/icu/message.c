#include "lib/icu/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/icu/message_parts.h"
#include "lib/utf8.h"

struct parser {
    struct arena *arena;
    struct str text;
    size_t at;
    char *literals; /* all of them together are no longer than the text */
    unsigned depth;
    struct err *e;
};

enum { DEPTH_MAX = 8, BRANCHES_MAX = 100 };

/* An error at byte `at`, counted for people in code points. */
static int fail(struct parser *p, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int fail(struct parser *p, size_t at, const char *format, ...)
{
    char what[256];
    size_t column = utf8_count(str_sub(p->text, 0, at)) + 1;
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    err_set(p->e, ERR_CONTENT, "%s, at column %zu of the text", what, column);
    return err_at(p->e, S(""), 1, (unsigned)column);
}

static void *grow(struct parser *p, void *old, size_t *room, size_t size)
{
    size_t wanted = *room ? *room * 2 : 4;
    void *grown = arena_alloc(p->arena, wanted, size);

    if (!grown)
        return NULL;
    if (*room)
        memcpy(grown, old, *room * size);
    *room = wanted;
    return grown;
}

static struct message_part *add_part(struct parser *p, struct message *m,
                                     enum part_kind kind, struct str text)
{
    if (m->count == m->room) {
        m->parts = grow(p, m->parts, &m->room, sizeof(*m->parts));
        if (!m->parts)
            return NULL;
    }
    m->parts[m->count] = (struct message_part){.kind = kind, .text = text};
    return &m->parts[m->count++];
}

static char peek(const struct parser *p)
{
    return p->at < p->text.len ? p->text.ptr[p->at] : '\0';
}

static void skip_space(struct parser *p)
{
    while (peek(p) && strchr(" \t\r\n", peek(p)))
        p->at++;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

static struct str take_name(struct parser *p)
{
    size_t start;

    skip_space(p);
    for (start = p->at; is_name_char(peek(p));)
        p->at++;

    struct str name = str_sub(p->text, start, p->at - start);

    skip_space(p);
    return name;
}

static bool take(struct parser *p, char c)
{
    if (peek(p) != c || p->at == p->text.len)
        return false;
    p->at++;
    return true;
}

static bool is_syntax(char c, bool in_plural)
{
    return c == '{' || c == '}' || (c == '#' && in_plural);
}

/* Behind an apostrophe: '' is one, '{...' quotes up to the next single one,
 * and any other stands for itself. */
static int parse_apostrophe(struct parser *p, bool in_plural, char *out,
                            size_t *len)
{
    size_t start = p->at - 1;

    if (!is_syntax(peek(p), in_plural)) {
        out[(*len)++] = '\'';
        take(p, '\'');
        return 0;
    }
    while (p->at < p->text.len) {
        char c = p->text.ptr[p->at++];
        if (c == '\'' && !take(p, '\''))
            return 0;
        out[(*len)++] = c;
    }
    return fail(p, start, "the quote opened by an apostrophe has no end");
}

/* Up to the next syntax character, quotes resolved. */
static int parse_literal(struct parser *p, struct message *m, bool in_plural)
{
    size_t len = 0;
    char *out = p->literals;

    while (p->at < p->text.len && !is_syntax(peek(p), in_plural)) {
        char c = p->text.ptr[p->at++];
        if (c != '\'')
            out[len++] = c;
        else if (parse_apostrophe(p, in_plural, out, &len) != 0)
            return -1;
    }
    p->literals += len;
    if (!add_part(p, m, PART_LITERAL, str_of(out, len)))
        return err_no_memory(p->e);
    return 0;
}

static int parse_parts(struct parser *p, struct message *m, bool in_plural);

static int parse_branch_key(struct parser *p, struct message_branch *b,
                            bool is_plural)
{
    static const char *const keywords[] = {"zero", "one",  "two",
                                           "few",  "many", "other"};
    size_t start = p->at;
    uint64_t n;

    b->is_exact = is_plural && take(p, '=');
    b->key = take_name(p);
    if (b->is_exact) {
        if (!str_to_u64(b->key, &n) || n > INT64_MAX)
            return fail(p, start, "'=' needs a whole number behind it");
        b->number = (int64_t)n;
        return 0;
    }
    if (b->key.len == 0)
        return fail(p, start, "a branch begins with its name: other {...}");
    for (size_t i = 0; is_plural; i++) {
        if (i == sizeof(keywords) / sizeof(*keywords))
            return fail(p, start,
                        "unknown plural form '%.*s': use zero, one, two, few, "
                        "many, other or =1",
                        STR_ARG(b->key));
        if (str_eq(b->key, str_from(keywords[i])))
            break;
    }
    return 0;
}

static int parse_branch(struct parser *p, struct message_part *part)
{
    struct message_branch b = {0};
    bool is_plural = part->kind == PART_PLURAL;
    size_t start = p->at;

    if (parse_branch_key(p, &b, is_plural) != 0)
        return -1;
    for (size_t i = 0; i < part->count; i++)
        if (part->branches[i].is_exact == b.is_exact &&
            str_eq(part->branches[i].key, b.key))
            return fail(p, start, "the branch '%.*s' stands twice",
                        STR_ARG(b.key));
    if (part->count == BRANCHES_MAX)
        return fail(p, start, "more than %d branches", BRANCHES_MAX);
    if (!take(p, '{'))
        return fail(p, p->at, "expected '{' behind '%.*s'", STR_ARG(b.key));
    if (parse_parts(p, &b.body, is_plural) != 0)
        return -1;
    if (!take(p, '}'))
        return fail(p, p->at, "expected '}'");
    skip_space(p);
    if (part->count == part->room) {
        part->branches =
            grow(p, part->branches, &part->room, sizeof(*part->branches));
        if (!part->branches)
            return err_no_memory(p->e);
    }
    part->branches[part->count++] = b;
    return 0;
}

static int parse_branches(struct parser *p, struct message_part *part)
{
    size_t start = p->at;

    if (!take(p, ','))
        return fail(p, p->at, "expected ',' and the branches");
    skip_space(p);
    while (p->at < p->text.len && peek(p) != '}')
        if (parse_branch(p, part) != 0)
            return -1;
    for (size_t i = 0; i < part->count; i++)
        if (!part->branches[i].is_exact &&
            str_eq(part->branches[i].key, S("other")))
            return 0;
    return fail(p, start, "a branch 'other' is missing");
}

static int parse_kind(struct parser *p, enum part_kind *kind)
{
    static const struct {
        struct str name;
        enum part_kind kind;
    } kinds[] = {{STR("number"), PART_NUMBER},
                 {STR("date"), PART_DATE},
                 {STR("plural"), PART_PLURAL},
                 {STR("select"), PART_SELECT}};

    skip_space(p);

    size_t start = p->at;
    struct str name = take_name(p);

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (str_eq(name, kinds[i].name)) {
            *kind = kinds[i].kind;
            return 0;
        }
    return fail(p, start,
                "unknown format '%.*s': use number, date, plural or select",
                STR_ARG(name));
}

/* Behind the '{'. */
static int parse_argument(struct parser *p, struct message *m)
{
    enum part_kind kind = PART_ARGUMENT;
    size_t start = p->at - 1;
    struct str name = take_name(p);

    if (name.len == 0)
        return fail(
            p, start,
            "'{' needs a name behind it; a plain brace stands in apostrophes");
    if (take(p, ',') && parse_kind(p, &kind) != 0)
        return -1;

    struct message_part *part = add_part(p, m, kind, name);

    if (!part)
        return err_no_memory(p->e);
    if ((kind == PART_PLURAL || kind == PART_SELECT) &&
        parse_branches(p, part) != 0)
        return -1;
    if (!take(p, '}'))
        return fail(p, p->at, "expected '}' behind '{%.*s'", STR_ARG(name));
    return 0;
}

/* Ends before the '}' that closes it or at the end of the text. */
static int parse_parts(struct parser *p, struct message *m, bool in_plural)
{
    int failed = 0;

    if (++p->depth > DEPTH_MAX)
        return fail(p, p->at, "nested deeper than %d levels", DEPTH_MAX);
    while (!failed && p->at < p->text.len && peek(p) != '}') {
        if (take(p, '{'))
            failed = parse_argument(p, m);
        else if (in_plural && take(p, '#'))
            failed =
                add_part(p, m, PART_COUNT, S("")) ? 0 : err_no_memory(p->e);
        else
            failed = parse_literal(p, m, in_plural);
    }
    p->depth--;
    return failed;
}

int message_parse(struct arena *a, struct str text, const struct message **out,
                  struct err *e)
{
    struct message *m = arena_new(a, struct message, 1);
    struct parser p = {.arena = a, .text = arena_str(a, text), .e = e};

    p.literals = arena_new(a, char, text.len);
    if (!m || a->failed)
        return err_no_memory(e);
    if (parse_parts(&p, m, false) != 0)
        return -1;
    if (p.at < p.text.len)
        return fail(&p, p.at,
                    "'}' without '{'; a plain brace stands in apostrophes");
    *out = m;
    return 0;
}
