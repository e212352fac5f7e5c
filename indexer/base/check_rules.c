#include "indexer/base/check_rules.h"

#include <stdarg.h>
#include <stdio.h>

#include "indexer/base/path.h"
#include "indexer/base/nearest.h"
#include "indexer/base/site.h"
#include "indexer/base/yaml_words.h"
#include "lib/glob.h"

enum { PATTERNS_MAX = 100 };

#define CONFIG_FILE "site.yaml"

struct check_rule {
    struct str pattern; /* in NFC */
    enum severity severity;
};

struct check_rules {
    struct check_setting {
        bool is_set;
        enum severity severity; /* where no pattern fits */
        struct check_rule *rows;
        size_t count;
    } of[CHECK_COUNT];
};

struct reader {
    struct site *site;
    struct check_rules *rules;
    struct str yaml;
    /* the line that is read */
    enum check check;
    struct str name;
    unsigned line, column;
    size_t unknown; /* names that are none */
};

__attribute__((format(printf, 2, 3))) static void wrong(struct reader *r,
                                                        const char *format, ...)
{
    char what[400];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    problem_add(&r->site->problems, CHECK_SITE, S(CONFIG_FILE), r->line,
                r->column, "checks: %s", what);
}

/* Where the name stands below "checks:", else where that has its value. */
static void find_place(struct reader *r)
{
    struct str rest = r->yaml, line;
    unsigned number = 0;

    yaml_key_place(r->yaml, S("checks"), &r->line, &r->column);
    while (str_cut(&rest, '\n', &line)) {
        struct str text = str_trim(line);
        if (++number <= r->line || !text.len || text.ptr[0] == '#')
            continue;
        if (line.ptr[0] != ' ')
            return;
        if (!str_starts(text, r->name) || r->name.len >= text.len ||
            text.ptr[r->name.len] != ':')
            continue;
        r->line = number;
        r->column = (unsigned)(text.ptr - line.ptr) + 1;
        return;
    }
}

static void unknown_check(struct reader *r)
{
    struct nearest near = nearest_begin(r->name);

    if (++r->unknown > NEAREST_SHOWN)
        return;
    find_place(r);
    for (enum check i = CHECK_NONE + 1; i < CHECK_COUNT; i++)
        nearest_offer(&near, str_from(check_row(i)->name));
    if (near.best.len)
        wrong(r, "no check is called '%.*s': did you mean %.*s?",
              STR_ARG(r->name), STR_ARG(near.best));
    else
        wrong(r,
              "no check is called '%.*s': the manual's page on checks has "
              "their names",
              STR_ARG(r->name));
}

/* -1, with a problem, where it is none, or less than the check allows. */
static int read_severity(struct reader *r, const struct value *v,
                         enum severity *out)
{
    struct str word = value_str(v);

    for (enum severity i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++) {
        if (!str_eq(word, str_from(severity_name(i))))
            continue;
        *out = i;
        if (!check_row(r->check)->is_fixed || i == SEVERITY_ERROR)
            return 0;
        wrong(r,
              "%.*s is always an error, since what it finds cannot be "
              "published: take it out here and mend what it finds",
              STR_ARG(r->name));
        return -1;
    }
    wrong(r,
          "%.*s must be off, warning or error, or a map from paths such as "
          "en/old/** to one of these",
          STR_ARG(r->name));
    return -1;
}

static void read_pattern(struct reader *r, const struct value_member *m,
                         struct check_setting *s)
{
    struct arena *a = &r->site->arena;
    struct str pattern = path_key(a, m->key);
    enum severity severity;

    if (read_severity(r, m->value, &severity))
        return;
    if (str_eq(pattern, S("else"))) {
        s->is_set = true;
        s->severity = severity;
        return;
    }
    if (str_starts(pattern, S("./")))
        pattern = str_skip(pattern, 2);
    if (str_starts(pattern, S("/")))
        pattern = str_skip(pattern, 1);
    if (!pattern.len || pattern.len > GLOB_MAX)
        wrong(r, "%.*s: a path has 1 to %d letters", STR_ARG(r->name),
              (int)GLOB_MAX);
    else
        s->rows[s->count++] = (struct check_rule){pattern, severity};
}

static void read_patterns(struct reader *r, const struct value *map,
                          struct check_setting *s)
{
    s->rows = arena_new(&r->site->arena, struct check_rule, map->map.count);
    if (map->map.count > PATTERNS_MAX)
        wrong(r, "%.*s: more than %d paths: write * for parts of them",
              STR_ARG(r->name), (int)PATTERNS_MAX);
    for (size_t i = 0; s->rows && i < map->map.count && i < PATTERNS_MAX; i++)
        read_pattern(r, &map->map.members[i], s);
}

static void read_check(struct reader *r, const struct value_member *m)
{
    r->name = m->key;
    r->check = check_of_name(m->key);
    if (r->check == CHECK_NONE) {
        unknown_check(r);
        return;
    }
    find_place(r);
    struct check_setting *s = &r->rules->of[r->check];
    if (m->value->kind == VALUE_MAP && m->value->map.count)
        read_patterns(r, m->value, s);
    else
        s->is_set = read_severity(r, m->value, &s->severity) == 0;
}

void check_rules_read(struct site *site, const struct value *checks,
                      struct str yaml)
{
    struct reader r = {.site = site, .yaml = yaml};

    yaml_key_place(yaml, S("checks"), &r.line, &r.column);
    if (checks->kind != VALUE_MAP) {
        if (checks->kind != VALUE_NULL)
            wrong(&r, "must be a map from names of checks to off, warning or "
                      "error");
        return;
    }
    r.rules = arena_new(&site->arena, struct check_rules, 1);
    for (size_t i = 0; r.rules && i < checks->map.count; i++)
        read_check(&r, &checks->map.members[i]);
    site->problems.rules = r.rules;
}

enum severity check_rules_severity(const struct check_rules *rules,
                                   enum check check, struct str path,
                                   struct arena *a)
{
    const struct check_setting *s = rules ? &rules->of[check] : NULL;
    struct str key = s && s->count ? path_key(a, path) : path;

    for (size_t i = 0; s && i < s->count; i++)
        if (glob_matches(s->rows[i].pattern, key))
            return s->rows[i].severity;
    return s && s->is_set ? s->severity : check_row(check)->severity;
}
