/* The synonyms' table: what thesauri say, as stems. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/query/synonyms.h"

static void add(struct synonyms_builder *b, struct analyser *a,
                const char *text, uint32_t weight)
{
    struct thesaurus t;
    struct err e = {0};

    assert_int_equal(
        thesaurus_parse(&t, &b->arena, str_from(text), S("test"), &e), 0);
    assert_int_equal(synonyms_add(b, a, &t, weight, &e), 0);
}

static void make(struct synonyms *s, const char *shipped, const char *site)
{
    struct analyser *a = analyser_new(S("en"), NULL);
    struct synonyms_builder b;
    struct buf out = {0};

    synonyms_begin(&b);
    add(&b, a, shipped, SYNONYM_SHIPPED);
    add(&b, a, site, SYNONYM_SITE);
    assert_true(synonyms_write(&b, &out));
    assert_int_equal(synonyms_open(s, &out, NULL), 0);
    synonyms_builder_release(&b);
    analyser_free(a);
}

/* The alternatives of a key, with their weights: "parcel*0.7 packag*0.7". */
static void assert_found(const struct synonyms *s, const char *key,
                         const char *want)
{
    struct synonyms_range r = synonyms_find(s, str_from(key));
    struct buf out = {0};
    char weight[16];

    for (uint32_t i = 0; i < r.count; i++) {
        snprintf(weight, sizeof(weight), "*%.1f",
                 synonyms_weight(s, r.first + i));
        buf_text(&out, i ? ", " : "");
        buf_put(&out, synonyms_alternative(s, r.first + i));
        buf_text(&out, weight);
    }
    if (!str_eq(buf_str(&out), str_from(want)))
        fail_msg("%s has %.*s, want %s", key, STR_ARG(buf_str(&out)), want);
    buf_release(&out);
}

static const char shipped_text[] = "return, send back, give back\n"
                                   "trolley, bag => cart\n"
                                   "parcel, package, parcels\n"
                                   "a b c d e f g, short\n";

static void groups_become_stems(void **state)
{
    (void)state;
    struct synonyms s;

    make(&s, shipped_text, "");
    assert_found(&s, "return", "send back*0.7, give back*0.7");
    assert_found(&s, "send back", "return*0.7, give back*0.7");
    assert_found(&s, "trolley", "cart*0.7");
    assert_found(&s, "bag", "cart*0.7");
    assert_found(&s, "cart", "");
    assert_found(&s, "parcel", "packag*0.7"); /* parcels is the same word */
    assert_found(&s, "short", "");            /* the other has too many words */
    assert_found(&s, "", "");
    assert_found(&s, "zebra", "");
    assert_int_equal(s.words, 2);
    synonyms_close(&s);
}

static void the_site_has_the_last_word(void **state)
{
    (void)state;
    struct synonyms s;

    make(&s, shipped_text, "parcel, box\nbasket => cart\n");
    assert_found(&s, "parcel", "box*0.9");
    assert_found(&s, "box", "parcel*0.9");
    assert_found(&s, "packag", "parcel*0.7");
    assert_found(&s, "basket", "cart*0.9");
    assert_found(&s, "trolley", "cart*0.7");
    synonyms_close(&s);
}

static void nothing_is_fine(void **state)
{
    (void)state;
    struct synonyms s;

    make(&s, "", "");
    assert_int_equal(s.keys, 0);
    assert_found(&s, "return", "");
    synonyms_close(&s);
}

static void damage_is_refused(void **state)
{
    (void)state;
    struct synonyms s;
    struct buf whole = {0};

    make(&s, shipped_text, "");
    buf_put(&whole, buf_str(&s.bytes));
    size_t tables = (size_t)(s.strings - s.bytes.ptr);

    synonyms_close(&s);
    for (size_t at = 0; at < tables; at += 4) {
        struct buf copy = {0};
        buf_put(&copy, buf_str(&whole));
        memset(copy.ptr + at, 0xFF, 4);
        assert_int_equal(synonyms_open(&s, &copy, NULL), -1);
    }
    for (size_t len = 0; len < whole.len; len++) {
        struct buf copy = {0};
        buf_put(&copy, str_of(whole.ptr, len));
        assert_int_equal(synonyms_open(&s, &copy, NULL), -1);
    }
    buf_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_become_stems),
        cmocka_unit_test(the_site_has_the_last_word),
        cmocka_unit_test(nothing_is_fine),
        cmocka_unit_test(damage_is_refused),
    };

    return cmocka_run_group_tests_name("synonyms", tests, NULL, NULL);
}
