/* A small help centre in three languages, compiled into a folder of its own,
 * for tests of the search: sections in sections, tags, dates, quotes and
 * brackets in the text, and more than fifty articles that hold "lamp". */
#ifndef GABAY_TEST_SEARCH_SAMPLE_H
#define GABAY_TEST_SEARCH_SAMPLE_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/compile/compile.h"
#include "lib/file.h"
#include "lib/query/search.h"

enum { SAMPLE_LOCALES = 3, SAMPLE_LAMPS = 60 };

static const char *const sample_tags[SAMPLE_LOCALES] = {"en", "ko", "pl"};

struct search_sample {
    char folder[64];
    struct site_file *file;
    struct search_locale *locales[SAMPLE_LOCALES];
};

static const struct {
    const char *path, *text;
} sample_files[] = {
    {"en/orders/_index.md", "---\ntitle: Your orders\n---\n"},
    {"en/orders/abroad/_index.md", "---\ntitle: Orders abroad\n---\n"},
    {"en/orders/returns.md",
     "---\ntitle: Return a lamp\nid: returns\ntags: [returns, money]\n"
     "updated: 2026-03-14T09:00:00+09:00\n---\n"
     "Send it back within thirty days.\n\n"
     "## What you need {#need}\n\nThe number of the order and the box.\n\n"
     "## Refunds\n\nThe money goes back to your card: refund \\<b> & "
     "\"quotes\" if `a < b`.\n"},
    {"en/orders/abroad/customs.md",
     "---\ntitle: Customs and duties\ntags: [money]\nupdated: 2026-01-02\n"
     "---\nYou pay the duties. A refund of them takes a month.\n"},
    {"en/care.md", "---\ntitle: Care for a lamp\n---\n"
                   "Dust it with a soft brush. Never use soap.\n"},
    {"en/bulbs.md", "---\ntitle: Bulbs\n---\n## Which fit\n\nScrew in "
                    "small ones.\n"},
    {"ko/orders/returns.md",
     "---\ntitle: 반품 안내\nid: returns\ntags: [반품]\n---\n"
     "램프는 30일 안에 반품할 수 있습니다.\n\n"
     "## 환불은 언제 되나요?\n\n😀 카드는 사흘 뒤에 환불됩니다.\n"},
    {"pl/zwroty.md", "---\ntitle: Zwrot lampy\nid: returns\n---\n"
                     "Lampę można zwrócić w ciągu trzydziestu dni. Zwrot "
                     "pieniędzy trwa trzy dni.\n"},
};

static inline bool sample_put(const char *root, const char *path,
                              const char *text)
{
    char full[256];
    size_t n = (size_t)snprintf(full, sizeof(full), "%s/%s", root, path);

    for (size_t i = strlen(root) + 1; i < n; i++)
        if (full[i] == '/') {
            full[i] = '\0';
            if (mkdir(full, 0700) < 0 && errno != EEXIST)
                return false;
            full[i] = '/';
        }
    return file_replace(full, str_from(text), NULL) == 0;
}

/* Lamp 1 is short and Lamp 60 long, so that no two weigh the same. */
static inline bool sample_put_lamps(const char *root)
{
    char path[64], text[4096];

    for (int i = 1; i <= SAMPLE_LAMPS; i++) {
        int n = snprintf(text, sizeof(text),
                         "---\ntitle: Model %d\ntags: [model]\n---\n"
                         "This lamp glows.",
                         i);
        for (int k = 0; k < i; k++)
            n += snprintf(text + n, sizeof(text) - (size_t)n,
                          " It is bright and warm.");
        snprintf(path, sizeof(path), "en/models/m%02d.md", i);
        if (!sample_put(root, path, text))
            return false;
    }
    return true;
}

static inline void sample_drop(struct search_sample *s)
{
    for (size_t i = 0; i < SAMPLE_LOCALES; i++)
        if (s->locales[i])
            search_locale_close(s->locales[i]);
    if (s->file)
        site_file_close(s->file);
    file_remove_tree(s->folder, NULL);
    *s = (struct search_sample){0};
}

static inline bool sample_open(struct search_sample *s, const char *file,
                               struct err *e)
{
    s->file = site_file_open(file, e);
    for (size_t i = 0; s->file && i < SAMPLE_LOCALES; i++) {
        s->locales[i] =
            search_locale_open(s->file, str_from(sample_tags[i]), e);
        if (!s->locales[i] || search_refusal(s->locales[i]))
            return false;
    }
    return s->file != NULL;
}

/* False with the error set; sample_drop() in either case. */
static inline bool sample_make(struct search_sample *s, struct err *e)
{
    char content[96], out[96];
    struct compile_options how = {
        .content = content, .output = out, .jobs = 1, .quiet = true};

    *s = (struct search_sample){.folder = "/tmp/gabay-search-XXXXXX"};
    if (!mkdtemp(s->folder))
        return err_errno(e, "cannot make a folder") == 0;
    snprintf(content, sizeof(content), "%s/content", s->folder);
    snprintf(out, sizeof(out), "%s/x.gabay", s->folder);
    if (mkdir(content, 0700) < 0)
        return err_errno(e, "cannot make a folder") == 0;
    for (size_t i = 0; i < sizeof(sample_files) / sizeof(*sample_files); i++)
        if (!sample_put(content, sample_files[i].path, sample_files[i].text))
            return err_errno(e, "cannot write the content") == 0;
    if (!sample_put_lamps(content))
        return err_errno(e, "cannot write the content") == 0;
    return compile(&how, e) == ERR_NONE && sample_open(s, out, e);
}

#endif
