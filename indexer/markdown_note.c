#include "indexer/markdown_tree.h"

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
