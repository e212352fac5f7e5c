#include "server/form.h"

#include <string.h>

#include "lib/utf8.h"
#include "lib/value.h"

static const struct str form_type = STR("application/x-www-form-urlencoded");

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

/* Escapes and '+' become what they stand for, in place of `out`. */
static bool unescape(struct str raw, char *out, size_t *len)
{
    *len = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i] == '+' ? ' ' : raw.ptr[i];
        if (c == '%') {
            int high = raw.len - i > 2 ? hex_digit(raw.ptr[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(raw.ptr[i + 2]) : -1;
            if (low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        }
        out[(*len)++] = c;
    }
    return true;
}

static bool is_control(uint32_t c)
{
    return (c < ' ' && c != '\n') || (c >= 0x7F && c < 0xA0);
}

/* CR LF and CR alone become LF. */
static size_t mend_spaces(char *text, size_t len)
{
    size_t to = 0;

    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\r' && i + 1 < len && text[i + 1] == '\n')
            continue;
        text[to++] = text[i] == '\r' ? '\n' : text[i] == '\t' ? ' ' : text[i];
    }
    return to;
}

static const char *check_text(struct str s)
{
    if (utf8_check(s) != s.len)
        return "The form is not in UTF-8.";
    for (size_t at = 0; at < s.len;)
        if (is_control(utf8_next(s, &at, NULL)))
            return "The form holds a control character.";
    return NULL;
}

static const char *decode(struct arena *a, struct str raw, struct str *out)
{
    char *text = arena_alloc(a, raw.len + 1, 1);
    size_t len;

    *out = (struct str){0};
    if (!text)
        return "There is no memory for the form.";
    if (!unescape(raw, text, &len))
        return "The form holds a broken escape.";
    *out = str_of(text, mend_spaces(text, len));
    return check_text(*out);
}

static const char *read_field(struct request *r, struct str piece)
{
    size_t sign = str_find(piece, '=');
    struct request_argument *f = &r->fields[r->field_count++];
    const char *wrong = decode(&r->arena, str_sub(piece, 0, sign), &f->name);

    return wrong ? wrong
                 : decode(&r->arena, str_skip(piece, sign + 1), &f->value);
}

static const char *read_fields(struct request *r)
{
    struct str rest = buf_str(&r->body), piece;
    const char *wrong = NULL;

    r->field_count = 0;
    r->fields =
        arena_new(&r->arena, struct request_argument, REQUEST_FIELDS_MAX);
    if (!r->fields)
        return "There is no memory for the form.";
    while (!wrong && str_cut(&rest, '&', &piece)) {
        if (!piece.len)
            continue;
        wrong = r->field_count == REQUEST_FIELDS_MAX
                    ? "The form has more than 32 fields."
                    : read_field(r, piece);
    }
    return wrong;
}

static const char *read_member(struct request *r, const struct value_member *m)
{
    struct request_argument *f = &r->fields[r->field_count++];
    struct str text = arena_str(&r->arena, value_str(m->value));
    char *bytes = arena_alloc(&r->arena, text.len + 1, 1);

    if (m->value->kind != VALUE_TEXT)
        return "The object has a value that is no string.";
    if (!bytes)
        return "There is no memory for the form.";
    if (text.len)
        memcpy(bytes, text.ptr, text.len);
    *f = (struct request_argument){m->key,
                                   str_of(bytes, mend_spaces(bytes, text.len))};
    return check_text(f->value);
}

static const char *read_members(struct request *r)
{
    const struct value *v = value_from_json(&r->arena, buf_str(&r->body), NULL);
    const char *wrong = NULL;

    r->field_count = 0;
    if (!v || v->kind != VALUE_MAP)
        return "The body is no object in JSON.";
    if (v->map.count > REQUEST_FIELDS_MAX)
        return "The object has more than 32 members.";
    r->fields =
        arena_new(&r->arena, struct request_argument, REQUEST_FIELDS_MAX);
    if (!r->fields)
        return "There is no memory for the form.";
    for (size_t i = 0; i < v->map.count && !wrong; i++)
        wrong = read_member(r, &v->map.members[i]);
    return wrong;
}

static bool is_type(const struct request *r, struct str type)
{
    struct str sent = r->header[HEADER_CONTENT_TYPE];

    return str_eq_nocase(str_trim(str_sub(sent, 0, str_find(sent, ';'))), type);
}

static const char *refuse(struct request *r, int status, const char *why)
{
    r->field_count = 0;
    request_refuse(r, status, why);
    return why;
}

const char *form_read(struct request *r)
{
    const char *wrong;

    if (!is_type(r, form_type))
        return refuse(r, 415,
                      "The body must be application/x-www-form-urlencoded.");
    wrong = read_fields(r);
    return wrong ? refuse(r, 400, wrong) : NULL;
}

const char *form_json(struct request *r, const struct value **out)
{
    *out = NULL;
    if (!is_type(r, S("application/json")))
        return refuse(r, 415, "The body must be application/json.");
    *out = value_from_json(&r->arena, buf_str(&r->body), NULL);
    return *out && (*out)->kind == VALUE_MAP
               ? NULL
               : refuse(r, 400, "The body is no object in JSON.");
}

const char *form_read_json(struct request *r)
{
    const char *wrong;

    if (!is_type(r, S("application/json")))
        return refuse(r, 415, "The body must be application/json.");
    wrong = read_members(r);
    return wrong ? refuse(r, 400, wrong) : NULL;
}

struct str request_form_value(const struct request *r, const char *name)
{
    for (size_t i = 0; i < r->field_count; i++)
        if (str_eq(r->fields[i].name, str_from(name)))
            return str_trim(r->fields[i].value);
    return (struct str){0};
}
