#include "lib/xapian/barrier.h"

struct xapian_writer {
    Xapian::WritableDatabase database;
    Xapian::Document document;
    uint32_t last; /* docid of the newest document */
};

/* A scratch database needs no safety of its own: what is served is the
 * compacted copy. */
static const int SCRATCH = Xapian::DB_CREATE_OR_OVERWRITE |
                           Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC |
                           Xapian::DB_DANGEROUS;

struct xapian_writer *xapian_writer_new(const char *folder, struct err *e)
{
    struct xapian_writer *w = nullptr;

    barrier(e, [&] {
        w = new xapian_writer{Xapian::WritableDatabase(folder, SCRATCH),
                              Xapian::Document(), 0};
        return 0;
    });
    return w;
}

static int check_term(struct str term, struct err *e)
{
    size_t cost = term.len;

    for (size_t i = 0; i < term.len; i++)
        cost += term.ptr[i] == '\0';
    if (term.len == 0)
        return err_set(e, ERR_CONTENT, "empty search term");
    if (cost > XAPIAN_TERM_MAX)
        return err_set(e, ERR_CONTENT,
                       "search term of %zu bytes: at most %d are possible",
                       cost, XAPIAN_TERM_MAX);
    return 0;
}

int xapian_writer_term(struct xapian_writer *w, struct str term, uint32_t wdf,
                       struct err *e)
{
    if (check_term(term, e))
        return -1;
    return barrier(e, [&] {
        w->document.add_term(text_of(term), wdf);
        return 0;
    });
}

int xapian_writer_filter(struct xapian_writer *w, struct str term,
                         struct err *e)
{
    return xapian_writer_term(w, term, 0, e);
}

int xapian_writer_value(struct xapian_writer *w, uint32_t slot, double number,
                        struct err *e)
{
    return barrier(e, [&] {
        w->document.add_value(slot, Xapian::sortable_serialise(number));
        return 0;
    });
}

/* Posting lists written out of order are cut into other chunks, and that
 * shows in the compacted bytes: hence the rule that docids rise. */
int xapian_writer_add(struct xapian_writer *w, uint32_t docid, struct err *e)
{
    if (docid <= w->last)
        return err_set(
            e, ERR_SYSTEM, "search index: document %u added after %u",
            static_cast<unsigned>(docid), static_cast<unsigned>(w->last));
    return barrier(e, [&] {
        w->database.replace_document(docid, w->document);
        w->last = docid;
        w->document = Xapian::Document();
        return 0;
    });
}

int xapian_writer_commit(struct xapian_writer *w, struct err *e)
{
    return barrier(e, [&] {
        w->database.commit();
        return 0;
    });
}

void xapian_writer_free(struct xapian_writer *w)
{
    barrier(nullptr, [&] {
        if (w)
            w->database.close();
        return 0;
    });
    barrier(nullptr, [&] {
        delete w;
        return 0;
    });
}
