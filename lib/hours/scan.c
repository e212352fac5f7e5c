#include "lib/hours/scan.h"

#include "lib/utf8.h"

enum { SHOWN = 16 /* code points of what is not understood */ };

/* Known to OpenStreetMap, not to us: why, or what to write. */
static const struct {
    struct str word;
    const char *why;
} refused[] = {
    {STR("SH"), "school holidays are not known: name their dates"},
    {STR("easter"), "Easter is not known: name its date"},
    {STR("week"), "weeks are not counted: name dates"},
    {STR("sun"), "sunrise and sunset are not known: write a time"},
    {STR("dawn"), "dawn is not known: write a time"},
    {STR("dusk"), "dusk is not known: write a time"},
    {STR("open"), "write the times, 00:00-24:00 for a whole day"},
    {STR("unknown"), "a rule says when it is open, or off"},
    {STR("\""), "comments are not understood: say it in the label"},
    {STR("||"), "'||' is not understood: write a rule behind ';'"},
    {STR("["), "counted weekdays are not understood: name dates"},
    {STR("+"), "an open end is not understood: write when it closes"},
    {STR("/"), "intervals are not understood: write out each"},
    {STR("\xE2\x80\x93"), "write '-' between two times or days"},
    {STR("\xE2\x80\x94"), "write '-' between two times or days"},
};

int scan_fail_at(struct scan *s, size_t at, const char *why)
{
    err_set(s->e, ERR_CONTENT, "%s", why);
    if (s->e)
        s->e->column = (unsigned)utf8_count(str_sub(s->text, 0, at)) + 1;
    return -1;
}

/* The first code points of a text, up to a sign that ends a rule. */
static struct str shown(struct str text)
{
    size_t end = 0;

    for (int i = 0; i < SHOWN && end < text.len; i++) {
        if (text.ptr[end] == ';' || text.ptr[end] == ',')
            break;
        utf8_next(text, &end, NULL);
    }
    return str_trim(str_sub(text, 0, end ? end : 1));
}

int scan_fail(struct scan *s, const char *expected)
{
    struct str rest = str_skip(s->text, s->at);
    char why[256];

    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
        if (str_starts(rest, refused[i].word))
            return scan_fail_at(s, s->at, refused[i].why);
    if (rest.len)
        snprintf(why, sizeof(why), "expected %s, found '%.*s'", expected,
                 STR_ARG(shown(rest)));
    else
        snprintf(why, sizeof(why), "expected %s, found the end", expected);
    return scan_fail_at(s, s->at, why);
}

void scan_blanks(struct scan *s)
{
    while (s->at < s->text.len && s->text.ptr[s->at] == ' ')
        s->at++;
}

char scan_char(const struct scan *s)
{
    return s->at < s->text.len ? s->text.ptr[s->at] : '\0';
}

bool scan_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool scan_take(struct scan *s, char c)
{
    size_t start = s->at;

    scan_blanks(s);
    if (scan_char(s) != c) {
        s->at = start;
        return false;
    }
    s->at++;
    scan_blanks(s);
    return true;
}

bool scan_word(struct scan *s, struct str word)
{
    struct str rest = str_skip(s->text, s->at);

    if (!str_starts(rest, word) ||
        (rest.len > word.len && is_letter(rest.ptr[word.len])))
        return false;
    s->at += word.len;
    return true;
}

int scan_name(struct scan *s, const char *names, int count)
{
    int length = 0;

    while (names[length] != ' ')
        length++;
    for (int i = 0; i < count; i++)
        if (scan_word(s, str_of(names + i * (length + 1), (size_t)length)))
            return i;
    return -1;
}

size_t scan_digits(const struct scan *s)
{
    size_t n = 0;

    while (s->at + n < s->text.len && scan_is_digit(s->text.ptr[s->at + n]))
        n++;
    return n;
}

int scan_number(struct scan *s, size_t least, size_t most)
{
    size_t n = scan_digits(s);
    uint64_t number = 0;

    if (n < least || n > most)
        return -1;
    str_to_u64(str_sub(s->text, s->at, n), &number);
    s->at += n;
    return (int)number;
}
