#include "indexer/markdown/markdown_tree.h"

#include "indexer/base/nearest.h"

static const struct note {
    struct str marker, name;
    const char *key;
} notes[] = {
    {STR("[!NOTE]"), STR("note"), "note_note"},
    {STR("[!TIP]"), STR("tip"), "note_tip"},
    {STR("[!IMPORTANT]"), STR("important"), "note_important"},
    {STR("[!WARNING]"), STR("warning"), "note_warning"},
    {STR("[!CAUTION]"), STR("caution"), "note_caution"},
};

static const struct note *find_note(struct str marker)
{
    for (size_t i = 0; i < sizeof(notes) / sizeof(*notes); i++)
        if (str_eq_nocase(marker, notes[i].marker))
            return &notes[i];
    return NULL;
}

/* What other systems call them. */
static const struct alias {
    struct str name, note;
} aliases[] = {
    {STR("info"), STR("note")},          {STR("abstract"), STR("note")},
    {STR("summary"), STR("note")},       {STR("tldr"), STR("note")},
    {STR("example"), STR("note")},       {STR("quote"), STR("note")},
    {STR("cite"), STR("note")},          {STR("seealso"), STR("note")},
    {STR("hint"), STR("tip")},           {STR("success"), STR("tip")},
    {STR("check"), STR("tip")},          {STR("done"), STR("tip")},
    {STR("question"), STR("important")}, {STR("help"), STR("important")},
    {STR("faq"), STR("important")},      {STR("attention"), STR("warning")},
    {STR("danger"), STR("caution")},     {STR("error"), STR("caution")},
    {STR("failure"), STR("caution")},    {STR("fail"), STR("caution")},
    {STR("missing"), STR("caution")},    {STR("bug"), STR("caution")},
};

static const struct note *note_named(struct str name)
{
    for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
        if (str_eq_nocase(name, aliases[i].name)) {
            name = aliases[i].note;
            break;
        }
    for (size_t i = 0; i < sizeof(notes) / sizeof(*notes); i++)
        if (str_eq_nocase(name, notes[i].name))
            return &notes[i];
    return NULL;
}

bool markdown_is_note_kind(struct str name)
{
    for (size_t i = 0; i < sizeof(notes) / sizeof(*notes); i++)
        if (str_eq_nocase(name, notes[i].name))
            return true;
    return false;
}

struct str markdown_note_meant(struct str name)
{
    const struct note *note = note_named(name);
    struct nearest near = nearest_begin(name);

    for (size_t i = 0; !note && i < sizeof(notes) / sizeof(*notes); i++)
        nearest_offer(&near, notes[i].name);
    note = note ? note : note_named(near.best);
    return note ? note->marker : (struct str){0};
}

bool markdown_is_note_name(struct str name)
{
    return note_named(name) != NULL;
}

struct quote_data *markdown_note_named(struct arena *a, struct str name)
{
    const struct note *note = note_named(name);
    struct quote_data *data = note ? arena_new(a, struct quote_data, 1) : NULL;

    if (data)
        *data = (struct quote_data){.note = note->name, .key = note->key};
    return data;
}

static void drop_marker(struct arena *a, cmark_node *first, struct str title)
{
    cmark_node *paragraph = cmark_node_parent(first);
    cmark_node *behind = cmark_node_next(first);
    struct str rest = arena_str(a, title);

    if (rest.len) {
        cmark_node_set_literal(first, rest.ptr);
        return;
    }
    if (behind && markdown_is_break(behind))
        markdown_drop(behind);
    markdown_drop(first);
    if (!cmark_node_first_child(paragraph))
        markdown_drop(paragraph);
}

/* The marker stands on the first line, alone or before a title. */
void markdown_mark_note(struct arena *a, cmark_node *quote)
{
    cmark_node *paragraph = cmark_node_first_child(quote);
    cmark_node *first = paragraph ? cmark_node_first_child(paragraph) : NULL;

    if (cmark_node_get_user_data(quote))
        return;
    if (!first || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH ||
        cmark_node_get_type(first) != CMARK_NODE_TEXT)
        return;

    struct str text = str_from(cmark_node_get_literal(first));
    size_t end = str_find(text, ']') + 1;
    const struct note *note = find_note(str_sub(text, 0, end));
    struct str title = str_skip(text, end);
    cmark_node *behind = cmark_node_next(first);
    bool alone = !behind || markdown_is_break(behind);

    if (!note || (title.len ? title.ptr[0] != ' ' : !alone))
        return;
    while (title.len && title.ptr[0] == ' ')
        title = str_skip(title, 1);

    struct quote_data *data = arena_new(a, struct quote_data, 1);

    if (!data)
        return;
    *data = (struct quote_data){note->name, note->key, title.len || !alone};
    cmark_node_set_user_data(quote, data);
    drop_marker(a, first, title);
}
