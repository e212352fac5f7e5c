/* Any bytes as an interface text: refused with a message, or shown in two
 * languages, with arguments of every kind. */
#include <stdlib.h>

#include "lib/icu/format.h"
#include "lib/icu/message.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static const struct value *look_up(void *ctx, struct str name)
{
    static const struct value values[] = {
        {.kind = VALUE_INTEGER, .integer = 3},
        {.kind = VALUE_INTEGER, .integer = INT64_MIN},
        {.kind = VALUE_NUMBER, .number = 1e300},
        {.kind = VALUE_TEXT, .text = STR("other")},
        {.kind = VALUE_NULL},
        {.kind = VALUE_LIST},
        {.kind = VALUE_BOOL, .boolean = true},
    };
    size_t at = name.len ? (unsigned char)name.ptr[0] % 8u : 7u;

    (void)ctx;
    return at < 7 ? &values[at] : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const tags[] = {"en", "ar"};
    struct str text = str_of((const char *)data, size);
    const struct message *message;
    struct arena a = {0};
    struct err e = {0};

    if (message_parse(&a, text, &message, &e)) {
        require(e.code == ERR_CONTENT && e.message[0]);
        arena_release(&a);
        return 0;
    }
    for (size_t i = 0; i < 2; i++) {
        struct formats *formats = formats_new(str_from(tags[i]), NULL);
        struct buf out = {0};
        message_format(message, formats, look_up, NULL, &out);
        require(!out.failed);
        if (utf8_check(text) == text.len)
            require(utf8_check(buf_str(&out)) == out.len);
        buf_release(&out);
        formats_free(formats);
    }
    arena_release(&a);
    return 0;
}
