/* The language of a question that does not say it. */
#ifndef GABAY_SERVER_GUESS_LOCALE_H
#define GABAY_SERVER_GUESS_LOCALE_H

#include "server/site.h"

/* The locale that is written in the question's script; where several are, the
 * one whose words it is made of (lib/query/familiar.h), the site's default
 * before others. The default where nothing says more. Never NULL. Any thread.
 */
struct site_locale *guess_locale(struct site *site, struct str question);

#endif
