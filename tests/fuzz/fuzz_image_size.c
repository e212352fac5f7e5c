/* Any bytes as an image's file. */
#include <assert.h>

#include "indexer/base/image_size.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool found, struct image_size size)
{
    if (found) {
        assert(size.width >= 1 && size.width <= IMAGE_SIDE_MAX);
        assert(size.height >= 1 && size.height <= IMAGE_SIDE_MAX);
    } else {
        assert(size.width == 0 && size.height == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = str_of((const char *)data, size);
    struct image_size found;

    check(image_size(bytes, &found), found);
    check(image_svg_size(bytes, &found), found);
    return 0;
}
