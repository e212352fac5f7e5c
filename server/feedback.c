#include "server/feedback.h"

#include "server/error_page.h"
#include "server/route.h"

static bool is_known(const struct request *request, const struct feedback *f)
{
    return article_table_find(&request->locale->articles, f->article) != NULL;
}

static void show(struct site *site, struct request *request,
                 struct response *response)
{
    struct feedback f;

    feedback_read_address(request, &f);
    if (f.article.len && !is_known(request, &f))
        error_page(site, request, response, 404, NULL);
    else
        feedback_page(site, request, response, &f, 200);
}

static void take(struct site *site, struct request *request,
                 struct response *response)
{
    struct feedback *f = arena_new(&request->arena, struct feedback, 1);

    if (!f)
        return; /* the arena has failed: a plain 500 */
    feedback_read_form(request, f);
    if ((f->article.len || f->kind == FEEDBACK_VOTE) && !is_known(request, f))
        error_page(site, request, response, 404, "There is no such article.");
    else if (f->error)
        feedback_refuse(site, request, response, f, 422);
    else
        feedback_keep(site, request, response, f);
}

void feedback(struct site *site, struct request *request,
              struct response *response)
{
    if (!request->store)
        error_page(site, request, response, 404, NULL);
    else if (request->method == METHOD_POST)
        take(site, request, response);
    else
        show(site, request, response);
}
