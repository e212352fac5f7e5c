#include <string.h>
#include <unistd.h>

#include "indexer/front_matter/front_matter.h"
#include "indexer/import/import.h"
#include "indexer/import/import_text.h"
#include "indexer/import/toml.h"
#include "indexer/base/yaml.h"
#include "lib/file.h"
#include "lib/utf8.h"

static bool refuse(struct import *im, struct str name, const struct err *why)
{
    problem_add_err(&im->problems, CHECK_IMPORT_FILE, name, why);
    im->left_out++;
    return false;
}

/* The block between two lines "+++". */
static bool split_toml(struct str source, struct str *block, struct str *body,
                       unsigned *line)
{
    struct str rest = source, one;
    size_t at = 0;

    if (!str_starts(source, S("+++\n")) && !str_starts(source, S("+++\r\n")))
        return false;
    *line = 1;
    while (rest.len && str_cut(&rest, '\n', &one)) {
        ++*line;
        if (at && str_eq(str_trim(one), S("+++"))) {
            size_t first = str_find(source, '\n') + 1;
            *block = str_sub(source, first, at - first);
            *body = str_skip(source, at + one.len + 1);
            return true;
        }
        at += one.len + 1;
    }
    return false;
}

static bool split(struct import *im, struct str source, struct import_page *out,
                  struct value **front, struct err *e)
{
    struct str block = {0}, body = source;
    unsigned line = 1;

    *front = NULL;
    if (str_starts(source, S("\xEF\xBB\xBF")))
        source = str_skip(source, 3);
    if (split_toml(source, &block, &body, &line)) {
        *front = toml_parse(&im->arena, block, e);
        e->line += e->line > 0;
    } else if (front_matter_split(source, &block, &body, &line, e)) {
        return false;
    } else if (block.ptr) {
        *front = yaml_parse_text(&im->arena, block, e);
        e->line += e->line > 0;
    } else {
        *front = value_map(&im->arena);
    }
    out->body = body;
    out->line = line;
    return *front != NULL;
}

static int read_below(struct import *im, const char *root, struct str name,
                      size_t max, struct str *text, struct err *e)
{
    struct str path = arena_fmt(&im->arena, "%s/%.*s", root, STR_ARG(name));
    struct buf bytes = {0};
    int result =
        path.ptr ? file_read(path.ptr, max, &bytes, e) : err_no_memory(e);

    if (result == 0) {
        size_t bad = utf8_check(buf_str(&bytes));
        *text = buf_copy(&bytes, &im->arena);
        if (bad < bytes.len || memchr(bytes.ptr, '\0', bytes.len))
            result = err_set(e, ERR_CONTENT,
                             "the file is not UTF-8 text: save it as UTF-8 and "
                             "import again, or move it by hand");
    }
    buf_release(&bytes);
    return result;
}

bool import_read_page(struct import *im, const char *root, struct str name,
                      struct import_page *out, struct value **front,
                      struct err *e)
{
    struct err why = {0};
    struct str text = {0};

    out->source = name;
    if (read_below(im, root, name, IMPORT_PAGE_BYTES, &text, &why) ||
        !split(im, text, out, front, &why)) {
        if (why.code == ERR_SYSTEM)
            *e = why;
        return refuse(im, name, &why);
    }
    if ((*front)->kind == VALUE_NULL)
        *front = value_map(&im->arena);
    return *front && (*front)->kind == VALUE_MAP;
}

struct value *import_read_settings(struct import *im, const char *root,
                                   const char *name)
{
    struct err why = {0};
    struct str path = arena_fmt(&im->arena, "%s/%s", root, name), text = {0};
    struct value *v = NULL;

    if (!path.ptr || access(path.ptr, F_OK) < 0)
        return NULL;
    if (read_below(im, root, str_from(name), IMPORT_PAGE_BYTES, &text, &why)) {
        refuse(im, str_from(name), &why);
        return NULL;
    }
    if (str_ends(str_from(name), S(".toml")))
        v = toml_parse(&im->arena, text, &why);
    else if (str_ends(str_from(name), S(".json")))
        v = value_from_json(&im->arena, text, &why);
    else
        v = yaml_parse_text(&im->arena, text, &why);
    if (!v)
        refuse(im, str_from(name), &why);
    return v && v->kind == VALUE_MAP ? v : NULL;
}
