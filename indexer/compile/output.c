#include "indexer/compile/output.h"

#include <errno.h>
#include <unistd.h>

#include "indexer/base/asset_entry.h"
#include "indexer/arrange/attachment.h"
#include "indexer/page/feed.h"
#include "indexer/index/index_build.h"
#include "indexer/page/internal_entries.h"
#include "indexer/page/machines.h"
#include "indexer/page/page_values.h"
#include "indexer/page/pages.h"
#include "indexer/report/preview_report.h"
#include "indexer/page/replies.h"
#include "indexer/page/sitemap.h"
#include "lib/file.h"
#include "lib/site/site_agents.h"

/* Of what a theme has for previews readers get nothing. */
static int write_theme_assets(const struct site *site, const struct theme *t,
                              struct site_writer *w, struct err *e)
{
    for (size_t i = 0; i < t->asset_count; i++)
        if ((site->preview || !str_starts(t->assets[i].name, S("live."))) &&
            asset_write(w, t->assets[i].address, t->assets[i].name,
                        t->assets[i].bytes, !site->preview, e))
            return -1;
    return 0;
}

/* Behind all that may still complain. */
static int write_report(const struct site *site, struct site_writer *w,
                        struct err *e)
{
    struct preview_report report = {0};

    preview_report_take(&report, site);
    if (site->other)
        preview_report_take(&report, site->other);
    int result = preview_report_write(&report, w, e);
    preview_report_release(&report);
    return result;
}

static int write_public(struct site *site, const struct theme *theme,
                        struct site_writer *w, struct err *e)
{
    return pages_write(site, theme, w, e) ||
                   write_theme_assets(site, theme, w, e) ||
                   attachments_write(site, w, e) ||
                   internal_entries_write(site, theme, w, e) ||
                   sitemap_write(site, w, e) || feeds_write(site, w, e) ||
                   machines_write(site, w, e) ||
                   (site->preview && write_report(site, w, e))
               ? -1
               : 0;
}

static int write_for_agents(struct site *site, const struct theme *theme,
                            struct site_writer *w, struct err *e)
{
    return attachments_write(site, w, e) ||
                   internal_entries_write(site, theme, w, e) ||
                   replies_write(site, w, e)
               ? -1
               : 0;
}

static int write_site(struct site *site, const struct theme *theme,
                      const char *scratch, struct site_writer *w, struct err *e)
{
    int result = values_prepare(site, theme, e);

    if (result == 0)
        result = site->for_agents ? write_for_agents(site, theme, w, e)
                                  : write_public(site, theme, w, e);
    return result ? result : index_build(site, scratch, w, e);
}

/* The scratch folder stands beside the output: one device, one owner. A killed
 * run leaves it; the writer's lock says that nobody else uses it. NULL: failed;
 * `*check` names the file that is staged. */
static struct site_writer *stage(struct site *site, const struct theme *theme,
                                 const char *output, uint64_t *check,
                                 struct err *e)
{
    struct str scratch = arena_fmt(&site->arena, "%s%s", output,
                                   site->keep ? ".watch" : ".work");

    if (!scratch.ptr) {
        err_no_memory(e);
        return NULL;
    }
    struct site_writer *w = site_writer_new(output, e);
    if (!w)
        return NULL;
    int result = site->keep ? 0 : file_remove_tree(scratch.ptr, e);
    if (result == 0)
        result = write_site(site, theme, scratch.ptr, w, e);
    if (!site->keep && file_remove_tree(scratch.ptr, result ? NULL : e))
        result = -1;
    if (result == 0)
        result = site_writer_finish(w, check, e);
    if (result == 0)
        return w;
    site_writer_free(w);
    return NULL;
}

static int remove_old(const char *path, struct err *e)
{
    if (unlink(path) == 0 || errno == ENOENT)
        return 0;
    err_errno(e, "cannot remove what was for agents before");
    return err_at(e, str_from(path), 0, 0);
}

size_t output_agents_count(const struct site *agents)
{
    size_t count = 0;

    for (size_t i = 0; i < agents->locale_count; i++)
        count += agents->locales[i].served_count;
    return count;
}

static int publish(struct site_writer *w, const struct site *site,
                   struct err *e)
{
    return site->preview ? site_writer_publish_quickly(w, e)
                         : site_writer_publish(w, e);
}

int output_write(struct site *site, struct site *agents,
                 const struct theme *theme, const char *output, struct err *e)
{
    const char *beside = site_agents_path(&site->arena, output);
    bool has_agents = output_agents_count(agents) > 0;
    struct site_writer *w, *second = NULL;
    uint64_t unused;
    int result = 0;

    if (!beside)
        return err_no_memory(e);
    w = stage(site, theme, output, &agents->public_check, e);
    if (!w)
        return -1;
    if (has_agents) {
        second = stage(agents, theme, beside, &unused, e);
        result = second ? publish(second, agents, e) : -1;
    }
    if (result == 0)
        result = publish(w, site, e);
    if (result == 0 && !has_agents)
        result = remove_old(beside, e);
    if (second)
        site_writer_free(second);
    site_writer_free(w);
    return result;
}
