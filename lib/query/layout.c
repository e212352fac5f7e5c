#include "lib/query/layout.h"

#include <string.h>

#include "lib/icu/fold.h"
#include "lib/jamo.h"
#include "lib/utf8.h"

/* The letter on each key, in the same order. Hangul tells shifted keys apart;
 * the others' results are in lower case. */
struct layout {
    const char *language;
    const char *keys;
    const char *letters;
    bool hangul;
};

static const struct layout layouts[] = {
    {"ko", "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
     "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
     true},
    {"ru", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",
     "йцукенгшщзхъфывапролджэячсмитьбюё", false},
    {"uk", "qwertyuiop[]asdfghjkl;'zxcvbnm,.\\`",
     "йцукенгшщзхїфівапролджєячсмитьбюґ'", false},
    {"be", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",
     "йцукенгшўзх'фывапролджэячсмітьбюё", false},
    /* The state's standard, and the phonetic layout of most computers. */
    {"bg", "wertyuiop[asdfghjkl;'zxcvbnm,.", "уеишщксдзцьяаожгтнвмчюйъэфхпрл",
     false},
    {"bg", "qwertyuiop[]asdfghjklzxcvbnm`\\", "явертъуиопшщасдфгхйклзьцжбнмчю",
     false},
};
enum { LAYOUTS = sizeof(layouts) / sizeof(*layouts) };

struct search {
    struct str typed, folded;
    struct arena *arena;
    struct buf text;
    struct str *out;
    size_t count, max;
};

static struct str language_of(struct str locale)
{
    return str_sub(locale, 0, str_find(locale, '-'));
}

/* The letter of a key, or 0. */
static uint32_t letter_on(const struct layout *l, char key)
{
    struct str letters = str_from(l->letters);
    const char *at = key ? strchr(l->keys, key) : NULL;
    uint32_t letter = 0;

    if (!at)
        return 0;
    for (size_t i = 0, n = (size_t)(at - l->keys) + 1; n > 0; n--)
        letter = utf8_next(letters, &i, NULL);
    return letter;
}

/* The key of a letter, or 0. */
static char key_of(const struct layout *l, uint32_t letter)
{
    struct str letters = str_from(l->letters);
    const char *key = l->keys;

    for (size_t i = 0; i < letters.len; key++)
        if (utf8_next(letters, &i, NULL) == letter)
            return *key;
    return 0;
}

static char lower(char key)
{
    return key >= 'A' && key <= 'Z' ? (char)(key - 'A' + 'a') : key;
}

/* Without the shift key, whatever is on the key. */
static char unshifted(char key)
{
    static const char shifted[] = "{}:\"<>~|", plain[] = "[];',.`\\";
    const char *at = key ? strchr(shifted, key) : NULL;

    return at ? plain[at - shifted] : lower(key);
}

static void add_candidate(struct search *s, struct str word, size_t at_least)
{
    if (s->text.failed || s->count == s->max || utf8_count(word) < at_least ||
        str_eq(word, s->folded))
        return;
    for (size_t i = 0; i < s->count; i++)
        if (str_eq(s->out[i], word))
            return;
    word = arena_str(s->arena, word);
    if (word.ptr)
        s->out[s->count++] = word;
}

/* Hangul meant, Latin keys struck. With `plain`, as if nothing was shifted but
 * by the capitals lock. */
static void to_hangul(struct search *s, const struct layout *l, struct str keys,
                      bool plain)
{
    uint16_t letters[LAYOUT_TYPED_MAX];

    for (size_t i = 0; i < keys.len; i++) {
        char key = keys.ptr[i];
        uint32_t letter = plain ? 0 : letter_on(l, key);

        if (!letter)
            letter = letter_on(l, lower(key));
        if (!letter)
            return;
        letters[i] = (uint16_t)letter;
    }
    buf_clear(&s->text);
    if (jamo_compose(letters, keys.len, &s->text))
        add_candidate(s, buf_str(&s->text), 2);
}

/* Cyrillic meant, Latin keys struck. */
static void to_letters(struct search *s, const struct layout *l,
                       struct str keys)
{
    char room[4];

    buf_clear(&s->text);
    for (size_t i = 0; i < keys.len; i++) {
        uint32_t letter = letter_on(l, unshifted(keys.ptr[i]));
        if (!letter)
            return;
        buf_add(&s->text, room, utf8_put(letter, room));
    }
    add_candidate(s, buf_str(&s->text), 3);
}

static bool is_mark(char c)
{
    return c && strchr(".,;:!?'\"", c);
}

/* Marks at the end are letters of some keys, or just marks. */
static struct str without_marks(struct str word)
{
    while (word.len && is_mark(word.ptr[word.len - 1]))
        word.len--;
    return word;
}

static void from_latin(struct search *s, const struct layout *l)
{
    struct str bare = without_marks(s->typed);

    if (l->hangul) {
        to_hangul(s, l, bare, false);
        to_hangul(s, l, bare, true);
    } else {
        to_letters(s, l, s->typed);
        to_letters(s, l, bare);
    }
}

/* The keys of one letter of the layout; false: it has none. */
static bool put_keys(struct search *s, const struct layout *l, uint32_t c)
{
    uint16_t letters[JAMO_LETTERS_MAX];
    size_t count = l->hangul ? jamo_letters(c, letters) : 0;
    char key = count ? 0 : key_of(l, c);

    for (size_t i = 0; i < count; i++)
        buf_char(&s->text, lower(key_of(l, letters[i])));
    if (key)
        buf_char(&s->text, key);
    return count || key;
}

/* Latin meant, the layout's keys struck. */
static void to_latin(struct search *s, const struct layout *l)
{
    struct str typed = without_marks(s->folded);

    buf_clear(&s->text);
    for (size_t at = 0; at < typed.len;)
        if (!put_keys(s, l, utf8_next(typed, &at, NULL)))
            return;
    struct str word = without_marks(buf_str(&s->text));
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
            return;
    add_candidate(s, word, 3);
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || (unsigned char)s.ptr[i] >= 0x7F)
            return false;
    return true;
}

size_t layout_candidates(struct str locale, struct str typed, struct arena *a,
                         struct str *out, size_t max)
{
    struct str language = language_of(locale);
    struct search s = {.typed = typed, .arena = a, .out = out, .max = max};
    struct buf folded = {0};
    bool latin = is_ascii(typed), named = false;

    if (typed.len == 0 || utf8_count(typed) > LAYOUT_TYPED_MAX)
        return 0;
    fold_case(typed, &folded);
    s.folded = buf_str(&folded);
    for (size_t i = 0; i < LAYOUTS; i++)
        named = named || str_eq(language, str_from(layouts[i].language));
    for (size_t i = 0; i < LAYOUTS; i++) {
        const struct layout *l = &layouts[i];
        bool own = str_eq(language, str_from(l->language));

        if (latin && own)
            from_latin(&s, l);
        else if (!latin && (own || !named))
            to_latin(&s, l);
    }
    buf_release(&folded);
    buf_release(&s.text);
    return s.count;
}
