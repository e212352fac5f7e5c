/* Learns the Polish stemmer's rules from a hunspell dictionary and prints them
 * as C source: what lib/analyse/stem/polish_rules.h declares. */
#include <stdio.h>

#include "lib/analyse/stem/learn/polish.h"
#include "lib/analyse/stem/learn/table.h"

/* Fewer words than this are no dictionary, and would make no stemmer. */
enum { WORDS_LEAST = 100000 };

static int learn(const char *aff, const char *dic, FILE *out, struct err *e)
{
    static struct votes votes;
    struct dictionary d = {0};
    struct arena arena = {0};
    struct node *rules = NULL;
    int result = dictionary_read(&d, aff, dic, e);

    if (!result && d.n < WORDS_LEAST)
        result = err_set(e, ERR_CONTENT, "%s has %zu words only", dic, d.n);
    if (!result)
        result = polish_votes(&d, &votes, e);
    dictionary_release(&d);
    if (!result) {
        votes_sort(&votes);
        rules = rules_learn(&votes, POLISH_RULE_PRICE, &arena);
        result = rules ? table_print(rules, &votes, out, e) : err_no_memory(e);
    }
    arena_release(&arena);
    votes_release(&votes);
    return result;
}

int main(int argc, char **argv)
{
    struct err e = {0};
    char text[1024];

    if (argc != 3) {
        fprintf(stderr, "usage: learn_polish AFF DIC > SOURCE\n");
        return ERR_USAGE;
    }
    if (learn(argv[1], argv[2], stdout, &e) == 0 && fflush(stdout) == 0 &&
        !ferror(stdout))
        return 0;
    fprintf(stderr, "learn_polish: %s\n", err_text(&e, text, sizeof(text)));
    return ERR_SYSTEM;
}
