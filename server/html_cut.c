#include "server/html_cut.h"

#include "lib/icu/sentences.h"
#include "lib/utf8.h"

static const struct str ellipsis = STR("\xE2\x80\xA6");

struct cut {
    struct str text, locale;
    size_t limit; /* bytes of the text */
    size_t end;   /* the best place so far; 0: none */
    struct err *e;
    bool failed;
};

/* Of that many code points; its length when it has no more. */
static size_t bytes_of(struct str text, size_t points)
{
    size_t at = 0;

    while (at < text.len && points--)
        utf8_next(text, &at, NULL);
    return at;
}

static void cut_sentences(struct cut *c, const struct html_node *n)
{
    struct str text = str_sub(c->text, n->from, n->to - n->from);
    size_t end;

    if (sentences_end(c->locale, text, c->limit - n->from, &end, c->e))
        c->failed = true;
    else if (end)
        c->end = n->from + end;
}

static void cut_lines(struct cut *c, const struct html_node *n)
{
    struct str text = str_sub(c->text, n->from, c->limit - n->from);
    size_t end = str_find_last(text, '\n');

    if (end < text.len && str_trim(str_sub(text, 0, end)).len)
        c->end = n->from + end;
}

/* What stands above the rest and is nothing without it. */
static bool is_head(const struct html_node *n)
{
    struct str name = n->name ? str_from(n->name) : S("");

    return str_eq(name, S("thead")) || str_eq(name, S("summary")) ||
           html_has_class(n, S("note-title"));
}

static void cut_node(struct cut *c, const struct html_node *n);

/* Items and rows stay whole unless nothing else would be left. */
static void cut_children(struct cut *c, const struct html_node *n)
{
    size_t before = c->end;
    const struct html_node *last = NULL;

    for (const struct html_node *k = n->child; k; k = k->next) {
        if (k->to > c->limit) {
            bool whole = k->role == HTML_ITEM || k->role == HTML_ROW;
            size_t end = c->end;
            if (!whole || !c->end)
                cut_node(c, k);
            if (c->end != end)
                last = NULL;
            break;
        }
        if (k->to > k->from) {
            c->end = k->to;
            last = k;
        }
    }
    if (last && is_head(last))
        c->end = before;
}

static bool has_blocks(const struct html_node *n)
{
    for (const struct html_node *k = n->child; k; k = k->next)
        if (k->role >= HTML_LINES)
            return true;
    return false;
}

static void cut_node(struct cut *c, const struct html_node *n)
{
    if (n->to <= c->limit) {
        c->end = n->to;
        return;
    }
    if (n->from >= c->limit)
        return;
    if (n->role == HTML_PRE)
        cut_lines(c, n);
    else if (n->role == HTML_ROOT || n->role == HTML_BLOCK || has_blocks(n))
        cut_children(c, n);
    else
        cut_sentences(c, n);
}

/* An image's text is not cut: it ends before. */
static size_t before_image(const struct html_node *n, size_t end)
{
    if (n->role == HTML_IMAGE && n->from < end && end < n->to)
        return n->from;
    for (const struct html_node *k = n->child; k && k->from < end; k = k->next)
        end = before_image(k, end);
    return end;
}

/* Drops what begins at `end` or behind it. */
static struct html_node *prune(struct html_node *n, size_t end)
{
    struct html_node *leaf = n->role == HTML_TEXT ? n : NULL, *previous = NULL;

    if (leaf && n->to > end) {
        size_t over = n->to - end;
        n->text.len = over < n->text.len ? n->text.len - over : 0;
        n->to = end;
    }
    for (struct html_node *k = n->child; k; previous = k, k = k->next) {
        if (k->from >= end) {
            n->last = previous;
            *(previous ? &previous->next : &n->child) = NULL;
            break;
        }
        struct html_node *found = prune(k, end);
        leaf = found ? found : leaf;
    }
    if (n->to > end)
        n->to = end;
    return leaf;
}

/* Within the first sentence. */
static int cut_words(struct arena *a, struct cut *c, struct html_node *root,
                     struct buf *text, size_t most)
{
    size_t limit = bytes_of(c->text, most - 1), end;

    if (sentences_line_end(c->locale, c->text, limit, &end, c->e))
        return -1;
    if (!end)
        end = limit;
    end = before_image(root, end);
    struct html_node *leaf = prune(root, end);

    text->len = leaf ? leaf->to : 0;
    if (!leaf) {
        root->child = root->last = NULL;
        return 0;
    }
    buf_put(text, ellipsis);
    leaf->text =
        arena_fmt(a, "%.*s%.*s", STR_ARG(leaf->text), STR_ARG(ellipsis));
    return a->failed || text->failed ? err_no_memory(c->e) : 0;
}

int html_cut(struct arena *a, struct html_node *root, struct buf *text,
             size_t most, struct str locale, struct err *e)
{
    struct cut c = {.text = buf_str(text), .locale = locale, .e = e};

    c.limit = bytes_of(c.text, most);
    if (c.limit == c.text.len)
        return 0;
    cut_node(&c, root);
    if (c.failed)
        return -1;
    if (!c.end)
        return cut_words(a, &c, root, text, most);
    c.end = before_image(root, c.end);
    prune(root, c.end);
    text->len = c.end;
    return 0;
}
