#include "indexer/markdown/markdown_tree.h"

#include "indexer/front_matter/front_matter.h"
#include "lib/utf8.h"

/* What stands behind "include:" in a comment; false: it is another comment.
 * `*alone` when nothing follows the comment. */
static bool read_include(struct str html, struct str *name, bool *alone)
{
    struct str rest = str_trim(html);
    size_t end = str_search(rest, S("-->"));
    struct str inside = str_trim(str_sub(rest, 4, end < 4 ? 0 : end - 4));

    if (!str_starts(rest, S("<!--")) || !str_starts(inside, S("include:")))
        return false;
    *name = str_trim(str_skip(inside, sizeof("include:") - 1));
    *alone = end + 3 == rest.len;
    return true;
}

static bool is_open(const struct markdown_file *file, struct str path)
{
    while (file && !str_eq(file->path, path))
        file = file->from;
    return file != NULL;
}

/* "a.md > b.md > a.md". */
static void put_chain(struct buf *out, const struct markdown_file *file,
                      struct str path)
{
    const struct markdown_file *chain[MARKDOWN_SNIPPET_DEPTH * 2 + 2];
    size_t n = 0;

    for (; file && n < sizeof(chain) / sizeof(*chain); file = file->from) {
        if (n == 0 || !str_eq(chain[n - 1]->path, file->path))
            chain[n++] = file;
        if (str_eq(file->path, path))
            break;
    }
    while (n--)
        buf_fmt(out, "%.*s > ", STR_ARG(chain[n]->path));
    buf_put(out, path);
}

static void tell_loop(struct markdown *m, struct str path, unsigned line)
{
    struct buf chain = {0};

    put_chain(&chain, m->file, path);
    markdown_problem(m, CHECK_INCLUDE_LOOP, line, 1,
                     "snippets without end, %.*s: take one of these lines out",
                     STR_ARG(utf8_cut(buf_str(&chain), 300)));
    m->article->arena.failed |= chain.failed;
    buf_release(&chain);
}

static size_t depth_of(const struct markdown_file *file)
{
    size_t depth = 0;

    for (; file && file->from; file = file->from)
        depth += !str_eq(file->path, file->from->path);
    return depth;
}

static int check_bounds(struct markdown *m, unsigned line, struct err *e)
{
    bool many = ++m->snippets > MARKDOWN_SNIPPETS;

    if (!many && depth_of(m->file) < MARKDOWN_SNIPPET_DEPTH)
        return 0;
    err_set(e, ERR_CONTENT,
            many ? "over %d snippets in one article: part it"
                 : "over %d snippets inside one another: nest them less",
            many ? MARKDOWN_SNIPPETS : MARKDOWN_SNIPPET_DEPTH);
    return err_at(e, (struct str){0}, line - m->file->line + 1, 0);
}

/* What was wrong in the snippet is told at the line that includes it: there the
 * article's reader begins to look. */
static int fail_in(const struct markdown_file *snippet, const struct err *why,
                   unsigned line, const struct markdown *m, struct err *e)
{
    unsigned at = why->line + (why->column ? 0 : snippet->line - 1);

    if (why->code == ERR_SYSTEM) {
        if (e)
            *e = *why;
        return -1;
    }
    err_set(e, why->code, "in %.*s, line %u: %s", STR_ARG(snippet->path),
            why->line ? at : 1, why->message);
    return err_at(e, (struct str){0}, line - m->file->line + 1, 0);
}

static int put_snippet(struct markdown *m, const struct snippet *s,
                       cmark_node *place, unsigned line, struct err *e)
{
    struct arena *a = &m->article->html_arena;
    struct markdown_file *file = arena_new(a, struct markdown_file, 1);
    struct leftovers *left = arena_new(a, struct leftovers, 1);
    struct str block;
    struct err why = {0};

    if (!file || !left)
        return err_no_memory(e);
    *file = (struct markdown_file){
        .from = m->file, .path = s->path, .is_snippet = true, .left = left};
    if (front_matter_split(s->text, &block, &file->body, &file->line, &why))
        return fail_in(file, &why, line, m, e);
    if (markdown_put_file(m, file, place, &why))
        return fail_in(file, &why, line, m, e);

    struct markdown_file *from = m->file;

    m->file = file;
    if (block.ptr)
        markdown_problem(m, CHECK_SNIPPET_FRONT_MATTER, 1, 1,
                         "a snippet has no front matter: it is left out; a "
                         "title, say, belongs into the articles");
    markdown_tell_leftovers(m);
    m->file = from;
    return 0;
}

static int include(struct markdown *m, struct str name, cmark_node *place,
                   struct err *e)
{
    unsigned line = markdown_line_of(m, place);
    struct snippet s = {0};
    struct err why = {0};

    if (check_bounds(m, line, e))
        return -1;
    if (!m->with->find ||
        !m->with->find(m->with->find_ctx, m->article, name, &s, &why)) {
        if (why.code == ERR_SYSTEM) {
            if (e)
                *e = why;
            return -1;
        }
        markdown_problem(m, CHECK_MISSING_INCLUDE, line, 1, "%s",
                         why.code ? why.message : "there are no snippets here");
        return 0;
    }
    if (s.is_fallback)
        markdown_problem(m, CHECK_SNIPPET_FALLBACK, line, 1,
                         "the snippet is not there in this language, '%.*s' "
                         "is shown: translate it",
                         STR_ARG(utf8_cut(s.path, 160)));
    if (is_open(m->file, s.path)) {
        tell_loop(m, s.path, line);
        return 0;
    }
    return put_snippet(m, &s, place, line, e);
}

static void tell_company(struct markdown *m, cmark_node *node)
{
    markdown_problem(m, CHECK_MISSING_INCLUDE, markdown_line_of(m, node), 1,
                     "the snippet is left out: write <!-- include: x.md --> "
                     "alone on its line, with empty lines round it");
}

/* An inline's line is its block's: in HTML it does not know its own. */
static bool names_include(cmark_node *html)
{
    struct str text = str_from(cmark_node_get_literal(html));

    for (size_t at = 0;
         (at += str_search(str_skip(text, at), S("<!--"))) < text.len; at += 4)
        if (str_starts(str_trim(str_sub(text, at + 4, 32)), S("include:")))
            return true;
    return false;
}

static int include_block(struct markdown *m, cmark_node *block, struct err *e)
{
    struct str html = arena_str(&m->article->html_arena,
                                str_from(cmark_node_get_literal(block)));
    struct str name;
    bool alone = false;
    int status = 0;

    if (!read_include(html, &name, &alone) || !alone) {
        if (names_include(block))
            tell_company(m, block);
        return 0;
    }
    status = include(m, name, block, e);
    markdown_drop(block);
    return status;
}

int markdown_include(struct markdown *m, cmark_node *root, struct err *e)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event = cmark_iter_next(iter);
    int status = 0;

    /* The step to the next node is made before this one is replaced, so what
     * is put in is not looked at again. */
    while (event != CMARK_EVENT_DONE && status == 0) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        bool enters = event == CMARK_EVENT_ENTER;
        event = cmark_iter_next(iter);
        if (enters && type == CMARK_NODE_HTML_BLOCK)
            status = include_block(m, node, e);
        else if (enters && type == CMARK_NODE_HTML_INLINE &&
                 names_include(node))
            tell_company(m, node);
    }
    cmark_iter_free(iter);
    return status ? -1 : m->article->arena.failed ? err_no_memory(e) : 0;
}
