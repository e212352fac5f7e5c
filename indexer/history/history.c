#include "indexer/history/history.h"

#include <string.h>

#include "lib/timestamp.h"

static const struct str repository = STR(".git");

static void *read_history(void *arg)
{
    struct history *h = arg;

    h->result = git_history_read(&h->request, &h->arena, &h->said, &h->error);
    return NULL;
}

int history_begin(struct history *h, struct site *site, struct err *e)
{
    memset(h, 0, sizeof(*h));
    h->said.outcome = GIT_SILENT;
    if (site->config.no_git)
        return 0;
    h->request = (struct git_request){
        .root = site->root,
        .with_authors = site->config.authors,
        .files = arena_new(&h->arena, struct git_file, site->page_count),
        .count = site->page_count,
        .stop = &h->stop,
    };
    if (!h->request.files) {
        arena_release(&h->arena);
        return err_no_memory(e);
    }
    for (size_t i = 0; i < site->page_count; i++)
        h->request.files[i].path = site->pages[i].file;
    h->is_running = pthread_create(&h->thread, NULL, read_history, h) == 0;
    if (!h->is_running)
        read_history(h);
    return 0;
}

static void fill_date(struct article *a, const struct git_file *file)
{
    struct buf text = {0};

    if (a->updated.len || file->changed_at == 0)
        return;
    timestamp_put(&text, file->changed_at);
    a->updated = buf_copy(&text, &a->arena);
    a->updated_at = file->changed_at;
    buf_release(&text);
}

static void fill_authors(struct article *a, const struct git_file *file)
{
    if (a->author_count || file->author_count == 0)
        return;
    a->authors = arena_new(&a->arena, struct str, file->author_count);
    for (size_t i = 0; a->authors && i < file->author_count; i++)
        a->authors[a->author_count++] = arena_str(&a->arena, file->authors[i]);
}

static int fill(struct history *h, struct site *site, size_t *cut,
                struct err *e)
{
    for (size_t i = 0; i < h->request.count; i++) {
        const struct git_file *file = &h->request.files[i];
        struct article *a = &site->pages[i].article;
        if (site->pages[i].dropped)
            continue;
        *cut += file->is_cut && a->updated.len == 0 && !site->pages[i].is_index;
        fill_date(a, file);
        fill_authors(a, file);
        if (a->arena.failed)
            return err_no_memory(e);
    }
    return 0;
}

static void warn(struct history *h, struct site *site, size_t cut)
{
    struct problems *p = &site->problems;

    if (h->said.outcome == GIT_REFUSED)
        problem_add(p, CHECK_GIT, repository, 0, 0,
                    "git does not read a repository that belongs to another "
                    "user, so its dates are missing: run 'git config --global "
                    "--add safe.directory FOLDER' with the repository's "
                    "folder, or write 'git: false' in site.yaml");
    if (h->said.outcome == GIT_FAILED)
        problem_add(p, CHECK_GIT, repository, 0, 0,
                    "git cannot say when articles changed, so dates are "
                    "missing: %s; mend that, or write 'git: false' in "
                    "site.yaml",
                    h->said.why);
    if (cut)
        problem_add(p, CHECK_SHALLOW_HISTORY, repository, 0, 0,
                    "the clone is shallow and does not say when %zu article%s "
                    "changed: fetch the whole history ('git fetch "
                    "--unshallow', or fetch-depth: 0 in CI), or write 'git: "
                    "false' in site.yaml",
                    cut, cut == 1 ? "" : "s");
}

static bool is_needed(const struct site *site)
{
    for (size_t i = 0; i < site->page_count; i++) {
        const struct page *p = &site->pages[i];
        if (!p->dropped && !p->is_index &&
            (p->article.updated.len == 0 ||
             (site->config.authors && p->article.author_count == 0)))
            return true;
    }
    return false;
}

int history_end(struct history *h, struct site *site, bool has_failed,
                struct err *e)
{
    size_t cut = 0;
    int result = 0;

    if (has_failed || !is_needed(site))
        atomic_store(&h->stop, true);
    if (h->is_running)
        pthread_join(h->thread, NULL);
    if (!has_failed && h->result) {
        *e = h->error;
        result = -1;
    } else if (!has_failed) {
        result = fill(h, site, &cut, e);
        if (result == 0)
            warn(h, site, cut);
    }
    arena_release(&h->arena);
    return result;
}
