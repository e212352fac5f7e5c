#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/records/suggestions.h"
#include "lib/records/typing_key.h"

struct builder_word {
    struct str key, initials;
    uint32_t number;
};

struct builder_entry {
    enum suggestion_kind kind;
    int favour;
    struct str text, anchor;
    uint32_t article;
    size_t first, count; /* of the word pointers in `numbers` */
    size_t places, places_len;
};

struct posting {
    uint32_t word, cost, place;
};

/* What is written, before it is put together. */
struct output {
    const struct builder_word **words; /* in order of their keys */
    const struct builder_word **initials;
    size_t word_count, initial_count;
    struct buf entries, postings, card_at;
};

uint32_t suggestion_cost(enum suggestion_kind kind, int favour, uint32_t words,
                         uint32_t place)
{
    static const unsigned char of_kind[SUGGESTION_KINDS] = {
        [SUGGESTION_TITLE] = 0,
        [SUGGESTION_QUESTION] = 24,
        [SUGGESTION_HEADING] = 30,
        [SUGGESTION_KEYWORD] = 36,
    };

    if (place > SUGGESTION_PLACES)
        place = SUGGESTION_PLACES;
    return of_kind[kind] +
           (uint32_t)(SUGGESTION_FAVOUR_MAX - favour) * SUGGESTION_COST_FAVOUR +
           words * SUGGESTION_COST_LENGTH + place * SUGGESTION_COST_PLACE;
}

void suggestions_begin(struct suggestions_builder *b)
{
    *b = (struct suggestions_builder){0};
    map_init(&b->words, &b->arena);
}

void suggestions_builder_release(struct suggestions_builder *b)
{
    arena_release(&b->arena);
    buf_release(&b->articles);
    buf_release(&b->entries);
    buf_release(&b->numbers);
    buf_release(&b->places);
}

static void note_word(struct suggestions_builder *b, struct str key)
{
    struct builder_word *w = map_get(&b->words, key);

    if (!w) {
        w = arena_new(&b->arena, struct builder_word, 1);
        if (!w)
            return;
        w->key = arena_str(&b->arena, key);
        if (!w->key.ptr || !map_set(&b->words, w->key, w)) {
            b->arena.failed = true;
            return;
        }
    }
    buf_add(&b->numbers, &w, sizeof(w));
}

static void put_places(struct buf *out, const struct suggestion_words *words)
{
    uint32_t end = 0;

    buf_varint(out, words->count);
    for (uint32_t i = 0; i < words->count; i++) {
        buf_varint(out, words->at[i].start - end);
        buf_varint(out, words->at[i].end - words->at[i].start);
        end = words->at[i].end;
    }
}

static void add_entry(struct suggestions_builder *b, struct builder_entry entry,
                      const struct suggestion_words *words)
{
    size_t articles = b->articles.len / sizeof(struct suggestion_article);

    struct suggestion_article article;

    if (b->articles.failed || articles == 0)
        return;
    memcpy(&article, b->articles.ptr + (articles - 1) * sizeof(article),
           sizeof(article));
    entry.favour = article.favour;
    entry.article = (uint32_t)articles - 1;
    entry.first = b->numbers.len / sizeof(struct builder_word *);
    entry.count = words->count;
    entry.places = b->places.len;
    for (uint32_t i = 0; i < words->count; i++)
        note_word(b, words->at[i].key);
    put_places(&b->places, words);
    entry.places_len = b->places.len - entry.places;
    buf_add(&b->entries, &entry, sizeof(entry));
}

void suggestions_article(struct suggestions_builder *b,
                         const struct suggestion_article *article,
                         const struct suggestion_words *title)
{
    buf_add(&b->articles, article, sizeof(*article));
    add_entry(b, (struct builder_entry){.kind = SUGGESTION_TITLE}, title);
}

/* Question marks of the world's scripts. */
static bool is_question(struct str text)
{
    static const struct str marks[] = {
        STR("?"), STR("？"), STR("؟"), STR("՞"), STR(";"), STR("፧"),
    };

    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (str_ends(text, marks[i]))
            return true;
    return false;
}

void suggestions_heading(struct suggestions_builder *b, struct str text,
                         struct str anchor,
                         const struct suggestion_words *words)
{
    struct builder_entry entry = {
        .kind = is_question(str_trim(text)) ? SUGGESTION_QUESTION
                                            : SUGGESTION_HEADING,
        .text = str_trim(text),
        .anchor = anchor,
    };

    if (words->count)
        add_entry(b, entry, words);
}

void suggestions_keyword(struct suggestions_builder *b,
                         const struct suggestion_words *words)
{
    if (words->count)
        add_entry(b, (struct builder_entry){.kind = SUGGESTION_KEYWORD}, words);
}

static struct builder_entry entry_at(const struct suggestions_builder *b,
                                     size_t i)
{
    struct builder_entry entry;

    memcpy(&entry, b->entries.ptr + i * sizeof(entry), sizeof(entry));
    return entry;
}

static struct builder_word *word_at(const struct suggestions_builder *b,
                                    const struct builder_entry *entry, size_t i)
{
    struct builder_word *w;

    memcpy(&w, b->numbers.ptr + (entry->first + i) * sizeof(w), sizeof(w));
    return w;
}

static int by_key(const void *a, const void *b)
{
    const struct builder_word *const *x = a, *const *y = b;

    return str_cmp((*x)->key, (*y)->key);
}

static int by_initials(const void *a, const void *b)
{
    const struct builder_word *const *x = a, *const *y = b;
    int order = str_cmp((*x)->initials, (*y)->initials);

    return order ? order : str_cmp((*x)->key, (*y)->key);
}

static int number_words(struct suggestions_builder *b, struct output *o,
                        struct err *e)
{
    struct buf initials = {0};

    o->word_count = b->words.count;
    o->words = arena_new(&b->arena, const struct builder_word *, o->word_count);
    o->initials =
        arena_new(&b->arena, const struct builder_word *, o->word_count);
    if (!o->words || !o->initials)
        return err_no_memory(e);
    for (size_t i = 0; i < o->word_count; i++) {
        struct builder_word *w = b->words.entries[i].value;
        buf_clear(&initials);
        typing_initials(w->key, &initials);
        w->initials = buf_copy(&initials, &b->arena);
        if (w->initials.len)
            o->initials[o->initial_count++] = w;
        o->words[i] = w;
    }
    buf_release(&initials);
    qsort(o->words, o->word_count, sizeof(*o->words), by_key);
    qsort(o->initials, o->initial_count, sizeof(*o->initials), by_initials);
    for (size_t i = 0; i < o->word_count; i++) {
        struct builder_word *w = map_get(&b->words, o->words[i]->key);
        w->number = (uint32_t)i;
    }
    return b->arena.failed ? err_no_memory(e) : 0;
}

/* How many articles a heading of these words stands in. */
struct shared {
    uint32_t articles, last;
};

static bool is_heading(const struct builder_entry *entry)
{
    return entry->kind == SUGGESTION_HEADING ||
           entry->kind == SUGGESTION_QUESTION;
}

static struct str words_of(const struct suggestions_builder *b,
                           const struct builder_entry *entry)
{
    return str_of(b->numbers.ptr + entry->first * sizeof(struct builder_word *),
                  entry->count * sizeof(struct builder_word *));
}

static int count_shared(struct suggestions_builder *b, struct map *shared,
                        struct err *e)
{
    size_t count = b->entries.len / sizeof(struct builder_entry);

    map_init(shared, &b->arena);
    for (size_t i = 0; i < count; i++) {
        struct builder_entry entry = entry_at(b, i);
        struct str key = words_of(b, &entry);
        struct shared *s = is_heading(&entry) ? map_get(shared, key) : NULL;

        if (is_heading(&entry) && !s) {
            s = arena_new(&b->arena, struct shared, 1);
            if (!s || !map_set(shared, key, s))
                return err_no_memory(e);
        }
        if (s && s->last != entry.article + 1) {
            s->articles++;
            s->last = entry.article + 1;
        }
    }
    return 0;
}

static bool says_something(const struct suggestions_builder *b,
                           const struct map *shared,
                           const struct builder_entry *entry)
{
    if (!is_heading(entry))
        return true;
    const struct shared *s = map_get(shared, words_of(b, entry));
    return s && s->articles <= SUGGESTION_SHARED_MAX;
}

/* A word that stands in an entry twice is posted once, at its first place. */
static void put_entry(const struct suggestions_builder *b, struct output *o,
                      const struct builder_entry *entry, uint32_t part)
{
    uint32_t place = (uint32_t)o->entries.len, count = (uint32_t)entry->count;
    int head = (int)entry->kind + 8 * (entry->favour + SUGGESTION_FAVOUR_MAX);

    buf_char(&o->entries, (char)head);
    buf_varint(&o->entries, entry->article);
    buf_varint(&o->entries, part);
    buf_varint(&o->entries, count);
    for (uint32_t i = 0; i < count; i++) {
        struct builder_word *w = word_at(b, entry, i);
        bool before = false;

        buf_varint(&o->entries, w->number);
        for (uint32_t k = 0; k < i; k++)
            before = before || word_at(b, entry, k) == w;
        struct posting p = {
            w->number, suggestion_cost(entry->kind, entry->favour, count, i),
            place};
        if (!before)
            buf_add(&o->postings, &p, sizeof(p));
    }
}

static void put_string(struct buf *out, struct str s)
{
    buf_varint(out, s.len);
    buf_put(out, s);
}

static void put_part(const struct suggestions_builder *b, struct buf *out,
                     const struct builder_entry *entry)
{
    put_string(out, entry->anchor);
    put_string(out, entry->text);
    buf_put(out, str_of(b->places.ptr + entry->places, entry->places_len));
}

static void put_card(struct output *o, const struct suggestion_article *a,
                     uint32_t parts, const struct buf *body, struct buf *cards)
{
    struct buf card = {0};

    put_string(&card, a->id);
    put_string(&card, a->url);
    put_string(&card, a->title);
    buf_varint(&card, a->section + 1u); /* none: 0 */
    buf_varint(&card, parts);
    buf_put(&card, buf_str(body));
    buf_u32(&o->card_at, (uint32_t)cards->len);
    buf_u32(cards, (uint32_t)XXH3_64bits(card.ptr, card.len));
    buf_put(cards, buf_str(&card));
    cards->failed |= card.failed | body->failed;
    buf_release(&card);
}

static void put_articles(const struct suggestions_builder *b, struct output *o,
                         const struct map *shared, struct buf *cards)
{
    size_t count = b->entries.len / sizeof(struct builder_entry);
    struct suggestion_article article;
    struct buf body = {0};

    for (size_t i = 0; i < count;) {
        struct builder_entry entry = entry_at(b, i);
        uint32_t number = entry.article, parts = 0;

        buf_clear(&body);
        for (; i < count && entry_at(b, i).article == number; i++) {
            entry = entry_at(b, i);
            bool shown = entry.kind != SUGGESTION_KEYWORD;
            if (!says_something(b, shared, &entry))
                continue;
            put_entry(b, o, &entry, shown ? parts : 0);
            if (shown)
                put_part(b, &body, &entry);
            parts += shown;
        }
        memcpy(&article, b->articles.ptr + number * sizeof(article),
               sizeof(article));
        put_card(o, &article, parts, &body, cards);
    }
    buf_u32(&o->card_at, (uint32_t)cards->len);
    buf_release(&body);
}

static int by_word(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;

    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

struct columns {
    struct buf key_at, posting_at, places, costs, keys;
};

static void put_word(const struct output *o, size_t number, size_t *next,
                     struct columns *c)
{
    size_t total = o->postings.len / sizeof(struct posting);
    struct posting p;

    buf_u32(&c->key_at, (uint32_t)c->keys.len);
    buf_put(&c->keys, o->words[number]->key);
    buf_u32(&c->posting_at, (uint32_t)(c->places.len / 4));
    for (size_t n = 0; *next < total; ++*next, n++) {
        memcpy(&p, o->postings.ptr + *next * sizeof(p), sizeof(p));
        if (p.word != number)
            break;
        if (n == 0)
            buf_char(&c->costs, (char)(p.cost < 255 ? p.cost : 255));
        if (n < SUGGESTION_POSTINGS_MAX)
            buf_u32(&c->places, p.place);
    }
    if (c->costs.len == number)
        buf_char(&c->costs, (char)255); /* in headings left out only */
}

static void make_columns(const struct output *o, struct columns *c)
{
    size_t next = 0;

    for (size_t i = 0; i < o->word_count; i++)
        put_word(o, i, &next, c);
    buf_u32(&c->key_at, (uint32_t)c->keys.len);
    buf_u32(&c->posting_at, (uint32_t)(c->places.len / 4));
}

static void put_table(const struct output *o, const struct columns *c,
                      uint32_t articles, struct buf *out)
{
    const struct buf *const parts[] = {&c->costs, &c->keys, &o->entries};

    buf_u32(out, (uint32_t)o->word_count);
    buf_u32(out, (uint32_t)c->keys.len);
    buf_u32(out, (uint32_t)(c->places.len / 4));
    buf_u32(out, (uint32_t)o->entries.len);
    buf_u32(out, (uint32_t)o->initial_count);
    buf_u32(out, articles);
    buf_put(out, buf_str(&c->key_at));
    buf_put(out, buf_str(&c->posting_at));
    buf_put(out, buf_str(&c->places));
    for (size_t i = 0; i < o->initial_count; i++)
        buf_u32(out, o->initials[i]->number);
    buf_put(out, buf_str(&o->card_at));
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        buf_put(out, buf_str(parts[i]));
        out->failed |= parts[i]->failed;
    }
    out->failed |= c->key_at.failed | c->posting_at.failed | c->places.failed |
                   o->card_at.failed | o->postings.failed;
}

int suggestions_write(struct suggestions_builder *b, struct buf *table,
                      struct buf *cards, struct err *e)
{
    struct output o = {0};
    struct columns c = {0};
    struct map shared;
    bool failed = b->articles.failed || b->entries.failed ||
                  b->numbers.failed || b->places.failed || b->arena.failed;
    int result = failed ? err_no_memory(e) : number_words(b, &o, e);

    if (result == 0)
        result = count_shared(b, &shared, e);
    if (result == 0) {
        put_articles(b, &o, &shared, cards);
        if (!o.postings.failed && o.postings.len)
            qsort(o.postings.ptr, o.postings.len / sizeof(struct posting),
                  sizeof(struct posting), by_word);
        make_columns(&o, &c);
        size_t articles = b->articles.len / sizeof(struct suggestion_article);
        put_table(&o, &c, (uint32_t)articles, table);
        if (table->failed || cards->failed || cards->len > UINT32_MAX ||
            table->len > UINT32_MAX)
            result = err_no_memory(e);
    }
    buf_release(&o.entries);
    buf_release(&o.postings);
    buf_release(&o.card_at);
    buf_release(&c.key_at);
    buf_release(&c.posting_at);
    buf_release(&c.places);
    buf_release(&c.costs);
    buf_release(&c.keys);
    return result;
}
