/* Any bytes as an article's top: split, read as YAML and as keys. */
#include <assert.h>

#include "indexer/front_matter/front_matter.h"
#include "indexer/base/yaml.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_values(struct str text)
{
    struct arena arena = {0};
    struct buf out = {0};
    struct err e = {0};
    const struct value *v = yaml_parse(&arena, text, &e);

    if (v) {
        value_to_json(&out, v);
        assert(utf8_check(buf_str(&out)) == out.len);
    } else {
        assert(e.code && e.message[0]);
    }
    buf_release(&out);
    arena_release(&arena);
}

/* What was checked in the _index.md is read in every article below. */
static void inherit(const struct value *cascade)
{
    struct article a = {.path = S("en/a.md")};

    assert(front_matter_inherit(&a, cascade));
    article_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str source = str_of((const char *)data, size), block, body;
    struct article a = {0};
    struct problems problems;
    struct err e = {0};
    unsigned line = 0;

    read_values(source);
    if (front_matter_split(source, &block, &body, &line, &e) != 0)
        return 0;
    assert(line >= 1 && body.len <= size && block.len <= size);
    problems_init(&problems);
    a.path = S("en/_index.md");
    if (!block.ptr)
        front_matter_warn_late(&a, body, &problems);
    else if (front_matter_read(&a, block, &problems, &e) != 0)
        assert(e.code && e.message[0]);
    else if (a.cascade)
        inherit(a.cascade);
    article_release(&a);
    problems_release(&problems);
    return 0;
}
