#include "indexer/front_matter/front_matter.h"

#include <stdarg.h>
#include <stdio.h>

#include "indexer/front_matter/front_matter_keys.h"
#include "indexer/front_matter/front_matter_values.h"
#include "indexer/base/nearest.h"
#include "indexer/base/yaml.h"
#include "lib/utf8.h"

enum {
    KEY_SHOWN = 60, /* bytes of a key in a message */
};

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

static int is_toml(struct err *e)
{
    err_set(e, ERR_CONTENT,
            "front matter between \"+++\" is TOML, which is not read: put it "
            "between \"---\" and write \"key: value\" for \"key = value\"");
    return err_at(e, S(""), 1, 1);
}

int front_matter_split(struct str source, struct str *block, struct str *body,
                       unsigned *body_line, struct err *e)
{
    struct str bom = S("\xEF\xBB\xBF"), line;
    struct str rest = str_skip(source, str_starts(source, bom) ? bom.len : 0);

    *block = (struct str){0};
    *body = rest;
    *body_line = 1;
    if (!cut_line(&rest, &line))
        return 0;
    if (is_fence(line, S("+++")))
        return is_toml(e);
    if (!is_fence(line, S("---")))
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

/* A map of keys on its way into an article. */
struct reading {
    struct article *a;
    const struct value *map;
    const struct map *places;  /* of its keys, or NULL */
    const char *prefix;        /* of their names there */
    struct problems *problems; /* NULL: nobody is warned */
    bool inherits;             /* those keys only that cascade ... */
    uint64_t fixed;            /* ... and not these */
    struct err *e;
};

static struct yaml_place place_of(const struct reading *r, struct str name)
{
    struct yaml_place top = {2, 1, 2, 1};
    char path[YAML_PLACE_MAX + 1];
    int len = snprintf(path, sizeof(path), "%s%.*s", r->prefix, STR_ARG(name));
    bool is_kept = r->places && len >= 0 && len <= YAML_PLACE_MAX;
    const struct yaml_place *found =
        is_kept ? map_get(r->places, str_of(path, (size_t)len)) : NULL;

    return found ? *found : top;
}

static int fail_at_key(const struct reading *r, const char *name,
                       const char *wants)
{
    struct yaml_place at = place_of(r, str_from(name));

    err_set(r->e, ERR_CONTENT, "\"%s\" must be %s", name, wants);
    return err_at(r->e, S(""), at.value_line, at.value_column);
}

__attribute__((format(printf, 4, 5))) static void
warn_at_key(const struct reading *r, enum check check, struct str name,
            const char *format, ...)
{
    struct yaml_place at = place_of(r, name);
    char what[400];
    va_list args;

    if (!r->problems)
        return;
    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    problem_add(r->problems, check, r->a->path, at.line, at.column, "%s", what);
}

static bool has_members_named(struct str name)
{
    size_t count;
    const struct front_alias *aliases = front_aliases(&count);

    for (size_t i = 0; i < count; i++)
        if (str_starts(str_from(aliases[i].name), name) &&
            aliases[i].name[name.len] == '.')
            return true;
    return false;
}

/* NULL where it says nothing: empty, null, or a map that other names lead
 * into. */
static const struct value *value_of(const struct value *map, const char *name)
{
    const struct value *v = value_path(map, str_from(name));

    if (!v || v->kind == VALUE_NULL ||
        (v->kind == VALUE_TEXT && str_trim(v->text).len == 0) ||
        (v->kind == VALUE_MAP && has_members_named(str_from(name))))
        return NULL;
    return v;
}

static uint64_t bit_of(const struct front_key *key)
{
    size_t count;

    return (uint64_t)1 << (key - front_keys(&count));
}

static bool is_passed_over(const struct reading *r, const struct front_key *key)
{
    return (r->inherits && !key->cascades) || r->fixed & bit_of(key);
}

static int read_key(struct reading *r, const struct front_key *key)
{
    const struct value *v = value_of(r->map, key->name);

    if (!v || is_passed_over(r, key))
        return 0;
    r->a->given |= bit_of(key);
    return front_value_read(r->a, key, key->kind, v)
               ? 0
               : fail_at_key(r, key->name, key->wants);
}

static int read_alias(struct reading *r, const struct front_alias *alias)
{
    const struct value *v = value_of(r->map, alias->name);
    const struct front_key *key =
        v ? front_key_named(str_from(alias->key)) : NULL;

    if (!key || is_passed_over(r, key))
        return 0;
    if (r->a->given & bit_of(key)) {
        warn_at_key(r, CHECK_FRONT_MATTER, str_from(alias->name),
                    "'%s' is another name of '%s', which has a value already: "
                    "remove one of them",
                    alias->name, key->name);
        return 0;
    }
    r->a->given |= bit_of(key);
    return front_value_read(r->a, key, alias->kind, v)
               ? 0
               : fail_at_key(r, alias->name, key->wants);
}

static void warn_of_unknown(const struct reading *r)
{
    size_t unknown = 0;

    for (size_t i = 0; r->problems && i < r->map->map.count; i++) {
        struct str name = r->map->map.members[i].key;
        if (front_knows(name))
            continue;
        if (++unknown > NEAREST_SHOWN)
            break;
        struct str shown = utf8_cut(name, KEY_SHOWN);
        struct str near = front_nearest(name);
        warn_at_key(r, CHECK_UNKNOWN_KEY, name,
                    near.len ? "unknown key '%.*s': it has no effect. Did you "
                               "mean '%.*s'?"
                             : "unknown key '%.*s': it has no effect%.*s",
                    STR_ARG(shown), STR_ARG(near));
    }
}

/* Own names first: they count. */
static int read_keys(struct reading *r)
{
    size_t key_count, alias_count;
    const struct front_key *keys = front_keys(&key_count);
    const struct front_alias *aliases = front_aliases(&alias_count);

    for (size_t i = 0; i < key_count; i++)
        if (read_key(r, &keys[i]))
            return -1;
    for (size_t i = 0; i < alias_count; i++)
        if (read_alias(r, &aliases[i]))
            return -1;
    warn_of_unknown(r);
    return r->a->arena.failed ? err_no_memory(r->e) : 0;
}

/* What is wrong in it is said once, here, and not in every article below. */
static int check_cascade(const struct reading *whole)
{
    struct article probe = {.path = whole->a->path};
    struct reading r = *whole;

    r.a = &probe;
    r.map = whole->a->cascade;
    r.prefix = "cascade.";
    r.inherits = true;
    for (size_t i = 0; i < r.map->map.count; i++) {
        struct str name = r.map->map.members[i].key;
        const struct front_key *key = front_key_behind(name);
        if (!key || key->cascades)
            continue;
        struct yaml_place at = place_of(&r, name);
        err_set(r.e, ERR_CONTENT,
                "\"%.*s\" cannot be the same for all articles below: write it "
                "in each of them",
                STR_ARG(name));
        return err_at(r.e, S(""), at.line, at.column);
    }
    int result = read_keys(&r);
    article_release(&probe);
    return result;
}

static bool is_index(const struct article *a)
{
    return str_ends(a->path, S("/_index.md"));
}

static int settle_cascade(struct reading *r)
{
    if (!r->a->cascade)
        return 0;
    if (is_index(r->a))
        return check_cascade(r);
    r->a->cascade = NULL;
    warn_at_key(
        r, CHECK_FRONT_MATTER, S("cascade"),
        "only the _index.md of a folder hands keys down: move 'cascade' "
        "there");
    return 0;
}

/* Whoever hides a folder so would be read on. */
static void warn_of_index(const struct reading *r)
{
    const struct article *a = r->a;
    const struct {
        bool is_set;
        const char *name, *meant;
    } keys[] = {
        {a->draft, "draft", "true"},
        {a->unlisted, "unlisted", "true"},
        {a->unsearched, "search", "false"},
    };

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (keys[i].is_set && is_index(a))
            warn_at_key(r, CHECK_FRONT_MATTER, str_from(keys[i].name),
                        "'%s' of an _index.md means this file only: for all "
                        "articles below write 'cascade: {%s: %s}'",
                        keys[i].name, keys[i].name, keys[i].meant);
}

int front_matter_read(struct article *a, struct str block,
                      struct problems *problems, struct err *e)
{
    struct map places;
    struct yaml_source source = {.text = block, .lines_before = 1};
    struct value *typed = yaml_read(&a->arena, &source, e);

    map_init(&places, &a->arena);
    source.as_text = true;
    source.places = &places;

    struct value *map = typed ? yaml_read(&a->arena, &source, e) : NULL;

    if (!map)
        return -1;
    if (map->kind == VALUE_NULL)
        return 0;
    if (map->kind != VALUE_MAP) {
        err_set(e, ERR_CONTENT,
                "front matter is lines of \"key: value\" between the \"---\"");
        return err_at(e, S(""), 2, 1);
    }
    a->front = typed;

    struct reading r = {.a = a,
                        .map = map,
                        .places = &places,
                        .prefix = "",
                        .problems = problems,
                        .e = e};

    if (read_keys(&r))
        return -1;
    warn_of_index(&r);
    return settle_cascade(&r);
}

/* What is wrong in it was said when it was read: nothing is, here. */
bool front_matter_inherit(struct article *a, const struct value *cascade)
{
    struct reading r = {.a = a,
                        .map = cascade,
                        .prefix = "",
                        .inherits = true,
                        .fixed = a->given};

    read_keys(&r);
    return !a->arena.failed;
}

static bool is_key_line(struct str line)
{
    size_t n = 0;

    while (n < line.len && line.ptr[n] != ':' && line.ptr[n] != ' ')
        n++;
    return n > 0 && n < line.len && line.ptr[n] == ':';
}

void front_matter_warn_late(const struct article *a, struct str body,
                            struct problems *problems)
{
    struct str line = {0}, next;
    unsigned number = 0;

    while (str_trim(line).len == 0) {
        if (!cut_line(&body, &line))
            return;
        number++;
    }
    if (is_fence(str_trim(line), S("---")) && cut_line(&body, &next) &&
        is_key_line(next))
        problem_add(problems, CHECK_FRONT_MATTER, a->path, number, 1,
                    "this block is shown as text: front matter begins with "
                    "\"---\" in the first line of the file, so delete what "
                    "stands before it");
}

const char *front_matter_key(size_t i)
{
    size_t count;
    const struct front_key *keys = front_keys(&count);

    return i < count ? keys[i].name : NULL;
}
