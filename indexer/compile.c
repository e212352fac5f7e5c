#include "indexer/compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "indexer/arrange.h"
#include "indexer/asset_entry.h"
#include "indexer/attachment.h"
#include "indexer/channels.h"
#include "indexer/content.h"
#include "indexer/feed.h"
#include "indexer/index_build.h"
#include "indexer/internal_entries.h"
#include "indexer/links.h"
#include "indexer/lists.h"
#include "indexer/machines.h"
#include "indexer/page_values.h"
#include "indexer/pages.h"
#include "indexer/related.h"
#include "indexer/site_config.h"
#include "indexer/sitemap.h"
#include "indexer/synonyms.h"
#include "indexer/theme.h"
#include "lib/file.h"

static void site_release(struct site *site)
{
    for (size_t i = 0; i < site->page_count; i++) {
        buf_release(&site->pages[i].tokens);
        article_release(&site->pages[i].article);
    }
    problems_release(&site->problems);
    pthread_mutex_destroy(&site->attachments_lock);
    arena_release(&site->arena);
}

static int read_content(struct site *site, struct err *e)
{
    if (content_scan(site, e) || synonyms_read(site, e) ||
        content_read(site, e) || arrange(site, e))
        return -1;
    channels_check_locales(site);
    if (links_resolve(site, e) || lists_make(site, e))
        return -1;
    return related_find(site, e);
}

/* Everything that looks at the content: afterwards all problems are known. */
static int read_site(struct site *site, const struct compile_options *o,
                     struct err *e)
{
    if (site_config_read(site, e))
        return -1;
    if (o->base_url && site_config_base_url(site, str_from(o->base_url), e))
        return -1;
    int result = read_content(site, e);
    if (!site->problems.fatal.code)
        return result;
    *e = site->problems.fatal;
    return -1;
}

static int write_theme_assets(const struct theme *t, struct site_writer *w,
                              struct err *e)
{
    for (size_t i = 0; i < t->asset_count; i++)
        if (asset_write(w, t->assets[i].address, t->assets[i].name,
                        t->assets[i].bytes, e))
            return -1;
    return 0;
}

static int write_site(struct site *site, const struct theme *theme,
                      const char *scratch, struct site_writer *w, struct err *e)
{
    if (values_prepare(site, theme, e) || pages_write(site, theme, w, e) ||
        write_theme_assets(theme, w, e) || attachments_write(site, w, e) ||
        internal_entries_write(site, theme, w, e) ||
        sitemap_write(site, w, e) || feeds_write(site, w, e) ||
        machines_write(site, w, e))
        return -1;
    return index_build(site, scratch, w, e);
}

/* The scratch folder stands beside the output: one device, one owner. A killed
 * run leaves it; the writer's lock says that nobody else uses it. */
static int write_file(struct site *site, const struct theme *theme,
                      const char *output, struct err *e)
{
    struct str scratch = arena_fmt(&site->arena, "%s.work", output);
    struct site_writer *w;
    int result;

    if (!scratch.ptr)
        return err_no_memory(e);
    w = site_writer_new(output, e);
    if (!w)
        return -1;
    result = file_remove_tree(scratch.ptr, e);
    if (result == 0)
        result = write_site(site, theme, scratch.ptr, w, e);
    if (file_remove_tree(scratch.ptr, result ? NULL : e))
        result = -1;
    if (result == 0)
        result = site_writer_publish(w, e);
    site_writer_free(w);
    return result;
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void print_summary(const struct site *site, const char *output,
                          const struct timespec *start)
{
    struct timespec now;
    size_t pages = 0, drafts = 0;

    for (size_t i = 0; i < site->locale_count; i++)
        pages += site->locales[i].page_count;
    for (size_t i = 0; i < site->page_count; i++)
        drafts += site->pages[i].article.draft && !site->pages[i].is_index;
    clock_gettime(CLOCK_MONOTONIC, &now);
    printf("%s: %zu article%s in %zu locale%s", output, pages, plural(pages),
           site->locale_count, plural(site->locale_count));
    if (drafts)
        printf(", %zu draft%s left out", drafts, plural(drafts));
    printf(", %.2f s\n", (double)(now.tv_sec - start->tv_sec) +
                             (double)(now.tv_nsec - start->tv_nsec) / 1e9);
}

/* Which articles these are stands in the lines above. */
static void print_errors(const struct site *site, bool published)
{
    size_t errors = site->problems.errors, left_out = 0;

    for (size_t i = 0; i < site->page_count; i++)
        left_out += site->pages[i].dropped && !site->pages[i].article.draft;
    fprintf(stderr, "gabay-indexer: %zu error%s: ", errors, plural(errors));
    if (published)
        fprintf(stderr, "published without %zu article%s in error\n", left_out,
                plural(left_out));
    else
        fprintf(stderr, "nothing was written (--keep-going publishes the "
                        "rest)\n");
}

static int compile_site(struct site *site, const struct compile_options *o,
                        struct err *e)
{
    struct theme theme = {0};
    int result = read_site(site, o, e);

    if (result == 0 && (site->problems.errors == 0 || o->keep_going)) {
        result = theme_load(&theme, site, o->theme, e);
        if (result == 0)
            result = write_file(site, &theme, o->output, e);
        theme_release(&theme);
    }
    return result;
}

enum err_code compile(const struct compile_options *o, struct err *e)
{
    struct site site = {
        .root = o->content, .now = o->now, .jobs = (unsigned)o->jobs};
    struct timespec start;

    clock_gettime(CLOCK_MONOTONIC, &start);
    problems_init(&site.problems);
    pthread_mutex_init(&site.attachments_lock, NULL);
    int result = compile_site(&site, o, e);
    size_t errors = site.problems.errors;
    /* Where the system fails, what else was found may be untrue. */
    if (result == 0 || e->code != ERR_SYSTEM)
        problems_print(&site.problems, stderr);
    if (result == 0 && errors)
        print_errors(&site, o->keep_going);
    if (result == 0 && (errors == 0 || o->keep_going) && !o->quiet)
        print_summary(&site, o->output, &start);
    site_release(&site);
    if (result)
        return e->code;
    return errors ? ERR_CONTENT : ERR_NONE;
}
