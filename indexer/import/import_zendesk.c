/* The export of Zendesk's help center API. */
#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "indexer/import/import_html.h"
#include "indexer/import/import_zendesk.h"
#include "lib/file.h"

enum { EXPORT_BYTES = 64 << 20 };

/* Pages of an export are joined; one export may hold all three lists. */
static void gather(struct zendesk *z, struct value *v, unsigned depth)
{
    const struct {
        const char *key;
        struct value *list;
    } lists[] = {{"articles", z->articles},
                 {"sections", z->section_list},
                 {"categories", z->category_list}};

    if (v->kind == VALUE_LIST && depth < 3) {
        for (size_t i = 0; i < v->list.count; i++)
            gather(z, v->list.items[i], depth + 1);
        return;
    }
    if (v->kind != VALUE_MAP)
        return;
    for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
        const struct value *found = value_get(v, str_from(lists[k].key));
        for (size_t i = 0;
             found && found->kind == VALUE_LIST && i < found->list.count; i++)
            value_push(&z->im->arena, lists[k].list, found->list.items[i]);
    }
    if (value_get(v, S("body")) && value_get(v, S("id")))
        value_push(&z->im->arena, z->articles, v);
}

static void note_locale(struct zendesk *z, const struct value *v)
{
    struct str name = zendesk_text(z, v, "locale");
    struct str tag = import_locale(z->im, name);

    if (tag.len && !map_get(&z->tags, tag))
        map_set(&z->tags, tag, z);
}

static void for_translations(struct zendesk *z, const struct value *list,
                             void visit(struct zendesk *z,
                                        const struct value *v))
{
    for (size_t i = 0; i < list->list.count; i++) {
        const struct value *v = list->list.items[i];
        const struct value *more = value_get(v, S("translations"));
        visit(z, v);
        for (size_t k = 0;
             more && more->kind == VALUE_LIST && k < more->list.count; k++)
            visit(z, more->list.items[k]);
    }
}

static void index_by_id(struct zendesk *z, struct map *to,
                        const struct value *list)
{
    for (size_t i = 0; i < list->list.count; i++) {
        struct value *v = list->list.items[i];
        struct str id = zendesk_text(z, v, "id");
        struct value *same = id.len ? map_get(to, id) : NULL;
        if (!same && id.len)
            map_set(to, arena_str(&z->im->arena, id),
                    same = value_list(&z->im->arena));
        value_push(&z->im->arena, same, v);
    }
}

/* Places that links of any article lead to: only these headings need names. */
static void note_anchors(struct zendesk *z)
{
    struct import *im = z->im;

    for (struct import_page *p = im->pages; p; p = p->next) {
        struct str rest = p->body;
        for (;;) {
            rest = str_skip(rest, str_find(rest, '#'));
            if (!rest.len)
                break;
            size_t n = 1;
            while (n < rest.len && n < 100 &&
                   (isalnum((unsigned char)rest.ptr[n]) ||
                    (n > 1 && strchr("_-", rest.ptr[n]))))
                n++;
            if (n > 1 && n < rest.len && strchr("\"'", rest.ptr[n]))
                map_set(&im->anchors, str_sub(rest, 1, n - 1), im);
            rest = str_skip(rest, n);
        }
    }
}

/* Attachments, where somebody saved them beside the export. */
static int add_attachments(struct import *im, struct err *e)
{
    struct str folder = import_folder_of(str_from(im->from));
    struct str root = folder.len ? arena_str(&im->arena, folder) : S(".");
    struct str path = arena_fmt(&im->arena, "%s/article_attachments", root.ptr);

    map_set(&im->roots, S("hc"), im);
    map_set(&im->roots, S("guide-media"), im);
    map_set(&im->roots, S(""), im);
    if (path.ptr && access(path.ptr, R_OK | X_OK) == 0)
        return import_add_files(im, root.ptr, "article_attachments", e);
    return 0;
}

static int read_json(struct import *im, struct value **out, struct err *e)
{
    struct buf text = {0};
    int result = file_read(im->from, EXPORT_BYTES, &text, e);

    if (result == 0) {
        *out = value_from_json(&im->arena, buf_str(&text), e);
        result = *out ? 0 : -1;
        if (result && e->code == ERR_CONTENT)
            err_at(e, str_from(im->from), e->line, e->column);
    }
    buf_release(&text);
    return result;
}

static int read_export(struct import *im, struct err *e)
{
    struct arena *a = &im->arena;
    struct zendesk z = {im, .articles = value_list(a),
                        .section_list = value_list(a),
                        .category_list = value_list(a)};
    struct value *root = NULL;

    map_init(&z.sections, a);
    map_init(&z.categories, a);
    map_init(&z.tags, a);
    map_init(&z.named, a);
    if (read_json(im, &root, e) || add_attachments(im, e))
        return -1;
    gather(&z, root, 0);
    for_translations(&z, z.articles, note_locale);
    for_translations(&z, z.section_list, note_locale);
    index_by_id(&z, &z.sections, z.section_list);
    index_by_id(&z, &z.categories, z.category_list);
    zendesk_add_articles(&z);
    if (!im->pages && !a->failed)
        return err_set(e, ERR_CONTENT,
                       "%s holds no articles: it is not what the help center "
                       "API gives, which is {\"articles\": [...]}",
                       im->from);
    zendesk_add_sections(&z, z.category_list, true);
    zendesk_add_sections(&z, z.section_list, false);
    note_anchors(&z);
    return a->failed ? err_no_memory(e) : 0;
}

struct body {
    struct import *im;
    struct import_page *p;
};

static void link_of(void *context, struct str address, bool is_image,
                    unsigned line, struct buf *out)
{
    struct body *b = context;

    (void)line;
    import_link(b->im, b->p, address, is_image, 0, out);
}

static bool is_aimed_at(void *context, struct str anchor)
{
    struct body *b = context;

    return map_get(&b->im->anchors, anchor) != NULL;
}

static void lost(void *context, unsigned line, struct str what)
{
    struct body *b = context;

    (void)line;
    import_lost(b->im, b->p, 0, what);
}

static void write_text(struct import *im, struct import_page *p,
                       struct buf *out)
{
    struct body b = {im, p};
    const struct html_asked asked = {&b, link_of, is_aimed_at, lost};
    struct arena a = {0};
    const struct html_part *root = import_html_parse(&a, p->body);

    if (!root || !import_html_markdown(root, &asked, out))
        im->arena.failed = true;
    arena_release(&a);
}

/* "/hc/en-us/articles/360012-Title" -> "articles/360012". */
static struct str key_of(struct import *im, struct str path)
{
    static const char *const kinds[] = {"articles", "sections", "categories"};

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        struct str mark = arena_fmt(&im->arena, "/%s/", kinds[i]);
        size_t at = str_search(path, mark), n = 0;
        struct str id = str_skip(path, at + mark.len);
        if (at == path.len || !str_starts(path, S("/hc/")))
            continue;
        while (n < id.len && isdigit((unsigned char)id.ptr[n]))
            n++;
        return arena_fmt(&im->arena, "%s/%.*s", kinds[i],
                         STR_ARG(str_sub(id, 0, n)));
    }
    return S("");
}

const struct import_system import_zendesk = {
    "zendesk", "EXPORT.json", read_export, write_text, key_of,
};
