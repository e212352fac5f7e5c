#include "indexer/compile/outcome.h"

#include "indexer/compile/output.h"

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

static size_t out_of(const struct site *site)
{
    size_t out = 0;

    for (size_t i = 0; i < site->page_count; i++)
        out += site->pages[i].article.is_out && !site->pages[i].is_index;
    return out;
}

static size_t left_out_of(const struct site *site)
{
    size_t left_out = 0;

    for (size_t i = 0; i < site->page_count; i++)
        left_out += site->pages[i].dropped && !site->pages[i].article.draft &&
                    !site->pages[i].article.is_out;
    return left_out;
}

static size_t articles_of(const struct site *site)
{
    size_t articles = 0;

    for (size_t i = 0; i < site->page_count; i++)
        articles += !site->pages[i].is_index;
    return articles;
}

static void print_summary(const struct compilation *c,
                          const struct compile_options *o,
                          const struct timespec *start)
{
    FILE *out = o->format == REPORT_TEXT ? stdout : stderr;
    const struct site *site = &c->site;
    size_t pages = 0, drafts = drafts_of(site) + drafts_of(&c->agents);
    size_t for_agents = output_agents_count(&c->agents);
    size_t out_now = out_of(site) + out_of(&c->agents);
    size_t warnings = site->problems.warnings;
    struct timespec now;

    for (size_t i = 0; i < site->locale_count; i++)
        pages += site->locales[i].served_count;
    clock_gettime(CLOCK_MONOTONIC, &now);
    fprintf(out, "%s: %zu article%s in %zu locale%s", o->output, pages,
            plural(pages), site->locale_count, plural(site->locale_count));
    if (for_agents)
        fprintf(out, ", %zu for agents beside it", for_agents);
    if (drafts)
        fprintf(out, ", %zu draft%s left out", drafts, plural(drafts));
    if (out_now)
        fprintf(out, ", %zu not published now", out_now);
    if (warnings)
        fprintf(out, ", %zu warning%s", warnings, plural(warnings));
    fprintf(out, ", %.2f s\n",
            (double)(now.tv_sec - start->tv_sec) +
                (double)(now.tv_nsec - start->tv_nsec) / 1e9);
}

void outcome_judge(struct compilation *c, const struct compile_options *o)
{
    size_t errors = c->site.problems.errors + c->agents.problems.errors;
    size_t warnings = c->site.problems.warnings + c->agents.problems.warnings;

    c->is_wrong = errors || (o->strict && warnings);
    c->is_written = !o->check && (!c->is_wrong || o->keep_going);
}

static void print_counts(const struct compilation *c,
                         const struct compile_options *o,
                         const struct report *r)
{
    size_t left_out = left_out_of(&c->site) + left_out_of(&c->agents);
    struct buf text = {0};

    buf_text(&text, "gabay-indexer: ");
    report_put_counts(r, &text);
    /* Which articles these are stands in the lines above. */
    if (!o->check && !c->is_written)
        buf_text(&text,
                 ": nothing was written (--keep-going publishes the rest)");
    else if (!o->check && !left_out)
        buf_text(&text, ": published all the same");
    else if (!o->check)
        buf_fmt(&text, ": published without %zu article%s in error", left_out,
                plural(left_out));
    if (!text.failed)
        fprintf(stderr, "%.*s\n", STR_ARG(buf_str(&text)));
    buf_release(&text);
}

/* Programs are told on stdout, whole or not at all. */
static int print_report(const struct compile_options *o, const struct report *r,
                        struct err *e)
{
    FILE *out = o->format == REPORT_TEXT ? stderr : stdout;
    struct buf text = {0};

    report_put(r, o->format, &text);
    bool failed = text.failed || r->problems->failed;
    if (text.len && (!failed || o->format == REPORT_TEXT))
        fwrite(text.ptr, 1, text.len, out);
    buf_release(&text);
    if (failed)
        return err_no_memory(e);
    if (fflush(out) || ferror(out))
        return err_errno(e, "cannot write the problems");
    return 0;
}

/* What ended the run is a problem like others to a program. */
static void add_failure(struct compilation *c, const struct compile_options *o,
                        const struct err *e)
{
    struct problems *p = &c->site.problems;
    struct str path = str_from(e->path);

    if (o->format == REPORT_TEXT || e->code != ERR_CONTENT || p->errors ||
        c->failed == CHECK_NONE)
        return;
    if (c->failed != CHECK_THEME || !path.len)
        path = S("site.yaml");
    problem_add_err(p, c->failed, path, e);
}

int outcome_print(struct compilation *c, const struct compile_options *o,
                  const struct timespec *start, struct err *e)
{
    struct report r = {
        .problems = &c->site.problems,
        .content = o->content,
        .articles = articles_of(&c->site) + articles_of(&c->agents),
        .colour = o->colour,
        .all = o->all,
    };

    add_failure(c, o, e);
    problems_join(&c->site.problems, &c->agents.problems);
    problems_sort(&c->site.problems);
    bool any = c->site.problems.count > 0;
    bool ended = e->code != ERR_NONE;
    if (print_report(o, &r, ended ? NULL : e) || ended)
        return -1;
    if (c->is_wrong || (o->check && (any || !o->quiet)))
        print_counts(c, o, &r);
    if (c->is_written && !o->quiet)
        print_summary(c, o, start);
    return 0;
}
