#include "indexer/index/search_tables.h"

#include <stdio.h>
#include <stdlib.h>

#include "indexer/index/numbering.h"
#include "indexer/index/record_text.h"
#include "indexer/index/suggest_tables.h"
#include "indexer/settings/synonyms.h"
#include "lib/analyse/vector_texts.h"
#include "lib/analyse/vectors.h"
#include "lib/records/articles_table.h"
#include "lib/records/columns.h"
#include "lib/records/records.h"
#include "lib/site/site_names.h"
#include "lib/utf8.h"

static int number_words(struct search_tables *t, struct numbering *n,
                        struct err *e)
{
    for (unsigned i = 0; i < t->analyser_count; i++)
        if (t->analysers[i] &&
            numbering_add(n, i, t->spellings[i], t->analysers[i], e))
            return -1;
    return numbering_finish(n, e);
}

static void add_sections(const struct locale *l, struct records_builder *b)
{
    for (size_t i = 0; i < l->section_count; i++) {
        const struct section *s = l->sections[i];
        records_add_section(b, &(struct record_section){
                                   .id = s->id,
                                   .title = s->title,
                                   .url = s->address,
                                   .parent = s->parent
                                                 ? s->parent->number
                                                 : (uint32_t)RECORD_NO_SECTION,
                               });
    }
}

static void add_record(struct numbering *n, struct page *p, uint32_t number,
                       struct records_builder *b)
{
    const struct article *a = &p->article;
    struct numbered text = {0};
    uint32_t section = p->section ? p->section->number : RECORD_NO_SECTION;

    numbering_text(n, p->worker, number, buf_str(&p->tokens), p->part_count,
                   &text);
    for (uint32_t i = 0; text.parts && i < p->part_count; i++)
        text.parts[i].anchor = p->parts[i].anchor;
    b->blob.failed |= text.failed;
    if (!text.failed)
        records_add(b, &(struct record_in){
                           .id = a->id,
                           .url = p->address,
                           .title = a->title,
                           .section = section,
                           .updated = a->updated_at,
                           .tags = a->tags,
                           .tag_count = (uint32_t)a->tag_count,
                           .parts = text.parts,
                           .part_count = p->part_count,
                           .units = buf_str(&text.units),
                           .gaps = buf_str(&text.gaps),
                       });
    numbered_release(&text);
}

static int put_entry(struct site_writer *w, const char *part,
                     const struct locale *l, const struct buf *bytes,
                     struct err *e)
{
    char name[LOCALE_MAX + 64];

    if (bytes->failed)
        return err_no_memory(e);
    snprintf(name, sizeof(name), SITE_NAME_SEARCH, l->tag, part);
    struct site_entry_in entry = {
        .path = str_from(name),
        .kind = SITE_INTERNAL,
        .plain_length = bytes->len,
        .blob = {[SITE_PLAIN] = buf_str(bytes)},
    };
    return site_writer_add(w, &entry, e);
}

static int write_records(struct search_tables *t, struct numbering *n,
                         struct site_writer *w, struct err *e)
{
    struct locale *l = t->locale;
    struct records_builder b;

    records_begin(&b);
    add_sections(l, &b);
    records_reserve(&b, (uint32_t)l->searched_count, &n->gaps);
    for (uint32_t i = 0; i < l->searched_count; i++) {
        add_record(n, l->searched[i], i, &b);
        if (!t->keeps_tokens)
            buf_release(&l->searched[i]->tokens);
    }
    int result = put_entry(w, SITE_PART_RECORDS, l, &b.blob, e);
    records_builder_release(&b);
    return result;
}

static int write_lexicon(const struct numbering *n, const struct locale *l,
                         struct site_writer *w, struct err *e)
{
    struct buf out = {0};

    lexicon_write(&n->lexicon, &out);
    int result = put_entry(w, SITE_PART_LEXICON, l, &out, e);
    buf_release(&out);
    return result;
}

static int write_suggestions(const struct locale *l, struct site_writer *w,
                             struct err *e)
{
    struct buf table = {0}, cards = {0};
    int result = suggest_tables_make(l, &table, &cards, e);

    if (result == 0)
        result = put_entry(w, SITE_PART_SUGGEST, l, &table, e);
    if (result == 0 && cards.len)
        result = put_entry(w, SITE_PART_CARDS, l, &cards, e);
    buf_release(&table);
    buf_release(&cards);
    return result;
}

static int write_columns(const struct locale *l, struct site_writer *w,
                         struct err *e)
{
    uint32_t count = (uint32_t)l->searched_count;
    struct column_row *rows = calloc(count + 1, sizeof(*rows));
    struct buf out = {0};

    if (!rows)
        return err_no_memory(e);
    for (uint32_t i = 0; i < count; i++) {
        const struct page *p = l->searched[i];
        long boost = p->article.boost;
        rows[i] = (struct column_row){
            .section =
                p->section ? p->section->number : (uint32_t)COLUMN_NO_SECTION,
            .boost = boost ? (uint32_t)boost : (uint32_t)BOOST_NONE,
            .tags = p->article.tags,
            .tag_count = p->article.tag_count,
        };
    }
    int result = columns_write(rows, count, &out)
                     ? put_entry(w, SITE_PART_COLUMNS, l, &out, e)
                     : err_no_memory(e);

    free(rows);
    buf_release(&out);
    return result;
}

static int write_articles(const struct locale *l, struct site_writer *w,
                          struct err *e)
{
    uint32_t count = (uint32_t)l->searched_count;
    struct articles_row *rows = calloc((size_t)count + 1, sizeof(*rows));
    struct buf out = {0};

    if (!rows)
        return err_no_memory(e);
    for (uint32_t i = 0; i < count; i++) {
        const struct page *p = l->searched[i];
        rows[i] = (struct articles_row){
            .id = p->article.id,
            .answer = p->article.answer,
            .updated = p->article.updated_at,
            .html_at = p->html_at,
            .html_length = p->html_length,
        };
    }
    int result = articles_table_write(rows, count, &out)
                     ? put_entry(w, SITE_PART_ARTICLES, l, &out, e)
                     : err_no_memory(e);

    free(rows);
    buf_release(&out);
    return result;
}

/* A line from the middle of an article. */
static struct str sample(const struct page *p)
{
    struct str text = p->article.text;
    struct str rest = str_skip(text, text.len / 2);

    rest = str_skip(rest, str_find(rest, '\n') + 1);
    if (rest.len == 0)
        rest = p->article.title;
    rest.len = str_find(rest, '\n');
    return utf8_cut(rest, VECTOR_TEXT_MAX);
}

/* Texts that show every rule of the language, then what this site says. */
static int vectors_of(const struct locale *l, struct analyser *a,
                      struct buf *out, struct err *e)
{
    struct str texts[VECTORS_PER_LOCALE];
    struct arena arena = {0};
    size_t count;
    int result = vector_texts(a, &arena, texts, VECTORS_PER_LOCALE, &count, e);
    size_t room = VECTORS_PER_LOCALE - count;
    size_t samples = l->searched_count < room ? l->searched_count : room;

    for (size_t i = 0; i < samples; i++)
        texts[count + i] = sample(l->searched[i * l->searched_count / samples]);
    if (result == 0)
        result = vectors_write(a, texts, count + samples, out, e);
    arena_release(&arena);
    return result;
}

static int write_vectors(const struct locale *l, struct site_writer *w,
                         struct err *e)
{
    struct analyser *fresh = analyser_new(str_from(l->tag), e);
    struct buf out = {0};

    if (!fresh)
        return -1;
    int result = synonyms_table_write(l, fresh, w, e);
    if (result == 0)
        result = vectors_of(l, fresh, &out, e);
    if (result == 0)
        result = put_entry(w, SITE_PART_VECTORS, l, &out, e);
    analyser_free(fresh);
    buf_release(&out);
    return result;
}

int search_tables_write(struct search_tables *t, struct site_writer *w,
                        struct err *e)
{
    struct locale *l = t->locale;
    struct numbering n;

    numbering_init(&n);
    int result = number_words(t, &n, e);
    if (result == 0)
        result = write_records(t, &n, w, e);
    if (result == 0)
        result = write_lexicon(&n, l, w, e);
    numbering_release(&n);
    if (result == 0)
        result = write_suggestions(l, w, e);
    if (result == 0)
        result = write_columns(l, w, e);
    if (result == 0)
        result = write_articles(l, w, e);
    return result ? result : write_vectors(l, w, e);
}
