/* A pattern, a line break, a path: matched as by a matcher that tries all
 * ways. */
#include <stdlib.h>

#include "lib/glob.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SHORT_PATTERN = 12, SHORT_PATH = 16 };

static bool tries(struct str pattern, bool at_start, struct str path);

/* `rest` of the pattern behind what may stand for any signs of `path`. */
static bool tries_all(struct str rest, struct str path, bool whole_folders,
                      bool one_folder)
{
    if (tries(rest, whole_folders, path))
        return true;
    for (size_t i = 0; i < path.len; i++) {
        if (one_folder && path.ptr[i] == '/')
            return false;
        if (whole_folders && path.ptr[i] != '/')
            continue;
        if (tries(rest, whole_folders, str_skip(path, i + 1)))
            return true;
    }
    return false;
}

static bool tries(struct str pattern, bool at_start, struct str path)
{
    size_t stars = 0, at = 0;
    bool ok;

    if (!pattern.len)
        return !path.len;
    while (stars < pattern.len && pattern.ptr[stars] == '*')
        stars++;
    struct str rest = str_skip(pattern, stars);
    if (stars > 1 && at_start && str_starts(rest, S("/")))
        return tries_all(str_skip(rest, 1), path, true, false) ||
               (rest.len == 1 &&
                tries_all((struct str){0}, path, false, false));
    if (stars)
        return tries_all(rest, path, false, stars == 1);
    if (!path.len)
        return false;
    uint32_t c = utf8_next(path, &at, &ok);
    struct str behind = str_skip(path, at);
    bool any = pattern.ptr[0] == '?';
    at = 0;
    uint32_t wanted = utf8_next(pattern, &at, &ok);
    if (any ? c == '/' : c != wanted)
        return false;
    if (pattern.len == at && wanted == '/')
        return true; /* all that lies in it */
    return tries(str_skip(pattern, at), wanted == '/', behind);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = str_of((const char *)data, size);
    struct str pattern = str_sub(text, 0, str_find(text, '\n'));
    struct str path = str_skip(text, pattern.len + 1);
    bool fits = glob_matches(pattern, path);

    if (pattern.len > GLOB_MAX && fits)
        abort();
    /* Bytes that are no text are one sign to both, but not of one length. */
    if (pattern.len <= SHORT_PATTERN && path.len <= SHORT_PATH &&
        utf8_check(text) == text.len && fits != tries(pattern, true, path))
        abort();
    return 0;
}
