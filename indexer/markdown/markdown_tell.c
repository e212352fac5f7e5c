#include "indexer/markdown/markdown_tree.h"

static const struct advice {
    const char *what, *how;
} advice[LEFT_KINDS] = {
    [LEFT_HUGO] = {"shortcodes of Hugo ({{< x >}}) are left out",
                   "what stands between two stays; write Markdown, or put them "
                   "into code"},
    [LEFT_LIQUID] = {"template tags ({% x %}, {{ x }}) are left out",
                     "what stands between two stays; write Markdown, or put "
                     "them into code"},
    [LEFT_KRAMDOWN] = {"attributes of kramdown ({: .x}) are left out",
                       "remove them, or put them into code"},
    [LEFT_JSX] = {"parts of MDX (import, <Component>, {x}) are left out",
                  "what stands between two tags stays; write Markdown, or put "
                  "them into code"},
    [LEFT_CONTENTS] =
        {"the sign for a list of contents is left out",
         "remove it, since every page with headings has such a list"},
    [LEFT_BLOCK] = {"signs of blocks (\":::\", \"!!!\", \"===\") are left out",
                    "what stands in the block stays; name a kind such as tip, "
                    "and end \":::tip\" by \":::\""},
};

void markdown_leave_out(struct markdown *m, enum leftover kind, unsigned line,
                        unsigned column)
{
    struct leftovers *left = m->file->left;

    if (left->kinds[kind].count++ == 0) {
        left->kinds[kind].line = line;
        left->kinds[kind].column = column;
    }
}

/* Parts of a file count with it. */
void markdown_tell_raw_html(struct markdown *m)
{
    struct markdown_file *at_work = m->file;

    for (m->file = m->files; m->file; m->file = m->file->next) {
        struct leftovers *left = m->file->left;
        if (left->raw_html)
            markdown_problem(
                m, CHECK_RAW_HTML, left->raw_line, left->raw_column,
                "raw HTML is left out (%zu in this article; where a "
                "paragraph begins with it, all of the paragraph): "
                "write Markdown, or let site.yaml allow it",
                left->raw_html);
        left->raw_html = 0;
    }
    m->file = at_work;
}

void markdown_tell_leftovers(struct markdown *m)
{
    const struct leftovers *left = m->file->left;

    for (enum leftover kind = 0; kind < LEFT_KINDS; kind++)
        if (left->kinds[kind].count)
            markdown_problem(m, CHECK_TEMPLATE_LEFTOVER, left->kinds[kind].line,
                             left->kinds[kind].column,
                             "%s (%zu in this file): %s", advice[kind].what,
                             left->kinds[kind].count, advice[kind].how);
}
