#include "indexer/base/image_size.h"

#include <stddef.h>

/* Numbers at a place; 0 outside. */
static uint32_t byte_at(struct str s, size_t at)
{
    return at < s.len ? (unsigned char)s.ptr[at] : 0;
}

static uint32_t big16(struct str s, size_t at)
{
    return byte_at(s, at) << 8 | byte_at(s, at + 1);
}

static uint32_t big32(struct str s, size_t at)
{
    return big16(s, at) << 16 | big16(s, at + 2);
}

static uint32_t little16(struct str s, size_t at)
{
    return byte_at(s, at) | byte_at(s, at + 1) << 8;
}

static uint32_t little24(struct str s, size_t at)
{
    return little16(s, at) | byte_at(s, at + 2) << 16;
}

static uint32_t little32(struct str s, size_t at)
{
    return little16(s, at) | little16(s, at + 2) << 16;
}

static bool is_at(struct str s, size_t at, struct str what)
{
    return str_starts(str_skip(s, at), what);
}

static void swap_sides(struct image_size *size)
{
    *size = (struct image_size){size->height, size->width};
}

static struct image_size png_size(struct str s)
{
    if (!is_at(s, 12, S("IHDR")))
        return (struct image_size){0};
    return (struct image_size){big32(s, 16), big32(s, 20)};
}

static struct image_size gif_size(struct str s)
{
    return (struct image_size){little16(s, 6), little16(s, 8)};
}

/* 0 stands for 256. */
static struct image_size ico_size(struct str s)
{
    uint32_t width = byte_at(s, 6), height = byte_at(s, 7);

    if (little16(s, 4) == 0 || s.len < 22)
        return (struct image_size){0};
    return (struct image_size){width ? width : 256, height ? height : 256};
}

/* Is the picture turned by a quarter? `exif` begins with the TIFF header; the
 * orientation is in its first table, 5 to 8 for these. */
static bool is_turned(struct str exif)
{
    enum { ORIENTATION = 0x112, ENTRY = 12 };
    bool big = is_at(exif, 0, S("MM"));
    size_t table = big ? big32(exif, 4) : little32(exif, 4);
    uint32_t count = big ? big16(exif, table) : little16(exif, table);

    if (!big && !is_at(exif, 0, S("II")))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        size_t at = table + 2 + (size_t)i * ENTRY;
        uint32_t tag = big ? big16(exif, at) : little16(exif, at);
        uint32_t value = big ? big16(exif, at + 8) : little16(exif, at + 8);
        if (at >= exif.len)
            return false;
        if (tag == ORIENTATION)
            return value >= 5 && value <= 8;
    }
    return false;
}

/* Does the marker begin a frame? C4, C8 and CC are among their numbers. */
static bool is_frame(uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 &&
           marker != 0xC8 && marker != 0xCC;
}

/* Segments: FF, a marker, and a length that counts itself. */
static struct image_size jpeg_size(struct str s)
{
    static const struct str exif = STR("Exif\0\0");
    bool turned = false;
    size_t at = 2;

    while (at + 4 <= s.len && byte_at(s, at) == 0xFF) {
        uint32_t marker = byte_at(s, at + 1), length = big16(s, at + 2);
        if (marker == 0xFF) {
            at++;
            continue;
        }
        struct str body = str_sub(s, at + 4, length < 2 ? 0 : length - 2);
        if (is_frame(marker)) {
            struct image_size size = {big16(body, 3), big16(body, 1)};
            if (turned)
                swap_sides(&size);
            return size;
        }
        if (marker == 0xE1 && str_starts(body, exif))
            turned = is_turned(str_skip(body, exif.len));
        at += 2 + (length < 2 ? 2 : length);
    }
    return (struct image_size){0};
}

static struct image_size webp_size(struct str s)
{
    static const struct str start = STR("\x9D\x01\x2A");

    if (is_at(s, 12, S("VP8X")))
        return (struct image_size){little24(s, 24) + 1, little24(s, 27) + 1};
    if (is_at(s, 12, S("VP8 ")) && is_at(s, 23, start))
        return (struct image_size){little16(s, 26) & 0x3FFF,
                                   little16(s, 28) & 0x3FFF};
    if (is_at(s, 12, S("VP8L")) && byte_at(s, 20) == 0x2F) {
        uint32_t sides = little32(s, 21);
        return (struct image_size){(sides & 0x3FFF) + 1,
                                   (sides >> 14 & 0x3FFF) + 1};
    }
    return (struct image_size){0};
}

/* The next box of `*rest` (a length that counts itself, a name, a body), taken
 * off; false at the end. */
static bool next_box(struct str *rest, struct str *name, struct str *body)
{
    uint32_t length = big32(*rest, 0);

    if (rest->len < 8 || (length && length < 8))
        return false;
    *name = str_sub(*rest, 4, 4);
    *body = length ? str_sub(*rest, 8, length - 8) : str_skip(*rest, 8);
    *rest = length ? str_skip(*rest, length) : (struct str){0};
    return true;
}

static struct str find_box(struct str rest, struct str wanted)
{
    struct str name, body;

    while (next_box(&rest, &name, &body))
        if (str_eq(name, wanted))
            return body;
    return (struct str){0};
}

/* meta > iprp > ipco holds the properties of all pictures in the file: the
 * thumbnails and tiles are smaller than what they belong to. */
static struct image_size avif_size(struct str s)
{
    struct str meta = str_skip(find_box(s, S("meta")), 4);
    struct str rest = find_box(find_box(meta, S("iprp")), S("ipco"));
    struct image_size best = {0};
    struct str name, body;
    bool turned = false;

    while (next_box(&rest, &name, &body)) {
        struct image_size size = {big32(body, 4), big32(body, 8)};
        if (str_eq(name, S("irot")))
            turned = byte_at(body, 0) & 1;
        if (str_eq(name, S("ispe")) && (uint64_t)size.width * size.height >=
                                           (uint64_t)best.width * best.height)
            best = size;
    }
    if (turned)
        swap_sides(&best);
    return best;
}

static const struct format {
    size_t at;
    struct str magic;
    struct image_size (*size)(struct str s);
} formats[] = {
    {0, STR("\x89PNG\r\n\x1A\n"), png_size},
    {0, STR("\xFF\xD8\xFF"), jpeg_size},
    {0, STR("GIF87a"), gif_size},
    {0, STR("GIF89a"), gif_size},
    {8, STR("WEBP"), webp_size},
    {4, STR("ftypavif"), avif_size},
    {4, STR("ftypavis"), avif_size},
    {4, STR("ftypmif1"), avif_size},
    {0, STR("\0\0\1\0"), ico_size},
};

static bool is_side(uint32_t side)
{
    return side > 0 && side <= IMAGE_SIDE_MAX;
}

bool image_size(struct str bytes, struct image_size *out)
{
    *out = (struct image_size){0};
    for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
        if (!is_at(bytes, formats[i].at, formats[i].magic))
            continue;
        struct image_size size = formats[i].size(bytes);
        if (is_side(size.width) && is_side(size.height))
            *out = size;
        return out->width > 0;
    }
    return image_svg_size(bytes, out);
}
