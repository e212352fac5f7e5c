#include "lib/analyse/stem/learn/votes.h"

#include <stdlib.h>
#include <string.h>

/* The number of the action, or ACTIONS_MOST when there is no room for more. */
static size_t action_of(struct votes *v, size_t strip, const char *add)
{
    size_t slot = strip;

    for (const char *c = add; *c; c++)
        slot = slot * 31 + (unsigned char)*c;
    for (slot %= ACTION_SLOTS; v->slots[slot];
         slot = (slot + 1) % ACTION_SLOTS) {
        const struct action *known = &v->actions[v->slots[slot] - 1];

        if (known->strip == strip && !strcmp(known->add, add))
            return v->slots[slot] - 1U;
    }
    if (v->n_actions == ACTIONS_MOST)
        return ACTIONS_MOST;
    v->actions[v->n_actions].strip = (unsigned)strip;
    memcpy(v->actions[v->n_actions].add, add, strlen(add) + 1);
    v->slots[slot] = (uint16_t)++v->n_actions;
    return v->n_actions - 1;
}

static bool grown(struct votes *v)
{
    if (v->n < v->cap)
        return true;

    size_t cap = v->cap ? v->cap * 2 : 1 << 16;
    struct vote *more = realloc(v->votes, cap * sizeof(*more));

    if (more) {
        v->votes = more;
        v->cap = cap;
    }
    return more;
}

bool votes_add(struct votes *v, struct str form, const char *stem,
               uint32_t weight)
{
    size_t same = 0;

    for (size_t i = 0; i < form.len; i++) {
        if (form.ptr[i] < 'a' || form.ptr[i] > 'z')
            return true;
    }
    while (same < form.len && form.ptr[same] == stem[same])
        same++;
    if (!form.len || strlen(stem + same) > ADD_LONGEST)
        return true;

    size_t action = action_of(v, form.len - same, stem + same);
    char *reversed = arena_new(&v->arena, char, form.len + 1);

    if (action == ACTIONS_MOST)
        return true;
    if (!reversed || !grown(v))
        return false;
    for (size_t i = 0; i < form.len; i++)
        reversed[i] = form.ptr[form.len - 1 - i];
    v->votes[v->n++] = (struct vote){reversed, (uint32_t)action, weight};
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct vote *x = a, *y = b;

    return (x->action > y->action) - (x->action < y->action);
}

static void swap(struct vote *a, struct vote *b)
{
    struct vote t = *a;

    *a = *b;
    *b = t;
}

/* Quicksort by one letter at a time: three million words in a second. */
static void sort(struct vote *v, size_t n, size_t depth)
{
    while (n > 1) {
        char middle = v[n / 2].reversed[depth];
        size_t less = 0, more = n, i = 0;

        while (i < more) {
            char c = v[i].reversed[depth];

            if (c < middle)
                swap(&v[i++], &v[less++]);
            else if (c > middle)
                swap(&v[i], &v[--more]);
            else
                i++;
        }
        sort(v, less, depth);
        sort(v + more, n - more, depth);
        v += less;
        n = more - less;
        if (!middle) {
            qsort(v, n, sizeof(*v), compare);
            return;
        }
        depth++;
    }
}

void votes_sort(struct votes *v)
{
    sort(v->votes, v->n, 0);
}

void votes_release(struct votes *v)
{
    free(v->votes);
    arena_release(&v->arena);
}
