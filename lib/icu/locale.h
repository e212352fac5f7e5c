/* Locale tags: BCP 47 in its canonical case ("zh-Hans"), no more than
 * LOCALE_MAX bytes. All functions are pure; any thread. */
#ifndef GABAY_ICU_LOCALE_H
#define GABAY_ICU_LOCALE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/str.h"

enum { LOCALE_MAX = 64 };

/* The canonical spelling of a tag whose language ICU can name ("ZH-hans" ->
 * "zh-Hans", "tl" -> "tl": it is an alias, not a spelling); false for all else
 * ("images", "api"). Language, script and region are read, each one that ICU
 * can name; a tag with anything behind them, or with the long code of a
 * language that has a short one ("eng"), is refused. Writes a NUL-terminated
 * tag. */
bool locale_canonical(struct str tag, char out[LOCALE_MAX]);
/* As above for a folder's name: "tl" becomes "fil". */
bool locale_of_folder(struct str name, char out[LOCALE_MAX]);
/* Is the language written from right to left (likely script)? */
bool locale_is_rtl(struct str tag);
/* The ISO 639 language part: "zh-Hans" -> "zh". Borrowed from `tag`. */
struct str locale_language(struct str tag);
/* The script it is written in, the likely one where the tag does not say:
 * "ko" -> "Kore"; "" when nobody knows. NUL-terminated. */
void locale_script(struct str tag, char out[5]);
/* The tags whose texts serve readers of `tag`, the nearest first, itself too:
 * "zh-TW" -> "zh-TW", "zh-Hant-TW", "zh-Hant"; "tl" -> "tl", "fil"; "pt-BR" ->
 * "pt-BR", "pt-Latn-BR", "pt-Latn", "pt"; "zh" -> "zh", "zh-Hans". A language
 * written in another script is not among them. Returns how many. */
enum { LOCALE_FALLBACKS_MAX = 10 };
size_t locale_fallbacks(struct str tag,
                        char out[LOCALE_FALLBACKS_MAX][LOCALE_MAX]);
/* The language's name in itself, first letter as in a title: "Bahasa
 * Indonesia", "한국어", "Polski". Falls back to the tag. */
struct str locale_own_name(struct arena *a, struct str tag);

/* The index of the best of `available` for an Accept-Language header (RFC
 * 9110, 12.5.4; lookup with fallback: "ko-KR" takes "ko", "tl" takes "fil",
 * "zh-TW" takes "zh-Hant"), or `fallback` when none fits. Anything malformed is
 * skipped; at most 32 ranges are read. */
size_t locale_negotiate(struct str accept_language, const struct str *available,
                        size_t count, size_t fallback);

#endif
