#include "lib/analyse/stem/hangul.h"

#include "lib/analyse/stem/korean_lists.h"
#include "lib/utf8.h"

struct str hangul_utf8(const struct hangul *w, char room[HANGUL_BYTES])
{
    size_t len = 0;

    room[0] = '\0';
    for (size_t i = 0; i < w->n; i++)
        len += utf8_put(w->s[i], room + len);
    return str_of(room, len);
}

unsigned hangul_final(unsigned c)
{
    return c ? (c - HANGUL_FIRST) % HANGUL_FINALS : 0;
}

unsigned hangul_vowel(unsigned c)
{
    return c ? (c - HANGUL_FIRST) % HANGUL_ONSET / HANGUL_FINALS : 0;
}

unsigned hangul_onset(unsigned c)
{
    return c ? (c - HANGUL_FIRST) / HANGUL_ONSET : 0;
}

unsigned hangul_with_vowel(unsigned c, unsigned vowel)
{
    return HANGUL_FIRST + hangul_onset(c) * HANGUL_ONSET +
           vowel * HANGUL_FINALS;
}

unsigned hangul_last(const struct hangul *w)
{
    return w->n ? w->s[w->n - 1] : 0;
}

struct hangul hangul_head(struct hangul w, size_t drop)
{
    w.n = drop < w.n ? w.n - drop : 0;
    return w;
}

struct hangul hangul_with_last(struct hangul w, unsigned c)
{
    if (w.n)
        w.s[w.n - 1] = (uint16_t)c;
    return w;
}

struct hangul hangul_with_final(struct hangul w, unsigned final)
{
    unsigned c = hangul_last(&w);

    return hangul_with_last(w, c - hangul_final(c) + final);
}

struct hangul hangul_plus(struct hangul w, unsigned c)
{
    if (w.n < HANGUL_MAX)
        w.s[w.n++] = (uint16_t)c;
    return w;
}

bool hangul_is_verb(struct hangul w)
{
    char room[HANGUL_BYTES];

    return korean_is_verb(hangul_utf8(&w, room));
}

bool hangul_is_whole(struct hangul w)
{
    char room[HANGUL_BYTES];

    return korean_is_whole(hangul_utf8(&w, room));
}

bool hangul_ends(const struct hangul *w, const char *tail)
{
    char room[HANGUL_BYTES];

    return str_ends(hangul_utf8(w, room), str_from(tail));
}

bool hangul_is_one_of(const struct hangul *w, const char *list)
{
    char room[HANGUL_BYTES];
    struct str word = hangul_utf8(w, room), rest = str_from(list), piece;

    while (str_cut(&rest, ' ', &piece))
        if (str_eq(piece, word))
            return true;
    return false;
}

struct hangul hangul_of(struct str word)
{
    struct hangul w = {.n = 0};

    for (size_t at = 0; at < word.len;) {
        uint32_t c = utf8_next(word, &at, NULL);

        if (c < HANGUL_FIRST || c > HANGUL_LAST || w.n == HANGUL_MAX)
            return (struct hangul){.n = 0};
        w.s[w.n++] = (uint16_t)c;
    }
    return w;
}

bool hangul_cut(const struct hangul *w, struct str utf8, struct str ending,
                struct hangul *rest)
{
    static const struct {
        struct str jamo;
        unsigned final;
    } finals[] = {
        {STR("ㄴ"), F_N}, {STR("ㄹ"), F_L}, {STR("ㅁ"), F_M}, {STR("ㅂ"), F_P}};
    struct str text = ending;
    unsigned final = 0;

    for (size_t i = 0; i < sizeof(finals) / sizeof(*finals); i++)
        if (str_starts(text, finals[i].jamo))
            final = finals[i].final;
    if (final)
        text = str_skip(text, 3);
    if (utf8.len <= text.len || !str_ends(utf8, text))
        return false;
    *rest = hangul_head(*w, text.len / 3);
    if (hangul_final(hangul_last(rest)) != final && final)
        return false;
    if (final)
        *rest = hangul_with_final(*rest, 0);
    return true;
}
