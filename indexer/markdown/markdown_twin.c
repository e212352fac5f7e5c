#include "indexer/markdown/markdown_twin.h"

#include <string.h>

#include <cmark-gfm-core-extensions.h>

#include "indexer/markdown/markdown_render.h"

/* A twin of more than so many times its source is not worth having. */
enum { TWIN_GROWTH = 4, TWIN_LEAST = 1 << 20 };

static struct twin_level *top(struct twin *t)
{
    return &t->levels[t->depth - 1];
}

static struct str trim_end(struct str s)
{
    while (s.len && s.ptr[s.len - 1] == ' ')
        s.len--;
    return s;
}

void twin_newline(struct twin *t, bool apart)
{
    struct str prefix = buf_str(&t->prefix);

    t->line_end = t->out.len;
    buf_char(&t->out, '\n');
    if (apart) {
        buf_put(&t->out, trim_end(prefix));
        buf_char(&t->out, '\n');
    }
    buf_put(&t->out, prefix);
    t->line_start = true;
}

void twin_trim(struct twin *t)
{
    size_t least = t->floor > t->paragraph ? t->floor : t->paragraph;

    while (t->out.len > least && t->out.ptr[t->out.len - 1] == ' ')
        t->out.len--;
}

/* Two paragraphs would be one without an empty line, HTML would go on. */
static void begin_block(struct twin *t, enum twin_block kind)
{
    struct twin_level *l = top(t);
    bool apart = !l->tight || l->last == TWIN_HTML ||
                 (l->last == TWIN_PARAGRAPH && kind == TWIN_PARAGRAPH);

    if (l->started)
        twin_newline(t, apart);
    l->started = true;
    l->last = kind;
    l->marker = 0;
    t->line_start = true;
}

/* A paragraph of raw HTML alone leaves no trace. */
static void paragraph(struct twin *t, bool enters)
{
    if (enters) {
        t->above = *top(t);
        t->above_out = t->out.len;
        t->above_links = t->links;
        begin_block(t, TWIN_PARAGRAPH);
        t->paragraph = t->out.len;
        return;
    }
    if (t->line_start && t->line_end > t->paragraph && t->floor <= t->line_end)
        t->out.len = t->line_end;
    twin_trim(t);
    if (t->out.len > t->paragraph || t->links > t->above_links)
        return;
    t->out.len = t->above_out;
    *top(t) = t->above;
}

static void push(struct twin *t, const char *prefix, size_t spaces, bool tight)
{
    struct twin_level *levels = render_grow(
        &t->a->html_arena, t->levels, t->depth, &t->room, sizeof(*levels));

    if (!levels)
        return;
    t->levels = levels;
    levels[t->depth++] =
        (struct twin_level){.prefix = t->prefix.len, .tight = tight};
    buf_text(&t->prefix, prefix);
    for (size_t i = 0; i < spaces; i++)
        buf_char(&t->prefix, ' ');
}

static void pop(struct twin *t)
{
    t->prefix.len = top(t)->prefix;
    t->depth--;
}

/* Lines as they are, the first where the line stands. */
static void put_lines(struct twin *t, struct str text)
{
    struct str prefix = buf_str(&t->prefix), line;

    for (bool first = true; str_cut(&text, '\n', &line); first = false) {
        if (!first) {
            buf_char(&t->out, '\n');
            buf_put(&t->out, line.len ? prefix : trim_end(prefix));
        }
        markdown_put_clean(&t->out, line);
    }
}

static void put_fence(struct twin *t, size_t length)
{
    for (size_t i = 0; i < length; i++)
        buf_char(&t->out, '`');
}

static void put_code_block(struct twin *t, cmark_node *node)
{
    struct str code = str_from(cmark_node_get_literal(node));
    struct str info = str_from(cmark_node_get_fence_info(node));
    size_t run = 0, fence = 3;

    for (size_t i = 0; i < code.len; i++) {
        run = code.ptr[i] == '`' ? run + 1 : 0;
        fence = run >= fence ? run + 1 : fence;
    }
    code.len -= str_ends(code, S("\n"));
    info.len = str_find(info, ' ');
    for (size_t i = 0; i < info.len; i++)
        if (strchr("`\\&", info.ptr[i]))
            info.len = 0;
    begin_block(t, TWIN_OTHER);
    put_fence(t, fence);
    markdown_put_clean(&t->out, info);
    if (code.ptr && cmark_node_get_literal(node)[0]) {
        twin_newline(t, false);
        put_lines(t, code);
    }
    twin_newline(t, false);
    put_fence(t, fence);
}

static void put_html_block(struct twin *t, cmark_node *node)
{
    if (!t->m->with->allow_html)
        return;
    begin_block(t, TWIN_HTML);
    put_lines(t, str_trim(str_from(cmark_node_get_literal(node))));
}

static void put_note(struct twin *t, cmark_node *quote,
                     const struct quote_data *data)
{
    cmark_node *first = cmark_node_first_child(quote);

    buf_text(&t->out, "[!");
    for (size_t i = 0; i < data->note.len; i++)
        buf_char(&t->out, (char)(data->note.ptr[i] - 'a' + 'A'));
    buf_char(&t->out, ']');
    if (data->titled)
        buf_char(&t->out, ' ');
    else if (first)
        twin_newline(t, cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH);
}

static void quote(struct twin *t, cmark_node *node, bool enters)
{
    const struct quote_data *data = cmark_node_get_user_data(node);

    if (!enters) {
        pop(t);
        return;
    }
    begin_block(t, TWIN_OTHER);
    buf_text(&t->out, "> ");
    push(t, "> ", 0, false);
    if (data)
        put_note(t, node, data);
}

/* Two lists in a row are told apart by their markers. */
static void begin_list(struct twin *t, cmark_node *node)
{
    bool bullet = cmark_node_get_list_type(node) == CMARK_BULLET_LIST;
    char before = top(t)->marker, marker = bullet ? '-' : '.';

    if (before == marker)
        marker = bullet ? '*' : ')';
    begin_block(t, TWIN_OTHER);

    struct twin_level *l = top(t);

    l->marker = marker;
    l->number = cmark_node_get_list_start(node);
    l->list_tight = cmark_node_get_list_tight(node);
    l->list_started = false;
}

static bool is_task(cmark_node *item)
{
    return strcmp(cmark_node_get_type_string(item), "tasklist") == 0;
}

static void item(struct twin *t, cmark_node *node, bool enters)
{
    if (!enters) {
        pop(t);
        return;
    }

    struct twin_level *l = top(t);
    size_t before;

    if (l->list_started)
        twin_newline(t, !l->list_tight);
    l->list_started = true;
    before = t->out.len;
    if (l->marker == '-' || l->marker == '*')
        buf_fmt(&t->out, "%c ", l->marker);
    else
        buf_fmt(&t->out, "%d%c ", l->number++, l->marker);
    push(t, "", t->out.len - before, l->list_tight);
    if (is_task(node))
        buf_text(&t->out, cmark_gfm_extensions_get_tasklist_item_checked(node)
                              ? "[x] "
                              : "[ ] ");
    t->line_start = true;
}

/* The page's one H1 is its title. */
static void heading(struct twin *t, cmark_node *node, bool enters)
{
    int level = cmark_node_get_heading_level(node);

    t->in_heading = enters;
    if (!enters) {
        twin_trim(t);
        return;
    }
    begin_block(t, TWIN_OTHER);
    t->paragraph = t->out.len;
    buf_fmt(&t->out, "%.*s ", level < 2 ? 2 : level, "######");
    t->line_start = false;
}

static void footnote(struct twin *t, bool enters)
{
    if (!enters) {
        pop(t);
        return;
    }
    begin_block(t, TWIN_OTHER);
    buf_fmt(&t->out, "[^%u]: ", ++t->footnotes);
    push(t, "", 4, false);
}

static bool is_plain(cmark_node *summary)
{
    cmark_node *n = cmark_node_first_child(summary);

    while (n && cmark_node_get_type(n) == CMARK_NODE_TEXT)
        n = cmark_node_next(n);
    return !n;
}

/* Words alone are written into the tag, the way they mostly came. */
static void summary(struct twin *t, cmark_node *node, bool enters)
{
    bool plain = is_plain(node);

    if (enters) {
        twin_newline(t, false);
        buf_text(&t->out, "<summary>");
        push(t, "", 0, false);
        top(t)->started = !plain;
        top(t)->last = TWIN_HTML;
        return;
    }
    pop(t);
    if (!plain)
        twin_newline(t, true);
    buf_text(&t->out, "</summary>");
}

static void details(struct twin *t, bool open, bool enters)
{
    if (enters) {
        begin_block(t, TWIN_HTML);
        buf_text(&t->out, open ? "<details open>" : "<details>");
        push(t, "", 0, false);
        top(t)->started = true;
    } else {
        pop(t);
        twin_newline(t, true);
        buf_text(&t->out, "</details>");
    }
}

/* Tabs are their headings; of a snippet nothing is seen. */
static void custom(struct twin *t, cmark_node *node, bool enters)
{
    const struct block_data *data = markdown_block_of(node);

    if (!data)
        return;
    if (data->kind == BLOCK_SUMMARY)
        summary(t, node, enters);
    else if (data->kind == BLOCK_DETAILS)
        details(t, data->open, enters);
}

/* What stands in a question without a paragraph round it. */
static bool summary_words(struct twin *t, cmark_node *node)
{
    if (!markdown_is_kind(cmark_node_parent(node), BLOCK_SUMMARY) ||
        cmark_node_get_type(node) != CMARK_NODE_TEXT)
        return false;

    struct str words = str_from(cmark_node_get_literal(node));

    if (!top(t)->started) {
        buf_html(&t->out, words);
        return true;
    }
    begin_block(t, TWIN_PARAGRAPH);
    twin_words(t, words, true);
    return true;
}

static void put_columns(struct twin *t)
{
    twin_newline(t, false);
    buf_char(&t->out, '|');
    for (uint16_t i = 0; i < t->columns; i++)
        switch (t->align ? t->align[i] : 0) {
        case 'l': buf_text(&t->out, " :-- |"); break;
        case 'c': buf_text(&t->out, " :-: |"); break;
        case 'r': buf_text(&t->out, " --: |"); break;
        default: buf_text(&t->out, " --- |"); break;
        }
}

/* False: no part of a table. */
static bool table(struct twin *t, cmark_node *node, bool enters)
{
    const char *kind = cmark_node_get_type_string(node);

    if (strcmp(kind, "table") == 0) {
        if (!enters)
            return true;
        t->align = cmark_gfm_extensions_get_table_alignments(node);
        t->columns = cmark_gfm_extensions_get_table_columns(node);
        begin_block(t, TWIN_PARAGRAPH);
    } else if (strcmp(kind, "table_header") == 0) {
        buf_text(&t->out, enters ? "|" : "");
        if (!enters)
            put_columns(t);
    } else if (strcmp(kind, "table_row") == 0) {
        if (!enters)
            return true;
        twin_newline(t, false);
        buf_char(&t->out, '|');
    } else if (strcmp(kind, "table_cell") == 0) {
        t->in_cell = enters;
        buf_text(&t->out, enters ? " " : " |");
        t->line_start = false;
    } else {
        return false;
    }
    return true;
}

static void block(struct twin *t, cmark_node *node, bool enters)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT: break;
    case CMARK_NODE_BLOCK_QUOTE: quote(t, node, enters); break;
    case CMARK_NODE_LIST:
        if (enters)
            begin_list(t, node);
        break;
    case CMARK_NODE_ITEM: item(t, node, enters); break;
    case CMARK_NODE_CODE_BLOCK: put_code_block(t, node); break;
    case CMARK_NODE_HTML_BLOCK: put_html_block(t, node); break;
    case CMARK_NODE_CUSTOM_BLOCK: custom(t, node, enters); break;
    case CMARK_NODE_PARAGRAPH: paragraph(t, enters); break;
    case CMARK_NODE_HEADING: heading(t, node, enters); break;
    case CMARK_NODE_THEMATIC_BREAK:
        begin_block(t, TWIN_OTHER);
        buf_text(&t->out, "___"); /* what neither a list nor a title is */
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION: footnote(t, enters); break;
    default: table(t, node, enters); break;
    }
}

static void visit(struct twin *t, cmark_node *node, bool enters)
{
    unsigned type = (unsigned)cmark_node_get_type(node);

    if ((type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK)
        block(t, node, enters);
    else if (!summary_words(t, node))
        twin_inline(t, node, enters);
}

static void walk(struct twin *t, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE &&
           t->out.len < t->limit && !t->a->html_arena.failed)
        visit(t, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(iter);
}

int markdown_make_twin(struct markdown *m, struct err *e)
{
    struct article *a = m->article;
    struct twin t = {.m = m, .a = a};

    t.limit = (m->bytes + m->added) * TWIN_GROWTH + TWIN_LEAST;
    push(&t, "", 0, false);
    if (t.levels)
        walk(&t, m->root);
    a->twin = buf_copy(&t.out, &a->html_arena);

    bool too_long = t.out.len >= t.limit;
    bool failed = t.out.failed || t.prefix.failed || a->html_arena.failed;

    buf_release(&t.out);
    buf_release(&t.prefix);
    if (failed)
        return err_no_memory(e);
    return too_long
               ? err_set(e, ERR_CONTENT,
                         "many short lines deep in quotes or lists: part the "
                         "article, or nest them less")
               : 0;
}
