#include "indexer/compile/compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "indexer/page/aliases.h"
#include "indexer/arrange/arrange.h"
#include "indexer/content/audience.h"
#include "indexer/settings/channels.h"
#include "indexer/check/check_run.h"
#include "indexer/content/content.h"
#include "indexer/history/history.h"
#include "indexer/content/keep.h"
#include "indexer/arrange/links.h"
#include "indexer/arrange/lists.h"
#include "indexer/compile/outcome.h"
#include "indexer/compile/output.h"
#include "indexer/arrange/related.h"
#include "indexer/content/publication.h"
#include "indexer/settings/site_config.h"
#include "indexer/settings/synonyms.h"
#include "indexer/page/theme.h"
#include "lib/icu/zone.h"

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
    zone_close(site->zone);
    arena_release(&site->arena);
}

/* Behind the public site: its addresses must be known. */
static int read_agents(struct site *agents, struct err *e)
{
    if (agents->page_count == 0)
        return 0;
    return arrange(agents, e) || links_resolve(agents, e) ? -1 : 0;
}

/* Git reads beside us. */
static int read_articles(struct site *site, struct err *e)
{
    struct history history;

    if (history_begin(&history, site, e))
        return -1;
    int result = synonyms_read(site, e) || content_read(site, e) ? -1 : 0;
    return history_end(&history, site, result != 0, e) ? -1 : result;
}

static int read_content(struct site *site, struct site *agents, struct err *e)
{
    if (content_scan(site, e) || read_articles(site, e) ||
        audience_split(site, agents, e) || publication_settle(site, e) ||
        publication_settle(agents, e) || arrange(site, e))
        return -1;
    channels_check_names(site);
    if (links_resolve(site, e) || lists_make(site, e) || aliases_claim(site, e))
        return -1;
    if (related_find(site, e) || read_agents(agents, e))
        return -1;
    return checks_run(site, e) || checks_run(agents, e) ? -1 : 0;
}

int compilation_read(struct compilation *c, const struct compile_options *o,
                     struct err *e)
{
    struct site *site = &c->site, *agents = &c->agents;

    if (site_config_read(site, e))
        return -1;
    agents->problems.rules = site->problems.rules;
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

/* A theme is tried where nothing is written, too. */
static int write_site(struct compilation *c, const struct compile_options *o,
                      struct err *e)
{
    struct theme theme = {0};
    int result = theme_load(&theme, &c->site, o->theme, e);

    c->failed = result ? CHECK_THEME : CHECK_NONE;
    if (result == 0 && c->is_written)
        result = output_write(&c->site, &c->agents, &theme, o->output, e);
    theme_release(&theme);
    return result;
}

static int compile_site(struct compilation *c, const struct compile_options *o,
                        struct err *e)
{
    c->failed = CHECK_NO_ARTICLES;
    if (compilation_read(c, o, e))
        return -1;
    outcome_judge(c, o);
    c->failed = CHECK_NONE;
    return c->is_written || o->check ? write_site(c, o, e) : 0;
}

static void site_init(struct site *site, const struct compile_options *o)
{
    *site = (struct site){.root = o->content,
                          .now = o->now,
                          .jobs = (unsigned)o->jobs,
                          .only_checks = o->check};
    problems_init(&site->problems);
    pthread_mutex_init(&site->attachments_lock, NULL);
}

void compilation_init(struct compilation *c, const struct compile_options *o)
{
    *c = (struct compilation){0};
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
    if (result == 0 || e->code != ERR_SYSTEM)
        result = outcome_print(&c, o, &start, e);
    compilation_release(&c);
    if (result)
        return e->code;
    return c.is_wrong ? ERR_CONTENT : ERR_NONE;
}
