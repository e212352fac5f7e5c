/* How much a check weighs: its row in CHECKS, or what site.yaml says, for all
 * files or by their paths. */
#ifndef GABAY_INDEXER_CHECK_RULES_H
#define GABAY_INDEXER_CHECK_RULES_H

#include "indexer/base/checks.h"
#include "lib/arena.h"
#include "lib/value.h"

struct check_rules;
struct site;

/* The value of `checks:` in site.yaml, whose text is `yaml`: a map from a
 * check's name to off, warning or error, or to a map from patterns of paths
 * (lib/glob.h) and "else" to these. Sets site->problems.rules; what is wrong
 * becomes a problem there. */
void check_rules_read(struct site *site, const struct value *checks,
                      struct str yaml);

/* The first pattern that fits decides. `rules` may be NULL. `path` as on disk;
 * `a` for what is needed on the way. */
enum severity check_rules_severity(const struct check_rules *rules,
                                   enum check check, struct str path,
                                   struct arena *a);

#endif
