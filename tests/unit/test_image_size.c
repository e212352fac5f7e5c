/* Width and height from the first bytes of an image. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/base/image_size.h"

struct sample {
    const char *name;
    struct str bytes;
    uint32_t width, height; /* 0: none is found */
};

/* Read from a copy of its own length, so that a sanitizer sees every step
 * outside. */
static void assert_size(const struct sample *s, size_t length)
{
    struct image_size size = {7, 7};
    char *copy = malloc(length ? length : 1);
    bool whole = length == s->bytes.len;

    assert_non_null(copy);
    if (length)
        memcpy(copy, s->bytes.ptr, length);

    bool found = image_size(str_of(copy, length), &size);

    free(copy);
    if (whole && (size.width != s->width || size.height != s->height))
        fail_msg("%s: %u by %u", s->name, size.width, size.height);
    assert_int_equal(found, size.width > 0 && size.height > 0);
}

static void assert_sizes(const struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t n = 0; n <= samples[i].bytes.len; n++)
            assert_size(&samples[i], n);
}

#define ASSERT_SIZES(samples)                                                  \
    assert_sizes(samples, sizeof(samples) / sizeof(*(samples)))

static void pictures_have_sizes(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"PNG", STR("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\2\x80\0\0\1\xE0"), 640,
         480},
        {"PNG of no width",
         STR("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\0\0\0\1\1"), 0, 0},
        {"PNG too large",
         STR("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\x7F\0\0\0\0\0\0\1"), 0, 0},
        {"PNG that begins otherwise",
         STR("\x89PNG\r\n\x1A\n\0\0\0\x0DIDAT\0\0\2\x80\0\0\1\xE0"), 0, 0},
        {"GIF", STR("GIF89a\x20\1\x40\0"), 288, 64},
        {"old GIF", STR("GIF87a\1\0\2\0"), 1, 2},
        {"ICO", STR("\0\0\1\0\1\0\x20\x10\0\0\1\0\x20\0\0\0\0\0\0\0\0\0"), 32,
         16},
        {"large ICO", STR("\0\0\1\0\1\0\0\0\0\0\1\0\x20\0\0\0\0\0\0\0\0\0"),
         256, 256},
        {"ICO without pictures",
         STR("\0\0\1\0\0\0\x20\x10\0\0\1\0\x20\0\0\0\0\0\0\0\0\0"), 0, 0},
        {"no image", STR("%PDF-1.7 and much more text than that"), 0, 0},
        {"nothing", STR(""), 0, 0},
    };

    ASSERT_SIZES(samples);
}

#define TIFF_LITTLE(orientation)                                               \
    "II\x2A\0\x08\0\0\0\2\0"                                                   \
    "\0\1\4\0\1\0\0\0\1\0\0\0"                                                 \
    "\x12\1\3\0\1\0\0\0" orientation "\0\0\0\0\0\0\0"
#define TIFF_BIG(orientation)                                                  \
    "MM\0\x2A\0\0\0\x08\0\1"                                                   \
    "\1\x12\0\3\0\0\0\1\0" orientation "\0\0\0\0\0\0"
/* Precision 8, height 0x1E0, width 0x280. */
#define FRAME(marker) "\xFF" marker "\0\x0B\x08\1\xE0\2\x80\1\1\x11\0"
#define JFIF          "\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"

static void jpegs_are_turned_as_exif_says(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"baseline", STR("\xFF\xD8" JFIF FRAME("\xC0")), 640, 480},
        {"progressive", STR("\xFF\xD8\xFF\xFE\0\6text" FRAME("\xC2")), 640,
         480},
        {"filled up", STR("\xFF\xD8\xFF\xFF" FRAME("\xC0")), 640, 480},
        {"a table is no frame", STR("\xFF\xD8" FRAME("\xC4") "\xFF\xDA\0\2"), 0,
         0},
        {"turned, little end first",
         STR("\xFF\xD8\xFF\xE1\0\x2EZxif\0\0" TIFF_LITTLE("\6") FRAME("\xC0")),
         640, 480},
        {"turned",
         STR("\xFF\xD8\xFF\xE1\0\x2E"
             "Exif\0\0" TIFF_LITTLE("\6") FRAME("\xC0")),
         480, 640},
        {"turned, big end first",
         STR("\xFF\xD8\xFF\xE1\0\x22"
             "Exif\0\0" TIFF_BIG("\x08") FRAME("\xC0")),
         480, 640},
        {"upside down",
         STR("\xFF\xD8\xFF\xE1\0\x22"
             "Exif\0\0" TIFF_BIG("\3") FRAME("\xC0")),
         640, 480},
        {"an EXIF table far outside",
         STR("\xFF\xD8\xFF\xE1\0\x10"
             "Exif\0\0MM\0\x2A\xFF\xFF\xFF\xFF" FRAME("\xC0")),
         640, 480},
        {"a length below its own", STR("\xFF\xD8\xFF\xE1\0\0" FRAME("\xC0")),
         640, 480},
        {"only text", STR("\xFF\xD8\xFF\xFE\0\6text"), 0, 0},
    };

    ASSERT_SIZES(samples);
}

static void webps_have_three_forms(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"lossy",
         STR("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9D\1\x2A\x80\x42\xE0\1"), 640,
         480},
        {"lossy, no key frame",
         STR("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\0\0\0\x80\2\xE0\1"), 0, 0},
        /* 639 and 479 in 14 bits each: 0x27F | 0x1DF << 14. */
        {"lossless", STR("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2F\x7F\xC2\x77\0"), 640,
         480},
        {"extended",
         STR("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\2\0\xDF\1\0"), 640,
         480},
        {"of another kind", STR("RIFF\0\0\0\0WEBPVP9 \0\0\0\0"), 0, 0},
    };

    ASSERT_SIZES(samples);
}

#define BOX(length, name) "\0\0\0" length name
#define ISPE(width, height)                                                    \
    BOX("\x14", "ispe") "\0\0\0\0\0\0" width "\0\0" height
#define FTYP BOX("\x10", "ftyp") "avif\0\0\0\0"

static void avifs_have_the_size_of_the_largest(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"one picture",
         STR(FTYP BOX("\x30", "meta") "\0\0\0\0" BOX("\x24", "iprp")
                 BOX("\x1C", "ipco") ISPE("\2\x80", "\1\xE0")),
         640, 480},
        {"with a thumbnail",
         STR(FTYP BOX("\x44", "meta") "\0\0\0\0" BOX("\x38", "iprp") BOX(
             "\x30", "ipco") ISPE("\2\x80", "\1\xE0") ISPE("\0\x40", "\0\x30")),
         640, 480},
        {"turned",
         STR(FTYP BOX("\x39", "meta") "\0\0\0\0" BOX("\x2D", "iprp") BOX(
             "\x25", "ipco") ISPE("\2\x80", "\1\xE0") BOX("\x09", "irot") "\1"),
         480, 640},
        {"a box shorter than its head",
         STR(FTYP BOX("\x30", "meta") "\0\0\0\0" BOX("\x07", "iprp")
                 BOX("\x1C", "ipco") ISPE("\2\x80", "\1\xE0")),
         0, 0},
        {"nothing behind the first box", STR(FTYP), 0, 0},
    };

    ASSERT_SIZES(samples);
}

static void drawings_have_lengths_or_a_box(void **state)
{
    (void)state;
    static const struct sample samples[] = {
        {"lengths", STR("<svg width=\"24\" height='48px'/>"), 24, 48},
        {"units", STR("<svg width=\"1in\" height=\"36pt\">"), 96, 48},
        {"fractions", STR("<svg width=\"99.6\" height=\".4\">"), 100, 1},
        {"box", STR("<svg viewBox=\"0 0 640 480\">"), 640, 480},
        {"box with commas, from below 0",
         STR("<svg viewBox=\" -3.5,-2 , 640,480 \">"), 640, 480},
        {"one length and the box",
         STR("<svg width='64' viewBox='0 0 640 480'>"), 64, 48},
        {"the other one", STR("<svg viewBox='0 0 640 480' height='48'>"), 64,
         48},
        {"lengths that depend on the page",
         STR("<svg width='100%' height='50%' viewBox='0 0 20 10'>"), 20, 10},
        {"all that may stand before",
         STR("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <svg width='9' "
             "height='9'> -->\n<!DOCTYPE svg [<!ENTITY a \"b>\">]>\n"
             "<svg\n\txmlns = 'x'\n width = '2'\n height = '3' >"),
         2, 3},
        {"one length", STR("<svg width='64'>"), 0, 0},
        {"another element", STR("<svgx width='2' height='3'>"), 0, 0},
        {"a picture inside", STR("<html><svg width='2' height='3'>"), 0, 0},
        {"no numbers", STR("<svg width='auto' height='x'>"), 0, 0},
        {"too large", STR("<svg width='1000001' height='3'>"), 0, 0},
        {"larger than numbers are",
         STR("<svg width='9' viewBox='0 0 1 "
             "99999999999999999999999999999999999999999999999999'>"),
         0, 0},
        {"a flat box", STR("<svg width='9' viewBox='0 0 0 9'>"), 0, 0},
    };

    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
        assert_size(&samples[i], samples[i].bytes.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_have_sizes),
        cmocka_unit_test(jpegs_are_turned_as_exif_says),
        cmocka_unit_test(webps_have_three_forms),
        cmocka_unit_test(avifs_have_the_size_of_the_largest),
        cmocka_unit_test(drawings_have_lengths_or_a_box),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
