#include "indexer/markdown.h"

#include <cmark-gfm-core-extensions.h>

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

static cmark_node *parse(struct str body)
{
    cmark_parser *parser =
        cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8);

    for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++) {
        cmark_syntax_extension *extension =
            cmark_find_syntax_extension(extensions[i]);
        if (extension)
            cmark_parser_attach_syntax_extension(parser, extension);
    }
    if (body.len)
        cmark_parser_feed(parser, body.ptr, body.len);
    pthread_mutex_lock(&inlines_lock);
    cmark_node *root = cmark_parser_finish(parser);
    pthread_mutex_unlock(&inlines_lock);
    cmark_parser_free(parser);
    return root;
}

int markdown_read(struct article *a, struct str body, unsigned body_line,
                  bool allow_html, struct problems *problems, struct err *e)
{
    if (check_size(body, e) != 0)
        return -1;

    struct markdown m = {.article = a,
                         .root = parse(body),
                         .body = body,
                         .body_line = body_line,
                         .allow_html = allow_html,
                         .problems = problems};

    if (!m.root)
        return err_no_memory(e);

    int status = markdown_strip_leftovers(&m, e);

    if (status == 0)
        status = markdown_prepare(&m, e);
    if (status == 0)
        status = markdown_render(&m, e);
    cmark_node_free(m.root);
    return status;
}
