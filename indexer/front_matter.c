#include "indexer/front_matter.h"

#include <errno.h>
#include <stddef.h>

#include "indexer/yaml.h"
#include "indexer/yaml_words.h"
#include "lib/buf.h"
#include "lib/records/articles_table.h"
#include "lib/records/columns.h"
#include "lib/timestamp.h"
#include "lib/utf8.h"

/* Takes a line off `*rest`, without its end: "\n", "\r\n" or "\r". */
static bool cut_line(struct str *rest, struct str *line)
{
    if (rest->len == 0)
        return false;

    size_t n = 0;

    while (n < rest->len && rest->ptr[n] != '\n' && rest->ptr[n] != '\r')
        n++;
    *line = str_sub(*rest, 0, n);
    *rest = str_skip(*rest, n);
    *rest = str_skip(*rest, str_starts(*rest, S("\r\n")) ? 2 : 1);
    return true;
}

static bool is_fence(struct str line, struct str fence)
{
    return str_starts(line, fence) &&
           str_trim(str_skip(line, fence.len)).len == 0;
}

int front_matter_split(struct str source, struct str *block, struct str *body,
                       unsigned *body_line, struct err *e)
{
    struct str bom = S("\xEF\xBB\xBF"), line;
    struct str rest = str_skip(source, str_starts(source, bom) ? bom.len : 0);

    *block = (struct str){0};
    *body = rest;
    *body_line = 1;
    if (!cut_line(&rest, &line) || !is_fence(line, S("---")))
        return 0;

    const char *start = rest.ptr;
    unsigned number = 1;

    for (;;) {
        const char *line_start = rest.ptr;
        if (!cut_line(&rest, &line))
            break;
        number++;
        if (!is_fence(line, S("---")) && !is_fence(line, S("...")))
            continue;
        *block = str_of(start, (size_t)(line_start - start));
        *body = rest;
        *body_line = number + 1;
        return 0;
    }
    err_set(e, ERR_CONTENT,
            "the front matter is never closed: put a line \"---\" below it");
    return err_at(e, S(""), 1, 1);
}

/* One line: white space and control characters become single spaces. */
static struct str one_line(struct arena *a, struct str s)
{
    struct str copy = arena_str(a, s);
    char *to = arena_new(a, char, copy.len + 1);
    size_t n = 0;

    if (!to)
        return (struct str){0};
    for (size_t i = 0; i < copy.len; i++) {
        unsigned char c = (unsigned char)copy.ptr[i];
        if (c > ' ' && c != 0x7F)
            to[n++] = copy.ptr[i];
        else if (n && to[n - 1] != ' ')
            to[n++] = ' ';
    }
    return str_trim(str_of(to, n));
}

/* Each reader stores one kind of value in the field; what it wants is said
 * when it returns false. */
typedef bool reader(struct article *a, void *field, size_t *count,
                    const struct value *v);

static bool read_text(struct article *a, void *field, size_t *count,
                      const struct value *v)
{
    (void)count;
    *(struct str *)field = one_line(&a->arena, value_str(v));
    return v->kind == VALUE_TEXT;
}

static bool read_answer(struct article *a, void *field, size_t *count,
                        const struct value *v)
{
    return read_text(a, field, count, v) &&
           utf8_count(*(struct str *)field) <= ANSWER_MAX;
}

static bool add_item(struct arena *a, struct str *items, size_t *count,
                     struct str text)
{
    struct str item = one_line(a, text);

    if (item.len)
        items[(*count)++] = item;
    return true;
}

static bool read_list(struct article *a, void *field, size_t *count,
                      const struct value *v)
{
    size_t room = v->kind == VALUE_LIST ? v->list.count : 1;
    struct str *items = arena_new(&a->arena, struct str, room);

    *count = 0;
    *(struct str **)field = items;
    if (!items)
        return true;
    if (v->kind == VALUE_TEXT)
        return add_item(&a->arena, items, count, v->text);
    for (size_t i = 0; v->kind == VALUE_LIST && i < room; i++) {
        enum value_kind kind = v->list.items[i]->kind;
        if (kind != VALUE_TEXT && kind != VALUE_NULL)
            return false;
        add_item(&a->arena, items, count, value_str(v->list.items[i]));
    }
    return v->kind == VALUE_LIST;
}

static bool read_commas(struct article *a, void *field, size_t *count,
                        const struct value *v)
{
    if (v->kind != VALUE_TEXT)
        return read_list(a, field, count, v);

    struct str rest = v->text, piece;
    size_t room = 1;

    for (size_t i = 0; i < rest.len; i++)
        room += rest.ptr[i] == ',';

    struct str *items = arena_new(&a->arena, struct str, room);

    *count = 0;
    *(struct str **)field = items;
    while (items && str_cut(&rest, ',', &piece))
        add_item(&a->arena, items, count, piece);
    return true;
}

static bool read_number(struct article *a, void *field, size_t *count,
                        const struct value *v)
{
    char *end = NULL;

    (void)a, (void)count;
    if (v->kind != VALUE_TEXT || v->text.len == 0)
        return false;
    errno = 0;
    *(long *)field = strtol(v->text.ptr, &end, 10);
    return errno == 0 && end == v->text.ptr + v->text.len;
}

/* A decimal number from .1 to 10, kept in hundredths. */
static bool read_boost(struct article *a, void *field, size_t *count,
                       const struct value *v)
{
    struct str s = value_str(v);
    long whole = 0, parts = 0, unit = 100;

    (void)a, (void)count;
    if (s.len == 0 || s.len > 8)
        return false;
    for (; s.len && s.ptr[0] != '.'; s = str_skip(s, 1)) {
        if (s.ptr[0] < '0' || s.ptr[0] > '9')
            return false;
        whole = whole * 10 + (s.ptr[0] - '0');
    }
    for (s = str_skip(s, 1); s.len; s = str_skip(s, 1)) {
        if (s.ptr[0] < '0' || s.ptr[0] > '9')
            return false;
        unit /= 10;
        parts += unit * (s.ptr[0] - '0');
    }
    *(long *)field = whole * 100 + parts;
    return *(long *)field >= BOOST_MIN && *(long *)field <= BOOST_MAX;
}

static bool read_bool(struct article *a, void *field, size_t *count,
                      const struct value *v)
{
    bool yes = str_eq_nocase(value_str(v), S("true"));

    (void)a, (void)count;
    *(bool *)field = yes;
    return yes || str_eq_nocase(value_str(v), S("false"));
}

static bool read_audience(struct article *a, void *field, size_t *count,
                          const struct value *v)
{
    struct str name = str_trim(value_str(v));

    (void)a, (void)count;
    *(bool *)field = str_eq(name, S("agents"));
    return *(bool *)field || str_eq(name, S("customers"));
}

static bool read_time(struct article *a, void *field, size_t *count,
                      const struct value *v)
{
    struct str *text = field;

    (void)count;
    *text = one_line(&a->arena, value_str(v));
    return timestamp_read(*text, &a->updated_at);
}

#define FIELD(name) offsetof(struct article, name)

static const struct {
    struct str key;
    reader *read;
    size_t field, count; /* offsets; no count: 0, which is the arena */
    const char *wants;
} keys[] = {
    {STR("title"), read_text, FIELD(title), 0, "text"},
    {STR("description"), read_text, FIELD(description), 0, "text"},
    {STR("answer"), read_answer, FIELD(answer), 0,
     "text of at most 800 characters"},
    {STR("slug"), read_text, FIELD(slug), 0, "text"},
    {STR("id"), read_text, FIELD(id), 0, "text"},
    {STR("type"), read_text, FIELD(type), 0, "text"},
    {STR("tags"), read_list, FIELD(tags), FIELD(tag_count), "a list of texts"},
    {STR("keywords"), read_commas, FIELD(keywords), FIELD(keyword_count),
     "a list of texts, or one text with commas"},
    {STR("aliases"), read_list, FIELD(aliases), FIELD(alias_count),
     "a list of addresses"},
    {STR("related"), read_list, FIELD(related), FIELD(related_count),
     "a list of articles' ids or paths"},
    {STR("weight"), read_number, FIELD(weight), 0, "a whole number"},
    {STR("boost"), read_boost, FIELD(boost), 0, "a number from 0.1 to 10"},
    {STR("promoted"), read_bool, FIELD(promoted), 0, "true or false"},
    {STR("draft"), read_bool, FIELD(draft), 0, "true or false"},
    {STR("audience"), read_audience, FIELD(for_agents), 0,
     "customers or agents"},
    {STR("updated"), read_time, FIELD(updated), 0,
     "a date like 2026-05-31 or a time like 2026-05-31T18:00:00+07:00"},
};

const char *front_matter_key(size_t i)
{
    return i < sizeof(keys) / sizeof(*keys) ? keys[i].key.ptr : NULL;
}

/* The block begins on the file's second line. */
static int fail_at_key(struct str block, struct str key, const char *wants,
                       struct err *e)
{
    unsigned line, column;

    yaml_key_place(block, key, &line, &column);
    err_set(e, ERR_CONTENT, "\"%.*s\" must be %s", STR_ARG(key), wants);
    return err_at(e, S(""), line + 1, column);
}

static int read_keys(struct article *a, const struct value *map,
                     struct str block, struct err *e)
{
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        const struct value *v = value_get(map, keys[i].key);
        char *base = (char *)a;
        size_t unused;
        size_t *count = &unused;

        if (keys[i].count)
            count = (size_t *)(void *)(base + keys[i].count);
        if (!v || v->kind == VALUE_NULL ||
            (v->kind == VALUE_TEXT && str_trim(v->text).len == 0))
            continue;
        if (!keys[i].read(a, base + keys[i].field, count, v))
            return fail_at_key(block, keys[i].key, keys[i].wants, e);
    }
    return a->arena.failed ? err_no_memory(e) : 0;
}

int front_matter_read(struct article *a, struct str block, struct err *e)
{
    struct value *typed = yaml_parse(&a->arena, block, e);
    struct value *map = typed ? yaml_parse_text(&a->arena, block, e) : NULL;

    if (!map) {
        if (e && e->line)
            e->line++;
        return -1;
    }
    if (map->kind == VALUE_NULL)
        return 0;
    if (map->kind != VALUE_MAP) {
        err_set(e, ERR_CONTENT,
                "front matter is lines of \"key: value\" between the \"---\"");
        return err_at(e, S(""), 2, 1);
    }
    a->front = typed;
    return read_keys(a, map, block, e);
}
