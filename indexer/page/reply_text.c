#include "indexer/page/reply_text.h"

enum { LISTS_MAX = 16 };

struct writing {
    struct buf *out;
    size_t begin;           /* of the text in `out` */
    unsigned breaks;        /* line ends wanted before what comes next */
    bool space;             /* a blank wanted */
    bool exact;             /* white space counts */
    bool fresh;             /* an item's mark stands there: no line ends */
    size_t lists;           /* how deep */
    int numbers[LISTS_MAX]; /* of the last item; -1: bullets */
    struct str href;        /* of the open link */
    size_t link;            /* where its words begin in `out` */
    bool cell;              /* one has begun in this row */
};

struct tag {
    struct str name, attributes;
    bool closes;
};

/* Takes the tag that `*rest` begins with. */
static struct tag take_tag(struct str *rest)
{
    size_t end = str_find(*rest, '>');
    struct str inside = str_sub(*rest, 1, end - 1);
    struct tag tag = {.closes = str_starts(inside, S("/"))};
    size_t n = 0;

    inside = str_skip(inside, tag.closes);
    while (n < inside.len && inside.ptr[n] != ' ' && inside.ptr[n] != '/')
        n++;
    tag.name = str_sub(inside, 0, n);
    tag.attributes = str_skip(inside, n);
    *rest = str_skip(*rest, end + 1);
    return tag;
}

static struct str attribute(const struct tag *tag, struct str begin)
{
    struct str value = str_skip(tag->attributes,
                                str_search(tag->attributes, begin) + begin.len);

    return str_sub(value, 0, str_find(value, '"'));
}

static void put_char(struct writing *w, char c)
{
    bool blank = !w->exact && (c == ' ' || c == '\n' || c == '\t');

    if (blank) {
        w->space = true;
        return;
    }
    if (w->out->len == w->begin)
        w->breaks = 0;
    if (w->breaks == 0 && w->space && w->out->len > w->begin &&
        w->out->ptr[w->out->len - 1] != ' ')
        buf_char(w->out, ' ');
    for (; w->breaks; w->breaks--)
        buf_char(w->out, '\n');
    w->space = w->fresh = false;
    buf_char(w->out, c);
}

/* Entities as buf_html() writes them. */
static void put_words(struct writing *w, struct str html)
{
    static const struct {
        struct str entity;
        char c;
    } entities[] = {
        {STR("&amp;"), '&'},  {STR("&lt;"), '<'},   {STR("&gt;"), '>'},
        {STR("&quot;"), '"'}, {STR("&#39;"), '\''},
    };

    while (html.len) {
        size_t n = 1;
        char c = html.ptr[0];
        for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
            if (str_starts(html, entities[i].entity)) {
                n = entities[i].entity.len;
                c = entities[i].c;
            }
        put_char(w, c);
        html = str_skip(html, n);
    }
}

static void want_breaks(struct writing *w, unsigned n)
{
    if (!w->fresh)
        w->breaks = w->breaks > n ? w->breaks : n;
    w->space = false;
}

static void item(struct writing *w, const struct tag *tag)
{
    size_t at = w->lists && w->lists <= LISTS_MAX ? w->lists - 1 : 0;
    struct buf mark = {0};

    want_breaks(w, 1);
    if (tag->closes)
        return;
    for (size_t i = 1; i < w->lists; i++)
        buf_text(&mark, "  ");
    if (w->numbers[at] < 0)
        buf_text(&mark, "- ");
    else
        buf_fmt(&mark, "%d. ", ++w->numbers[at]);
    w->exact = true;
    put_words(w, buf_str(&mark));
    w->exact = false;
    w->fresh = true;
    w->out->failed |= mark.failed;
    buf_release(&mark);
}

static void list(struct writing *w, const struct tag *tag)
{
    uint64_t start = 1;

    want_breaks(w, w->lists > 1 || (w->lists && !tag->closes) ? 1 : 2);
    if (tag->closes) {
        w->lists -= w->lists > 0;
        return;
    }
    if (w->lists++ >= LISTS_MAX)
        return;
    str_to_u64(attribute(tag, S("start=\"")), &start);
    w->numbers[w->lists - 1] =
        str_eq(tag->name, S("ul")) ? -1 : (int)(start % 1000000000) - 1;
}

static void link(struct writing *w, const struct tag *tag)
{
    struct str words, mail = STR("mailto:");

    if (!tag->closes) {
        w->href = attribute(tag, S("href=\""));
        w->link = w->out->len;
        return;
    }
    if (!w->href.len || w->href.ptr[0] == '#')
        return;
    words = str_trim(str_skip(buf_str(w->out), w->link));
    if (str_starts(w->href, mail))
        w->href = str_skip(w->href, mail.len);
    if (str_eq(words, w->href))
        return;
    put_words(w, S(" ("));
    put_words(w, w->href);
    put_words(w, S(")"));
    w->href = (struct str){0};
}

static void cell(struct writing *w, const struct tag *tag)
{
    if (tag->closes)
        return;
    if (w->cell)
        put_words(w, S(" | "));
    w->space |= w->cell;
    w->cell = true;
}

static void row(struct writing *w, const struct tag *tag)
{
    (void)tag;
    want_breaks(w, 1);
    w->cell = false;
}

static void line_end(struct writing *w, const struct tag *tag)
{
    (void)tag;
    want_breaks(w, 1);
}

static void block(struct writing *w, const struct tag *tag)
{
    (void)tag;
    want_breaks(w, w->lists ? 1 : 2);
}

static void code(struct writing *w, const struct tag *tag)
{
    block(w, tag);
    w->exact = !tag->closes;
    if (tag->closes && w->out->len > w->begin &&
        w->out->ptr[w->out->len - 1] == '\n')
        w->out->len--;
}

static void image(struct writing *w, const struct tag *tag)
{
    put_words(w, attribute(tag, S("alt=\"")));
}

static const struct {
    struct str name;
    void (*handle)(struct writing *w, const struct tag *tag);
} handlers[] = {
    {STR("p"), block},          {STR("div"), block},
    {STR("blockquote"), block}, {STR("table"), block},
    {STR("details"), block},    {STR("summary"), block},
    {STR("section"), block},    {STR("h2"), block},
    {STR("h3"), block},         {STR("h4"), block},
    {STR("h5"), block},         {STR("h6"), block},
    {STR("hr"), block},         {STR("pre"), code},
    {STR("ul"), list},          {STR("ol"), list},
    {STR("li"), item},          {STR("br"), line_end},
    {STR("tr"), row},           {STR("td"), cell},
    {STR("th"), cell},          {STR("a"), link},
    {STR("img"), image},
};

void reply_text_put(struct buf *out, struct str html)
{
    struct writing w = {.out = out, .begin = out->len};

    while (html.len) {
        size_t at = str_find(html, '<');
        put_words(&w, str_sub(html, 0, at));
        html = str_skip(html, at);
        if (!html.len)
            break;
        struct tag tag = take_tag(&html);
        for (size_t i = 0; i < sizeof(handlers) / sizeof(*handlers); i++)
            if (str_eq(tag.name, handlers[i].name))
                handlers[i].handle(&w, &tag);
    }
    while (out->len > w.begin && out->ptr[out->len - 1] == '\n')
        out->len--;
}
