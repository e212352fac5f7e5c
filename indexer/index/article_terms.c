#include "indexer/index/article_terms.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/index/record_text.h"
#include "lib/analyse/grams.h"
#include "lib/query/terms.h"

int word_counter_init(struct word_counter *c, struct str locale, struct err *e)
{
    spellings_init(&c->spellings);
    c->analyser = analyser_new(locale, e);
    return c->analyser ? 0 : -1;
}

void word_counter_release(struct word_counter *c)
{
    analyser_free(c->analyser);
    spellings_release(&c->spellings);
    buf_release(&c->tokens);
    free(c->weight);
    free(c->in_title);
    free(c->seen);
    *c = (struct word_counter){0};
}

static bool grow(uint32_t **array, uint32_t old, uint32_t room)
{
    uint32_t *grown = realloc(*array, room * sizeof(**array));

    if (!grown)
        return false;
    memset(grown + old, 0, (room - old) * sizeof(*grown));
    *array = grown;
    return true;
}

static bool make_room(struct word_counter *c, uint32_t id)
{
    uint32_t room = c->room ? c->room : 4096;

    if (id < c->room)
        return true;
    while (room <= id)
        room *= 2;
    if (!grow(&c->weight, c->room, room) ||
        !grow(&c->in_title, c->room, room) || !grow(&c->seen, c->room, room))
        return false;
    c->room = room;
    return true;
}

static void count(struct word_counter *c, uint32_t id, uint32_t wdf,
                  bool in_title)
{
    if (c->weight[id] == 0)
        c->seen[c->seen_count++] = id;
    c->weight[id] += wdf;
    c->in_title[id] += in_title;
}

struct walk {
    struct word_counter *counter;
    struct page *page;
    struct spelling_writer writer;
    uint32_t weight; /* of the place */
    uint32_t title_words;
    struct buf whole; /* the stems of the title, or of one keyword */
    bool title, failed;
    struct xapian_writer *index;
    struct gram_run *run; /* NULL: the recipe has no pairs across words */
};

static bool put_pairs(struct walk *w, const struct token *t)
{
    char room[TERM_ROOM];
    struct str pair;

    if (!w->run || !gram_run_enter(w->run, t))
        return true;
    for (size_t at = 0; gram_run_next(w->run, t->word->exact, &at, &pair);)
        if (xapian_writer_term(w->index, term_make(room, TERM_GRAM, pair),
                               w->weight, NULL))
            return false;
    return true;
}

static void add_whole(struct walk *w, const struct token *t)
{
    if (!t->part)
        term_whole_add(&w->whole, t->word->stem);
}

static void on_token(void *ctx, const struct token *t)
{
    struct walk *w = ctx;

    if (!make_room(w->counter, t->word->id)) {
        w->failed = true;
        return;
    }
    count(w->counter, t->word->id, w->weight, w->title);
    if (w->title) {
        w->title_words += !t->part;
        add_whole(w, t);
    }
    spelling_token(&w->writer, t);
    w->failed |= !put_pairs(w, t);
}

static int walk_section(struct walk *w, struct str text, uint32_t weight,
                        struct err *e)
{
    w->weight = weight;
    w->title = weight == WDF_TITLE;
    if (w->run)
        *w->run = (struct gram_run){0};
    spelling_section(&w->writer, text);
    if (analyse(w->counter->analyser, text, on_token, w, e))
        return -1;
    spelling_end(&w->writer);
    return 0;
}

/* Keeps as much memory as the list is long. */
static int keep_tokens(struct page *p, struct buf *tokens, struct err *e)
{
    p->tokens.ptr = malloc(tokens->len + 1);
    if (!p->tokens.ptr || tokens->failed)
        return err_no_memory(e);
    p->tokens.cap = tokens->len + 1;
    buf_put(&p->tokens, buf_str(tokens));
    return 0;
}

static int walk_text(struct walk *w, struct err *e)
{
    struct page *p = w->page;
    struct word_counter *c = w->counter;

    p->parts = record_text_parts(&p->article, &p->part_count);
    if (!p->parts)
        return err_no_memory(e);
    buf_clear(&c->tokens);
    w->writer =
        (struct spelling_writer){&c->spellings, &c->tokens, {0}, 0, true};
    for (uint32_t i = 0; i < p->part_count; i++)
        if (walk_section(w, p->parts[i].heading,
                         i == 0 ? WDF_TITLE : WDF_HEADING, e) ||
            walk_section(w, p->parts[i].body, WDF_BODY, e))
            return -1;
    if (w->failed || c->spellings.failed || c->spellings.arena.failed)
        return err_no_memory(e);
    return keep_tokens(p, &c->tokens, e);
}

static void on_hidden_word(void *ctx, const struct token *t)
{
    struct walk *w = ctx;

    if (!make_room(w->counter, t->word->id))
        w->failed = true;
    else
        count(w->counter, t->word->id, WDF_KEYWORD, false);
    add_whole(w, t);
}

/* The title or keyword just walked over, as one term. */
static int put_whole(struct walk *w, struct xapian_writer *x, struct err *e)
{
    char room[TERM_ROOM];
    int result = 0;

    if (w->whole.failed)
        return err_no_memory(e);
    if (w->whole.len)
        result = xapian_writer_term(
            x, term_make(room, TERM_WHOLE, buf_str(&w->whole)), 1, e);
    buf_clear(&w->whole);
    return result;
}

/* Keywords, the description and the short answer are found but not shown as
 * passages. */
static int hidden_words(struct walk *w, struct xapian_writer *x, struct err *e)
{
    const struct article *a = &w->page->article;
    struct analyser *analyser = w->counter->analyser;

    for (size_t i = 0; i < a->keyword_count; i++)
        if (analyse(analyser, a->keywords[i], on_hidden_word, w, e) ||
            put_whole(w, x, e))
            return -1;
    return analyse(analyser, a->description, on_hidden_word, w, e) ||
                   analyse(analyser, a->answer, on_hidden_word, w, e)
               ? -1
               : 0;
}

static int put_word(struct xapian_writer *w, const struct word *word,
                    uint32_t weight, uint32_t in_title, struct err *e)
{
    char room[TERM_ROOM];

    if (xapian_writer_term(w, term_make(room, TERM_STEM, word->stem), weight,
                           e))
        return -1;
    return in_title
               ? xapian_writer_term(w, term_make(room, TERM_TITLE, word->stem),
                                    in_title, e)
               : 0;
}

static int put_grams(struct xapian_writer *w, const struct word *word,
                     uint32_t weight, struct err *e)
{
    char room[TERM_ROOM];
    struct str gram;

    for (size_t at = 0; gram_next(word->stem, &at, &gram);)
        if (xapian_writer_term(w, term_make(room, TERM_GRAM, gram), weight, e))
            return -1;
    return 0;
}

static int put_words(struct word_counter *c, uint32_t title_words,
                     struct xapian_writer *w, struct err *e)
{
    bool grams = analyser_grams(c->analyser) > 0;
    int result = 0;

    for (uint32_t i = 0; i < c->seen_count; i++) {
        uint32_t id = c->seen[i];
        const struct word *word = analyser_word(c->analyser, id);
        if (result == 0)
            result = put_word(w, word, c->weight[id],
                              c->in_title[id] ? title_wdf(title_words) : 0, e);
        if (result == 0 && grams)
            result = put_grams(w, word, c->weight[id], e);
        c->weight[id] = c->in_title[id] = 0;
    }
    c->seen_count = 0;
    return result;
}

/* A section's filter holds for all sections above it too. */
static int put_filters(const struct page *p, struct xapian_writer *w,
                       struct err *e)
{
    const struct article *a = &p->article;
    char room[TERM_ROOM];
    int result = 0;

    for (const struct section *s = p->section; s && result == 0; s = s->parent)
        result =
            xapian_writer_filter(w, term_make(room, TERM_SECTION, s->id), e);
    for (size_t i = 0; i < a->tag_count && result == 0; i++)
        result =
            xapian_writer_filter(w, term_make(room, TERM_TAG, a->tags[i]), e);
    return result
               ? result
               : xapian_writer_value(w, SLOT_UPDATED, (double)a->updated_at, e);
}

int article_terms(struct word_counter *c, struct page *p,
                  struct xapian_writer *w, struct err *e)
{
    struct gram_run run = {0};
    struct walk walk = {
        .counter = c,
        .page = p,
        .index = w,
        .run = analyser_across(c->analyser) > 0 ? &run : NULL,
    };
    int result = walk_text(&walk, e) || put_whole(&walk, w, e) ||
                         hidden_words(&walk, w, e)
                     ? -1
                     : 0;

    if (result == 0 && (walk.failed || walk.whole.failed))
        result = err_no_memory(e);
    buf_release(&walk.whole);
    if (result || put_words(c, walk.title_words, w, e))
        return -1;
    return put_filters(p, w, e);
}
