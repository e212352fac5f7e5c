#include "lib/analyse/stem/stem.h"

bool stem_indonesian(struct str word, struct buf *out)
{
    (void)word;
    (void)out;
    return false;
}
