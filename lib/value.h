/* Values: the tree that a template is given and that an API answers as JSON.
 *
 * Every node lives in an arena and is immutable once it was handed on. All
 * constructors and setters accept NULL where a value is expected (memory ran
 * out, the arena says so) and then do nothing, so that trees are built without
 * a check at each step. Strings are borrowed; copy them into the same arena
 * where they would not live as long. */
#ifndef GABAY_VALUE_H
#define GABAY_VALUE_H

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

enum value_kind {
    VALUE_NULL,
    VALUE_BOOL,
    VALUE_INTEGER,
    VALUE_NUMBER,
    VALUE_TEXT,    /* plain text: escaped wherever it is shown */
    VALUE_HTML,    /* safe HTML: only {{{x}}} shows it as it is */
    VALUE_URL,     /* scheme checked when made: value_url() */
    VALUE_JSON,    /* any value, shown as JSON that is safe in a data block */
    VALUE_MESSAGE, /* an interface text: lib/icu/message.h; never in JSON */
    VALUE_LIST,
    VALUE_MAP,
};

struct message;

struct value {
    enum value_kind kind;
    union {
        bool boolean;
        int64_t integer;
        double number;
        struct str text; /* TEXT, HTML, URL */
        const struct message *message;
        const struct value *json;
        struct {
            struct value **items;
            size_t count, room;
        } list;
        struct {
            struct value_member *members; /* in order of insertion */
            size_t count, room;
        } map;
    };
};

struct value_member {
    struct str key;
    struct value *value;
};

struct value *value_null(struct arena *a);
struct value *value_bool(struct arena *a, bool b);
struct value *value_integer(struct arena *a, int64_t n);
struct value *value_number(struct arena *a, double n);
struct value *value_text(struct arena *a, struct str s);
struct value *value_html(struct arena *a, struct str s);
/* http, https, mailto, tel, or relative to the root or the page ("/x", "#x",
 * "?x", "x/y"); "//host", other schemes and control characters become null. */
struct value *value_url(struct arena *a, struct str s);
struct value *value_json(struct arena *a, const struct value *inner);
struct value *value_message(struct arena *a, const struct message *m);
struct value *value_list(struct arena *a);
struct value *value_map(struct arena *a);

void value_push(struct arena *a, struct value *list, struct value *item);
/* Sets or replaces; `key` is borrowed. */
void value_set(struct arena *a, struct value *map, const char *key,
               struct value *v);
void value_set_str(struct arena *a, struct value *map, struct str key,
                   struct value *v);
/* As value_set_str, for a key known to be new: not looked for. */
void value_add(struct arena *a, struct value *map, struct str key,
               struct value *v);

/* NULL when `v` is no map or has no such key. */
const struct value *value_get(const struct value *v, struct str key);
/* A dotted path of keys: "site.title". */
const struct value *value_path(const struct value *v, struct str path);
/* What {{#x}} asks: not null, false, "" or an empty list. 0 is true, as in
 * the Mustache specification. */
bool value_is_true(const struct value *v);
/* The text of TEXT, HTML and URL; else the empty slice. */
struct str value_str(const struct value *v);

/* Of a text, that; of a map from locale to text, the one of `tag`, else of
 * `otherwise`, else the first. */
struct str value_str_in(const struct value *v, struct str tag,
                        struct str otherwise);

/* As JSON (RFC 8259), keys in order of insertion; strings by buf_json(). */
void value_to_json(struct buf *out, const struct value *v);
/* Parses JSON text; strings become TEXT, copied into the arena. */
struct value *value_from_json(struct arena *a, struct str json, struct err *e);

#endif
