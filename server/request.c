#include "server/request.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/utf8.h"

static const struct str header_names[REQUEST_HEADERS] = {
    [HEADER_ACCEPT] = STR("Accept"),
    [HEADER_ACCEPT_ENCODING] = STR("Accept-Encoding"),
    [HEADER_ACCEPT_LANGUAGE] = STR("Accept-Language"),
    [HEADER_AUTHORIZATION] = STR("Authorization"),
    [HEADER_CONTENT_LENGTH] = STR("Content-Length"),
    [HEADER_CONTENT_TYPE] = STR("Content-Type"),
    [HEADER_HOST] = STR("Host"),
    [HEADER_IF_NONE_MATCH] = STR("If-None-Match"),
    [HEADER_IF_RANGE] = STR("If-Range"),
    [HEADER_LAST_EVENT_ID] = STR("Last-Event-ID"),
    [HEADER_MCP_METHOD] = STR("Mcp-Method"),
    [HEADER_MCP_NAME] = STR("Mcp-Name"),
    [HEADER_MCP_PROTOCOL_VERSION] = STR("MCP-Protocol-Version"),
    [HEADER_ORIGIN] = STR("Origin"),
    [HEADER_RANGE] = STR("Range"),
    [HEADER_SAVE_DATA] = STR("Save-Data"),
    [HEADER_SEC_FETCH_SITE] = STR("Sec-Fetch-Site"),
    [HEADER_TRANSFER_ENCODING] = STR("Transfer-Encoding"),
    [HEADER_USER_AGENT] = STR("User-Agent"),
    [HEADER_X_FORWARDED_FOR] = STR("X-Forwarded-For"),
};

enum escape { ESCAPE_STRICT, ESCAPE_LENIENT };

void request_refuse(struct request *r, int status, const char *reason)
{
    if (r->refused)
        return;
    r->refused = status;
    r->reason = reason;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The byte that an escape at `at` stands for, or -1. */
static int escaped_byte(struct str s, size_t at)
{
    if (s.len - at < 3)
        return -1;
    int high = hex_digit(s.ptr[at + 1]), low = hex_digit(s.ptr[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* In a query a lone '%' is what people type ("100%"): it stays as it is. */
static struct str decode(struct request *r, struct str raw, enum escape how)
{
    char *out = arena_alloc(&r->arena, raw.len + 1, 1);
    size_t len = 0;

    if (!out)
        return (struct str){0};
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (c == '%') {
            int byte = escaped_byte(raw, i);
            if (byte == 0)
                request_refuse(r, 400, "The address holds a zero byte.");
            else if (byte < 0 && how == ESCAPE_STRICT)
                request_refuse(r, 400, "The address holds a broken escape.");
            else if (byte == '/' && how == ESCAPE_STRICT)
                r->slash_escaped = true;
            if (byte >= 0) {
                c = (char)byte;
                i += 2;
            }
        } else if (c == '+' && how == ESCAPE_LENIENT) {
            c = ' ';
        }
        out[len++] = c;
    }
    return str_of(out, len);
}

static bool has_control_byte(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 0x7F)
            return true;
    return false;
}

static bool has_decoded_control(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7F)
            return true;
    return false;
}

/* Arguments are shown again: what is no UTF-8 in them becomes U+FFFD. */
static struct str decode_argument(struct request *r, struct str raw)
{
    struct str s = decode(r, raw, ESCAPE_LENIENT);
    struct buf out = {0};

    if (utf8_check(s) == s.len)
        return s;
    for (size_t at = 0; at < s.len;) {
        char bytes[4];
        size_t n = utf8_put(utf8_next(s, &at, NULL), bytes);
        buf_add(&out, bytes, n);
    }
    struct str clean = buf_copy(&out, &r->arena);
    buf_release(&out);
    return clean;
}

static void decode_pair(struct request *r, struct str piece,
                        struct request_argument *out)
{
    size_t sign = str_find(piece, '=');

    out->name = decode_argument(r, str_sub(piece, 0, sign));
    out->value = decode_argument(r, str_skip(piece, sign + 1));
}

static void set_arguments(struct request *r)
{
    struct str rest = r->raw_query, piece;
    size_t count = 0;

    while (str_cut(&rest, '&', &piece))
        count += piece.len > 0;
    if (count > REQUEST_ARGUMENTS_MAX) {
        request_refuse(r, 400, "The address has more than 100 arguments.");
        return;
    }
    r->arguments = arena_new(&r->arena, struct request_argument, count);
    rest = r->raw_query;
    while (r->arguments && str_cut(&rest, '&', &piece))
        if (piece.len)
            decode_pair(r, piece, &r->arguments[r->argument_count++]);
}

/* The arena is lent to a request that has nothing else. */
size_t request_read_arguments(struct arena *a, struct str text,
                              struct request_argument *out, size_t max)
{
    struct request r = {.arena = *a};
    struct str piece;
    size_t count = 0;

    while (count < max && str_cut(&text, '&', &piece))
        if (piece.len)
            decode_pair(&r, piece, &out[count++]);
    *a = r.arena;
    return r.refused ? 0 : count;
}

/* As a rule there is nothing to decode. */
static void set_path(struct request *r)
{
    bool plain = true;

    for (size_t i = 0; i < r->raw_path.len && plain; i++) {
        unsigned char c = (unsigned char)r->raw_path.ptr[i];
        plain = c > ' ' && c < 0x7F && c != '%';
    }
    if (plain) {
        r->path = r->raw_path;
        return;
    }
    r->path = decode(r, r->raw_path, ESCAPE_STRICT);
    if (has_decoded_control(r->path))
        request_refuse(r, 400, "The address holds a control character.");
    if (utf8_check(r->path) != r->path.len)
        request_refuse(r, 400, "The address is not in UTF-8.");
}

void request_set_target(struct request *r, struct str raw)
{
    if (raw.len > REQUEST_TARGET_MAX) {
        request_refuse(r, 414, "The address is longer than 8000 bytes.");
        raw.len = REQUEST_TARGET_MAX;
    }
    raw = arena_str(&r->arena, raw);
    struct str target = str_sub(raw, 0, str_find(raw, '#'));
    size_t mark = str_find(target, '?');

    r->raw_path = str_sub(target, 0, mark);
    r->raw_query = str_skip(target, mark + 1);
    if (r->refused)
        return;
    if (!r->raw_path.len || r->raw_path.ptr[0] != '/')
        request_refuse(r, 400, "The address does not begin with a slash.");
    if (has_control_byte(target))
        request_refuse(r, 400, "The address holds a control character.");
    set_path(r);
    set_arguments(r);
    if (r->refused)
        r->path = (struct str){0};
}

void request_set_method(struct request *r, struct str name)
{
    r->method_name = arena_str(&r->arena, str_sub(name, 0, 16));
    r->method = str_eq(name, S("GET"))       ? METHOD_GET
                : str_eq(name, S("HEAD"))    ? METHOD_HEAD
                : str_eq(name, S("POST"))    ? METHOD_POST
                : str_eq(name, S("OPTIONS")) ? METHOD_OPTIONS
                                             : METHOD_OTHER;
}

void request_add_header(struct request *r, struct str name, struct str value)
{
    for (size_t i = 0; i < REQUEST_HEADERS; i++) {
        if (!str_eq_nocase(name, header_names[i]))
            continue;
        if (r->header_lines[i]++)
            value = arena_fmt(&r->arena, "%.*s, %.*s", STR_ARG(r->header[i]),
                              STR_ARG(value));
        r->header[i] = value;
        return;
    }
}

static bool is_body_short(const struct request *r)
{
    uint64_t length;

    return !r->header_lines[HEADER_CONTENT_LENGTH] ||
           (str_to_u64(str_trim(r->header[HEADER_CONTENT_LENGTH]), &length) &&
            length <= REQUEST_BODY_MAX);
}

bool request_check_headers(struct request *r)
{
    bool doubled = r->header_lines[HEADER_CONTENT_LENGTH] > 1 ||
                   r->header_lines[HEADER_TRANSFER_ENCODING] > 1 ||
                   (r->header_lines[HEADER_CONTENT_LENGTH] &&
                    r->header_lines[HEADER_TRANSFER_ENCODING]);

    bool strange = r->header_lines[HEADER_TRANSFER_ENCODING] &&
                   !str_eq_nocase(str_trim(r->header[HEADER_TRANSFER_ENCODING]),
                                  S("chunked"));

    if (r->header_lines[HEADER_HOST] > 1)
        request_refuse(r, 400, "The request has two Host headers.");
    if (doubled)
        request_refuse(r, 400, "The length of the body is given twice.");
    else if (strange)
        request_refuse(r, 400, "The body comes in an unknown coding.");
    else if (!is_body_short(r))
        request_refuse(r, 413, "The body is longer than 64 KiB.");
    return !doubled && !strange && is_body_short(r);
}

const struct str *request_argument(const struct request *r, const char *name)
{
    for (size_t i = 0; i < r->argument_count; i++)
        if (str_eq(r->arguments[i].name, str_from(name)))
            return &r->arguments[i].value;
    return NULL;
}
