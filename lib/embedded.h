/* Files that are part of the programs, as bytes: made by embed.sh when the
 * programs are built. Each table ends in a row without a name. */
#ifndef GABAY_EMBEDDED_H
#define GABAY_EMBEDDED_H

#include <stddef.h>

struct embedded {
    const char *name; /* the file's, without its ending, or where said a path */
    const unsigned char *bytes; /* UTF-8, no NUL behind */
    size_t len;
};

/* lib/thesaurus/LANGUAGE.txt */
extern const struct embedded thesaurus_texts[];
/* lib/analyse/vectors.json alone */
extern const struct embedded vector_files[];
/* server/mcp_tools.json alone */
extern const struct embedded mcp_files[];
/* server/schemas/NAME.json */
extern const struct embedded schema_files[];
/* indexer/new/: what `new site` makes, each under its path there */
extern const struct embedded new_site_files[];

#endif
