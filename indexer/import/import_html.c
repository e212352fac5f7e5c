#include "indexer/import/import_html.h"

#include "lib/html_scan.h"
#include "lib/utf8.h"

static const struct element {
    struct str name;
    enum html_kind kind;
} elements[] = {
    {STR("a"), KIND_LINK},           {STR("abbr"), KIND_PLAIN},
    {STR("address"), KIND_BLOCK},    {STR("article"), KIND_BLOCK},
    {STR("aside"), KIND_BLOCK},      {STR("audio"), KIND_MEDIA},
    {STR("b"), KIND_STRONG},         {STR("bdi"), KIND_PLAIN},
    {STR("big"), KIND_PLAIN},        {STR("blockquote"), KIND_QUOTE},
    {STR("body"), KIND_BLOCK},       {STR("br"), KIND_BREAK},
    {STR("caption"), KIND_CAPTION},  {STR("center"), KIND_BLOCK},
    {STR("cite"), KIND_EM},          {STR("code"), KIND_CODE},
    {STR("col"), KIND_PLAIN},        {STR("colgroup"), KIND_PLAIN},
    {STR("dd"), KIND_BLOCK},         {STR("del"), KIND_DEL},
    {STR("details"), KIND_DETAILS},  {STR("dfn"), KIND_EM},
    {STR("div"), KIND_BLOCK},        {STR("dl"), KIND_BLOCK},
    {STR("dt"), KIND_TERM},          {STR("em"), KIND_EM},
    {STR("embed"), KIND_MEDIA},      {STR("figcaption"), KIND_PARAGRAPH},
    {STR("figure"), KIND_BLOCK},     {STR("font"), KIND_PLAIN},
    {STR("footer"), KIND_BLOCK},     {STR("h1"), KIND_HEADING},
    {STR("h2"), KIND_HEADING},       {STR("h3"), KIND_HEADING},
    {STR("h4"), KIND_HEADING},       {STR("h5"), KIND_HEADING},
    {STR("h6"), KIND_HEADING},       {STR("head"), KIND_DROPPED},
    {STR("header"), KIND_BLOCK},     {STR("hr"), KIND_RULE},
    {STR("html"), KIND_BLOCK},       {STR("i"), KIND_EM},
    {STR("iframe"), KIND_MEDIA},     {STR("img"), KIND_IMAGE},
    {STR("input"), KIND_CHECKBOX},   {STR("ins"), KIND_PLAIN},
    {STR("kbd"), KIND_KBD},          {STR("label"), KIND_PLAIN},
    {STR("li"), KIND_ITEM},          {STR("main"), KIND_BLOCK},
    {STR("mark"), KIND_PLAIN},       {STR("nav"), KIND_BLOCK},
    {STR("ol"), KIND_LIST},          {STR("p"), KIND_PARAGRAPH},
    {STR("picture"), KIND_PLAIN},    {STR("pre"), KIND_PRE},
    {STR("q"), KIND_PLAIN},          {STR("s"), KIND_DEL},
    {STR("samp"), KIND_CODE},        {STR("script"), KIND_DROPPED},
    {STR("section"), KIND_BLOCK},    {STR("small"), KIND_PLAIN},
    {STR("source"), KIND_MEDIA},     {STR("span"), KIND_PLAIN},
    {STR("strike"), KIND_DEL},       {STR("strong"), KIND_STRONG},
    {STR("style"), KIND_DROPPED},    {STR("sub"), KIND_PLAIN},
    {STR("summary"), KIND_SUMMARY},  {STR("sup"), KIND_PLAIN},
    {STR("svg"), KIND_DROPPED},      {STR("table"), KIND_TABLE},
    {STR("tbody"), KIND_ROWS},       {STR("td"), KIND_CELL},
    {STR("template"), KIND_DROPPED}, {STR("tfoot"), KIND_ROWS},
    {STR("th"), KIND_CELL},          {STR("thead"), KIND_ROWS},
    {STR("time"), KIND_PLAIN},       {STR("title"), KIND_DROPPED},
    {STR("tr"), KIND_ROW},           {STR("tt"), KIND_CODE},
    {STR("u"), KIND_PLAIN},          {STR("ul"), KIND_LIST},
    {STR("var"), KIND_EM},           {STR("video"), KIND_MEDIA},
    {STR("wbr"), KIND_PLAIN},
};

static const struct str field_names[FIELDS] = {
    [FIELD_ALT] = STR("alt"),     [FIELD_CHECKED] = STR("checked"),
    [FIELD_CLASS] = STR("class"), [FIELD_COLSPAN] = STR("colspan"),
    [FIELD_HREF] = STR("href"),   [FIELD_ID] = STR("id"),
    [FIELD_NAME] = STR("name"),   [FIELD_ROWSPAN] = STR("rowspan"),
    [FIELD_SRC] = STR("src"),     [FIELD_START] = STR("start"),
    [FIELD_TITLE] = STR("title"), [FIELD_TYPE] = STR("type"),
};

static const struct {
    struct str name;
    uint32_t sign;
} entities[] = {
    {STR("amp"), '&'},      {STR("lt"), '<'},        {STR("gt"), '>'},
    {STR("quot"), '"'},     {STR("apos"), '\''},     {STR("nbsp"), 0xA0},
    {STR("copy"), 0xA9},    {STR("reg"), 0xAE},      {STR("trade"), 0x2122},
    {STR("deg"), 0xB0},     {STR("plusmn"), 0xB1},   {STR("times"), 0xD7},
    {STR("divide"), 0xF7},  {STR("middot"), 0xB7},   {STR("para"), 0xB6},
    {STR("sect"), 0xA7},    {STR("laquo"), 0xAB},    {STR("raquo"), 0xBB},
    {STR("iexcl"), 0xA1},   {STR("iquest"), 0xBF},   {STR("euro"), 0x20AC},
    {STR("pound"), 0xA3},   {STR("yen"), 0xA5},      {STR("cent"), 0xA2},
    {STR("frac12"), 0xBD},  {STR("frac14"), 0xBC},   {STR("frac34"), 0xBE},
    {STR("ordm"), 0xBA},    {STR("ordf"), 0xAA},     {STR("shy"), 0xAD},
    {STR("ndash"), 0x2013}, {STR("mdash"), 0x2014},  {STR("lsquo"), 0x2018},
    {STR("rsquo"), 0x2019}, {STR("sbquo"), 0x201A},  {STR("ldquo"), 0x201C},
    {STR("rdquo"), 0x201D}, {STR("bdquo"), 0x201E},  {STR("hellip"), 0x2026},
    {STR("bull"), 0x2022},  {STR("lsaquo"), 0x2039}, {STR("rsaquo"), 0x203A},
    {STR("ensp"), 0x2002},  {STR("emsp"), 0x2003},   {STR("thinsp"), 0x2009},
    {STR("zwnj"), 0x200C},  {STR("zwj"), 0x200D},    {STR("larr"), 0x2190},
    {STR("uarr"), 0x2191},  {STR("rarr"), 0x2192},   {STR("darr"), 0x2193},
    {STR("harr"), 0x2194},  {STR("check"), 0x2713},  {STR("cross"), 0x2717},
    {STR("le"), 0x2264},    {STR("ge"), 0x2265},     {STR("ne"), 0x2260},
    {STR("minus"), 0x2212}, {STR("infin"), 0x221E},  {STR("asymp"), 0x2248},
    {STR("agrave"), 0xE0},  {STR("aacute"), 0xE1},   {STR("acirc"), 0xE2},
    {STR("atilde"), 0xE3},  {STR("auml"), 0xE4},     {STR("aring"), 0xE5},
    {STR("aelig"), 0xE6},   {STR("ccedil"), 0xE7},   {STR("egrave"), 0xE8},
    {STR("eacute"), 0xE9},  {STR("ecirc"), 0xEA},    {STR("euml"), 0xEB},
    {STR("igrave"), 0xEC},  {STR("iacute"), 0xED},   {STR("icirc"), 0xEE},
    {STR("iuml"), 0xEF},    {STR("ntilde"), 0xF1},   {STR("ograve"), 0xF2},
    {STR("oacute"), 0xF3},  {STR("ocirc"), 0xF4},    {STR("otilde"), 0xF5},
    {STR("ouml"), 0xF6},    {STR("oslash"), 0xF8},   {STR("ugrave"), 0xF9},
    {STR("uacute"), 0xFA},  {STR("ucirc"), 0xFB},    {STR("uuml"), 0xFC},
    {STR("szlig"), 0xDF},   {STR("Agrave"), 0xC0},   {STR("Aacute"), 0xC1},
    {STR("Auml"), 0xC4},    {STR("Ccedil"), 0xC7},   {STR("Eacute"), 0xC9},
    {STR("Egrave"), 0xC8},  {STR("Ntilde"), 0xD1},   {STR("Oacute"), 0xD3},
    {STR("Ouml"), 0xD6},    {STR("Uuml"), 0xDC},     {STR("Uacute"), 0xDA},
    {STR("Aring"), 0xC5},   {STR("AElig"), 0xC6},    {STR("Oslash"), 0xD8},
    {STR("oelig"), 0x153},  {STR("scaron"), 0x161},
};

enum { COUNT_ELEMENTS = sizeof(elements) / sizeof(*elements) };
enum { COUNT_ENTITIES = sizeof(entities) / sizeof(*entities) };
enum { ENTITY_MAX = 12 };

static enum html_kind kind_of(struct str name)
{
    for (size_t i = 0; i < COUNT_ELEMENTS; i++)
        if (str_eq_nocase(elements[i].name, name))
            return elements[i].kind;
    return KIND_UNKNOWN;
}

/* Controls that old pages number stand for signs nobody can type. */
static uint32_t sign_of(struct str name)
{
    uint32_t n = html_numbered(name);

    for (size_t i = 0; i < COUNT_ENTITIES && !n; i++)
        if (str_eq(entities[i].name, name))
            n = entities[i].sign;
    return n < ' ' && n != '\n' && n != '\t' ? 0 : n;
}

void import_html_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len;) {
        size_t plain = str_find(str_skip(text, i), '&');
        buf_put(out, str_sub(text, i, plain));
        i += plain;
        if (i == text.len)
            return;
        struct str name = str_sub(text, i + 1, ENTITY_MAX);
        size_t end = str_find(name, ';');
        uint32_t sign = end < name.len ? sign_of(str_sub(name, 0, end)) : 0;
        char bytes[4];
        if (sign) {
            buf_add(out, bytes, utf8_put(sign, bytes));
            i += end + 2;
        } else {
            buf_char(out, text.ptr[i++]);
        }
    }
}

static struct str resolve(struct arena *a, struct str raw)
{
    struct buf out = {0};

    if (str_find(raw, '&') == raw.len)
        return raw;
    import_html_text(&out, raw);
    struct str text = buf_copy(&out, a);
    buf_release(&out);
    return text;
}

static void keep_field(struct arena *a, struct html_tag *tag, struct str name,
                       struct str value)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (str_eq_nocase(name, field_names[i]) && !tag->fields[i].ptr)
            tag->fields[i] = resolve(a, value.ptr ? value : S(""));
}

struct html_tag import_html_tag(struct arena *a, struct str text)
{
    struct html_tag tag = {0};
    struct str rest = str_skip(text, 1), name, value;

    if (!str_starts(text, S("<")))
        return tag;
    if (str_starts(rest, S("/"))) {
        tag.is_end = true;
        rest = str_skip(rest, 1);
    }
    if (!rest.len || !html_is_letter(rest.ptr[0]))
        return tag;
    tag.name = html_take_name(&rest);
    tag.kind = kind_of(tag.name);
    while (html_take_attribute(&rest, &name, &value))
        keep_field(a, &tag, name, value);
    tag.length = text.len - rest.len;
    return tag;
}

struct parser {
    struct arena *arena;
    struct html_part *open;
    size_t depth;
    struct str rest;
    unsigned line;
};

static void advance(struct parser *p, size_t n)
{
    struct str passed = str_sub(p->rest, 0, n);

    for (size_t i = 0; i < passed.len; i++)
        p->line += passed.ptr[i] == '\n';
    p->rest = str_skip(p->rest, n);
}

static struct html_part *add(struct parser *p, enum html_kind kind)
{
    struct html_part *n = arena_new(p->arena, struct html_part, 1);

    if (!n)
        return NULL;
    n->kind = kind;
    n->parent = p->open;
    n->line = p->line;
    if (p->open->last)
        p->open->last->next = n;
    else
        p->open->child = n;
    p->open->last = n;
    return n;
}

static void add_text(struct parser *p, size_t length)
{
    struct html_part *n = length ? add(p, KIND_TEXT) : NULL;

    if (n)
        n->text = resolve(p->arena, str_sub(p->rest, 0, length));
    advance(p, length);
}

static void close_up_to(struct parser *p, const struct html_part *n)
{
    while (p->open != n->parent) {
        p->depth--;
        p->open = p->open->parent;
    }
}

/* What may not lie in what is open ends it: <li>a<li>b. */
static const struct {
    enum html_kind opens, ends, within;
} implied[] = {
    {KIND_ITEM, KIND_ITEM, KIND_LIST},
    {KIND_TERM, KIND_PARAGRAPH, KIND_BLOCK},
    {KIND_ROWS, KIND_ROWS, KIND_TABLE},
    {KIND_ROW, KIND_ROW, KIND_TABLE},
    {KIND_CELL, KIND_CELL, KIND_ROW},
    {KIND_PARAGRAPH, KIND_PARAGRAPH, KIND_CELL},
    {KIND_HEADING, KIND_PARAGRAPH, KIND_CELL},
    {KIND_HEADING, KIND_HEADING, KIND_CELL},
    {KIND_LIST, KIND_PARAGRAPH, KIND_ITEM},
    {KIND_TABLE, KIND_PARAGRAPH, KIND_CELL},
    {KIND_PRE, KIND_PARAGRAPH, KIND_ITEM},
    {KIND_QUOTE, KIND_PARAGRAPH, KIND_ITEM},
    {KIND_BLOCK, KIND_PARAGRAPH, KIND_ITEM},
    {KIND_RULE, KIND_PARAGRAPH, KIND_ITEM},
};

static bool holds_blocks(enum html_kind kind)
{
    return kind >= KIND_BLOCK && kind != KIND_SUMMARY && kind != KIND_PRE &&
           kind < KIND_UNKNOWN;
}

static void end_implied(struct parser *p, enum html_kind kind)
{
    for (size_t i = 0; i < sizeof(implied) / sizeof(*implied); i++) {
        if (implied[i].opens != kind)
            continue;
        for (const struct html_part *n = p->open; n->kind != KIND_ROOT;
             n = n->parent) {
            if (n->kind == implied[i].ends) {
                close_up_to(p, n);
                break;
            }
            if (n->kind == implied[i].within ||
                (implied[i].ends == KIND_PARAGRAPH && holds_blocks(n->kind)))
                break;
        }
    }
}

static bool is_empty(const struct html_tag *tag)
{
    static const struct str names[] = {STR("col"), STR("embed"), STR("source"),
                                       STR("wbr")};

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (str_eq_nocase(names[i], tag->name))
            return true;
    return tag->kind == KIND_IMAGE || tag->kind == KIND_BREAK ||
           tag->kind == KIND_RULE || tag->kind == KIND_CHECKBOX;
}

/* Up to the end tag of that name; its bytes hold no tags. */
static void skip_held(struct parser *p, struct str name)
{
    for (;;) {
        size_t at = str_search(p->rest, S("</"));
        advance(p, at);
        if (!p->rest.len)
            return;
        advance(p, 2);
        if (str_eq_nocase(str_sub(p->rest, 0, name.len), name)) {
            advance(p, str_find(p->rest, '>') + 1);
            return;
        }
    }
}

static void begin_element(struct parser *p, const struct html_tag *tag)
{
    struct html_part *n;

    end_implied(p, tag->kind);
    n = add(p, tag->kind);
    if (!n)
        return;
    n->name = tag->name;
    n->has_checked = tag->fields[FIELD_CHECKED].ptr != NULL;
    for (size_t i = 0; i < FIELDS; i++)
        n->fields[i] = tag->fields[i];
    if (!is_empty(tag) && p->depth < IMPORT_HTML_DEPTH) {
        p->open = n;
        p->depth++;
    }
}

static void end_element(struct parser *p, struct str name)
{
    const struct html_part *n = p->open;

    while (n->kind != KIND_ROOT && !str_eq_nocase(n->name, name))
        n = n->parent;
    if (n->kind != KIND_ROOT)
        close_up_to(p, n);
}

static void skip_behind(struct parser *p, struct str mark)
{
    advance(p, str_search(p->rest, mark) + mark.len);
}

static void read_tag(struct parser *p)
{
    struct html_tag tag = import_html_tag(p->arena, p->rest);

    if (str_starts(p->rest, S("<!--"))) {
        skip_behind(p, S("-->"));
    } else if (str_starts(p->rest, S("<!")) || str_starts(p->rest, S("<?"))) {
        skip_behind(p, S(">"));
    } else if (!tag.length) {
        add_text(p, 1);
    } else {
        if (tag.is_end)
            end_element(p, tag.name);
        else if (tag.kind != KIND_DROPPED)
            begin_element(p, &tag);
        advance(p, tag.length);
        if (!tag.is_end && tag.kind == KIND_DROPPED)
            skip_held(p, tag.name);
    }
}

struct html_part *import_html_parse(struct arena *a, struct str html)
{
    struct html_part *root = arena_new(a, struct html_part, 1);
    struct parser p = {.arena = a, .open = root, .rest = html, .line = 1};

    if (!root)
        return NULL;
    root->kind = KIND_ROOT;
    while (p.rest.len) {
        add_text(&p, str_find(p.rest, '<'));
        if (p.rest.len)
            read_tag(&p);
    }
    return a->failed ? NULL : root;
}
