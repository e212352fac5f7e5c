/* How wide a text is. Pure; any thread. */
#ifndef GABAY_ICU_WIDTH_H
#define GABAY_ICU_WIDTH_H

#include <stddef.h>

#include "lib/str.h"

/* In columns: two for what East Asia writes wide (Hangul, Han, kana, most
 * emoji), none for marks and for what has no shape, else one. */
size_t width_columns(struct str text);

#endif
