#include "indexer/markdown/markdown_tree.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "lib/utf8.h"

const struct block_data *markdown_block_of(cmark_node *node)
{
    return node && cmark_node_get_type(node) == CMARK_NODE_CUSTOM_BLOCK
               ? cmark_node_get_user_data(node)
               : NULL;
}

bool markdown_is_kind(cmark_node *node, enum block_kind kind)
{
    const struct block_data *data = markdown_block_of(node);

    return data && data->kind == kind;
}

cmark_node *markdown_new_block(struct arena *a, struct block_data data)
{
    struct block_data *copy = arena_new(a, struct block_data, 1);

    if (!copy)
        return NULL;
    *copy = data;

    cmark_node *node = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);

    cmark_node_set_user_data(node, copy);
    return node;
}

/* Footnotes stand at the end of the article, away from their file's block. */
static struct markdown_file *file_of(cmark_node *node)
{
    const struct block_data *data = markdown_block_of(node);

    if (data)
        return data->kind == BLOCK_FILE ? data->file : NULL;
    return cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION
               ? cmark_node_get_user_data(node)
               : NULL;
}

void markdown_follow_file(struct markdown *m, cmark_node *node, bool enters)
{
    struct markdown_file *file = file_of(node);

    if (!file)
        return;
    m->file = enters ? file : file->from;
    if (!enters && markdown_block_of(node) == NULL)
        while (m->file->from)
            m->file = m->file->from;
}

struct str markdown_snippet_path(const struct markdown *m)
{
    return m->file->is_snippet ? m->file->path : (struct str){0};
}

void markdown_problem(struct markdown *m, enum check check, unsigned line,
                      unsigned column, const char *format, ...)
{
    char text[512];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);

    problem_add_shared(m->problems, check, m->file->path,
                       markdown_snippet_path(m), line, column, "%.*s",
                       STR_ARG(utf8_cut(str_from(text), sizeof(text) - 4)));
}

unsigned markdown_line_of(const struct markdown *m, cmark_node *block)
{
    int from = cmark_node_get_start_line(block);

    return m->file->line + (from > 0 ? (unsigned)from - 1 : 0);
}

/* The footnotes' numbers go on from file to file. */
static void number_footnotes(struct markdown *m, cmark_node *root)
{
    unsigned before = m->footnotes;
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        char number[24];
        uint64_t n;
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
            m->footnotes++;
        if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_REFERENCE ||
            !str_to_u64(str_from(cmark_node_get_literal(node)), &n))
            continue;
        snprintf(number, sizeof(number), "%" PRIu64, n + before);
        cmark_node_set_literal(node, number);
    }
    cmark_iter_free(iter);
}

cmark_node *markdown_read_file(struct markdown *m, struct markdown_file *file,
                               struct err *e)
{
    struct markdown_file *from = m->file;
    cmark_node *tree = m->tree;
    cmark_node *root = markdown_parse(m, file, e);

    if (!root)
        return NULL;
    number_footnotes(m, root);
    file->next = m->files;
    m->files = file;
    m->file = file;
    m->tree = root;
    if (markdown_prepare_file(m, root, e) != 0) {
        cmark_node_free(root);
        root = NULL;
    }
    m->file = from;
    m->tree = tree;
    return root;
}

static void move_blocks(struct markdown *m, struct markdown_file *file,
                        cmark_node *root, cmark_node *block)
{
    cmark_node *node, *next;

    for (node = cmark_node_first_child(root); node; node = next) {
        next = cmark_node_next(node);
        if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION) {
            cmark_node_append_child(block, node);
            continue;
        }
        if (!cmark_node_get_user_data(node))
            cmark_node_set_user_data(node, file);
        cmark_node_append_child(m->tree, node);
    }
}

int markdown_put_file(struct markdown *m, struct markdown_file *file,
                      cmark_node *place, struct err *e)
{
    cmark_node *root = markdown_read_file(m, file, e);
    cmark_node *block = root ? markdown_new_block(&m->article->html_arena,
                                                  (struct block_data){
                                                      .kind = BLOCK_FILE,
                                                      .file = file,
                                                  })
                             : NULL;

    if (block) {
        cmark_node_insert_before(place, block);
        move_blocks(m, file, root, block);
    }
    if (root)
        cmark_node_free(root);
    if (root && !block)
        return err_no_memory(e);
    return root ? 0 : -1;
}

int markdown_read_part(struct markdown *m, struct str text, unsigned line,
                       cmark_node *place, struct err *e)
{
    struct arena *a = &m->article->html_arena;
    struct markdown_file *file = arena_new(a, struct markdown_file, 1);

    if (!file)
        return err_no_memory(e);
    *file = *m->file;
    file->from = m->file;
    file->body = text;
    file->line = line;

    struct err why = {0};

    if (markdown_put_file(m, file, place, &why) == 0)
        return 0;
    if (why.line && !why.column) {
        why.line += line - m->file->line;
        why.column = 0;
    }
    if (e)
        *e = why;
    return -1;
}
