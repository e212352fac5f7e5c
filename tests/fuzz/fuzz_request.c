/* Any bytes as a request: the target, the method and headers, a line each, an
 * empty line, a form. What is not refused is decoded, in bounds, and goes
 * through what looks at it first: coding, tags, language, the canonical
 * spelling, the sender. */
#include <stdlib.h>

#include "lib/icu/locale.h"
#include "lib/utf8.h"
#include "server/canonical.h"
#include "server/client_address.h"
#include "server/form.h"
#include "server/negotiate.h"
#include "server/request.h"
#include "server/same_origin.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool exists(const void *ctx, struct str path)
{
    const struct str *prefix = ctx;

    require(str_starts(path, *prefix));
    return path.len % 7 == 3;
}

static void check_text(struct str s)
{
    require(utf8_check(s) == s.len);
    require(str_find(s, '\0') == s.len);
}

static void check_target(struct request *r)
{
    struct str prefix = S("/help"), found = {0};

    if (r->refused) {
        require(r->reason && r->refused >= 400);
        return;
    }
    require(str_starts(r->path, S("/")));
    check_text(r->path);
    require(r->argument_count <= REQUEST_ARGUMENTS_MAX);
    for (size_t i = 0; i < r->argument_count; i++) {
        check_text(r->arguments[i].name);
        check_text(r->arguments[i].value);
    }
    if (str_starts(r->path, prefix) &&
        canonical_find(&r->arena, r->path, prefix, exists, &prefix, &found))
        require(found.len % 7 == 3);
}

static void check_headers(struct request *r)
{
    static const struct str tags[] = {STR("en"), STR("fil"), STR("ko"),
                                      STR("zh-Hans")};
    const struct str *header = r->header;
    struct str etag = etag_variant(&r->arena, S("\"0123\""), SITE_GZIP);

    for (unsigned stored = 0; stored < 8; stored++) {
        enum site_coding coding =
            negotiate_coding(header[HEADER_ACCEPT_ENCODING], stored);
        require(coding == SITE_PLAIN || (stored & 1u << coding));
    }
    require(locale_negotiate(header[HEADER_ACCEPT_LANGUAGE], tags, 4, 3) < 4);
    etag_matches(header[HEADER_IF_NONE_MATCH], etag);
    if (!request_check_headers(r))
        require(r->refused);
}

/* Who sent it is read of headers, too. */
static void check_sender(struct request *r)
{
    struct proxies trusted = {.local = true};
    struct client_address from = {0};
    struct err e = {0};
    const struct same_origin facts = {
        .origin = r->header[HEADER_ORIGIN],
        .host = r->header[HEADER_HOST],
    };

    proxies_read(&r->arena, r->header[HEADER_ACCEPT], &trusted, &e);
    trusted.local = true;
    client_address_find(&trusted, from, r->header[HEADER_X_FORWARDED_FOR]);
    if (same_origin(&facts))
        require(facts.host.len > 0 && facts.origin.len > facts.host.len);
    negotiate_json(r->header[HEADER_ACCEPT]);
}

static void check_form(struct request *r, struct str body)
{
    buf_put(&r->body, body);
    r->header[HEADER_CONTENT_TYPE] = S("application/x-www-form-urlencoded");
    if (form_read(r))
        require(r->refused && r->field_count == 0);
    require(r->field_count <= REQUEST_FIELDS_MAX);
    for (size_t i = 0; i < r->field_count; i++) {
        check_text(r->fields[i].name);
        check_text(r->fields[i].value);
        require(str_find(r->fields[i].value, '\r') == r->fields[i].value.len);
    }
    buf_release(&r->body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = str_of((const char *)data, size), line, name;
    struct request r = {0};

    str_cut(&rest, '\n', &line);
    request_set_target(&r, line);
    check_target(&r);
    if (str_cut(&rest, '\n', &line))
        request_set_method(&r, line);
    require(r.method_name.len <= 16);
    while (str_cut(&rest, '\n', &line) && line.len) {
        str_cut(&line, ':', &name);
        request_add_header(&r, name, str_trim(line));
    }
    check_headers(&r);
    check_sender(&r);
    check_form(&r, rest);
    arena_release(&r.arena);
    return 0;
}
