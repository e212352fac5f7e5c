#include "lib/analyse/stem/learn/rules.h"

#include <stdlib.h>
#include <string.h>

struct learner {
    const struct votes *votes;
    int64_t price;
    struct arena *arena;
    int64_t *sums; /* by action: what it costs less than `other` does */
    uint32_t *seen;
};

/* A rule may cut one letter more than it has looked at. */
static bool may_say(const struct learner *l, uint32_t action, size_t depth)
{
    return l->votes->actions[action].strip <= depth + 1;
}

/* Looks at the costs, which are those of a node without a rule, finds the
 * best, and leaves only what is cheaper than a rule of the node's own. */
static void settle_costs(const struct learner *l, struct node *x, size_t depth)
{
    size_t kept = 0;

    x->least = INT64_MAX / 2;
    for (size_t i = 0; i < x->n_costs; i++) {
        if (x->costs[i].cost < x->least &&
            may_say(l, x->costs[i].action, depth)) {
            x->least = x->costs[i].cost;
            x->best = x->costs[i].action;
        }
    }
    x->other = x->rest < x->least + l->price ? x->rest : x->least + l->price;
    for (size_t i = 0; i < x->n_costs; i++) {
        if (x->costs[i].cost < x->other)
            x->costs[kept++] = x->costs[i];
    }
    x->n_costs = kept;
}

/* The votes for one whole word, or for many words that all want the same. */
static bool add_leaf(const struct learner *l, struct node *x,
                     const struct vote *v, size_t n, size_t depth)
{
    x->costs = arena_new(l->arena, struct cost, n);
    if (!x->costs)
        return false;
    for (size_t i = 0; i < n; i++)
        x->rest += v[i].weight;
    for (size_t i = 0; i < n; i++) {
        if (!i || v[i].action != v[i - 1].action)
            x->costs[x->n_costs++] = (struct cost){v[i].action, x->rest};
        x->costs[x->n_costs - 1].cost -= v[i].weight;
    }
    settle_costs(l, x, depth);
    return true;
}

/* Adds the kids' costs up by action. */
static bool add_up(const struct learner *l, struct node *x, size_t depth)
{
    size_t most = 0, n = 0;

    for (const struct node *k = x->kids; k; k = k->next) {
        x->rest += k->other;
        most += k->n_costs;
    }
    x->costs = arena_new(l->arena, struct cost, most + 1);
    if (!x->costs)
        return false;
    for (const struct node *k = x->kids; k; k = k->next) {
        for (size_t i = 0; i < k->n_costs; i++) {
            uint32_t action = k->costs[i].action;

            if (!l->sums[action])
                l->seen[n++] = action;
            l->sums[action] += k->costs[i].cost - k->other;
        }
    }
    for (size_t i = 0; i < n; i++) {
        x->costs[i] = (struct cost){l->seen[i], x->rest + l->sums[l->seen[i]]};
        l->sums[l->seen[i]] = 0;
    }
    x->n_costs = n;
    settle_costs(l, x, depth);
    return true;
}

static size_t same_letter(const struct vote *v, size_t n, size_t depth)
{
    size_t i = 1;

    while (i < n && v[i].reversed[depth] == v[0].reversed[depth])
        i++;
    return i;
}

static bool of_one_mind(const struct vote *v, size_t n)
{
    size_t i = 1;

    while (i < n && v[i].action == v[0].action)
        i++;
    return i == n;
}

/* The node of all votes whose forms share their last `depth` letters. */
static struct node *grow(const struct learner *l, const struct vote *v,
                         size_t n, size_t depth)
{
    struct node *x = arena_new(l->arena, struct node, 1);
    struct node **last;

    if (!x)
        return NULL;
    x->letter = depth ? v[0].reversed[depth - 1] : '\0';
    x->rule = -1;
    if (depth &&
        (!x->letter || (of_one_mind(v, n) && may_say(l, v[0].action, depth))))
        return add_leaf(l, x, v, n, x->letter ? depth : SIZE_MAX / 2) ? x
                                                                      : NULL;
    last = &x->kids;
    for (size_t same; n; v += same, n -= same) {
        same = same_letter(v, n, depth);
        *last = grow(l, v, same, depth + 1);
        if (!*last)
            return NULL;
        last = &(*last)->next;
    }
    return add_up(l, x, depth) ? x : NULL;
}

/* From above: who follows the rule above, and who gets one of its own. */
static void decide(const struct learner *l, struct node *x, int above)
{
    int64_t follow = x->rest;

    if (above < 0)
        follow = INT64_MAX;
    for (size_t i = 0; i < x->n_costs; i++) {
        if (above >= 0 && x->costs[i].action == (uint32_t)above)
            follow = x->costs[i].cost;
    }
    if (x->least + l->price < follow)
        above = x->rule = (int)x->best;
    for (struct node *k = x->kids; k; k = k->next)
        decide(l, k, above);
}

struct node *rules_learn(const struct votes *v, int64_t price, struct arena *a)
{
    struct learner l = {v, price, a, NULL, NULL};
    struct node *root = NULL;

    l.sums = calloc(ACTIONS_MOST, sizeof(*l.sums));
    l.seen = calloc(ACTIONS_MOST, sizeof(*l.seen));
    if (l.sums && l.seen && v->n)
        root = grow(&l, v->votes, v->n, 0);
    if (root)
        decide(&l, root, -1);
    free(l.sums);
    free(l.seen);
    return root;
}
