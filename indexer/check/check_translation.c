#include "indexer/check/check_run.h"
#include "indexer/front_matter/front_matter_place.h"
#include "indexer/base/schedule.h"
#include "lib/civil.h"

/* Dates without a time or a zone, and commits of one afternoon, tell nothing
 * of what came first. */
enum { SECONDS_OF_A_DAY = 24 * 60 * 60 };

/* What the others are translated from: the default locale, else the one with
 * the most articles. */
static struct locale *source_of(const struct site *site)
{
    struct str tag = site->config.default_locale;
    struct locale *most = NULL;

    for (size_t i = 0; i < site->locale_count; i++) {
        struct locale *l = &site->locales[i];
        if (str_eq(str_from(l->tag), tag))
            return l;
        if (!most || l->page_count > most->page_count)
            most = l;
    }
    return most;
}

static struct str path_in_locale(struct str path, const struct page *p)
{
    return str_skip(path, p->locale->folder.len + 1);
}

/* A draft by the same path is on its way. */
static bool is_missing(struct site *site, const struct locale *l,
                       const struct page *p)
{
    if (map_get(&l->by_id, p->article.id))
        return false;
    struct str path = arena_fmt(&site->arena, "%.*s/%.*s", STR_ARG(l->folder),
                                STR_ARG(path_in_locale(p->key, p)));
    return !map_get(&site->by_file, path);
}

static size_t missing_in(struct site *site, const struct locale *source,
                         const struct locale *l)
{
    size_t missing = 0;

    for (size_t i = 0; i < source->page_count; i++)
        missing += is_missing(site, l, source->pages[i]);
    return missing;
}

static void put_tag(struct buf *out, const struct locale *l)
{
    buf_text(out, out->len ? ", " : "");
    buf_text(out, l->tag);
}

static void check_missing_of(struct site *site, const struct page *p,
                             struct locale *const *locales, size_t count,
                             struct buf *tags)
{
    buf_clear(tags);
    for (size_t i = 0; i < count; i++)
        if (is_missing(site, locales[i], p))
            put_tag(tags, locales[i]);
    if (tags->len)
        problem_add(&site->problems, CHECK_MISSING_TRANSLATION, p->file, 1, 1,
                    "not translated into %.*s: write '%.*s' there, or if it "
                    "has another name there, give that file 'id: %.*s'",
                    STR_ARG(buf_str(tags)), STR_ARG(path_in_locale(p->file, p)),
                    STR_ARG(p->article.id));
}

/* One line an article names all languages that lack it; a language that lacks
 * more than half is only begun, and gets one line of its own. */
static int check_missing(struct site *site, const struct locale *source,
                         struct err *e)
{
    struct locale **locales =
        arena_new(&site->arena, struct locale *, site->locale_count);
    struct buf tags = {0};
    size_t count = 0;

    if (!locales)
        return err_no_memory(e);
    for (size_t i = 0; i < site->locale_count; i++) {
        struct locale *l = &site->locales[i];
        size_t missing = l == source ? 0 : missing_in(site, source, l);
        if (missing > source->page_count / 2)
            problem_add(
                &site->problems, CHECK_MISSING_TRANSLATION, l->folder, 1, 1,
                "%zu of the %zu articles in '%.*s' are not translated "
                "into %s: write files of the same names here, or with "
                "the same 'id:'",
                missing, source->page_count, STR_ARG(source->folder), l->tag);
        else if (missing)
            locales[count++] = l;
    }
    for (size_t i = 0; i < source->page_count && count; i++)
        check_missing_of(site, source->pages[i], locales, count, &tags);
    bool failed = tags.failed;
    buf_release(&tags);
    return failed ? err_no_memory(e) : 0;
}

/* As the front matter has it. */
static struct str date_of(struct site *site, int64_t moment)
{
    struct civil day = civil_of(civil_day_of(schedule_wall(site, moment)));

    return arena_fmt(&site->arena, "%04d-%02d-%02d", day.year, day.month,
                     day.day);
}

static void check_date(struct site *site, const struct page *p,
                       const struct page *source)
{
    int64_t theirs = source->article.updated_at, own = p->article.updated_at;
    unsigned line, column;

    if (theirs == 0 || own == 0 || theirs - own < SECONDS_OF_A_DAY)
        return;
    front_matter_place(&p->article, S("updated"), &line, &column);
    problem_add(&site->problems, CHECK_OUTDATED_TRANSLATION, p->file, line,
                column,
                "this translation is of %.*s, %.*s of %.*s: bring it up to "
                "date%s",
                STR_ARG(date_of(site, own)), STR_ARG(source->file),
                STR_ARG(date_of(site, theirs)),
                line > 1 ? ", then write today's date here" : "");
}

static void check_dates(struct site *site, const struct locale *source,
                        const struct locale *l)
{
    for (size_t i = 0; i < l->page_count; i++) {
        const struct page *p = l->pages[i];
        const struct page *same = map_get(&source->by_id, p->article.id);
        if (same && !same->dropped)
            check_date(site, p, same);
    }
}

int check_translations(struct site *site, struct err *e)
{
    const struct locale *source = source_of(site);

    for (size_t i = 0; i < site->locale_count; i++)
        if (&site->locales[i] != source)
            check_dates(site, source, &site->locales[i]);
    /* Agents share languages that customers do not. */
    if (!site->for_agents && check_missing(site, source, e))
        return -1;
    return site->arena.failed ? err_no_memory(e) : 0;
}
