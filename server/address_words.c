#include "server/address_words.h"

#include "lib/buf.h"

/* Endings of addresses that were pages somewhere. */
static const struct str page_endings[] = {
    STR(".html"), STR(".htm"), STR(".php"), STR(".aspx"), STR(".md"),
};

static struct str without_ending(struct str path)
{
    for (size_t i = 0; i < sizeof(page_endings) / sizeof(*page_endings); i++)
        if (str_ends(path, page_endings[i]))
            return str_sub(path, 0, path.len - page_endings[i].len);
    return path;
}

/* A dot near the end of the last segment, with nothing but a few letters or
 * digits behind it: a file. */
static bool is_file(struct str path)
{
    struct str name = str_skip(path, str_find_last(path, '/') + 1);
    size_t dot = str_find_last(name, '.');
    struct str ending = str_skip(name, dot + 1);

    if (dot == name.len || ending.len == 0 || ending.len > 5)
        return false;
    for (size_t i = 0; i < ending.len; i++)
        if ((unsigned char)ending.ptr[i] >= 0x80 || ending.ptr[i] == ' ')
            return false;
    return true;
}

static bool parts_words(char c)
{
    return c == '/' || c == '-' || c == '_' || c == '.' || c == '+' ||
           c == ' ' || c == ',' || c == '"';
}

static bool is_number(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return false;
    return true;
}

static void put_word(struct buf *out, struct str word)
{
    if (is_number(word))
        return;
    buf_text(out, out->len ? " " : "");
    buf_put(out, word);
}

static void put_words(struct buf *out, struct str path)
{
    size_t start = 0;

    for (size_t i = 0; i <= path.len; i++)
        if (i == path.len || parts_words(path.ptr[i])) {
            put_word(out, str_sub(path, start, i - start));
            start = i + 1;
        }
}

/* The end of an address says most. */
static struct str last_of(struct str words)
{
    if (words.len <= ADDRESS_WORDS_MAX)
        return words;
    words = str_skip(words, words.len - ADDRESS_WORDS_MAX);
    return str_trim(str_skip(words, str_find(words, ' ')));
}

struct str address_words(struct arena *a, struct str path, struct str prefix,
                         struct str tag)
{
    struct buf words = {0};

    if (str_starts(path, prefix))
        path = str_skip(path, prefix.len);
    path = str_skip(path, 1);
    if (tag.len && str_starts(path, tag))
        path = str_skip(path, tag.len);
    path = without_ending(path);
    if (!is_file(path))
        put_words(&words, path);
    struct str copy = arena_str(a, last_of(buf_str(&words)));

    a->failed |= words.failed;
    buf_release(&words);
    return copy;
}
