/* Any bytes as what a client of another search asks: a line of parameters, then
 * a body. What is read of them is text, within its limits. */
#include <stdlib.h>

#include "lib/utf8.h"
#include "server/compat_hit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_query(struct arena *a, const struct value *from)
{
    static const char *const filters[] = {"filters", "facetFilters", "filter"};
    struct compat_tags tags = compat_tags_read(from, "<em>", "</em>");
    struct str query = compat_text(from, "query");
    struct compat_filter f = {0};

    require(tags.before.len && tags.before.len <= COMPAT_TAG_MAX);
    require(utf8_check(query) == query.len);
    require(compat_number(from, "hitsPerPage", 20, 100) <= 100);
    for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++)
        compat_filter_read(a, value_get(from, str_from(filters[i])), &f);
    require(!f.tag.len || f.tag.ptr);

    bool lists = compat_lists(value_get(from, S("facets")), "section");
    require(!lists || compat_has(from, "facets"));
}

/* Without its tags a marked text is what it was. */
static void check_marks(struct arena *a, struct str text)
{
    struct text_span span = {text.len / 3, text.len / 2};
    const struct marked m = {text, &span, 1};
    const struct compat_tags tags = {S("["), S("]")};
    struct str out = value_str(compat_marked(a, &m, &tags));

    require(out.len == text.len + 2);
    require(out.ptr[span.start] == '[' && out.ptr[span.end + 1] == ']');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = str_of((const char *)data, size), line = {0};
    struct request r = {0};

    str_cut(&rest, '\n', &line);
    struct value *v = compat_parameters(&r.arena, line);
    require(v->map.count <= COMPAT_PARAMETERS_MAX);
    check_query(&r.arena, v);
    check_marks(&r.arena, line);
    buf_put(&r.body, rest);
    v = compat_body(&r);
    if (v)
        check_query(&r.arena, v);
    buf_release(&r.body);
    arena_release(&r.arena);
    return 0;
}
