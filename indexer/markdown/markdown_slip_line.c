#include "indexer/markdown/markdown_slip.h"

#include <string.h>

#include "lib/icu/fold.h"
#include "lib/utf8.h"

enum { HEADING_LEVELS = 6, NOTE_NAME = 40 };

static bool begins_with_letter(struct str s)
{
    size_t at = 0;

    return s.len && !(s.ptr[0] >= '0' && s.ptr[0] <= '9') &&
           fold_is_word(utf8_next(s, &at, NULL));
}

static bool is_empty_line(const struct places *p, size_t line)
{
    if (line >= p->count)
        return true;

    size_t end = line + 1 < p->count ? p->starts[line + 1] : p->body.len;

    return str_trim(str_sub(p->body, p->starts[line], end - p->starts[line]))
               .len == 0;
}

/* Between empty lines, and in no quote or item. */
static bool stands_alone(const struct places *p, const struct slip_line *line)
{
    size_t start = p->starts[line->line];
    struct str signs = str_sub(p->body, start, line->at - start);

    return line->alone && str_trim(signs).len == 0 &&
           (line->line == 0 || is_empty_line(p, line->line - 1)) &&
           is_empty_line(p, line->line + 1);
}

/* One "#" begins many a word: it is a heading's only where nothing else can be
 * meant. */
void slip_check_heading(struct markdown *m, const struct slip_line *line)
{
    struct str text = line->text;
    size_t n = 0;

    while (n < text.len && text.ptr[n] == '#')
        n++;

    struct str words = str_skip(text, n);

    if (n == 0 || n > HEADING_LEVELS || !begins_with_letter(words))
        return;
    if (n == 1 && (!stands_alone(&m->file->places, line) ||
                   str_search(words, S(" #")) < words.len))
        return;
    words = utf8_cut(words, SLIP_SHOWN);
    slip_tell(m, line->at,
              "readers see \"%.*s%.*s\" as it is written, not a heading: leave "
              "a blank behind the \"#\", as in \"%.*s %.*s\"",
              (int)n, text.ptr, STR_ARG(words), (int)n, text.ptr,
              STR_ARG(words));
}

/* How many cells the bars of a row make. */
static size_t count_columns(struct str row)
{
    size_t bars = 0, last = row.len;

    for (size_t i = 0; i < row.len; i++) {
        if (row.ptr[i] == '\\') {
            i++;
        } else if (row.ptr[i] == '|') {
            bars += i > 0;
            last = i;
        }
    }
    return bars + (last + 1 != row.len);
}

/* Is it "---", ":--", "--:" or ":-:"? */
static bool is_dashes(struct str cell)
{
    cell = str_trim(cell);
    if (str_starts(cell, S(":")))
        cell = str_skip(cell, 1);
    if (str_ends(cell, S(":")))
        cell.len--;
    for (size_t i = 0; i < cell.len; i++)
        if (cell.ptr[i] != '-')
            return false;
    return cell.len > 0;
}

static bool is_line_of_dashes(struct str row)
{
    struct str cell;

    if (!row.len || !strchr("|:-", row.ptr[0]) || str_find(row, '|') == row.len)
        return false;
    if (row.ptr[0] == '|')
        row = str_skip(row, 1);
    if (str_ends(row, S("|")))
        row.len--;
    if (row.len == 0)
        return false;
    while (str_cut(&row, '|', &cell))
        if (!is_dashes(cell))
            return false;
    return true;
}

bool slip_check_dashes(struct markdown *m, const struct slip_line *line)
{
    if (!line->before.len || !is_line_of_dashes(line->text))
        return false;

    size_t has = count_columns(line->text),
           wanted = count_columns(line->before);

    if (has == wanted)
        return false;
    slip_tell(m, line->at,
              "readers see no table but its signs, since the line above has "
              "%zu column%s and this line of dashes %zu: write one \"---\" "
              "for each column, with \"|\" between them",
              wanted, wanted == 1 ? "" : "s", has);
    return true;
}

/* The word in "[!word]", and what stands behind; empty: it is none, or a
 * link. */
static struct str note_name(struct str text, struct str *behind)
{
    size_t end = str_find(text, ']');
    struct str none = {0}, name = str_sub(text, 2, end - 2);

    if (!str_starts(text, S("[!")) || end == text.len || name.len > NOTE_NAME ||
        !begins_with_letter(name))
        return none;
    for (size_t at = 0; at < name.len;) {
        uint32_t c = utf8_next(name, &at, NULL);
        if (!fold_is_word(c) && c != '-' && c != '_')
            return none;
    }
    *behind = str_skip(text, end + 1);
    return behind->len && strchr("([:", behind->ptr[0]) ? none : name;
}

static void tell_kind(struct markdown *m, size_t at, struct str name)
{
    struct str meant = markdown_note_meant(name);

    slip_tell(m, at,
              "readers see \"[!%.*s]\" as it is written, since there is no "
              "such kind of note%s%.*s%s write [!NOTE], [!TIP], [!IMPORTANT], "
              "[!WARNING] or [!CAUTION]",
              STR_ARG(name), meant.len ? " (did you mean " : "", STR_ARG(meant),
              meant.len ? "?):" : ":");
}

void slip_check_note(struct markdown *m, cmark_node *paragraph,
                     const struct slip_line *line)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    cmark_node *quote = cmark_node_parent(paragraph);
    struct str behind, name = note_name(line->text, &behind);

    if (!name.len || !first || cmark_node_get_type(first) != CMARK_NODE_TEXT)
        return;
    if (!markdown_is_note_kind(name))
        tell_kind(m, line->at, name);
    else if (cmark_node_get_type(quote) != CMARK_NODE_BLOCK_QUOTE)
        slip_tell(m, line->at,
                  "readers see \"[!%.*s]\" as it is written: begin each line "
                  "of a note with \">\", as in \"> [!%.*s]\"",
                  STR_ARG(name), STR_ARG(name));
    else if (cmark_node_previous(paragraph))
        slip_tell(m, line->at,
                  "readers see \"[!%.*s]\" as it is written: it must be the "
                  "first line of its quote, so leave a line without \">\" "
                  "before it",
                  STR_ARG(name));
    else if (behind.len && behind.ptr[0] != ' ')
        slip_tell(m, line->at,
                  "readers see \"[!%.*s]\" as it is written: leave a blank "
                  "behind it, or begin a new line",
                  STR_ARG(name));
}
