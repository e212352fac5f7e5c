/* A light stemmer for Korean. A word is read from its end: an ending of verbs
 * is believed when what stands before is a known verb or the ending is too
 * long for chance; else particles go, where the final consonant before them
 * allows it. Of a noun with a verb's suffix (하다, 되다, 받다 ...) the noun
 * stays. Compounds are not cut.
 *
 * A syllable is onset * 588 + vowel * 28 + final consonant beyond U+AC00, so
 * contractions are arithmetic: 했 is 하 with another vowel and final. */
#include "lib/analyse/stem/stem.h"

#include <string.h>

#include "lib/analyse/stem/korean_lists.h"
#include "lib/utf8.h"

enum {
    FIRST = 0xAC00,
    LAST = 0xD7A3,
    FINALS = 28,
    ONSET = 588,
    ROOM = 32,      /* longer words stay whole */
    DEPTH_MAX = 12, /* suffixes on suffixes */
};

enum {
    SYL_HA = 0xD558,   /* 하 */
    SYL_HAE = 0xD574,  /* 해 */
    SYL_DOE = 0xB418,  /* 되 */
    SYL_DWAE = 0xB3FC, /* 돼 */
    SYL_A = 0xC544,    /* 아 */
    SYL_EO = 0xC5B4,   /* 어 */
    SYL_YEO = 0xC5EC,  /* 여 */
    SYL_O = 0xC624,    /* 오 */
    SYL_U = 0xC6B0,    /* 우 */
    SYL_EU = 0xC73C,   /* 으 */
    SYL_I = 0xC774,    /* 이 */
    SYL_SI = 0xC2DC,   /* 시 */
    SYL_RA = 0xB77C,   /* 라 */
    SYL_REO = 0xB7EC,  /* 러 */
    SYL_REU = 0xB974,  /* 르 */
    SYL_NWA = 0xB194,  /* 놔 */
    SYL_NOH = 0xB193,  /* 놓 */
    SYL_GET = 0xACA0,  /* 겠 */
    SYL_AN = 0xC548,   /* 안 */
    SYL_MOT = 0xBABB,  /* 못 */
    SYL_IT = 0xC788,   /* 있 */
};

/* Numbers of vowels and finals within a syllable. */
enum {
    V_A = 0,
    V_AE = 1,
    V_EO = 4,
    V_E = 5,
    V_YEO = 6,
    V_O = 8,
    V_WA = 9,
    V_WAE = 10,
    V_OE = 11,
    V_U = 13,
    V_WO = 14,
    V_EU = 18,
    V_I = 20,
};
enum {
    F_NONE = 0,
    F_G = 1,
    F_N = 4,
    F_T = 7,
    F_L = 8,
    F_M = 16,
    F_P = 17,
    F_BS = 18,
    F_S = 19,
    F_SS = 20,
    F_NG = 21,
    F_H = 27,
};
enum { ONSET_NONE = 11 };

struct hangul {
    uint16_t s[ROOM];
    size_t n;
};

enum trust { NO_VERB, LIKELY, KNOWN };

struct verb {
    struct hangul stem;
    enum trust trust;
};

static struct str to_utf8(const struct hangul *w, char room[ROOM * 4])
{
    size_t len = 0;

    room[0] = '\0';
    for (size_t i = 0; i < w->n; i++)
        len += utf8_put(w->s[i], room + len);
    return str_of(room, len);
}

static unsigned final_of(unsigned c)
{
    return c ? (c - FIRST) % FINALS : 0;
}

static unsigned vowel_of(unsigned c)
{
    return c ? (c - FIRST) % ONSET / FINALS : 0;
}

static unsigned onset_of(unsigned c)
{
    return c ? (c - FIRST) / ONSET : 0;
}

/* The same syllable with another vowel and no final consonant. */
static unsigned with_vowel(unsigned c, unsigned vowel)
{
    return FIRST + onset_of(c) * ONSET + vowel * FINALS;
}

static unsigned last_of(const struct hangul *w)
{
    return w->n ? w->s[w->n - 1] : 0;
}

static struct hangul head(struct hangul w, size_t drop)
{
    w.n = drop < w.n ? w.n - drop : 0;
    return w;
}

static struct hangul with_last(struct hangul w, unsigned c)
{
    if (w.n)
        w.s[w.n - 1] = (uint16_t)c;
    return w;
}

static struct hangul with_final(struct hangul w, unsigned final)
{
    unsigned c = last_of(&w);

    return with_last(w, c - final_of(c) + final);
}

static struct hangul plus(struct hangul w, unsigned c)
{
    if (w.n < ROOM)
        w.s[w.n++] = (uint16_t)c;
    return w;
}

static bool is_verb(struct hangul w)
{
    char room[ROOM * 4];

    return korean_is_verb(to_utf8(&w, room));
}

static bool is_whole(struct hangul w)
{
    char room[ROOM * 4];

    return korean_is_whole(to_utf8(&w, room));
}

static bool ends(const struct hangul *w, const char *tail)
{
    char room[ROOM * 4];

    return str_ends(to_utf8(w, room), str_from(tail));
}

static bool is_one_of(const struct hangul *w, const char *list)
{
    char room[ROOM * 4];
    struct str word = to_utf8(w, room), rest = str_from(list), piece;

    while (str_cut(&rest, ' ', &piece))
        if (str_eq(piece, word))
            return true;
    return false;
}

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
    return w->n >= suffixes[i].least + *syllables && ends(w, suffixes[i].text);
}

static bool without_helper(struct hangul *w);
static bool without_negation(struct hangul *w);

static struct verb judge(struct hangul stem)
{
    struct hangul other = stem;
    size_t syllables;

    if (stem.n == 0)
        return (struct verb){stem, NO_VERB};
    if (is_verb(stem))
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
    unsigned final = final_of(last_of(&w));
    struct hangul longer = plus(w, SYL_EU);

    if (final == F_SS && last_of(&w) != SYL_IT)
        return of_past(w);
    if (final == F_L && is_one_of(&w, to_t))
        return judge(with_final(w, F_T));
    if (final == 0 && is_one_of(&w, to_s))
        return judge(with_final(w, F_S));
    if (final == 0 && is_verb(longer))
        return judge(longer);
    return judge(w);
}

/* 가까우 is of 가깝, but 배우 of itself. */
static struct verb before_u(struct hangul w)
{
    struct hangul noun = head(w, 1), other = with_final(noun, F_P);

    if (noun.n == 0 || final_of(last_of(&noun)) || is_verb(w))
        return judge(w);
    return judge(other);
}

/* What stands before an ending that takes 으: 받으(면), 만드(ㄴ), 어려우(ㄹ).
 */
static struct verb before_link(struct hangul w)
{
    unsigned c = last_of(&w), final = final_of(c);
    struct hangul other;

    if (final && final != F_L)
        return (struct verb){w, NO_VERB};
    if (is_verb(w))
        return (struct verb){w, KNOWN};
    if (c == SYL_EU && w.n > 1) {
        w = head(w, 1);
        final = final_of(last_of(&w));
        other = with_final(w, F_T);
        if (final == F_L && is_verb(other))
            return (struct verb){other, KNOWN};
        return final == F_L ? (struct verb){w, NO_VERB} : before_vowel(w);
    }
    if (c == SYL_U)
        return before_u(w);
    other = with_final(w, F_L);
    if (final == 0 && is_verb(other))
        return (struct verb){other, KNOWN};
    other = with_final(w, F_H);
    if (final == 0 && w.n > 1 && is_verb(other))
        return (struct verb){other, KNOWN};
    return judge(w);
}

/* 와 and 워 without a consonant before: 나와 of 나오, 도와 of 돕, 배워 of 배우,
 * 가까워 of 가깝. */
static struct verb of_wa(struct hangul w)
{
    bool wa = vowel_of(last_of(&w)) == V_WA;
    struct hangul open = with_last(w, wa ? SYL_O : SYL_U);
    struct hangul other = with_final(head(w, 1), F_P);

    if (w.n == 1)
        return (struct verb){open, wa ? KNOWN : NO_VERB};
    if (is_verb(open) || final_of(last_of((struct hangul[]){head(w, 1)})))
        return judge(open);
    return wa && !is_verb(other) ? judge(open) : judge(other);
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
    unsigned c = last_of(&w), vowel = vowel_of(c);
    struct verb found;

    if (is_verb(w) && is_open(vowel))
        return (struct verb){w, KNOWN};
    found = judge(with_last(w, with_vowel(c, V_EU)));
    if (vowel != V_A && vowel != V_EO)
        found.trust = NO_VERB;
    for (size_t i = 0; i < sizeof(vowels) / sizeof(*vowels); i++)
        if (vowel == vowels[i][0])
            found = judge(with_last(w, with_vowel(c, vowels[i][1])));
    if (found.trust == LIKELY && vowel != V_YEO && vowel != V_WO)
        found.trust = NO_VERB;
    return found;
}

/* The stem of a form in 아 or 어: 받아, 해, 빨라, 가까워, 보내. */
static struct verb of_infinitive(struct hangul w)
{
    unsigned c = last_of(&w), vowel = vowel_of(c);
    struct hangul before = head(w, 1);

    if (w.n == 0 || final_of(c))
        return (struct verb){w, NO_VERB};
    if (c == SYL_HAE)
        return judge(with_last(w, SYL_HA));
    if (c == SYL_DWAE)
        return judge(with_last(w, SYL_DOE));
    if (c == SYL_NWA)
        return judge(with_last(w, SYL_NOH));
    if (c == SYL_YEO && last_of(&before) == SYL_HA)
        return judge(before);
    if ((c == SYL_A || c == SYL_EO) && before.n)
        return before_vowel(before);
    if (onset_of(c) == ONSET_NONE && (vowel == V_WA || vowel == V_WO))
        return of_wa(w);
    if ((c == SYL_RA || c == SYL_REO) && final_of(last_of(&before)) == F_L)
        return judge(plus(with_final(before, 0), SYL_REU));
    return of_contraction(w);
}

/* The tense before an ending: 했, 받았, 보이겠. */
static struct verb of_past(struct hangul w)
{
    unsigned c = last_of(&w);
    struct hangul before = head(w, 1);
    struct verb found;

    if (c == SYL_GET)
        found = judge(before);
    else if (with_vowel(c, vowel_of(c)) == SYL_YEO && before.n &&
             last_of(&before) != SYL_HA)
        found = judge(plus(before, SYL_I));
    else
        found = of_infinitive(with_final(w, 0));
    if (found.trust == LIKELY)
        found.trust = KNOWN;
    return found;
}

static struct verb before_plain(struct hangul w)
{
    struct verb found = judge(w);
    struct hangul other = with_final(w, F_L);

    if (found.trust != KNOWN && final_of(last_of(&w)) == 0 && is_verb(other))
        return (struct verb){other, KNOWN};
    return found;
}

/* Of an honorific form the plain one: 하시 -> 하, 받으시 -> 받. */
static struct verb without_honour(struct verb v)
{
    if (v.stem.n < 2 || last_of(&v.stem) != SYL_SI || is_verb(v.stem))
        return v;
    struct verb plain = before_link(head(v.stem, 1));

    return plain.trust == NO_VERB ? v : plain;
}

static struct verb join(struct hangul rest, enum korean_join how)
{
    unsigned c = last_of(&rest);
    struct verb found = {rest, NO_VERB};

    if (how == JOIN_INFINITIVE)
        found = of_infinitive(rest);
    else if (final_of(c) == F_SS && c != SYL_IT)
        found = how == JOIN_PLAIN ? of_past(rest) : found;
    else if (how == JOIN_LINK && c == SYL_EU && rest.n > 1 &&
             final_of(rest.s[rest.n - 2]) == F_SS &&
             rest.s[rest.n - 2] != SYL_IT)
        found = of_past(head(rest, 1));
    else
        found = how == JOIN_PLAIN ? before_plain(rest) : before_link(rest);
    return without_honour(found);
}

/* Takes the ending off; false when the word does not end so. */
static bool cut(const struct hangul *w, struct str utf8, const char *ending,
                struct hangul *rest)
{
    static const struct {
        struct str jamo;
        unsigned final;
    } finals[] = {
        {STR("ㄴ"), F_N}, {STR("ㄹ"), F_L}, {STR("ㅁ"), F_M}, {STR("ㅂ"), F_P}};
    struct str text = str_from(ending);
    unsigned final = 0;

    for (size_t i = 0; i < sizeof(finals) / sizeof(*finals); i++)
        if (str_starts(text, finals[i].jamo))
            final = finals[i].final;
    if (final)
        text = str_skip(text, 3);
    if (utf8.len <= text.len || !str_ends(utf8, text))
        return false;
    *rest = head(*w, text.len / 3);
    if (final_of(last_of(rest)) != final && final)
        return false;
    if (final)
        *rest = with_final(*rest, 0);
    return true;
}

/* With a final consonant that no noun of Chinese origin has: 받, 찾, 넣, 없. */
static bool is_native(const struct hangul *w)
{
    unsigned final = final_of(last_of(w));

    return final > F_NONE && final != F_G && final != F_N && final != F_L &&
           final != F_M && final != F_P && final != F_NG;
}

/* A verb of one syllable is too easily read into a noun: 선거 is not 서 with
 * -ㄴ거. Only the commonest lose a contracted ending. */
static bool is_believed(const struct hangul *rest, const struct verb *v,
                        const struct korean_ending *e)
{
    static const char common[] = "하 되 크 쓰 보 오 가 주 사";
    struct str text = str_from(e->text);
    bool contracted = text.len && (unsigned char)text.ptr[0] == 0xE3;

    if (v->trust != KNOWN)
        return v->trust == LIKELY && e->belief == ENDING_SURE && v->stem.n > 1;
    if (v->stem.n > 1 || e->belief == ENDING_SURE || rest->n > 1)
        return true;
    if (e->belief == ENDING_OF_LONGER)
        return is_native(&v->stem) || is_one_of(&v->stem, "하 되");
    return !contracted || is_one_of(&v->stem, common);
}

/* The longest ending, unless a shorter one leaves a longer verb: 옮기는 is of
 * 옮기 and not of 옮. */
static struct verb find_verb(const struct hangul *w)
{
    char room[ROOM * 4];
    struct str utf8 = to_utf8(w, room);
    struct verb best = {*w, NO_VERB};

    for (size_t i = 0; i < korean_ending_count; i++) {
        const struct korean_ending *e = &korean_endings[i];
        struct hangul rest;

        if (!cut(w, utf8, e->text, &rest))
            continue;
        struct verb found = join(rest, e->join);

        if (!is_believed(&rest, &found, e))
            continue;
        if (best.trust == NO_VERB ||
            (found.stem.n > best.stem.n && is_verb(found.stem)))
            best = found;
    }
    return best;
}

static struct hangul noun_of(struct hangul w, int depth);

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
    char room[ROOM * 4];
    struct str utf8 = to_utf8(w, room);
    struct hangul rest;

    for (size_t i = 0; i < sizeof(helpers) / sizeof(*helpers); i++) {
        if (!cut(w, utf8, helpers[i].text, &rest))
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
    if (is_whole(rest))
        return false;
    rest.n--;
    memmove(rest.s, rest.s + 1, rest.n * sizeof(rest.s[0]));
    if (!is_verb(rest))
        return false;
    *w = rest;
    return true;
}

/* 입금안(되) -> 입금. */
static struct hangul without_not(struct hangul w)
{
    unsigned c = last_of(&w);

    return w.n > 2 && (c == SYL_AN || c == SYL_MOT) ? head(w, 1) : w;
}

/* Down to what a dictionary has, or to the noun that was made a verb. */
static struct hangul verb_of(struct hangul w, int depth)
{
    size_t syllables;

    if (is_verb(w) || depth == DEPTH_MAX)
        return w;
    struct verb plain = without_honour((struct verb){w, LIKELY});

    if (plain.stem.n < w.n)
        return verb_of(plain.stem, depth + 1);
    if (without_helper(&w) || without_negation(&w))
        return verb_of(w, depth + 1);
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
        if (suffixes[i].noun && has_suffix(&w, i, &syllables))
            return noun_of(without_not(head(w, syllables)), depth + 1);
    if (w.n > 1 && last_of(&w) == SYL_I)
        return noun_of(head(w, 1), depth + 1);
    return w;
}

static bool fits(const struct hangul *rest, const struct korean_particle *p)
{
    char room[ROOM * 4];
    unsigned final = final_of(last_of(rest));

    switch (p->after) {
    case AFTER_ANY: break;
    case AFTER_CONSONANT:
        if (!final)
            return false;
        break;
    case AFTER_VOWEL:
        if (final)
            return false;
        break;
    case AFTER_VOWEL_OR_L:
        if (final && final != F_L)
            return false;
        break;
    case AFTER_CONSONANT_BUT_L:
        if (!final || final == F_L)
            return false;
        break;
    }
    return !p->careful || rest->n > 1 ||
           korean_is_short_noun(to_utf8(rest, room));
}

/* 배송문의: the second half ends like a particle, but is a noun. */
static bool is_compound(const struct hangul *w)
{
    static const char heads[] =
        "강의 결과 나이 논의 도로 동의 문의 본인 사이 속도 승인 온도 정도 제도 "
        "종이 주의 차이 창고 추가 평가 할인 합의 확인 회의 효과 휴가";
    struct hangul half = {.n = 2};

    if (w->n < 4)
        return false;
    memcpy(half.s, w->s + w->n - 2, sizeof(half.s[0]) * 2);
    return is_one_of(&half, w->n == 4 ? heads : "본인 승인 주의 할인 확인");
}

static bool cut_particle(struct hangul *w, bool inner)
{
    char room[ROOM * 4];
    struct str utf8 = to_utf8(w, room);

    for (size_t i = 0; i < korean_particle_count; i++) {
        const struct korean_particle *p = &korean_particles[i];
        struct hangul rest;

        if ((inner && !p->inner) || !cut(w, utf8, p->text, &rest))
            continue;
        if (!fits(&rest, p) || (p->careful && is_compound(w)))
            continue;
        *w = rest;
        return true;
    }
    return false;
}

/* The plural, -적 of adjectives, and the -님 of polite address. */
static struct hangul without_noun_suffix(struct hangul w)
{
    static const char *const tails[] = {"들", "적", "님"};

    for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++)
        if (w.n > 2 && ends(&w, tails[i]) && !is_whole(w))
            return head(w, 1);
    if (w.n == 2 && ends(&w, "들")) {
        struct hangul noun = head(w, 1);
        char room[ROOM * 4];

        return korean_is_short_noun(to_utf8(&noun, room)) ? noun : w;
    }
    return w;
}

static struct hangul noun_of(struct hangul w, int depth)
{
    bool inner = false;

    while (!is_whole(w) && depth < DEPTH_MAX && cut_particle(&w, inner)) {
        struct verb found = find_verb(&w);

        if (is_whole(w))
            break;
        if (found.trust == KNOWN)
            return verb_of(found.stem, depth + 1);
        inner = true;
        depth++;
    }
    if (is_whole(w))
        return w;
    struct hangul verb = w;
    size_t syllables;

    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
        if (suffixes[i].noun && has_suffix(&verb, i, &syllables))
            return without_noun_suffix(head(verb, syllables));
    return without_noun_suffix(w);
}

/* Empty where the word is too long or has other letters. */
static struct hangul hangul_of(struct str word)
{
    struct hangul w = {.n = 0};

    for (size_t at = 0; at < word.len;) {
        uint32_t c = utf8_next(word, &at, NULL);

        if (c < FIRST || c > LAST || w.n == ROOM)
            return (struct hangul){.n = 0};
        w.s[w.n++] = (uint16_t)c;
    }
    return w;
}

/* A listed noun under particles goes before all else: 결과는 is not 결 and
 * 과는. */
static bool has_whole_noun(struct hangul w, struct hangul *noun, int depth)
{
    char room[ROOM * 4];
    struct str utf8 = to_utf8(&w, room);

    for (size_t i = 0; i < korean_particle_count; i++) {
        const struct korean_particle *p = &korean_particles[i];

        if ((depth && !p->inner) || !cut(&w, utf8, p->text, noun) ||
            noun->n < 2 || !fits(noun, p))
            continue;
        if (is_whole(*noun) ||
            (depth < 2 && has_whole_noun(*noun, noun, depth + 1)))
            return true;
    }
    return false;
}

static struct hangul stem_of(struct hangul w)
{
    static const char cut_alone[] = "하 되 크 쓰 보 오";
    struct hangul noun;

    if (is_whole(w) || (w.n > 1 && is_verb(w)))
        return w;
    if (has_whole_noun(w, &noun, 0))
        return noun;

    struct verb found = find_verb(&w);

    if (w.n == 1)
        return found.trust == KNOWN && is_one_of(&found.stem, cut_alone)
                   ? found.stem
                   : w;
    if (found.trust != NO_VERB)
        return verb_of(found.stem, 0);
    return noun_of(w, 0);
}

bool stem_korean(struct str word, struct buf *out)
{
    char room[ROOM * 4];
    struct hangul w = hangul_of(word);

    if (w.n == 0)
        return false;
    w = stem_of(w);
    buf_put(out, to_utf8(&w, room));
    return true;
}
