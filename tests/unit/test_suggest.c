/* Suggestions: what is found for what is typed, in which order, and how much
 * work that may take. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/query/suggest.h"
#include "lib/records/typing_key.h"

enum { ARTICLES_MAX = 16, PARTS_MAX = 8 };

/* A help centre as lines: a title, or "## " a heading of the last title's, or
 * "* " a keyword. */
struct centre {
    const char *locale, *lines;
};

struct table {
    struct analyser *analyser;
    struct suggestions suggestions;
    struct str shown[ARTICLES_MAX][PARTS_MAX];
};

static const struct centre english = {"en",
                                      "Pay by card\n"
                                      "## How to get a refund to your card\n"
                                      "## Which cards do you take?\n"
                                      "Cards for gifts\n"
                                      "Return an item\n"
                                      "## How long does a refund take?\n"
                                      "* money back\n"
                                      "## Related\n"
                                      "Refunds\n"
                                      "How to reach us\n"
                                      "Delivery by node.js couriers\n"};

static const struct centre korean = {"ko", "반품 방법\n"
                                           "## 반품 신청은 어떻게 하나요?\n"
                                           "환불 금액과 시점\n"
                                           "비밀번호 찾기\n"
                                           "배송 조회\n"
                                           "## 배송조회가 안 돼요\n"
                                           "장바구니\n"};

static const struct centre polish = {"pl", "Zwrot towaru\n"
                                           "## Ile czeka się na zwrot?\n"
                                           "Śledzenie zamówienia\n"
                                           "Płatność kartą\n"};

static const struct centre indonesian = {
    "id", "Pengembalian barang\n## Barang-barang apa yang tidak bisa?\n"
          "Lacak pesanan\n"};

static const struct centre filipino = {
    "fil", "Pagbabalik ng binili\n## Paano mag-aplay ng balik?\n"
           "Nasaan ang padala ko?\n"};

static const struct centre japanese = {"ja", "返品の方法\n配送状況の確認\n"};
static const struct centre thai = {"th", "การคืนสินค้า\nติดตามคำสั่งซื้อ\n"};

static void add_line(struct suggestions_builder *b, struct table *t,
                     struct arena *a, struct str line, uint32_t *article,
                     uint32_t *parts)
{
    struct suggest_text text;
    bool heading = str_starts(line, S("## "));
    bool keyword = str_starts(line, S("* "));
    int favour = str_ends(line, S(" (favoured)")) ? 3 : 0;
    struct str shown = str_skip(line, heading ? 3 : keyword ? 2 : 0);

    assert_int_equal(suggest_cut(t->analyser, shown, a, &text, NULL), 0);
    if (keyword) {
        suggestions_keyword(b, &text.words);
        return;
    }
    if (heading) {
        suggestions_heading(b, shown, S("x"), &text.words);
    } else {
        suggestions_article(
            b, &(struct suggestion_article){S("id"), S("/"), shown, 0, favour},
            &text.words);
        ++*article;
        *parts = 0;
    }
    assert_true(*article <= ARTICLES_MAX && *parts < PARTS_MAX);
    t->shown[*article - 1][(*parts)++] = shown;
}

static struct table *open_centre(const struct centre *c)
{
    struct table *t = calloc(1, sizeof(*t));
    struct suggestions_builder b;
    struct buf table = {0}, cards = {0};
    struct arena a = {0};
    struct str rest = str_from(c->lines), line;
    uint32_t article = 0, parts = 0;

    assert_non_null(t);
    t->analyser = analyser_new(str_from(c->locale), NULL);
    assert_non_null(t->analyser);
    suggestions_begin(&b);
    while (str_cut(&rest, '\n', &line))
        if (line.len)
            add_line(&b, t, &a, line, &article, &parts);
    assert_int_equal(suggestions_write(&b, &table, &cards, NULL), 0);
    struct site_entry entry = {.blob = {{0, cards.len, 0}}};
    assert_int_equal(
        suggestions_open(&t->suggestions, &table, NULL, &entry, NULL), 0);
    suggestions_builder_release(&b);
    buf_release(&cards);
    arena_release(&a);
    return t;
}

static void close_centre(struct table *t)
{
    suggestions_close(&t->suggestions);
    analyser_free(t->analyser);
    free(t);
}

/* The shown texts of what is found, with " | " between them. */
static void find(struct table *t, const char *typed, char *out, size_t room)
{
    struct suggest_hits hits = {.limit = 5};
    struct suggest_work work;
    struct typed words;
    struct arena a = {0};
    size_t at = 0;

    assert_int_equal(suggest_find(&t->suggestions, t->analyser, str_from(typed),
                                  &a, &hits, &words, &work, NULL),
                     0);
    out[0] = '\0';
    for (uint32_t i = 0; i < hits.count && at < room; i++) {
        struct str shown = t->shown[hits.at[i].article][hits.at[i].part];
        at += (size_t)snprintf(out + at, room - at, "%s%.*s", i ? " | " : "",
                               STR_ARG(shown));
    }
    arena_release(&a);
}

struct row {
    const char *typed, *want;
};

static void check(const struct centre *c, const struct row *rows, size_t count)
{
    struct table *t = open_centre(c);
    char got[1024];

    for (size_t i = 0; i < count; i++) {
        find(t, rows[i].typed, got, sizeof(got));
        if (strcmp(got, rows[i].want) != 0)
            fail_msg("\"%s\": \"%s\", not \"%s\"", rows[i].typed, got,
                     rows[i].want);
    }
    close_centre(t);
}

#define CHECK(centre, rows)                                                    \
    check(&(centre), rows, sizeof(rows) / sizeof(*(rows)))

static void words_are_found_in_any_order(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"refund card", "How to get a refund to your card"},
        {"card ref", "How to get a refund to your card"},
        {"ref car", "How to get a refund to your card"},
        {"RETURN", "Return an item"},
        {"node.j", "Delivery by node.js couriers"},
        {"js", "Delivery by node.js couriers"},
        {"efund", "Refunds | How long does a refund take? | "
                  "How to get a refund to your card"}, /* a slip */
        {"xyz", ""},
        {"", ""},
        {" ?", ""},
    };

    CHECK(english, rows);
}

static void the_best_stands_first(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* A whole word before a prefix, titles before headings; each article
         * once. */
        {"card", "Pay by card | Cards for gifts"},
        {"cards", "Cards for gifts | Which cards do you take?"},
        /* The beginning before the middle, a question before a heading. */
        {"refund", "Refunds | How long does a refund take? | "
                   "How to get a refund to your card"},
        /* In the order typed. */
        {"how to", "How to reach us | How to get a refund to your card"},
        /* A keyword shows the article's title. */
        {"money", "Return an item"},
        {"back mon", "Return an item"},
    };

    CHECK(english, rows);
}

static void stop_words_may_be_missing(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"how to return", "Return an item"},
        {"the refund", "Refunds | How long does a refund take? | "
                       "How to get a refund to your card"},
        /* Of the first "do" begins a word, of the second "get" is there. */
        {"how do i get a ref",
         "How long does a refund take? | How to get a refund to your card | "
         "Refunds"},
    };

    CHECK(english, rows);
}

static void a_slip_is_forgiven_where_little_is_found(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"retrun", "Return an item"},  /* swapped */
        {"reurn", "Return an item"},   /* missing */
        {"returrn", "Return an item"}, /* too many */
        {"ratur", "Return an item"},   /* wrong */
        {"eturn", "Return an item"},   /* the first one missing */
        {"deliverz", "Delivery by node.js couriers"},
        {"dalivary", "Delivery by node.js couriers"}, /* two in eight */
        {"rtn", ""},                                  /* too short for any */
        {"ratunr", ""},                               /* too short for two */
        {"paycard", "Pay by card"},                   /* run together */
    };

    CHECK(english, rows);
}

static void korean_is_found_half_typed(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"ㅂㅍ", "반품 방법"},
        {"ㅂㅁㅂㅎ", "비밀번호 찾기"},
        {"ㅂㅅㅈㅎ", "배송조회가 안 돼요"},
        {"배송ㅈㅎ", "배송조회가 안 돼요"},
        {"ㅂㅅ ㅈㅎ", "배송 조회"},
        {"바", "반품 방법"},
        {"반ㅍ", "반품 방법"},
        {"반푸", "반품 방법"},
        {"반품 ㅅㅊ", "반품 신청은 어떻게 하나요?"},
        {"환부", "환불 금액과 시점"},
        {"환분", "환불 금액과 시점"}, /* one letter of seven is wrong */
        {"반품ㅎ", "반품 신청은 어떻게 하나요?"},
        {"반품신", "반품 신청은 어떻게 하나요?"},
        {"반픔", "반품 방법"},
        {"하", "반품 신청은 어떻게 하나요?"},
        {"한", "반품 신청은 어떻게 하나요?"},
        {"ㅈㅂㄱㄴ", "장바구니"},
        {"ㅋㅋ", ""},
    };

    CHECK(korean, rows);
}

static void other_languages_fold_as_in_search(void **state)
{
    (void)state;
    static const struct row pl[] = {
        {"zwrot", "Zwrot towaru"},
        {"ZWRÓT", "Zwrot towaru"},
        {"sledz", "Śledzenie zamówienia"},
        {"zam śle", "Śledzenie zamówienia"},
        {"platnosc k", "Płatność kartą"},
        {"płatnosć", "Płatność kartą"},
        {"ile cz", "Ile czeka się na zwrot?"},
    };
    static const struct row id[] = {
        {"kembali", ""},
        {"pengem", "Pengembalian barang"},
        {"barang-ba", "Pengembalian barang"},
        {"pesanan lac", "Lacak pesanan"},
    };
    static const struct row fil[] = {
        {"mag-ap", "Paano mag-aplay ng balik?"},
        {"padala", "Nasaan ang padala ko?"},
        {"pagbab", "Pagbabalik ng binili"},
    };

    CHECK(polish, pl);
    CHECK(indonesian, id);
    CHECK(filipino, fil);
}

static void scripts_without_spaces_are_found_from_any_word(void **state)
{
    (void)state;
    static const struct row ja[] = {
        {"返", "返品の方法"},       {"返品の", "返品の方法"},
        {"返品の方", "返品の方法"}, {"方法", "返品の方法"},
        {"確認", "配送状況の確認"}, {"配送状", "配送状況の確認"},
    };
    static const struct row th[] = {
        {"การคืน", "การคืนสินค้า"},   {"สินค้า", "การคืนสินค้า"},
        {"การคืนสิน", "การคืนสินค้า"}, {"คำสั่ง", "ติดตามคำสั่งซื้อ"},
        {"ติดตา", "ติดตามคำสั่งซื้อ"},
    };

    CHECK(japanese, ja);
    CHECK(thai, th);
}

static void keys_are_what_is_typed(void **state)
{
    (void)state;
    static const struct {
        const char *word, *key, *initials;
    } rows[] = {
        {"반품", "ㅂㅏㄴㅍㅜㅁ", "ㅂㅍ"},
        {"과", "ㄱㅗㅏ", "ㄱ"},
        {"값을", "ㄱㅏㅂㅅㅇㅡㄹ", "ㄱㅇ"},
        {"꽃", "ㄲㅗㅊ", "ㄲ"},
        {"앞a면", "ㅇㅏㅍaㅁㅕㄴ", "ㅇ"},
        {"a4용지", "a4ㅇㅛㅇㅈㅣ", ""},
        {"zwrot", "zwrot", ""},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct buf key = {0}, initials = {0};
        typing_key(str_from(rows[i].word), &key);
        typing_initials(buf_str(&key), &initials);
        assert_true(str_eq(buf_str(&key), str_from(rows[i].key)));
        assert_true(str_eq(buf_str(&initials), str_from(rows[i].initials)));
        buf_release(&key);
        buf_release(&initials);
    }
    assert_int_equal(typing_compare_initials(S("ㅂㅏㄴㅍㅜㅁ"), S("ㅂㅍ")), 0);
    assert_true(typing_compare_initials(S("ㅂㅏㄴㅍㅜㅁ"), S("ㅂㅎ")) < 0);
    assert_true(typing_compare_initials(S("ㅂㅏㄴ"), S("ㅂㅍ")) < 0);
}

/* So many titles of four words of one to eight of six letters each. */
enum { MANY = 20000 };

static void put_word(struct buf *b, uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    for (uint32_t n = 1 + (*seed >> 28) % 8; n > 0; n--) {
        *seed = *seed * 1664525u + 1013904223u;
        buf_char(b, (char)('a' + (*seed >> 24) % 6));
    }
    buf_char(b, ' ');
}

static struct suggestions many_titles(struct analyser *analyser)
{
    struct suggestions s;
    struct suggestions_builder b;
    struct suggest_text text;
    struct buf title = {0}, table = {0}, cards = {0};
    struct arena a = {0};
    uint32_t seed = 7;

    suggestions_begin(&b);
    for (int i = 0; i < MANY; i++) {
        buf_clear(&title);
        for (int k = 0; k < 4; k++)
            put_word(&title, &seed);
        assert_int_equal(
            suggest_cut(analyser, buf_str(&title), &a, &text, NULL), 0);
        suggestions_article(
            &b, &(struct suggestion_article){S("x"), S("/"), S("x"), 0, 0},
            &text.words);
    }
    assert_int_equal(suggestions_write(&b, &table, &cards, NULL), 0);
    struct site_entry entry = {.blob = {{0, cards.len, 0}}};
    assert_int_equal(suggestions_open(&s, &table, NULL, &entry, NULL), 0);
    suggestions_builder_release(&b);
    buf_release(&title);
    buf_release(&cards);
    arena_release(&a);
    return s;
}

/* What is begun below the ceiling may end above it: a search by halves for
 * both ends of a range. */
enum { BEGUN = 64, RANKINGS = 4 };

static void work_is_bounded(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "a",
        "ab",
        "abc a",
        "a b c d e f a b c d e f",
        "abcdefab",
        "fedcbafedcba fedcbafedcbb fedcbafedcbc",
        "qqqqqqqq wwwwwwww eeeeeeee rrrrrrrr tttttttt zzzzzzzz uuuuuuuu",
        "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "ㅂㅂㅂㅂㅂㅂㅂㅂㅂㅂㅂ",
    };
    struct analyser *analyser = analyser_new(S("en"), NULL);
    struct suggestions s = many_titles(analyser);

    for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++) {
        struct suggest_hits hits = {.limit = SUGGEST_LIMIT_MAX};
        struct suggest_work work;
        struct typed words;
        struct arena a = {0};

        assert_int_equal(suggest_find(&s, analyser, str_from(typed[i]), &a,
                                      &hits, &words, &work, NULL),
                         0);
        assert_true(work.compared <= SUGGEST_COMPARED_MAX + BEGUN);
        assert_true(work.looked <= RANKINGS * SUGGEST_LOOKED_MAX);
        assert_true(hits.count <= SUGGEST_LIMIT_MAX);
        arena_release(&a);
    }
    suggestions_close(&s);
    analyser_free(analyser);
}

static void a_cut_table_is_refused(void **state)
{
    (void)state;
    struct table *t = open_centre(&korean);
    struct str whole = buf_str(&t->suggestions.table);
    struct site_entry entry = {.blob = {{0, UINT32_MAX, 0}}};

    for (size_t cut = 0; cut < whole.len; cut++) {
        struct suggestions s;
        struct buf part = {0};
        struct err e = {0};

        buf_add(&part, whole.ptr, cut);
        assert_int_equal(suggestions_open(&s, &part, NULL, &entry, &e), -1);
        assert_int_equal(e.code, ERR_CONTENT);
    }
    close_centre(t);
}

static void headings_of_many_articles_are_left_out(void **state)
{
    (void)state;
    static const struct row rows[] = {{"rel", ""}, {"own", "My own"}};
    struct buf lines = {0};

    for (int i = 0; i <= SUGGESTION_SHARED_MAX; i++)
        buf_fmt(&lines, "Page %d\n## Related\n", i);
    buf_text(&lines, "My own\n");
    buf_char(&lines, '\0');
    struct centre c = {"en", lines.ptr};
    check(&c, rows, 2);
    buf_release(&lines);
}

static void favour_outweighs_a_few_words(void **state)
{
    (void)state;
    static const struct centre centre = {
        "en", "Gift wrapping\nGift cards for them (favoured)\n"};
    static const struct row rows[] = {
        {"gift", "Gift cards for them (favoured) | Gift wrapping"},
    };

    CHECK(centre, rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_in_any_order),
        cmocka_unit_test(the_best_stands_first),
        cmocka_unit_test(stop_words_may_be_missing),
        cmocka_unit_test(a_slip_is_forgiven_where_little_is_found),
        cmocka_unit_test(korean_is_found_half_typed),
        cmocka_unit_test(other_languages_fold_as_in_search),
        cmocka_unit_test(scripts_without_spaces_are_found_from_any_word),
        cmocka_unit_test(keys_are_what_is_typed),
        cmocka_unit_test(favour_outweighs_a_few_words),
        cmocka_unit_test(work_is_bounded),
        cmocka_unit_test(a_cut_table_is_refused),
        cmocka_unit_test(headings_of_many_articles_are_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
