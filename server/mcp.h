/* The Model Context Protocol at POST /mcp: JSON-RPC, one message a request and
 * one JSON reply, no session. Two eras share the address: revision 2026-07-28,
 * which names itself in each request's params._meta, and 2025-03-26 to
 * 2025-11-25, which open with `initialize`. Private to server/mcp*.c. */
#ifndef GABAY_SERVER_MCP_H
#define GABAY_SERVER_MCP_H

#include "lib/records/records.h"
#include "server/route.h"

/* JSON-RPC's codes and the protocol's own. */
enum mcp_code {
    MCP_PARSE_ERROR = -32700,
    MCP_INVALID_REQUEST = -32600,
    MCP_NO_METHOD = -32601,
    MCP_INVALID_PARAMS = -32602,
    MCP_INTERNAL = -32603,
    MCP_NO_RESOURCE = -32002,     /* of the earlier era */
    MCP_HEADER_MISMATCH = -32020, /* a header is missing or not the body's */
    MCP_NO_VERSION = -32022,
};

struct mcp_call {
    struct site *site;
    struct request *request;
    struct arena *arena;
    const struct value *id; /* NULL: a notification */
    struct str method;
    const struct value *params; /* a map, or NULL */
    bool modern;
};

/* Set by whoever cannot answer. */
struct mcp_fault {
    int status; /* of HTTP */
    enum mcp_code code;
    const char *message;
    struct value *data; /* or NULL */
};

/* The result of a method in the call's arena; NULL with the fault set. */
typedef struct value *mcp_method(struct mcp_call *c, struct mcp_fault *f);

mcp_method mcp_tools_list;
mcp_method mcp_tools_call;
mcp_method mcp_resources_list;
mcp_method mcp_resource_templates;
mcp_method mcp_resources_read;

/* Always NULL. */
struct value *mcp_fault_set(struct mcp_fault *f, int status, enum mcp_code code,
                            const char *message);

/* Is the header as the body has it? "=?base64?...?=" is decoded before. */
bool mcp_header_is(struct str header, struct str want);

/* "ko/returns": the locale's tag and the article's id. NULL when there is no
 * such article now. */
struct site_locale *mcp_article(const struct mcp_call *c, struct str id,
                                uint32_t *article);
/* The article as Markdown, or as plain text where it has no twin. */
int mcp_article_text(const struct mcp_call *c, const struct site_locale *l,
                     uint32_t article, const struct record *record,
                     struct str *text, struct err *e);

#endif
