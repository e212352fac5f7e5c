#include "indexer/markdown/markdown.h"

#include <cmark-gfm-core-extensions.h>

#include "indexer/markdown/markdown_limits.h"
#include "indexer/markdown/markdown_tree.h"

static const char *const extensions[] = {"table", "strikethrough", "autolink",
                                         "tasklist"};

/* cmark-gfm 0.29.0.gfm.6 keeps the special characters of its inline parser in
 * global tables, and adds those of the extensions before the inlines of a
 * document and removes them behind. Blocks are parsed without them. */
static pthread_mutex_t inlines_lock = PTHREAD_MUTEX_INITIALIZER;

void markdown_init(void)
{
    cmark_gfm_core_extensions_ensure_registered();
}

/* cmark-gfm copies the address and title of a reference into each link that
 * uses it: about the longest line that defines one, once for each "]". */
static uint64_t reference_bytes(struct str body)
{
    uint64_t brackets = 0;
    size_t longest = 0;
    struct str line;

    while (str_cut(&body, '\n', &line)) {
        if (line.len > longest && str_search(line, S("]:")) < line.len)
            longest = line.len;
        for (size_t i = 0; i < line.len; i++)
            brackets += line.ptr[i] == ']';
    }
    return brackets * longest;
}

static int check_size(size_t bytes, struct str body, struct err *e)
{
    if (bytes > MARKDOWN_BYTES)
        return err_set(e, ERR_CONTENT,
                       "over %d MB of Markdown, with its snippets: part it "
                       "into several articles",
                       MARKDOWN_BYTES >> 20);
    if (reference_bytes(body) > MARKDOWN_REFERENCE_BYTES)
        return err_set(e, ERR_CONTENT,
                       "too many links to long reference definitions: write "
                       "the addresses into the links, or part the article");
    return 0;
}

/* Those of tables end the asking: they come last. */
static void attach_extensions(cmark_parser *parser,
                              cmark_syntax_extension *guard,
                              cmark_syntax_extension *foreign)
{
    cmark_parser_attach_syntax_extension(parser, guard);
    cmark_parser_attach_syntax_extension(parser, foreign);
    for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++) {
        cmark_syntax_extension *extension =
            cmark_find_syntax_extension(extensions[i]);
        if (extension)
            cmark_parser_attach_syntax_extension(parser, extension);
    }
}

/* Line by line, so that the guard can end it between two; the last as well. */
static int feed(cmark_parser *parser, const struct markdown_guard *guard,
                struct str body, struct err *e)
{
    while (body.len && !guard->reason) {
        size_t n = str_find(body, '\n');
        n += n < body.len;
        cmark_parser_feed(parser, body.ptr, n);
        if (n == body.len && body.ptr[n - 1] != '\n')
            cmark_parser_feed(parser, "\n", 1);
        body = str_skip(body, n);
    }
    return guard->reason ? markdown_refuse(e, guard->reason, guard->line) : 0;
}

static cmark_node *parse(struct markdown *m, struct str body, struct err *e)
{
    struct markdown_guard guard = {0};
    cmark_syntax_extension *extension = markdown_guard_new(&guard);
    cmark_node *root = NULL;

    if (!extension) {
        err_no_memory(e);
        return NULL;
    }
    cmark_parser *parser =
        cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8);

    attach_extensions(parser, extension, m->foreign);
    if (feed(parser, &guard, body, e) == 0) {
        pthread_mutex_lock(&inlines_lock);
        root = cmark_parser_finish(parser);
        pthread_mutex_unlock(&inlines_lock);
        if (!root)
            err_no_memory(e);
    }
    cmark_parser_free(parser);
    markdown_guard_free(extension);
    return root;
}

/* A question's words must be there before variables are filled in; a snippet is
 * a file of its own. */
int markdown_prepare_file(struct markdown *m, cmark_node *root, struct err *e)
{
    markdown_check_slips(m, root);
    if (markdown_take_foreign(m, root, e) || markdown_take_jsx(m, root, e) ||
        markdown_find_details(m, root, e) ||
        markdown_strip_leftovers(m, root, e) || markdown_find_tabs(m, root, e))
        return -1;
    markdown_mark_keys(root);
    markdown_check_steps(m, root);
    return markdown_include(m, root, e);
}

cmark_node *markdown_parse(struct markdown *m, struct markdown_file *file,
                           struct err *e)
{
    m->bytes += file->body.len;
    return check_size(m->bytes, file->body, e) ||
                   places_init(&file->places, &m->article->html_arena,
                               file->body, file->line, e) ||
                   markdown_check_text(file->body, e)
               ? NULL
               : parse(m, file->body, e);
}

static int write_out(struct markdown *m, struct err *e)
{
    if (markdown_prepare(m, e) || markdown_render(m, e))
        return -1;
    return m->article->is_only_checked ? 0 : markdown_make_twin(m, e);
}

int markdown_read(struct article *a, struct str body, unsigned body_line,
                  const struct markdown_with *with, struct problems *problems,
                  struct err *e)
{
    struct leftovers left = {0};
    struct markdown_file file = {
        .path = a->path, .body = body, .line = body_line, .left = &left};
    struct markdown m = {.article = a,
                         .with = with,
                         .problems = problems,
                         .foreign = markdown_foreign_new(&a->html_arena)};
    struct err why = {0};

    if (!m.foreign)
        return err_no_memory(e);
    m.root = markdown_read_file(&m, &file, &why);
    m.file = &file;
    if (m.root)
        markdown_tell_leftovers(&m);
    else if (why.line && !why.column)
        why.line += body_line - 1;

    int status = m.root ? write_out(&m, &why) : -1;

    if (status == 0)
        markdown_tell_raw_html(&m);

    if (m.root)
        cmark_node_free(m.root);
    markdown_foreign_free(m.foreign);
    if (status && e)
        *e = why;
    return status;
}
