/* Moving in: what other systems keep becomes pages with Gabay's front matter,
 * then files of a content folder.
 *
 *   read (a file a system) -> import_page, import_file
 *     -> place: folders, names and addresses, each once
 *     -> text: Markdown, links led to the new files
 *     -> write: nothing is overwritten, and all or nothing is written
 *
 * Texts live in the arena of `struct import`. One thread. */
#ifndef GABAY_INDEXER_IMPORT_H
#define GABAY_INDEXER_IMPORT_H

#include <stdbool.h>

#include "indexer/base/problem.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/value.h"

enum { IMPORT_PAGE_BYTES = 16 << 20, IMPORT_PAGES = 200000 };

struct import_page {
    struct str source;   /* the file it comes from, for messages */
    unsigned line;       /* on which `body` begins there; 0: unknown */
    struct str locale;   /* canonical: "en", "zh-Hans" */
    struct str folder;   /* its sections, '/' between; "" for none */
    struct str name;     /* without ".md"; "_index" describes the folder */
    struct str place;    /* what relative links count from: a folder's path in
                            `known`, without '/' at its end */
    struct str address;  /* the old one, "/docs/a"; "" for none */
    struct value *front; /* a map by Gabay's keys; never NULL */
    struct str body;
    struct str target; /* "en/orders/return.md", when it is placed */
    struct str text;   /* the whole file, when it is written */
    struct str parent; /* the title of the page above, where that decides */
    bool has_children; /* it is such a page */
    unsigned unended;  /* blocks of templates that nothing ends, as bits */
    struct import_page *next;
};

/* A file that a page may show or offer. */
struct import_file {
    struct str path;   /* as the system opens it */
    struct str name;   /* below the folder that is read: "static/a.png" */
    struct str target; /* "images/a.png"; "" until a page wants it */
    struct import_file *next;
};

struct import {
    struct arena arena;
    struct problems problems;
    const struct import_system *system;
    const char *from; /* the operand */
    struct str title, default_locale;
    const struct value *settings; /* of the old system, or NULL */
    struct import_page *pages, *last;
    size_t page_count;
    struct import_file *files;
    struct map known;    /* old paths and addresses -> import_page */
    struct map by_name;  /* import_file.name -> import_file */
    struct map said;     /* what was told already */
    struct map locales;  /* tag -> itself, in the order met */
    struct map prefixes; /* "https://old.example", "/base": of old addresses */
    struct map anchors;  /* places that links lead to */
    struct map roots;    /* folders that "/a.png" may count from */
    struct map targets;  /* files that will be written -> themselves */
    size_t sections, articles, left_out, copied;
};

struct import_system {
    const char *name; /* as the command calls it */
    const char *what; /* the operand: "DIR" */
    /* Adds pages and files. */
    int (*read)(struct import *im, struct err *e);
    /* Appends the page's body as Markdown. */
    void (*text)(struct import *im, struct import_page *p, struct buf *out);
    /* The key in `known` of an old address that has none there, or "". */
    struct str (*key)(struct import *im, struct str path);
};

extern const struct import_system import_zendesk, import_docusaurus,
    import_hugo, import_jekyll;

void import_init(struct import *im, const struct import_system *system,
                 const char *from);
void import_release(struct import *im);

/* A page with an empty `front`, in the list; NULL when memory ran out. */
struct import_page *import_add(struct import *im);
/* The page is found by this path or address; the first one has it, and of two
 * in different languages each is found from its own. */
void import_know(struct import *im, struct str key, struct import_page *p);
struct import_page *import_find(const struct import *im, struct str locale,
                                struct str key);
/* All files below `root`/`folder` that could be shown; names below `root`. */
int import_add_files(struct import *im, const char *root, const char *folder,
                     struct err *e);
/* The canonical tag of what a system calls a language; "" for none. */
struct str import_locale(struct import *im, struct str name);

/* `what` is a whole phrase. It is told once, with the first place and in how
 * many files it was. */
void import_lost(struct import *im, const struct import_page *p, unsigned line,
                 struct str what);
/* Makes problems of what was lost. */
void import_tell_lost(struct import *im);

/* Front matter of Gabay. A key that is set stays as it is. */
void import_set(struct import *im, struct import_page *p, const char *key,
                struct value *v);
void import_set_text(struct import *im, struct import_page *p, const char *key,
                     struct str text);
/* Adds to a list; what is there already is not added again. */
void import_push(struct import *im, struct import_page *p, const char *key,
                 struct str text);
struct str import_get(const struct import_page *p, const char *key);

/* Folders, names and addresses: fills `target` of all pages, adds the pages of
 * sections, aliases from old addresses. */
int import_place(struct import *im, struct err *e);
/* Old addresses began with `url` and `base`, "https://old.example" and "/base",
 * or `base` alone; "" for none. Before any link. */
void import_add_prefixes(struct import *im, struct str url, struct str base);
/* Appends the address that stands for an old one in the page's text. */
void import_link(struct import *im, struct import_page *p, struct str address,
                 bool is_image, unsigned line, struct buf *out);
/* Fills `text` of all pages. */
int import_texts(struct import *im, struct err *e);
/* Writes all of it below `content`. ERR_USAGE: a file is there already; then,
 * and after any other error, nothing was written. */
int import_write(struct import *im, const char *content, struct err *e);

/* Of a body in Markdown: whose signs it may hold. */
struct import_marks {
    /* What stands for {{ }}, {% %}, {{< >}} and {{% %}}: appends it, or says
     * that it was lost. Gives the bytes that it took from `rest`, 0: none. */
    size_t (*sign)(struct import *im, struct import_page *p, struct str rest,
                   unsigned line, struct buf *out);
    /* Is the line one that begins a note? Gives its kind, "" for an end, NULL
     * for neither. */
    const char *(*note)(struct str line, struct str *title);
    bool has_jsx;      /* imports, exports, {expressions} and components */
    bool has_kramdown; /* {: .class} */
    bool has_notes;    /* ::: */
};
void import_markdown(struct import *im, struct import_page *p,
                     const struct import_marks *marks, struct buf *out);

/* A file of Markdown with front matter in YAML or TOML. False: it cannot be
 * read, which was told. */
bool import_read_page(struct import *im, const char *root, struct str name,
                      struct import_page *out, struct value **front,
                      struct err *e);
/* YAML, TOML or JSON by the file's name; NULL when there is none or, which is
 * told, when it cannot be read. */
struct value *import_read_settings(struct import *im, const char *root,
                                   const char *name);
/* Keys that mean the same in several systems. */
void import_front(struct import *im, struct import_page *p,
                  const struct value *front);

/* Paths. "a/b" of "a/b/c"; "c"; "a/b" and "../c" -> "a/c", without a '/' at
 * either end, "" for one that leads out of the root. */
struct str import_folder_of(struct str path);
struct str import_name_of(struct str path);
struct str import_join(struct arena *a, struct str folder, struct str path);
/* %20 and the like resolved. */
struct str import_decoded(struct arena *a, struct str text);
struct str import_without(struct str s, struct str ending);

#endif
