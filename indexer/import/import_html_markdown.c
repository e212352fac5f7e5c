#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "indexer/import/import_html_parts.h"

void writer_children(struct writer *w, const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        writer_walk(w, k);
}

static void walk_heading(struct writer *w, const struct html_part *n)
{
    struct str id = n->fields[FIELD_ID];
    int level = n->name.ptr[1] - '0';

    writer_begin_block(w);
    if (w->in_cell) {
        writer_marked(w, n, &w->strong, S("**"));
        writer_begin_block(w);
        return;
    }
    w->in_heading = true;
    writer_children(w, n);
    w->in_heading = false;
    if (id.len && w->asked->is_aimed_at(w->asked->context, id))
        w->anchor = id;
    writer_drop_end(&w->text);
    if (w->text.len) {
        writer_begin_line(w);
        for (int i = 0; i < level; i++)
            buf_char(w->out, '#');
        buf_fmt(w->out, " %.*s", STR_ARG(buf_str(&w->text)));
        if (w->anchor.len)
            buf_fmt(w->out, " {#%.*s}", STR_ARG(w->anchor));
        w->anchor = S("");
        writer_need_gap(w, 2);
    }
    w->space = SPACE_NONE;
    buf_clear(&w->text);
}

/* What the children's lines begin with, behind a marker. */
static void walk_prefixed(struct writer *w, const struct html_part *n,
                          struct str marker, struct str prefix)
{
    size_t before = w->prefix.len;

    writer_begin_line(w);
    buf_put(w->out, marker);
    w->fresh = true;
    buf_put(&w->prefix, prefix);
    writer_children(w, n);
    writer_end_text(w);
    w->prefix.len = before;
    if (w->fresh) { /* it was empty */
        w->fresh = false;
        while (w->out->len && writer_last_of(w->out) == ' ')
            w->out->len--;
    }
    w->gap = 0;
}

void writer_quote(struct writer *w, const struct html_part *n, const char *note)
{
    writer_begin_block(w);
    if (w->in_cell) {
        writer_children(w, n);
        writer_begin_block(w);
        return;
    }
    if (note) {
        writer_begin_line(w);
        buf_fmt(w->out, "> [!%s]", note);
        w->gap = 1;
    }
    walk_prefixed(w, n, S("> "), S("> "));
    writer_need_gap(w, 2);
}

static bool is_blank_text(const struct html_part *n)
{
    return n->kind == KIND_TEXT && str_trim(n->text).len == 0;
}

/* Items of one paragraph each stand without empty lines between them. */
static bool is_tight(const struct html_part *list)
{
    for (const struct html_part *k = list->child; k; k = k->next) {
        unsigned blocks = 0;
        for (const struct html_part *b = k->child; b; b = b->next)
            blocks += b->kind >= KIND_PARAGRAPH && b->kind <= KIND_TABLE &&
                      b->kind != KIND_LIST;
        if (blocks > 1)
            return false;
    }
    return true;
}

static void walk_item(struct writer *w, const struct html_part *n,
                      unsigned long number)
{
    char marker[32] = "- ";

    if (number)
        snprintf(marker, sizeof(marker), "%lu. ", number);
    walk_prefixed(w, n, str_from(marker),
                  str_sub(S("                        "), 0, strlen(marker)));
}

/* Lists in a list, without an item round them, belong to the item before. */
static void walk_between(struct writer *w, const struct html_part *n)
{
    size_t before = w->prefix.len;

    buf_text(&w->prefix, "   ");
    writer_walk(w, n);
    writer_end_text(w);
    w->prefix.len = before;
    writer_need_gap(w, 1);
}

static void walk_cell_list(struct writer *w, const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next) {
        writer_begin_block(w);
        if (k->kind == KIND_ITEM)
            buf_text(&w->text, "• ");
        writer_children(w, k);
    }
    writer_begin_block(w);
}

static void walk_list(struct writer *w, const struct html_part *n)
{
    bool ordered = str_eq_nocase(n->name, S("ol"));
    bool nested = n->parent->kind == KIND_ITEM || n->parent->kind == KIND_LIST;
    unsigned between = is_tight(n) ? 1 : 2;
    uint64_t number = 1;

    if (w->in_cell) {
        walk_cell_list(w, n);
        return;
    }
    writer_end_text(w);
    if (nested && w->gap)
        w->gap = 1;
    writer_need_gap(w, nested ? 1 : 2);
    if (!str_to_u64(n->fields[FIELD_START], &number) || number > 999999999)
        number = 1;
    for (const struct html_part *k = n->child; k; k = k->next) {
        if (is_blank_text(k))
            continue;
        if (k->kind == KIND_ITEM)
            walk_item(w, k, ordered ? (unsigned long)number++ : 0);
        else
            walk_between(w, k);
        writer_need_gap(w, between);
    }
    writer_need_gap(w, nested ? 1 : 2);
}

static struct str language_of(const struct html_part *n)
{
    const struct str marks[] = {S("language-"), S("lang-"), S("brush: ")};
    struct str classes = n->fields[FIELD_CLASS];

    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
        size_t at = str_search(classes, marks[i]);
        size_t end = at + marks[i].len;
        if (at == classes.len)
            continue;
        while (end < classes.len && (writer_is_word(classes.ptr[end]) ||
                                     strchr("+#-", classes.ptr[end])))
            end++;
        return str_sub(classes, at + marks[i].len, end - at - marks[i].len);
    }
    return n->child && !n->child->next && n->child->kind == KIND_CODE
               ? language_of(n->child)
               : (struct str){0};
}

static void walk_pre(struct writer *w, const struct html_part *n)
{
    struct buf text = {0};

    writer_plain_text(n, &text);
    struct str code = buf_str(&text);
    while (code.len && strchr("\n\r ", code.ptr[code.len - 1]))
        code.len--;
    while (str_starts(code, S("\n")) || str_starts(code, S("\r")))
        code = str_skip(code, 1);
    writer_begin_block(w);
    if (w->in_cell) {
        writer_put_code(w, code);
        writer_begin_block(w);
    } else if (code.len) {
        unsigned fence = writer_longest_run(code, '`') + 1;
        writer_begin_line(w);
        for (unsigned i = 0; i < (fence < 3 ? 3 : fence); i++)
            buf_char(w->out, '`');
        buf_put(w->out, language_of(n));
        writer_end_line(w, false);
        writer_put_lines(w, code);
        writer_end_line(w, false);
        for (unsigned i = 0; i < (fence < 3 ? 3 : fence); i++)
            buf_char(w->out, '`');
        writer_need_gap(w, 2);
    }
    w->out->failed |= text.failed;
    buf_release(&text);
}

static void walk_details(struct writer *w, const struct html_part *n)
{
    if (w->in_cell) {
        writer_children(w, n);
        return;
    }
    writer_begin_block(w);
    writer_begin_line(w);
    buf_text(w->out, "<details>");
    w->gap = 1;
    writer_children(w, n);
    writer_end_text(w);
    writer_need_gap(w, 2);
    writer_begin_line(w);
    buf_text(w->out, "</details>");
    writer_need_gap(w, 2);
}

static void walk_summary(struct writer *w, const struct html_part *n)
{
    if (n->parent->kind != KIND_DETAILS || w->in_cell) {
        writer_marked(w, n, &w->strong, S("**"));
        return;
    }
    writer_end_text(w);
    w->in_heading = true;
    writer_children(w, n);
    w->in_heading = false;
    writer_begin_line(w);
    buf_fmt(w->out, "<summary>%.*s</summary>", STR_ARG(buf_str(&w->text)));
    buf_clear(&w->text);
    w->space = SPACE_NONE;
    writer_need_gap(w, 2);
}

static const struct {
    struct str word;
    const char *kind;
} notes[] = {
    {STR("warning"), "WARNING"},
    {STR("danger"), "CAUTION"},
    {STR("caution"), "CAUTION"},
    {STR("error"), "CAUTION"},
    {STR("important"), "IMPORTANT"},
    {STR("tip"), "TIP"},
    {STR("hint"), "TIP"},
    {STR("success"), "TIP"},
    {STR("info"), "NOTE"},
    {STR("note"), "NOTE"},
    {STR("secondary"), "NOTE"},
    {STR("callout"), "NOTE"},
    {STR("alert"), "NOTE"},
    {STR("notice"), "NOTE"},
    {STR("admonition"), "NOTE"},
};

/* Is the word one of the class's parts: "callout--warning"? */
static bool has_part(struct str classes, struct str word)
{
    for (size_t i = 0; i < classes.len; i++) {
        size_t end = i;
        while (end < classes.len && writer_is_word(classes.ptr[end]))
            end++;
        if (str_eq_nocase(str_sub(classes, i, end - i), word))
            return true;
        i = end;
    }
    return false;
}

const char *import_note_kind(struct str classes)
{
    for (size_t i = 0; classes.len && i < sizeof(notes) / sizeof(*notes); i++)
        if (has_part(classes, notes[i].word))
            return notes[i].kind;
    return NULL;
}

static bool holds_lines(const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        if (!is_blank_text(k))
            return true;
    return false;
}

static void walk_block(struct writer *w, const struct html_part *n)
{
    const char *note = import_note_kind(n->fields[FIELD_CLASS]);

    if (note && holds_lines(n) && !w->in_heading) {
        writer_quote(w, n, note);
        return;
    }
    writer_note_anchor(w, n);
    writer_begin_block(w);
    writer_children(w, n);
    writer_begin_block(w);
}

static void walk_rule(struct writer *w)
{
    writer_begin_block(w);
    if (w->in_cell)
        return;
    writer_begin_line(w);
    buf_text(w->out, "---");
    writer_need_gap(w, 2);
}

void writer_walk(struct writer *w, const struct html_part *n)
{
    switch (n->kind) {
    case KIND_TEXT: writer_put_text(w, n->text); break;
    case KIND_STRONG: writer_marked(w, n, &w->strong, S("**")); break;
    case KIND_EM: writer_marked(w, n, &w->em, S("*")); break;
    case KIND_DEL: writer_marked(w, n, &w->del, S("~~")); break;
    case KIND_KBD: writer_kbd(w, n); break;
    case KIND_CODE: writer_code(w, n); break;
    case KIND_LINK: writer_link(w, n); break;
    case KIND_IMAGE: writer_image(w, n); break;
    case KIND_MEDIA: writer_media(w, n); break;
    case KIND_BREAK: writer_break(w); break;
    case KIND_CHECKBOX:
        if (str_eq_nocase(n->fields[FIELD_TYPE], S("checkbox")))
            writer_put_raw(w, n->has_checked ? S("[x] ") : S("[ ] "));
        break;
    case KIND_RULE: walk_rule(w); break;
    case KIND_HEADING: walk_heading(w, n); break;
    case KIND_TERM:
        writer_begin_block(w);
        writer_marked(w, n, &w->strong, S("**"));
        writer_begin_block(w);
        break;
    case KIND_PARAGRAPH:
    case KIND_BLOCK: walk_block(w, n); break;
    case KIND_QUOTE:
        writer_quote(w, n, import_note_kind(n->fields[FIELD_CLASS]));
        break;
    case KIND_DETAILS: walk_details(w, n); break;
    case KIND_SUMMARY: walk_summary(w, n); break;
    case KIND_PRE: walk_pre(w, n); break;
    case KIND_LIST: walk_list(w, n); break;
    case KIND_TABLE: writer_table(w, n); break;
    case KIND_CAPTION: break;
    case KIND_UNKNOWN:
        writer_lose(w, n, "the tag <", n->name, ">");
        writer_children(w, n);
        break;
    case KIND_ITEM: /* without a list round it */
    case KIND_ROWS:
    case KIND_ROW:
    case KIND_CELL:
        writer_begin_block(w);
        writer_children(w, n);
        writer_begin_block(w);
        break;
    case KIND_ROOT:
    case KIND_PLAIN: writer_children(w, n); break;
    case KIND_DROPPED: break;
    }
}

bool import_html_markdown(const struct html_part *root,
                          const struct html_asked *asked, struct buf *out)
{
    struct writer w = {.out = out, .asked = asked, .start = out->len};

    writer_walk(&w, root);
    writer_end_text(&w);
    if (out->len > w.start)
        buf_char(out, '\n');
    out->failed |= w.prefix.failed || w.text.failed || w.arena.failed;
    buf_release(&w.prefix);
    buf_release(&w.text);
    arena_release(&w.arena);
    return !out->failed;
}
