/* French. */
#include "lib/analyse/stop.h"

const char stop_fr[] =
    "à afin ai ainsi alors après as au aucun aucune aussi autre autres "
    "aux avant avec avez avoir avons ça car ce ceci cela ces cet cette "
    "ceux chaque ci combien comme comment dans de depuis des donc dont du "
    "elle elles en encore entre es est et étaient était été être eu faire "
    "fait faut il ils je jusque la là le lequel les leur leurs lors "
    "lorsque lui ma mais me même mes mettre moi moins mon ne ni non nos "
    "notre nous on ont ou où par parce pas pendant peu peut peux plus "
    "pour pourquoi pouvez puis puisque qu quand que quel quelle quelles "
    "quels qui quoi sa sans se selon sera ses si s'il son sont sous suis "
    "sur ta te tes toi ton tous tout toute toutes très tu un une vers "
    "veux voici vos votre vous y";
