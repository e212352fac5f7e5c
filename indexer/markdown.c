#include "indexer/markdown.h"

#include <cmark-gfm-core-extensions.h>

#include "indexer/markdown_limits.h"
#include "indexer/markdown_tree.h"

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

static int check_size(struct str body, struct err *e)
{
    if (body.len > MARKDOWN_BYTES)
        return err_set(e, ERR_CONTENT,
                       "over %d MB of Markdown: part it into several articles",
                       MARKDOWN_BYTES >> 20);
    if (reference_bytes(body) > MARKDOWN_REFERENCE_BYTES)
        return err_set(e, ERR_CONTENT,
                       "too many links to long reference definitions: write "
                       "the addresses into the links, or part the article");
    return 0;
}

static void attach_extensions(cmark_parser *parser,
                              cmark_syntax_extension *guard)
{
    cmark_parser_attach_syntax_extension(parser, guard);
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

static cmark_node *parse(struct str body, struct err *e)
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

    attach_extensions(parser, extension);
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

int markdown_read(struct article *a, struct str body, unsigned body_line,
                  bool allow_html, struct problems *problems, struct err *e)
{
    if (check_size(body, e) != 0)
        return -1;

    struct err why = {0};
    struct markdown m = {
        .article = a,
        .root = markdown_check_text(body, &why) == 0 ? parse(body, &why) : NULL,
        .body = body,
        .body_line = body_line,
        .allow_html = allow_html,
        .problems = problems};

    if (!m.root) {
        why.line += why.line ? body_line - 1 : 0;
        if (e)
            *e = why;
        return -1;
    }

    /* A reply's placeholders are filled when it is used. */
    int status = a->is_reply ? 0 : markdown_strip_leftovers(&m, e);

    if (status == 0)
        status = markdown_find_details(&m, e);
    if (status == 0)
        status = markdown_prepare(&m, e);
    if (status == 0)
        status = markdown_render(&m, e);
    if (status == 0 && !a->is_only_checked)
        status = markdown_make_twin(&m, e);
    cmark_node_free(m.root);
    return status;
}
