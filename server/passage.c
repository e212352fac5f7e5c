#include "server/passage.h"

#include "server/article_body.h"
#include "server/html_cut.h"
#include "server/html_forms.h"

/* The tree as it is now. */
static int write_forms(const struct html_node *root, struct str text,
                       const struct html_place *at, struct arena *a,
                       struct answer_passage *out, struct err *e)
{
    struct buf html = {0}, markdown = {0};

    html_write(root, at, &html);
    html_markdown(root, at, &markdown);
    out->text = arena_str(a, str_trim(text));
    out->html = str_trim(buf_copy(&html, a));
    out->markdown = str_trim(buf_copy(&markdown, a));
    buf_release(&html);
    buf_release(&markdown);
    return a->failed ? err_no_memory(e) : 0;
}

/* Notes stand at the end, in nobody's section. */
static struct str without_footnotes(struct str html)
{
    return str_sub(html, 0,
                   str_search(html, S("<section class=\"footnotes\"")));
}

static int cut_forms(struct str locale, struct str html,
                     const struct html_place *at, struct arena *a,
                     struct answer_passage *out, struct err *e)
{
    struct html_node *root = html_parse(a, without_footnotes(html));
    struct buf text = {0};
    int result = -1;

    if (!root)
        return err_no_memory(e);
    html_text(root, &text);
    if (text.failed)
        err_no_memory(e);
    else if (html_cut(a, root, &text, ANSWER_MAX, locale, e) == 0)
        result = write_forms(root, buf_str(&text), at, a, out, e);
    buf_release(&text);
    return result;
}

/* A writer's own words, in no markup. */
static int own_answer(struct str answer, const struct html_place *at,
                      struct arena *a, struct answer_passage *out,
                      struct err *e)
{
    struct html_node text = {.role = HTML_TEXT, .text = answer};
    struct html_node lines = {
        .role = HTML_LINES, .name = "p", .child = &text, .last = &text};
    struct html_node root = {.child = &lines, .last = &lines};

    return write_forms(&root, answer, at, a, out, e);
}

static int from_sections(const struct site_locale *l, struct str html,
                         struct str anchor, const struct html_place *at,
                         struct arena *a, struct answer_passage *out,
                         struct err *e)
{
    size_t count, i = 0;
    const struct article_section *sections = article_sections(a, html, &count);

    if (!sections)
        return err_no_memory(e);
    while (i < count && !str_eq(sections[i].anchor, anchor))
        i++;
    for (i = i < count ? i : 0; i < count && !out->text.len; i++) {
        if (cut_forms(l->is->tag, sections[i].html, at, a, out, e))
            return -1;
        out->heading = sections[i].heading;
        out->anchor = sections[i].anchor;
    }
    return 0;
}

int passage_of(const struct site_locale *l, uint32_t article, struct str anchor,
               struct str origin, struct arena *a, struct answer_passage *out,
               struct err *e)
{
    struct str answer = article_answer(l, article), html;
    struct record record;
    struct html_place at = {.origin = origin};

    *out = (struct answer_passage){0};
    if (article_record(l, article, a, &record, e))
        return -1;
    at.url = arena_fmt(a, "%.*s%.*s", STR_ARG(origin), STR_ARG(record.url));
    if (answer.len)
        return own_answer(answer, &at, a, out, e);
    if (article_html(l, article, &record, a, &html, e))
        return -1;
    return from_sections(l, html, anchor, &at, a, out, e);
}
