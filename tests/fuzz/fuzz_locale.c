/* Any bytes as a language tag, a folder's name and an Accept-Language header:
 * a tag taken is canonical, and canonical again. */
#include <stdlib.h>
#include <string.h>

#include "lib/icu/locale.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_tag(struct str text)
{
    char tag[LOCALE_MAX] = "", again[LOCALE_MAX] = "", script[5];
    struct arena a = {0};

    if (locale_canonical(text, tag)) {
        require(strlen(tag) < LOCALE_MAX);
        require(locale_canonical(str_from(tag), again));
        require(strcmp(tag, again) == 0);
        locale_script(str_from(tag), script);
        require(strlen(script) <= 4);
        locale_is_rtl(str_from(tag));
        struct str name = locale_own_name(&a, str_from(tag));
        require(name.len > 0 && utf8_check(name) == name.len);
    }
    if (locale_of_folder(text, tag))
        require(locale_canonical(str_from(tag), again) &&
                strcmp(tag, again) == 0);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct str tags[] = {
        STR("en"), STR("en-GB"),   STR("fil"),     STR("ko"),
        STR("pl"), STR("zh-Hans"), STR("zh-Hant"), STR("sr-Latn"),
    };
    const size_t count = sizeof(tags) / sizeof(*tags);
    struct str text = str_of((const char *)data, size), rest = text, line;

    require(locale_negotiate(text, tags, count, 5) < count);
    require(locale_negotiate(text, tags, 0, 0) == 0);
    for (int i = 0; i < 8 && str_cut(&rest, '\n', &line); i++)
        check_tag(line);
    return 0;
}
