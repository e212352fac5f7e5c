#include "lib/query/spelled.h"

#include "lib/icu/fold.h"

struct shown {
    const struct query_reader *by;
    struct buf *out;
    uint32_t words;
};

static bool has_marks(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if ((unsigned char)word.ptr[i] >= 0x80)
            return true;
    return false;
}

/* Of the form's spellings the last in the lexicon that has letters beyond
 * ASCII. */
static void show_word(void *ctx, const struct token *t)
{
    struct shown *s = ctx;
    const struct lexicon *l = s->by->lexicon;
    struct lexicon_range form =
        lexicon_find_form(l, lexicon_find(l, t->word->stem), t->word->exact);
    struct buf spelling = {0};

    if (t->part)
        return;
    buf_text(s->out, s->words++ ? " " : "");
    for (uint32_t i = form.count; i-- > 0;) {
        buf_clear(&spelling);
        lexicon_put(l, form.first + i, &spelling);
        if (has_marks(buf_str(&spelling)))
            break;
    }
    if (has_marks(buf_str(&spelling)))
        fold_case(buf_str(&spelling), s->out);
    else
        buf_put(s->out, t->word->exact);
    s->out->failed |= spelling.failed;
    buf_release(&spelling);
}

void spelled_put(const struct query_reader *by, struct str words,
                 struct buf *out)
{
    struct shown shown = {by, out, 0};

    if (analyse(by->analyser, words, show_word, &shown, NULL))
        out->failed = true;
}
