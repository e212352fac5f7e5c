#include "lib/icu/message.h"

#include <math.h>
#include <time.h>

#include "lib/civil.h"
#include "lib/icu/format.h"
#include "lib/icu/message_parts.h"

struct formatter {
    struct formats *formats; /* NULL: the root locale's plain forms */
    message_lookup *lookup;
    void *ctx;
    struct buf *out;
    unsigned nested; /* messages in messages */
};

/* A message may be the argument of a message, and no deeper: one that names
 * itself ends. */
enum { NESTED_MAX = 1 };

static void put_message(struct formatter *f, const struct message *m,
                        const struct value *counted);

static void put_number(struct formatter *f, const struct value *v)
{
    if (!f->formats)
        value_to_json(f->out, v);
    else if (v->kind == VALUE_INTEGER)
        format_integer(f->formats, v->integer, f->out);
    else
        format_number(f->formats, v->number, f->out);
}

static void put_nested(struct formatter *f, const struct message *m)
{
    if (f->nested == NESTED_MAX)
        return;
    f->nested++;
    put_message(f, m, NULL);
    f->nested--;
}

static void put_value(struct formatter *f, const struct value *v)
{
    if (!v)
        return;
    switch (v->kind) {
    case VALUE_NULL:
    case VALUE_JSON:
    case VALUE_LIST:
    case VALUE_MAP: break;
    case VALUE_BOOL: value_to_json(f->out, v); break;
    case VALUE_INTEGER:
    case VALUE_NUMBER: put_number(f, v); break;
    case VALUE_TEXT:
    case VALUE_HTML:
    case VALUE_URL: buf_put(f->out, v->text); break;
    case VALUE_MESSAGE: put_nested(f, v->message); break;
    }
}

/* The day of "2026-11-21" or "2026-11-21T08:00:00Z" as it is written. */
static bool read_date(struct str s, int64_t *seconds)
{
    uint64_t year, month, day;

    if (s.len < 10 || s.ptr[4] != '-' || s.ptr[7] != '-' ||
        (s.len > 10 && s.ptr[10] != 'T') ||
        !str_to_u64(str_sub(s, 0, 4), &year) ||
        !str_to_u64(str_sub(s, 5, 2), &month) ||
        !str_to_u64(str_sub(s, 8, 2), &day) || month < 1 || month > 12 ||
        day < 1 || day > 31)
        return false;
    *seconds = civil_days((int)year, (int)month, (int)day) * 86400;
    return true;
}

static void put_plain_date(struct buf *out, int64_t seconds)
{
    time_t at = (time_t)seconds;
    struct tm tm;
    char text[32];

    if (gmtime_r(&at, &tm) && strftime(text, sizeof(text), "%Y-%m-%d", &tm))
        buf_text(out, text);
}

static void put_date(struct formatter *f, const struct value *v)
{
    int64_t seconds;

    if (v && v->kind == VALUE_INTEGER)
        seconds = v->integer;
    else if (!read_date(value_str(v), &seconds)) {
        put_value(f, v);
        return;
    }
    if (f->formats)
        format_date(f->formats, seconds, f->out);
    else
        put_plain_date(f->out, seconds);
}

static const struct message_branch *find_branch(const struct message_part *p,
                                                struct str key)
{
    for (size_t i = 0; i < p->count; i++)
        if (!p->branches[i].is_exact && str_eq(p->branches[i].key, key))
            return &p->branches[i];
    return NULL;
}

static bool is_number(const struct value *v)
{
    return v && (v->kind == VALUE_INTEGER || v->kind == VALUE_NUMBER);
}

static void put_plural(struct formatter *f, const struct message_part *p,
                       const struct value *v)
{
    const struct message_branch *b = NULL;

    if (is_number(v)) {
        double n = v->kind == VALUE_INTEGER ? (double)v->integer : v->number;
        for (size_t i = 0; !b && i < p->count; i++)
            if (p->branches[i].is_exact &&
                fabs(n - (double)p->branches[i].number) == 0)
                b = &p->branches[i];
        if (!b && f->formats)
            b = find_branch(p, format_plural(f->formats, n));
    }
    if (!b)
        b = find_branch(p, S("other"));
    put_message(f, &b->body, is_number(v) ? v : NULL);
}

static void put_select(struct formatter *f, const struct message_part *p,
                       const struct value *v)
{
    struct str key = value_str(v);
    const struct message_branch *b;

    if (v && v->kind == VALUE_BOOL)
        key = v->boolean ? S("true") : S("false");
    b = find_branch(p, key);
    if (!b)
        b = find_branch(p, S("other"));
    put_message(f, &b->body, NULL);
}

static void put_part(struct formatter *f, const struct message_part *p,
                     const struct value *counted)
{
    const struct value *v = NULL;

    if (p->kind != PART_LITERAL && p->kind != PART_COUNT)
        v = f->lookup(f->ctx, p->text);
    switch (p->kind) {
    case PART_LITERAL: buf_put(f->out, p->text); break;
    case PART_ARGUMENT:
    case PART_NUMBER: put_value(f, v); break;
    case PART_DATE: put_date(f, v); break;
    case PART_PLURAL: put_plural(f, p, v); break;
    case PART_SELECT: put_select(f, p, v); break;
    case PART_COUNT: put_value(f, counted); break;
    }
}

static void put_message(struct formatter *f, const struct message *m,
                        const struct value *counted)
{
    for (size_t i = 0; m && i < m->count; i++)
        put_part(f, &m->parts[i], counted);
}

void message_format(const struct message *m, struct formats *formats,
                    message_lookup *lookup, void *ctx, struct buf *out)
{
    struct formatter f = {formats, lookup, ctx, out, 0};

    put_message(&f, m, NULL);
}
