/* Spanish. */
#include "lib/analyse/stop.h"

const char stop_es[] =
    "a al algo algún alguna algunas alguno algunos ante antes aquí así "
    "aunque bien cada como cómo con cuál cuáles cualquier cuando cuándo "
    "cuánta cuántas cuánto cuántos de del desde después donde dónde dos "
    "durante e el él ella ellas ellos en entonces entre era es esa ese "
    "eso esta está están estar este esto estos estas estoy favor fue "
    "fueron ha haber hace hacer hacia han hasta hay he la las le les lo "
    "los más me mediante mi mí mis mucho muy nada ni no nos nosotros o os "
    "otra otro otros para pero poder por porque puede puedo pueden pues "
    "que qué quién quiénes quiere quiero se sea según ser si sí sin sobre "
    "son soy su sus también tan te tengo tener tiene todas todo todos tu "
    "tú un una unas uno unos usted ustedes y ya yo";
