/* gabay-server inspect: what is in a site file, for people. */
#include <inttypes.h>
#include <stdio.h>

#include "server/coder.h"
#include "server/command.h"
#include "server/manifest.h"

struct inspect_options {
    const char *page;
    bool list, help;
};

#define AT(member) offsetof(struct inspect_options, member)

static const struct option_row rows[] = {
    {"list", 'l', OPTION_FLAG, NULL, "every entry with its sizes", AT(list), 0,
     0},
    {"page", 'p', OPTION_TEXT, "PATH", "the plain bytes of one entry", AT(page),
     0, 0},
    {"help", 'h', OPTION_FLAG, NULL, "this text", AT(help), 0, 0},
    {0},
};

static const char *const kinds[] = {
    [SITE_PAGE] = "page",         [SITE_ASSET] = "asset",
    [SITE_REDIRECT] = "redirect", [SITE_INTERNAL] = "internal",
    [SITE_INDEX] = "index",
};
enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static struct str or_none(struct str s)
{
    return s.len ? s : S("-");
}

static void print_head(const char *path, const struct site_file *f,
                       const struct manifest *m)
{
    printf("file       %s\n", path);
    printf("format     %d\n", SITE_VERSION);
    printf("size       %" PRIu64 " bytes\n", site_file_length(f));
    printf("check      %016" PRIx64 "\n", site_file_check(f));
    printf("generator  %.*s\n", STR_ARG(or_none(m->generator)));
    printf("title      %.*s\n", STR_ARG(or_none(m->title)));
    printf("base_url   %.*s\n", STR_ARG(or_none(m->base_url)));
    printf("prefix     %.*s\n", STR_ARG(or_none(m->prefix)));
    printf("\nlocale      articles  recipe  name\n");
    for (size_t i = 0; i < m->locale_count; i++) {
        const struct manifest_locale *l = &m->locales[i];
        printf("%-10.*s%c %8" PRIu64 "  %-6.*s  %.*s\n", STR_ARG(l->tag),
               i == m->default_locale ? '*' : ' ', l->articles,
               STR_ARG(or_none(l->recipe)), STR_ARG(l->name));
    }
}

static void print_counts(const struct site_file *f)
{
    uint64_t count[KINDS] = {0}, bytes[KINDS][3] = {{0}};

    for (size_t i = 0; i < site_file_count(f); i++) {
        const struct site_entry *entry = site_file_at(f, i);
        count[entry->kind]++;
        for (int c = SITE_PLAIN; c <= SITE_BROTLI; c++)
            bytes[entry->kind][c] += entry->blob[c].length;
    }
    printf("\nkind       entries         plain          gzip        brotli\n");
    for (int k = SITE_PAGE; k < KINDS; k++)
        printf("%-9s %8" PRIu64 " %13" PRIu64 " %13" PRIu64 " %13" PRIu64 "\n",
               kinds[k], count[k], bytes[k][SITE_PLAIN], bytes[k][SITE_GZIP],
               bytes[k][SITE_BROTLI]);
}

static void print_list(const struct site_file *f)
{
    for (size_t i = 0; i < site_file_count(f); i++) {
        const struct site_entry *entry = site_file_at(f, i);
        printf("%-8s %9" PRIu64 " %9" PRIu64 " %9" PRIu64 "  %.*s",
               kinds[entry->kind], entry->blob[SITE_PLAIN].length,
               entry->blob[SITE_GZIP].length, entry->blob[SITE_BROTLI].length,
               STR_ARG(entry->path));
        if (entry->target.len)
            printf(" -> %.*s", STR_ARG(entry->target));
        putchar('\n');
    }
}

static int read_plain(const struct site_file *f, const struct site_entry *entry,
                      struct buf *out, struct err *e)
{
    struct buf gzip = {0};

    if (entry->blob[SITE_PLAIN].offset || !entry->blob[SITE_GZIP].offset)
        return site_file_read(f, &entry->blob[SITE_PLAIN], out, e);

    struct coder *coder = coder_new();
    int result = coder ? site_file_read(f, &entry->blob[SITE_GZIP], &gzip, e)
                       : err_no_memory(e);
    if (result == 0)
        result =
            coder_inflate(coder, buf_str(&gzip), entry->plain_length, out, e);
    buf_release(&gzip);
    coder_free(coder);
    return result;
}

static int print_page(const struct site_file *f, const char *path,
                      struct err *e)
{
    const struct site_entry *entry = site_file_find(f, str_from(path));
    struct buf out = {0};

    if (!entry)
        return err_set(e, ERR_CONTENT, "there is no entry \"%s\"", path);
    int result = read_plain(f, entry, &out, e);
    if (result == 0)
        fwrite(out.ptr ? out.ptr : "", 1, out.len, stdout);
    buf_release(&out);
    return result;
}

static int inspect(const char *path, const struct site_file *f,
                   const struct inspect_options *options, struct err *e)
{
    struct arena a = {0};
    struct manifest m;
    int result = 0;

    if (options->page)
        return print_page(f, options->page, e);
    if (options->list) {
        print_list(f);
        return 0;
    }
    result = manifest_read(f, &a, &m, e);
    if (result == 0) {
        print_head(path, f, &m);
        print_counts(f);
    }
    arena_release(&a);
    return result;
}

int inspect_command(int argc, char **argv)
{
    struct inspect_options options = {0};
    struct err e = {0};
    int operands;

    if (option_parse(rows, argc, argv, &options, &operands, &e))
        return command_failed(&e);
    if (options.help) {
        command_help("usage: gabay-server inspect FILE.gabay [OPTION...]\n",
                     rows);
        return command_done();
    }
    if (operands != 1) {
        err_set(&e, ERR_USAGE, "expected one FILE.gabay; see inspect --help");
        return command_failed(&e);
    }
    struct site_file *f = site_file_open(argv[1], &e);
    if (!f)
        return command_failed(&e);
    int result = inspect(argv[1], f, &options, &e);
    site_file_close(f);
    if (result)
        return command_failed(&e);
    return command_done();
}
