/* CSS colours: read, mixed as a browser mixes them, and compared as WCAG 2.2
 * does. Pure functions; any thread. */
#ifndef GABAY_INDEXER_COLOUR_H
#define GABAY_INDEXER_COLOUR_H

#include <stdbool.h>

#include "lib/str.h"

/* sRGB, each channel 0 to 1. */
struct colour {
    double red, green, blue, alpha;
};

/* #rgb #rgba #rrggbb #rrggbbaa, rgb() and hsl() in both spellings, the names
 * of CSS and "transparent". False for anything else. */
bool colour_parse(struct str css, struct colour *out);
/* A name of CSS, capitals or not, as 0xRRGGBB. */
bool colour_named(struct str name, unsigned *rgb);

/* Of an opaque colour, 0 to 1. */
double colour_luminance(struct colour c);
/* 1 to 21; `front` lies over `back`, which is taken as opaque. */
double colour_contrast(struct colour front, struct colour back);

/* color-mix(in oklab, a SHARE, b) of opaque colours, within sRGB. */
struct colour colour_mix(struct colour a, double share, struct colour b);

/* The colour nearest to `c` on its way to black or white, whichever is nearer,
 * with a contrast of `wanted` to `back`; both are opaque. Black or white where
 * nothing reaches it. */
struct colour colour_nearest(struct colour c, struct colour back,
                             double wanted);

enum { COLOUR_HEX_ROOM = 8 };

/* As "#rrggbb". */
void colour_hex(struct colour c, char out[COLOUR_HEX_ROOM]);

#endif
