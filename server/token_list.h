/* The file of tokens: which programs may do what. A line each,
 *
 *     NAME SCOPE[,SCOPE...] SHA-256 OF THE TOKEN, 64 HEX DIGITS
 *
 * parted by blanks; empty lines and those that begin with '#' say nothing. The
 * tokens themselves stand nowhere. */
#ifndef GABAY_SERVER_TOKEN_LIST_H
#define GABAY_SERVER_TOKEN_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"
#include "server/sha256.h"

#define TOKEN_PREFIX "gabay_"

enum {
    TOKENS_MAX = 1000,
    TOKEN_FILE_MAX = 256 * 1024,
    TOKEN_NAME_MAX = 64,
    TOKEN_RANDOM = 32, /* bytes: 256 bits */
    TOKEN_LENGTH = sizeof(TOKEN_PREFIX) - 1 + (TOKEN_RANDOM * 4 + 2) / 3,
};

/* Bits of `scopes`. */
enum token_scope {
    SCOPE_FEEDBACK = 1, /* votes and questions on behalf of readers */
    SCOPE_AGENTS = 2,   /* what only the shop's own people may read */
    SCOPE_SEARCH = 4,   /* reads, which every token may; for those that do
                           nothing else */
};

struct token {
    char name[TOKEN_NAME_MAX + 1];
    unsigned scopes;
    unsigned line; /* where it stands */
    uint8_t hash[SHA256_SIZE];
};

/* All-zero: none. */
struct token_list {
    struct arena arena;
    struct token *tokens;
    size_t count;
};

/* The bit of a scope's name, or 0. */
unsigned token_scope(struct str name);
/* "feedback,agents" of such bits, and of all that there are. */
void token_scopes_put(struct buf *out, unsigned scopes);
unsigned token_scopes_all(void);
/* 1 to 64 of A-Z a-z 0-9 . _ - */
bool token_name_is_fine(struct str name);

/* A wrong line is ERR_USAGE with its number, and `out` stays empty. So are a
 * name or a token that stands there twice. */
int token_list_parse(struct token_list *out, struct str text, struct err *e);
void token_list_release(struct token_list *l);

/* The one with this hash, or NULL. Takes the same time whether and where it
 * stands there. */
const struct token *token_list_find(const struct token_list *l,
                                    const uint8_t hash[SHA256_SIZE]);
const struct token *token_list_named(const struct token_list *l,
                                     struct str name);

/* Does this look like a token of ours, known or not? */
bool token_is_ours(struct str token);
/* From TOKEN_RANDOM bytes: "gabay_" and base64url of them, TOKEN_LENGTH
 * bytes. */
void token_put(struct buf *out, const uint8_t random[TOKEN_RANDOM]);
/* The line of the file, with its end. */
void token_line_put(struct buf *out, const struct token *t);

#endif
