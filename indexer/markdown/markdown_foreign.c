#include "indexer/markdown/markdown_tree.h"

#include <string.h>

#include <cmark-gfm-extension_api.h>

/* ":::tip Title" ... ":::" of Docusaurus and VitePress become two blocks
 * without content; "!!! tip", "??? tip" and "=== tab" of MkDocs hold what is
 * indented below them. The line stands in the block's "on enter". Where code
 * begins and ends cmark-gfm knows: it does not ask about lines of code. */

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t run_of(struct str s, char c)
{
    size_t n = 0;

    while (n < s.len && s.ptr[n] == c)
        n++;
    return n;
}

static struct str trim_left(struct str s)
{
    while (s.len && is_space(s.ptr[0]))
        s = str_skip(s, 1);
    return s;
}

/* A fence of colons, alone or with a name behind it. */
static bool is_fence(struct str line)
{
    size_t colons = run_of(line, ':');
    struct str rest = trim_left(str_skip(line, colons));

    return colons >= 3 &&
           (rest.len == 0 || is_letter(rest.ptr[0]) || rest.ptr[0] == '{');
}

/* "tip", "tip inline", "x "Title"": a kind that is known, or a title, and no
 * words that a writer shouts. */
static bool is_note(struct str line)
{
    size_t n = 0, quote = str_find(line, '"');
    struct str words = str_trim(str_sub(line, 0, quote));

    for (size_t i = 0; i < words.len; i++)
        if (!(words.ptr[i] >= 'a' && words.ptr[i] <= 'z') &&
            !strchr(" -_0123456789", words.ptr[i]))
            return false;
    while (n < words.len && words.ptr[n] != ' ')
        n++;
    return quote < line.len ? str_ends(line, S("\""))
                            : markdown_is_note_name(str_sub(words, 0, n));
}

/* A sign that holds what is indented below it. */
static bool is_holder(struct str line)
{
    size_t n = 3;

    if (run_of(line, '!') != 3 && run_of(line, '?') != 3 &&
        run_of(line, '=') != 3)
        return false;
    n += line.ptr[0] == '?' && line.len > 3 && line.ptr[3] == '+';
    if (n >= line.len || !is_space(line.ptr[n]))
        return false;
    bool tab = line.ptr[0] == '=';

    line = trim_left(str_skip(line, n));
    return tab ? str_starts(line, S("\"")) && str_ends(line, S("\""))
               : is_note(line);
}

static cmark_node *open_block(cmark_syntax_extension *extension, int indented,
                              cmark_parser *parser, cmark_node *parent,
                              unsigned char *input, int len)
{
    struct arena *a = cmark_syntax_extension_get_private(extension);
    struct str line = str_of((const char *)input, (size_t)len);
    int first = cmark_parser_get_first_nonspace(parser);

    line = str_trim(str_skip(line, (size_t)first));
    if (indented || line.len < 3 || !strchr(":!?=", line.ptr[0]) ||
        !(is_fence(line) || is_holder(line)))
        return NULL;

    struct str copy = arena_str(a, line);

    if (!copy.ptr)
        return NULL;

    cmark_node *node =
        cmark_parser_add_child(parser, parent, CMARK_NODE_CUSTOM_BLOCK,
                               cmark_parser_get_first_nonspace(parser) + 1);

    cmark_node_set_syntax_extension(node, extension);
    cmark_node_set_on_enter(node, copy.ptr);
    cmark_parser_advance_offset(parser, (char *)input,
                                len - 1 - cmark_parser_get_offset(parser), 0);
    return node;
}

/* Does the line go on with the block? */
static int match_block(cmark_syntax_extension *extension, cmark_parser *parser,
                       unsigned char *input, int len, cmark_node *block)
{
    (void)extension;
    (void)len;
    if (cmark_node_get_on_enter(block)[0] == ':')
        return 0;
    if (cmark_parser_get_indent(parser) >= 4) {
        cmark_parser_advance_offset(parser, (char *)input, 4, 1);
        return 1;
    }
    if (!cmark_parser_is_blank(parser))
        return 0;
    cmark_parser_advance_offset(parser, (char *)input,
                                cmark_parser_get_first_nonspace(parser) -
                                    cmark_parser_get_offset(parser),
                                0);
    return 1;
}

cmark_syntax_extension *markdown_foreign_new(struct arena *a)
{
    cmark_syntax_extension *extension = cmark_syntax_extension_new("foreign");

    if (extension) {
        cmark_syntax_extension_set_private(extension, a, NULL);
        cmark_syntax_extension_set_open_block_func(extension, open_block);
        cmark_syntax_extension_set_match_block_func(extension, match_block);
    }
    return extension;
}

void markdown_foreign_free(cmark_syntax_extension *extension)
{
    cmark_syntax_extension_free(cmark_get_default_mem_allocator(), extension);
}
