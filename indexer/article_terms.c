#include "indexer/article_terms.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/record_text.h"
#include "lib/analyse/grams.h"
#include "lib/query/terms.h"
#include "lib/records/token_stream.h"

void word_counter_release(struct word_counter *c)
{
    analyser_free(c->analyser);
    free(c->total);
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
    if (!grow(&c->total, c->room, room) || !grow(&c->weight, c->room, room) ||
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
    uint32_t part, last_end;
    uint32_t title_words;
    struct buf whole; /* the stems of the title, or of one keyword */
    bool failed;
};

static void add_whole(struct walk *w, const struct token *t)
{
    if (!t->part)
        term_whole_add(&w->whole, t->word->stem);
}

static void on_token(void *ctx, const struct token *t)
{
    struct walk *w = ctx;
    struct page *p = w->page;

    if (!make_room(w->counter, t->word->id)) {
        w->failed = true;
        return;
    }
    while (w->part + 1 < p->part_count && t->start >= p->parts[w->part].end)
        w->part++;
    bool heading = t->start < p->parts[w->part].body;
    bool title = heading && w->part == 0;
    count(w->counter, t->word->id,
          title     ? WDF_TITLE
          : heading ? WDF_HEADING
                    : WDF_BODY,
          title);
    if (title) {
        w->title_words += !t->part;
        add_whole(w, t);
    }
    w->counter->total[t->word->id]++;
    token_put(&p->tokens, &w->last_end,
              (struct stream_token){t->word->id, t->start, t->end});
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

/* Keywords and the description are found but not shown as passages. */
static int hidden_words(struct walk *w, struct xapian_writer *x, struct err *e)
{
    const struct article *a = &w->page->article;
    struct analyser *analyser = w->counter->analyser;

    for (size_t i = 0; i < a->keyword_count; i++)
        if (analyse(analyser, a->keywords[i], on_hidden_word, w, e) ||
            put_whole(w, x, e))
            return -1;
    return analyse(analyser, a->description, on_hidden_word, w, e);
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
    struct walk walk = {.counter = c, .page = p};
    int result = record_text_make(p, e) ||
                         analyse(c->analyser, buf_str(&p->record_text),
                                 on_token, &walk, e) ||
                         put_whole(&walk, w, e) || hidden_words(&walk, w, e)
                     ? -1
                     : 0;

    if (result == 0 && (walk.failed || walk.whole.failed || p->tokens.failed))
        result = err_no_memory(e);
    buf_release(&walk.whole);
    if (result || put_words(c, walk.title_words, w, e))
        return -1;
    return put_filters(p, w, e);
}
