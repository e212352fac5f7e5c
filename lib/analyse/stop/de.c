/* German. */
#include "lib/analyse/stop.h"

const char stop_de[] =
    "aber alle allem allen aller als also am an auch auf aus bei beim bin "
    "bis bist bitte da damit dann das dass dein deine dem den denn der "
    "des dich die dies diese diesem diesen dieser dieses dir doch dort du "
    "durch ein eine einem einen einer eines er es etwas euch euer für "
    "gegen habe haben hat hatte hier hinter ich ihm ihn ihnen ihr ihre im "
    "in ins ist ja jede jeder jedes jetzt kann kannst kein keine keinen "
    "können könnte man mein meine meinem meinen meiner mich mir mit "
    "möchte muss müssen nach nicht noch nun nur ob oder ohne sehr sein "
    "seine sich sie sind so soll sollte sondern über um und uns unser "
    "unter vom von vor wann war warum was weil welche welchem welchen "
    "welcher welches wem wen wenn wer werden weshalb wie wieder wieso "
    "will wir wird wo woher wohin wozu wurde zu zum zur zwischen";
