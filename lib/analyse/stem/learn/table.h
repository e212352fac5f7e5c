/* Rules as the bytes that lib/analyse/stem/polish_rules.h describes. */
#ifndef GABAY_ANALYSE_STEM_LEARN_TABLE_H
#define GABAY_ANALYSE_STEM_LEARN_TABLE_H

#include <stdio.h>

#include "lib/analyse/stem/learn/rules.h"
#include "lib/err.h"

int table_print(const struct node *rules, const struct votes *v, FILE *out,
                struct err *e);

#endif
