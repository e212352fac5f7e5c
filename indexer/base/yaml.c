#include "indexer/base/yaml.h"

#include <yaml.h>

#include "indexer/base/yaml_words.h"
#include "lib/map.h"
#include "lib/utf8.h"

/* A list or map that is being read. */
struct frame {
    struct value *node;
    struct map keys;          /* of a map: those it has -> struct yaml_place */
    struct str key;           /* the one that waits for its value */
    struct yaml_place *place; /* where that stands */
    bool has_key;
    bool is_placed;    /* the places of its keys are kept ... */
    struct str path;   /* ... by this, which stands before them */
    struct str anchor; /* empty: it has none */
    size_t nodes_before;
};

struct anchor {
    struct value *value;
    size_t nodes; /* with what its own aliases stand for */
};

struct reader {
    yaml_parser_t parser;
    struct arena *arena;
    const struct yaml_source *source;
    yaml_mark_t text_began; /* the last scalar */
    struct frame stack[YAML_DEPTH];
    size_t depth;
    struct value *root; /* NULL until it is complete */
    struct map anchors; /* name -> struct anchor */
    size_t nodes;
    struct err *e;
};

static unsigned line_of(const struct reader *r, yaml_mark_t mark)
{
    return (unsigned)mark.line + 1 + r->source->lines_before;
}

static int fail_at(struct reader *r, yaml_mark_t mark, const char *message)
{
    err_set(r->e, ERR_CONTENT, "%s", message);
    return err_at(r->e, S(""), line_of(r, mark), (unsigned)mark.column + 1);
}

/* What libyaml calls a reader error has a byte offset and no mark. */
static yaml_mark_t mark_of_offset(struct str text, size_t offset)
{
    struct str before = str_sub(text, 0, offset);
    yaml_mark_t mark = {.index = before.len};

    for (size_t i = 0; i < before.len; i++)
        mark.line += before.ptr[i] == '\n';
    size_t line_start = str_find_last(before, '\n');
    line_start = line_start == before.len ? 0 : line_start + 1;
    mark.column = utf8_count(str_skip(before, line_start));
    return mark;
}

/* Where that began which libyaml gave up in the middle of. It names the map
 * round a text that goes on where it should have ended: the text is meant. */
static yaml_mark_t beginning(const struct reader *r, yaml_mark_t problem)
{
    const yaml_parser_t *p = &r->parser;

    if (!p->context)
        return problem;
    if (str_eq(str_from(p->context), S("while parsing a block mapping")))
        return r->text_began;
    return p->context_mark;
}

static int fail_as_parser(struct reader *r)
{
    const yaml_parser_t *p = &r->parser;
    struct str text = r->source->text;
    char message[320];

    if (p->error == YAML_MEMORY_ERROR)
        return err_no_memory(r->e);

    yaml_mark_t mark = p->problem_mark;

    if (p->error == YAML_READER_ERROR)
        mark = mark_of_offset(text, p->problem_offset);
    yaml_words(p->problem, p->context, text, mark.line, mark.column, message,
               sizeof(message));

    yaml_mark_t began = beginning(r, mark);

    if (began.line == mark.line)
        return fail_at(r, mark, message);
    err_set(r->e, ERR_CONTENT, "%s (it begins in line %u, column %u)", message,
            line_of(r, began), (unsigned)began.column + 1);
    return err_at(r->e, S(""), line_of(r, mark), (unsigned)mark.column + 1);
}

static struct str copy_name(struct reader *r, const yaml_char_t *name)
{
    return name ? arena_str(r->arena, str_from((const char *)name)) : S("");
}

static bool at_key(const struct reader *r)
{
    if (r->depth == 0)
        return false;

    const struct frame *top = &r->stack[r->depth - 1];

    return top->node->kind == VALUE_MAP && !top->has_key;
}

static bool keep_place(struct reader *r, const struct frame *in, struct str key)
{
    struct map *places = r->source->places;
    struct str path = key;

    if (!in->is_placed || in->path.len + key.len >= YAML_PLACE_MAX)
        return true;
    if (in->path.len)
        path =
            arena_fmt(r->arena, "%.*s.%.*s", STR_ARG(in->path), STR_ARG(key));
    return path.ptr && map_set(places, path, in->place);
}

static int take_key(struct reader *r, yaml_mark_t mark, struct str key)
{
    struct frame *top = &r->stack[r->depth - 1];
    const struct yaml_place *first;

    if (key.len == 0)
        return fail_at(r, mark, "a ':' without a key before it");
    first = map_get(&top->keys, key);
    if (first) {
        err_set(r->e, ERR_CONTENT,
                "the key \"%.*s\" stands here twice: keep one of them (the "
                "first is in line %u, column %u)",
                STR_ARG(utf8_cut(key, 80)), first->line, first->column);
        return err_at(r->e, S(""), line_of(r, mark), (unsigned)mark.column + 1);
    }
    top->key = key;
    top->has_key = true;
    top->place = arena_new(r->arena, struct yaml_place, 1);
    if (!top->place || !map_set(&top->keys, key, top->place))
        return err_no_memory(r->e);
    *top->place =
        (struct yaml_place){line_of(r, mark), (unsigned)mark.column + 1,
                            line_of(r, mark), (unsigned)mark.column + 1};
    return keep_place(r, top, key) ? 0 : err_no_memory(r->e);
}

/* Hands a complete value to the list or map that it stands in. */
static int place(struct reader *r, struct value *v)
{
    if (!v)
        return err_no_memory(r->e);
    if (r->depth == 0) {
        r->root = v;
        return 0;
    }

    struct frame *top = &r->stack[r->depth - 1];

    if (top->node->kind == VALUE_MAP)
        value_add(r->arena, top->node, top->key, v);
    else
        value_push(r->arena, top->node, v);
    top->has_key = false;
    return r->arena->failed ? err_no_memory(r->e) : 0;
}

static int count_nodes(struct reader *r, yaml_mark_t mark, size_t more)
{
    r->nodes += more;
    if (r->nodes > YAML_NODES)
        return fail_at(r, mark,
                       "too many values: aliases may blow them up, or the file "
                       "is too large");
    return 0;
}

static int remember(struct reader *r, struct str name, struct value *v,
                    size_t nodes)
{
    if (name.len == 0)
        return 0;

    struct anchor *anchor = arena_new(r->arena, struct anchor, 1);

    if (!anchor || !map_set(&r->anchors, name, anchor))
        return err_no_memory(r->e);
    *anchor = (struct anchor){v, nodes};
    return 0;
}

static int check_tag(struct reader *r, yaml_mark_t mark, const yaml_char_t *tag)
{
    static const struct str core = STR("tag:yaml.org,2002:");
    static const struct str names[] = {STR("str"),  STR("int"),   STR("float"),
                                       STR("bool"), STR("null"),  STR("seq"),
                                       STR("map"),  STR("binary")};
    struct str name = str_from((const char *)tag);

    if (name.len == 0 || str_eq(name, S("!")))
        return 0;
    if (str_starts(name, core))
        for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
            if (str_eq(str_skip(name, core.len), names[i]))
                return 0;
    return fail_at(r, mark, "a text cannot begin with '!': put it in quotes");
}

static int on_scalar(struct reader *r, const yaml_event_t *event)
{
    struct str text =
        arena_str(r->arena, str_of((const char *)event->data.scalar.value,
                                   event->data.scalar.length));
    yaml_mark_t mark = event->start_mark;

    r->text_began = mark;
    if (r->arena->failed)
        return err_no_memory(r->e);
    if (check_tag(r, mark, event->data.scalar.tag) != 0 ||
        count_nodes(r, mark, 1) != 0)
        return -1;
    if (at_key(r))
        return take_key(r, mark, text);

    bool plain = event->data.scalar.plain_implicit &&
                 event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    struct value *v =
        plain ? yaml_plain(r->arena, text) : value_text(r->arena, text);

    if (v && v->kind != VALUE_NULL && r->source->as_text)
        v = value_text(r->arena, text);
    if (remember(r, copy_name(r, event->data.scalar.anchor), v, 1) != 0)
        return -1;
    return place(r, v);
}

static int on_alias(struct reader *r, const yaml_event_t *event)
{
    const yaml_char_t *name = event->data.alias.anchor;
    const struct anchor *anchor =
        map_get(&r->anchors, str_from((const char *)name));

    if (!anchor)
        return fail_at(r, event->start_mark,
                       "a text cannot begin with '*': put it in quotes (or the "
                       "alias has no anchor before it)");
    if (at_key(r))
        return fail_at(r, event->start_mark, "an alias cannot be a key");
    if (count_nodes(r, event->start_mark, anchor->nodes) != 0)
        return -1;
    return place(r, anchor->value);
}

/* Of the map that is the value of the waiting key. */
static struct str path_below(struct reader *r, const struct frame *above)
{
    if (above->path.len + above->key.len >= YAML_PLACE_MAX)
        return arena_fmt(r->arena, "%*s", YAML_PLACE_MAX, "");
    if (!above->path.len)
        return above->key;
    return arena_fmt(r->arena, "%.*s.%.*s", STR_ARG(above->path),
                     STR_ARG(above->key));
}

static int on_open(struct reader *r, const yaml_event_t *event,
                   struct value *node, const yaml_char_t *anchor,
                   const yaml_char_t *tag)
{
    yaml_mark_t mark = event->start_mark;

    if (check_tag(r, mark, tag) != 0)
        return -1;
    if (at_key(r))
        return fail_at(r, mark,
                       "a key must be plain text, not a list or a map "
                       "('{{ }}' belongs in quotes)");
    if (r->depth == YAML_DEPTH)
        return fail_at(r, mark, "lists and maps are nested too deep");
    if (!node)
        return err_no_memory(r->e);

    const struct frame *above = r->depth ? &r->stack[r->depth - 1] : NULL;
    struct frame frame = {
        .node = node, .anchor = copy_name(r, anchor), .nodes_before = r->nodes};

    frame.is_placed = above ? above->is_placed && above->node->kind == VALUE_MAP
                            : r->source->places != NULL;
    if (above && frame.is_placed)
        frame.path = path_below(r, above);
    r->stack[r->depth++] = frame;
    map_init(&r->stack[r->depth - 1].keys, r->arena);
    return count_nodes(r, mark, 1);
}

static int on_close(struct reader *r)
{
    struct frame done = r->stack[--r->depth];

    if (remember(r, done.anchor, done.node, r->nodes - done.nodes_before) != 0)
        return -1;
    return place(r, done.node);
}

/* The value of a key begins. */
static void note_value(struct reader *r, yaml_mark_t mark)
{
    struct frame *top = r->depth ? &r->stack[r->depth - 1] : NULL;

    if (!top || !top->has_key)
        return;
    top->place->value_line = line_of(r, mark);
    top->place->value_column = (unsigned)mark.column + 1;
}

static int on_event(struct reader *r, const yaml_event_t *event)
{
    note_value(r, event->start_mark);
    switch (event->type) {
    case YAML_SCALAR_EVENT: return on_scalar(r, event);
    case YAML_ALIAS_EVENT: return on_alias(r, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_open(r, event, value_list(r->arena),
                       event->data.sequence_start.anchor,
                       event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return on_open(r, event, value_map(r->arena),
                       event->data.mapping_start.anchor,
                       event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return on_close(r);
    case YAML_DOCUMENT_START_EVENT:
        if (r->root)
            return fail_at(r, event->start_mark,
                           "a second document begins: only one is read, take "
                           "the '---' out");
        return 0;
    default: return 0;
    }
}

static int read_events(struct reader *r)
{
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event))
            return fail_as_parser(r);
        more = event.type != YAML_STREAM_END_EVENT;
        int status = on_event(r, &event);
        yaml_event_delete(&event);
        if (status != 0)
            return -1;
    }
    return 0;
}

struct value *yaml_read(struct arena *a, const struct yaml_source *source,
                        struct err *e)
{
    struct reader r = {.arena = a, .source = source, .e = e};
    struct str text = source->text;

    if (text.len > YAML_BYTES) {
        err_set(e, ERR_CONTENT, "more than %d bytes of YAML", YAML_BYTES);
        return NULL;
    }
    map_init(&r.anchors, a);
    if (!yaml_parser_initialize(&r.parser)) {
        err_no_memory(e);
        return NULL;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &r.parser, (const unsigned char *)(text.ptr ? text.ptr : ""), text.len);

    int status = read_events(&r);

    yaml_parser_delete(&r.parser);
    if (status != 0)
        return NULL;
    return r.root ? r.root : value_null(a);
}

struct value *yaml_parse(struct arena *a, struct str text, struct err *e)
{
    return yaml_read(a, &(struct yaml_source){.text = text}, e);
}

struct value *yaml_parse_text(struct arena *a, struct str text, struct err *e)
{
    return yaml_read(a, &(struct yaml_source){.text = text, .as_text = true},
                     e);
}
