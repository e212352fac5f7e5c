/* Records and lexicon of a few texts, made as the indexer makes them, and a
 * site file that holds them and nothing else, for tests of what reads them. */
#ifndef GABAY_TEST_RECORD_SAMPLE_H
#define GABAY_TEST_RECORD_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "indexer/index/numbering.h"
#include "indexer/index/record_text.h"
#include "lib/file.h"
#include "lib/query/passage_text.h"
#include "lib/site/site_writer.h"

struct sample_text {
    const struct text_part *parts;
    uint32_t part_count;
};

struct sample_tables {
    struct buf records, lexicon;
};

static inline void sample_require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "sample: %s\n", what);
    abort();
}

/* Called for each token of the texts too, when it is not NULL. */
struct sample_walk {
    struct spelling_writer writer;
    analyse_token *each;
    void *ctx;
};

static inline void sample_token(void *ctx, const struct token *t)
{
    struct sample_walk *w = ctx;

    spelling_token(&w->writer, t);
    if (w->each)
        w->each(w->ctx, t);
}

static inline void sample_section(struct sample_walk *w, struct analyser *a,
                                  struct str text)
{
    spelling_section(&w->writer, text);
    sample_require(analyse(a, text, sample_token, w, NULL) == 0, "analyse");
    spelling_end(&w->writer);
}

static inline void sample_record(struct numbering *n, uint32_t at,
                                 const struct sample_text *text,
                                 struct str tokens, struct records_builder *b)
{
    static const struct str tag = STR("tag");
    struct numbered numbered;
    struct record_in r = {.id = S("id"),
                          .url = S("/en/x"),
                          .title = text->parts->heading,
                          .section = at % 2,
                          .updated = 1700000000,
                          .tags = &tag,
                          .tag_count = 1,
                          .part_count = text->part_count};

    numbering_text(n, 0, at, tokens, text->part_count, &numbered);
    sample_require(!numbered.failed, "numbering");
    for (uint32_t i = 0; i < text->part_count; i++)
        numbered.parts[i].anchor = text->parts[i].anchor;
    r.parts = numbered.parts;
    r.units = buf_str(&numbered.units);
    r.gaps = buf_str(&numbered.gaps);
    records_add(b, &r);
    numbered_release(&numbered);
}

/* `each` is called before all records are written, with the token's analyser's
 * words still there; `text_done` (or NULL) after each text. */
static inline void sample_tables_make(struct analyser *a,
                                      const struct sample_text *texts,
                                      uint32_t count, analyse_token *each,
                                      void (*text_done)(void *, uint32_t),
                                      void *ctx, struct sample_tables *out)
{
    struct spellings spellings;
    struct numbering n;
    struct records_builder b;
    struct buf *tokens = calloc(count, sizeof(*tokens));

    spellings_init(&spellings);
    numbering_init(&n);
    for (uint32_t i = 0; i < count; i++) {
        struct sample_walk w = {
            {&spellings, &tokens[i], {0}, 0, true}, each, ctx};
        for (uint32_t k = 0; k < texts[i].part_count; k++) {
            sample_section(&w, a, texts[i].parts[k].heading);
            sample_section(&w, a, texts[i].parts[k].body);
        }
        if (text_done)
            text_done(ctx, i);
    }
    sample_require(numbering_add(&n, 0, &spellings, a, NULL) == 0 &&
                       numbering_finish(&n, NULL) == 0,
                   "numbering");
    records_begin(&b);
    for (uint32_t i = 0; i < 2; i++)
        records_add_section(
            &b, &(struct record_section){S("s"), S("Section"), S("/en/s/"),
                                         i ? 0 : (uint32_t)RECORD_NO_SECTION});
    records_reserve(&b, count, &n.gaps);
    for (uint32_t i = 0; i < count; i++) {
        sample_record(&n, i, &texts[i], buf_str(&tokens[i]), &b);
        buf_release(&tokens[i]);
    }
    free(tokens);
    sample_require(!b.blob.failed, "records");
    buf_put(&out->records, buf_str(&b.blob));
    lexicon_write(&n.lexicon, &out->lexicon);
    records_builder_release(&b);
    numbering_release(&n);
    spellings_release(&spellings);
}

/* The same in a file, opened. */
struct record_sample {
    char folder[64];
    struct site_file *file;
    struct records records;
    struct lexicon lexicon;
    struct analyser *analyser;
};

static inline void record_sample_close(struct record_sample *s)
{
    records_close(&s->records);
    lexicon_close(&s->lexicon);
    analyser_free(s->analyser);
    if (s->file)
        site_file_close(s->file);
    file_remove_tree(s->folder, NULL);
}

static inline void record_sample_open(struct record_sample *s,
                                      const char *locale,
                                      const struct sample_text *texts,
                                      uint32_t count)
{
    struct sample_tables t = {0};
    char path[128];

    *s = (struct record_sample){.folder = "/tmp/gabay-records-XXXXXX"};
    sample_require(mkdtemp(s->folder) != NULL, "folder");
    snprintf(path, sizeof(path), "%s/x.gabay", s->folder);
    s->analyser = analyser_new(str_from(locale), NULL);
    sample_require(s->analyser != NULL, "analyser");
    sample_tables_make(s->analyser, texts, count, NULL, NULL, NULL, &t);

    struct site_writer *w = site_writer_new(path, NULL);
    struct site_entry_in entry = {.path = S("records"),
                                  .kind = SITE_INTERNAL,
                                  .plain_length = t.records.len,
                                  .blob = {buf_str(&t.records)}};
    sample_require(w && site_writer_add(w, &entry, NULL) == 0 &&
                       site_writer_publish(w, NULL) == 0,
                   "site file");
    site_writer_free(w);
    s->file = site_file_open(path, NULL);
    sample_require(s->file &&
                       records_open(&s->records, s->file,
                                    site_file_find(s->file, S("records")),
                                    NULL) == 0 &&
                       lexicon_open(&s->lexicon, &t.lexicon, NULL) == 0,
                   "opening");
    buf_release(&t.records);
}

static inline void record_put_section(struct record_walk *w,
                                      const struct lexicon *l, uint32_t tokens,
                                      struct buf *out)
{
    struct record_token t;

    for (uint32_t i = 0; i < tokens; i++) {
        if (!record_walk_token(w, i == 0, &t))
            return;
        buf_put(out, t.gap);
        lexicon_put(l, t.number, out);
    }
    buf_put(out, record_walk_end(w));
}

/* The whole text of record `n`, made from its tokens: each heading, a line
 * feed, what stands under it. */
static inline bool record_put_text(const struct records *records,
                                   const struct lexicon *l, uint32_t n,
                                   struct buf *out)
{
    struct arena a = {0};
    struct buf room = {0}, units = {0};
    struct record_body body;
    struct record r;
    struct record_place place;
    struct record_walk w;
    struct str gaps, more;
    bool done = record_read(records, n, &a, &r, NULL) == 0 &&
                record_read_body(records, n, &room, &a, &body, NULL) == 0 &&
                record_read_rest(records, &r, &a, &gaps, &more, NULL) == 0;

    if (done) {
        buf_add(&units, body.units.ptr, 2 * (size_t)body.units.count);
        buf_put(&units, more);
    }
    for (uint32_t i = 0; done && i < body.part_count; i++) {
        const struct record_part *p = &body.parts[i];
        done = record_place(&r, i, &place);
        record_walk_start(&w, records, units_of(buf_str(&units)), gaps, &place);
        record_put_section(&w, l, p->body - p->start, out);
        buf_char(out, '\n');
        record_put_section(&w, l, p->end - p->body, out);
    }
    arena_release(&a);
    buf_release(&room);
    buf_release(&units);
    return done;
}

#endif
