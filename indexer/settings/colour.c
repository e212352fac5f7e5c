#include "indexer/settings/colour.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static double clamp(double x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Three or four digits, or as many pairs. */
static bool parse_hex(struct str digits, struct colour *out)
{
    double channel[4] = {0, 0, 0, 1};
    size_t each = digits.len > 4 ? 2 : 1;

    if (digits.len < 3 || digits.len > 8 || digits.len == 5 || digits.len == 7)
        return false;
    for (size_t i = 0; i < digits.len; i += each) {
        int high = hex_digit(digits.ptr[i]);
        int low = hex_digit(digits.ptr[i + each - 1]);
        if (high < 0 || low < 0)
            return false;
        channel[i / each] = (high * 16 + low) / 255.0;
    }
    *out = (struct colour){channel[0], channel[1], channel[2], channel[3]};
    return true;
}

struct number {
    double value;
    struct str unit; /* "", "%", "deg" */
};

enum { NUMBER_ROOM = 32 };

static bool parse_number(struct str s, struct number *out)
{
    char text[NUMBER_ROOM];
    size_t digits = 0;

    while (digits < s.len && ((s.ptr[digits] >= '0' && s.ptr[digits] <= '9') ||
                              s.ptr[digits] == '.' || s.ptr[digits] == '-'))
        digits++;
    if (digits == 0 || digits >= sizeof(text))
        return false;
    snprintf(text, sizeof(text), "%.*s", (int)digits, s.ptr);

    char *end;
    out->value = strtod(text, &end);
    out->unit = str_skip(s, digits);
    return *end == '\0';
}

/* "1, 2 3 / 4%": how many there are, or 0. */
static size_t parse_numbers(struct str s, struct number out[4])
{
    size_t count = 0;

    while (s.len) {
        size_t n = 0;
        while (n < s.len && s.ptr[n] != ' ' && s.ptr[n] != ',' &&
               s.ptr[n] != '/')
            n++;
        if (n && (count == 4 || !parse_number(str_sub(s, 0, n), &out[count++])))
            return 0;
        s = str_skip(s, n ? n : 1);
    }
    return count;
}

static double share_of(struct number n, double whole)
{
    return clamp(n.value / (str_eq(n.unit, S("%")) ? 100 : whole));
}

static double turns(struct number hue)
{
    static const struct {
        struct str unit;
        double whole;
    } units[] = {
        {STR("turn"), 1}, {STR("grad"), 400}, {STR("rad"), 6.283185307179586}};
    double whole = 360;

    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
        if (str_eq_nocase(hue.unit, units[i].unit))
            whole = units[i].whole;
    return hue.value / whole - floor(hue.value / whole);
}

static double hsl_channel(double place, double h, double s, double l)
{
    double k = fmod(place + h * 12, 12);
    double a = s * fmin(l, 1 - l);

    return l - a * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
}

static void from_hsl(const struct number n[4], struct colour *out)
{
    double h = turns(n[0]), s = share_of(n[1], 100), l = share_of(n[2], 100);

    out->red = hsl_channel(0, h, s, l);
    out->green = hsl_channel(8, h, s, l);
    out->blue = hsl_channel(4, h, s, l);
}

static void from_rgb(const struct number n[4], struct colour *out)
{
    out->red = share_of(n[0], 255);
    out->green = share_of(n[1], 255);
    out->blue = share_of(n[2], 255);
}

static bool parse_call(struct str css, struct colour *out)
{
    static const struct {
        struct str name;
        void (*read)(const struct number n[4], struct colour *out);
    } calls[] = {{STR("rgb"), from_rgb},
                 {STR("rgba"), from_rgb},
                 {STR("hsl"), from_hsl},
                 {STR("hsla"), from_hsl}};
    size_t open = str_find(css, '(');
    struct number n[4] = {{0}};

    if (open == css.len || css.ptr[css.len - 1] != ')')
        return false;

    struct str name = str_sub(css, 0, open);
    size_t count = parse_numbers(str_sub(css, open + 1, css.len - open - 2), n);

    for (size_t i = 0; count >= 3 && i < sizeof(calls) / sizeof(calls[0]); i++)
        if (str_eq_nocase(name, calls[i].name)) {
            calls[i].read(n, out);
            out->alpha = count == 4 ? share_of(n[3], 1) : 1;
            return true;
        }
    return false;
}

bool colour_parse(struct str css, struct colour *out)
{
    unsigned rgb;

    css = str_trim(css);
    if (str_starts(css, S("#")))
        return parse_hex(str_skip(css, 1), out);
    if (str_eq_nocase(css, S("transparent"))) {
        *out = (struct colour){0};
        return true;
    }
    if (!colour_named(css, &rgb))
        return parse_call(css, out);
    *out = (struct colour){(rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0,
                           (rgb & 255) / 255.0, 1};
    return true;
}

static double to_linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double from_linear(double c)
{
    return clamp(c <= 0.0031308 ? c * 12.92 : 1.055 * pow(c, 1 / 2.4) - 0.055);
}

double colour_luminance(struct colour c)
{
    return 0.2126 * to_linear(c.red) + 0.7152 * to_linear(c.green) +
           0.0722 * to_linear(c.blue);
}

static double over(double front, double alpha, double back)
{
    return front * alpha + back * (1 - alpha);
}

double colour_contrast(struct colour front, struct colour back)
{
    struct colour seen = {over(front.red, front.alpha, back.red),
                          over(front.green, front.alpha, back.green),
                          over(front.blue, front.alpha, back.blue), 1};
    double a = colour_luminance(seen), b = colour_luminance(back);

    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

/* Oklab by B. Ottosson's matrices, which CSS Color 4 names. */
struct oklab {
    double l, a, b;
};

static struct oklab to_oklab(struct colour c)
{
    double r = to_linear(c.red), g = to_linear(c.green), b = to_linear(c.blue);
    double l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

    return (struct oklab){
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    };
}

static struct colour from_oklab(struct oklab c)
{
    double l = c.l + 0.3963377774 * c.a + 0.2158037573 * c.b;
    double m = c.l - 0.1055613458 * c.a - 0.0638541728 * c.b;
    double s = c.l - 0.0894841775 * c.a - 1.2914855480 * c.b;

    l = l * l * l;
    m = m * m * m;
    s = s * s * s;
    return (struct colour){
        from_linear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        from_linear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        from_linear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
        1,
    };
}

struct colour colour_mix(struct colour a, double share, struct colour b)
{
    struct oklab x = to_oklab(a), y = to_oklab(b);

    return from_oklab((struct oklab){
        over(x.l, share, y.l), over(x.a, share, y.a), over(x.b, share, y.b)});
}

void colour_hex(struct colour c, char out[COLOUR_HEX_ROOM])
{
    snprintf(out, COLOUR_HEX_ROOM, "#%02x%02x%02x",
             (unsigned)lround(clamp(c.red) * 255) & 255,
             (unsigned)lround(clamp(c.green) * 255) & 255,
             (unsigned)lround(clamp(c.blue) * 255) & 255);
}

/* As it can be written down, so that what is suggested passes when used. */
static struct colour rounded(struct colour c)
{
    char hex[COLOUR_HEX_ROOM];

    colour_hex(c, hex);
    colour_parse(str_from(hex), &c);
    return c;
}

enum { STEPS = 100 };

struct colour colour_nearest(struct colour c, struct colour back, double wanted)
{
    static const struct colour ends[] = {{0, 0, 0, 1}, {1, 1, 1, 1}};

    c.alpha = 1;
    for (int step = 0; step <= STEPS; step++)
        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
            double share = 1 - (double)step / STEPS;
            struct colour moved = rounded(colour_mix(c, share, ends[i]));
            if (colour_contrast(moved, back) >= wanted)
                return moved;
        }
    return ends[colour_luminance(back) < 0.18];
}
