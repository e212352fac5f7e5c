/* The API's own description (OpenAPI 3.1), from the route table. */
#ifndef GABAY_SERVER_OPENAPI_H
#define GABAY_SERVER_OPENAPI_H

#include "server/api_doc.h"
#include "server/site.h"

/* The whole document, with the schemas of server/schemas/ (JSON Schema 2020-12;
 * references between them are "#/components/schemas/NAME"), in `a`; NULL when
 * memory ran out. `server` is the address that paths are relative to:
 * "https://shop.example/help", or "". */
struct value *openapi_document(const struct site *site, struct str server,
                               struct arena *a);
/* An operation: what a call takes and answers. `costs`: it is counted. */
struct value *openapi_operation(const struct site *site,
                                const struct api_doc *doc, bool is_read,
                                bool costs, struct arena *a);
/* Sets a text; NULL sets nothing. */
void openapi_put(struct arena *a, struct value *map, const char *key,
                 const char *text);
/* {"$ref": ..} to a schema. */
struct value *openapi_schema(const char *name, struct arena *a);

#endif
