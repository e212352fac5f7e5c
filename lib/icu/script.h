/* Which script a text is written in. Pure; any thread. */
#ifndef GABAY_ICU_SCRIPT_H
#define GABAY_ICU_SCRIPT_H

#include <stdbool.h>

#include "lib/str.h"

/* The ISO 15924 code of the script that most of the letters are of, "" when
 * there is none; a letter of a script other than Latin counts twice, since
 * names and codes in Latin letters stand in every language. NUL-terminated. */
void script_of(struct str text, char out[5]);
/* May text in this script be of a language that is written in `own`? Korean
 * (Kore) is Hangul and Han, Japanese (Jpan) kana and Han, Hans and Hant are
 * Han. */
bool script_is_of(struct str script, struct str own);

#endif
