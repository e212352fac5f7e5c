#include "indexer/front_matter/front_matter_values.h"

#include "lib/records/articles_table.h"
#include "lib/records/columns.h"
#include "lib/timestamp.h"
#include "lib/utf8.h"

enum { WEIGHT_DIGITS = 12, THOUSANDTHS = 1000, HUNDREDTHS = 100 };

/* Where one value goes. */
struct field {
    struct article *a;
    void *at;
    size_t *count; /* of a list, or NULL */
    int64_t *time; /* of a time, or NULL */
};

typedef bool reader(struct field *f, const struct value *v);

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

static bool read_text(struct field *f, const struct value *v)
{
    *(struct str *)f->at = one_line(&f->a->arena, value_str(v));
    return v->kind == VALUE_TEXT;
}

static bool read_answer(struct field *f, const struct value *v)
{
    return read_text(f, v) && utf8_count(*(struct str *)f->at) <= ANSWER_MAX;
}

static void add_item(struct field *f, struct str *items, struct str text)
{
    struct str item = one_line(&f->a->arena, text);

    if (item.len)
        items[(*f->count)++] = item;
}

/* NULL: no memory. */
static struct str *begin_list(struct field *f, size_t room)
{
    struct str *items = arena_new(&f->a->arena, struct str, room);

    *f->count = 0;
    *(struct str **)f->at = items;
    return items;
}

static bool read_list(struct field *f, const struct value *v)
{
    size_t room = v->kind == VALUE_LIST ? v->list.count : 1;
    struct str *items = begin_list(f, room);

    if (items && v->kind == VALUE_TEXT)
        add_item(f, items, v->text);
    for (size_t i = 0; items && v->kind == VALUE_LIST && i < room; i++) {
        enum value_kind kind = v->list.items[i]->kind;
        if (kind != VALUE_TEXT && kind != VALUE_NULL)
            return false;
        add_item(f, items, value_str(v->list.items[i]));
    }
    return v->kind == VALUE_LIST || v->kind == VALUE_TEXT;
}

static bool read_commas(struct field *f, const struct value *v)
{
    if (v->kind != VALUE_TEXT)
        return read_list(f, v);

    struct str rest = v->text, piece;
    size_t room = 1;

    for (size_t i = 0; i < rest.len; i++)
        room += rest.ptr[i] == ',';

    struct str *items = begin_list(f, room);

    while (items && str_cut(&rest, ',', &piece))
        add_item(f, items, piece);
    return true;
}

/* A text, or the name in a map; empty in what is neither. */
static struct str name_of(const struct value *v)
{
    static const char *const members[] = {"name", "label", "title"};
    struct str name = value_str(v);

    for (size_t i = 0; !name.len && v->kind == VALUE_MAP &&
                       i < sizeof(members) / sizeof(*members);
         i++)
        name = value_str(value_get(v, str_from(members[i])));
    return name;
}

static bool read_names(struct field *f, const struct value *v)
{
    bool list = v->kind == VALUE_LIST;
    struct str *items = begin_list(f, list ? v->list.count : 1);

    if (items && !list)
        add_item(f, items, name_of(v));
    for (size_t i = 0; items && list && i < v->list.count; i++) {
        const struct value *item = v->list.items[i];
        if (item->kind == VALUE_LIST ||
            (item->kind == VALUE_MAP && !str_trim(name_of(item)).len))
            return false;
        add_item(f, items, name_of(item));
    }
    return list || v->kind == VALUE_TEXT || !items || *f->count;
}

/* "-1.5" in so many parts of one; what is finer is dropped. */
static bool read_decimal(struct str s, long parts, long *out)
{
    bool minus = s.len && s.ptr[0] == '-';
    size_t digits = 0;
    long n = 0;

    s = str_skip(s, minus || (s.len && s.ptr[0] == '+'));
    struct str whole = str_sub(s, 0, str_find(s, '.'));
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (i == whole.len)
            continue;
        if (c < '0' || c > '9' || whole.len > WEIGHT_DIGITS)
            return false;
        digits++;
        if (i < whole.len)
            n = n * 10 + (c - '0') * parts;
        else if ((parts /= 10) > 0)
            n += (c - '0') * parts;
    }
    *out = minus ? -n : n;
    return digits > 0;
}

static bool read_weight(struct field *f, const struct value *v)
{
    return read_decimal(value_str(v), THOUSANDTHS, f->at);
}

/* 0 is the first here, and none in our own key. */
static bool read_position(struct field *f, const struct value *v)
{
    bool is_number = read_weight(f, v);

    if (*(long *)f->at == 0)
        *(long *)f->at = 1;
    return is_number;
}

static bool read_boost(struct field *f, const struct value *v)
{
    long *boost = f->at;

    return read_decimal(value_str(v), HUNDREDTHS, boost) &&
           *boost >= BOOST_MIN && *boost <= BOOST_MAX;
}

static bool read_bool(struct field *f, const struct value *v)
{
    bool yes = str_eq_nocase(value_str(v), S("true"));

    *(bool *)f->at = yes;
    return yes || str_eq_nocase(value_str(v), S("false"));
}

static bool read_not(struct field *f, const struct value *v)
{
    bool is_bool = read_bool(f, v);

    *(bool *)f->at = is_bool && !*(bool *)f->at;
    return is_bool;
}

/* Others say here that a page is new or outdated: that is no draft. */
static bool read_status(struct field *f, const struct value *v)
{
    struct str status = value_str(v);

    *(bool *)f->at = str_eq_nocase(status, S("draft")) ||
                     str_eq_nocase(status, S("archived")) ||
                     str_eq_nocase(status, S("unpublished"));
    return true;
}

static bool read_audience(struct field *f, const struct value *v)
{
    struct str name = str_trim(value_str(v));

    *(bool *)f->at = str_eq(name, S("agents"));
    return *(bool *)f->at || str_eq(name, S("customers"));
}

static bool read_time(struct field *f, const struct value *v)
{
    struct str *text = f->at;

    *text = one_line(&f->a->arena, value_str(v));
    return timestamp_read(*text, f->time);
}

static bool read_stamp(struct field *f, const struct value *v)
{
    struct str s = value_str(v);

    return str_eq_nocase(s, S("true")) || str_eq_nocase(s, S("false")) ||
           read_time(f, v);
}

/* Parts that could name a file of ours, or lead out of the folder, are none. */
static bool is_folder_path(struct str path)
{
    struct str part;

    while (str_cut(&path, '/', &part))
        if (!str_trim(part).len || part.ptr[0] == '.' || part.ptr[0] == '_')
            return false;
    return true;
}

static bool read_section(struct field *f, const struct value *v)
{
    struct str *path = f->at;

    *path = one_line(&f->a->arena, value_str(v));
    while (str_starts(*path, S("/")))
        *path = str_skip(*path, 1);
    while (str_ends(*path, S("/")))
        path->len--;
    return path->len && is_folder_path(*path);
}

/* Others name there what their folders do not say: ours do. */
static bool read_first(struct field *f, const struct value *v)
{
    struct str below = str_skip(f->a->path, str_find(f->a->path, '/') + 1);
    struct str *path = f->at;
    bool list = v->kind == VALUE_LIST;

    *path = (struct str){0};
    if (list && v->list.count)
        v = v->list.items[0];
    if (str_find(below, '/') < below.len || !value_str(v).len ||
        str_find(value_str(v), '/') < value_str(v).len)
        return list || v->kind == VALUE_TEXT;
    if (!read_section(f, v))
        *path = (struct str){0};
    return true;
}

static bool read_cascade(struct field *f, const struct value *v)
{
    *(const struct value **)f->at = v;
    return v->kind == VALUE_MAP;
}

static reader *const readers[] = {
    [FRONT_TEXT] = read_text,         [FRONT_ANSWER] = read_answer,
    [FRONT_LIST] = read_list,         [FRONT_COMMAS] = read_commas,
    [FRONT_NAMES] = read_names,       [FRONT_WEIGHT] = read_weight,
    [FRONT_BOOST] = read_boost,       [FRONT_BOOL] = read_bool,
    [FRONT_AUDIENCE] = read_audience, [FRONT_TIME] = read_time,
    [FRONT_SECTION] = read_section,   [FRONT_CASCADE] = read_cascade,
    [FRONT_NOT] = read_not,           [FRONT_STATUS] = read_status,
    [FRONT_POSITION] = read_position, [FRONT_FIRST] = read_first,
    [FRONT_STAMP] = read_stamp,
};

bool front_value_read(struct article *a, const struct front_key *key,
                      enum front_kind kind, const struct value *v)
{
    char *base = (char *)a;
    void *extra = key->extra ? base + key->extra : NULL;
    struct field f = {a, base + key->field, extra, extra};

    return readers[kind](&f, v);
}
