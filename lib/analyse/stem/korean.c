/* A light stemmer for Korean. A word is read from its end: an ending of verbs
 * is believed when what stands before is a known verb or the ending is too
 * long for chance; else particles go, where the final consonant before them
 * allows it. Of a noun with a verb's suffix (하다, 되다, 받다 ...) the noun
 * stays. Compounds are not cut: letter pairs find their parts (grams.h).
 *
 * The rules are those of any grammar of the language; the lists are our own. */
#include "lib/analyse/stem/stem.h"

#include <string.h>

#include "lib/analyse/stem/korean_lists.h"
#include "lib/analyse/stem/korean_verb.h"

static bool fits(const struct hangul *rest, const struct korean_particle *p)
{
    char room[HANGUL_BYTES];
    unsigned final = hangul_final(hangul_last(rest));

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
           korean_is_short_noun(hangul_utf8(rest, room));
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
    return hangul_is_one_of(&half,
                            w->n == 4 ? heads : "본인 승인 주의 할인 확인");
}

static bool cut_particle(struct hangul *w, bool inner)
{
    char room[HANGUL_BYTES];
    struct str utf8 = hangul_utf8(w, room);

    for (size_t i = 0; i < korean_particle_count; i++) {
        const struct korean_particle *p = &korean_particles[i];
        struct hangul rest;

        if ((inner && !p->inner) ||
            !hangul_cut(w, utf8, str_from(p->text), &rest))
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
        if (w.n > 2 && hangul_ends(&w, tails[i]) && !hangul_is_whole(w))
            return hangul_head(w, 1);
    if (w.n == 2 && hangul_ends(&w, "들")) {
        struct hangul noun = hangul_head(w, 1);
        char room[HANGUL_BYTES];

        return korean_is_short_noun(hangul_utf8(&noun, room)) ? noun : w;
    }
    return w;
}

struct hangul korean_noun_of(struct hangul w, int depth)
{
    bool inner = false;

    while (!hangul_is_whole(w) && depth < KOREAN_DEPTH_MAX &&
           cut_particle(&w, inner)) {
        struct verb found = korean_find_verb(&w);

        if (hangul_is_whole(w))
            break;
        if (found.trust == KNOWN)
            return korean_verb_of(found.stem, depth + 1);
        inner = true;
        depth++;
    }
    if (hangul_is_whole(w))
        return w;
    korean_cut_suffix(w, &w);
    return without_noun_suffix(w);
}

/* A listed noun under particles goes before all else: 결과는 is not 결 and
 * 과는. */
static bool has_whole_noun(struct hangul w, struct hangul *noun, int depth)
{
    char room[HANGUL_BYTES];
    struct str utf8 = hangul_utf8(&w, room);

    for (size_t i = 0; i < korean_particle_count; i++) {
        const struct korean_particle *p = &korean_particles[i];

        if ((depth && !p->inner) ||
            !hangul_cut(&w, utf8, str_from(p->text), noun) || noun->n < 2 ||
            !fits(noun, p))
            continue;
        if (hangul_is_whole(*noun) ||
            (depth < 2 && has_whole_noun(*noun, noun, depth + 1)))
            return true;
    }
    return false;
}

static struct hangul stem_of(struct hangul w)
{
    static const char cut_alone[] = "하 되 크 쓰 보 오";
    struct hangul noun;

    if (hangul_is_whole(w) || (w.n > 1 && hangul_is_verb(w)))
        return w;
    if (has_whole_noun(w, &noun, 0))
        return noun;

    struct verb found = korean_find_verb(&w);

    if (w.n == 1)
        return found.trust == KNOWN && hangul_is_one_of(&found.stem, cut_alone)
                   ? found.stem
                   : w;
    if (found.trust != NO_VERB)
        return korean_verb_of(found.stem, 0);
    return korean_noun_of(w, 0);
}

bool stem_korean(struct str word, struct buf *out)
{
    char room[HANGUL_BYTES];
    struct hangul w = hangul_of(word);

    if (w.n == 0)
        return false;
    w = stem_of(w);
    buf_put(out, hangul_utf8(&w, room));
    return true;
}
