#include "lib/xapian/barrier.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
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

namespace
{

using counts = std::map<std::string, uint32_t>;

/* Counts the values of a slot over the documents that the match looks at. */
class facet_spy : public Xapian::MatchSpy
{
  public:
    explicit facet_spy(Xapian::valueno wanted) : slot(wanted)
    {
    }

    void operator()(const Xapian::Document &document, double) override
    {
        const std::string joined = document.get_value(slot);

        for (size_t at = 0; at < joined.size();) {
            size_t end = std::min(joined.find('\x1f', at), joined.size());
            if (end > at)
                found[joined.substr(at, end - at)]++;
            at = end + 1;
        }
    }

    counts found;

  private:
    Xapian::valueno slot;
};

/* The result and what its pointers borrow. */
struct stored_result : xapian_result {
    std::vector<xapian_hit> hit_store;
    std::vector<xapian_facet> facet_store[XAPIAN_FACETS_MAX];
    counts texts[XAPIAN_FACETS_MAX];
};

} // namespace

static void take_facets(stored_result *r, size_t n, facet_spy *spy)
{
    std::vector<xapian_facet> &facets = r->facet_store[n];

    r->texts[n].swap(spy->found);
    for (const auto &entry : r->texts[n])
        facets.push_back(
            {{entry.first.data(), entry.first.size()}, entry.second});
    /* The map is in order of value, and a stable sort keeps that. */
    std::stable_sort(facets.begin(), facets.end(),
                     [](const xapian_facet &a, const xapian_facet &b) {
                         return a.count > b.count;
                     });
    r->facets[n] = facets.data();
    r->facet_counts[n] = facets.size();
}

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
    std::vector<std::unique_ptr<facet_spy>> spies;
    Xapian::Enquire enquire(db->database);
    size_t facets =
        std::min(how->facet_count, static_cast<size_t>(XAPIAN_FACETS_MAX));

    spies.reserve(facets); /* emplace_back must not throw: it would leak */
    enquire.set_query(q->query);
    enquire.set_weighting_scheme(
        Xapian::BM25Weight(how->k1, 0, 1, how->b, 0.5));
    if (how->sort_by_value)
        enquire.set_sort_by_value_then_relevance(how->sort_slot, true);
    for (size_t i = 0; i < facets; i++) {
        spies.emplace_back(new facet_spy(how->facet_slots[i]));
        enquire.add_matchspy(spies.back().get());
    }
    take_hits(r, enquire.get_mset(how->first, how->count, how->check_at_least));
    for (size_t i = 0; i < facets; i++)
        take_facets(r, i, spies[i].get());
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
