/* Arguments, read by the table that documents them. */
#include "lib/icu/zone.h"
#include "lib/timestamp.h"
#include "lib/utf8.h"
#include "server/api.h"

struct reader {
    struct site *site;
    struct request *request;
};

/* Each gives NULL, or what the argument must be: "a number from 1 to 100". */
typedef const char *read_kind(const struct reader *r,
                              const struct api_argument *row,
                              struct api_value *v);

static const char *read_text(const struct reader *r,
                             const struct api_argument *row,
                             struct api_value *v)
{
    if (!row->max || utf8_count(v->text) <= row->max)
        return NULL;
    return arena_fmt(&r->request->arena, "at most %u characters long", row->max)
        .ptr;
}

static const char *read_number(const struct reader *r,
                               const struct api_argument *row,
                               struct api_value *v)
{
    uint64_t n = row->otherwise;

    if (v->given && (!str_to_u64(v->text, &n) || n < row->min || n > row->max))
        return arena_fmt(&r->request->arena, "a number from %u to %u", row->min,
                         row->max)
            .ptr;
    v->number = (uint32_t)n;
    return NULL;
}

/* "first|second" as "first or second". */
static const char *listed(struct arena *a, const char *words)
{
    struct str rest = str_from(words), word;
    struct buf out = {0};

    while (str_cut(&rest, '|', &word)) {
        if (out.len)
            buf_text(&out, rest.ptr ? ", " : " or ");
        buf_put(&out, word);
    }
    struct str copy = buf_copy(&out, a);
    buf_release(&out);
    return arena_str(a, copy).ptr;
}

static const char *read_word(const struct reader *r,
                             const struct api_argument *row,
                             struct api_value *v)
{
    struct str rest = str_from(row->words), word;

    for (uint32_t i = 0; str_cut(&rest, '|', &word); i++) {
        if (v->given && !str_eq(v->text, word))
            continue;
        v->text = word;
        v->number = i;
        return NULL;
    }
    return listed(&r->request->arena, row->words);
}

/* RFC 3339 asks for more than timestamp_read() does: a time and its zone. */
static bool is_whole_time(struct str text)
{
    if (text.len < sizeof("2026-11-21T00:00:00Z") - 1 ||
        (text.ptr[10] != 'T' && text.ptr[10] != 't'))
        return false;

    char end = text.ptr[text.len - 1], sign = text.ptr[text.len - 6];

    return end == 'Z' || end == 'z' || sign == '+' || sign == '-';
}

static const char *read_time(const struct reader *r,
                             const struct api_argument *row,
                             struct api_value *v)
{
    (void)r;
    (void)row;
    if (!v->given || (is_whole_time(v->text) &&
                      timestamp_read(v->text, &v->time) && v->time >= 0))
        return NULL;
    return "a time such as 2026-12-24T09:00:00Z, from 1970 on; a + in it is "
           "written %2B";
}

static const char *read_zone(const struct reader *r,
                             const struct api_argument *row,
                             struct api_value *v)
{
    struct zone *z = v->given ? zone_open(v->text, NULL) : NULL;

    (void)r;
    (void)row;
    if (v->given && !z)
        return "a time zone such as Asia/Jakarta";
    if (z)
        zone_close(z);
    return NULL;
}

static const char *read_locale(const struct reader *r,
                               const struct api_argument *row,
                               struct api_value *v)
{
    struct request *request = r->request;

    (void)row;
    request->negotiated = !v->given;
    request->locale =
        v->given
            ? api_locale(r->site, v->text)
            : site_negotiate(r->site, request->header[HEADER_ACCEPT_LANGUAGE]);
    return request->locale ? NULL : "one of this site's languages";
}

static read_kind *const kinds[] = {
    [API_TEXT] = read_text, [API_NUMBER] = read_number,
    [API_WORD] = read_word, [API_TIME] = read_time,
    [API_ZONE] = read_zone, [API_LOCALE] = read_locale,
};

static void find(const struct request *request, const struct api_argument *row,
                 struct api_value *v)
{
    const struct str *text = row->in == API_PATH
                                 ? &request->rest
                                 : request_argument(request, row->name);

    *v = (struct api_value){.given = text != NULL};
    if (text)
        v->text = *text;
}

static void refuse(const struct reader *r, struct response *response,
                   const struct api_argument *row, const char *must)
{
    struct str why =
        must ? arena_fmt(&r->request->arena, "%s must be %s.", row->name, must)
             : arena_fmt(&r->request->arena, "%s is missing.", row->name);

    problem_send(r->site, r->request, response, PROBLEM_BAD_ARGUMENT, why.ptr,
                 row->name);
}

bool api_read(struct site *site, struct request *request,
              struct response *response, const struct api_doc *doc,
              struct api_value *out)
{
    const struct reader r = {site, request};
    size_t i = 0;

    for (const struct api_argument *row = doc->arguments; row && row->name;
         row++, i++) {
        find(request, row, &out[i]);
        if (row->required && !out[i].given) {
            refuse(&r, response, row, NULL);
            return false;
        }
        const char *must = kinds[row->kind](&r, row, &out[i]);
        if (must) {
            refuse(&r, response, row, must);
            return false;
        }
    }
    return true;
}
