#include "indexer/markdown/markdown_limits.h"

#include <string.h>

/* What is looked for to the end of the paragraph when nothing closes it. */
static const struct closed {
    struct str open, close;
} closed[] = {
    {STR("<?"), STR("?>")},
    {STR("<![CDATA["), STR("]]>")},
    {STR("<!"), STR(">")},
};

enum { CLOSED = sizeof(closed) / sizeof(closed[0]) };

/* Sums over the article; each paragraph (lines without an empty one between)
 * adds a product. */
struct sums {
    uint64_t markup, brackets, strikes, addresses;
};

static uint64_t beyond(uint64_t count, uint64_t allowed)
{
    return count > allowed ? count - allowed : 0;
}

/* How many `open` stand behind the last `close`. */
static uint64_t count_unclosed(struct str s, const struct closed *c)
{
    uint64_t unclosed = 0;
    size_t at;

    while ((at = str_search(s, c->open)) < s.len) {
        s = str_skip(s, at + c->open.len);
        size_t end = unclosed ? s.len : str_search(s, c->close);
        if (end < s.len)
            s = str_skip(s, end);
        else
            unclosed++;
    }
    return unclosed;
}

static uint64_t markup_steps(struct str s)
{
    uint64_t unclosed = 0;

    for (size_t i = 0; i < CLOSED; i++)
        unclosed += count_unclosed(s, &closed[i]);
    return beyond(unclosed, MARKDOWN_FREE) * s.len;
}

/* A link that ends looks at all brackets that are still open. */
static uint64_t bracket_steps(struct str s)
{
    uint64_t open = 0, deepest = 0, ends = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '[') {
            open++;
        } else if (s.ptr[i] == ']') {
            ends++;
            open -= open > 0;
        }
        deepest = open > deepest ? open : deepest;
    }
    return beyond(deepest, MARKDOWN_FREE) * ends;
}

/* A "~~" looks through all the "~" before it, and the other way round. */
static uint64_t strike_steps(struct str s)
{
    uint64_t runs[3] = {0};

    for (size_t i = 0, n; i < s.len; i += n ? n : 1) {
        for (n = 0; i + n < s.len && s.ptr[i + n] == '~';)
            n++;
        runs[n < 3 ? n : 0]++;
    }
    return beyond(runs[1], MARKDOWN_FREE) * beyond(runs[2], MARKDOWN_FREE);
}

/* How many more ")" than "(". */
static uint64_t excess(struct str s)
{
    int64_t more = 0;

    for (size_t i = 0; i < s.len; i++)
        more += (s.ptr[i] == ')') - (s.ptr[i] == '(');
    return more > 0 ? (uint64_t)more : 0;
}

/* For each ")" too many at its end a whole address is looked through. */
static uint64_t address_steps(struct str s)
{
    uint64_t steps = 0;
    size_t end;

    for (; s.len; s = str_skip(s, end + 1)) {
        for (end = 0; end < s.len && !strchr(" \t\n<", s.ptr[end]);)
            end++;
        struct str word = str_sub(s, 0, end);
        size_t scheme = str_search(word, S("://"));
        size_t host = str_search(word, S("www."));
        word = str_skip(word, scheme < host ? scheme : host);
        steps += beyond(excess(word), MARKDOWN_FREE) * word.len;
    }
    return steps;
}

static size_t count(struct str s, char c)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == c;
    return n;
}

static const char *add_paragraph(struct sums *sums, struct str s)
{
    sums->markup += markup_steps(s);
    if (count(s, '[') > MARKDOWN_FREE)
        sums->brackets += bracket_steps(s);
    if (count(s, '~') > MARKDOWN_FREE)
        sums->strikes += strike_steps(s);
    if (count(s, ')') > MARKDOWN_FREE)
        sums->addresses += address_steps(s);
    return sums->markup > MARKDOWN_STEPS
               ? "too many \"<?\" or \"<!\" that nothing closes"
           : sums->brackets > MARKDOWN_STEPS
               ? "too many \"[\" that nothing closes"
           : sums->strikes > MARKDOWN_STEPS ? "too many \"~\" and \"~~\""
           : sums->addresses > MARKDOWN_STEPS
               ? "too many \")\" at the end of an address"
               : NULL;
}

/* The length of a quote's sign, or a list's with the space that it needs; 0:
 * none. */
static size_t marker(struct str s)
{
    size_t n = 0;

    if (s.len && s.ptr[0] == '>')
        return 1;
    while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9')
        n++;
    if (n == s.len || !strchr(n ? ".)" : "-+*", s.ptr[n]))
        return 0;
    return n + 1 == s.len || strchr(" \t", s.ptr[n + 1]) ? n + 1 : 0;
}

/* Is it nothing but "- - -" or "* * *"? Then it is a rule, not lists. */
static bool is_rule(struct str line)
{
    char sign = 0;

    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (strchr(" \t\r", c))
            continue;
        if ((c != '-' && c != '*') || (sign && c != sign))
            return false;
        sign = c;
    }
    return true;
}

static bool is_too_deep(struct str line)
{
    struct str rest = line;
    size_t depth = 0, n;

    while ((n = marker(rest)) > 0 || (rest.len && strchr(" \t", rest.ptr[0]))) {
        depth += n > 0;
        rest = str_skip(rest, n ? n : 1);
    }
    return depth > MARKDOWN_DEPTH && !is_rule(line);
}

int markdown_refuse(struct err *e, const char *reason, unsigned line)
{
    err_set(e, ERR_CONTENT, "%s: mend it, or part the article", reason);
    return err_at(e, (struct str){0}, line, 0);
}

static const char *check_line(struct str line)
{
    if (is_too_deep(line))
        return "quotes or lists nested too deep";
    return count(line, '|') > MARKDOWN_BARS ? "a line with over 10000 \"|\""
                                            : NULL;
}

int markdown_check_text(struct str body, struct err *e)
{
    struct sums sums = {0};
    struct str rest = body, line;
    const char *reason = NULL, *start = body.ptr;
    unsigned number = 0, first = 1;

    while (!reason && str_cut(&rest, '\n', &line)) {
        number++;
        reason = check_line(line);
        if (reason)
            return markdown_refuse(e, reason, number);
        bool last = rest.len == 0;
        if (str_trim(line).len && !last)
            continue;
        size_t n = (size_t)(line.ptr + line.len - start);
        reason = add_paragraph(&sums, str_of(start, n));
        if (!reason)
            first = number + 1;
        start = rest.ptr;
    }
    return reason ? markdown_refuse(e, reason, first) : 0;
}
