/* Filipino. */
#include "lib/analyse/stop.h"

const char stop_fil[] =
    "akin ako alin ako'y ang ano anong anu-ano at ating atin ay ba bago "
    "bakit bang bawat dahil dapat daw din dito diyan doon gaano gayon "
    "habang hanggang hindi hoy ibang iba ikaw ilan ilang inyo ito iyan "
    "iyo iyon isang ka kami kang kanila kanino kanya kapag kasi kay kaya "
    "kayo kina ko kong kung lahat lamang lang maaari maaaring mang may "
    "mayroon mga mo mong muna na naman namin nang nasa nasaan natin ng "
    "nga ngunit ni nila nito niya niyan niyo noon noong o oo opo p'wede "
    "paano paanong pa pag pala para pero po pong puwede pwede rin sa saan "
    "saang sana sila sina sino siya subalit tayo tulad upang wala walang "
    "yan yung";
