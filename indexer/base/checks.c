#include "indexer/base/checks.h"

enum { FREE, FIXED };

#define CHECK_ROW(id, name, severity, fixed, finds)                            \
    [CHECK_##id] = {name, SEVERITY_##severity, fixed == FIXED, finds},
static const struct check_row rows[] = {CHECKS(CHECK_ROW)};
#undef CHECK_ROW

const struct check_row *check_row(enum check check)
{
    return &rows[check];
}

enum check check_of_name(struct str name)
{
    for (enum check i = CHECK_NONE + 1; i < CHECK_COUNT; i++)
        if (str_eq(name, str_from(rows[i].name)))
            return i;
    return CHECK_NONE;
}
