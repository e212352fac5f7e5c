#include "lib/query/mend.h"

#include "lib/query/spelled.h"

struct mender {
    const struct query_reader *by;
    struct str text;
    const struct query_tokens *tokens;
    struct corrector corrector;
    uint32_t held;
    struct arena *arena;
    struct correct_work *work;
    struct buf out;
    const char *copied; /* the query is in `out` up to here */
    struct mended *mended;
};

static uint32_t held_by(const struct query_reader *r, struct str stem)
{
    struct lexicon_range range;

    return query_held(r, stem, &range);
}

static bool is_unknown(const struct query_reader *r,
                       const struct query_tokens *tokens, uint32_t i,
                       uint32_t held)
{
    const struct query_token *t = &tokens->rows[i];
    bool whole = i + 1 == tokens->count || !tokens->rows[i + 1].part;

    return !t->part && whole && !t->stop && query_token_is_plain(tokens, t) &&
           held_by(r, t->stem) <= held &&
           !synonyms_find(r->synonyms, t->stem).count;
}

bool mend_is_needed(const struct query_reader *r,
                    const struct query_tokens *tokens, uint32_t held)
{
    for (uint32_t i = 0; i < tokens->count; i++)
        if (is_unknown(r, tokens, i, held))
            return true;
    return false;
}

struct asked {
    const struct query_reader *by;
    uint32_t articles, words;
};

/* A stop word is as known as a word can be. */
static void ask_stem(void *ctx, const struct token *t)
{
    struct asked *asked = ctx;
    uint32_t held =
        t->word->stop ? asked->by->articles : held_by(asked->by, t->word->stem);

    if (asked->words++ == 0 || held < asked->articles)
        asked->articles = held;
}

/* Of several words the rarest counts. */
static uint32_t articles_of(void *ctx, struct str word)
{
    struct asked asked = {.by = ctx};

    if (analyse(asked.by->analyser, word, ask_stem, &asked, NULL))
        return 0;
    return asked.articles;
}

static struct unknown_word word_at(const struct mender *m, uint32_t i)
{
    const struct query_token *t = &m->tokens->rows[i];

    return (struct unknown_word){t->raw, t->exact, t->stem,
                                 held_by(m->by, t->stem)};
}

/* On another layout the signs round a word were letters, too. */
static void replace(struct mender *m, struct str old,
                    const struct correction *c)
{
    if (old.ptr < m->copied)
        return;
    buf_add(&m->out, m->copied, (size_t)(old.ptr - m->copied));
    spelled_put(m->by, c->word, &m->out);
    m->copied = old.ptr + old.len;
    if (!m->mended->query.ptr)
        m->mended->how = c->how;
    m->mended->query = m->text;
}

static bool mend_join(struct mender *m, uint32_t i)
{
    const struct query_token *t = m->tokens->rows;
    struct correction c;

    if (i + 1 >= m->tokens->count || t[i + 1].part ||
        t[i].piece != t[i + 1].piece)
        return false;
    struct unknown_word first = word_at(m, i), second = word_at(m, i + 1);

    if (!correct_join(&m->corrector, &first, &second, m->arena, m->work, &c))
        return false;
    const char *end = t[i + 1].text.ptr + t[i + 1].text.len;

    replace(m, str_of(t[i].text.ptr, (size_t)(end - t[i].text.ptr)), &c);
    return true;
}

static void mend_word(struct mender *m, uint32_t i)
{
    struct unknown_word w = word_at(m, i);
    struct correction c;

    if (correct_word(&m->corrector, &w, m->arena, m->work, &c))
        replace(m,
                c.how == CORRECT_LAYOUT ? m->tokens->rows[i].raw
                                        : m->tokens->rows[i].text,
                &c);
}

int mend_query(const struct query_reader *r, const struct speller *speller,
               const struct query_tokens *tokens, uint32_t held,
               struct arena *a, struct correct_work *work, struct mended *out,
               struct err *e)
{
    struct mender m = {
        .by = r,
        .text = tokens->text,
        .tokens = tokens,
        .corrector = {.locale = r->locale, .speller = speller},
        .held = held,
        .arena = a,
        .work = work,
        .copied = tokens->text.ptr,
        .mended = out,
    };
    struct query_reader by = *r;

    *out = (struct mended){0};
    m.corrector.known = (struct known_words){&by, articles_of, speller};
    for (uint32_t i = 0; i < tokens->count; i++)
        if (is_unknown(r, tokens, i, held) && !mend_join(&m, i))
            mend_word(&m, i);
    if (out->query.ptr) {
        buf_put(&m.out, str_skip(m.text, (size_t)(m.copied - m.text.ptr)));
        out->query = buf_copy(&m.out, a);
    }
    bool failed = m.out.failed || a->failed;

    buf_release(&m.out);
    return failed ? err_no_memory(e) : 0;
}
