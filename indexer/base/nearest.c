#include "indexer/base/nearest.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Rows of the table of distances between the beginnings of both names: this
 * one, the one before, and the one before that. */
size_t nearest_distance(struct str a, struct str b, size_t most)
{
    size_t rows[3][NEAREST_MAX + 1];

    if (a.len > NEAREST_MAX || b.len > NEAREST_MAX || a.len > b.len + most ||
        b.len > a.len + most)
        return most + 1;
    for (size_t k = 0; k <= b.len; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3];
        const size_t *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t k = 1; k <= b.len; k++) {
            char x = lower(a.ptr[i - 1]), y = lower(b.ptr[k - 1]);
            now[k] = least(least(before[k], now[k - 1]) + 1,
                           before[k - 1] + (x != y));
            if (i > 1 && k > 1 && x == lower(b.ptr[k - 2]) &&
                y == lower(a.ptr[i - 2]))
                now[k] = least(now[k], earlier[k - 2] + 1);
        }
    }
    return rows[a.len % 3][b.len];
}

struct nearest nearest_begin(struct str name)
{
    return (struct nearest){
        .name = name,
        .most = name.len < 4 ? 1 : least(name.len / 3, 3),
    };
}

void nearest_offer(struct nearest *n, struct str candidate)
{
    size_t far = nearest_distance(n->name, candidate, n->most);

    if (far > n->most || (n->best.len && far == n->most))
        return;
    n->best = candidate;
    n->most = far;
}
