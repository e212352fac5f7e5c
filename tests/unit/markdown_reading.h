/* Markdown read for a test, and its HTML with what is put into it later. */
#ifndef GABAY_TEST_MARKDOWN_READING_H
#define GABAY_TEST_MARKDOWN_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/markdown/markdown.h"
#include "lib/buf.h"

struct reading {
    struct article article;
    struct problems problems;
};

static inline void read_body(struct reading *r, struct str body,
                             bool allow_html)
{
    struct err e = {0};

    *r = (struct reading){.article.path = STR("en/a.md")};
    problems_init(&r->problems);
    if (markdown_read(&r->article, body, 1,
                      &(struct markdown_with){.allow_html = allow_html},
                      &r->problems, &e) != 0)
        fail_msg("%.*s: %s", STR_ARG(body), e.message);
}

static inline void drop(struct reading *r)
{
    article_release(&r->article);
    problems_release(&r->problems);
}

static inline void put_image(struct buf *out, const struct body_link *image)
{
    buf_fmt(out, "<img %.*s|%.*s|%.*s>", STR_ARG(image->target),
            STR_ARG(image->alt), STR_ARG(image->title));
}

static inline void put_text(struct buf *out, const struct body_text *text)
{
    buf_fmt(out, "{%s", text->key);
    if (text->number)
        buf_fmt(out, " %u", text->number);
    if (text->place > 1)
        buf_fmt(out, "-%u", text->place);
    for (size_t i = 0; i < text->column_count; i++)
        buf_fmt(out, "|%.*s", STR_ARG(text->columns[i]));
    buf_char(out, '}');
}

/* The HTML with every link's and image's tag spliced in, and the interface
 * texts by their keys. */
static inline void put_spliced(struct buf *out, const struct article *a)
{
    size_t done = 0, text = 0;

    for (size_t i = 0; i < a->link_count || text < a->text_count; i++) {
        size_t next = i < a->link_count ? a->links[i].at : a->html.len + 1;
        for (; text < a->text_count && a->texts[text].at < next; text++) {
            buf_put(out, str_sub(a->html, done, a->texts[text].at - done));
            done = a->texts[text].at;
            put_text(out, &a->texts[text]);
        }
        if (i >= a->link_count)
            break;
        const struct body_link *l = &a->links[i];
        buf_put(out, str_sub(a->html, done, l->at - done));
        done = l->at;
        if (l->image) {
            put_image(out, l);
            continue;
        }
        buf_fmt(out, "<a %.*s|%.*s>", STR_ARG(l->target), STR_ARG(l->title));
        for (; i + 1 < a->link_count && a->links[i + 1].inside; i++) {
            buf_put(out, str_sub(a->html, done, a->links[i + 1].at - done));
            done = a->links[i + 1].at;
            put_image(out, &a->links[i + 1]);
        }
        buf_put(out, str_sub(a->html, done, l->end - done));
        done = l->end;
        buf_text(out, "</a>");
    }
    buf_put(out, str_skip(a->html, done));
}

struct pair {
    const char *markdown, *want;
};

static inline void assert_html(const struct pair *cases, size_t count,
                               bool allow)
{
    for (size_t i = 0; i < count; i++) {
        struct reading r;
        struct buf got = {0};
        read_body(&r, str_from(cases[i].markdown), allow);
        put_spliced(&got, &r.article);
        if (!str_eq(buf_str(&got), str_from(cases[i].want)))
            fail_msg("%s\ngave\n%.*s\nnot\n%s", cases[i].markdown,
                     STR_ARG(buf_str(&got)), cases[i].want);
        buf_release(&got);
        drop(&r);
    }
}

#define ASSERT_HTML(cases)                                                     \
    assert_html(cases, sizeof(cases) / sizeof(*(cases)), false)

#endif
