#include "lib/template/template.h"

#include <stdlib.h>

#include "lib/template/nodes.h"

static void template_free(struct template *t)
{
    if (!t)
        return;
    free(t->nodes);
    arena_release(&t->arena);
    free(t);
}

struct template_set *template_set_new(void)
{
    struct template_set *set = calloc(1, sizeof(*set));

    if (set)
        map_init(&set->slots, &set->arena);
    return set;
}

static struct template_slot *slot_at(const struct template_set *set, size_t i)
{
    return set->slots.entries[i].value;
}

void template_set_free(struct template_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->slots.count; i++)
        template_free(slot_at(set, i)->template);
    arena_release(&set->arena);
    free(set);
}

struct template_slot *template_slot(struct template_set *set, struct str name)
{
    struct template_slot *slot = map_get(&set->slots, name);

    if (slot)
        return slot;
    slot = arena_new(&set->arena, struct template_slot, 1);
    if (!slot)
        return NULL;
    slot->name = arena_str(&set->arena, name);
    if (!slot->name.ptr || !map_set(&set->slots, slot->name, slot))
        return NULL;
    return slot;
}

int template_add(struct template_set *set, struct str name, struct str source,
                 struct err *e)
{
    struct template_slot *slot = template_slot(set, name);
    struct template *t = calloc(1, sizeof(*t));

    if (!slot || !t)
        goto no_memory;
    t->name = slot->name;
    source = arena_str(&t->arena, source);
    if (!source.ptr)
        goto no_memory;
    if (template_parse(set, t, source, e) != 0) {
        template_free(t);
        return -1;
    }
    template_free(slot->template);
    slot->template = t;
    return 0;

no_memory:
    template_free(t);
    return err_no_memory(e);
}

static int check_template(const struct template *t, struct err *e)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct node *n = &t->nodes[i];
        if (!n->slot || n->slot->template)
            continue;
        err_set(e, ERR_CONTENT, "there is no template '%.*s'",
                STR_ARG(n->text));
        return err_at(e, t->name, n->line, n->column);
    }
    return 0;
}

int template_check(const struct template_set *set, struct err *e)
{
    for (size_t i = 0; i < set->slots.count; i++) {
        const struct template *t = slot_at(set, i)->template;
        if (t && check_template(t, e) != 0)
            return -1;
    }
    return 0;
}

bool template_has(const struct template_set *set, struct str name)
{
    const struct template_slot *slot = map_get(&set->slots, name);

    return slot && slot->template;
}
