#include "lib/query/search_locale.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/analyse/vectors.h"
#include "lib/site/site_check.h"
#include "lib/site/site_layout.h"
#include "lib/site/site_names.h"
#include "lib/widen.h"

/* A server's analyser forgets its words beyond this many: a few megabytes. */
enum { WORDS_KEPT = 20000 };

static const struct site_entry *find(const struct site_file *f,
                                     const char *part, const char *tag,
                                     struct err *e)
{
    char name[LOCALE_MAX + 64];

    snprintf(name, sizeof(name), SITE_NAME_SEARCH, tag, part);
    const struct site_entry *entry = site_file_find(f, str_from(name));
    if (!entry)
        err_set(e, ERR_CONTENT, "%s is missing in the file", name);
    return entry;
}

static int load(const struct site_file *f, const char *part, const char *tag,
                struct buf *out, struct err *e)
{
    char name[LOCALE_MAX + 64];

    snprintf(name, sizeof(name), SITE_NAME_SEARCH, tag, part);
    return site_file_load(f, name, out, e);
}

/* A locale without articles has none. */
static const struct site_entry *cards_of(const struct search_locale *l)
{
    static const struct site_entry none;
    const struct site_entry *cards =
        find(l->file, SITE_PART_CARDS, l->tag, NULL);

    return cards ? cards : &none;
}

static int open_tables(struct search_locale *l, struct err *e)
{
    struct buf bytes = {0};
    const struct site_entry *records;
    int result = -1;

    records = find(l->file, SITE_PART_RECORDS, l->tag, e);
    if (!records || records_open(&l->records, l->file, records, e))
        goto out;
    if (load(l->file, SITE_PART_LEXICON, l->tag, &bytes, e) ||
        lexicon_open(&l->lexicon, &bytes, e))
        goto out;
    if (load(l->file, SITE_PART_SUGGEST, l->tag, &bytes, e) ||
        suggestions_open(&l->suggestions, &bytes, l->file, cards_of(l), e))
        goto out;
    if (load(l->file, SITE_PART_COLUMNS, l->tag, &bytes, e) ||
        columns_open(&l->columns, &bytes, l->records.section_count, e))
        goto out;
    if (load(l->file, SITE_PART_ARTICLES, l->tag, &bytes, e) ||
        articles_table_open(&l->articles, &bytes, l->records.count, e))
        goto out;
    if (load(l->file, SITE_PART_SYNONYMS, l->tag, &bytes, e) ||
        synonyms_open(&l->synonyms, &bytes, e))
        goto out;
    if (l->columns.articles != l->records.count) {
        err_set(e, ERR_CONTENT, "the columns of the articles are damaged");
        goto out;
    }
    result = 0;
out:
    buf_release(&bytes);
    return result;
}

/* Different vectors are no error: the pages are served, search says why not. */
static int run_vectors(struct search_locale *l, struct err *e)
{
    struct analyser *analyser = analyser_new(str_from(l->tag), e);
    struct buf json = {0};
    struct err why = {0};
    int result = -1;

    if (analyser && load(l->file, SITE_PART_VECTORS, l->tag, &json, e) == 0) {
        result = 0;
        if (vectors_check(analyser, buf_str(&json), &why)) {
            snprintf(l->refusal, sizeof(l->refusal), "%s", why.message);
            if (why.code == ERR_SYSTEM)
                result = err_set(e, why.code, "%s", why.message);
        }
    }
    buf_release(&json);
    analyser_free(analyser);
    return result;
}

/* Others wait meanwhile: they would make the same. */
const struct speller *search_locale_speller(struct search_locale *l,
                                            struct err *e)
{
    pthread_mutex_lock(&l->lock);
    if (!l->speller) {
        struct speller *made = calloc(1, sizeof(*made));
        if (!made) {
            err_no_memory(e);
        } else if (correct_speller(made, str_from(l->tag), &l->lexicon, e)) {
            speller_release(made);
            free(made);
        } else {
            l->speller = made;
        }
    }
    const struct speller *speller = l->speller;

    pthread_mutex_unlock(&l->lock);
    return speller;
}

/* What is copied is checked, not what the file holds a moment later: somebody
 * may write to it. Once a locale and generation. */
static int copy_index(struct search_locale *l, struct err *e)
{
    const struct site_blob *blob = &l->index->blob[SITE_PLAIN];
    uint64_t check;
    int fd = xapian_index_room(e);

    if (fd < 0)
        return -1;
    int result = site_check_copy(site_file_fd(l->file), blob->offset,
                                 blob->length, fd, &check, e);
    if (result == 0 && check == blob->check) {
        l->index_fd = fd;
        return 0;
    }
    close(fd);
    if (result == 0)
        err_set(e, ERR_CONTENT, "damaged search index: copy it again");
    return err_at(e, str_from(site_file_path(l->file)), 0, 0);
}

static int need_index(struct search_locale *l, struct err *e)
{
    pthread_mutex_lock(&l->lock);
    int result = l->index_fd < 0 ? copy_index(l, e) : 0;
    pthread_mutex_unlock(&l->lock);
    return result;
}

/* What fails here is tried again by the first search, which can say why. */
static void *copy_early(void *arg)
{
    need_index(arg, NULL);
    return NULL;
}

static struct search_locale *open_locale(const struct site_file *f,
                                         struct str locale, bool early,
                                         struct err *e)
{
    struct search_locale *l = calloc(1, sizeof(*l));

    if (!l) {
        err_no_memory(e);
        return NULL;
    }
    l->file = f;
    l->index_fd = -1;
    pthread_mutex_init(&l->lock, NULL);
    snprintf(l->tag, sizeof(l->tag), "%.*s", STR_ARG(locale));
    l->index = find(f, SITE_PART_INDEX, l->tag, e);
    if (l->index && early)
        l->copying = pthread_create(&l->copier, NULL, copy_early, l) == 0;
    if (!l->index || open_tables(l, e) || run_vectors(l, e)) {
        search_locale_close(l);
        return NULL;
    }
    return l;
}

struct search_locale *search_locale_open(const struct site_file *f,
                                         struct str locale, struct err *e)
{
    return open_locale(f, locale, false, e);
}

struct search_locale *search_locale_open_early(const struct site_file *f,
                                               struct str locale, struct err *e)
{
    return open_locale(f, locale, true, e);
}

static void searcher_free(struct searcher *s)
{
    xapian_db_free(s->db);
    analyser_free(s->analyser);
    arena_release(&s->scratch);
    buf_release(&s->body);
    free(s);
}

void search_locale_close(struct search_locale *l)
{
    if (!l)
        return;
    if (l->copying)
        pthread_join(l->copier, NULL);
    while (l->idle) {
        struct searcher *s = l->idle;
        l->idle = s->next;
        searcher_free(s);
    }
    if (l->index_fd >= 0)
        close(l->index_fd);
    if (l->speller)
        speller_release(l->speller);
    free(l->speller);
    lexicon_close(&l->lexicon);
    records_close(&l->records);
    suggestions_close(&l->suggestions);
    columns_close(&l->columns);
    articles_table_close(&l->articles);
    synonyms_close(&l->synonyms);
    pthread_mutex_destroy(&l->lock);
    free(l);
}

const struct articles_table *search_articles(const struct search_locale *l)
{
    return &l->articles;
}

const struct records *search_records(const struct search_locale *l)
{
    return &l->records;
}

const struct columns *search_columns(const struct search_locale *l)
{
    return &l->columns;
}

const char *search_refusal(const struct search_locale *l)
{
    return l->refusal[0] ? l->refusal : NULL;
}

static struct searcher *searcher_new(struct search_locale *l, struct err *e)
{
    struct searcher *s = calloc(1, sizeof(*s));

    if (!s) {
        err_no_memory(e);
        return NULL;
    }
    s->locale = l;
    s->analyser = analyser_new(str_from(l->tag), e);
    if (s->analyser && need_index(l, e) == 0)
        s->db = xapian_db_open(l->index_fd, 0, e);
    if (!s->db) {
        searcher_free(s);
        return NULL;
    }
    return s;
}

/* Last in, first out: as many searchers as threads that search at once, and
 * the warm ones again and again. */
struct searcher *searcher_take(struct search_locale *l, struct err *e)
{
    if (l->refusal[0]) {
        err_set(e, ERR_CONTENT, "%s", l->refusal);
        return NULL;
    }
    pthread_mutex_lock(&l->lock);
    struct searcher *s = l->idle;
    if (s)
        l->idle = s->next;
    pthread_mutex_unlock(&l->lock);
    return s ? s : searcher_new(l, e);
}

void searcher_give(struct searcher *s)
{
    struct search_locale *l = s->locale;

    arena_reset(&s->scratch);
    analyser_trim(s->analyser, WORDS_KEPT);
    WIDEN();
    pthread_mutex_lock(&l->lock);
    s->next = l->idle;
    l->idle = s;
    pthread_mutex_unlock(&l->lock);
}
