/* Inside of templates: what the parser makes and the renderer walks.
 *
 * A template is an array of nodes in the order of its source. A node that
 * holds others is followed by them: node i's are i + 1 up to `end`, and `end`
 * is the next node beside it.
 *
 *     {{#a}} x {{/a}} y     0 SECTION a, end 2
 *                           1   LITERAL " x "
 *                           2 LITERAL " y"
 */
#ifndef GABAY_TEMPLATE_NODES_H
#define GABAY_TEMPLATE_NODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"

enum node_kind {
    NODE_LITERAL,
    NODE_SHOW,     /* {{x}} */
    NODE_RAW,      /* {{{x}}} {{&x}} */
    NODE_SECTION,  /* {{#x}} */
    NODE_INVERTED, /* {{^x}} */
    NODE_PARTIAL,  /* {{>x}} */
    NODE_PARENT,   /* {{<x}}; holds blocks only */
    NODE_BLOCK,    /* {{$x}} */
};

struct template_slot;

struct node {
    enum node_kind kind;
    bool starts_line; /* nothing but white space before it on its line */
    /* Of a block: its content begins on the next line. Of a partial or parent:
     * nothing else stands on its line. */
    bool own_line;
    bool is_argument; /* of a block: stands in a parent, is not rendered here */
    uint32_t end;
    unsigned line, column;
    struct str text;  /* the literal, or the name as written */
    struct str *keys; /* the name's parts; none for {{.}} */
    size_t key_count;
    struct template_slot *slot; /* of a partial or parent */
    struct str lead;   /* white space before the tag, shown unless... */
    struct str indent; /* ...it goes before each line of what is put here */
};

struct template
{
    struct arena arena;
    struct str name;
    struct node *nodes;
    size_t count, room;
};

/* A name that was defined, used or both. */
struct template_slot {
    struct str name;
    struct template *template; /* NULL: not defined */
};

struct template_set {
    struct arena arena;
    struct map slots;
};

enum {
    NEST_MAX = 32, /* tags open at one place of a template */
};

/* The slot of a name, made when it is new; NULL when memory runs out. */
struct template_slot *template_slot(struct template_set *set, struct str name);

/* Fills an empty template from its source, which must live as long. */
int template_parse(struct template_set *set, struct template *t,
                   struct str source, struct err *e);

/* The white space that all lines of nodes [begin, end) begin with; false
 * when there is no line. */
bool indent_common(const struct template *t, uint32_t begin, uint32_t end,
                   struct str *out);
/* Takes the first `n` bytes off each of these lines. */
int indent_strip(struct template *t, uint32_t begin, uint32_t end, size_t n,
                 struct err *e);

#endif
