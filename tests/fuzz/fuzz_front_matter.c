/* Any bytes as an article's top: split, read as YAML and as keys. */
#include <assert.h>

#include "indexer/front_matter.h"
#include "indexer/yaml.h"
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str source = str_of((const char *)data, size), block, body;
    struct article a = {0};
    struct err e = {0};
    unsigned line = 0;

    read_values(source);
    if (front_matter_split(source, &block, &body, &line, &e) != 0)
        return 0;
    assert(line >= 1 && body.len <= size && block.len <= size);
    if (block.ptr && front_matter_read(&a, block, &e) != 0)
        assert(e.code && e.message[0]);
    article_release(&a);
    return 0;
}
