#include <stdlib.h>
#include <string.h>

#include "lib/records/lexicon.h"
#include "lib/records/lexicon_code.h"
#include "lib/records/numbers.h"

void lexicon_builder_init(struct lexicon_builder *b)
{
    *b = (struct lexicon_builder){0};
    map_init(&b->forms, &b->arena);
}

void lexicon_builder_release(struct lexicon_builder *b)
{
    arena_release(&b->arena);
    buf_release(&b->how);
    buf_release(&b->strings);
    buf_release(&b->blocks);
}

static struct lexicon_form *note_form(struct lexicon_builder *b,
                                      struct str exact, struct str stem)
{
    char room[2 * LEXICON_TEXT_MAX + 1];
    struct str key = {room, exact.len + 1 + stem.len};

    if (key.len > sizeof(room))
        return NULL;
    memcpy(room, exact.ptr, exact.len);
    room[exact.len] = '\x1f';
    memcpy(room + exact.len + 1, stem.ptr, stem.len);

    struct lexicon_form *form = map_get(&b->forms, key);
    if (form)
        return form;
    form = arena_new(&b->arena, struct lexicon_form, 1);
    key = arena_str(&b->arena, key);
    if (!form || !key.ptr)
        return NULL;
    form->exact = str_of(key.ptr, exact.len);
    form->stem = str_skip(key, exact.len + 1);
    return map_set(&b->forms, key, form) ? form : NULL;
}

struct lexicon_spelling *lexicon_note(struct lexicon_builder *b,
                                      struct str spelling, struct str exact,
                                      struct str stem, uint32_t count)
{
    struct lexicon_form *form = note_form(b, exact, stem);

    if (!form || spelling.len > LEXICON_TEXT_MAX)
        return NULL;
    struct lexicon_spelling *s = form->spellings;

    while (s && !str_eq(s->text, spelling))
        s = s->next;
    if (!s) {
        s = arena_new(&b->arena, struct lexicon_spelling, 1);
        struct str text = arena_str(&b->arena, spelling);
        if (!s || !text.ptr)
            return NULL;
        *s = (struct lexicon_spelling){text, form, form->spellings, 0, 0};
        form->spellings = s;
        form->spelling_count++;
    }
    s->count += count;
    form->count += count;
    return s;
}

/* A stem's forms follow one another: the one that is the stem itself, then the
 * most frequent first. */
static int by_stem(const void *x, const void *y)
{
    const struct lexicon_form *f = *(struct lexicon_form *const *)x;
    const struct lexicon_form *g = *(struct lexicon_form *const *)y;
    int order = str_cmp(f->stem, g->stem);

    if (order)
        return order;
    if (str_eq(f->exact, f->stem) != str_eq(g->exact, g->stem))
        return str_eq(f->exact, f->stem) ? -1 : 1;
    if (f->count != g->count)
        return f->count > g->count ? -1 : 1;
    return str_cmp(f->exact, g->exact);
}

static int by_frequency(const void *x, const void *y)
{
    const struct lexicon_group *f = *(struct lexicon_group *const *)x;
    const struct lexicon_group *g = *(struct lexicon_group *const *)y;

    if (f->count != g->count)
        return f->count > g->count ? -1 : 1;
    return str_cmp(f->stem, g->stem);
}

/* The form itself, where it is a spelling, then the most frequent first. */
static int by_count(const void *x, const void *y)
{
    const struct lexicon_spelling *f = *(struct lexicon_spelling *const *)x;
    const struct lexicon_spelling *g = *(struct lexicon_spelling *const *)y;
    struct str exact = f->form->exact;

    if (str_eq(f->text, exact) != str_eq(g->text, exact))
        return str_eq(f->text, exact) ? -1 : 1;
    if (f->count != g->count)
        return f->count > g->count ? -1 : 1;
    return str_cmp(f->text, g->text);
}

static void make_groups(struct lexicon_builder *b)
{
    for (uint32_t i = 0; i < b->forms.count; i++) {
        struct lexicon_form *f = b->by_stem[i];
        struct lexicon_group *g =
            b->group_count ? &b->groups[b->group_count - 1] : NULL;
        if (!g || !str_eq(g->stem, f->stem)) {
            g = &b->groups[b->group_count++];
            g->stem = f->stem;
            g->first_form = i;
        }
        f->group = g;
        g->forms++;
        g->count += f->count;
    }
}

static uint32_t put_entry(struct lexicon_builder *b, unsigned what,
                          unsigned how, struct str bytes)
{
    if (b->numbers % LEXICON_BLOCK == 0)
        buf_u32(&b->blocks, (uint32_t)b->strings.len);
    buf_char(&b->how, (char)(what << 6 | how));
    if (how == HOW_LONG)
        buf_char(&b->strings, (char)bytes.len);
    buf_put(&b->strings, bytes);
    return b->numbers++;
}

static uint32_t put_own(struct lexicon_builder *b, unsigned what,
                        struct str text)
{
    unsigned from = what == SPELLING ? HOW_OWN : 0;
    bool is_long = from + text.len >= HOW_LONG || text.len == 0;

    return put_entry(b, what, is_long ? HOW_LONG : from + (unsigned)text.len,
                     text);
}

/* Which bytes of a form are capitals in a spelling of it, a bit each; false
 * when more than that differs. */
static bool capitals(struct str form, struct str spelling, char mask[],
                     uint32_t *count)
{
    if (form.len != spelling.len || form.len > 8 * HOW_MASK_BYTES)
        return false;
    *count = 0;
    memset(mask, 0, HOW_MASK_BYTES);
    for (size_t i = 0; i < form.len; i++) {
        if (form.ptr[i] == spelling.ptr[i])
            continue;
        if (form.ptr[i] < 'a' || form.ptr[i] > 'z' ||
            spelling.ptr[i] != form.ptr[i] - 'a' + 'A')
            return false;
        mask[i / 8] = (char)(mask[i / 8] | 1 << i % 8);
        (*count)++;
    }
    return true;
}

static uint32_t letters(struct str s)
{
    uint32_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] >= 'a' && s.ptr[i] <= 'z';
    return n;
}

static uint32_t put_spelling(struct lexicon_builder *b, struct str form,
                             uint32_t form_number, struct str text)
{
    char mask[HOW_MASK_BYTES];
    uint32_t count;
    size_t bytes = (form.len + 7) / 8;

    if (b->numbers - form_number > LEXICON_NEAR ||
        !capitals(form, text, mask, &count))
        return put_own(b, SPELLING, text);
    if (count == 1 && mask[0] & 1)
        return put_entry(b, SPELLING, HOW_CAPITAL, (struct str){0});
    if (count == letters(form))
        return put_entry(b, SPELLING, HOW_CAPITALS, (struct str){0});
    return put_entry(b, SPELLING, HOW_MASK + (unsigned)bytes,
                     str_of(mask, bytes));
}

static bool number_form(struct lexicon_builder *b, const struct lexicon_form *f,
                        bool first, struct lexicon_spelling **sorted)
{
    unsigned what = first ? STEM_AND_FORM : ONLY_FORM;
    uint32_t number = put_own(b, what, f->exact), n = 0;

    for (struct lexicon_spelling *s = f->spellings; s; s = s->next)
        sorted[n++] = s;
    qsort(sorted, n, sizeof(struct lexicon_spelling *), by_count);
    for (uint32_t i = 0; i < n; i++)
        sorted[i]->number =
            str_eq(sorted[i]->text, f->exact)
                ? number
                : put_spelling(b, f->exact, number, sorted[i]->text);
    return !b->how.failed && !b->strings.failed;
}

/* `sorted` has room for the spellings of any form. */
static bool give_numbers(struct lexicon_builder *b,
                         struct lexicon_spelling **sorted)
{
    for (uint32_t i = 0; i < b->group_count; i++) {
        struct lexicon_group *g = b->by_number[i];
        bool is_form = str_eq(b->by_stem[g->first_form]->exact, g->stem);
        g->first = b->numbers;
        if (!is_form)
            put_own(b, ONLY_STEM, g->stem);
        for (uint32_t k = 0; k < g->forms; k++)
            if (!number_form(b, b->by_stem[g->first_form + k],
                             is_form && k == 0, sorted))
                return false;
    }
    return !b->blocks.failed;
}

int lexicon_number(struct lexicon_builder *b, struct err *e)
{
    size_t n = b->forms.count, most = 0;

    b->by_stem = arena_new(&b->arena, struct lexicon_form *, n);
    b->groups = arena_new(&b->arena, struct lexicon_group, n);
    b->by_number = arena_new(&b->arena, struct lexicon_group *, n);
    if (b->arena.failed)
        return err_no_memory(e);
    for (size_t i = 0; i < n; i++) {
        b->by_stem[i] = b->forms.entries[i].value;
        if (b->by_stem[i]->spelling_count > most)
            most = b->by_stem[i]->spelling_count;
    }
    struct lexicon_spelling **sorted =
        arena_new(&b->arena, struct lexicon_spelling *, most);
    if (!sorted)
        return err_no_memory(e);
    qsort(b->by_stem, n, sizeof(struct lexicon_form *), by_stem);
    make_groups(b);
    for (uint32_t i = 0; i < b->group_count; i++)
        b->by_number[i] = &b->groups[i];
    qsort(b->by_number, b->group_count, sizeof(struct lexicon_group *),
          by_frequency);
    return give_numbers(b, sorted) ? 0 : err_no_memory(e);
}

void lexicon_seen(struct lexicon_group *g, uint32_t article)
{
    if (g->last_article != article + 1) {
        g->last_article = article + 1;
        g->articles++;
    }
}

void lexicon_write(const struct lexicon_builder *b, struct buf *out)
{
    uint32_t n = b->group_count;
    struct buf which = {0};

    out->failed |= b->strings.len > UINT32_MAX || b->numbers > NUMBERS_MAX ||
                   b->how.failed || b->strings.failed || b->blocks.failed;
    buf_u32(out, n);
    buf_u32(out, b->numbers);
    buf_u32(out, (uint32_t)b->strings.len);
    for (uint32_t i = 0; i < n; i++)
        buf_u32(out, b->by_number[i]->first);
    for (uint32_t i = 0; i < n; i++)
        buf_u32(out, b->by_number[i]->articles);
    /* The groups themselves lie in the order of their stems. */
    uint32_t *at = (uint32_t *)(void *)buf_room(&which, n * sizeof(*at) + 1);
    for (uint32_t i = 0; at && i < n; i++)
        at[b->by_number[i] - b->groups] = i;
    for (uint32_t i = 0; at && i < n; i++)
        buf_u32(out, at[i]);
    buf_put(out, buf_str(&b->blocks));
    buf_put(out, buf_str(&b->how));
    buf_put(out, buf_str(&b->strings));
    out->failed |= which.failed;
    buf_release(&which);
}
