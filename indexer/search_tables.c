#include "indexer/search_tables.h"

#include <stdio.h>
#include <stdlib.h>

#include "indexer/suggest_tables.h"
#include "lib/analyse/vectors.h"
#include "lib/records/columns.h"
#include "lib/records/lexicon.h"
#include "lib/records/records.h"
#include "lib/records/token_stream.h"
#include "lib/site/site_names.h"
#include "lib/utf8.h"

/* By worker: word id -> the lexicon's form. */
struct numbering {
    struct lexicon_builder lexicon;
    struct lexicon_form **forms[JOBS_MAX];
};

static int note_words(struct search_tables *t, struct numbering *n,
                      struct err *e)
{
    for (unsigned i = 0; i < t->analyser_count; i++) {
        uint32_t words = t->analysers[i] ? analyser_words(t->analysers[i]) : 0;
        n->forms[i] =
            arena_new(&n->lexicon.arena, struct lexicon_form *, words);
        if (!n->forms[i])
            return err_no_memory(e);
        for (uint32_t id = 0; id < words; id++) {
            const struct word *w = analyser_word(t->analysers[i], id);
            uint32_t total = t->totals[i][id];
            if (total == 0)
                continue; /* stands in keywords only */
            n->forms[i][id] =
                lexicon_note(&n->lexicon, w->exact, w->stem, total);
            if (!n->forms[i][id])
                return err_no_memory(e);
        }
    }
    return lexicon_number(&n->lexicon, e);
}

/* The page's tokens once more, by the lexicon's numbers. */
static void renumber(struct numbering *n, const struct page *p,
                     uint32_t article, struct buf *out)
{
    struct cursor c = cursor_of(buf_str(&p->tokens));
    struct lexicon_form **forms = n->forms[p->worker];
    uint32_t end = 0, out_end = 0;
    struct stream_token t;

    while (token_next(&c, &end, &t)) {
        t.number = forms[t.number]->number;
        lexicon_seen(&n->lexicon, t.number, article);
        token_put(out, &out_end, t);
    }
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

static void add_record(struct numbering *n, struct page *p, uint32_t article,
                       struct records_builder *b)
{
    const struct article *a = &p->article;
    struct buf tokens = {0};

    renumber(n, p, article, &tokens);
    b->blob.failed |= tokens.failed;
    records_add(b,
                &(struct record){
                    .id = a->id,
                    .url = p->address,
                    .title = a->title,
                    .section = p->section ? p->section->number
                                          : (uint32_t)RECORD_NO_SECTION,
                    .updated = a->updated_at,
                    .tags = a->tags,
                    .tag_count = (uint32_t)a->tag_count,
                    .parts = p->parts,
                    .part_count = p->part_count,
                    .tokens = buf_str(&tokens),
                },
                buf_str(&p->record_text));
    buf_release(&tokens);
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

static int write_records(struct numbering *n, struct locale *l,
                         struct site_writer *w, struct err *e)
{
    struct records_builder b;

    records_begin(&b);
    add_sections(l, &b);
    records_reserve(&b, (uint32_t)l->page_count);
    for (uint32_t i = 0; i < l->page_count; i++) {
        add_record(n, l->pages[i], i, &b);
        buf_release(&l->pages[i]->tokens);
        buf_release(&l->pages[i]->record_text);
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
    if (result == 0)
        result = put_entry(w, SITE_PART_CARDS, l, &cards, e);
    buf_release(&table);
    buf_release(&cards);
    return result;
}

static int write_columns(const struct locale *l, struct site_writer *w,
                         struct err *e)
{
    uint32_t count = (uint32_t)l->page_count;
    struct column_row *rows = calloc(count + 1, sizeof(*rows));
    struct buf out = {0};

    if (!rows)
        return err_no_memory(e);
    for (uint32_t i = 0; i < count; i++) {
        const struct page *p = l->pages[i];
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

static int write_vectors(const struct locale *l, struct site_writer *w,
                         struct err *e)
{
    struct str texts[VECTORS_PER_LOCALE];
    size_t count =
        l->page_count < VECTORS_PER_LOCALE ? l->page_count : VECTORS_PER_LOCALE;
    struct analyser *fresh = analyser_new(str_from(l->tag), e);
    struct buf out = {0};

    if (!fresh)
        return -1;
    for (size_t i = 0; i < count; i++)
        texts[i] = sample(l->pages[i * l->page_count / count]);
    int result = vectors_write(fresh, texts, count, &out, e);
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

    lexicon_builder_init(&n.lexicon);
    int result = note_words(t, &n, e);
    if (result == 0)
        result = write_records(&n, l, w, e);
    if (result == 0)
        result = write_lexicon(&n, l, w, e);
    lexicon_builder_release(&n.lexicon);
    if (result == 0)
        result = write_suggestions(l, w, e);
    if (result == 0)
        result = write_columns(l, w, e);
    return result ? result : write_vectors(l, w, e);
}
