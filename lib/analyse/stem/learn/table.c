#include "lib/analyse/stem/learn/table.h"

#include <string.h>

#include "lib/analyse/stem/polish_rules.h"
#include "lib/buf.h"

enum { LETTERS = 27, GROUP_SLOTS = 1 << 18, ROW_BYTES = 16 };

struct edge {
    char letter;  /* 0..26 */
    int action;   /* -1: none */
    size_t group; /* 0: none */
};

struct table {
    struct buf bytes;
    uint32_t counts[ACTIONS_MOST];
    uint32_t numbers[ACTIONS_MOST]; /* by how often an action is used */
    uint32_t by_number[ACTIONS_MOST];
    size_t n_actions;
    struct {
        size_t at, len;
    } groups[GROUP_SLOTS]; /* a hash of those written; len 0: free */
    size_t n_groups;
};

static void count_actions(struct table *t, const struct node *x)
{
    if (x->rule >= 0)
        t->counts[x->rule]++;
    for (const struct node *k = x->kids; k; k = k->next)
        count_actions(t, k);
}

/* The commonest actions get the numbers of one byte. */
static void number_actions(struct table *t, size_t n)
{
    for (uint32_t action = 0; action < n; action++) {
        size_t i = t->n_actions;

        if (!t->counts[action])
            continue;
        for (; i && t->counts[t->by_number[i - 1]] < t->counts[action]; i--)
            t->by_number[i] = t->by_number[i - 1];
        t->by_number[i] = action;
        t->n_actions++;
    }
    for (uint32_t i = 0; i < t->n_actions; i++)
        t->numbers[t->by_number[i]] = i;
}

static void put_edge(const struct table *t, struct buf *out,
                     const struct edge *edge, bool last)
{
    buf_char(out,
             (char)((unsigned char)edge->letter |
                    (edge->action >= 0 ? EDGE_ACTION : 0) |
                    (edge->group ? EDGE_GROUP : 0) | (last ? EDGE_LAST : 0)));
    if (edge->action >= 0) {
        uint32_t number = t->numbers[edge->action];

        for (; number >= 255; number -= 255)
            buf_char(out, (char)255);
        buf_char(out, (char)number);
    }
    for (int shift = 0; edge->group && shift < 24; shift += 8)
        buf_char(out, (char)(edge->group >> shift & 255));
}

/* Where these bytes stand, written only if nowhere yet. 0 when there is no
 * room. */
static size_t put_group(struct table *t, struct str group)
{
    uint64_t hash = 14695981039346656037U;

    for (size_t i = 0; i < group.len; i++)
        hash = (hash ^ (unsigned char)group.ptr[i]) * 1099511628211U;

    size_t i = (hash ^ hash >> 31) % GROUP_SLOTS;

    for (; t->groups[i].len; i = (i + 1) % GROUP_SLOTS) {
        struct str known =
            str_sub(buf_str(&t->bytes), t->groups[i].at, t->groups[i].len);

        if (str_eq(known, group))
            return t->groups[i].at;
    }
    t->bytes.failed = t->bytes.failed || ++t->n_groups > GROUP_SLOTS / 2;
    if (t->bytes.failed)
        return 0;
    t->groups[i].at = t->bytes.len;
    t->groups[i].len = group.len;
    buf_put(&t->bytes, group);
    return t->groups[i].at;
}

/* The edge to `x`, all below it written. False when there is nothing to say
 * there or below. */
static bool write_node(struct table *t, const struct node *x, struct edge *out)
{
    struct edge kids[LETTERS];
    struct buf group = {0};
    size_t n = 0;

    for (const struct node *k = x->kids; k; k = k->next)
        n += write_node(t, k, &kids[n]);
    for (size_t i = 0; i < n; i++)
        put_edge(t, &group, &kids[i], i + 1 == n);
    out->letter = x->letter ? (char)(x->letter - 'a' + 1) : '\0';
    out->action = x->rule;
    out->group = n ? put_group(t, buf_str(&group)) : 0;
    t->bytes.failed = t->bytes.failed || group.failed;
    buf_release(&group);
    return n || x->rule >= 0;
}

static void print(const struct table *t, size_t root, const struct votes *v,
                  FILE *out)
{
    fprintf(out, "#include \"lib/analyse/stem/polish_rules.h\"\n\n"
                 "const unsigned char polish_rules[] = {");
    for (size_t i = 0; i < t->bytes.len; i++)
        fprintf(out, "%s%u,", i % ROW_BYTES ? " " : "\n    ",
                (unsigned)(unsigned char)t->bytes.ptr[i]);
    fprintf(out,
            "\n};\n\nconst size_t polish_rules_root = %zu;\n\n"
            "const struct polish_action polish_actions[] = {\n",
            root);
    for (size_t i = 0; i < t->n_actions; i++) {
        const struct action *a = &v->actions[t->by_number[i]];

        fprintf(out, "    {%u, \"%s\"},\n", a->strip, a->add);
    }
    fprintf(out, "};\n");
}

int table_print(const struct node *rules, const struct votes *v, FILE *out,
                struct err *e)
{
    static struct table empty;
    struct table *t = &empty;
    struct edge root;

    buf_char(&t->bytes, 0); /* a group at 0 would be none */
    count_actions(t, rules);
    number_actions(t, v->n_actions);
    write_node(t, rules, &root);

    size_t at = t->bytes.len;

    put_edge(t, &t->bytes, &root, true);
    if (!t->bytes.failed)
        print(t, at, v, out);

    int result = t->bytes.failed ? err_no_memory(e) : 0;

    buf_release(&t->bytes);
    return result;
}
