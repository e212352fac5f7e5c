#include "lib/icu/breaker.h"

#include <stdlib.h>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include "lib/icu/text16.h"

struct breaker {
    UBreakIterator *words;
    const uint16_t *units;
    int32_t len;
    int32_t at; /* where the last piece ended; UBRK_DONE at the end */
};

struct breaker *breaker_new(const char *locale, struct err *e)
{
    UErrorCode status = U_ZERO_ERROR;
    struct breaker *b = calloc(1, sizeof(*b));

    if (!b) {
        err_no_memory(e);
        return NULL;
    }
    b->at = UBRK_DONE;
    b->words = ubrk_open(UBRK_WORD, locale, NULL, 0, &status);
    if (U_FAILURE(status)) {
        err_set(e, ERR_SYSTEM, "ICU has no word breaks for %s (%s)", locale,
                u_errorName(status));
        breaker_free(b);
        return NULL;
    }
    return b;
}

void breaker_free(struct breaker *b)
{
    if (!b)
        return;
    ubrk_close(b->words);
    free(b);
}

int breaker_set(struct breaker *b, const uint16_t *units, int32_t len,
                struct err *e)
{
    UErrorCode status = U_ZERO_ERROR;

    ubrk_setText(b->words, units, len, &status);
    if (U_FAILURE(status))
        return err_set(e, ERR_SYSTEM, "ICU cannot break a text into words (%s)",
                       u_errorName(status));
    b->units = units;
    b->len = len;
    b->at = ubrk_first(b->words);
    return 0;
}

/* ICU gives no word status to digits such as U+00BD or U+2460. */
static bool begins_word(const struct breaker *b, int32_t start)
{
    if (ubrk_getRuleStatus(b->words) >= UBRK_WORD_NUMBER)
        return true;
    if (b->units[start] < 0x80)
        return false;
    uint32_t c = text16_next(b->units, b->len, &start);

    return (U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

bool breaker_next(struct breaker *b, int32_t *start, int32_t *end)
{
    while (b->at != UBRK_DONE && b->at < b->len) {
        *start = b->at;
        b->at = *end = ubrk_next(b->words);
        if (b->at != UBRK_DONE && begins_word(b, *start))
            return true;
    }
    return false;
}
