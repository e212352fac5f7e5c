#include "indexer/settings/synonyms.h"

#include <stdio.h>
#include <unistd.h>

#include "indexer/base/yaml.h"
#include "lib/file.h"
#include "lib/query/synonyms.h"
#include "lib/site/site_names.h"

#define SYNONYMS_FILE "_synonyms.yaml"

struct reading {
    struct site *site;
    struct locale *locale;
    struct str path; /* below the content folder */
    struct str yaml;
};

static void complain(const struct reading *r, const char *message)
{
    problem_add(&r->site->problems, CHECK_SYNONYMS, r->path, 1, 1, "%s",
                message);
}

/* A group becomes a line of the thesaurus's own form. */
static bool put_group(const struct value *v, struct buf *out)
{
    struct str text = value_str(v);

    if (v->kind == VALUE_LIST)
        for (size_t i = 0; i < v->list.count; i++) {
            if (v->list.items[i]->kind != VALUE_TEXT)
                return false;
            buf_text(out, i ? ", " : "");
            buf_put(out, value_str(v->list.items[i]));
        }
    else if (v->kind == VALUE_TEXT)
        for (size_t i = 0; i < text.len; i++)
            buf_char(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
    else
        return false;
    buf_char(out, '\n');
    return true;
}

/* The lines of the file where the entries of the list begin, from 1: the values
 * of a YAML text know no place. */
static unsigned *lines_of_groups(struct arena *a, struct str yaml, size_t count)
{
    unsigned *lines = arena_new(a, unsigned, count), number = 0;
    struct str line;
    size_t n = 0;

    for (size_t i = 0; lines && i < count; i++)
        lines[i] = 1;
    while (lines && n < count && str_cut(&yaml, '\n', &line)) {
        number++;
        if (str_starts(str_trim(line), S("- ")))
            lines[n++] = number;
    }
    return lines;
}

static int parse_groups(const struct reading *r, const struct value *groups,
                        struct err *e)
{
    struct thesaurus *t = arena_new(&r->site->arena, struct thesaurus, 1);
    struct buf text = {0};
    struct err why = {0};
    size_t count = groups->list.count;
    unsigned *lines = lines_of_groups(&r->site->arena, r->yaml, count);
    int result = 0;

    if (!t || !lines)
        return err_no_memory(e);
    for (size_t i = 0; i < count; i++)
        if (!put_group(groups->list.items[i], &text)) {
            problem_add(&r->site->problems, CHECK_SYNONYMS, r->path, lines[i],
                        1,
                        "a group is a text like \"parcel, package\", or a "
                        "list of texts");
            buf_release(&text);
            return 0;
        }
    if (text.failed)
        result = err_no_memory(e);
    else if (thesaurus_parse(t, &r->site->arena, buf_str(&text), r->path,
                             &why) == 0) {
        r->locale->synonyms = t;
        r->locale->synonym_lines = lines;
    } else if (why.code == ERR_CONTENT) {
        problem_add(&r->site->problems, CHECK_SYNONYMS, r->path,
                    why.line && why.line <= count ? lines[why.line - 1] : 1, 1,
                    "%s", why.message);
    } else {
        result = err_set(e, why.code, "%s", why.message);
    }
    buf_release(&text);
    return result;
}

static int read_root(const struct reading *r, const struct value *root,
                     struct err *e)
{
    const struct value *groups = root, *shipped = NULL;

    if (root->kind == VALUE_MAP) {
        groups = value_get(root, S("groups"));
        shipped = value_get(root, S("shipped"));
        for (size_t i = 0; i < root->map.count; i++) {
            struct str key = root->map.members[i].key;
            if (!str_eq(key, S("groups")) && !str_eq(key, S("shipped")))
                problem_add(&r->site->problems, CHECK_SYNONYMS_KEY, r->path, 1,
                            1,
                            "\"%.*s\" is not known here: write groups or "
                            "shipped",
                            STR_ARG(key));
        }
    }
    if (shipped && shipped->kind != VALUE_BOOL) {
        complain(r, "shipped must be true or false");
        return 0;
    }
    r->locale->no_shipped_synonyms = shipped && !shipped->boolean;
    if (!groups || groups->kind == VALUE_NULL)
        return 0;
    if (groups->kind != VALUE_LIST) {
        complain(r, "groups must be a list, a group a line: - parcel, package");
        return 0;
    }
    return parse_groups(r, groups, e);
}

struct str synonyms_path(struct arena *a, const struct locale *l)
{
    return arena_fmt(a, "%.*s/" SYNONYMS_FILE, STR_ARG(l->folder));
}

static int read_locale(struct site *site, struct locale *l, struct err *e)
{
    struct reading r = {.site = site, .locale = l};
    struct arena scratch = {0};
    struct buf yaml = {0};
    struct err why = {0};
    int result = 0;
    struct str path = synonyms_path(&site->arena, l);
    struct str full =
        arena_fmt(&site->arena, "%s/%.*s", site->root, STR_ARG(path));

    if (!full.ptr)
        return err_no_memory(e);
    if (access(full.ptr, F_OK) != 0)
        return 0;
    r.path = path;
    if (file_read(full.ptr, YAML_BYTES, &yaml, e)) {
        buf_release(&yaml);
        return -1;
    }
    r.yaml = buf_str(&yaml);

    const struct value *root = yaml_parse(&scratch, r.yaml, &why);

    if (root)
        result = read_root(&r, root, e);
    else
        problem_add_err(&site->problems, CHECK_SYNONYMS, path, &why);
    arena_release(&scratch);
    buf_release(&yaml);
    return result;
}

int synonyms_read(struct site *site, struct err *e)
{
    for (size_t i = 0; i < site->locale_count; i++)
        if (read_locale(site, &site->locales[i], e))
            return -1;
    return 0;
}

/* The shipped texts are compiled in and tested: they parse. */
static int add_shipped(struct synonyms_builder *b, const struct locale *l,
                       struct analyser *analyser, struct err *e)
{
    struct str text = thesaurus_builtin(str_from(l->tag));
    struct thesaurus t;

    if (text.len == 0 || l->no_shipped_synonyms)
        return 0;
    if (thesaurus_parse(&t, &b->arena, text, S("thesaurus"), e))
        return -1;
    return synonyms_add(b, analyser, &t, SYNONYM_SHIPPED, e);
}

int synonyms_table_write(const struct locale *l, struct analyser *analyser,
                         struct site_writer *w, struct err *e)
{
    char name[LOCALE_MAX + 64];
    struct synonyms_builder b;
    struct buf out = {0};

    synonyms_begin(&b);
    int result = add_shipped(&b, l, analyser, e);
    if (result == 0 && l->synonyms)
        result = synonyms_add(&b, analyser, l->synonyms, SYNONYM_SITE, e);
    if (result == 0 && !synonyms_write(&b, &out))
        result = err_no_memory(e);
    snprintf(name, sizeof(name), SITE_NAME_SEARCH, l->tag, SITE_PART_SYNONYMS);
    struct site_entry_in entry = {
        .path = str_from(name),
        .kind = SITE_INTERNAL,
        .plain_length = out.len,
        .blob = {[SITE_PLAIN] = buf_str(&out)},
    };
    if (result == 0)
        result = site_writer_add(w, &entry, e);
    synonyms_builder_release(&b);
    buf_release(&out);
    return result;
}
