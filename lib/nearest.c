#include "lib/nearest.h"

/* Edits (insert, drop, replace) between two short names. */
static size_t distance(struct str a, struct str b)
{
    size_t row[NEAREST_MAX + 1];

    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[b.len];
}

void nearest_init(struct nearest *n, struct str name)
{
    *n = (struct nearest){.name = name, .best = name.len > 5 ? 3 : 2};
}

void nearest_try(struct nearest *n, const char *known)
{
    struct str other = str_from(known);

    if (n->name.len < 2 || n->name.len > NEAREST_MAX || other.len > NEAREST_MAX)
        return;
    size_t d = distance(n->name, other);
    if (d < n->best ||
        (other.len > n->name.len && str_starts(other, n->name))) {
        n->best = d < n->best ? d : n->best;
        n->found = known;
    }
}
