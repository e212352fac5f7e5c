#include "lib/analyse/stem/learn/hunspell.h"

#include <stdio.h>
#include <string.h>

enum { LINE_LONGEST = 1024 };

static const char blanks[] = " \t\r\n";

/* The next of the line's fields, "" when there are no more. */
static const char *field(char **line)
{
    char *start = *line + strspn(*line, blanks);

    *line = start + strcspn(start, blanks);
    if (**line)
        *(*line)++ = '\0';
    return start;
}

static struct str kept(struct arena *a, const char *text)
{
    return arena_str(a, str_from(strcmp(text, "0") ? text : ""));
}

static bool closed(const char *condition)
{
    const char *open = strrchr(condition, '[');

    return !open || strchr(open, ']');
}

static int read_suffixes(struct dictionary *d, FILE *f, struct err *e)
{
    struct suffix **last[256];
    char line[LINE_LONGEST];

    for (size_t i = 0; i < 256; i++)
        last[i] = &d->suffixes[i];
    while (fgets(line, sizeof(line), f)) {
        char *rest = line;

        if (strcmp(field(&rest), "SFX"))
            continue;

        unsigned char flag = (unsigned char)*field(&rest);
        const char *strip = field(&rest), *add = field(&rest);
        const char *condition = field(&rest);
        struct suffix *s;

        if (!*condition)
            continue; /* the head of a group */
        if (!closed(condition))
            return err_set(e, ERR_CONTENT, "an open [ in: %s", condition);
        s = arena_new(&d->arena, struct suffix, 1);
        if (!s)
            return err_no_memory(e);
        s->strip = kept(&d->arena, strip);
        s->add = kept(&d->arena, add);
        s->condition = arena_str(&d->arena, str_from(condition)).ptr;
        *last[flag] = s;
        last[flag] = &s->next;
    }
    return 0;
}

static int read_entries(struct dictionary *d, FILE *f, struct err *e)
{
    char line[LINE_LONGEST];
    size_t most =
        fgets(line, sizeof(line), f) ? (size_t)strtoul(line, NULL, 10) : 0;

    d->entries = arena_new(&d->arena, struct entry, most + 1);
    if (!d->entries)
        return err_no_memory(e);
    while (d->n < most && fgets(line, sizeof(line), f)) {
        struct str flags = str_from(line), word;

        flags.len = strcspn(line, "\r\n");
        str_cut(&flags, '/', &word);
        if (!word.len || word.len > WORD_LONGEST)
            continue;
        d->entries[d->n].word = arena_str(&d->arena, word).ptr;
        d->entries[d->n].flags =
            flags.len ? arena_str(&d->arena, flags).ptr : "";
        d->n++;
    }
    return 0;
}

static int read_file(struct dictionary *d, const char *path,
                     int (*read)(struct dictionary *, FILE *, struct err *),
                     struct err *e)
{
    FILE *f = fopen(path, "rb");
    int result;

    if (!f)
        return err_set(e, ERR_SYSTEM, "cannot open %s", path);
    result = read(d, f, e);
    if (!result && ferror(f))
        result = err_set(e, ERR_SYSTEM, "cannot read %s", path);
    if (!result && d->arena.failed)
        result = err_no_memory(e);
    fclose(f);
    return result;
}

int dictionary_read(struct dictionary *d, const char *aff, const char *dic,
                    struct err *e)
{
    int result = read_file(d, aff, read_suffixes, e);

    return result ? result : read_file(d, dic, read_entries, e);
}

void dictionary_release(struct dictionary *d)
{
    arena_release(&d->arena);
}

/* What a condition asks of one letter: the letter itself, ".", "[abc]" or
 * "[^abc]". Goes on to what it asks of the next. */
static bool letter_fits(const char **condition, char letter)
{
    const char *c = *condition;
    size_t set = *c == '[' ? strcspn(c, "]") : 0;

    *condition = c + set + 1;
    if (!set)
        return *c == '.' || *c == letter;

    bool negated = c[1] == '^', found = false;

    for (size_t i = negated ? 2 : 1; i < set; i++)
        found = found || c[i] == letter;
    return found != negated;
}

static bool fits(const char *condition, struct str word)
{
    size_t letters = 0;

    for (const char *c = condition; *c; c++, letters++)
        c += *c == '[' ? strcspn(c, "]") : 0;
    if (letters > word.len)
        return false;
    for (size_t i = word.len - letters; i < word.len; i++) {
        if (!letter_fits(&condition, word.ptr[i]))
            return false;
    }
    return true;
}

void dictionary_forms(const struct dictionary *d, const struct entry *entry,
                      form_fn *fn, void *ctx)
{
    struct str word = str_from(entry->word);
    char form[WORD_LONGEST + LINE_LONGEST];

    for (const char *flag = entry->flags; *flag; flag++) {
        const struct suffix *s = d->suffixes[(unsigned char)*flag];

        for (; s; s = s->next) {
            size_t stays = word.len - s->strip.len;

            if (!str_ends(word, s->strip) || !fits(s->condition, word))
                continue;
            memcpy(form, word.ptr, stays);
            memcpy(form + stays, s->add.ptr, s->add.len);
            form[stays + s->add.len] = '\0';
            fn(ctx, str_of(form, stays + s->add.len), (unsigned char)*flag);
        }
    }
}
