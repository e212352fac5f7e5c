/* Filipino. Question words, the words of speech as people type them, prefixes
 * that were written apart ("mag order") and the commonest English. */
#include "lib/analyse/stop.h"

const char stop_fil[] =
    "'yun 'yung ah akin aking ako ako'y akong alin aling alinman "
    "aming an and andito ang ano ano'ng anong anu anuman "
    "are at at't atin ating ay ayun ba ba't bago bakit bang bat bawat can "
    "dahil dapat daw di din dito diyan do doon dun dyan eh for gaano "
    "gaanong ganito ganoon ganun ganyan gayon gayunpaman ha habang hanggang "
    "hello hi hinde hindi how hoy i iba ibang ikaw ilan ilang in inyo "
    "inyong is isang it ito ito'y itong iyan iyang iyo iyon iyong ka kahit "
    "kailan kailanman kami kaming kang kanila kanilang kanino kaninong "
    "kaniya kanya kanyang kapag kase kasi kay kaya kayo kayong kc kelan "
    "kina ko kong kse kundi kung lahat lamang lang lng ma maaari maaaring "
    "mag maging magkano mang may mayron mayroon mayroong meron merong mga "
    "mo mong muna my na nag naman namin nandito nandiyan nandoon nang "
    "narito nariyan nasa nasaan nasaang nasan natin ndi ng nga ngayon "
    "ngunit ni nila ninyo ninyong nito nitong niya niyan niyang niyo niyong "
    "nman nmn nong noon noong nung nya nyang nyo nyong o of oh oo opo "
    "p'wede pa paano paanong paanuman pag pala pano papaano papaanong para "
    "pero po po'ng pong puwede pwede raw rin rito roon sa sa'kin sa'yo saan "
    "saang saanman saka sakanila saken sakin salamat samin san sana satin "
    "sayo sayong si sige sila silang sina sino sinong sinu "
    "sinuman siya siyang subalit talaga tapos tas tayo tayong the to tsaka "
    "tulad upang wala walang what when where why wla wlang yan yang yaong "
    "yon you yun yung";
