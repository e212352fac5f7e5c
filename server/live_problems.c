/* GET /api/live/problems: what is wrong in the articles of a preview. Without
 * `path` all of it; with one what is wrong in the article there, or, where no
 * article is, all errors. */
#include "lib/site/site_names.h"
#include "server/api.h"

enum { LISTED_MAX = 200 };

struct listing {
    struct value *list;
    int64_t errors, warnings; /* in the list */
    int64_t others;           /* not in it */
};

static bool is_error(const struct value *problem)
{
    return str_eq(value_str(value_get(problem, S("severity"))), S("error"));
}

/* Has the page at that address a text for machines? Articles alone do. */
static bool is_article(const struct site *site, struct str path,
                       struct arena *a)
{
    struct str twin = arena_fmt(a, "%.*s" TWIN_ENDING, STR_ARG(path));

    return site_entry(site, twin) || site_find(site, twin);
}

static bool is_asked(const struct value *problem, const struct str *path,
                     struct str encoded, bool article)
{
    struct str address = value_str(value_get(problem, S("address")));

    if (!path || (address.len && str_eq(address, *path)) ||
        (address.len && str_eq(address, encoded)))
        return true;
    return !article && is_error(problem);
}

static void list(const struct site *site, const struct value *all,
                 const struct str *path, struct arena *a, struct listing *out)
{
    bool article = path && is_article(site, *path, a);
    struct buf address = {0};

    out->list = value_list(a);
    if (path)
        buf_url_path(&address, *path);
    for (size_t i = 0; all && i < all->list.count; i++) {
        struct value *problem = all->list.items[i];
        if (!out->list || out->list->list.count >= LISTED_MAX ||
            !is_asked(problem, path, buf_str(&address), article)) {
            out->others++;
            continue;
        }
        value_push(a, out->list, problem);
        *(is_error(problem) ? &out->errors : &out->warnings) += 1;
    }
    buf_release(&address);
}

/* A file that is no preview has none. */
static int load(struct site *site, struct arena *a, const struct value **all,
                struct err *e)
{
    const struct site_entry *entry = site_entry(site, S(SITE_NAME_PREVIEW));
    struct buf json = {0};
    const struct value *root = NULL;

    *all = NULL;
    if (!entry)
        return 0;
    if (site_read(site, entry, SITE_PLAIN, &json, e) == 0)
        root = value_from_json(a, buf_str(&json), e);
    buf_release(&json);
    *all = value_get(root, S("problems"));
    if (*all && (*all)->kind != VALUE_LIST)
        *all = NULL;
    return root ? 0 : -1;
}

void live_problems(struct site *site, struct request *request,
                   struct response *response)
{
    struct arena *a = &request->arena;
    struct value *answer = value_map(a);
    const struct value *all;
    struct listing found = {0};
    struct err e = {0};

    if (!request->live) {
        api_missing(site, request, response);
        return;
    }
    if (load(site, a, &all, &e)) {
        site_failed(site, &e);
        problem_send(site, request, response, problem_of_status(503),
                     "What is wrong cannot be read.", NULL);
        return;
    }
    list(site, all, request_argument(request, "path"), a, &found);
    value_set(a, answer, "problems", found.list);
    value_set(a, answer, "errors", value_integer(a, found.errors));
    value_set(a, answer, "warnings", value_integer(a, found.warnings));
    value_set(a, answer, "others", value_integer(a, found.others));
    api_send(site, request, response, answer, NULL);
}
