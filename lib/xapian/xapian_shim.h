/* The only door to Xapian: a C API in the manner of the findings' section 9.
 *
 * Handles are opaque; who made one frees it. Strings given are (slice, copied).
 * No exception and no C++ type leaves. Functions return 0, or -1 with the
 * error set: ERR_CONTENT for a database that is damaged, ERR_SYSTEM for the
 * rest. A handle and all taken from it belong to one thread at a time.
 * OP_MAX is not offered: it crashes libxapian 1.4.22. */
#ifndef GABAY_XAPIAN_SHIM_H
#define GABAY_XAPIAN_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { XAPIAN_TERM_MAX = 245 }; /* bytes; zero bytes count twice */

const char *xapian_version(void);

/* Writing: a scratch folder, thrown away after compaction. */
struct xapian_writer;
struct xapian_writer *xapian_writer_new(const char *folder, struct err *e);
/* The document under construction. `wdf` adds up; longer terms are an error. */
int xapian_writer_term(struct xapian_writer *w, struct str term, uint32_t wdf,
                       struct err *e);
/* A term without weight or length (wdf 0), for filters. */
int xapian_writer_filter(struct xapian_writer *w, struct str term,
                         struct err *e);
/* Values sort; numbers are serialised so that they sort as numbers. */
int xapian_writer_value(struct xapian_writer *w, uint32_t slot, double number,
                        struct err *e);
/* Stores it as document `docid` and starts the next one. Docids are > 0 and
 * rise from one call to the next (else an error): out of order, the same
 * documents would give other bytes. */
int xapian_writer_add(struct xapian_writer *w, uint32_t docid, struct err *e);
int xapian_writer_commit(struct xapian_writer *w, struct err *e);
void xapian_writer_free(struct xapian_writer *w);

/* Joins the databases in `folders` (their docids do not overlap and are kept)
 * into one single-file database at `offset` of the file open for reading and
 * writing as `fd`, which stays open; what the file held from there on is cut
 * off. Xapian's random UUID is overwritten with a hash of the content, so equal
 * input gives equal bytes. `*length` is what was written. */
int xapian_compact(const char *const *folders, size_t count, int fd,
                   uint64_t offset, uint64_t *length, struct err *e);
/* The same, but docids are numbered anew: 1, 2 ... through the folders in their
 * order, in each of which they have no gaps. */
int xapian_compact_numbered(const char *const *folders, size_t count, int fd,
                            uint64_t offset, uint64_t *length, struct err *e);

/* Room in memory for a copy of a database, as an empty file without a name: its
 * descriptor, or -1. libxapian 1.4.22 has no checks against bytes that change
 * under it (it crashes), so what it reads must be out of everybody's reach. */
int xapian_index_room(struct err *e);

/* Reading a database inside a file. `fd` is only used to open a descriptor
 * of its own and stays the caller's. */
struct xapian_db;
struct xapian_db *xapian_db_open(int fd, uint64_t offset, struct err *e);
void xapian_db_free(struct xapian_db *db);
int xapian_db_count(struct xapian_db *db, uint32_t *documents, struct err *e);
int xapian_db_frequency(struct xapian_db *db, struct str term,
                        uint32_t *documents, struct err *e);

/* Queries are trees; a parent takes over its children, so that freeing the
 * root frees all. A NULL child (no memory) makes a NULL parent. */
struct xapian_query;
enum xapian_op {
    XAPIAN_OR,
    XAPIAN_AND,
    XAPIAN_AND_NOT, /* first child without the second */
    XAPIAN_FILTER,  /* first child restricted to the second */
    XAPIAN_SYNONYM, /* children weigh as one term */
};
struct xapian_query *xapian_query_term(struct str term);
struct xapian_query *xapian_query_all(void);
struct xapian_query *xapian_query_join(enum xapian_op op,
                                       struct xapian_query **children,
                                       size_t count);
/* `factor` >= 0. */
struct xapian_query *xapian_query_scale(struct xapian_query *q, double factor);
void xapian_query_free(struct xapian_query *q);

struct xapian_search {
    uint32_t first, count;   /* which hits */
    uint32_t check_at_least; /* so many are counted exactly */
    double k1, b;            /* BM25 */
    bool list_matches;       /* give the docids of all that were looked at */
    bool sort_by_value;      /* descending by `sort_slot`, then relevance */
    uint32_t sort_slot;
};

struct xapian_hit {
    uint32_t docid;
    double weight;
};

struct xapian_result {
    struct xapian_hit *hits;
    size_t hit_count;
    uint32_t estimated, lower, upper; /* matches in all */
    uint32_t *matches; /* docids looked at, about check_at_least of them */
    size_t match_count;
};

/* Everything lazy is fetched inside. */
/* The most postings that a search for `q` can read: how many documents hold
 * each of its terms, in all. Added to `*postings`. */
int xapian_query_postings(struct xapian_db *db, const struct xapian_query *q,
                          uint64_t *postings, struct err *e);
int xapian_search(struct xapian_db *db, const struct xapian_query *q,
                  const struct xapian_search *how,
                  struct xapian_result **result, struct err *e);
void xapian_result_free(struct xapian_result *r);

#ifdef __cplusplus
}
#endif

#endif
