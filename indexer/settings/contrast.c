#include "indexer/settings/contrast.h"

#include "indexer/settings/colour.h"

/* WCAG 2.2, 1.4.3, level AA. */
static const double wanted = 4.5;

/* As themes/default/assets/style.css has them. */
static const double dark_share = 0.45;
static const struct {
    struct str name, css;
} defaults[] = {
    {STR("brand"), STR("#0c6a5b")},
    {STR("brand-contrast"), STR("#fff")},
    {STR("light page"), STR("#f2f5f4")}, /* its shaded boxes */
    {STR("dark page"), STR("#1d2624")},
};

struct palette {
    const struct value *colours;
    struct problems *problems;
    unsigned line, column;
};

/* False where it cannot be read. */
static bool take(const struct palette *p, struct str name, struct colour *out)
{
    struct str css = value_str(value_get(p->colours, name));

    for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++)
        if (!css.len && str_eq(name, defaults[i].name))
            css = defaults[i].css;
    if (colour_parse(css, out))
        return true;
    problem_add(p->problems, CHECK_CONTRAST, S("site.yaml"), p->line, p->column,
                "colors: the contrast of %.*s is not known, since '%.*s' is "
                "not read here: write it as \"#rrggbb\"",
                STR_ARG(name), STR_ARG(css));
    return false;
}

static void warn(const struct palette *p, const char *where,
                 const char *setting, struct colour front, struct colour back)
{
    double ratio = colour_contrast(front, back);
    char better[COLOUR_HEX_ROOM];

    if (ratio >= wanted)
        return;
    colour_hex(colour_nearest(front, back, wanted), better);
    problem_add(p->problems, CHECK_CONTRAST, S("site.yaml"), p->line, p->column,
                "colors: %s has a contrast of %.2f to 1, too little to read; "
                "%.1f is needed: with %s: \"%s\" it passes",
                where, ratio, wanted, setting, better);
}

static bool has(const struct palette *p, struct str name)
{
    return value_get(p->colours, name) != NULL;
}

static void check_light(const struct palette *p, struct colour brand)
{
    struct colour text, page;

    if (!take(p, S("light page"), &page))
        return;
    warn(p, "brand on the light page, the colour of links,", "brand", brand,
         page);
    /* White passes on any brand that passes on the page. */
    if (!has(p, S("brand-contrast")) && colour_contrast(brand, page) < wanted)
        return;
    if (take(p, S("brand-contrast"), &text))
        warn(p, "brand-contrast on brand, the text of buttons,",
             "brand-contrast", text, brand);
}

/* In the dark scheme links have a colour of their own, or one mixed. */
static void check_dark(const struct palette *p, struct colour brand)
{
    static const struct colour white = {1, 1, 1, 1};
    struct colour link = colour_mix(brand, dark_share, white), page;
    const char *what = "what brand is mixed to for links on the dark page";

    if (has(p, S("brand-dark"))) {
        what = "brand-dark on the dark page, the colour of links there,";
        if (!take(p, S("brand-dark"), &link))
            return;
    }
    if (take(p, S("dark page"), &page))
        warn(p, what, "brand-dark", link, page);
}

void contrast_check(const struct value *colours, struct problems *problems,
                    unsigned line, unsigned column)
{
    struct palette p = {colours, problems, line, column};
    struct colour brand;

    if (!has(&p, S("brand")) && !has(&p, S("brand-contrast")) &&
        !has(&p, S("brand-dark")))
        return;
    if (!take(&p, S("brand"), &brand))
        return;
    check_light(&p, brand);
    check_dark(&p, brand);
}
