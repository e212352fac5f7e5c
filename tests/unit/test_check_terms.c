/* Terms in texts: by stems, as phrases, in several scripts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/check/check_terms.h"

/* Each is found so many times in the text. */
static const struct {
    const char *locale, *term, *text;
    unsigned times;
} rows[] = {
    {"en", "parcel", "A parcel is one of your Parcels; PARCEL-box.", 3},
    {"en", "parcel", "Packages and parcelling? No: a parc.", 1},
    {"en", "send back", "Sending back an item: send it back, or send\nback.",
     2},
    {"en", "gift card", "A gift, a card; gift cards. The card gift.", 1},
    {"en", "e-mail", "e-mail, E mail, email", 2},
    {"en", "node.js", "Node.js and node", 1},
    {"en", "parcel", "", 0},
    {"pl", "paczka", "Paczki i paczkomaty, w paczce.", 2},
    {"pl", "zwrot książki", "Zwroty ksia\xCC\xA8żek, zwrot towaru", 1},
    {"id", "kirim", "Pengiriman: kami mengirimkan, dikirim", 3},
    {"fil", "bili", "Bumili ako, binili mo", 2},
    {"ko", "환불", "환불은 환불을 환불됩니다. 반환 불가", 3},
    {"ko", "반환", "환불은 반환이 아닙니다", 1},
    {"ko", "하다", "주문을 했습니다. 주문 하세요", 2},
    {"ko", "주문 취소", "주문을 취소하세요. 취소 주문", 1},
    {"ko", "usd", "환불USD입니다", 1},
    {"ja", "返品", "商品を返品する方法", 1},
    {"th", "คืนสินค้า", "วิธีคืนสินค้าและรับเงิน", 1},
};

struct finding {
    uint32_t node;
    unsigned times;
};

static void count(void *ctx, uint32_t node)
{
    struct finding *f = ctx;

    f->times += node == f->node;
}

static void terms_are_found_by_their_stems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct term_set set;
        struct term_reader r;
        struct finding f = {0};
        struct err e = {0};

        term_set_init(&set);
        assert_int_equal(
            term_reader_init(&r, &set, str_from(rows[i].locale), &e), 0);
        assert_int_equal(term_add(&r, str_from(rows[i].term), &f.node, &e), 0);
        assert_int_not_equal(f.node, 0);
        assert_int_equal(term_find(&r, str_from(rows[i].text), count, &f, &e),
                         0);
        if (f.times != rows[i].times)
            fail_msg("%s: '%s' in '%s': %u", rows[i].locale, rows[i].term,
                     rows[i].text, f.times);
        term_reader_release(&r);
        term_set_release(&set);
    }
}

static uint32_t add(struct term_reader *r, const char *term)
{
    struct err e = {0};
    uint32_t node = 99;

    assert_int_equal(term_add(r, str_from(term), &node, &e), 0);
    return node;
}

static void terms_share_what_they_begin_with(void **state)
{
    (void)state;
    struct term_set set;
    struct term_reader r;
    struct err e = {0};

    term_set_init(&set);
    assert_int_equal(term_reader_init(&r, &set, S("en"), &e), 0);

    uint32_t locker = add(&r, "locker"), both = add(&r, "parcel locker");
    struct finding f = {both, 0}, inside = {locker, 0};

    assert_int_not_equal(locker, both);
    assert_int_equal(add(&r, "Parcel  lockers"), both);
    assert_int_equal(add(&r, "+ ?"), 0);
    assert_int_equal(set.nodes, 4);

    struct str text = S("Parcel lockers, parcel, other locker");
    assert_int_equal(term_find(&r, text, count, &f, &e), 0);
    assert_int_equal(f.times, 1);
    assert_int_equal(term_find(&r, text, count, &inside, &e), 0);
    assert_int_equal(inside.times, 2);
    term_reader_release(&r);
    term_set_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_found_by_their_stems),
        cmocka_unit_test(terms_share_what_they_begin_with),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
