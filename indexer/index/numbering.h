/* From the numbers that each thread gave to spellings and gaps to those of the
 * locale's lexicon and gap table, which are the same for any number of threads.
 */
#ifndef GABAY_INDEXER_NUMBERING_H
#define GABAY_INDEXER_NUMBERING_H

#include "indexer/index/spellings.h"
#include "lib/records/gaps.h"
#include "lib/records/lexicon.h"
#include "lib/records/records.h"

enum { JOBS_MAX = 64 };

/* What stands for a thread's rows. */
struct worker_numbers {
    struct lexicon_spelling **spellings;
    struct gap **gaps;
};

struct numbering {
    struct arena arena;
    struct lexicon_builder lexicon;
    struct gaps_builder gaps;
    struct worker_numbers workers[JOBS_MAX];
};

void numbering_init(struct numbering *n);
void numbering_release(struct numbering *n);
/* All that a thread has met, but what is in no article any more; once each,
 * before numbering_finish(). */
int numbering_add(struct numbering *n, unsigned worker,
                  const struct spellings *from, const struct analyser *analyser,
                  struct err *e);
int numbering_finish(struct numbering *n, struct err *e);

/* An article's text for its record: parts without their anchors. */
struct numbered {
    struct record_part_in *parts;
    struct buf units, gaps;
    bool failed; /* memory ran out */
};

/* `tokens` is what a spelling_writer of that thread wrote: heading and body of
 * each part. Articles come in rising order; their stems are counted. */
void numbering_text(struct numbering *n, unsigned worker, uint32_t article,
                    struct str tokens, uint32_t part_count,
                    struct numbered *out);
void numbered_release(struct numbered *text);

#endif
