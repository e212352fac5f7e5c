#include "lib/option.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/file.h"
#include "lib/utf8.h"

struct parser {
    const struct option_row *rows;
    char *options; /* the caller's struct, by offset */
    int argc;
    char **argv;
    int at; /* the argument being read */
    struct err *e;
};

enum { NAME_MAX_LEN = 40, FILE_MAX_SIZE = 1024 * 1024 };

static bool is_flag(const struct option_row *row)
{
    return row->kind == OPTION_FLAG || row->kind == OPTION_ACTION;
}

/* Edits (insert, drop, replace) between two short names. */
static size_t distance(struct str a, struct str b)
{
    size_t row[NAME_MAX_LEN + 1];

    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[b.len];
}

static const char *nearest(const struct option_row *rows, struct str name)
{
    size_t best = name.len > 5 ? 3 : 2; /* closer than this, or none */
    const char *found = NULL;

    if (name.len < 2 || name.len > NAME_MAX_LEN)
        return NULL;
    for (; rows->name; rows++) {
        struct str other = str_from(rows->name);
        if (other.len > NAME_MAX_LEN)
            continue;
        size_t d = distance(name, other);
        if (d < best || (other.len > name.len && str_starts(other, name))) {
            best = d < best ? d : best;
            found = rows->name;
        }
    }
    return found;
}

static int unknown(struct parser *p, struct str name)
{
    const char *near = nearest(p->rows, name);

    if (near)
        return err_set(p->e, ERR_USAGE,
                       "unknown option --%.*s, did you mean --%s?",
                       STR_ARG(name), near);
    return err_set(p->e, ERR_USAGE, "unknown option --%.*s, see --help",
                   STR_ARG(name));
}

static int set_number(struct parser *p, const struct option_row *row,
                      const char *text)
{
    char *end;

    errno = 0;
    long n = strtol(text, &end, 10);

    if (end == text || *end || errno || n < row->min || n > row->max)
        return err_set(p->e, ERR_USAGE,
                       "option --%s needs a whole number from %ld to %ld, "
                       "not '%s'",
                       row->name, row->min, row->max, text);
    memcpy(p->options + row->offset, &n, sizeof(n));
    return 0;
}

static void set_flag(struct parser *p, const struct option_row *row, bool on)
{
    memcpy(p->options + row->offset, &on, sizeof(on));
}

static int set_flag_text(struct parser *p, const struct option_row *row,
                         const char *text)
{
    bool on = strcmp(text, "true") == 0;

    if (!on && strcmp(text, "false") != 0)
        return err_set(p->e, ERR_USAGE,
                       "option --%s is true or false, not '%s'", row->name,
                       text);
    set_flag(p, row, on);
    return 0;
}

static int add_text(struct parser *p, const struct option_row *row,
                    const char *text)
{
    struct option_texts all;

    memcpy(&all, p->options + row->offset, sizeof(all));
    if (all.count == OPTION_TEXTS_MAX)
        return err_set(p->e, ERR_USAGE, "option --%s more than %d times",
                       row->name, OPTION_TEXTS_MAX);
    all.texts[all.count++] = text;
    memcpy(p->options + row->offset, &all, sizeof(all));
    return 0;
}

/* `text` is the argument when it stood in the same word, else NULL. */
static int set_argument(struct parser *p, const struct option_row *row,
                        const char *text)
{
    if (!text && p->at + 1 < p->argc &&
        strncmp(p->argv[p->at + 1], "--", 2) != 0)
        text = p->argv[++p->at];
    if (!text)
        return err_set(p->e, ERR_USAGE,
                       "option --%s needs an argument: --%s %s", row->name,
                       row->name, row->argument ? row->argument : "VALUE");
    if (row->kind == OPTION_NUMBER)
        return set_number(p, row, text);
    if (row->kind == OPTION_TEXTS)
        return add_text(p, row, text);
    memcpy(p->options + row->offset, &text, sizeof(text));
    return 0;
}

static const struct option_row *row_of(const struct option_row *rows,
                                       struct str name)
{
    while (rows->name && !str_eq(str_from(rows->name), name))
        rows++;
    return rows->name ? rows : NULL;
}

static int parse_long(struct parser *p, const char *word)
{
    struct str whole = str_from(word);
    struct str name = str_sub(whole, 0, str_find(whole, '='));
    const char *value = name.len < whole.len ? word + name.len + 1 : NULL;
    const struct option_row *row = row_of(p->rows, name);

    if (!row)
        return unknown(p, name);
    if (!is_flag(row))
        return set_argument(p, row, value);
    if (value)
        return set_flag_text(p, row, value);
    set_flag(p, row, true);
    return 0;
}

/* One letter or more flags in a word; the last may have its argument behind
 * it. */
static int parse_letters(struct parser *p, const char *letters)
{
    for (; *letters; letters++) {
        const struct option_row *row = p->rows;
        while (row->name && row->letter != *letters)
            row++;
        if (!row->name)
            return err_set(p->e, ERR_USAGE, "unknown option -%c, see --help",
                           *letters);
        if (!is_flag(row))
            return set_argument(p, row, letters[1] ? letters + 1 : NULL);
        set_flag(p, row, true);
    }
    return 0;
}

int option_parse(const struct option_row *rows, int argc, char **argv,
                 void *options, int *operands, struct err *e)
{
    struct parser p = {rows, options, argc, argv, 1, e};
    bool ended = false;
    int count = 0;

    for (; p.at < argc; p.at++) {
        char *word = argv[p.at];
        int failed = 0;
        if (ended || word[0] != '-' || !word[1])
            argv[1 + count++] = word;
        else if (strcmp(word, "--") == 0)
            ended = true;
        else if (word[1] == '-')
            failed = parse_long(&p, word + 2);
        else
            failed = parse_letters(&p, word + 1);
        if (failed)
            return -1;
    }
    *operands = count;
    return 0;
}

static size_t row_width(const struct option_row *row)
{
    return strlen(row->name) + (row->argument ? strlen(row->argument) + 1 : 0);
}

void option_help(const struct option_row *rows, struct buf *out)
{
    size_t width = 0;

    for (const struct option_row *row = rows; row->name; row++)
        if (row_width(row) > width)
            width = row_width(row);
    for (const struct option_row *row = rows; row->name; row++) {
        if (row->letter)
            buf_fmt(out, "  -%c, ", row->letter);
        else
            buf_text(out, "      ");
        buf_fmt(out, "--%s%s%s%*s  %s\n", row->name, row->argument ? " " : "",
                row->argument ? row->argument : "",
                (int)(width - row_width(row)), "", row->help);
    }
}

static bool is_in_files(const struct option_row *row)
{
    return row->kind != OPTION_ACTION && row->kind != OPTION_CONFIG &&
           row->kind != OPTION_TEXTS;
}

static int set_from_file(struct parser *p, const struct option_row *row,
                         const char *text)
{
    if (row->kind == OPTION_NUMBER)
        return set_number(p, row, text);
    if (is_flag(row))
        return set_flag_text(p, row, text);
    memcpy(p->options + row->offset, &text, sizeof(text));
    return 0;
}

/* One line that is no comment. `seen` has a flag a row. */
static int parse_line(struct parser *p, struct str line, struct arena *a,
                      bool *seen)
{
    size_t sign = str_find(line, '=');
    struct str name = str_trim(str_sub(line, 0, sign));
    const struct option_row *row = row_of(p->rows, name);

    if (sign == line.len)
        return err_set(p->e, ERR_USAGE, "expected \"name = value\"");
    if (!row || !is_in_files(row)) {
        const char *near = row ? NULL : nearest(p->rows, name);
        return err_set(p->e, ERR_USAGE, "unknown option \"%.*s\"%s%s",
                       STR_ARG(name), near ? ", did you mean " : "",
                       near ? near : "");
    }
    if (seen[row - p->rows])
        return err_set(p->e, ERR_USAGE, "option \"%s\" stands here twice",
                       row->name);
    seen[row - p->rows] = true;

    struct str value = arena_str(a, str_trim(str_skip(line, sign + 1)));
    return value.ptr ? set_from_file(p, row, value.ptr) : err_no_memory(p->e);
}

static int parse_lines(struct parser *p, struct str text, struct arena *a)
{
    size_t rows = 0;
    unsigned number = 0;
    struct str line;

    while (p->rows[rows].name)
        rows++;
    bool *seen = arena_new(a, bool, rows);
    if (!seen)
        return err_no_memory(p->e);
    while (str_cut(&text, '\n', &line)) {
        number++;
        line = str_trim(line);
        if (line.len && line.ptr[0] != '#' && parse_line(p, line, a, seen))
            return err_at(p->e, (struct str){0}, number, 0);
    }
    return 0;
}

int option_read_file(const struct option_row *rows, const char *path,
                     struct arena *a, void *options, struct err *e)
{
    struct parser p = {.rows = rows, .options = options, .e = e};
    struct buf text = {0};
    int result = file_read(path, FILE_MAX_SIZE, &text, e);

    if (result && e && e->code == ERR_CONTENT)
        e->code = ERR_USAGE; /* the file was named on the command line */
    if (result == 0 && (utf8_check(buf_str(&text)) != text.len ||
                        str_find(buf_str(&text), '\0') != text.len))
        result = err_set(e, ERR_USAGE, "is not text in UTF-8");
    if (result == 0)
        result = parse_lines(&p, buf_str(&text), a);
    buf_release(&text);
    return result ? err_at(e, str_from(path), e ? e->line : 0, 0) : 0;
}

static void put_default(const struct option_row *row, const char *options,
                        struct buf *out)
{
    const char *text;
    long number;
    bool on;

    if (is_flag(row)) {
        memcpy(&on, options + row->offset, sizeof(on));
        buf_fmt(out, " %s", on ? "true" : "false");
    } else if (row->kind == OPTION_NUMBER) {
        memcpy(&number, options + row->offset, sizeof(number));
        buf_fmt(out, " %ld", number);
    } else {
        memcpy(&text, options + row->offset, sizeof(text));
        if (text)
            buf_fmt(out, " %s", text);
    }
}

void option_config(const struct option_row *rows, const void *options,
                   struct buf *out)
{
    for (const struct option_row *row = rows; row->name; row++) {
        if (!is_in_files(row))
            continue;
        buf_fmt(out, "# %s%s%s\n#%s =", row->argument ? row->argument : "",
                row->argument ? ": " : "", row->help, row->name);
        put_default(row, options, out);
        buf_text(out, "\n\n");
    }
}
