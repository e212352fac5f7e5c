#include "lib/site/site_foreign.h"

#include "lib/site/site_format.h"
#include "lib/utf8.h"

static const struct {
    struct str magic;
    const char *name;
} known[] = {
    {STR("ZIM\x04"), "a ZIM file"},
    {STR("PK\x03\x04"), "a zip archive"},
    {STR("SQLite format 3\0"), "an SQLite database"},
    {STR("\x1f\x8b"), "a gzip file"},
    {STR("\x28\xb5\x2f\xfd"), "a Zstandard file"},
    {STR("\xfd"
         "7zXZ"),
     "an xz file"},
    {STR("\x0f\x0dXapian Glass"), "a Xapian database"},
    {STR("%PDF-"), "a PDF file"},
    {STR("\x7f"
         "ELF"),
     "a program"},
};

/* What is left of the magic when line ends are translated, or the eighth bit
 * is taken away. */
static const struct str mangled[] = {
    STR("\x89GABAY\n"),
    STR("\x89GABAY\r\r\n"),
    STR("\tGABAY"),
    STR("\xc2\x89GABAY"),
};

static bool is_zero(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i])
            return false;
    return true;
}

/* The last character may be cut. */
static bool is_text(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ' && !strchr("\t\n\r\f", s.ptr[i]))
            return false;
    return utf8_check(s) + 4 > s.len;
}

static const char *name_of(struct str start)
{
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (str_starts(start, known[i].magic))
            return known[i].name;
    return is_text(start) ? "a text file" : NULL;
}

static int foreign(struct str start, struct err *e)
{
    const char *name = name_of(start);

    for (size_t i = 0; i < sizeof(mangled) / sizeof(*mangled); i++)
        if (str_starts(start, mangled[i]))
            return err_set(e, ERR_CONTENT,
                           "copied as text, which damages it: copy it again "
                           "in binary mode");
    if (is_zero(start))
        return err_set(e, ERR_CONTENT,
                       "begins with zero bytes: copied only in part? Copy it "
                       "again");
    if (!name)
        return err_set(e, ERR_CONTENT,
                       "not a Gabay file: give one that gabay-indexer wrote");
    return err_set(e, ERR_CONTENT,
                   "not a Gabay file but %s: give one that gabay-indexer wrote",
                   name);
}

int site_foreign_check(struct str start, struct err *e)
{
    struct str magic = S(SITE_MAGIC);

    if (start.len == 0)
        return err_set(e, ERR_CONTENT,
                       "empty file: copied only in part? Copy it again, or "
                       "compile it");
    if (!str_starts(magic, str_sub(start, 0, magic.len)))
        return foreign(start, e);
    if (start.len < SITE_HEADER_SIZE)
        return err_set(e, ERR_CONTENT,
                       "shorter than its own header (%zu of %d bytes): copied "
                       "only in part? Copy it again",
                       start.len, SITE_HEADER_SIZE);
    return 0;
}
