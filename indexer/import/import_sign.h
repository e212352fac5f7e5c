/* Signs of templates: {{< name a="b" >}}, {% name b %} and {{ name }}. */
#ifndef GABAY_INDEXER_IMPORT_SIGN_H
#define GABAY_INDEXER_IMPORT_SIGN_H

#include <stddef.h>
#include <stdint.h>

#include "lib/str.h"

struct import_sign {
    char kind; /* '<' and '%' of Hugo's {{< and {{%; 'l' of {%; 'v' of {{ */
    struct str name;  /* "/x" for an end */
    struct str words; /* behind the name */
    size_t length;    /* 0: there is none */
};

/* The sign that `text` begins with. At most some thousand bytes are looked at.
 * Liquid is {% %} and {{ }}; else they are Hugo's. */
struct import_sign import_sign(struct str text, int liquid);
/* The value of name="x", name='x' or name=x; without a name that of the first
 * word that stands alone. Quotes are dropped. */
struct str import_sign_value(struct str words, const char *name);
/* Behind the end sign of that name, which `*inner` lies before; 0: it has no
 * end. */
size_t import_sign_end(struct str text, const struct import_sign *begin,
                       int liquid, struct str *inner);

#endif
