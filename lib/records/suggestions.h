/* What is suggested while somebody types: titles, headings and keywords by
 * their words' typing keys (typing_key.h).
 *
 * An entry is one title, heading or keyword of an article. The table is held in
 * memory; what is shown stands in cards, one an article, that are read when
 * they are needed.
 *
 *   table:
 *   u32 words, bytes of keys, postings, bytes of entries, initials, articles
 *   words, in order of their keys: u32 key offset [words + 1], first posting
 *                                  [words + 1]
 *   postings of a word, best first: u32 place of an entry
 *   words of Hangul, by initial consonants: u32 word
 *   cards: u32 offset [articles + 1]
 *   words: u8 cost of the best posting
 *   keys
 *   entries: byte kind + 8 * favour, varint article, part, count, words in
 * their order
 *
 *   cards: u32 check (the low half of XXH3 of the rest), strings id, url,
 * title; varint section + 1; varint count; parts: strings anchor, text (the
 *          first: empty); varint count; words: varint gap behind the last,
 *          length, both in UTF-16 units of the text */
#ifndef GABAY_RECORDS_SUGGESTIONS_H
#define GABAY_RECORDS_SUGGESTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/site/site_file.h"
#include "lib/str.h"

enum suggestion_kind {
    SUGGESTION_TITLE,
    SUGGESTION_QUESTION, /* a heading that asks something */
    SUGGESTION_HEADING,
    SUGGESTION_KEYWORD,
    SUGGESTION_KINDS
};

enum {
    SUGGESTION_WORDS_MAX = 24,      /* of an entry; the rest is left out */
    SUGGESTION_POSTINGS_MAX = 1024, /* of a word, the best */
    /* A heading of more articles than this says nothing about any. */
    SUGGESTION_SHARED_MAX = 8,
    SUGGESTION_FAVOUR_MAX = 7,
};

/* How far an entry is from the best that could match one of its words, which
 * is a title of that one word: less is better. */
enum {
    SUGGESTION_COST_LENGTH = 1, /* a word more */
    SUGGESTION_COST_PLACE = 3,  /* a word before the one that matched, ... */
    SUGGESTION_PLACES = 4,      /* ... these at most */
    SUGGESTION_COST_FAVOUR = 2, /* a step less of the writer's favour */
};
uint32_t suggestion_cost(enum suggestion_kind kind, int favour, uint32_t words,
                         uint32_t place);

/* A word of a text. */
struct suggestion_word {
    struct str key;
    uint32_t start, end; /* UTF-16 units */
};

struct suggestion_words {
    struct suggestion_word at[SUGGESTION_WORDS_MAX];
    uint32_t count;
};

/* Making both: per article one suggestions_article(), then its headings and
 * keywords. Strings but keys are borrowed until suggestions_write(). Articles
 * are numbered from 0. */
struct suggestions_builder {
    struct arena arena;
    struct map words;                      /* key -> struct builder_word */
    struct buf articles, entries, numbers; /* of structs private to it */
    struct buf places;
};

struct suggestion_article {
    struct str id, url, title;
    uint32_t section; /* or RECORD_NO_SECTION */
    int favour;       /* -7 to 7; not on the card */
};

void suggestions_begin(struct suggestions_builder *b);
void suggestions_article(struct suggestions_builder *b,
                         const struct suggestion_article *article,
                         const struct suggestion_words *title);
void suggestions_heading(struct suggestions_builder *b, struct str text,
                         struct str anchor,
                         const struct suggestion_words *words);
void suggestions_keyword(struct suggestions_builder *b,
                         const struct suggestion_words *words);
/* Appends both blobs. Headings that stand in too many articles are left out. */
int suggestions_write(struct suggestions_builder *b, struct buf *table,
                      struct buf *cards, struct err *e);
void suggestions_builder_release(struct suggestions_builder *b);

/* Reading: immutable after opening, any thread. Damaged tables are read
 * without a step outside; what they say is then anything. */
struct suggestions {
    struct buf table;
    const uint32_t *key_at, *posting_at, *postings, *initials, *card_at;
    const unsigned char *cost;
    struct str keys, entries;
    uint32_t words, initial_count, articles;
    unsigned char *least; /* a tree over `cost`, for suggestions_best() */
    uint32_t leaves;
    const struct site_file *file;
    uint64_t cards; /* place in the file */
};

/* Takes over `table` (emptied), whether it succeeds or not. */
int suggestions_open(struct suggestions *s, struct buf *table,
                     const struct site_file *f, const struct site_entry *cards,
                     struct err *e);
void suggestions_close(struct suggestions *s);

/* The key of a word < words. */
struct str suggestions_key(const struct suggestions *s, uint32_t word);
uint32_t suggestions_posting_count(const struct suggestions *s, uint32_t first,
                                   uint32_t end);
/* The word of the least cost in a range that is not empty. */
uint32_t suggestions_best(const struct suggestions *s, uint32_t first,
                          uint32_t end);

struct suggestion_entry {
    enum suggestion_kind kind;
    int favour;
    uint32_t article, part;
    uint32_t words[SUGGESTION_WORDS_MAX], count;
};
/* The entry of a word's nth posting; false: there is none (or damaged). */
bool suggestions_entry(const struct suggestions *s, uint32_t word, uint32_t nth,
                       struct suggestion_entry *out);

/* What is shown of one part: 0 is the title, others are headings. */
struct suggestion_card {
    struct suggestion_article article;
    struct str anchor, text;       /* empty for the title */
    struct suggestion_words words; /* places only */
};
int suggestions_card(const struct suggestions *s, uint32_t article,
                     uint32_t part, struct arena *a,
                     struct suggestion_card *out, struct err *e);

#endif
