#include "indexer/settings/site_config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "indexer/settings/channels.h"
#include "indexer/base/check_rules.h"
#include "indexer/settings/contrast.h"
#include "indexer/settings/edit_link.h"
#include "indexer/base/nearest.h"
#include "indexer/settings/notices.h"
#include "indexer/base/yaml.h"
#include "indexer/base/yaml_words.h"
#include "indexer/settings/variables.h"
#include "lib/file.h"
#include "lib/icu/zone.h"

enum { CONFIG_MAX = 1 << 20 };

#define CONFIG_FILE "site.yaml"

int site_config_base_url(struct site *site, struct str url, struct err *e)
{
    struct str host = {0};

    if (str_starts(url, S("https://")))
        host = str_skip(url, 8);
    else if (str_starts(url, S("http://")))
        host = str_skip(url, 7);
    while (host.len && host.ptr[host.len - 1] == '/')
        host.len--;
    size_t slash = str_find(host, '/');
    bool odd = false;
    for (size_t i = 0; i < host.len; i++)
        odd |= (unsigned char)host.ptr[i] <= ' ' ||
               memchr("?#\"<>\\^`{|}@", host.ptr[i], 13) != NULL;
    if (slash == 0 || odd)
        return err_set(e, ERR_USAGE,
                       "base_url must look like https://shop.example/help, "
                       "not '%.*s'",
                       STR_ARG(url));
    struct str whole = str_of(url.ptr, (size_t)(host.ptr + host.len - url.ptr));
    site->config.base_url = arena_str(&site->arena, whole);
    site->config.prefix = arena_str(&site->arena, str_skip(host, slash));
    return 0;
}

static int read_text(const struct value *v, struct str *out)
{
    if (v->kind != VALUE_TEXT)
        return -1;
    *out = v->text;
    return 0;
}

static int set_title(struct site *s, const struct value *v, struct err *e)
{
    if (v->kind != VALUE_TEXT && v->kind != VALUE_MAP)
        return err_set(e, ERR_CONTENT,
                       "title must be text, or a map from language to text");
    s->config.title = v;
    return 0;
}

static int set_default_locale(struct site *s, const struct value *v,
                              struct err *e)
{
    char tag[LOCALE_MAX];

    if (v->kind != VALUE_TEXT || !locale_of_folder(v->text, tag))
        return err_set(e, ERR_CONTENT,
                       "default_locale must be a language tag such as en");
    s->config.default_locale = arena_str(&s->arena, str_from(tag));
    return 0;
}

static int set_base_url(struct site *s, const struct value *v, struct err *e)
{
    if (v->kind == VALUE_NULL)
        return 0;
    if (site_config_base_url(s, value_str(v), e)) {
        if (e)
            e->code = ERR_CONTENT;
        return -1;
    }
    return 0;
}

static int set_locales(struct site *s, const struct value *v, struct err *e)
{
    if (v->kind != VALUE_MAP && v->kind != VALUE_LIST)
        return err_set(e, ERR_CONTENT,
                       "locales must be a map from tag to name");
    s->config.locales = v;
    return 0;
}

static bool is_css_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') && s.ptr[i] != '-')
            return false;
    return s.len > 0;
}

/* #rgb to #rrggbbaa, rgb(), hsl() and names: nothing that ends the rule. */
static bool is_css_colour(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                     (c >= 'A' && c <= 'Z') || strchr("#(),.% -", c);
        if (!plain)
            return false;
    }
    return s.len > 0;
}

static int set_colors(struct site *s, const struct value *v, struct err *e)
{
    if (v->kind != VALUE_MAP)
        return err_set(e, ERR_CONTENT,
                       "colors must be a map from name to colour");
    for (size_t i = 0; i < v->map.count; i++) {
        struct str name = v->map.members[i].key;
        struct str colour = value_str(v->map.members[i].value);
        if (!is_css_name(name) || !is_css_colour(colour))
            return err_set(e, ERR_CONTENT,
                           "colors: '%.*s: %.*s' is not a name with a CSS "
                           "colour such as \"#0a7\" (in quotes)",
                           STR_ARG(name), STR_ARG(colour));
    }
    s->config.colors = v;
    return 0;
}

static int set_logo(struct site *s, const struct value *v, struct err *e)
{
    return read_text(v, &s->config.logo)
               ? err_set(e, ERR_CONTENT, "logo must be a file's path")
               : 0;
}

static bool is_icon(struct str path)
{
    struct str ending = str_skip(path, str_find_last(path, '.'));

    return str_eq_nocase(ending, S(".svg")) || str_eq_nocase(ending, S(".png"));
}

static int set_icon(struct site *s, const struct value *v, struct err *e)
{
    return read_text(v, &s->config.icon) || !is_icon(s->config.icon)
               ? err_set(e, ERR_CONTENT,
                         "icon must be the path of an SVG or PNG file")
               : 0;
}

static int set_zone(struct site *s, const struct value *v, struct err *e)
{
    struct zone *zone = zone_open(value_str(v), NULL);

    if (!zone)
        return err_set(e, ERR_CONTENT,
                       "zone must be the name of a time zone such as "
                       "Asia/Jakarta");
    zone_close(zone);
    s->config.zone = v->text;
    return 0;
}

static int set_flag(const struct value *v, const char *name, bool *out,
                    struct err *e)
{
    if (v->kind != VALUE_BOOL)
        return err_set(e, ERR_CONTENT, "%s must be true or false", name);
    *out = v->boolean;
    return 0;
}

static int set_html(struct site *s, const struct value *v, struct err *e)
{
    return set_flag(v, "allow_html", &s->config.allow_html, e);
}

static int set_git(struct site *s, const struct value *v, struct err *e)
{
    bool git = true;
    int result = set_flag(v, "git", &git, e);

    s->config.no_git = !git;
    return result;
}

static int set_authors(struct site *s, const struct value *v, struct err *e)
{
    return set_flag(v, "authors", &s->config.authors, e);
}

static int set_edit_url(struct site *s, const struct value *v, struct err *e)
{
    struct str url = value_str(v);

    if (!edit_link_is_pattern(url))
        return err_set(e, ERR_CONTENT,
                       "edit_url must be an address with {path} in it, such "
                       "as https://git.example/help/edit/main/{path}");
    s->config.edit_url = url;
    return 0;
}

/* What it says is checked below: it has many problems to tell of. */
static int set_channels(struct site *s, const struct value *v, struct err *e)
{
    bool maps = v->kind == VALUE_LIST;

    for (size_t i = 0; maps && i < v->list.count; i++)
        maps = v->list.items[i]->kind == VALUE_MAP;
    if (!maps)
        return err_set(e, ERR_CONTENT,
                       "channels must be a list of maps, each with its type "
                       "and value");
    s->config.channels = v;
    return 0;
}

static int set_notices(struct site *s, const struct value *v, struct err *e)
{
    if (v->kind != VALUE_LIST)
        return err_set(e, ERR_CONTENT,
                       "notices must be a list of maps, each with its text");
    s->config.notices = v;
    return 0;
}

static int set_answer_threshold(struct site *s, const struct value *v,
                                struct err *e)
{
    double n = v->kind == VALUE_INTEGER  ? (double)v->integer
               : v->kind == VALUE_NUMBER ? v->number
                                         : -1;

    s->config.answer_threshold = v;
    return n >= 0 && n <= 1
               ? 0
               : err_set(e, ERR_CONTENT,
                         "answer_threshold must be a number from 0 to 1");
}

static int set_variables(struct site *s, const struct value *v, struct err *e)
{
    if (v->kind == VALUE_NULL)
        return 0;
    s->config.variables = v;
    return variables_check(v, e);
}

/* Read before all others, whose problems it weighs. */
static int set_checks(struct site *s, const struct value *v, struct err *e)
{
    (void)s;
    (void)v;
    (void)e;
    return 0;
}

static const struct config_key {
    const char *name;
    int (*set)(struct site *s, const struct value *v, struct err *e);
} keys[] = {
    {"title", set_title},         {"default_locale", set_default_locale},
    {"base_url", set_base_url},   {"locales", set_locales},
    {"colors", set_colors},       {"logo", set_logo},
    {"icon", set_icon},           {"allow_html", set_html},
    {"channels", set_channels},   {"zone", set_zone},
    {"notices", set_notices},     {"answer_threshold", set_answer_threshold},
    {"checks", set_checks},       {"git", set_git},
    {"authors", set_authors},     {"edit_url", set_edit_url},
    {"variables", set_variables},
};

const char *site_config_key(size_t i)
{
    return i < sizeof(keys) / sizeof(*keys) ? keys[i].name : NULL;
}

static void warn_of_key(struct site *s, struct str key, struct str text)
{
    struct nearest near = nearest_begin(key);
    unsigned line, column;

    yaml_key_place(text, key, &line, &column);
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        nearest_offer(&near, str_from(keys[i].name));
    problem_add(&s->problems, CHECK_UNKNOWN_KEY, S(CONFIG_FILE), line, column,
                near.best.len ? "unknown key '%.*s': it has no effect. Did you "
                                "mean '%.*s'?"
                              : "unknown key '%.*s': it has no effect%.*s",
                STR_ARG(key), STR_ARG(near.best));
}

/* False: there is none of that name. */
static bool set_key(struct site *s, const struct value_member *m,
                    struct str text)
{
    struct err why = {0};
    unsigned line, column;

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        if (!str_eq(m->key, str_from(keys[i].name)))
            continue;
        yaml_key_place(text, m->key, &line, &column);
        if (keys[i].set(s, m->value, &why))
            problem_add(&s->problems, CHECK_SITE, S(CONFIG_FILE), line, column,
                        "%s", why.message);
        return true;
    }
    return false;
}

/* As they are written: 021 is a text, not a number. */
static void set_written(struct site *s, const struct value_member *m,
                        struct str text)
{
    struct value *root = yaml_parse_text(&s->arena, text, NULL);

    for (size_t i = 0; root && i < root->map.count; i++)
        if (str_eq(root->map.members[i].key, m->key))
            set_key(s, &root->map.members[i], text);
}

static void set_keys(struct site *s, const struct value *root, struct str text)
{
    size_t unknown = 0;

    for (size_t i = 0; i < root->map.count; i++) {
        const struct value_member *m = &root->map.members[i];
        if (str_eq(m->key, S("variables")))
            set_written(s, m, text);
        else if (!set_key(s, m, text) && ++unknown <= NEAREST_SHOWN)
            warn_of_key(s, m->key, text);
    }
}

static int read_keys(struct site *s, struct str text, struct err *e)
{
    struct value *root = yaml_parse(&s->arena, text, e);

    if (!root)
        return -1;
    if (root->kind == VALUE_NULL)
        return 0;
    if (root->kind != VALUE_MAP)
        return err_set(e, ERR_CONTENT, "must hold 'key: value' lines");
    const struct value *checks = value_get(root, S("checks"));
    unsigned line, column;
    if (checks)
        check_rules_read(s, checks, text);
    set_keys(s, root, text);
    if (s->config.colors) {
        yaml_key_place(text, S("colors"), &line, &column);
        contrast_check(s->config.colors, &s->problems, line, column);
    }
    if (s->config.channels)
        channels_read(s, S(CONFIG_FILE), text);
    yaml_key_place(text, S("variables"), &s->config.variables_line,
                   &s->config.variables_column);
    notices_read(s, text);
    return s->arena.failed ? err_no_memory(e) : 0;
}

int site_config_read(struct site *site, struct err *e)
{
    struct str path = arena_fmt(&site->arena, "%s/" CONFIG_FILE, site->root);
    struct buf text = {0};
    struct err why = {0};

    if (!path.ptr)
        return err_no_memory(e);
    if (access(path.ptr, F_OK) < 0 && (errno == ENOENT || errno == ENOTDIR))
        return 0;
    int result = file_read(path.ptr, CONFIG_MAX, &text, e);
    if (result == 0)
        result = read_keys(site, buf_str(&text), &why);
    buf_release(&text);
    if (result && why.code != ERR_CONTENT) {
        if (why.code)
            *e = why;
        return -1;
    }
    if (result)
        problem_add_err(&site->problems, CHECK_SITE, S(CONFIG_FILE), &why);
    if (site->problems.errors)
        return err_set(e, ERR_CONTENT,
                       "nothing was written: correct " CONFIG_FILE " first");
    return 0;
}

struct str site_default_locale(const struct site *site)
{
    struct str asked = site->config.default_locale;

    for (size_t i = 0; i < site->locale_count; i++)
        if (str_eq(str_from(site->locales[i].tag), asked))
            return asked;
    for (size_t i = 0; i < site->locale_count; i++)
        if (str_eq(str_from(site->locales[i].tag), S("en")))
            return S("en");
    return str_from(site->locales[0].tag);
}
