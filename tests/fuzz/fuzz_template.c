/* Any bytes as a template: refused with a message, or rendered. What stands
 * before a line "---" is the template "layout", the rest is "main". */
#include <stdlib.h>

#include "lib/template/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char values[] =
    "{\"text\":\"<a> & b\",\"n\":12,\"half\":0.5,\"yes\":true,\"no\":false,"
    "\"none\":null,\"list\":[1,\"x\",[2,3]],\"empty\":[],"
    "\"map\":{\"a\":{\"b\":\"deep\"},\"list\":[{\"a\":1}]}}";

static struct value *make_values(struct arena *a)
{
    struct value *root = value_from_json(a, str_from(values), NULL);

    value_set(a, root, "html", value_html(a, S("<b>bold</b>")));
    value_set(a, root, "url", value_url(a, S("/a?b&c")));
    value_set(a, root, "json", value_json(a, value_get(root, S("map"))));
    return root;
}

static void check_error(const struct err *e)
{
    if (e->code == ERR_NONE || !e->message[0])
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct buf out = {0};
    struct err e = {0};
    struct str source = str_of((const char *)data, size);
    struct template_set *set = template_set_new();
    size_t border = str_search(source, S("\n---\n"));
    struct str main = source, layout = S("<{{$block}}default{{/block}}>\n");

    if (border < source.len) {
        layout = str_sub(source, 0, border + 1);
        main = str_skip(source, border + 5);
    }
    if (!set)
        return 0;
    if (template_add(set, S("layout"), layout, &e) != 0 ||
        template_add(set, S("main"), main, &e) != 0 ||
        template_check(set, &e) != 0 ||
        template_render(set, S("main"), make_values(&a), NULL, &out, &e) != 0)
        check_error(&e);
    template_set_free(set);
    buf_release(&out);
    arena_release(&a);
    return 0;
}
