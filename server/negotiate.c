#include "server/negotiate.h"

#include <string.h>

enum { WEIGHT_UNKNOWN = -1, WEIGHT_ONE = 1000 };

/* "0.25" -> 250; anything malformed counts as not acceptable. */
static int weight_of(struct str s)
{
    int weight = 0, unit = WEIGHT_ONE;

    if (!s.len || s.len > 5 || (s.ptr[0] != '0' && s.ptr[0] != '1') ||
        (s.len > 1 && s.ptr[1] != '.'))
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        if (i == 1)
            continue;
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return 0;
        weight += (s.ptr[i] - '0') * unit;
        unit /= 10;
    }
    return weight > WEIGHT_ONE ? 0 : weight;
}

static int weight_of_parameters(struct str parameters)
{
    struct str piece;

    while (str_cut(&parameters, ';', &piece)) {
        piece = str_trim(piece);
        size_t sign = str_find(piece, '=');
        if (str_eq_nocase(str_trim(str_sub(piece, 0, sign)), S("q")))
            return weight_of(str_trim(str_skip(piece, sign + 1)));
    }
    return WEIGHT_ONE;
}

static const struct coding_name {
    struct str name;
    enum site_coding coding;
} coding_names[] = {
    {STR("gzip"), SITE_GZIP},
    {STR("x-gzip"), SITE_GZIP},
    {STR("br"), SITE_BROTLI},
    {STR("identity"), SITE_PLAIN},
};

static void read_weights(struct str list, int weight[3])
{
    const size_t names = sizeof(coding_names) / sizeof(coding_names[0]);
    int rest = WEIGHT_UNKNOWN;
    struct str piece;

    while (str_cut(&list, ',', &piece)) {
        size_t end = str_find(piece, ';');
        struct str name = str_trim(str_sub(piece, 0, end));
        int w = weight_of_parameters(str_skip(piece, end + 1));
        if (str_eq(name, S("*")))
            rest = w;
        for (size_t i = 0; i < names; i++)
            if (str_eq_nocase(name, coding_names[i].name))
                weight[coding_names[i].coding] = w;
    }
    for (int i = SITE_GZIP; i <= SITE_BROTLI; i++)
        if (weight[i] == WEIGHT_UNKNOWN)
            weight[i] = rest;
}

enum site_coding negotiate_coding(struct str accept_encoding, unsigned stored)
{
    static const enum site_coding order[] = {SITE_BROTLI, SITE_GZIP};
    int weight[3] = {WEIGHT_UNKNOWN, WEIGHT_UNKNOWN, WEIGHT_UNKNOWN};
    enum site_coding best = SITE_PLAIN;
    int best_weight = 0;

    read_weights(accept_encoding, weight);
    for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
        int w = weight[order[i]];
        if ((stored & 1u << order[i]) && w > best_weight) {
            best = order[i];
            best_weight = w;
        }
    }
    return weight[SITE_PLAIN] > best_weight ? SITE_PLAIN : best;
}

/* Done for every page, so without a format. */
struct str etag_variant(struct arena *a, struct str etag,
                        enum site_coding coding)
{
    static const char suffix[][5] = {"\"", "-gz\"", "-br\""};
    const size_t suffix_len = coding == SITE_PLAIN ? 1 : 4;
    struct str inside = etag;

    if (inside.len >= 2 && inside.ptr[0] == '"')
        inside = str_sub(inside, 1, inside.len - 2);
    char *out = arena_alloc(a, inside.len + suffix_len + 2, 1);
    if (!out)
        return (struct str){0};
    out[0] = '"';
    if (inside.len)
        memcpy(out + 1, inside.ptr, inside.len);
    memcpy(out + 1 + inside.len, suffix[coding], suffix_len);
    return str_of(out, inside.len + suffix_len + 1);
}

/* The opaque tag at the front of `*rest`, with its quotes; empty at the end or
 * where the list is malformed. Commas may stand inside the quotes. */
static struct str next_tag(struct str *rest)
{
    while (rest->len &&
           (rest->ptr[0] == ',' || rest->ptr[0] == ' ' || rest->ptr[0] == '\t'))
        *rest = str_skip(*rest, 1);
    if (str_starts(*rest, S("W/")))
        *rest = str_skip(*rest, 2);
    if (!rest->len || rest->ptr[0] != '"')
        return (struct str){0};

    size_t close = str_find(str_skip(*rest, 1), '"') + 1;
    struct str tag = str_sub(*rest, 0, close + 1);
    *rest = str_skip(*rest, close + 1);
    return tag;
}

bool etag_matches(struct str if_none_match, struct str etag)
{
    struct str rest = str_trim(if_none_match), tag;

    if (str_eq(rest, S("*")))
        return true;
    if (str_starts(etag, S("W/")))
        etag = str_skip(etag, 2);
    while ((tag = next_tag(&rest)).len)
        if (str_eq(tag, etag))
            return true;
    return false;
}

bool negotiate_markdown(struct str accept)
{
    /* The later say more of what HTML weighs. */
    static const struct str html[] = {STR("*/*"), STR("text/*"),
                                      STR("text/html")};
    int markdown = WEIGHT_UNKNOWN, weight = WEIGHT_UNKNOWN;
    size_t told = 0;
    struct str range;

    while (str_cut(&accept, ',', &range)) {
        size_t end = str_find(range, ';');
        struct str type = str_trim(str_sub(range, 0, end));
        int w = weight_of_parameters(str_skip(range, end + 1));
        if (str_eq_nocase(type, S("text/markdown")))
            markdown = w;
        for (size_t i = told; i < sizeof(html) / sizeof(html[0]); i++)
            if (str_eq_nocase(type, html[i])) {
                weight = w;
                told = i;
            }
    }
    return markdown > 0 && markdown >= weight;
}

bool negotiate_json(struct str accept)
{
    struct str range;

    while (str_cut(&accept, ',', &range)) {
        struct str type = str_trim(str_sub(range, 0, str_find(range, ';')));
        if (str_eq_nocase(type, S("application/json")))
            return true;
    }
    return false;
}
