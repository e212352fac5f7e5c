#include "lib/xapian/barrier.h"

#include <memory>
#include <vector>

#include <fcntl.h>

struct xapian_db *xapian_db_open(int fd, uint64_t offset, struct err *e)
{
    struct xapian_db *db = nullptr;
    int own = reopen_at(fd, O_RDONLY, offset, e);

    if (own < 0)
        return nullptr;
    /* Xapian closes the descriptor, also when it throws. */
    barrier(e, [&] {
        db = new xapian_db{Xapian::Database(own)};
        return 0;
    });
    return db;
}

void xapian_db_free(struct xapian_db *db)
{
    barrier(nullptr, [&] {
        delete db;
        return 0;
    });
}

int xapian_db_count(struct xapian_db *db, uint32_t *documents, struct err *e)
{
    return barrier(e, [&] {
        *documents = db->database.get_doccount();
        return 0;
    });
}

int xapian_db_frequency(struct xapian_db *db, struct str term,
                        uint32_t *documents, struct err *e)
{
    return barrier(e, [&] {
        *documents = db->database.get_termfreq(text_of(term));
        return 0;
    });
}

int xapian_query_postings(struct xapian_db *db, const struct xapian_query *q,
                          uint64_t *postings, struct err *e)
{
    return barrier(e, [&] {
        for (auto t = q->query.get_terms_begin(); t != q->query.get_terms_end();
             ++t)
            *postings += db->database.get_termfreq(*t);
        return 0;
    });
}

namespace
{

/* Notes the documents that the match looks at. */
class listing : public Xapian::MatchSpy
{
  public:
    void operator()(const Xapian::Document &document, double) override
    {
        docids.push_back(document.get_docid());
    }

    std::vector<uint32_t> docids;
};

/* The result and what its pointers borrow. */
struct stored_result : xapian_result {
    std::vector<xapian_hit> hit_store;
    std::vector<uint32_t> match_store;
};

} // namespace

static void take_hits(stored_result *r, const Xapian::MSet &matches)
{
    for (auto i = matches.begin(); i != matches.end(); ++i)
        r->hit_store.push_back({*i, i.get_weight()});
    r->hits = r->hit_store.data();
    r->hit_count = r->hit_store.size();
    r->estimated = matches.get_matches_estimated();
    r->lower = matches.get_matches_lower_bound();
    r->upper = matches.get_matches_upper_bound();
}

static void search(struct xapian_db *db, const struct xapian_query *q,
                   const struct xapian_search *how, stored_result *r)
{
    Xapian::Enquire enquire(db->database);
    listing seen;

    enquire.set_query(q->query);
    enquire.set_weighting_scheme(
        Xapian::BM25Weight(how->k1, 0, 1, how->b, 0.5));
    if (how->sort_by_value)
        enquire.set_sort_by_value_then_relevance(how->sort_slot, true);
    if (how->list_matches)
        enquire.add_matchspy(&seen);
    take_hits(r, enquire.get_mset(how->first, how->count, how->check_at_least));
    r->match_store.swap(seen.docids);
    r->matches = r->match_store.data();
    r->match_count = r->match_store.size();
}

int xapian_search(struct xapian_db *db, const struct xapian_query *q,
                  const struct xapian_search *how,
                  struct xapian_result **result, struct err *e)
{
    *result = nullptr;
    if (!q)
        return err_no_memory(e);
    return barrier(e, [&] {
        std::unique_ptr<stored_result> r(new stored_result{});

        search(db, q, how, r.get());
        *result = r.release();
        return 0;
    });
}

void xapian_result_free(struct xapian_result *r)
{
    delete static_cast<stored_result *>(r);
}
