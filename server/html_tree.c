#include "server/html_tree.h"

#include <string.h>

#include "lib/html_scan.h"
#include "lib/utf8.h"

static const struct element {
    struct str name;
    enum html_role role;
} elements[] = {
    {STR("a"), HTML_INLINE},         {STR("abbr"), HTML_INLINE},
    {STR("b"), HTML_INLINE},         {STR("code"), HTML_INLINE},
    {STR("del"), HTML_INLINE},       {STR("em"), HTML_INLINE},
    {STR("i"), HTML_INLINE},         {STR("ins"), HTML_INLINE},
    {STR("kbd"), HTML_INLINE},       {STR("mark"), HTML_INLINE},
    {STR("s"), HTML_INLINE},         {STR("small"), HTML_INLINE},
    {STR("strong"), HTML_INLINE},    {STR("sub"), HTML_INLINE},
    {STR("sup"), HTML_INLINE},       {STR("u"), HTML_INLINE},
    {STR("img"), HTML_IMAGE},        {STR("br"), HTML_BREAK},
    {STR("input"), HTML_CHECKBOX},   {STR("p"), HTML_LINES},
    {STR("h1"), HTML_LINES},         {STR("h2"), HTML_LINES},
    {STR("h3"), HTML_LINES},         {STR("h4"), HTML_LINES},
    {STR("h5"), HTML_LINES},         {STR("h6"), HTML_LINES},
    {STR("summary"), HTML_LINES},    {STR("figcaption"), HTML_LINES},
    {STR("dt"), HTML_LINES},         {STR("dd"), HTML_LINES},
    {STR("pre"), HTML_PRE},          {STR("hr"), HTML_RULE},
    {STR("div"), HTML_BLOCK},        {STR("section"), HTML_BLOCK},
    {STR("blockquote"), HTML_BLOCK}, {STR("details"), HTML_BLOCK},
    {STR("figure"), HTML_BLOCK},     {STR("dl"), HTML_BLOCK},
    {STR("ul"), HTML_LIST},          {STR("ol"), HTML_LIST},
    {STR("li"), HTML_ITEM},          {STR("table"), HTML_TABLE},
    {STR("thead"), HTML_ROWS},       {STR("tbody"), HTML_ROWS},
    {STR("tfoot"), HTML_ROWS},       {STR("tr"), HTML_ROW},
    {STR("th"), HTML_CELL},          {STR("td"), HTML_CELL},
};

const char *const html_attribute_names[HTML_ATTRIBUTES] = {
    [HTML_ALT] = "alt",         [HTML_CHECKED] = "checked",
    [HTML_CLASS] = "class",     [HTML_COLSPAN] = "colspan",
    [HTML_DIR] = "dir",         [HTML_DISABLED] = "disabled",
    [HTML_HEIGHT] = "height",   [HTML_HREF] = "href",
    [HTML_LANG] = "lang",       [HTML_OPEN] = "open",
    [HTML_ROWSPAN] = "rowspan", [HTML_SRC] = "src",
    [HTML_START] = "start",     [HTML_TITLE] = "title",
    [HTML_TYPE] = "type",       [HTML_WIDTH] = "width",
};

static const struct {
    struct str name, bytes;
} entities[] = {
    {STR("amp"), STR("&")},  {STR("lt"), STR("<")},
    {STR("gt"), STR(">")},   {STR("quot"), STR("\"")},
    {STR("apos"), STR("'")}, {STR("nbsp"), STR("\xC2\xA0")},
};

struct parser {
    struct arena *arena;
    struct html_node *open; /* the innermost */
    unsigned depth, pre;
    struct str rest;
};

static const struct element *find_element(struct str name)
{
    for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
        if (str_eq_nocase(elements[i].name, name))
            return &elements[i];
    return NULL;
}

/* What "&name;" stands for, written to `to` (4 bytes); 0 when it is none that
 * is known. */
static size_t put_entity(struct str name, char *to)
{
    uint32_t n = html_numbered(name);

    if (n)
        return utf8_put(n, to);
    for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
        if (str_eq(entities[i].name, name)) {
            memcpy(to, entities[i].bytes.ptr, entities[i].bytes.len);
            return entities[i].bytes.len;
        }
    return 0;
}

/* An entity is longer than what it stands for. */
static struct str resolve(struct arena *a, struct str raw, bool keep_space)
{
    char *to = arena_new(a, char, raw.len + 4);
    size_t n = 0;

    for (size_t i = 0; to && i < raw.len;) {
        struct str name = str_sub(raw, i + 1, 10);
        size_t end = str_find(name, ';'), bytes = 0;
        if (raw.ptr[i] == '&' && end < name.len)
            bytes = put_entity(str_sub(name, 0, end), to + n);
        if (bytes) {
            n += bytes;
            i += end + 2;
        } else if (html_is_space(raw.ptr[i]) && !keep_space) {
            if (!n || to[n - 1] != ' ')
                to[n++] = ' ';
            i++;
        } else {
            to[n++] = raw.ptr[i++];
        }
    }
    return to ? str_of(to, n) : (struct str){0};
}

static struct html_node *add(struct parser *p, enum html_role role)
{
    struct html_node *n = arena_new(p->arena, struct html_node, 1);

    if (!n)
        return NULL;
    n->role = role;
    n->parent = p->open;
    if (p->open->last)
        p->open->last->next = n;
    else
        p->open->child = n;
    p->open->last = n;
    return n;
}

/* White space between items, rows and cells is no text. */
static bool holds_text(enum html_role role)
{
    return role != HTML_LIST && role != HTML_TABLE && role != HTML_ROWS &&
           role != HTML_ROW;
}

static void add_text(struct parser *p, struct str raw)
{
    struct str text = resolve(p->arena, raw, p->pre > 0);
    struct html_node *n = NULL;

    if (text.len && (holds_text(p->open->role) || !str_eq(text, S(" "))))
        n = add(p, HTML_TEXT);
    if (n)
        n->text = text;
}

static void add_attribute(struct parser *p, struct html_node *n,
                          struct str name, struct str value)
{
    for (size_t i = 0; i < HTML_ATTRIBUTES; i++) {
        struct html_attribute *made;
        if (!str_eq_nocase(name, str_from(html_attribute_names[i])))
            continue;
        if (html_has_attribute(n, (enum html_attribute_name)i))
            return;
        made = arena_new(p->arena, struct html_attribute, 1);
        if (!made)
            return;
        made->name = (enum html_attribute_name)i;
        made->value = resolve(p->arena, value, true);
        made->next = n->attributes;
        n->attributes = made;
    }
}

/* Up to and with ">". `n` is NULL when nobody wants them. */
static void read_attributes(struct parser *p, struct html_node *n)
{
    struct str name, value;

    while (html_take_attribute(&p->rest, &name, &value))
        if (n)
            add_attribute(p, n, name, value);
}

static bool is_empty_role(enum html_role role)
{
    return role == HTML_IMAGE || role == HTML_BREAK || role == HTML_RULE ||
           role == HTML_CHECKBOX;
}

static void skip_behind(struct parser *p, struct str mark)
{
    p->rest = str_skip(p->rest, str_search(p->rest, mark) + mark.len);
}

/* Scripts and styles hold no tags. */
static bool skip_raw(struct parser *p, struct str name)
{
    bool script = str_eq_nocase(name, S("script"));

    if (!script && !str_eq_nocase(name, S("style")))
        return false;
    skip_behind(p, script ? S("</script") : S("</style"));
    read_attributes(p, NULL);
    return true;
}

static void begin_element(struct parser *p)
{
    struct str name = html_take_name(&p->rest);
    const struct element *is = find_element(name);
    struct html_node *n = is ? add(p, is->role) : NULL;

    if (!n) {
        if (!skip_raw(p, name))
            read_attributes(p, NULL);
        return;
    }
    n->name = is->name.ptr;
    read_attributes(p, n);
    if (str_eq(is->name, S("sup")) && html_has_class(n, S("footnote"))) {
        skip_behind(p, S("</sup>"));
        *n = (struct html_node){.parent = n->parent, .role = HTML_TEXT};
    } else if (!is_empty_role(is->role) && p->depth < HTML_DEPTH) {
        p->open = n;
        p->depth++;
        p->pre += is->role == HTML_PRE;
    }
}

static void end_element(struct parser *p)
{
    struct str name = html_take_name(&p->rest);
    struct html_node *n = p->open;

    read_attributes(p, NULL);
    while (n->name && !str_eq_nocase(str_from(n->name), name))
        n = n->parent;
    if (!n->name)
        return;
    while (p->open != n->parent) {
        p->pre -= p->open->role == HTML_PRE;
        p->depth--;
        p->open = p->open->parent;
    }
}

static void read_tag(struct parser *p)
{
    struct str behind = str_skip(p->rest, 1);

    if (str_starts(behind, S("!--"))) {
        skip_behind(p, S("-->"));
    } else if (behind.len && (behind.ptr[0] == '!' || behind.ptr[0] == '?')) {
        skip_behind(p, S(">"));
    } else if (behind.len > 1 && behind.ptr[0] == '/' &&
               html_is_letter(behind.ptr[1])) {
        p->rest = str_skip(behind, 1);
        end_element(p);
    } else if (behind.len && html_is_letter(behind.ptr[0])) {
        p->rest = behind;
        begin_element(p);
    } else {
        add_text(p, S("<"));
        p->rest = behind;
    }
}

struct html_node *html_parse(struct arena *a, struct str html)
{
    struct html_node *root = arena_new(a, struct html_node, 1);
    struct parser p = {.arena = a, .open = root, .rest = html};

    if (!root)
        return NULL;
    root->role = HTML_ROOT;
    while (p.rest.len) {
        size_t text = str_find(p.rest, '<');
        if (text)
            add_text(&p, str_sub(p.rest, 0, text));
        p.rest = str_skip(p.rest, text);
        if (p.rest.len)
            read_tag(&p);
    }
    return a->failed ? NULL : root;
}

static const struct html_attribute *find(const struct html_node *n,
                                         enum html_attribute_name name)
{
    const struct html_attribute *a = n->attributes;

    while (a && a->name != name)
        a = a->next;
    return a;
}

struct str html_attribute(const struct html_node *n,
                          enum html_attribute_name name)
{
    const struct html_attribute *a = find(n, name);

    return a ? a->value : (struct str){0};
}

bool html_has_attribute(const struct html_node *n,
                        enum html_attribute_name name)
{
    return find(n, name) != NULL;
}

bool html_has_class(const struct html_node *n, struct str name)
{
    struct str rest = html_attribute(n, HTML_CLASS), one;

    while (str_cut(&rest, ' ', &one))
        if (str_eq(one, name))
            return true;
    return false;
}
