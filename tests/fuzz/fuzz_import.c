/* Any bytes as what another system keeps: HTML, TOML, and Markdown with the
 * signs of each. */
#include <assert.h>

#include "indexer/import/import.h"
#include "indexer/import/import_html.h"
#include "indexer/import/toml.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_toml(struct str text)
{
    struct arena a = {0};
    struct err e = {0};
    struct buf out = {0};
    const struct value *v = toml_parse(&a, text, &e);

    if (v)
        value_to_json(&out, v);
    else
        assert(e.code && e.message[0]);
    buf_release(&out);
    arena_release(&a);
}

/* Text becomes Markdown that is text, and never much more of it. */
static void write_page(const struct import_system *system, struct str text)
{
    struct import im;
    struct buf out = {0};

    import_init(&im, system, "export.json");
    struct import_page *p = import_add(&im);
    assert(p);
    p->source = S("a.md");
    p->locale = S("en");
    p->target = S("en/a.md");
    p->address = S("/a");
    p->body = text;
    im.settings = p->front;
    import_know(&im, S("/b"), p);
    system->text(&im, p, &out);
    import_tell_lost(&im);
    assert(!im.arena.failed && !out.failed);
    assert(out.len < 4096 + 400 * text.len);
    if (utf8_check(text) == text.len)
        assert(utf8_check(buf_str(&out)) == out.len);
    buf_release(&out);
    import_release(&im);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = str_of((const char *)data, size);

    read_toml(text);
    write_page(&import_zendesk, text);
    write_page(&import_docusaurus, text);
    write_page(&import_hugo, text);
    write_page(&import_jekyll, text);
    return 0;
}
