#include "indexer/compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "indexer/arrange.h"
#include "indexer/audience.h"
#include "indexer/channels.h"
#include "indexer/content.h"
#include "indexer/keep.h"
#include "indexer/links.h"
#include "indexer/lists.h"
#include "indexer/output.h"
#include "indexer/related.h"
#include "indexer/site_config.h"
#include "indexer/synonyms.h"
#include "indexer/theme.h"

static void site_release(struct site *site)
{
    for (size_t i = 0; i < site->page_count; i++) {
        struct page *p = &site->pages[i];
        buf_release(&p->tokens);
        article_release(&p->article);
        kept_drop(p->kept);
        kept_drop(p->read);
    }
    problems_release(&site->problems);
    pthread_mutex_destroy(&site->attachments_lock);
    arena_release(&site->arena);
}

/* Behind the public site: its addresses must be known. */
static int read_agents(struct site *agents, struct err *e)
{
    if (agents->page_count == 0)
        return 0;
    return arrange(agents, e) || links_resolve(agents, e) ? -1 : 0;
}

static int read_content(struct site *site, struct site *agents, struct err *e)
{
    if (content_scan(site, e) || synonyms_read(site, e) ||
        content_read(site, e) || audience_split(site, agents, e) ||
        arrange(site, e))
        return -1;
    channels_check_locales(site);
    if (links_resolve(site, e) || lists_make(site, e))
        return -1;
    return related_find(site, e) ? -1 : read_agents(agents, e);
}

int compilation_read(struct compilation *c, const struct compile_options *o,
                     struct err *e)
{
    struct site *site = &c->site, *agents = &c->agents;

    if (site_config_read(site, e))
        return -1;
    if (o->base_url && site_config_base_url(site, str_from(o->base_url), e))
        return -1;
    int result = read_content(site, agents, e);
    if (site->problems.fatal.code || agents->problems.fatal.code) {
        *e = site->problems.fatal.code ? site->problems.fatal
                                       : agents->problems.fatal;
        return -1;
    }
    return result;
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static size_t drafts_of(const struct site *site)
{
    size_t drafts = 0;

    for (size_t i = 0; i < site->page_count; i++)
        drafts += site->pages[i].article.draft && !site->pages[i].is_index;
    return drafts;
}

static void print_summary(const struct compilation *c, const char *output,
                          const struct timespec *start)
{
    const struct site *site = &c->site;
    size_t pages = 0, drafts = drafts_of(site) + drafts_of(&c->agents);
    size_t for_agents = output_agents_count(&c->agents);
    struct timespec now;

    for (size_t i = 0; i < site->locale_count; i++)
        pages += site->locales[i].page_count;
    clock_gettime(CLOCK_MONOTONIC, &now);
    printf("%s: %zu article%s in %zu locale%s", output, pages, plural(pages),
           site->locale_count, plural(site->locale_count));
    if (for_agents)
        printf(", %zu for agents beside it", for_agents);
    if (drafts)
        printf(", %zu draft%s left out", drafts, plural(drafts));
    printf(", %.2f s\n", (double)(now.tv_sec - start->tv_sec) +
                             (double)(now.tv_nsec - start->tv_nsec) / 1e9);
}

static size_t left_out_of(const struct site *site)
{
    size_t left_out = 0;

    for (size_t i = 0; i < site->page_count; i++)
        left_out += site->pages[i].dropped && !site->pages[i].article.draft;
    return left_out;
}

static size_t errors_of(const struct compilation *c)
{
    return c->site.problems.errors + c->agents.problems.errors;
}

static size_t warnings_of(const struct compilation *c)
{
    return c->site.problems.warnings + c->agents.problems.warnings;
}

static bool is_wrong(const struct compilation *c,
                     const struct compile_options *o)
{
    return errors_of(c) || (o->strict && warnings_of(c));
}

static bool is_written(const struct compilation *c,
                       const struct compile_options *o)
{
    return !o->check && (!is_wrong(c, o) || o->keep_going);
}

static void print_outcome(const struct compilation *c,
                          const struct compile_options *o)
{
    size_t errors = errors_of(c), warnings = warnings_of(c);
    size_t left_out = left_out_of(&c->site) + left_out_of(&c->agents);

    fprintf(stderr, "gabay-indexer: %zu error%s", errors, plural(errors));
    if (o->check || o->strict)
        fprintf(stderr, ", %zu warning%s", warnings, plural(warnings));
    /* Which articles these are stands in the lines above. */
    if (o->check)
        fprintf(stderr, "\n");
    else if (!is_written(c, o))
        fprintf(stderr, ": nothing was written (--keep-going publishes the "
                        "rest)\n");
    else
        fprintf(stderr, ": published without %zu article%s in error\n",
                left_out, plural(left_out));
}

static int compile_site(struct compilation *c, const struct compile_options *o,
                        struct err *e)
{
    struct theme theme = {0};
    int result = compilation_read(c, o, e);

    if (result == 0 && is_written(c, o)) {
        result = theme_load(&theme, &c->site, o->theme, e);
        if (result == 0)
            result = output_write(&c->site, &c->agents, &theme, o->output, e);
        theme_release(&theme);
    }
    return result;
}

static void site_init(struct site *site, const struct compile_options *o)
{
    *site = (struct site){
        .root = o->content, .now = o->now, .jobs = (unsigned)o->jobs};
    problems_init(&site->problems);
    pthread_mutex_init(&site->attachments_lock, NULL);
}

void compilation_init(struct compilation *c, const struct compile_options *o)
{
    site_init(&c->site, o);
    site_init(&c->agents, o);
    c->agents.for_agents = true;
}

void compilation_release(struct compilation *c)
{
    site_release(&c->site);
    site_release(&c->agents);
}

enum err_code compile(const struct compile_options *o, struct err *e)
{
    struct compilation c;
    struct timespec start;

    clock_gettime(CLOCK_MONOTONIC, &start);
    compilation_init(&c, o);
    int result = compile_site(&c, o, e);
    /* Where the system fails, what else was found may be untrue. */
    if (result == 0 || e->code != ERR_SYSTEM) {
        problems_print(&c.site.problems, stderr);
        problems_print(&c.agents.problems, stderr);
    }
    bool wrong = is_wrong(&c, o);
    if (result == 0 && (wrong || o->check))
        print_outcome(&c, o);
    if (result == 0 && is_written(&c, o) && !o->quiet)
        print_summary(&c, o->output, &start);
    compilation_release(&c);
    if (result)
        return e->code;
    return wrong ? ERR_CONTENT : ERR_NONE;
}
