/* Slices: a pointer and a length, passed by value.
 *
 * A slice borrows its bytes; who owns them is said where it is handed out.
 * Bytes are UTF-8 unless a contract says otherwise, and no final NUL is
 * promised. The empty slice may have a NULL pointer. Thread rule: none,
 * slices are plain values. */
#ifndef GABAY_STR_H
#define GABAY_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *ptr;
    size_t len;
};

/* A slice of a string literal, also usable in static initialisers. */
#define STR(literal)                                                           \
    {                                                                          \
        "" literal, sizeof(literal) - 1                                        \
    }
#define S(literal) ((struct str)STR(literal))
/* For "%.*s". Lengths beyond INT_MAX are cut. */
#define STR_ARG(s) str_int_len(s), ((s).ptr ? (s).ptr : "")

int str_int_len(struct str s);

struct str str_of(const char *ptr, size_t len);
/* `text` is NUL-terminated or NULL (the empty slice). */
struct str str_from(const char *text);

bool str_eq(struct str a, struct str b);
/* ASCII letters compare alike whatever their case. */
bool str_eq_nocase(struct str a, struct str b);
/* Byte order, the shorter first: <0, 0, >0. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* The part of `s` from byte `start` on, at most `len` bytes; never reaches
 * outside `s`. */
struct str str_sub(struct str s, size_t start, size_t len);
struct str str_skip(struct str s, size_t n);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);

/* Index of the first `c`, or `s.len` where there is none. */
size_t str_find(struct str s, char c);
size_t str_find_last(struct str s, char c);
/* Index of the first occurrence of `needle`, or `s.len`. */
size_t str_search(struct str s, struct str needle);

/* Takes the piece before the next `sep` off `*rest` into `*piece`.
 * False when nothing is left. "a,b," gives "a", "b", "". Start with
 * `*rest` = the whole; an exhausted rest has a NULL pointer. */
bool str_cut(struct str *rest, char sep, struct str *piece);

/* A decimal number and nothing else; false when it is not one or would not
 * fit. */
bool str_to_u64(struct str s, uint64_t *out);

/* FNV-like mix for in-memory tables only; never written to a file. */
uint64_t str_hash(struct str s);

#endif
