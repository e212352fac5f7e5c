/* What search reads of a site file, with all checks right and the content
 * wrong: records, lexicon, suggestions, vectors, manifest. An input is a list
 * of edits to a small sound site, six bytes each:
 *
 *     what to do, place (three bytes), value (two bytes)
 *
 * The file is written and checked like any other, then searched. The index is
 * left alone: libxapian 1.4.22 takes whatever it is given and crashes. */
#include <fcntl.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/analyse/analyse.h"
#include "lib/analyse/vectors.h"
#include "lib/file.h"
#include "lib/query/search.h"
#include "lib/query/suggest_text.h"
#include "lib/query/synonyms.h"
#include "lib/query/terms.h"
#include "lib/records/articles_table.h"
#include "lib/records/columns.h"
#include "lib/records/suggestions.h"
#include "lib/site/site_names.h"
#include "lib/site/site_writer.h"
#include "lib/xapian/xapian_shim.h"
#include "server/manifest.h"
#include "tests/tools/record_sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    INDEX,
    RECORDS,
    LEXICON,
    SUGGEST,
    CARDS,
    COLUMNS,
    VECTORS,
    MANIFEST,
    ARTICLE_TABLE,
    SYNONYMS,
    PARTS
};

static const struct str part_names[PARTS] = {
    STR("search/en/index"),        STR("search/en/records"),
    STR("search/en/lexicon"),      STR("search/en/suggestions"),
    STR("search/en/cards"),        STR("search/en/columns"),
    STR("search/en/vectors.json"), STR("manifest.json"),
    STR("search/en/articles"),     STR("search/en/synonyms"),
};

static const struct fuzz_article {
    struct str title, body;
} articles[] = {
    {STR("Return an order"),
     STR("Returns are free. Send the order back "
         "within 30 days. Returned items are refunded.")},
    {STR("Track your parcel"), STR("The parcel is tracked. Order numbers and "
                                   "parcels are in your account.")},
    {STR("Pay later"), STR("Pay the ORDER (pay.example.org) within 30 days\n"
                           "- of the parcel.")},
};
enum { ARTICLES = sizeof(articles) / sizeof(*articles) };

static void require(bool holds)
{
    if (!holds)
        abort();
}

static const char *folder(void)
{
    /* In memory: writing a site file syncs it. */
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

struct base {
    struct xapian_writer *index;
    struct suggestions_builder suggestions;
    struct buf part[PARTS];
};

static void on_token(void *ctx, const struct token *t)
{
    struct base *b = ctx;
    char room[TERM_ROOM];

    xapian_writer_term(b->index, term_make(room, TERM_STEM, t->word->stem), 1,
                       NULL);
}

static void on_text(void *ctx, uint32_t n)
{
    struct base *b = ctx;

    require(xapian_writer_add(b->index, n + 1, NULL) == 0);
}

static void add_suggestions(struct base *b, struct analyser *analyser)
{
    static const struct str headings[] = {STR("How long?"), STR("반품 비용")};
    struct suggestions_builder *to = &b->suggestions;
    struct suggest_text text;
    struct arena a = {0};

    suggestions_begin(to);
    for (uint32_t n = 0; n < ARTICLES; n++) {
        require(suggest_cut(analyser, articles[n].title, &a, &text, NULL) == 0);
        suggestions_article(
            to,
            &(struct suggestion_article){articles[n].title, S("/en/x"),
                                         articles[n].title, n % 2, (int)n},
            &text.words);
        for (size_t i = 0; i < 2; i++) {
            require(suggest_cut(analyser, headings[i], &a, &text, NULL) == 0);
            suggestions_heading(to, headings[i], S("more"), &text.words);
        }
        suggestions_keyword(to, &text.words);
    }
    require(suggestions_write(to, &b->part[SUGGEST], &b->part[CARDS], NULL) ==
            0);
    suggestions_builder_release(to);
    arena_release(&a);
}

static void read_index(struct buf *out, const char *scratch)
{
    char name[64];
    uint64_t length;

    snprintf(name, sizeof(name), "%s/gabay-index-XXXXXX", folder());
    int fd = mkstemp(name);
    require(fd >= 0 && unlink(name) == 0);
    require(xapian_compact(&scratch, 1, fd, 0, &length, NULL) == 0);
    char *room = buf_room(out, length);
    require(room && file_pread(fd, room, length, 0, NULL) == 0);
    out->len = length;
    close(fd);
}

/* The title, and the body as a part of its own. */
static void make_tables(struct base *b, struct analyser *a)
{
    struct text_part parts[ARTICLES][2];
    struct sample_text texts[ARTICLES];
    struct sample_tables tables = {0};

    for (uint32_t i = 0; i < ARTICLES; i++) {
        parts[i][0] = (struct text_part){.heading = articles[i].title};
        parts[i][1] = (struct text_part){.heading = S("More"),
                                         .anchor = S("more"),
                                         .body = articles[i].body};
        texts[i] = (struct sample_text){parts[i], 2};
    }
    sample_tables_make(a, texts, ARTICLES, on_token, on_text, b, &tables);
    b->part[RECORDS] = tables.records;
    b->part[LEXICON] = tables.lexicon;
}

static void make_columns(struct buf *out)
{
    static const struct str tag = STR("tag");
    struct column_row rows[ARTICLES];

    for (uint32_t i = 0; i < ARTICLES; i++)
        rows[i] = (struct column_row){i % 2, BOOST_NONE, &tag, 1};
    require(columns_write(rows, ARTICLES, out));
}

static void make_article_table(struct buf *out)
{
    struct articles_row rows[ARTICLES];

    for (uint32_t i = 0; i < ARTICLES; i++)
        rows[i] = (struct articles_row){
            .id = articles[i].title,
            .answer = i ? articles[i].body : (struct str){0},
            .html_at = 10 * i,
            .html_length = 100,
        };
    require(articles_table_write(rows, ARTICLES, out));
}

static void make_synonyms(struct analyser *analyser, struct buf *out)
{
    struct synonyms_builder b;
    struct thesaurus t = {0};
    struct arena a = {0};

    require(thesaurus_parse(&t, &a, S("parcel, order\nlonh => days\n"), S("x"),
                            NULL) == 0);
    synonyms_begin(&b);
    require(synonyms_add(&b, analyser, &t, SYNONYM_SITE, NULL) == 0);
    require(synonyms_write(&b, out));
    synonyms_builder_release(&b);
    arena_release(&a);
}

static void make_base(struct base *b)
{
    char scratch[64];
    struct str texts[ARTICLES];
    struct analyser *a = analyser_new(S("en"), NULL);

    snprintf(scratch, sizeof(scratch), "%s/gabay-scratch-XXXXXX", folder());
    require(a && mkdtemp(scratch));
    b->index = xapian_writer_new(scratch, NULL);
    require(b->index);
    make_tables(b, a);
    require(xapian_writer_commit(b->index, NULL) == 0);
    xapian_writer_free(b->index);
    read_index(&b->part[INDEX], scratch);
    file_remove_tree(scratch, NULL);
    for (uint32_t i = 0; i < ARTICLES; i++)
        texts[i] = articles[i].body;
    add_suggestions(b, a);
    make_columns(&b->part[COLUMNS]);
    make_article_table(&b->part[ARTICLE_TABLE]);
    make_synonyms(a, &b->part[SYNONYMS]);
    require(vectors_write(a, texts, ARTICLES, &b->part[VECTORS], NULL) == 0);
    buf_text(&b->part[MANIFEST],
             "{\"prefix\":\"\",\"default_locale\":\"en\",\"locales\":[{\"tag\":"
             "\"en\",\"name\":\"English\",\"articles\":3}]}");
    analyser_free(a);
}

static uint32_t u32_at(const struct buf *b, size_t at)
{
    uint32_t n = 0;

    if (at + 4 <= b->len)
        memcpy(&n, b->ptr + at, 4);
    return n;
}

static void put_u32(struct buf *b, size_t at, uint32_t n)
{
    if (at + 4 <= b->len)
        memcpy(b->ptr + at, &n, 4);
}

static void edit(struct buf *b, unsigned what, size_t at, uint32_t value)
{
    if (b->len == 0)
        return;
    at %= b->len;
    switch (what % 8) {
    case 0: b->ptr[at] = (char)value; break;
    case 1: b->ptr[at] = (char)(b->ptr[at] ^ (1 << value % 8)); break;
    case 2: put_u32(b, at & ~3u, value); break;
    case 3: put_u32(b, at & ~3u, UINT32_MAX - value); break;
    case 4: b->len = at; break;
    case 5: put_u32(b, at, u32_at(b, value)); break;
    case 6: put_u32(b, at, u32_at(b, at) + value); break;
    default:
        if (buf_room(b, value % 64)) {
            memset(b->ptr + b->len, (int)at, value % 64);
            b->len += value % 64;
        }
    }
}

static void seal(struct buf *b, size_t at, uint64_t from, uint64_t length)
{
    if (from <= b->len && length <= b->len - from)
        put_u32(b, at, (uint32_t)XXH3_64bits(b->ptr + from, length));
}

/* The records have checks of their own: the rest's stands in the head. */
static void seal_records(struct buf *b)
{
    uint32_t count = u32_at(b, 0);
    size_t at = 16 + (size_t)u32_at(b, 8) + u32_at(b, 12);

    for (uint32_t i = 0; i < count && at + 24 <= b->len; i++, at += 24) {
        uint64_t body = u32_at(b, at) | (uint64_t)u32_at(b, at + 4) << 32;
        uint64_t head = body + u32_at(b, at + 8);
        uint64_t rest = head + u32_at(b, at + 12);
        if (body > b->len || rest > b->len)
            continue;
        seal(b, head + 4, rest, u32_at(b, head));
        seal(b, at + 16, body, head - body);
        seal(b, at + 20, head, rest - head);
    }
}

/* So do the cards, where the table says that they are. */
static void seal_cards(const struct buf *table, struct buf *b)
{
    uint64_t count = u32_at(table, 20);
    uint64_t at = 24 + 4 * (2 * ((uint64_t)u32_at(table, 0) + 1) +
                            u32_at(table, 8) + u32_at(table, 16));

    for (uint64_t i = 0; i < count && at + 8 <= table->len; i++, at += 4) {
        uint32_t from = u32_at(table, at), to = u32_at(table, at + 4);
        if (to <= b->len && from + (uint64_t)4 <= to)
            put_u32(b, from,
                    (uint32_t)XXH3_64bits(b->ptr + from + 4, to - from - 4));
    }
}

static void write_site(const char *path, const struct buf *parts)
{
    struct site_writer *w = site_writer_new(path, NULL);
    uint64_t offset;
    int fd;

    require(w);
    for (size_t i = RECORDS; i < PARTS; i++) {
        struct site_entry_in in = {
            .path = part_names[i],
            .kind = SITE_INTERNAL,
            .plain_length = parts[i].len,
            .blob = {buf_str(&parts[i])},
        };
        require(site_writer_add(w, &in, NULL) == 0);
    }
    require(site_writer_begin_index(w, &fd, &offset, NULL) == 0);
    require(pwrite(fd, parts[INDEX].ptr, parts[INDEX].len, (off_t)offset) ==
            (ssize_t)parts[INDEX].len);
    require(site_writer_end_index(w, part_names[INDEX], parts[INDEX].len,
                                  NULL) == 0);
    require(site_writer_publish(w, NULL) == 0);
    site_writer_free(w);
}

static void ask(struct search_locale *l, struct str query)
{
    const struct search_request request = {.query = query, .limit = 10};
    struct arena a = {0};
    struct value *answer = NULL;
    struct searcher *s = searcher_take(l, NULL);

    if (!s)
        return;
    search_run(s, &request, &a, &answer, NULL);
    suggest_run(s, &request, &a, &answer, NULL);
    searcher_give(s);
    arena_release(&a);
}

static void find_articles(const struct search_locale *l)
{
    const struct articles_table *t = search_articles(l);

    for (uint32_t i = 0; i < t->count; i++)
        require(articles_table_find(t, articles_table_id(t, i)) == i);
}

/* A file that nobody edited can be searched. */
static void use(const char *path, bool edited)
{
    static const struct str queries[] = {STR("returned order 30 days"),
                                         STR("pay"),
                                         STR("p"),
                                         STR("parcels"),
                                         STR("how lonh"),
                                         STR("ㅂㅍ"),
                                         STR("반ㅂㅇ"),
                                         STR("yuor prcel")};
    struct err e = {0};
    struct arena a = {0};
    struct manifest m;
    struct site_file *f = site_file_open(path, &e);

    require(f); /* the file itself is sound */
    manifest_read(f, &a, &m, NULL);
    struct search_locale *l = search_locale_open(f, S("en"), &e);
    require(l || (edited && e.code == ERR_CONTENT));
    if (l)
        find_articles(l);
    for (size_t i = 0; l && i < sizeof(queries) / sizeof(*queries); i++)
        ask(l, queries[i]);
    search_locale_close(l);
    arena_release(&a);
    site_file_close(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct base base;
    struct buf parts[PARTS] = {{0}};
    char path[64];

    if (!base.part[INDEX].len)
        make_base(&base);
    for (size_t i = 0; i < PARTS; i++)
        buf_put(&parts[i], buf_str(&base.part[i]));
    /* The first byte of each edit says both where and what. */
    for (size_t i = 0; i + 6 <= size; i += 6)
        edit(&parts[RECORDS + (data[i] >> 4) % (PARTS - RECORDS)], data[i] & 7,
             (size_t)(data[i + 1] | data[i + 2] << 8 | data[i + 3] << 16),
             (uint32_t)(data[i + 4] | data[i + 5] << 8));
    seal_records(&parts[RECORDS]);
    seal_cards(&parts[SUGGEST], &parts[CARDS]);
    snprintf(path, sizeof(path), "%s/gabay-fuzz-%ld.gabay", folder(),
             (long)getpid());
    write_site(path, parts);
    use(path, size >= 6);
    require(unlink(path) == 0);
    for (size_t i = 0; i < PARTS; i++)
        buf_release(&parts[i]);
    return 0;
}
