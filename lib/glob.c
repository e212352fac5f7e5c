#include "lib/glob.h"

#include <string.h>

#include "lib/utf8.h"

enum token { ANY = 0x110000, STAR, STARS, STARS_SLASH };

/* A pattern as a row of tokens: code points and what stands for others. */
struct glob {
    uint32_t tokens[GLOB_MAX + 1];
    size_t count;
};

static bool is_wild(char c)
{
    return c == '*' || c == '?';
}

static void read_stars(struct glob *g, struct str pattern, size_t *at)
{
    struct str rest = str_skip(pattern, *at);
    bool at_start = *at == 0 || pattern.ptr[*at - 1] == '/';
    size_t stars = 0;

    while (stars < rest.len && rest.ptr[stars] == '*')
        stars++;
    *at += stars;
    if (stars == 1) {
        g->tokens[g->count++] = STAR;
    } else if (at_start && stars < rest.len && rest.ptr[stars] == '/') {
        g->tokens[g->count++] = STARS_SLASH;
        (*at)++;
    } else {
        g->tokens[g->count++] = STARS;
    }
}

static void read_pattern(struct glob *g, struct str pattern)
{
    g->count = 0;
    for (size_t at = 0; at < pattern.len;) {
        char c = pattern.ptr[at];
        bool ok;
        if (c == '*')
            read_stars(g, pattern, &at);
        else
            g->tokens[g->count++] =
                c == '?' ? ANY : utf8_next(pattern, &at, &ok);
        at += c == '?';
    }
    if (str_ends(pattern, S("/")))
        g->tokens[g->count++] = STARS;
}

/* Places of the pattern that may be next: what may stand for nothing is passed
 * over. They only grow to the right, so one way through is enough. */
static void pass_over(const struct glob *g, bool *places)
{
    for (size_t i = 0; i < g->count; i++)
        places[i + 1] |= places[i] && g->tokens[i] >= STAR;
}

/* `**` with its '/' takes whole folders: it is left behind a '/' only. */
static void take(const struct glob *g, uint32_t c, const bool *places,
                 bool *next)
{
    for (size_t i = 0; i < g->count; i++) {
        uint32_t token = g->tokens[i];
        if (!places[i])
            continue;
        if (token == c || (token == ANY && c != '/'))
            next[i + 1] = true;
        else if (token == STARS || (token == STAR && c != '/'))
            next[i] = true;
    }
}

/* The same for `**` with its '/': `inside[i]` says that it stands amid the name
 * of a folder, where it cannot end. */
static void take_folders(const struct glob *g, uint32_t c, const bool *places,
                         bool *inside, bool *next)
{
    for (size_t i = 0; i < g->count; i++) {
        if (g->tokens[i] != STARS_SLASH || !(places[i] || inside[i]))
            continue;
        next[i] |= c == '/';
        inside[i] = c != '/';
    }
}

/* Most paths differ from a pattern before its first star. What both begin with
 * is taken off, as far as the last '/': the rest means the same without it.
 * False when they cannot match. */
static bool pass_literal(struct str *pattern, struct str *path)
{
    size_t n = 0, same = 0;

    while (n < pattern->len && n < path->len &&
           pattern->ptr[n] == path->ptr[n] && !is_wild(pattern->ptr[n])) {
        same = pattern->ptr[n] == '/' ? n + 1 : same;
        n++;
    }
    if (n < pattern->len && !is_wild(pattern->ptr[n]))
        return false;
    if (same == pattern->len)
        return true;
    *pattern = str_skip(*pattern, same);
    *path = str_skip(*path, same);
    return true;
}

bool glob_matches(struct str pattern, struct str path)
{
    struct glob g;
    bool places[GLOB_MAX + 2] = {true}, inside[GLOB_MAX + 2] = {false};
    bool next[GLOB_MAX + 2];

    if (pattern.len > GLOB_MAX || !pass_literal(&pattern, &path))
        return false;
    read_pattern(&g, pattern);
    pass_over(&g, places);
    for (size_t at = 0; at < path.len;) {
        bool ok;
        uint32_t c = utf8_next(path, &at, &ok);
        memset(next, 0, sizeof(next));
        take(&g, c, places, next);
        take_folders(&g, c, places, inside, next);
        memcpy(places, next, sizeof(places));
        pass_over(&g, places);
    }
    return places[g.count];
}
