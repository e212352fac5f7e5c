/* Polish. */
#include "lib/analyse/stop.h"

const char stop_pl[] =
    "a aby ale albo am bardzo bez bo by być był była było były będzie "
    "będą chcę ci ciebie co czego czemu czy dla dlaczego do gdy gdzie go "
    "i ich ile im inny ja jak jaka jaki jakie jako je jego jej jest "
    "jestem jeszcze jeśli jeżeli już ją kiedy kim kogo komu kto która "
    "które którego której który których którym lub ma macie mam mamy mi "
    "mnie mogę moja moje może możemy można mój mu my na nad nam nas nasz "
    "nic nie niego niej nim nimi niż no o od on ona one oni oraz po pod "
    "podczas ponieważ poza proszę przed przez przy są się skąd swoje swój "
    "ta tak taki także tam te tego tej ten też to tu tutaj twój tych "
    "tylko tym u w we wam was wasz więc wy z za ze zostać żeby";
