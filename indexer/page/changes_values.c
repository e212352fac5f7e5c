#include "indexer/page/page_values.h"
#include "indexer/arrange/recent.h"
#include "indexer/base/schedule.h"
#include "indexer/base/value_parts.h"
#include "lib/timestamp.h"

enum { MONTH_LENGTH = sizeof("2026-11") - 1, DAY = 86400 };

static struct str changes_elsewhere(const struct locale *l,
                                    const struct subject *s)
{
    (void)s;
    return l->changes_address;
}

/* What is corrected on its first day is still new. */
static bool is_added(const struct article *a)
{
    return a->published_at && a->updated_at < a->published_at + DAY;
}

static struct value *change_value(struct arena *a, const struct site *site,
                                  const struct page *p, struct formats *formats)
{
    struct value *v = page_link(a, p, true);

    set_text(a, v, "section", p->section ? p->section->title : (struct str){0});
    value_set(a, v, "added", value_bool(a, is_added(&p->article)));
    value_set(a, v, "updated", date_value(a, site, recent_at(p), formats));
    return v;
}

/* "2026-11", of the clock that dates are shown by. */
static struct str month_of(struct arena *a, const struct site *site,
                           const struct page *p)
{
    struct buf text = {0};

    timestamp_put(&text, schedule_wall(site, recent_at(p)));
    struct str month = buf_copy(&text, a);
    buf_release(&text);
    return str_sub(month, 0, MONTH_LENGTH);
}

static struct value *month_value(struct arena *a, const struct site *site,
                                 const struct page *first,
                                 struct value *articles,
                                 struct formats *formats)
{
    struct value *v = value_map(a);
    struct buf title = {0};

    format_month(formats, schedule_wall(site, recent_at(first)), &title);
    set_text(a, v, "title", buf_copy(&title, a));
    value_set(a, v, "articles", articles);
    buf_release(&title);
    return v;
}

static struct value *months_value(struct arena *a, const struct site *site,
                                  const struct locale *l,
                                  struct formats *formats)
{
    struct value *months = value_list(a), *articles = NULL;
    struct str month = {0};

    for (size_t i = 0; i < l->change_count; i++) {
        const struct page *p = l->changes[i];
        struct str own = month_of(a, site, p);
        if (!str_eq(own, month)) {
            month = own;
            articles = value_list(a);
            value_push(a, months, month_value(a, site, p, articles, formats));
        }
        value_push(a, articles, change_value(a, site, p, formats));
    }
    return months;
}

struct value *values_changes(struct arena *a, const struct site *site,
                             const struct locale *l, struct value *t,
                             struct formats *formats)
{
    const struct subject subject = {
        .kind = "changes",
        .locale = l,
        .title = value_str(value_get(l->texts, S("changes_title"))),
        .address = l->changes_address,
        .elsewhere = changes_elsewhere,
        .noindex = true,
    };
    struct value *root = page_root(a, site, &subject, t), *v = value_map(a);

    set_list(a, v, "months", "has_months", months_value(a, site, l, formats));
    value_set(a, root, "changes", v);
    set_breadcrumb(a, root, l, NULL);
    return root;
}
