#include "lib/analyse/stem/stem.h"

bool stem_polish(struct str word, struct buf *out)
{
    (void)word;
    (void)out;
    return false;
}
