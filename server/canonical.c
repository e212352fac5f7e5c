#include "server/canonical.h"

#include "lib/buf.h"
#include "lib/icu/fold.h"
#include "lib/icu/locale.h"
#include "lib/slug.h"

struct segments {
    struct str at[CANONICAL_SEGMENTS_MAX];
    size_t count;
};

typedef void spell(struct buf *out, struct str segment);

static bool split(struct str path, struct segments *out)
{
    struct str piece;

    while (str_cut(&path, '/', &piece)) {
        if (!piece.len)
            continue;
        if (str_eq(piece, S(".")) || str_eq(piece, S("..")) ||
            out->count == CANONICAL_SEGMENTS_MAX)
            return false;
        out->at[out->count++] = piece;
    }
    return true;
}

static void spell_nfc(struct buf *out, struct str segment)
{
    fold_nfc(segment, out);
}

/* Slugs never hold what has no letter: such a segment stays as it is. */
static void spell_slug(struct buf *out, struct str segment)
{
    size_t before = out->len;

    slug_put(out, segment);
    if (out->len == before)
        fold_nfc(segment, out);
}

static void put_locale(struct buf *out, struct str segment, spell *put)
{
    char tag[LOCALE_MAX];

    if (locale_of_folder(segment, tag))
        buf_text(out, tag);
    else
        put(out, segment);
}

static bool try_spelling(const struct segments *segments, struct str prefix,
                         spell *put, canonical_exists *exists, const void *ctx,
                         struct buf *out)
{
    buf_clear(out);
    buf_put(out, prefix);
    for (size_t i = 0; i < segments->count; i++) {
        buf_char(out, '/');
        if (i == 0)
            put_locale(out, segments->at[i], put);
        else
            put(out, segments->at[i]);
    }
    if (!out->failed && exists(ctx, buf_str(out)))
        return true;
    buf_char(out, '/');
    return !out->failed && exists(ctx, buf_str(out));
}

bool canonical_find(struct arena *a, struct str path, struct str prefix,
                    canonical_exists *exists, const void *ctx, struct str *out)
{
    static spell *const spellings[] = {spell_nfc, spell_slug};
    struct segments segments = {0};
    struct buf candidate = {0};
    bool found = false;

    struct str inside = str_skip(path, prefix.len);

    if (!str_starts(path, prefix) || !str_starts(inside, S("/")) ||
        !split(inside, &segments) || !segments.count)
        return false;
    for (size_t i = 0; i < 2 && !found; i++)
        found = try_spelling(&segments, prefix, spellings[i], exists, ctx,
                             &candidate);
    if (found)
        *out = buf_copy(&candidate, a);
    buf_release(&candidate);
    return found && out->ptr && !str_eq(*out, path);
}
