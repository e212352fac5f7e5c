/* The form of a thesaurus, and the thesauri that Gabay ships. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/analyse/analyse.h"
#include "lib/buf.h"
#include "lib/icu/fold.h"
#include "lib/map.h"
#include "lib/thesaurus/thesaurus.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct thesaurus parsed(struct arena *a, struct str text)
{
    struct thesaurus t = {0};
    struct err e = {0};
    char line[1100];

    if (thesaurus_parse(&t, a, text, S("it.txt"), &e) != 0)
        fail_msg("%s", err_text(&e, line, sizeof(line)));
    return t;
}

/* Groups as they would be written, a line each with its number. */
static void show(const struct thesaurus *t, struct buf *out)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct thesaurus_group *g = &t->groups[i];
        buf_fmt(out, "%u:", g->line);
        for (size_t n = 0; n < g->term_count; n++)
            buf_fmt(out, "[%.*s]", STR_ARG(g->terms[n]));
        for (size_t n = 0; n < g->more_count; n++)
            buf_fmt(out, ">[%.*s]", STR_ARG(g->more[n]));
        buf_char(out, '\n');
    }
}

static const char *const readable[][2] = {
    {"", ""},
    {"# nothing\n\n   # but comments\n", ""},
    {"return, send back", "1:[return][send back]\n"},
    {"\n# Phones\nphone => mobile, handset\n",
     "3:[phone]>[mobile]>[handset]\n"},
    {"bag, trolley => cart", "1:[bag][trolley]>[cart]\n"},
    {"a,b\nc , d # e, f\n", "1:[a][b]\n2:[c][d]\n"},
    {"  give \t  back,\tsend back  ", "1:[give back][send back]\n"},
    {"\xEF\xBB\xBF"
     "a, b\r\n\r\nc, d\r\n",
     "1:[a][b]\n3:[c][d]\n"},
    /* A mark of its own joins its letter. */
    {"zwro\xCC\x81"
     "ci\xC4\x87, oddac\xCC\x81",
     "1:[zwrócić][oddać]\n"},
    {"AS, A/S, 3-D", "1:[AS][A/S][3-D]\n"},
    /* Only two-way groups claim their terms. */
    {"a, b\na => c\nd => a, b", "1:[a][b]\n2:[a]>[c]\n3:[d]>[a]>[b]\n"},
};

static void groups_are_read(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(readable); i++) {
        struct arena a = {0};
        struct buf out = {0};
        struct thesaurus t = parsed(&a, str_from(readable[i][0]));

        show(&t, &out);
        if (!str_eq(buf_str(&out), str_from(readable[i][1])))
            fail_msg("\"%s\" became\n%.*s", readable[i][0],
                     STR_ARG(buf_str(&out)));
        buf_release(&out);
        arena_release(&a);
    }
}

static const struct {
    const char *text, *error;
} wrong[] = {
    {"a, b\nlonely\n", "it.txt:2:1: a group of one term joins nothing"},
    {"a, b\n  c,, d", "it.txt:2:5: expected a word or a phrase here"},
    {"a, b,", "it.txt:1:6: expected a word or a phrase here"},
    {"a =>", "it.txt:1:5: expected a word or a phrase here"},
    {"=> a", "it.txt:1:1: expected a word or a phrase here"},
    {"a => b => c", "it.txt:1:8: a second \"=>\" in a line"},
    {"oddać, zwrócić, Oddac",
     "it.txt:1:17: the term stands in its group already"},
    {"a => b, a", "it.txt:1:9: the term stands in its group already"},
    {"a, b\n\nc, d\ne, B", "it.txt:4:4: the term is in the two-way group "
                           "of line 1 already"},
    {"ąę, \xFF", "it.txt:1:5: not UTF-8"},
    {"# \xFF", "it.txt:1:3: not UTF-8"},
    {"a, b\x01", "it.txt:1:4: a control character in a term"},
    {"a, !?", "it.txt:1:4: a term needs a letter or a digit"},
    {"x, 1234567890123456789012345678901234567890123456789012345678901234"
     "5",
     "it.txt:1:4: a term is too long; most is 64 characters"},
};

static void what_is_wrong_is_named_with_its_place(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct arena a = {0};
        struct thesaurus t = {0};
        struct err e = {0};
        char line[1100];

        assert_int_equal(-1, thesaurus_parse(&t, &a, str_from(wrong[i].text),
                                             S("it.txt"), &e));
        assert_int_equal(e.code, ERR_CONTENT);
        assert_string_equal(err_text(&e, line, sizeof(line)), wrong[i].error);
        assert_null(t.groups);
        arena_release(&a);
    }
}

static void assert_refused(const struct buf *text, const char *error)
{
    struct arena a = {0};
    struct thesaurus t;
    struct err e = {0};
    char line[1100];

    assert_false(text->failed);
    assert_int_equal(-1,
                     thesaurus_parse(&t, &a, buf_str(text), S("it.txt"), &e));
    assert_string_equal(err_text(&e, line, sizeof(line)), error);
    arena_release(&a);
}

static void size_is_bounded(void **state)
{
    (void)state;
    struct buf b = {0};
    struct arena a = {0};

    for (unsigned i = 0; i < THESAURUS_GROUPS_MAX; i++)
        buf_fmt(&b, "a%u, b%u\n", i, i);
    assert_int_equal(parsed(&a, buf_str(&b)).count, THESAURUS_GROUPS_MAX);
    buf_text(&b, "c, d\n");
    assert_refused(&b, "it.txt:4097:1: too many groups; most is 4096");

    buf_clear(&b);
    for (unsigned i = 0; i < THESAURUS_TERMS_MAX; i++)
        buf_fmt(&b, "%st%u", i ? "," : "", i);
    assert_int_equal(parsed(&a, buf_str(&b)).groups[0].term_count,
                     THESAURUS_TERMS_MAX);
    buf_text(&b, "=>x");
    assert_refused(&b, "it.txt:1:120: too many terms in a group; most is 32");

    buf_clear(&b);
    for (size_t i = 0; i < THESAURUS_BYTES_MAX; i++)
        buf_char(&b, '\n');
    assert_int_equal(parsed(&a, buf_str(&b)).count, 0);
    buf_char(&b, '\n');
    assert_refused(&b, "it.txt: too long; most is 256 KiB");
    buf_release(&b);
    arena_release(&a);
}

static const char *const shipped[] = {"en", "id", "ko", "pl", "fil"};

static bool holds(const struct thesaurus_group *g, struct str term)
{
    for (size_t i = 0; i < g->term_count; i++)
        if (str_eq(g->terms[i], term))
            return true;
    for (size_t i = 0; i < g->more_count; i++)
        if (str_eq(g->more[i], term))
            return true;
    return false;
}

/* Does a search for `from` find `to` as well? */
static bool finds(const struct thesaurus *t, const char *from, const char *to)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct thesaurus_group *g = &t->groups[i];
        const struct str *found = g->more_count ? g->more : g->terms;
        size_t count = g->more_count ? g->more_count : g->term_count;
        bool asked = false, answered = false;
        for (size_t n = 0; n < g->term_count; n++)
            asked = asked || str_eq(g->terms[n], str_from(from));
        for (size_t n = 0; n < count; n++)
            answered = answered || str_eq(found[n], str_from(to));
        if (asked && answered)
            return true;
    }
    return false;
}

static void a_language_finds_its_text(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(shipped); i++)
        assert_true(thesaurus_builtin(str_from(shipped[i])).len > 0);
    assert_ptr_equal(thesaurus_builtin(S("ko-KR")).ptr,
                     thesaurus_builtin(S("ko")).ptr);
    assert_ptr_equal(thesaurus_builtin(S("tl")).ptr,
                     thesaurus_builtin(S("fil")).ptr);
    assert_int_equal(thesaurus_builtin(S("de")).len, 0);
    assert_int_equal(thesaurus_builtin(S("")).len, 0);
}

static void shipped_texts_are_whole(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(shipped); i++) {
        struct arena a = {0};
        struct buf nfc = {0};
        struct str text = thesaurus_builtin(str_from(shipped[i]));
        struct thesaurus t = parsed(&a, text);
        size_t one_way = 0;

        for (size_t n = 0; n < t.count; n++)
            one_way += t.groups[n].more_count > 0;
        if (t.count < 120 || one_way < 10 || t.count - one_way < 100)
            fail_msg("%s: %zu groups, %zu of them one-way", shipped[i], t.count,
                     one_way);
        fold_nfc(text, &nfc);
        assert_true(str_eq(buf_str(&nfc), text));
        buf_release(&nfc);
        arena_release(&a);
    }
}

static bool says_too(const struct thesaurus_group *other,
                     const struct thesaurus_group *one_way)
{
    for (size_t i = 0; i < one_way->term_count; i++)
        for (size_t n = 0; n < one_way->more_count; n++)
            if (holds(other, one_way->terms[i]) &&
                holds(other, one_way->more[n]))
                return true;
    return false;
}

/* A one-way group is idle where a two-way group says the same. */
static void no_shipped_group_is_idle(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(shipped); i++) {
        struct arena a = {0};
        struct thesaurus t =
            parsed(&a, thesaurus_builtin(str_from(shipped[i])));

        for (size_t n = 0; n < t.count; n++)
            for (size_t m = 0; m < t.count; m++) {
                const struct thesaurus_group *g = &t.groups[n],
                                             *other = &t.groups[m];
                if (n == m || !g->more_count)
                    continue;
                if (says_too(other, g))
                    fail_msg("%s: lines %u and %u", shipped[i], g->line,
                             other->line);
            }
        arena_release(&a);
    }
}

static void add_stem(void *ctx, const struct token *t)
{
    struct buf *stems = ctx;

    if (!t->part)
        buf_fmt(stems, "%.*s ", STR_ARG(t->word->stem));
}

/* The stems of a term belong to one two-way group, as the term itself does. */
static void claim_stems(struct map *owners, struct analyser *analyser,
                        const struct thesaurus_group *g, struct str term,
                        const char *locale)
{
    struct buf stems = {0};

    assert_int_equal(analyse(analyser, term, add_stem, &stems, NULL), 0);
    struct str key = buf_copy(&stems, owners->arena);
    const unsigned *owner = map_get(owners, key);
    unsigned *line = arena_new(owners->arena, unsigned, 1);
    assert_true(key.len > 0 && line);
    if (owner && *owner != g->line)
        fail_msg("%s: %.*s of line %u stems as a term of line %u", locale,
                 STR_ARG(term), g->line, *owner);
    *line = g->line;
    assert_true(map_set(owners, key, line));
    buf_release(&stems);
}

static void no_stem_is_in_two_groups(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(shipped); i++) {
        struct arena a = {0};
        struct map owners;
        struct str locale = str_from(shipped[i]);
        struct thesaurus t = parsed(&a, thesaurus_builtin(locale));
        struct analyser *analyser = analyser_new(locale, NULL);

        assert_non_null(analyser);
        map_init(&owners, &a);
        for (size_t n = 0; n < t.count; n++)
            for (size_t k = 0; k < t.groups[n].term_count; k++)
                if (!t.groups[n].more_count)
                    claim_stems(&owners, analyser, &t.groups[n],
                                t.groups[n].terms[k], shipped[i]);
        analyser_free(analyser);
        arena_release(&a);
    }
}

/* Different matters: each term is known, and no group holds both. */
static const char *const apart[][3] = {
    {"en", "return", "refund"},
    {"en", "return", "exchange"},
    {"en", "return", "warranty"},
    {"en", "return", "cancel"},
    {"en", "refund", "exchange"},
    {"en", "repair", "replacement"},
    {"en", "complaint", "return"},
    {"en", "order", "parcel"},
    {"en", "order", "delivery"},
    {"en", "voucher", "gift card"},
    {"en", "points", "voucher"},
    {"en", "log in", "register"},
    {"en", "late", "lost"},
    {"en", "cash on delivery", "pick-up point"},
    {"id", "retur", "refund"},
    {"id", "retur", "tukar"},
    {"id", "retur", "garansi"},
    {"id", "retur", "batal"},
    {"id", "refund", "tukar"},
    {"id", "servis", "tukar"},
    {"id", "pesanan", "paket"},
    {"id", "voucher", "kartu hadiah"},
    {"id", "poin", "voucher"},
    {"id", "login", "daftar"},
    {"id", "terlambat", "hilang"},
    {"id", "faktur pajak", "invoice"},
    {"ko", "반품", "환불"},
    {"ko", "반품", "교환"},
    {"ko", "반품", "수리"},
    {"ko", "반품", "취소"},
    {"ko", "환불", "교환"},
    {"ko", "수리", "교환"},
    {"ko", "주문", "택배"},
    {"ko", "쿠폰", "상품권"},
    {"ko", "포인트", "쿠폰"},
    {"ko", "로그인", "회원가입"},
    {"ko", "배송 지연", "분실"},
    {"ko", "현금영수증", "세금계산서"},
    {"ko", "아이디 찾기", "비밀번호 찾기"},
    {"pl", "zwrot", "zwrot pieniędzy"},
    {"pl", "zwrot", "wymiana"},
    {"pl", "zwrot", "reklamacja"},
    {"pl", "zwrot", "gwarancja"},
    {"pl", "zwrot", "anulować"},
    {"pl", "zwrot pieniędzy", "wymiana"},
    {"pl", "reklamacja", "gwarancja"},
    {"pl", "zamówienie", "paczka"},
    {"pl", "kupon", "karta podarunkowa"},
    {"pl", "punkty", "kupon"},
    {"pl", "faktura", "paragon"},
    {"pl", "opóźnienie", "zaginęła"},
    {"fil", "pagbabalik", "refund"},
    {"fil", "pagbabalik", "exchange"},
    {"fil", "pagbabalik", "warranty"},
    {"fil", "pagbabalik", "kanselahin"},
    {"fil", "refund", "exchange"},
    {"fil", "paayos", "exchange"},
    {"fil", "order", "parcel"},
    {"fil", "voucher", "gift card"},
    {"fil", "points", "voucher"},
    {"fil", "late", "nawawala"},
    {"fil", "invoice", "resibo"},
};

static bool is_known(const struct thesaurus *t, const char *term)
{
    for (size_t i = 0; i < t->count; i++)
        if (holds(&t->groups[i], str_from(term)))
            return true;
    return false;
}

static void different_matters_stay_apart(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(apart); i++) {
        struct arena a = {0};
        const char *const *row = apart[i];
        struct thesaurus t = parsed(&a, thesaurus_builtin(str_from(row[0])));

        if (!is_known(&t, row[1]) || !is_known(&t, row[2]))
            fail_msg("%s: no group of %s or of %s", row[0], row[1], row[2]);
        for (size_t n = 0; n < t.count; n++)
            if (holds(&t.groups[n], str_from(row[1])) &&
                holds(&t.groups[n], str_from(row[2])))
                fail_msg("%s: %s and %s share line %u", row[0], row[1], row[2],
                         t.groups[n].line);
        arena_release(&a);
    }
}

static const struct {
    const char *locale, *a, *b;
    bool back; /* does b find a? */
} ways[] = {
    {"en", "parcel", "package", true},
    {"en", "shipment", "parcel", true},
    {"en", "log in", "sign in", true},
    {"en", "send back", "return", true},
    {"en", "handset", "phone", false},
    {"en", "trolley", "cart", false},
    {"id", "paket", "barang kiriman", true},
    {"id", "pengembalian dana", "refund", true},
    {"id", "kirim balik", "retur", false},
    {"id", "paylater", "cicilan", false},
    {"ko", "돌려보내기", "반품", true},
    {"ko", "비번", "비밀번호", true},
    {"ko", "바꿔 주세요", "교환", false},
    {"ko", "연말정산", "현금영수증", false},
    {"pl", "paczka", "przesyłka", true},
    {"pl", "odesłać", "zwrot", true},
    {"pl", "paczkomat", "automat paczkowy", false},
    {"pl", "RODO", "dane osobowe", false},
    {"fil", "isauli", "ibalik", true},
    {"fil", "balik bayad", "refund", true},
    {"fil", "ibinalik", "pagbabalik", false},
    {"fil", "yupi", "sira", false},
};

static void one_way_and_two_way_are_told_apart(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(ways); i++) {
        struct arena a = {0};
        struct thesaurus t =
            parsed(&a, thesaurus_builtin(str_from(ways[i].locale)));

        if (!finds(&t, ways[i].a, ways[i].b))
            fail_msg("%s: %s does not find %s", ways[i].locale, ways[i].a,
                     ways[i].b);
        if (finds(&t, ways[i].b, ways[i].a) != ways[i].back)
            fail_msg("%s: the way back from %s to %s", ways[i].locale,
                     ways[i].b, ways[i].a);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_read),
        cmocka_unit_test(what_is_wrong_is_named_with_its_place),
        cmocka_unit_test(size_is_bounded),
        cmocka_unit_test(a_language_finds_its_text),
        cmocka_unit_test(shipped_texts_are_whole),
        cmocka_unit_test(no_shipped_group_is_idle),
        cmocka_unit_test(no_stem_is_in_two_groups),
        cmocka_unit_test(different_matters_stay_apart),
        cmocka_unit_test(one_way_and_two_way_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
