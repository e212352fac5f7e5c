#include "server/article_find.h"

static const struct articles_table *table_of(const struct site_locale *l)
{
    static const struct articles_table none;

    return l->search ? search_articles(l->search) : &none;
}

uint32_t article_count(const struct site_locale *l)
{
    return table_of(l)->count;
}

bool article_is_expired(const struct site_locale *l, struct str url,
                        int64_t now)
{
    const struct site_entry *entry = site_file_find(l->site->file, url);

    return entry && entry->expires && entry->expires <= now;
}

uint32_t article_find(const struct site_locale *l, struct str id)
{
    return articles_table_find(table_of(l), id);
}

struct str article_id(const struct site_locale *l, uint32_t article)
{
    return articles_table_id(table_of(l), article);
}

int64_t article_updated(const struct site_locale *l, uint32_t article)
{
    return table_of(l)->updated[article];
}

struct str article_answer(const struct site_locale *l, uint32_t article)
{
    return articles_table_answer(table_of(l), article);
}

int article_record(const struct site_locale *l, uint32_t article,
                   struct arena *a, struct record *out, struct err *e)
{
    if (article >= article_count(l))
        return err_set(e, ERR_CONTENT, "there is no such article");
    return record_read(search_records(l->search), article, a, out, e);
}
