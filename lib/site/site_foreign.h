/* Recognises what is not a site file. Any thread. */
#ifndef GABAY_SITE_FOREIGN_H
#define GABAY_SITE_FOREIGN_H

#include "lib/err.h"
#include "lib/str.h"

/* `start`: the first bytes of a file, at most SITE_HEADER_SIZE, all there are
 * if it is shorter. 0 when a whole header with our magic is there; else says
 * what the file is instead and what to do. */
int site_foreign_check(struct str start, struct err *e);

#endif
