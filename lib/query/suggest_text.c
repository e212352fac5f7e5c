#include "lib/query/suggest_text.h"

#include "lib/records/typing_key.h"
#include "lib/utf8.h"

struct walk {
    struct str text;
    struct arena *arena;
    struct suggest_text *out;
    size_t byte;         /* counted so far, ... */
    uint32_t units;      /* ... which are so many */
    uint32_t whole, end; /* the last whole token: its place in `out`, end */
};

struct str suggest_key(struct str folded, struct arena *a)
{
    struct buf key = {0};

    if (!typing_is_unspaced(folded))
        return folded;
    typing_key(folded, &key);
    struct str copy = buf_copy(&key, a);

    buf_release(&key);
    return copy;
}

static uint32_t units_of(struct str s)
{
    uint32_t units = 0;

    for (size_t at = 0; at < s.len;)
        units += utf8_next(s, &at, NULL) < 0x10000 ? 1 : 2;
    return units;
}

/* A half-typed syllable is cut off as a word: in 반ㅍ there are two. */
static bool goes_on(const struct suggest_text *out, uint32_t start,
                    struct str folded)
{
    uint32_t n = out->words.count;

    return n > 0 && out->words.at[n - 1].end == start &&
           typing_is_unspaced(folded) &&
           (typing_lone_consonants(folded) ||
            typing_lone_consonants(out->folded[n - 1]));
}

static void on_token(void *ctx, const struct token *t)
{
    struct walk *w = ctx;
    struct suggest_text *out = w->out;

    if (t->part && t->end <= w->end && out->words.count == w->whole + 1)
        out->words.count = w->whole; /* its first part stands for it */
    if (!t->part) {
        w->whole = out->words.count;
        w->end = t->end;
    } else {
        w->end = 0;
    }
    if (out->words.count == SUGGESTION_WORDS_MAX)
        return;
    w->units += units_of(str_sub(w->text, w->byte, t->start - w->byte));
    w->byte = t->start;

    uint32_t n = out->words.count, start = w->units;
    struct str shown = str_sub(w->text, t->start, t->end - t->start);
    struct str folded = t->word->exact;
    if (goes_on(out, start, folded)) {
        n--;
        start = out->words.at[n].start;
        folded = arena_fmt(w->arena, "%.*s%.*s", STR_ARG(out->folded[n]),
                           STR_ARG(folded));
    }
    out->folded[n] = folded;
    out->stop[n] = t->word->stop;
    out->words.at[n] = (struct suggestion_word){
        .key = suggest_key(folded, w->arena),
        .start = start,
        .end = w->units + units_of(shown),
    };
    out->words.count = n + 1;
}

int suggest_cut(struct analyser *analyser, struct str text, struct arena *a,
                struct suggest_text *out, struct err *e)
{
    struct walk w = {.text = text, .arena = a, .out = out};

    out->words.count = 0;
    if (analyse(analyser, text, on_token, &w, e))
        return -1;
    return a->failed ? err_no_memory(e) : 0;
}
