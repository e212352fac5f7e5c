/* Hostile inputs of about N bytes, each through one part of the program:
 *
 *     work [CASE N]...      without arguments: the names of the cases
 *
 * Each is run by a process of its own, whose number is printed; run.py counts
 * the instructions that it takes. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/page/body_html.h"
#include "indexer/front_matter/front_matter.h"
#include "indexer/arrange/links.h"
#include "indexer/markdown/markdown.h"
#include "indexer/settings/variables.h"
#include "indexer/base/yaml.h"
#include "lib/analyse/analyse.h"
#include "lib/icu/locale.h"
#include "lib/icu/message.h"
#include "lib/query/query.h"
#include "lib/slug.h"
#include "lib/template/template.h"
#include "server/request.h"

typedef void work_run(struct str text, const char *with);

/* The text: head, then as many pieces as fit into N bytes ("%zu" in them is
 * their number), then tail; what stands behind a "%%" in that fills N bytes
 * more. */
struct work {
    const char *name;
    work_run *run;
    const char *with;
    const char *head, *piece, *tail;
};

/* With anything: raw HTML is not allowed. */
static void run_markdown(struct str text, const char *with)
{
    struct article a = {0};
    struct problems problems;
    struct err e = {0};

    markdown_init();
    problems_init(&problems);
    markdown_read(&a, text, 1, &(struct markdown_with){.allow_html = !with},
                  &problems, &e);
    problems_release(&problems);
    article_release(&a);
}

/* Snippets of their own, as far as there may be so many. */
static bool find_snippet(void *ctx, struct article *a, struct str name,
                         struct snippet *out, struct err *e)
{
    *out = (struct snippet){.path = arena_str(&a->arena, name),
                            .text = *(struct str *)ctx};
    if (str_starts(name, S("b")))
        return true;
    err_set(e, ERR_CONTENT, "none");
    return false;
}

/* With a text: that of the snippets whose names begin with "b"; there are no
 * others. */
static void run_site_markdown(struct str text, const char *with)
{
    struct article a = {0};
    struct problems problems;
    struct variables variables = {0};
    struct arena arena = {0};
    struct str phone = S("021 5550 0142"), snippet = str_from(with);
    struct markdown_with site = {
        .variables = &variables, .find = find_snippet, .find_ctx = &snippet};
    struct err e = {0};

    markdown_init();
    problems_init(&problems);
    map_init(&variables.texts, &arena);
    map_set(&variables.texts, S("a"), &phone);
    markdown_read(&a, text, 1, &site, &problems, &e);
    problems_release(&problems);
    article_release(&a);
    arena_release(&arena);
}

static struct page *parse_page(struct site *site, struct str text,
                               struct err *e)
{
    struct page *p = &site->pages[site->page_count];

    p->key = p->file = p->address =
        arena_fmt(&site->arena, "en/a%zu.md", site->page_count);
    if (markdown_read(&p->article, text, 1, &(struct markdown_with){0},
                      &site->problems, e))
        return NULL;
    map_set(&site->by_file, p->key, p);
    site->page_count++;
    return p;
}

/* Articles with a form feed between them: en/a0.md, en/a1.md ... */
static void run_links(struct str text, const char *with)
{
    struct site site = {.jobs = 1};
    struct arena html = {0};
    struct str one;
    struct err e = {0};
    size_t count = 1;

    (void)with;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '\f';
    markdown_init();
    problems_init(&site.problems);
    map_init(&site.by_file, &site.arena);
    map_init(&site.files, &site.arena);
    site.pages = arena_new(&site.arena, struct page, count);
    while (site.pages && str_cut(&text, '\f', &one))
        if (!parse_page(&site, one, &e))
            break;
    if (links_resolve(&site, &e))
        exit(1);
    for (size_t i = 0; i < site.page_count; i++) {
        body_html(&html, &site.pages[i].article, NULL, NULL);
        article_release(&site.pages[i].article);
    }
    problems_release(&site.problems);
    arena_release(&html);
    arena_release(&site.arena);
}

static void run_front_matter(struct str text, const char *with)
{
    struct article a = {0};
    struct str block, body;
    struct problems problems;
    struct err e = {0};
    unsigned line;

    (void)with;
    problems_init(&problems);
    if (front_matter_split(text, &block, &body, &line, &e) == 0)
        front_matter_read(&a, block, &problems, &e);
    article_release(&a);
    problems_release(&problems);
}

static void run_yaml(struct str text, const char *with)
{
    struct arena a = {0};
    struct err e = {0};

    (void)with;
    yaml_parse(&a, text, &e);
    arena_release(&a);
}

static void run_template(struct str text, const char *with)
{
    struct template_set *set = template_set_new();
    struct arena a = {0};
    struct buf out = {0};
    struct err e = {0};
    struct value *root = value_from_json(&a, str_from(with), &e);

    if (set && template_add(set, S("t"), text, &e) == 0)
        template_render(set, S("t"), root, NULL, &out, &e);
    template_set_free(set);
    buf_release(&out);
    arena_release(&a);
}

static void nothing(void *ctx, const struct token *t)
{
    (void)ctx;
    (void)t;
}

static void run_analyser(struct str text, const char *with)
{
    struct err e = {0};
    struct analyser *a = analyser_new(str_from(with), &e);

    if (a)
        analyse(a, text, nothing, NULL, &e);
    analyser_free(a);
}

static void run_query(struct str text, const char *with)
{
    struct err e = {0};
    struct analyser *a = analyser_new(str_from(with), &e);
    const struct lexicon no_lexicon = {0};
    const struct synonyms no_synonyms = {0};
    const struct query_reader by = {
        .locale = str_from(with),
        .analyser = a,
        .lexicon = &no_lexicon,
        .synonyms = &no_synonyms,
        .articles = 100,
    };
    struct arena arena = {0};
    struct query_tokens tokens = {0};
    struct query query;

    if (a)
        query_tokens_cut(a, text, &arena, &tokens, &e);
    if (a && e.code == 0)
        query_read(&by, &tokens, &arena, &query, &e);
    analyser_free(a);
    arena_release(&arena);
}

static void run_slug(struct str text, const char *with)
{
    struct buf out = {0};

    (void)with;
    slug_put(&out, text);
    buf_release(&out);
}

static void run_json(struct str text, const char *with)
{
    struct arena a = {0};
    struct err e = {0};

    (void)with;
    value_from_json(&a, text, &e);
    arena_release(&a);
}

static void run_message(struct str text, const char *with)
{
    const struct message *message;
    struct arena a = {0};
    struct err e = {0};

    (void)with;
    message_parse(&a, text, &message, &e);
    arena_release(&a);
}

static void run_languages(struct str text, const char *with)
{
    static const struct str tags[] = {STR("en"), STR("fil"), STR("ko")};

    (void)with;
    locale_negotiate(text, tags, 3, 0);
}

static void run_target(struct str text, const char *with)
{
    struct request r = {0};

    (void)with;
    request_set_target(&r, text);
    arena_release(&r.arena);
}

#define TEN(x) x x x x x x x x x x

static const struct work works[] = {
    {"markdown words", run_markdown, 0, "", "word ", ""},
    {"markdown brackets", run_markdown, 0, "", "[", "a"},
    {"markdown links unclosed", run_markdown, 0, "", "[a](", ""},
    {"markdown images nested", run_markdown, 0, "", "![", "](x)"},
    {"markdown links", run_markdown, 0, "", "[a](b%zu.md) ", ""},
    {"markdown one reference", run_markdown, 0, "[a]: /b\n\n", "[a] ", ""},
    {"markdown references", run_markdown, 0, "", "[a%zu]: /b\n", "[a1]"},
    {"markdown footnotes", run_markdown, 0, "", "x[^%zu]\n\n[^%zu]: y\n\n", ""},
    {"markdown emphasis", run_markdown, 0, "", "*a **a ", ""},
    {"markdown emphasis closed", run_markdown, 0, "", "a**b", "c* "},
    {"markdown strikes", run_markdown, 0, "", "~~a ~b ", ""},
    {"markdown backticks", run_markdown, 0, "e", "`a``b```c", ""},
    {"markdown quotes", run_markdown, 0, "", "> ", "a"},
    {"markdown list items", run_markdown, 0, "", "- a\n", ""},
    {"markdown nested list", run_markdown, 0, "", "- ", "a"},
    {"markdown headings", run_markdown, 0, "", "## Same\n\n", ""},
    {"markdown empty headings", run_markdown, 0, "", "## !\n\n", ""},
    {"markdown html", run_markdown, 0, "", "<a b=\"", ""},
    {"markdown comments", run_markdown, 0, "x ", "<!-- ", ""},
    {"markdown declarations", run_markdown, 0, "x ", "<!A <?x <![CDATA[ ", ""},
    {"markdown instructions", run_markdown, 0, "x ", "<?x ", "\n\n%%<?x ?>"},
    {"markdown entities", run_markdown, 0, "", "&amp;&x;&#9;", ""},
    {"markdown addresses", run_markdown, 0, "", "www.a.b ", ""},
    {"markdown one address", run_markdown, 0, "http://a.", "a(_b).", ""},
    {"markdown mail", run_markdown, 0, "", "a@a.", ""},
    {"markdown table", run_markdown, 0, "|a|b|\n|-|-|\n", "|c|d|\n", ""},
    {"markdown wide table", run_markdown, 0, "", "|a", "|\n|-|\n"},
    {"markdown wide rows", run_markdown, 0, "|a|b|\n|-|-|\n", "|a", "|\n"},
    {"markdown wide delimiter", run_markdown, 0, "a\n", ":-:|", ""},
    {"markdown lines before a table", run_markdown, 0, "", "a\n", "|-|\n"},
    {"markdown delimiters", run_markdown, 0, "", "a|b\n-|-|-\n", ""},
    {"markdown delimiters below", run_markdown, 0, "", "a\n", "%%|-|\n"},
    {"markdown links in open images", run_markdown, 0, "", "![[]()", ""},
    {"markdown strikes unlike", run_markdown, 0, "", "~a ", "%%b~~ "},
    {"markdown backticks unlike", run_markdown, 0, "", "e`%zu``", "%%``` "},
    {"markdown quotes and lines", run_markdown, 0, "", ">", "a\n%%a\n"},
    {"markdown quotes and signs", run_markdown, 0, "", "> ", "a\n%%> a\n"},
    {"markdown lists and empty lines", run_markdown, 0, "", " -", "x\n%%\n"},
    {"markdown lists and lines", run_markdown, 0, "", "- ", "\n%%a\n"},
    {"markdown numbers and lines", run_markdown, 0, "", "1. ", "\n%%\n"},
    {"markdown lists and a heading", run_markdown, 0, "", "- ", "# a\n%%\n"},
    {"markdown address and brackets", run_markdown, 0, "http://a.b", ")", ""},
    {"markdown address and signs", run_markdown, 0, "www.a.b", "&a;)", ""},
    {"markdown address, semicolons", run_markdown, 0, "http://a/", ");", ""},
    {"markdown schemes", run_markdown, 0, "", "http://", ""},
    {"markdown hosts", run_markdown, 0, "", "www.", ""},
    {"markdown less-than", run_markdown, 0, "x ", "<", ""},
    {"markdown ampersands", run_markdown, 0, "x ", "&", ""},
    {"markdown tildes", run_markdown, 0, "x ", "~", ""},
    {"markdown underscores", run_markdown, 0, "", "_", ".%%_"},
    {"markdown stars and underscores", run_markdown, 0, "", "*_*_", ""},
    {"markdown one footnote", run_markdown, 0, "", "[^a]", "\n\n[^a]: x"},
    {"markdown footnotes nested", run_markdown, 0, "", "[^a]: ", ""},
    {"markdown reference titles", run_markdown, 0, "", "[a]: b 'c\n", ""},
    {"markdown callouts", run_markdown, 0, "", "> [!NOTE]\n> a\n\n", ""},
    {"markdown note titles", run_markdown, 0, "", "> [!TIP] *a*\n> b\n\n", ""},
    {"markdown small tables", run_markdown, 0, "", "|a|\n|-|\n\n", ""},
    {"markdown questions", run_markdown, "no HTML", "",
     "<details>\n<summary>a</summary>\n\nb\n\n</details>\n\n", ""},
    {"markdown questions in a block", run_markdown, "no HTML", "",
     "<details><summary>a</summary>b</details>", ""},
    {"markdown questions in one", run_markdown, "no HTML", "<details>\n",
     "<details>\n\nb\n\n</details>\n\n", "</details>"},
    {"markdown questions unclosed", run_markdown, "no HTML", "",
     "<details>\n\na\n\n", ""},
    {"markdown questions unclosed in a block", run_markdown, "no HTML", "",
     "<details><summary>", ""},
    {"markdown questions closed", run_markdown, "no HTML", "", "</details>",
     ""},
    {"markdown questions in items", run_markdown, "no HTML", "",
     "- <details>\n\n  a\n\n  </details>\n", ""},
    {"markdown questions in deep lists", run_markdown, "no HTML", "",
     "- - - - - - - - <details>a</details>\n", ""},
    {"markdown question tags open", run_markdown, "no HTML", "",
     "<details <summary ", ""},
    {"markdown braces", run_markdown, 0, "", "{{ {% {: ", ""},
    {"markdown leftovers", run_markdown, 0, "", "a {{ b }} {% c %}\n", ""},
    {"markdown leftovers in a line", run_markdown, 0, "", "{{ b }} ", ""},
    {"markdown leftovers apart", run_markdown, 0, "", "{{ *b* }} ", ""},
    {"markdown kramdown", run_markdown, 0, "", "a\n{: .x}\n\n", ""},
    {"markdown sections large", run_markdown, 0, "",
     "## S%zu\n\nText of %zu.\n\n", ""},
    {"markdown sections in sections", run_markdown, 0, "",
     "## a\n\n### b\n\n#### c\n\n##### d\n\n###### e\n\nText.\n\n", ""},
    {"markdown sections alike, large", run_markdown, 0, "", "## S\n\n", ""},
    {"markdown quotes as deep as may be", run_markdown, 0, "",
     TEN(TEN("> ")) "a\n\n", ""},
    {"markdown lists as deep as may be", run_markdown, 0, "",
     TEN(TEN("- ")) "a\n\nb\n\n", ""},
    {"markdown hugo apart", run_markdown, 0, "", "{{< b *c* >}}\n", ""},
    {"markdown hugo links", run_markdown, 0, "", "[a]({{< b >}}) ", ""},
    {"markdown hugo links open", run_markdown, 0, "", "[a]({{< b >}} ", ""},
    {"markdown addresses in tags", run_markdown, 0, "",
     "{{<x \"https://a/b\">}} ", ""},
    {"markdown tags in addresses", run_markdown, 0, "[a](", "{{", ")"},
    {"markdown components", run_markdown, 0, "", "<Aa>\n\nb\n\n</Aa>\n\n", ""},
    {"markdown components in a block", run_markdown, 0, "<Aa>\n",
     "<Bb>c</Bb>\n", ""},
    {"markdown component tags", run_markdown, 0, "a ", "<Aa b={c} ", ""},
    {"markdown component tags closed", run_markdown, 0, "a ", "<Aa b={\"c\"}> ",
     ""},
    {"markdown imports", run_markdown, 0, "", "import A from 'b';\n\n", ""},
    {"markdown expressions", run_markdown, 0, "import A from 'b';\n\n",
     "{a} {*b ", ""},
    {"markdown fences", run_markdown, 0, "", ":::tip\na\n:::\n", ""},
    {"markdown fences open", run_markdown, 0, "", ":::tip\n", ""},
    {"markdown fences closed", run_markdown, 0, "", ":::\n", ""},
    {"markdown fences of no kind", run_markdown, 0, "", ":::x\na\n:::\n", ""},
    {"markdown fences in one", run_markdown, 0, "::::tip\n", ":::tip\na\n:::\n",
     "::::\n"},
    {"markdown indented notes", run_markdown, 0, "", "!!! tip\n    a\n\n", ""},
    {"markdown indented notes, empty lines", run_markdown, 0,
     "!!! tip\n    !!! tip\n        !!! tip\n", "\n", ""},
    {"markdown tabs", run_markdown, 0, "",
     "<!-- tabs -->\n# a\n# b\n<!-- /tabs -->\n", ""},
    {"markdown tabs in one", run_markdown, 0, "<!-- tabs -->\n", "# a\n\nb\n\n",
     "<!-- /tabs -->\n"},
    {"markdown tabs open", run_markdown, 0, "", "<!-- tabs -->\n# a\n", ""},
    {"markdown tabs closed", run_markdown, 0, "", "<!-- /tabs -->\n# a\n", ""},
    {"markdown keys", run_markdown, "no HTML", "", "<kbd>a</kbd> ", ""},
    {"markdown keys open", run_markdown, "no HTML", "", "<kbd>", ""},
    {"markdown steps interrupted", run_markdown, 0, "", "1. a\n\n> b\n\n", ""},
    {"markdown steps apart", run_markdown, 0, "", "1. a\n\n```\n```\n", ""},
    {"markdown variables", run_site_markdown, 0, "", "{{site.a}} ", ""},
    {"markdown variables in links", run_site_markdown, 0, "",
     "[b](tel:{{site.a}}) ", ""},
    {"markdown variables in one link", run_site_markdown, 0,
     "[b](tel:", "{{site.a}}", ")"},
    {"markdown variables unknown", run_site_markdown, 0, "", "{{site.b%zu}} ",
     ""},
    {"markdown variables open", run_site_markdown, 0, "", "{{site.a", ""},
    {"markdown snippets", run_site_markdown, "c[^1]\n\n[^1]: d\n", "",
     "<!-- include: b%zu.md -->\n", ""},
    {"markdown snippets missing", run_site_markdown, "", "",
     "<!-- include: c%zu.md -->\n", ""},
    {"markdown snippets in snippets", run_site_markdown,
     "<!-- include: b1.md -->\n<!-- include: b2.md -->\n"
     "<!-- include: b3.md -->\n<!-- include: b4.md -->\n",
     "", "<!-- include: b%zu.md -->\n", ""},
    {"markdown snippets in words", run_site_markdown, "", "a ",
     "<!-- include: b%zu.md -->", ""},
    {"links to own anchors, large", run_links, 0, "",
     "## S%zu\n\n[a](#s%zu)\n\n", ""},
    {"links to another's anchors, large", run_links, 0, "", "## S%zu\n\n",
     "\f%%[a](a0.md#s%zu) "},
    {"links from article to article", run_links, 0, "",
     "## X\n\n[a](a%zu.md#x)\f", ""},
    {"links and images to nowhere", run_links, 0, "",
     "[a](b%zu.md#c) ![d](e%zu.png) ", ""},
    {"links up and down", run_links, 0, "[a](", "../b/", "a0.md)"},
    {"front matter open", run_front_matter, 0, "---\n", "a: b\n", ""},
    {"front matter keys", run_front_matter, 0, "---\n", "k%zu: b\n", "---\n"},
    {"front matter folders", run_front_matter, 0, "---\ncascade:\n",
     "  k%zu: b\n", "---\n"},
    {"front matter maps", run_front_matter, 0, "---\n", "k%zu: {a: {b: c}}\n",
     "---\n"},
    {"front matter tags", run_front_matter, 0, "---\ntags: [", "a%zu, ",
     "b]\n---\n"},
    {"front matter text", run_front_matter, 0, "---\ntitle: ", "words ",
     "\n---\n"},
    {"yaml keys", run_yaml, 0, "", "k%zu: b\n", ""},
    {"yaml brackets", run_yaml, 0, "", "[", ""},
    {"yaml dashes", run_yaml, 0, "", "- ", ""},
    {"yaml aliases", run_yaml, 0, "a: &a [x, x, x, x]\nb:\n", "  - *a\n", ""},
    {"yaml aliases of aliases", run_yaml, 0, "- &a0 x\n",
     "- &a%zu [*a0, *a0]\n", ""},
    {"yaml anchors", run_yaml, 0, "", "- &a%zu x\n", ""},
    {"yaml quotes", run_yaml, 0, "", "- \"\\x41\"\n", ""},
    {"template sections", run_template, "{\"a\":[1]}", "", "{{#a}}x{{/a}}", ""},
    {"template tags open", run_template, "{}", "", "{{", ""},
    {"template names", run_template, "{\"a\":1}", "", "{{a}}{{b.c.d}}", ""},
    {"template lines", run_template, "{}", "", "  {{! a }}\n", ""},
    {"template blocks", run_template, "{}", "", "{{$b%zu}}x{{/b%zu}}", ""},
    {"analyser one word", run_analyser, "en", "", "a", ""},
    {"analyser one word, ko", run_analyser, "ko", "", "가", ""},
    {"analyser one word, ja", run_analyser, "ja", "", "カ", ""},
    {"analyser one word, zh", run_analyser, "zh", "", "中国", ""},
    {"analyser one word, th", run_analyser, "th", "", "ก", ""},
    {"analyser marks", run_analyser, "pl", "a", "\xCC\x81", ""},
    {"analyser marks mixed", run_analyser, "fil", "a", "\xCC\x81\xCC\xA3", ""},
    {"analyser words", run_analyser, "en", "", "w%zu ", ""},
    {"analyser dots", run_analyser, "en", "", "a.b", ""},
    {"analyser hyphens", run_analyser, "id", "", "a-", "a"},
    {"analyser address", run_analyser, "en", "http://a/", "b/c?", ""},
    {"analyser mail", run_analyser, "en", "", "a@b", ""},
    {"analyser joiners", run_analyser, "hi", "", "👩‍", ""},
    {"analyser mixed scripts", run_analyser, "ko", "", "a가1", ""},
    {"analyser one word, large", run_analyser, "en", "", "a", ""},
    {"analyser one word, ko, large", run_analyser, "ko", "", "가", ""},
    {"analyser one word, zh, large", run_analyser, "zh", "", "中国", ""},
    {"analyser one word, th, large", run_analyser, "th", "", "ภาษาไทย", ""},
    {"analyser one word, my, large", run_analyser, "my", "", "မြန်မာ", ""},
    {"analyser marks, large", run_analyser, "pl", "a", "\xCC\x81", ""},
    {"analyser one word, huge", run_analyser, "en", "", "a", ""},
    {"analyser one word, ko, huge", run_analyser, "ko", "", "환불", ""},
    {"analyser words, ko, huge", run_analyser, "ko", "", "환불은 %zu일에 ", ""},
    {"analyser no spaces, th, huge", run_analyser, "th", "", "ภาษาไทย", ""},
    {"analyser no spaces, zh, huge", run_analyser, "zh", "", "中国退货", ""},
    {"analyser marks, huge", run_analyser, "pl", "a", "\xCC\x81\xCC\xA3", ""},
    {"query words", run_query, "en", "", "w%zu ", ""},
    {"query one word", run_query, "id", "", "a", ""},
    {"query marks", run_query, "pl", "a", "\xCC\x81\xCC\xA3", ""},
    {"query signs", run_query, "fil", "", "\"(*:", ""},
    {"query no spaces", run_query, "th", "", "ภาษาไทย", ""},
    {"query hangul", run_query, "ko", "", "가나다 ", ""},
    {"query bytes", run_query, "en", "", "\xFF\x80", ""},
    {"slug words", run_slug, 0, "", "a ", ""},
    {"slug marks", run_slug, 0, "a", "\xCC\x81\xCC\xA3", ""},
    {"slug signs", run_slug, 0, "", "- ", ""},
    {"json keys", run_json, 0, "{\"a\":1", ",\"k%zu\":1", "}"},
    {"json brackets", run_json, 0, "", "[", ""},
    {"json list", run_json, 0, "[0", ",1", "]"},
    {"message arguments", run_message, 0, "", "{a} ", ""},
    {"message apostrophes", run_message, 0, "", "'{''", ""},
    {"message branches", run_message, 0, "{a, select, ", "k%zu {x} ",
     "other {}}"},
    {"languages", run_languages, 0, "", "ko-KR;q=0.1, ", "en"},
    {"target", run_target, 0, "/", "%%41?a=b&", ""},
};

enum { WORKS = sizeof(works) / sizeof(works[0]) };

static void put_pieces(struct str piece, size_t n, struct buf *out)
{
    const struct str hole = STR("%zu");

    for (size_t i = 0; out->len < n && !out->failed; i++) {
        struct str rest = piece;
        for (;;) {
            size_t at = str_search(rest, hole);
            buf_put(out, str_sub(rest, 0, at));
            if (at == rest.len)
                break;
            buf_fmt(out, "%zu", i);
            rest = str_skip(rest, at + hole.len);
        }
    }
}

static void make_text(const struct work *w, size_t n, struct buf *out)
{
    struct str tail = str_from(w->tail);
    size_t end = str_search(tail, S("%%"));

    buf_text(out, w->head);
    put_pieces(str_from(w->piece), n, out);
    buf_put(out, str_sub(tail, 0, end));
    if (end < tail.len)
        put_pieces(str_skip(tail, end + 2), 2 * n, out);
}

static int run_one(const struct work *w, size_t n)
{
    struct buf text = {0};

    make_text(w, n, &text);
    w->run(buf_str(&text), w->with);
    buf_release(&text);
    return text.failed;
}

static const struct work *work_called(const char *name)
{
    for (size_t i = 0; i < WORKS; i++)
        if (str_eq(str_from(works[i].name), str_from(name)))
            return &works[i];
    return NULL;
}

/* In a process of its own, which begins with the same counts as all others. */
static int run_apart(const char *name, const char *bytes)
{
    const struct work *w = work_called(name);
    int status;

    if (!w)
        return 2;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        exit(run_one(w, strtoul(bytes, NULL, 10)));
    if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
        return 1;
    printf("%ld %s %s\n", (long)child, bytes, name);
    return 0;
}

int main(int argc, char **argv)
{
    int result = 0;

    for (size_t i = 0; i < WORKS && argc == 1; i++)
        puts(works[i].name);
    for (int i = 1; i + 1 < argc && result == 0; i += 2)
        result = run_apart(argv[i], argv[i + 1]);
    return result;
}
