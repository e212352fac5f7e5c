#include "server/csv.h"

#include <inttypes.h>
#include <string.h>

static bool holds_any(struct str s, const char *signs)
{
    for (; *signs; signs++)
        if (str_find(s, *signs) < s.len)
            return true;
    return false;
}

static void put_cell(struct buf *out, struct str s)
{
    bool formula = s.len && memchr("=+-@\t\r\n", s.ptr[0], 7);
    bool quoted = holds_any(s, ",\"\r\n");

    if (quoted)
        buf_char(out, '"');
    if (formula)
        buf_char(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            buf_char(out, '"');
        buf_char(out, s.ptr[i]);
    }
    if (quoted)
        buf_char(out, '"');
}

static void put_line(struct buf *out, const struct value *row, bool names)
{
    for (size_t i = 0; row && i < row->map.count; i++) {
        const struct value_member *member = &row->map.members[i];
        if (i)
            buf_char(out, ',');
        if (!names && member->value->kind == VALUE_INTEGER)
            buf_fmt(out, "%" PRId64, member->value->integer);
        else
            put_cell(out, names ? member->key : value_str(member->value));
    }
    buf_text(out, "\r\n");
}

void csv_names(struct buf *out, const struct value *row)
{
    put_line(out, row, true);
}

void csv_row(struct buf *out, const struct value *row)
{
    put_line(out, row, false);
}
