#include "server/response.h"

#include <string.h>

const char *const response_page_policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";
const char *const response_data_policy =
    "default-src 'none'; frame-ancestors 'none'";

static const struct phrase {
    int status;
    const char *text;
} phrases[] = {
    {303, "See Other"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {410, "Gone"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
    {507, "Insufficient Storage"},
};

const char *response_phrase(int status)
{
    for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
        if (phrases[i].status == status)
            return phrases[i].text;
    return "Error";
}

void response_header(struct response *r, const char *name, const char *value)
{
    if (!value || r->header_count == RESPONSE_HEADERS_MAX) {
        r->failed = true;
        return;
    }
    r->headers[r->header_count++] = (struct response_header){name, value};
}

void response_header_str(struct response *r, const char *name, struct str value)
{
    response_header(r, name, arena_str(r->arena, value).ptr);
}

void response_clear(struct response *r, int status)
{
    buf_clear(&r->body);
    r->header_count = 0;
    r->length_only = false;
    r->streams = false;
    r->length = 0;
    r->keep_as = 0;
    r->status = status;
}

static struct str ascii_address(struct arena *a, struct str address)
{
    struct buf out = {0};

    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];
        if (c > ' ' && c < 0x7F)
            buf_char(&out, (char)c);
        else
            buf_fmt(&out, "%%%02X", c);
    }
    struct str copy = buf_copy(&out, a);
    if (out.failed)
        copy = (struct str){0};
    buf_release(&out);
    return copy;
}

/* The query goes before a fragment. */
static struct str with_query(struct arena *a, struct str address,
                             struct str query)
{
    size_t end = str_find(address, '#');

    return arena_fmt(a, "%.*s%c%.*s%.*s", STR_ARG(str_sub(address, 0, end)),
                     str_find(address, '?') < end ? '&' : '?', STR_ARG(query),
                     STR_ARG(str_skip(address, end)));
}

void response_redirect(struct response *r, int status, struct str address,
                       struct str query)
{
    struct str to = ascii_address(r->arena, address);

    if (to.ptr && query.len)
        to = with_query(r->arena, to, ascii_address(r->arena, query));
    response_clear(r, status);
    response_header(r, "Location", to.ptr);
    response_header(r, "Cache-Control", "no-cache");
}

void response_text(struct response *r, int status, const char *text)
{
    response_clear(r, status);
    response_header(r, "Content-Type", "text/plain; charset=utf-8");
    response_header(r, "Cache-Control", "no-store");
    buf_text(&r->body, text);
}

void response_header_instead(struct response *r, const char *name,
                             const char *value)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (strcmp(r->headers[i].name, name) == 0) {
            r->headers[i].value = value;
            return;
        }
    response_header(r, name, value);
}

const char *response_get(const struct response *r, const char *name)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (strcmp(r->headers[i].name, name) == 0)
            return r->headers[i].value;
    return NULL;
}

bool response_is_page(const struct response *r)
{
    return str_starts(str_from(response_get(r, "Content-Type")),
                      S("text/html"));
}

void response_common(struct response *r)
{
    response_header(r, "X-Content-Type-Options", "nosniff");
    response_header(r, "Referrer-Policy", "same-origin");
    if (!response_get(r, "Cross-Origin-Resource-Policy"))
        response_header(r, "Cross-Origin-Resource-Policy", "same-origin");
    if (!response_is_page(r))
        return;
    if (!response_get(r, "Content-Security-Policy"))
        response_header(r, "Content-Security-Policy", response_page_policy);
    response_header(r, "Cross-Origin-Opener-Policy", "same-origin");
    response_header(r, "Permissions-Policy",
                    "camera=(), geolocation=(), microphone=()");
}
