/* Any bytes as a thesaurus: what is read is within its limits, and written
 * down again it reads the same. */
#include <assert.h>

#include "lib/buf.h"
#include "lib/thesaurus/thesaurus.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_terms(const struct str *terms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert(utf8_check(terms[i]) == terms[i].len);
        assert(terms[i].len && str_trim(terms[i]).len == terms[i].len);
        assert(utf8_count(terms[i]) <= THESAURUS_TERM_MAX);
    }
}

static void check_group(const struct thesaurus_group *g)
{
    assert(g->line && g->term_count);
    assert(g->term_count + g->more_count >= 2);
    assert(g->term_count + g->more_count <= THESAURUS_TERMS_MAX);
    check_terms(g->terms, g->term_count);
    check_terms(g->more, g->more_count);
}

static void write_terms(struct buf *out, const struct str *terms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_text(out, i ? ", " : "");
        buf_put(out, terms[i]);
    }
}

static void write_group(struct buf *out, const struct thesaurus_group *g)
{
    write_terms(out, g->terms, g->term_count);
    if (g->more_count) {
        buf_text(out, " => ");
        write_terms(out, g->more, g->more_count);
    }
    buf_char(out, '\n');
}

static void compare(const struct thesaurus_group *a,
                    const struct thesaurus_group *b)
{
    assert(a->term_count == b->term_count && a->more_count == b->more_count);
    for (size_t i = 0; i < a->term_count; i++)
        assert(str_eq(a->terms[i], b->terms[i]));
    for (size_t i = 0; i < a->more_count; i++)
        assert(str_eq(a->more[i], b->more[i]));
}

static void read_again(struct arena *a, const struct thesaurus *t)
{
    struct thesaurus again;
    struct buf out = {0};

    /* A byte order mark is one at the start only; in a term it is a letter
     * that nobody sees. */
    buf_char(&out, '\n');
    for (size_t i = 0; i < t->count; i++)
        write_group(&out, &t->groups[i]);
    if (out.len <= THESAURUS_BYTES_MAX) {
        assert(thesaurus_parse(&again, a, buf_str(&out), S(""), NULL) == 0);
        assert(again.count == t->count);
        for (size_t i = 0; i < t->count; i++)
            compare(&again.groups[i], &t->groups[i]);
    }
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = str_of((const char *)data, size);
    struct arena a = {0};
    struct thesaurus t;
    struct err e = {0};

    if (thesaurus_parse(&t, &a, text, S("en.txt"), &e) != 0) {
        assert(e.code == ERR_CONTENT && e.message[0] && e.path[0]);
    } else {
        for (size_t i = 0; i < t.count; i++)
            check_group(&t.groups[i]);
        read_again(&a, &t);
    }
    arena_release(&a);
    return 0;
}
