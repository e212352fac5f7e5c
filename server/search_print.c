#include "server/search_print.h"

#include <stdio.h>

static struct str text(const struct value *map, const char *key)
{
    return value_str(value_get(map, str_from(key)));
}

static double amount(const struct value *v)
{
    if (v && v->kind == VALUE_INTEGER)
        return (double)v->integer;
    return v && v->kind == VALUE_NUMBER ? v->number : 0;
}

static double number(const struct value *map, const char *key)
{
    return amount(value_get(map, str_from(key)));
}

static size_t count(const struct value *list)
{
    return list && list->kind == VALUE_LIST ? list->list.count : 0;
}

static void print_joined(const struct value *texts, const char *between)
{
    for (size_t i = 0; i < count(texts); i++)
        printf("%s%.*s", i ? between : "",
               STR_ARG(value_str(texts->list.items[i])));
    putchar('\n');
}

static void print_corrected(const struct value *corrected)
{
    if (!value_is_true(corrected))
        return;
    printf("asked       %.*s\n", STR_ARG(text(corrected, "original")));
    printf("searched    %.*s (%.*s)\n", STR_ARG(text(corrected, "query")),
           STR_ARG(text(corrected, "reason")));
}

static void print_word(const struct value *word)
{
    const struct value *alternatives = value_get(word, S("alternatives"));
    struct str exact = text(word, "word"), stem = text(word, "stem");
    bool searched = value_is_true(value_get(word, S("searched")));

    if (exact.len || stem.len)
        printf("  %8.0f  %6.2f  %.*s", number(word, "articles"),
               number(word, "idf"), STR_ARG(exact));
    else
        printf("  %8s  %6.2f  (together)", "", number(word, "idf"));
    if (!str_eq(exact, stem))
        printf(" [%.*s]", STR_ARG(stem));
    puts(searched ? "" : ", only looked for in what is found");
    for (size_t i = 0; i < count(alternatives); i++) {
        const struct value *one = alternatives->list.items[i];
        printf("  %8s  %6.2f  or ", "", number(one, "weight"));
        print_joined(value_get(one, S("stems")), " + ");
    }
}

static void print_words(const struct value *explain)
{
    const struct value *words = value_get(explain, S("words"));
    const struct value *stops = value_get(explain, S("stop_words"));

    printf("  %8s  %6s  word [stem]\n", "articles", "weight");
    for (size_t i = 0; i < count(words); i++)
        print_word(words->list.items[i]);
    if (count(stops)) {
        printf("left out    ");
        print_joined(stops, " ");
    }
    putchar('\n');
}

static void print_hits(const struct value *hits)
{
    for (size_t i = 0; i < count(hits); i++) {
        const struct value *hit = hits->list.items[i];
        printf("%2zu. %.*s  (%.2f)\n", i + 1, STR_ARG(text(hit, "title")),
               number(hit, "score"));
        printf("    %.*s\n", STR_ARG(text(hit, "url")));
        if (text(hit, "snippet_text").len)
            printf("    %.*s\n", STR_ARG(text(hit, "snippet_text")));
    }
}

/* Columns of the hits' reasons: docs/en/operate.md says what they mean. */
static const struct {
    const char *key, *head;
} reasons[] = {
    {"score", "score"},  {"weight", "index"},      {"title", "title"},
    {"anywhere", "all"}, {"best_part", "section"}, {"place", "place"},
    {"exact", "exact"},  {"filled", "filled"},
};

enum { REASONS = sizeof(reasons) / sizeof(*reasons) };

static void print_reasons(const struct value *explained,
                          const struct value *hits)
{
    if (!count(hits))
        return;
    printf("\n   ");
    for (size_t k = 0; k < REASONS; k++)
        printf(" %7s", reasons[k].head);
    putchar('\n');
    for (size_t i = 0; i < count(explained) && i < count(hits); i++) {
        printf("%2zu.", i + 1);
        for (size_t k = 0; k < REASONS; k++)
            printf(" %7.2f", number(explained->list.items[i], reasons[k].key));
        printf("  %.*s\n", STR_ARG(text(hits->list.items[i], "id")));
    }
}

static void print_work(const struct value *work)
{
    putchar('\n');
    for (size_t i = 0; work && i < work->map.count; i++) {
        struct str key = work->map.members[i].key;
        printf("  %8.0f  ", amount(work->map.members[i].value));
        for (size_t k = 0; k < key.len; k++)
            putchar(key.ptr[k] == '_' ? ' ' : key.ptr[k]);
        putchar('\n');
    }
}

static void print_passage(const struct value *passage)
{
    if (!value_is_true(passage))
        return;
    printf("\npassage, confidence %.2f", number(passage, "confidence"));
    if (text(passage, "anchor").len)
        printf(", #%.*s", STR_ARG(text(passage, "anchor")));
    putchar('\n');
    if (text(passage, "heading").len)
        printf("    %.*s\n", STR_ARG(text(passage, "heading")));
    printf("    %.*s\n", STR_ARG(text(passage, "text")));
}

void search_print(const struct value *answer)
{
    const struct value *hits = value_get(answer, S("hits"));
    const struct value *explain = value_get(answer, S("explain"));

    print_corrected(value_get(answer, S("corrected")));
    if (explain)
        print_words(explain);
    print_hits(hits);
    printf("%.0f found\n", number(answer, "total"));
    if (!explain)
        return;
    print_reasons(value_get(explain, S("hits")), hits);
    print_work(value_get(explain, S("work")));
    print_passage(value_get(explain, S("passage")));
}
