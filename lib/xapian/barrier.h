/* What the shim's files share. C++, private to this room. */
#ifndef GABAY_XAPIAN_BARRIER_H
#define GABAY_XAPIAN_BARRIER_H

#include <string>

#include <xapian.h>

extern "C" {
#include "lib/err.h"
#include "lib/file.h"
#include "lib/str.h"
}

/* In C a struct and a function may share their name, as xapian_search do. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "lib/xapian/xapian_shim.h"
#pragma GCC diagnostic pop

struct xapian_query {
    Xapian::Query query;
};

struct xapian_db {
    Xapian::Database database;
};

/* To be called inside a catch block: turns whatever was thrown into an error.
 * Always returns -1. */
int barrier_report(struct err *e) noexcept;

/* Runs `work`, a callable that returns an int; nothing thrown leaves. */
template <typename Work> int barrier(struct err *e, Work &&work) noexcept
{
    try {
        return work();
    } catch (...) {
        return barrier_report(e);
    }
}

/* A descriptor of its own of the file open as `fd`, at `offset`; -1 on error.
 * A dup() would share its place in the file with all others. */
int reopen_at(int fd, int flags, uint64_t offset, struct err *e);

inline std::string text_of(struct str s)
{
    return s.len ? std::string(s.ptr, s.len) : std::string();
}

#endif
