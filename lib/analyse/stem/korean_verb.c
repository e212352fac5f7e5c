#include "lib/analyse/stem/korean_verb.h"

#include <string.h>

#include "lib/analyse/stem/korean_lists.h"

/* Suffixes that make verbs: what ends so needs no list. Of those after a noun
 * the noun is the stem. */
static const struct {
    const char *text;
    size_t least; /* syllables before it */
    bool noun;
} suffixes[] = {
    {"하", 2, true},    {"되", 2, true},    {"시키", 2, true},
    {"받", 2, true},    {"당하", 2, true},  {"드리", 2, true},
    {"스럽", 2, true},  {"있", 2, true},    {"없", 2, true},
    {"거리", 1, false}, {"뜨리", 1, false}, {"트리", 1, false},
    {"롭", 2, true},    {"답", 2, true},    {"싶", 1, false},
    {"않", 1, false},
};

static bool has_suffix(const struct hangul *w, size_t i, size_t *syllables)
{
    *syllables = str_from(suffixes[i].text).len / 3;
    return w->n >= suffixes[i].least + *syllables &&
           hangul_ends(w, suffixes[i].text);
}

static bool without_helper(struct hangul *w);
static bool without_negation(struct hangul *w);

bool korean_cut_suffix(struct hangul w, struct hangul *noun)
{
    size_t syllables;

    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
        if (suffixes[i].noun && has_suffix(&w, i, &syllables)) {
            *noun = hangul_head(w, syllables);
            return true;
        }
    return false;
}

static struct verb judge(struct hangul stem)
{
    struct hangul other = stem;
    size_t syllables;

    if (stem.n == 0)
        return (struct verb){stem, NO_VERB};
    if (hangul_is_verb(stem))
        return (struct verb){stem, KNOWN};
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
        if (has_suffix(&stem, i, &syllables))
            return (struct verb){stem, KNOWN};
    if (without_helper(&other) ||
        (stem.s[0] == SYL_MOT && without_negation(&other)))
        return (struct verb){stem, KNOWN};
    return (struct verb){stem, LIKELY};
}

static struct verb of_past(struct hangul w);

/* The stem of an irregular verb as it is before a vowel: 걸어 is of 걷, 이어 of
 * 잇, 모아 of 모으. */
static struct verb before_vowel(struct hangul w)
{
    static const char to_t[] = "걸 길 깨달 물 실 일컬 내달";
    static const char to_s[] = "이 지 나 부 그 저";
    unsigned final = hangul_final(hangul_last(&w));
    struct hangul longer = hangul_plus(w, SYL_EU);

    if (final == F_SS && hangul_last(&w) != SYL_IT)
        return of_past(w);
    if (final == F_L && hangul_is_one_of(&w, to_t))
        return judge(hangul_with_final(w, F_T));
    if (final == 0 && hangul_is_one_of(&w, to_s))
        return judge(hangul_with_final(w, F_S));
    if (final == 0 && hangul_is_verb(longer))
        return judge(longer);
    return judge(w);
}

/* 가까우 is of 가깝, but 배우 of itself. */
static struct verb before_u(struct hangul w)
{
    struct hangul noun = hangul_head(w, 1);
    struct hangul other = hangul_with_final(noun, F_P);

    if (noun.n == 0 || hangul_final(hangul_last(&noun)) || hangul_is_verb(w))
        return judge(w);
    return judge(other);
}

/* What stands before an ending that takes 으: 받으(면), 만드(ㄴ), 어려우(ㄹ) */
static struct verb before_link(struct hangul w)
{
    unsigned c = hangul_last(&w), final = hangul_final(c);
    struct hangul other;

    if (final && final != F_L)
        return (struct verb){w, NO_VERB};
    if (hangul_is_verb(w))
        return (struct verb){w, KNOWN};
    if (c == SYL_EU && w.n > 1) {
        w = hangul_head(w, 1);
        final = hangul_final(hangul_last(&w));
        other = hangul_with_final(w, F_T);
        if (final == F_L && hangul_is_verb(other))
            return (struct verb){other, KNOWN};
        return final == F_L ? (struct verb){w, NO_VERB} : before_vowel(w);
    }
    if (c == SYL_U)
        return before_u(w);
    other = hangul_with_final(w, F_L);
    if (final == 0 && hangul_is_verb(other))
        return (struct verb){other, KNOWN};
    other = hangul_with_final(w, F_H);
    if (final == 0 && w.n > 1 && hangul_is_verb(other))
        return (struct verb){other, KNOWN};
    return judge(w);
}

/* 와 and 워 without a consonant before: 나와 of 나오, 도와 of 돕, 배워 of 배우,
 * 가까워 of 가깝. */
static struct verb of_wa(struct hangul w)
{
    bool wa = hangul_vowel(hangul_last(&w)) == V_WA;
    struct hangul open = hangul_with_last(w, wa ? SYL_O : SYL_U);
    struct hangul before = hangul_head(w, 1);
    struct hangul other = hangul_with_final(before, F_P);

    if (w.n == 1)
        return (struct verb){open, wa ? KNOWN : NO_VERB};
    if (hangul_is_verb(open) || hangul_final(hangul_last(&before)))
        return judge(open);
    return wa && !hangul_is_verb(other) ? judge(open) : judge(other);
}

/* The vowels that 아 and 어 vanish behind. */
static bool is_open(unsigned vowel)
{
    return vowel == V_A || vowel == V_AE || vowel == V_EO || vowel == V_E ||
           vowel == V_YEO;
}

/* Contracted: 려 of 리, 줘 of 주, 봐 of 보, 써 of 쓰, 보내 of itself. */
static struct verb of_contraction(struct hangul w)
{
    static const unsigned char vowels[][2] = {
        {V_YEO, V_I}, {V_WO, V_U}, {V_WA, V_O}, {V_WAE, V_OE}};
    unsigned c = hangul_last(&w), vowel = hangul_vowel(c);
    struct verb found;

    if (hangul_is_verb(w) && is_open(vowel))
        return (struct verb){w, KNOWN};
    found = judge(hangul_with_last(w, hangul_with_vowel(c, V_EU)));
    if (vowel != V_A && vowel != V_EO)
        found.trust = NO_VERB;
    for (size_t i = 0; i < sizeof(vowels) / sizeof(*vowels); i++)
        if (vowel == vowels[i][0])
            found =
                judge(hangul_with_last(w, hangul_with_vowel(c, vowels[i][1])));
    if (found.trust == LIKELY && vowel != V_YEO && vowel != V_WO)
        found.trust = NO_VERB;
    return found;
}

/* The stem of a form in 아 or 어: 받아, 해, 빨라, 가까워, 보내. */
static struct verb of_infinitive(struct hangul w)
{
    unsigned c = hangul_last(&w), vowel = hangul_vowel(c);
    struct hangul before = hangul_head(w, 1);

    if (w.n == 0 || hangul_final(c))
        return (struct verb){w, NO_VERB};
    if (c == SYL_HAE)
        return judge(hangul_with_last(w, SYL_HA));
    if (c == SYL_DWAE)
        return judge(hangul_with_last(w, SYL_DOE));
    if (c == SYL_NWA)
        return judge(hangul_with_last(w, SYL_NOH));
    if (c == SYL_YEO && hangul_last(&before) == SYL_HA)
        return judge(before);
    if ((c == SYL_A || c == SYL_EO) && before.n)
        return before_vowel(before);
    if (hangul_onset(c) == ONSET_NONE && (vowel == V_WA || vowel == V_WO))
        return of_wa(w);
    if ((c == SYL_RA || c == SYL_REO) &&
        hangul_final(hangul_last(&before)) == F_L)
        return judge(hangul_plus(hangul_with_final(before, 0), SYL_REU));
    return of_contraction(w);
}

/* The tense before an ending: 했, 받았, 보이겠. */
static struct verb of_past(struct hangul w)
{
    unsigned c = hangul_last(&w);
    struct hangul before = hangul_head(w, 1);
    struct verb found;

    if (c == SYL_GET)
        found = judge(before);
    else if (hangul_with_vowel(c, hangul_vowel(c)) == SYL_YEO && before.n &&
             hangul_last(&before) != SYL_HA)
        found = judge(hangul_plus(before, SYL_I));
    else
        found = of_infinitive(hangul_with_final(w, 0));
    if (found.trust == LIKELY)
        found.trust = KNOWN;
    return found;
}

static struct verb before_plain(struct hangul w)
{
    struct verb found = judge(w);
    struct hangul other = hangul_with_final(w, F_L);

    if (found.trust != KNOWN && hangul_final(hangul_last(&w)) == 0 &&
        hangul_is_verb(other))
        return (struct verb){other, KNOWN};
    return found;
}

/* Of an honorific form the plain one: 하시 -> 하, 받으시 -> 받. */
static struct verb without_honour(struct verb v)
{
    if (v.stem.n < 2 || hangul_last(&v.stem) != SYL_SI ||
        hangul_is_verb(v.stem))
        return v;
    struct verb plain = before_link(hangul_head(v.stem, 1));

    return plain.trust == NO_VERB ? v : plain;
}

static struct verb join(struct hangul rest, enum korean_join how)
{
    unsigned c = hangul_last(&rest);
    struct verb found = {rest, NO_VERB};

    if (how == JOIN_INFINITIVE)
        found = of_infinitive(rest);
    else if (hangul_final(c) == F_SS && c != SYL_IT)
        found = how == JOIN_PLAIN ? of_past(rest) : found;
    else if (how == JOIN_LINK && c == SYL_EU && rest.n > 1 &&
             hangul_final(rest.s[rest.n - 2]) == F_SS &&
             rest.s[rest.n - 2] != SYL_IT)
        found = of_past(hangul_head(rest, 1));
    else
        found = how == JOIN_PLAIN ? before_plain(rest) : before_link(rest);
    return without_honour(found);
}

/* With a final consonant that no noun of Chinese origin has: 받, 찾, 넣, 없. */
static bool is_native(const struct hangul *w)
{
    unsigned final = hangul_final(hangul_last(w));

    return final > F_NONE && final != F_G && final != F_N && final != F_L &&
           final != F_M && final != F_P && final != F_NG;
}

/* A verb of one syllable is too easily read into a noun: 선거 is not 서 with
 * -ㄴ거. Only the commonest lose a contracted ending. */
static bool is_believed(const struct hangul *rest, const struct verb *v,
                        enum korean_belief belief, struct str text)
{
    static const char common[] = "하 되 크 쓰 보 오 가 주 사";
    bool contracted = text.len && (unsigned char)text.ptr[0] == 0xE3;

    if (v->trust != KNOWN)
        return v->trust == LIKELY && belief == ENDING_SURE && v->stem.n > 1;
    if (v->stem.n > 1 || belief == ENDING_SURE || rest->n > 1)
        return true;
    if (belief == ENDING_OF_LONGER)
        return is_native(&v->stem) || hangul_is_one_of(&v->stem, "하 되");
    return !contracted || hangul_is_one_of(&v->stem, common);
}

static const struct korean_endings no_ending = {JOIN_INFINITIVE,
                                                ENDING_OF_VERBS, ""};

/* What is found while the endings are tried. */
struct search {
    const struct hangul *word;
    struct str utf8;
    struct verb longest; /* by the longest ending */
    size_t ending;       /* its length */
    struct verb listed;  /* the longest listed verb */
};

static void try_ending(struct search *s, const struct korean_endings *e,
                       struct str text)
{
    struct hangul rest;

    if (!hangul_cut(s->word, s->utf8, text, &rest))
        return;
    struct verb found = join(rest, e->join);

    if (!is_believed(&rest, &found, e->belief, text))
        return;
    if (s->longest.trust == NO_VERB || text.len > s->ending) {
        s->longest = found;
        s->ending = text.len;
    }
    if (hangul_is_verb(found.stem) && found.stem.n > s->listed.stem.n)
        s->listed = found;
}

/* The longest ending, unless a shorter one leaves a longer verb: 옮기는 is of
 * 옮기 and not of 옮. */
struct verb korean_find_verb(const struct hangul *w)
{
    char room[HANGUL_BYTES];
    struct search s = {.word = w, .utf8 = hangul_utf8(w, room)};

    for (size_t i = 0; i < korean_ending_groups; i++) {
        struct str rest = str_from(korean_endings[i].texts), text;

        while (str_cut(&rest, ' ', &text))
            try_ending(&s, &korean_endings[i], text);
    }
    /* The form itself, as 빨라 and 해. */
    try_ending(&s, &no_ending, S(""));
    return s.listed.stem.n > s.longest.stem.n ? s.listed : s.longest;
}

/* Of verbs that help another the other: 알려주 -> 알리, 하고싶 -> 하. */
static bool without_helper(struct hangul *w)
{
    static const struct {
        const char *text;
        enum korean_join join;
    } helpers[] = {
        {"고싶", JOIN_PLAIN},      {"고있", JOIN_PLAIN},
        {"지않", JOIN_PLAIN},      {"지못하", JOIN_PLAIN},
        {"게되", JOIN_PLAIN},      {"게하", JOIN_PLAIN},
        {"고자하", JOIN_PLAIN},    {"려하", JOIN_LINK},
        {"려고하", JOIN_LINK},     {"야하", JOIN_INFINITIVE},
        {"야되", JOIN_INFINITIVE}, {"도되", JOIN_INFINITIVE},
        {"버리", JOIN_INFINITIVE}, {"드리", JOIN_INFINITIVE},
        {"보이", JOIN_INFINITIVE}, {"있", JOIN_INFINITIVE},
        {"주", JOIN_INFINITIVE},   {"보", JOIN_INFINITIVE},
        {"지", JOIN_INFINITIVE},   {"두", JOIN_INFINITIVE},
        {"놓", JOIN_INFINITIVE},   {"내", JOIN_INFINITIVE},
        {"가", JOIN_INFINITIVE},   {"오", JOIN_INFINITIVE},
        {"나", JOIN_INFINITIVE},
    };
    char room[HANGUL_BYTES];
    struct str utf8 = hangul_utf8(w, room);
    struct hangul rest;

    for (size_t i = 0; i < sizeof(helpers) / sizeof(*helpers); i++) {
        if (!hangul_cut(w, utf8, str_from(helpers[i].text), &rest))
            continue;
        struct verb found = join(rest, helpers[i].join);

        /* 자본 is not 자 and 보. */
        if (helpers[i].join == JOIN_INFINITIVE && rest.n == 1 &&
            found.stem.s[0] == rest.s[0])
            continue;
        if (found.trust == KNOWN) {
            *w = found.stem;
            return true;
        }
    }
    return false;
}

/* 안 and 못 written to the verb: 안오 -> 오. */
static bool without_negation(struct hangul *w)
{
    struct hangul rest = *w;

    if (w->n < 2 || (w->s[0] != SYL_AN && w->s[0] != SYL_MOT))
        return false;
    if (hangul_is_whole(rest))
        return false;
    rest.n--;
    memmove(rest.s, rest.s + 1, rest.n * sizeof(rest.s[0]));
    if (!hangul_is_verb(rest))
        return false;
    *w = rest;
    return true;
}

/* 입금안(되) -> 입금. */
static struct hangul without_not(struct hangul w)
{
    unsigned c = hangul_last(&w);

    return w.n > 2 && (c == SYL_AN || c == SYL_MOT) ? hangul_head(w, 1) : w;
}

struct hangul korean_verb_of(struct hangul w, int depth)
{
    struct hangul noun;

    if (hangul_is_verb(w) || depth == KOREAN_DEPTH_MAX)
        return w;
    struct verb plain = without_honour((struct verb){w, LIKELY});

    if (plain.stem.n < w.n)
        return korean_verb_of(plain.stem, depth + 1);
    if (without_helper(&w) || without_negation(&w))
        return korean_verb_of(w, depth + 1);
    if (korean_cut_suffix(w, &noun))
        return korean_noun_of(without_not(noun), depth + 1);
    if (w.n > 1 && hangul_last(&w) == SYL_I)
        return korean_noun_of(hangul_head(w, 1), depth + 1);
    return w;
}
