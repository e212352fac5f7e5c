/* What other locales of the site have, when the reader's has no good answer. */
#ifndef GABAY_SERVER_OTHER_LOCALES_H
#define GABAY_SERVER_OTHER_LOCALES_H

#include "server/api.h"

enum {
    OTHER_LOCALES_ASKED = 4, /* searched at most */
    OTHER_LOCALES_SHOWN = 2,
    OTHER_LOCALES_HITS = 3, /* of each */
};

/* search_run() in the locale. The answer's `other_locales` is a list of
 * {locale, total, hits}: what locales that are sure of their first hit found,
 * each by its own analyser; the site's default first, then those of the
 * manifest in order, as many as the limits above allow. It is empty when the
 * reader's locale is sure itself, and behind the first page. Locales that
 * cannot be searched are passed over. */
api_ask other_locales_ask;

#endif
