/* How large an image is shown, from the first bytes of its file: pages say it,
 * so that nothing jumps when the image arrives. */
#ifndef GABAY_INDEXER_IMAGE_SIZE_H
#define GABAY_INDEXER_IMAGE_SIZE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/str.h"

enum { IMAGE_SIDE_MAX = 1000000 };

struct image_size {
    uint32_t width, height; /* CSS pixels, 1 to IMAGE_SIDE_MAX */
};

/* PNG, JPEG (turned as its EXIF data says), GIF, WebP, AVIF (the largest of
 * its pictures), ICO (the first) and SVG (its width and height, or its
 * viewBox), told apart by their content. Any bytes; linear. False, with 0 by 0,
 * when there is no size in them. */
bool image_size(struct str bytes, struct image_size *out);

/* Of an SVG alone. */
bool image_svg_size(struct str text, struct image_size *out);

#endif
