/* A text of opening hours, read from left to right. What "takes" moves behind
 * what it found, and else stays where it was. */
#ifndef GABAY_HOURS_SCAN_H
#define GABAY_HOURS_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/err.h"
#include "lib/str.h"

struct scan {
    struct str text;
    size_t at;
    struct err *e;
};

/* Both return -1, with the column of that place, or of here. The second says
 * what was expected and what was found, and of what OpenStreetMap knows and we
 * do not, why. */
int scan_fail_at(struct scan *s, size_t at, const char *why);
int scan_fail(struct scan *s, const char *expected);

void scan_blanks(struct scan *s);
/* The byte here; 0 at the end. */
char scan_char(const struct scan *s);
bool scan_is_digit(char c);
/* Takes a sign with the blanks around it. */
bool scan_take(struct scan *s, char c);
/* Takes a word of letters, and nothing but this. */
bool scan_word(struct scan *s, struct str word);
/* Takes one of so many names of the same length, parted by blanks: its index,
 * or -1. */
int scan_name(struct scan *s, const char *names, int count);
/* How many digits stand here. */
size_t scan_digits(const struct scan *s);
/* Takes a number of so many digits, or gives -1. */
int scan_number(struct scan *s, size_t least, size_t most);

#endif
