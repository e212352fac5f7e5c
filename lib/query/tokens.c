#include "lib/query/tokens.h"

#include "lib/utf8.h"

struct cutter {
    struct query_tokens *out;
    struct str query;
    uint8_t piece;
};

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

static struct str widened(struct str query, struct str text)
{
    const char *end = query.ptr + query.len;

    while (text.ptr > query.ptr && !is_blank(text.ptr[-1])) {
        text.ptr--;
        text.len++;
    }
    while (text.ptr + text.len < end && !is_blank(text.ptr[text.len]))
        text.len++;
    return text;
}

static void add(void *ctx, const struct token *t)
{
    struct cutter *c = ctx;
    struct query_tokens *q = c->out;
    struct str text =
        str_sub(q->pieces[c->piece].text, t->start, t->end - t->start);

    if (q->count == QUERY_TOKENS_MAX)
        return;
    q->rows[q->count++] = (struct query_token){
        .text = text,
        .raw = widened(c->query, text),
        .exact = t->word->exact,
        .stem = t->word->stem,
        .stop = t->word->stop,
        .part = t->part,
        .piece = c->piece,
    };
}

static struct str first_of(struct str text)
{
    size_t end = 0;

    for (int n = 0; n < SEARCH_QUERY_MAX && end < text.len; n++)
        utf8_next(text, &end, NULL);
    return str_of(text.ptr, end);
}

int query_tokens_cut(struct analyser *analyser, struct str text,
                     struct arena *a, struct query_tokens *out, struct err *e)
{
    struct cutter c = {out, first_of(text), 0};

    *out = (struct query_tokens){.text = c.query};
    out->rows = arena_new(a, struct query_token, QUERY_TOKENS_MAX);
    if (!out->rows)
        return err_no_memory(e);
    out->piece_count = syntax_cut(out->text, out->pieces);
    for (uint32_t i = 0; i < out->piece_count; i++) {
        c.piece = (uint8_t)i;
        if (analyse(analyser, out->pieces[i].text, add, &c, e))
            return -1;
    }
    return 0;
}
