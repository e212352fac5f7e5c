#include "lib/analyse/stem/stem.h"

#include "lib/analyse/stem/polish_rules.h"

enum { LETTERS_LEAST = 3, LETTERS_MOST = 60 };

struct edge {
    unsigned letter;
    const struct polish_action *action; /* NULL: none */
    size_t group;                       /* 0: none */
    bool last;
};

static const unsigned char *read_edge(const unsigned char *at, struct edge *out)
{
    unsigned head = *at++;

    *out =
        (struct edge){.letter = head & EDGE_LETTER, .last = head & EDGE_LAST};
    if (head & EDGE_ACTION) {
        out->action = polish_actions;
        for (; *at == 255; at++)
            out->action += 255;
        out->action += *at++;
    }
    if (head & EDGE_GROUP) {
        out->group = at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16;
        at += 3;
    }
    return at;
}

/* The edge of this letter in a group; false when it has none. */
static bool find_edge(size_t group, unsigned letter, struct edge *out)
{
    const unsigned char *at = polish_rules + group;

    do {
        at = read_edge(at, out);
    } while (out->letter < letter && !out->last);
    return out->letter == letter;
}

/* What the longest ending that has a rule says. */
static const struct polish_action *rule_for(struct str word)
{
    const struct polish_action *action;
    struct edge edge;
    size_t left = word.len;

    read_edge(polish_rules + polish_rules_root, &edge);
    action = edge.action;
    while (edge.group) {
        unsigned letter = left ? (unsigned)(word.ptr[left - 1] - 'a' + 1) : 0;

        if (!find_edge(edge.group, letter, &edge))
            break;
        if (edge.action)
            action = edge.action;
        if (!left--)
            break;
    }
    return action;
}

static bool ends_in(struct str word, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_ends(word, str_from(ends[i])))
            return true;
    }
    return false;
}

#define ENDS_IN(word, ends) ends_in(word, ends, sizeof(ends) / sizeof(*(ends)))

/* Without "naj" of the third degree: najlepszy is lepszy. */
static struct str without_most(struct str word)
{
    static const char *const ends[] = {"szy",   "sza",   "sze",   "szym",
                                       "szej",  "szych", "szego", "szymi",
                                       "szemu", "iej",   "ej"};

    return word.len > 6 && str_starts(word, S("naj")) && ENDS_IN(word, ends)
               ? str_skip(word, 3)
               : word;
}

/* Without the conditional: zwrocilbym is zwrocil. */
static struct str without_would(struct str word)
{
    static const char *const past[] = {"l", "la", "lo", "li", "ly"};
    static const char *const would[] = {"bysmy", "byscie", "bym", "bys", "by"};

    for (size_t i = 0; i < sizeof(would) / sizeof(*would); i++) {
        struct str end = str_from(would[i]);

        if (word.len >= end.len + 5 && str_ends(word, end)) {
            struct str rest = str_sub(word, 0, word.len - end.len);

            return ENDS_IN(rest, past) ? rest : word;
        }
    }
    return word;
}

bool stem_polish(struct str word, struct buf *out)
{
    const struct polish_action *action;

    if (word.len < LETTERS_LEAST || word.len > LETTERS_MOST)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
            return false;
    }
    word = without_would(without_most(word));
    action = rule_for(word);
    if (!action || action->strip > word.len ||
        (action->strip == word.len && !*action->add))
        return false;
    buf_put(out, str_sub(word, 0, word.len - action->strip));
    buf_text(out, action->add);
    return true;
}
