/* Lists of roots: how a stemmer tells "kirim" in "mengirim" from "ukur" in
 * "mengukur". */
#ifndef GABAY_ANALYSE_ROOTS_H
#define GABAY_ANALYSE_ROOTS_H

#include <stdbool.h>

#include "lib/str.h"

/* Words parted by spaces, one text a first letter. "bilh=bili" is a form that
 * no rule reaches and the root it stands for. */
struct roots {
    const char *by_letter['z' - 'a' + 1];
};

extern const struct roots filipino_roots;
extern const struct roots indonesian_roots;

/* The root that the word stands for, itself in most cases, as a slice of the
 * list; a NULL pointer when the list has it not. */
struct str roots_find(const struct roots *r, struct str word);

#endif
