#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "indexer/import/import_html_parts.h"

void writer_plain_text(const struct html_part *n, struct buf *out)
{
    buf_put(out, n->text);
    if (n->kind == KIND_BREAK)
        buf_char(out, '\n');
    for (const struct html_part *k = n->child; k; k = k->next)
        writer_plain_text(k, out);
}

unsigned writer_longest_run(struct str s, char sign)
{
    unsigned run = 0, most = 0;

    for (size_t i = 0; i < s.len; i++) {
        run = s.ptr[i] == sign ? run + 1 : 0;
        most = run > most ? run : most;
    }
    return most;
}

void writer_put_code(struct writer *w, struct str text)
{
    unsigned count = writer_longest_run(text, '`') + 1;

    if (!text.len)
        return;
    writer_flush_space(w);
    for (unsigned i = 0; i < count; i++)
        buf_char(&w->text, '`');
    buf_text(&w->text, count > 1 ? " " : "");
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '|' && w->in_cell)
            buf_char(&w->text, '\\');
        buf_char(&w->text, c == '\n' || c == '\t' || c == '\r' ? ' ' : c);
    }
    buf_text(&w->text, count > 1 ? " " : "");
    for (unsigned i = 0; i < count; i++)
        buf_char(&w->text, '`');
}

void writer_code(struct writer *w, const struct html_part *n)
{
    struct buf text = {0};

    writer_plain_text(n, &text);
    writer_put_code(w, str_trim(buf_str(&text)));
    w->out->failed |= text.failed;
    buf_release(&text);
}

/* The children's text, apart: for what stands between marks. `*before` and
 * `*after`: it had white space there. */
static struct str inner(struct writer *w, const struct html_part *n,
                        bool *before, bool *after)
{
    struct buf kept = w->text;
    unsigned space = w->space;
    size_t closed = w->closed;
    unsigned closed_len = w->closed_len;

    w->text = (struct buf){0};
    w->closed = 0;
    buf_char(&w->text, ' '); /* so that nothing begins a line */
    w->space = SPACE_NONE;
    for (const struct html_part *k = n->child; k; k = k->next)
        writer_walk(w, k);
    struct str text = buf_copy(&w->text, &w->arena);
    w->out->failed |= w->text.failed;
    buf_release(&w->text);
    text = str_skip(text, 1);
    *before = text.len && text.ptr[0] == ' ';
    *after = w->space || (text.len && text.ptr[text.len - 1] == ' ');
    w->text = kept;
    w->space = space;
    w->closed = closed;
    w->closed_len = closed_len;
    return str_trim(text);
}

static void put_marked(struct writer *w, struct str text, struct str mark)
{
    size_t lead = 0;

    if (w->space == SPACE_NONE && w->closed &&
        w->closed + w->closed_len == w->text.len &&
        str_ends(buf_str(&w->text), mark)) {
        w->text.len -= mark.len; /* <b>a</b><b>b</b> */
    } else {
        if (w->space == SPACE_NONE && writer_is_word(writer_last_of(&w->text)))
            while (lead < text.len && ispunct((unsigned char)text.ptr[lead]) &&
                   !strchr("\\`[!<", text.ptr[lead]))
                lead++;
        writer_put_raw(w, str_sub(text, 0, lead));
        writer_put_raw(w, mark);
    }
    buf_put(&w->text, str_skip(text, lead));
    w->closed = w->text.len;
    w->closed_len = (unsigned)mark.len;
    buf_put(&w->text, mark);
}

static bool holds_block(const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        if ((k->kind >= KIND_RULE && k->kind <= KIND_CAPTION) || holds_block(k))
            return true;
    return false;
}

void writer_marked(struct writer *w, const struct html_part *n, unsigned *depth,
                   struct str mark)
{
    bool before = false, after = false;

    if (*depth || w->in_heading || (!w->in_cell && holds_block(n))) {
        writer_children(w, n);
        return;
    }
    ++*depth;
    struct str text = inner(w, n, &before, &after);
    --*depth;
    if (before && !w->space)
        w->space = SPACE_PLAIN;
    if (text.len && memchr(text.ptr, '\n', text.len) && str_ends(text, S("\\")))
        text = str_trim(str_sub(text, 0, text.len - 1));
    if (text.len)
        put_marked(w, text, mark);
    if (after && !w->space)
        w->space = SPACE_PLAIN;
}

void import_put_address(struct buf *out, struct str address)
{
    address = str_trim(address);
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];
        if (c <= ' ' || c == 0x7F || strchr("()<>\\|`\"{}", c))
            buf_fmt(out, "%%%02X", c);
        else
            buf_char(out, (char)c);
    }
}

static void put_link(struct writer *w, struct str address, bool is_image,
                     unsigned line)
{
    struct buf found = {0};

    w->asked->link(w->asked->context, address, is_image, line, &found);
    writer_put_raw(w, S("]("));
    import_put_address(&w->text, buf_str(&found));
    buf_char(&w->text, ')');
    w->out->failed |= found.failed;
    buf_release(&found);
}

/* <a name="x"></a> names the place of what follows. */
void writer_note_anchor(struct writer *w, const struct html_part *n)
{
    struct str id =
        n->fields[FIELD_ID].len ? n->fields[FIELD_ID] : n->fields[FIELD_NAME];

    if (id.len && w->asked->is_aimed_at(w->asked->context, id))
        w->anchor = id;
}

void writer_link(struct writer *w, const struct html_part *n)
{
    struct str address = str_trim(n->fields[FIELD_HREF]);
    bool before = false, after = false;

    writer_note_anchor(w, n);
    if (!address.len || w->link) {
        writer_children(w, n);
        return;
    }
    /* Blocks in a link become one line, as in a cell. */
    bool in_cell = w->in_cell;
    w->in_cell |= holds_block(n);
    w->link++;
    struct str text = inner(w, n, &before, &after);
    w->link--;
    w->in_cell = in_cell;
    while (str_ends(text, S("<br>")))
        text.len -= 4;
    if (before && !w->space)
        w->space = SPACE_PLAIN;
    if (text.len) {
        writer_put_raw(w, S("["));
        buf_put(&w->text, text);
        put_link(w, address, false, n->line);
    }
    if (after && !w->space)
        w->space = SPACE_PLAIN;
}

static void put_one_line(struct buf *out, struct str s, bool in_cell)
{
    struct buf plain = {0};

    for (size_t i = 0; i < s.len; i++) {
        char c = (unsigned char)s.ptr[i] < ' ' ? ' ' : s.ptr[i];
        if (c != ' ' || (plain.len && plain.ptr[plain.len - 1] != ' '))
            buf_char(&plain, c);
    }
    writer_put_signs(out, str_trim(buf_str(&plain)), ' ', false, in_cell);
    out->failed |= plain.failed;
    buf_release(&plain);
}

void writer_image(struct writer *w, const struct html_part *n)
{
    struct str source = str_trim(n->fields[FIELD_SRC]);

    if (!source.len)
        return;
    if (str_starts(source, S("data:"))) {
        writer_lose(w, n, "an image that is part of the text", S(""), "");
        return;
    }
    writer_put_raw(w, S("!["));
    put_one_line(&w->text, n->fields[FIELD_ALT], w->in_cell);
    put_link(w, source, true, n->line);
}

void import_media_address(struct str source, struct buf *out)
{
    const struct str players[] = {S("youtube.com/embed/"),
                                  S("youtube-nocookie.com/embed/")};

    source = str_trim(source);
    for (size_t i = 0; i < sizeof(players) / sizeof(*players); i++) {
        size_t at = str_search(source, players[i]);
        struct str id = str_skip(source, at + players[i].len);
        size_t end = str_find(id, '?');
        if (at == source.len)
            continue;
        id = str_sub(id, 0, end);
        if (id.len && str_find(id, '/') == id.len) {
            buf_fmt(out, "https://www.youtube.com/watch?v=%.*s", STR_ARG(id));
            return;
        }
    }
    if (str_starts(source, S("//")))
        buf_text(out, "https:");
    buf_put(out, source);
}

static const struct html_part *source_below(const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        if (k->kind == KIND_MEDIA && k->fields[FIELD_SRC].len)
            return k;
    return n;
}

void writer_media(struct writer *w, const struct html_part *n)
{
    struct str source = source_below(n)->fields[FIELD_SRC];
    struct str title = n->fields[FIELD_TITLE];
    struct buf address = {0};

    if (!source.len) {
        writer_children(w, n);
        return;
    }
    import_media_address(source, &address);
    writer_put_raw(w, S("["));
    put_one_line(&w->text, title.len ? title : S("Video"), w->in_cell);
    put_link(w, buf_str(&address), false, n->line);
    w->out->failed |= address.failed;
    buf_release(&address);
}

void writer_break(struct writer *w)
{
    w->space = SPACE_NONE;
    w->closed = 0;
    if (w->in_heading)
        w->space = SPACE_PLAIN;
    else if (w->in_cell)
        buf_text(&w->text, w->text.len ? "<br>" : "");
    else if (w->text.len && writer_last_of(&w->text) != '\n' &&
             str_trim(buf_str(&w->text)).len)
        buf_text(&w->text, "\\\n");
    else if (w->text.len && writer_last_of(&w->text) == '\n' && !w->strong &&
             !w->em && !w->del && !w->link)
        writer_end_text(w); /* two breaks part paragraphs */
}

void writer_kbd(struct writer *w, const struct html_part *n)
{
    writer_put_raw(w, S("<kbd>"));
    writer_children(w, n);
    buf_text(&w->text, "</kbd>");
}
