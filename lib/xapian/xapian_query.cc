#include "lib/xapian/barrier.h"

#include <vector>

template <typename Make> static struct xapian_query *make(Make &&query)
{
    struct xapian_query *q = nullptr;

    barrier(nullptr, [&] {
        q = new xapian_query{query()};
        return 0;
    });
    return q;
}

struct xapian_query *xapian_query_term(struct str term)
{
    return make([&] { return Xapian::Query(text_of(term)); });
}

/* Not Xapian::Query::MatchAll: that object is shared by all threads, and its
 * count of holders is not atomic. */
struct xapian_query *xapian_query_all(void)
{
    return make([] { return Xapian::Query(std::string()); });
}

static Xapian::Query::op op_of(enum xapian_op op)
{
    switch (op) {
    case XAPIAN_OR: return Xapian::Query::OP_OR;
    case XAPIAN_AND: return Xapian::Query::OP_AND;
    case XAPIAN_AND_NOT: return Xapian::Query::OP_AND_NOT;
    case XAPIAN_FILTER: return Xapian::Query::OP_FILTER;
    case XAPIAN_SYNONYM: return Xapian::Query::OP_SYNONYM;
    }
    return Xapian::Query::OP_OR;
}

static Xapian::Query join(enum xapian_op op, struct xapian_query **children,
                          size_t count)
{
    std::vector<Xapian::Query> all;

    for (size_t i = 0; i < count; i++)
        all.push_back(children[i]->query);
    return Xapian::Query(op_of(op), all.begin(), all.end());
}

struct xapian_query *xapian_query_join(enum xapian_op op,
                                       struct xapian_query **children,
                                       size_t count)
{
    struct xapian_query *q = nullptr;
    bool whole = true;

    for (size_t i = 0; i < count; i++)
        whole = whole && children[i];
    if (whole)
        q = make([&] { return join(op, children, count); });
    for (size_t i = 0; i < count; i++)
        xapian_query_free(children[i]);
    return q;
}

struct xapian_query *xapian_query_scale(struct xapian_query *q, double factor)
{
    struct xapian_query *scaled = nullptr;

    if (q)
        scaled = make([&] { return Xapian::Query(factor, q->query); });
    xapian_query_free(q);
    return scaled;
}

void xapian_query_free(struct xapian_query *q)
{
    delete q;
}
