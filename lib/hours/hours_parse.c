#include "lib/civil.h"
#include "lib/hours/hours.h"
#include "lib/utf8.h"

enum { SHOWN = 16 /* code points of what is not understood */ };

struct parser {
    struct str text;
    size_t at;
    struct hours *out;
    struct err *e;
};

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

static int fail_at(struct parser *p, size_t at, const char *why)
{
    err_set(p->e, ERR_CONTENT, "%s", why);
    if (p->e)
        p->e->column = (unsigned)utf8_count(str_sub(p->text, 0, at)) + 1;
    return -1;
}

/* The first code points of a text, up to a sign that ends a rule. */
static struct str shown(struct str s)
{
    size_t end = 0;

    for (int i = 0; i < SHOWN && end < s.len; i++) {
        if (s.ptr[end] == ';' || s.ptr[end] == ',')
            break;
        utf8_next(s, &end, NULL);
    }
    return str_trim(str_sub(s, 0, end ? end : 1));
}

static int fail(struct parser *p, const char *expected)
{
    struct str rest = str_skip(p->text, p->at);
    char why[256];

    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
        if (str_starts(rest, refused[i].word))
            return fail_at(p, p->at, refused[i].why);
    if (rest.len)
        snprintf(why, sizeof(why), "expected %s, found '%.*s'", expected,
                 STR_ARG(shown(rest)));
    else
        snprintf(why, sizeof(why), "expected %s, found the end", expected);
    return fail_at(p, p->at, why);
}

static void skip_blanks(struct parser *p)
{
    while (p->at < p->text.len && p->text.ptr[p->at] == ' ')
        p->at++;
}

static char next_char(const struct parser *p)
{
    return p->at < p->text.len ? p->text.ptr[p->at] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Takes a sign with the blanks around it. */
static bool take(struct parser *p, char c)
{
    size_t start = p->at;

    skip_blanks(p);
    if (next_char(p) != c) {
        p->at = start;
        return false;
    }
    p->at++;
    skip_blanks(p);
    return true;
}

/* A word of letters and nothing but this. */
static bool take_word(struct parser *p, struct str word)
{
    struct str rest = str_skip(p->text, p->at);

    if (!str_starts(rest, word) ||
        (rest.len > word.len && is_letter(rest.ptr[word.len])))
        return false;
    p->at += word.len;
    return true;
}

/* The index of the name that stands here and was taken, or -1. */
static int take_name(struct parser *p, const char *names, int count)
{
    int length = 0;

    while (names[length] != ' ')
        length++;
    for (int i = 0; i < count; i++)
        if (take_word(p, str_of(names + i * (length + 1), (size_t)length)))
            return i;
    return -1;
}

static int take_month(struct parser *p)
{
    return take_name(p, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", 12);
}

static int take_weekday(struct parser *p)
{
    return take_name(p, "Mo Tu We Th Fr Sa Su", 7);
}

static size_t digits_here(const struct parser *p)
{
    size_t n = 0;

    while (p->at + n < p->text.len && is_digit(p->text.ptr[p->at + n]))
        n++;
    return n;
}

/* A number of so many digits, or -1. */
static int take_number(struct parser *p, size_t least, size_t most)
{
    size_t n = digits_here(p);
    uint64_t number = 0;

    if (n < least || n > most)
        return -1;
    str_to_u64(str_sub(p->text, p->at, n), &number);
    p->at += n;
    return (int)number;
}

static bool month_is_here(struct parser *p)
{
    size_t start = p->at;
    bool is = take_month(p) >= 0;

    p->at = start;
    return is;
}

static bool weekday_is_here(struct parser *p)
{
    size_t start = p->at;
    bool is = take_weekday(p) >= 0 || take_word(p, S("PH"));

    p->at = start;
    return is;
}

static bool date_is_here(struct parser *p)
{
    return digits_here(p) == 4 || month_is_here(p);
}

/* 2026-12-24 */
static int read_date(struct parser *p, int32_t *day)
{
    static const char *const form = "a date such as 2026-12-24 or Dec 24";
    size_t start = p->at;
    int year = take_number(p, 4, 4), month, number;

    if (year < 0 || next_char(p) != '-')
        return fail(p, form);
    p->at++;
    month = take_number(p, 2, 2);
    if (month < 0 || next_char(p) != '-')
        return fail(p, form);
    p->at++;
    number = take_number(p, 2, 2);
    if (number < 0)
        return fail(p, form);
    if (!civil_exists(year, month, number))
        return fail_at(p, start, "there is no such date");
    *day = (int32_t)civil_days(year, month, number);
    return 0;
}

static int read_dated(struct parser *p, struct hours_dates *d)
{
    size_t start = p->at;

    if (read_date(p, &d->from))
        return -1;
    d->to = d->from;
    if (!take(p, '-'))
        return 0;
    if (read_date(p, &d->to))
        return -1;
    return d->to < d->from
               ? fail_at(p, start, "these dates end before they begin")
               : 0;
}

/* A day behind its month. Leap years have all of them. */
static int read_month_day(struct parser *p, int month, int *day)
{
    size_t start = p->at;

    *day = take_number(p, 1, 2);
    if (*day < 0)
        return fail(p, "a day of the month");
    if (!civil_exists(2000, month + 1, *day))
        return fail_at(p, start, "there is no such day in this month");
    return 0;
}

/* Behind "Dec 24" or "Dec": what the dates end with. */
static int read_yearly_end(struct parser *p, int month, bool has_day,
                           struct hours_dates *d)
{
    int day = 0, last = month;

    if (!has_day || !is_digit(next_char(p))) {
        last = take_month(p);
        if (last < 0)
            return fail(p, has_day ? "a day or a month" : "a month");
        skip_blanks(p);
    }
    if (has_day && read_month_day(p, last, &day))
        return -1;
    d->to = hours_yearly(last + 1,
                         has_day ? day : civil_month_days(2000, last + 1));
    return 0;
}

static int read_yearly(struct parser *p, struct hours_dates *d)
{
    size_t start = p->at;
    int month = take_month(p), day = 1;

    d->every_year = true;
    skip_blanks(p);
    /* "Dec 24", but "Dec 09:00" is a month and a time. */
    size_t n = digits_here(p);
    bool has_day =
        n > 0 && !(p->at + n < p->text.len && p->text.ptr[p->at + n] == ':');
    if (has_day && read_month_day(p, month, &day))
        return -1;
    d->from = hours_yearly(month + 1, day);
    d->to = hours_yearly(month + 1,
                         has_day ? day : civil_month_days(2000, month + 1));
    if (!take(p, '-'))
        return 0;
    size_t end = p->at;
    if (read_yearly_end(p, month, has_day, d))
        return -1;
    if (is_digit(p->text.ptr[end]) && d->to < d->from)
        return fail_at(p, start, "these dates end before they begin");
    return 0;
}

static int read_dates(struct parser *p, struct hours_rule *r)
{
    struct hours *h = p->out;

    r->first_date = h->date_count;
    do {
        if (h->date_count == HOURS_DATES)
            return fail_at(p, p->at, "more than 64 dates");
        struct hours_dates *d = &h->dates[h->date_count++];
        if (!date_is_here(p))
            return fail(p, "a date such as 2026-12-24 or Dec 24");
        if (month_is_here(p) ? read_yearly(p, d) : read_dated(p, d))
            return -1;
        r->date_count++;
    } while (take(p, ','));
    skip_blanks(p);
    return 0;
}

static int read_weekdays(struct parser *p, struct hours_rule *r)
{
    do {
        if (take_word(p, S("PH"))) {
            r->holidays = true;
            continue;
        }
        int first = take_weekday(p);
        if (first < 0)
            return fail(p, "a day: Mo Tu We Th Fr Sa Su or PH");
        int last = first;
        if (take(p, '-'))
            last = take_weekday(p);
        if (last < 0)
            return fail(p, "a day: Mo Tu We Th Fr Sa or Su");
        for (int day = first;; day = (day + 1) % 7) {
            r->days |= 1u << day;
            if (day == last)
                break;
        }
    } while (take(p, ','));
    skip_blanks(p);
    return 0;
}

/* 09:00, in minutes. */
static int read_time(struct parser *p, int *minutes)
{
    size_t start = p->at;
    int hour = take_number(p, 1, 2), minute;

    if (hour < 0 || next_char(p) != ':')
        return fail(p, "a time such as 09:00");
    p->at++;
    minute = take_number(p, 2, 2);
    if (minute < 0)
        return fail(p, "two digits of minutes");
    if (minute > 59 || hour * 60 + minute > 2 * HOURS_DAY)
        return fail_at(p, start, "there is no such time");
    *minutes = hour * 60 + minute;
    return 0;
}

static int read_span(struct parser *p, struct hours_span *s)
{
    size_t start = p->at;

    if (read_time(p, &s->from))
        return -1;
    if (s->from >= HOURS_DAY)
        return fail_at(p, start, "a time begins before 24:00");
    if (!take(p, '-'))
        return fail(p, "'-' and when it closes");
    if (read_time(p, &s->to))
        return -1;
    if (s->to == s->from)
        return fail_at(p, start,
                       "this begins when it ends: write 00:00-24:00 for a "
                       "whole day");
    if (s->to < s->from)
        s->to += HOURS_DAY;
    if (s->to - s->from > HOURS_DAY)
        return fail_at(p, start, "this is longer than a day");
    return 0;
}

/* Behind a comma: another time, or another rule? */
static bool time_follows(struct parser *p)
{
    size_t start = p->at;
    bool is = take(p, ',') && digits_here(p) > 0 && digits_here(p) <= 2 &&
              !str_starts(str_skip(p->text, p->at), S("24/7"));

    if (!is)
        p->at = start;
    return is;
}

static int read_spans(struct parser *p, struct hours_rule *r)
{
    struct hours *h = p->out;

    do {
        if (h->span_count == HOURS_SPANS)
            return fail_at(p, p->at, "more than 64 times");
        if (read_span(p, &h->spans[h->span_count]))
            return -1;
        h->span_count++;
        r->span_count++;
    } while (time_follows(p));
    return 0;
}

static int read_always(struct parser *p, struct hours_rule *r)
{
    struct hours *h = p->out;

    if (h->span_count == HOURS_SPANS)
        return fail_at(p, p->at, "more than 64 times");
    p->at += 4;
    h->spans[h->span_count++] = (struct hours_span){0, HOURS_DAY};
    r->span_count = 1;
    return 0;
}

static int read_when(struct parser *p, struct hours_rule *r)
{
    bool named = r->days || r->holidays || r->date_count;

    r->first_span = p->out->span_count;
    if (take_word(p, S("off")) || take_word(p, S("closed")))
        return 0;
    if (!named && str_starts(str_skip(p->text, p->at), S("24/7")))
        return read_always(p, r);
    if (digits_here(p) == 0)
        return fail(p, named ? "a time such as 09:00-17:00, or off"
                             : "a day, a date or a time");
    if (read_spans(p, r))
        return -1;
    size_t end = p->at;
    skip_blanks(p);
    if (take_word(p, S("off")) || take_word(p, S("closed")))
        return fail_at(p, end,
                       "'off' stands without a time: write the times that "
                       "are left");
    return 0;
}

static int read_rule(struct parser *p, bool adds)
{
    struct hours *h = p->out;

    skip_blanks(p);
    if (h->rule_count == HOURS_RULES)
        return fail_at(p, p->at, "more than 64 rules");
    struct hours_rule *r = &h->rules[h->rule_count++];
    r->adds = adds;
    if (date_is_here(p) && read_dates(p, r))
        return -1;
    if (weekday_is_here(p) && read_weekdays(p, r))
        return -1;
    return read_when(p, r);
}

int hours_parse(struct str text, struct hours *out, struct err *e)
{
    struct parser p = {.text = text, .out = out, .e = e};
    bool adds = false;

    *out = (struct hours){0};
    if (text.len > HOURS_TEXT_MAX)
        return fail_at(&p, 0, "hours of more than 1,024 bytes");
    do {
        if (read_rule(&p, adds))
            return -1;
        skip_blanks(&p);
        adds = next_char(&p) == ',';
        if (p.at == text.len)
            return 0;
        if (!take(&p, ',') && !take(&p, ';'))
            return fail(&p, "';' or ',' between two rules");
    } while (adds || p.at < text.len);
    return 0;
}
