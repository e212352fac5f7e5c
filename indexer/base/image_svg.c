#include "indexer/base/image_size.h"

#include <string.h>

static const char space[] = " \t\r\n";

static bool is_in(char c, const char *set)
{
    return c && strchr(set, c);
}

static struct str skip_any(struct str s, const char *set)
{
    while (s.len && is_in(s.ptr[0], set))
        s = str_skip(s, 1);
    return s;
}

static struct str skip_past(struct str s, struct str what)
{
    return str_skip(s, str_search(s, what) + what.len);
}

/* A document type may hold declarations in brackets. */
static struct str skip_doctype(struct str s)
{
    size_t end = str_find(s, '>'), open = str_find(s, '[');

    return open < end ? skip_past(skip_past(s, S("]")), S(">"))
                      : str_skip(s, end + 1);
}

/* What stands behind "<svg", past all that may stand before it; empty when the
 * first element is another. */
static struct str find_root(struct str s)
{
    if (str_starts(s, S("\xEF\xBB\xBF")))
        s = str_skip(s, 3);
    for (;;) {
        s = skip_any(s, space);
        if (str_starts(s, S("<?")))
            s = skip_past(s, S("?>"));
        else if (str_starts(s, S("<!--")))
            s = skip_past(s, S("-->"));
        else if (str_starts(s, S("<!DOCTYPE")))
            s = skip_doctype(s);
        else
            break;
    }
    return str_starts(s, S("<svg")) && s.len > 4 && is_in(s.ptr[4], space)
               ? str_skip(s, 4)
               : (struct str){0};
}

/* The next attribute of the tag, taken off; false at its end. */
static bool next_attribute(struct str *rest, struct str *name,
                           struct str *value)
{
    struct str s = skip_any(*rest, space);
    size_t n = 0;

    while (n < s.len && !is_in(s.ptr[n], " \t\r\n=/>"))
        n++;
    *name = str_sub(s, 0, n);
    s = skip_any(str_skip(s, n), space);
    if (n == 0 || !str_starts(s, S("=")))
        return false;
    s = skip_any(str_skip(s, 1), space);
    if (s.len == 0 || !is_in(s.ptr[0], "\"'"))
        return false;

    size_t end = str_find(str_skip(s, 1), s.ptr[0]);

    *value = str_sub(s, 1, end);
    *rest = str_skip(s, end + 2);
    return true;
}

/* A decimal number, taken off; -1: none. Exponents are not read. */
static double take_number(struct str *s)
{
    double n = 0, place = 1;
    bool digits = false, fraction = false;

    *s = skip_any(*s, " \t\r\n,");
    if (s->len && s->ptr[0] == '+')
        *s = str_skip(*s, 1);
    for (; s->len; *s = str_skip(*s, 1)) {
        char c = s->ptr[0];
        if (c == '.' && !fraction) {
            fraction = true;
        } else if (c >= '0' && c <= '9') {
            digits = true;
            place /= fraction ? 10 : 1;
            n = fraction ? n + (c - '0') * place : n * 10 + (c - '0');
        } else {
            break;
        }
    }
    return digits ? n : -1;
}

/* A length in CSS pixels; -1: none, or one that depends on the page. */
static double read_length(struct str s)
{
    static const struct {
        struct str name;
        double pixels;
    } units[] = {
        {STR(""), 1},           {STR("px"), 1},         {STR("pt"), 96.0 / 72},
        {STR("pc"), 16},        {STR("in"), 96},        {STR("cm"), 96 / 2.54},
        {STR("mm"), 96 / 25.4}, {STR("Q"), 96 / 101.6},
    };
    double n = take_number(&s);

    s = str_trim(s);
    for (size_t i = 0; n > 0 && i < sizeof(units) / sizeof(*units); i++)
        if (str_eq_nocase(s, units[i].name))
            return n * units[i].pixels;
    return -1;
}

static bool to_side(double n, uint32_t *side)
{
    /* Less than half a pixel is shown as one. */
    if (!(n > 0 && n <= IMAGE_SIDE_MAX))
        return false;
    *side = n < 1 ? 1 : (uint32_t)(n + 0.5);
    return *side <= IMAGE_SIDE_MAX;
}

struct sides {
    double width, height, box_width, box_height; /* -1: none */
};

/* Two numbers, where it begins, then two more. */
static void read_box(struct sides *s, struct str value)
{
    static const char between[] = " \t\r\n,-";

    value = skip_any(value, between);
    take_number(&value);
    value = skip_any(value, between);
    take_number(&value);
    s->box_width = take_number(&value);
    s->box_height = take_number(&value);
}

/* The box says what is missing: both sides, or one by their proportion. */
static void complete(struct sides *s)
{
    if (s->width <= 0 && s->height <= 0) {
        s->width = s->box_width;
        s->height = s->box_height;
    }
    if (s->box_width <= 0 || s->box_height <= 0)
        return;
    if (s->width <= 0)
        s->width = s->height * s->box_width / s->box_height;
    else if (s->height <= 0)
        s->height = s->width * s->box_height / s->box_width;
}

bool image_svg_size(struct str text, struct image_size *out)
{
    struct str rest = find_root(text), name, value;
    struct sides s = {-1, -1, -1, -1};
    struct image_size size;

    while (next_attribute(&rest, &name, &value)) {
        if (str_eq(name, S("width")))
            s.width = read_length(value);
        else if (str_eq(name, S("height")))
            s.height = read_length(value);
        else if (str_eq(name, S("viewBox")))
            read_box(&s, value);
    }
    complete(&s);
    *out = (struct image_size){0};
    if (!to_side(s.width, &size.width) || !to_side(s.height, &size.height))
        return false;
    *out = size;
    return true;
}
