#include "indexer/markdown/markdown_tree.h"

size_t markdown_markup_end(struct str html, size_t at)
{
    static const struct {
        struct str begin, end;
    } kinds[] = {
        {STR("<!--"), STR("-->")},
        {STR("<script"), STR("</script>")},
        {STR("<style"), STR("</style>")},
        {STR("<"), STR(">")},
    };
    struct str rest = str_skip(html, at);

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        struct str begin = str_sub(rest, 0, kinds[i].begin.len);
        if (!str_eq_nocase(begin, kinds[i].begin))
            continue;
        size_t end = str_search(rest, kinds[i].end);
        return end < rest.len ? at + end + kinds[i].end.len : html.len;
    }
    return at + 1;
}

void markdown_put_plain(struct buf *out, struct str html)
{
    static const struct {
        struct str entity;
        char c;
    } entities[] = {
        {STR("&amp;"), '&'},  {STR("&lt;"), '<'},   {STR("&gt;"), '>'},
        {STR("&quot;"), '"'}, {STR("&#39;"), '\''}, {STR("&nbsp;"), ' '},
    };
    size_t count = sizeof(entities) / sizeof(*entities);

    for (size_t at = 0; at < html.len;) {
        struct str rest = str_skip(html, at);
        size_t i = 0;
        if (rest.ptr[0] == '<') {
            at = markdown_markup_end(html, at);
            buf_char(out, ' ');
            continue;
        }
        while (i < count && !str_starts(rest, entities[i].entity))
            i++;
        buf_char(out, i < count ? entities[i].c : rest.ptr[0]);
        at += i < count ? entities[i].entity.len : 1;
    }
}
