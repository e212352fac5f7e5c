#include "indexer/settings/variables.h"

#include "indexer/base/nearest.h"
#include "indexer/base/site.h"
#include "indexer/settings/site_config.h"
#include "lib/buf.h"
#include "lib/utf8.h"

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '-';
}

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_name_byte(s.ptr[i]))
            return false;
    return s.len > 0 && s.len <= NEAREST_MAX;
}

static bool is_text(const struct value *v)
{
    return v->kind == VALUE_TEXT && v->text.len <= VARIABLE_BYTES;
}

static bool is_texts(const struct value *v)
{
    if (v->kind != VALUE_MAP)
        return is_text(v);
    for (size_t i = 0; i < v->map.count; i++)
        if (!is_text(v->map.members[i].value))
            return false;
    return v->map.count > 0;
}

int variables_check(const struct value *v, struct err *e)
{
    if (v->kind != VALUE_MAP)
        return err_set(e, ERR_CONTENT,
                       "variables must be a map from name to text");
    for (size_t i = 0; i < v->map.count; i++) {
        const struct value_member *m = &v->map.members[i];
        if (!is_name(m->key))
            return err_set(e, ERR_CONTENT,
                           "variables: '%.*s' is no name: use up to %d "
                           "letters a-z, digits, '_' and '-'",
                           STR_ARG(utf8_cut(m->key, 80)), NEAREST_MAX);
        if (!is_texts(m->value))
            return err_set(e, ERR_CONTENT,
                           "variables: '%.*s' must be a text of up to %d "
                           "bytes, or a map from language to text",
                           STR_ARG(m->key), VARIABLE_BYTES);
    }
    return 0;
}

/* A text of `texts` by its language's tag, in any spelling; NULL: none. */
static const struct value *text_of(const struct value *texts, struct str tag)
{
    for (size_t i = 0; i < texts->map.count; i++) {
        const struct value_member *m = &texts->map.members[i];
        char canonical[LOCALE_MAX];
        if (locale_of_folder(m->key, canonical) &&
            str_eq(str_from(canonical), tag))
            return m->value;
    }
    return NULL;
}

static const struct value *pick(struct site *site, const struct locale *l,
                                const struct value_member *m)
{
    struct str fallback = site_default_locale(site);
    const struct value *v;

    if (m->value->kind != VALUE_MAP)
        return m->value;
    v = text_of(m->value, str_from(l->tag));
    if (v)
        return v;
    v = text_of(m->value, fallback);
    problem_add(&site->problems, CHECK_VARIABLE_LOCALE, S("site.yaml"),
                site->config.variables_line, site->config.variables_column,
                "the variable '%.*s' has no text for %s: %s%.*s is shown",
                STR_ARG(m->key), l->tag, v ? "that for " : "its first one",
                STR_ARG(v ? fallback : (struct str){0}));
    return v ? v : m->value->map.members[0].value;
}

/* One line, without control characters. */
static struct str *one_line(struct arena *a, struct str s)
{
    struct str *out = arena_new(a, struct str, 1);
    char *to = arena_new(a, char, s.len + 1);
    size_t n = 0;

    if (!out || !to)
        return NULL;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c > ' ' && c != 0x7F)
            to[n++] = s.ptr[i];
        else if (n && to[n - 1] != ' ')
            to[n++] = ' ';
    }
    *out = str_trim(str_of(to, n));
    return out;
}

int variables_settle(struct site *site, struct err *e)
{
    const struct value *all = site->config.variables;

    for (size_t i = 0; all && i < site->locale_count; i++) {
        struct locale *l = &site->locales[i];
        l->variables = arena_new(&site->arena, struct variables, 1);
        if (!l->variables)
            return err_no_memory(e);
        map_init(&l->variables->texts, &site->arena);
        for (size_t k = 0; k < all->map.count; k++) {
            const struct value_member *m = &all->map.members[k];
            struct str *text =
                one_line(&site->arena, value_str(pick(site, l, m)));
            if (!text || !map_set(&l->variables->texts, m->key, text))
                return err_no_memory(e);
        }
    }
    return 0;
}

static size_t spaces_at(struct str s, size_t at)
{
    while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t'))
        at++;
    return at;
}

bool variables_at(const struct variables *v, struct str s, struct variable *out)
{
    size_t at = spaces_at(s, 2), end;

    if (!v || !str_starts(s, S("{{")) ||
        !str_starts(str_skip(s, at), S("site.")))
        return false;
    at += sizeof("site.") - 1;
    for (end = at; end < s.len && is_name_byte(s.ptr[end]);)
        end++;
    out->name = str_sub(s, at, end - at);
    out->length = spaces_at(s, end) + 2;
    if (!str_starts(str_skip(s, out->length - 2), S("}}")))
        return false;
    out->text = map_get(&v->texts, out->name);
    return true;
}

struct str variables_unknown(const struct variables *v, struct arena *a,
                             struct str name)
{
    struct nearest near = nearest_begin(name);

    for (size_t i = 0; i < v->texts.count; i++)
        nearest_offer(&near, v->texts.entries[i].key);
    name = utf8_cut(name, 80);
    if (near.best.len)
        return arena_fmt(a,
                         "there is no variable 'site.%.*s': did you mean "
                         "'site.%.*s'?",
                         STR_ARG(name), STR_ARG(near.best));
    return arena_fmt(a,
                     "there is no variable 'site.%.*s': correct the name, or "
                     "add it to variables in site.yaml",
                     STR_ARG(name));
}

struct str variables_fill(const struct variables *v, struct arena *a,
                          struct str s, struct str *unknown)
{
    struct buf out = {0};
    struct variable found;

    *unknown = (struct str){0};
    for (size_t at = 0, open; at < s.len; at = open) {
        open = at + str_find(str_skip(s, at), '{');
        buf_put(&out, str_sub(s, at, open - at));
        if (open == s.len)
            break;
        if (!variables_at(v, str_skip(s, open), &found)) {
            buf_char(&out, s.ptr[open++]);
            continue;
        }
        if (found.text)
            buf_put(&out, *found.text);
        else if (unknown->len == 0)
            *unknown = found.name;
        open += found.length;
    }

    struct str text = buf_copy(&out, a);

    buf_release(&out);
    return text;
}
