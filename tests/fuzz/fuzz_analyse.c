/* The analyser with any bytes: the first chooses the locale, the rest is the
 * text. Tokens must come in order and begin and end at code points. */
#include "lib/analyse/analyse.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct str locales[] = {
    STR("en"), STR("id"), STR("ko"), STR("pl"), STR("fil"), STR("de"),
    STR("es"), STR("fr"), STR("ja"), STR("zh"), STR("th"),  STR("ar"),
    STR("ru"), STR("tr"), STR("hi"), STR("sr"), STR("ban"),
};

struct check {
    struct str text;
    size_t at; /* a code point's start, at or before the last whole's start */
    uint32_t whole_start, whole_end, last_start;
};

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool is_border(struct str text, size_t from, uint32_t offset)
{
    while (from < offset)
        utf8_next(text, &from, NULL);
    return from == offset;
}

static void check_token(void *ctx, const struct token *t)
{
    struct check *c = ctx;
    const struct word *w = t->word;

    require(t->start < t->end && t->end <= c->text.len);
    if (t->part) {
        require(t->start >= c->whole_start && t->end <= c->whole_end);
        require(t->start >= c->last_start);
    } else {
        require(t->start >= c->whole_end);
        require(is_border(c->text, c->at, t->start));
        c->at = c->whole_start = t->start;
        c->whole_end = t->end;
    }
    c->last_start = t->start;
    require(is_border(c->text, c->at, t->start));
    require(is_border(c->text, c->at, t->end));
    require(w->exact.len >= 1 && w->exact.len <= 192);
    require(w->stem.len >= 1 && w->stem.len <= 245);
    require(utf8_check(w->exact) == w->exact.len);
    require(utf8_check(w->stem) == w->stem.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    size_t which = data[0] % (sizeof(locales) / sizeof(*locales));
    struct check c = {.text = str_of((const char *)data + 1, size - 1)};
    struct analyser *a = analyser_new(locales[which], NULL);

    require(a != NULL);
    require(analyse(a, c.text, check_token, &c, NULL) == 0);
    analyser_free(a);
    return 0;
}
