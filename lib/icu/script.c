#include "lib/icu/script.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "lib/utf8.h"

enum { SCRIPTS_MAX = 8, READ_MAX = 2048 /* bytes */ };

struct tally {
    UScriptCode script[SCRIPTS_MAX];
    unsigned letters[SCRIPTS_MAX];
    int count;
};

static void add(struct tally *t, UScriptCode script)
{
    int at = 0;

    if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED ||
        script == USCRIPT_UNKNOWN)
        return;
    while (at < t->count && t->script[at] != script)
        at++;
    if (at == SCRIPTS_MAX)
        return;
    t->script[at] = script;
    t->letters[at] += script == USCRIPT_LATIN ? 1 : 2;
    t->count += at == t->count;
}

void script_of(struct str text, char out[5])
{
    struct tally tally = {0};
    size_t at = 0;
    int best = 0;

    text = utf8_cut(text, READ_MAX);
    while (at < text.len) {
        UErrorCode status = U_ZERO_ERROR;
        UChar32 c = (UChar32)utf8_next(text, &at, NULL);
        if (u_isalpha(c))
            add(&tally, uscript_getScript(c, &status));
    }
    for (int i = 1; i < tally.count; i++)
        if (tally.letters[i] > tally.letters[best])
            best = i;
    memset(out, 0, 5);
    if (tally.count)
        memcpy(out, uscript_getShortName(tally.script[best]), 4);
}

bool script_is_of(struct str script, struct str own)
{
    static const struct {
        struct str own, script;
    } parts[] = {
        {STR("Kore"), STR("Hang")}, {STR("Kore"), STR("Hani")},
        {STR("Jpan"), STR("Hira")}, {STR("Jpan"), STR("Kana")},
        {STR("Jpan"), STR("Hani")}, {STR("Hans"), STR("Hani")},
        {STR("Hant"), STR("Hani")},
    };

    if (str_eq(script, own))
        return true;
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (str_eq(parts[i].own, own) && str_eq(parts[i].script, script))
            return true;
    return false;
}
