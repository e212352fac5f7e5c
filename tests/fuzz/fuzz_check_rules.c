/* Any YAML as what `checks:` in site.yaml says: refused with problems, or each
 * check has a weight that it may have, whatever the path. */
#include <stdlib.h>

#include "indexer/base/check_rules.h"
#include "indexer/base/site.h"
#include "indexer/base/yaml.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct site *site, const char *path)
{
    for (enum check i = CHECK_NONE + 1; i < CHECK_COUNT; i++) {
        enum severity severity = check_rules_severity(
            site->problems.rules, i, str_from(path), &site->arena);
        if (severity > SEVERITY_ERROR ||
            (check_row(i)->is_fixed && severity != SEVERITY_ERROR))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = str_of((const char *)data, size);
    struct site site = {0};
    struct err e = {0};

    if (utf8_check(text) < text.len)
        return 0;
    problems_init(&site.problems);
    struct value *root = yaml_parse(&site.arena, text, &e);
    const struct value *checks = value_get(root, S("checks"));
    if (checks)
        check_rules_read(&site, checks, text);
    check(&site, "en/old/a.md");
    check(&site, "ko/\xED\x99\x98.md");
    for (size_t i = 0; i < site.problems.count; i++)
        if (site.problems.rows[i].line < 1 || site.problems.rows[i].column < 1)
            abort();
    problems_release(&site.problems);
    arena_release(&site.arena);
    return 0;
}
