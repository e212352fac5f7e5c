#include "lib/template/show.h"

static void show_message(struct show *s, const struct message *m,
                         struct buf *out)
{
    buf_clear(&s->scratch);
    message_format(m, s->formats, s->lookup, s->ctx, &s->scratch);
    buf_html(out, buf_str(&s->scratch));
    out->failed = out->failed || s->scratch.failed;
}

/* As it is for a data block; escaped for an attribute, whose quotes it would
 * end. */
static void show_json(struct show *s, const struct value *v, bool raw,
                      struct buf *out)
{
    buf_clear(&s->scratch);
    value_to_json(&s->scratch, v);
    if (raw)
        buf_put(out, buf_str(&s->scratch));
    else
        buf_html(out, buf_str(&s->scratch));
    out->failed = out->failed || s->scratch.failed;
}

static int refuse_raw(struct str name, const char *kind, struct err *e)
{
    return err_set(e, ERR_CONTENT,
                   "'%.*s' is %s, not HTML: write {{%.*s}}, which escapes it",
                   STR_ARG(name), kind, STR_ARG(name));
}

static int refuse_tree(struct str name, const char *kind, struct err *e)
{
    return err_set(e, ERR_CONTENT,
                   "'%.*s' is %s, not text: open it with {{#%.*s}}",
                   STR_ARG(name), kind, STR_ARG(name));
}

int show_value(struct show *s, const struct value *v, struct str name, bool raw,
               struct buf *out, struct err *e)
{
    switch (v ? v->kind : VALUE_NULL) {
    case VALUE_NULL: break;
    case VALUE_BOOL:
    case VALUE_INTEGER:
    case VALUE_NUMBER: value_to_json(out, v); break;
    case VALUE_JSON: show_json(s, v, raw, out); break;
    case VALUE_HTML:
        if (raw)
            buf_put(out, v->text);
        else
            buf_html(out, v->text);
        break;
    case VALUE_TEXT:
    case VALUE_URL:
        if (raw)
            return refuse_raw(name, v->kind == VALUE_URL ? "a URL" : "text", e);
        buf_html(out, v->text);
        break;
    case VALUE_MESSAGE:
        if (raw)
            return refuse_raw(name, "a message", e);
        show_message(s, v->message, out);
        break;
    case VALUE_LIST: return refuse_tree(name, "a list", e);
    case VALUE_MAP: return refuse_tree(name, "a map", e);
    }
    return 0;
}
