#include "server/reply_fill.h"

#include "lib/site/site_names.h"
#include "lib/utf8.h"

enum { NAME_SHOWN_MAX = 64 }; /* bytes of a name that we did not make */

/* What a value can be. */
enum fault { FINE, MISSING, UNKNOWN, NO_TEXT, TOO_LONG, CONTROL, FAULTS };

static const char *const sentences[FAULTS] = {
    [MISSING] = "Missing or empty",
    [UNKNOWN] = "Unknown",
    [NO_TEXT] = "No text",
    [TOO_LONG] = "Longer than 2000 characters",
    [CONTROL] = "With control characters",
};

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7F)
            return true;
    }
    return false;
}

static enum fault fault_of(const struct value *v)
{
    if (v->kind != VALUE_TEXT)
        return NO_TEXT;
    if (!str_trim(v->text).len)
        return MISSING;
    if (utf8_count(v->text) > REPLY_VALUE_MAX)
        return TOO_LONG;
    return has_control(v->text) ? CONTROL : FINE;
}

static bool is_placeholder(const struct value *list, struct str name)
{
    for (size_t i = 0; list && i < list->list.count; i++)
        if (str_eq(value_str(list->list.items[i]), name))
            return true;
    return false;
}

static void put_name(struct buf *faults, enum fault fault, struct str name)
{
    struct buf *b = &faults[fault];

    if (fault == FINE)
        return;
    buf_fmt(b, "%s ", b->len ? "," : ":");
    buf_put(b, utf8_cut(name, NAME_SHOWN_MAX));
}

const char *reply_check(const struct value *reply, const struct value *values,
                        struct arena *a)
{
    const struct value *list = value_get(reply, S("placeholders"));
    struct buf faults[FAULTS] = {0}, text = {0};

    for (size_t i = 0; list && i < list->list.count; i++) {
        struct str name = value_str(list->list.items[i]);
        const struct value *v = value_get(values, name);
        put_name(faults, v ? fault_of(v) : MISSING, name);
    }
    for (size_t i = 0; i < values->map.count; i++)
        if (!is_placeholder(list, values->map.members[i].key))
            put_name(faults, UNKNOWN, values->map.members[i].key);
    for (int i = MISSING; i < FAULTS; i++) {
        if (faults[i].len)
            buf_fmt(&text, "%s%s%.*s.", text.len ? " " : "", sentences[i],
                    STR_ARG(buf_str(&faults[i])));
        text.failed |= faults[i].failed;
        buf_release(&faults[i]);
    }
    struct str copy = buf_copy(&text, a);
    bool fine = !text.len && !text.failed;
    buf_release(&text);
    return fine ? NULL : copy.ptr ? copy.ptr : "There is no memory for it.";
}

/* Does what follows `before` stand in an address? In HTML that is a link's or
 * an image's attribute, whose quotes are escaped inside; in text what has no
 * blank or bracket since "://". */
static bool is_in_address(struct str before, enum reply_target target)
{
    if (target == REPLY_HTML) {
        size_t open = str_find_last(before, '<');
        struct str tag = str_skip(before, open);
        if (!tag.len || str_find(tag, '>') < tag.len)
            return false;
        struct str name = str_sub(tag, 0, str_find_last(tag, '"'));
        return str_ends(name, S("href=")) || str_ends(name, S("src="));
    }
    size_t start = before.len;
    while (start > 0 && before.ptr[start - 1] != ' ' &&
           before.ptr[start - 1] != '\n' && before.ptr[start - 1] != '(')
        start--;
    struct str word = str_skip(before, start);
    return str_search(word, S("://")) < word.len;
}

static void put_value(struct buf *out, struct str value, struct str before,
                      enum reply_target target)
{
    if (is_in_address(before, target))
        buf_url_part(out, value);
    else if (target == REPLY_HTML)
        buf_html(out, value);
    else
        buf_put(out, value);
}

/* The value of the placeholder that `rest` begins with, and its length; NULL
 * when it is none. */
static const struct value *value_at(struct str rest, const struct value *values,
                                    size_t *length)
{
    const struct str open = STR("{{"), close = STR("}}");

    if (!str_starts(rest, open))
        return NULL;
    struct str name = str_skip(rest, open.len);
    name.len = str_search(name, close);
    *length = name.len + open.len + close.len;
    return values ? value_get(values, name) : NULL;
}

void reply_fill(struct buf *out, struct str form, const struct value *values,
                enum reply_target target, struct str origin)
{
    const struct str mark = STR(SITE_ORIGIN_MARK);

    for (size_t at = 0; at < form.len;) {
        struct str rest = str_skip(form, at);
        size_t plain = str_find(rest, '{'), length = 1;
        buf_put(out, str_sub(rest, 0, plain));
        at += plain;
        rest = str_skip(rest, plain);
        if (!rest.len)
            break;
        const struct value *v = value_at(rest, values, &length);
        if (v) {
            put_value(out, value_str(v), str_sub(form, 0, at), target);
        } else if (str_starts(rest, mark)) {
            length = mark.len;
            if (target == REPLY_HTML)
                buf_html(out, origin);
            else
                buf_put(out, origin);
        } else {
            length = 1;
            buf_char(out, '{');
        }
        at += length;
    }
}
