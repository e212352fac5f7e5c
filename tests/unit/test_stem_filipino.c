/* The Filipino stemmer: which words meet, and which must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/stem_pairs.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct same same[] = {
    /* Infixes, the first syllable said twice, and both. */
    {"bili", "bumili binili bibili bumibili mamimili pagbili bilhin nabili "
             "binibili bibilhin"},
    {"balik",
     "bumalik binalik babalik ibinalik maibabalik pagbabalik ibalik binalikan"},
    {"gamit",
     "gamitin ginamit ginagamit gagamitin gumagamit paggamit magagamit"},
    {"tanggap",
     "tumanggap tinanggap natanggap matatanggap tanggapin tinatanggap"},
    {"alis", "umalis umaalis aalis inalis alisin"},
    {"kain", "kumain kinain kumakain kakainin pagkain kainan"},
    {"order", "umorder inorder nagorder oorder magoorder orders ordered"},
    {"print", "prinint magpiprint ipriprint naprint"},
    /* Prefixes, one on the other. */
    {"bayad", "magbayad bayaran binayaran babayaran pagbabayad pambayad "
              "nagpapabayad bayarin"},
    {"padala", "ipadala ipinadala nagpadala ipapadala pagpapadala ipinapadala"},
    {"lagay", "ilagay nakalagay inilagay paglalagay nailagay lagyan lalagyan"},
    {"usap", "makipagusap nakikipagusap kausap makausap kausapin paguusap"},
    {"laki", "malaki pinakamalaki napakalaki lumaki malalaki kalakihan"},
    {"sira", "nasira sirang masisira masira sinira nakasira"},
    {"sauli", "isauli magsauli isinauli pagsasauli maisasauli"},
    {"palit", "palitan pinalitan ipalit pagpapalit mapapalitan papalitan"},
    {"tawag", "tumawag tawagan tinawagan tatawag pagtawag matawagan"},
    {"wala", "walang nawala nawawala mawawala nawalan"},
    /* Prefixes that swallow a consonant. */
    {"patay", "mamatay pinatay patayin namatay"},
    {"kailangan", "kailangang kinakailangan nangangailangan pangangailangan"},
    {"tahi", "manahi pananahi tinahi tahiin"},
    {"bahagi", "pamamahagi ibahagi bahaging ibinahagi"},
    /* Suffixes that swallow a vowel. */
    {"gawa", "gawin gagawin ginawa ginagawa gumawa paggawa magagawa gawing"},
    {"dala", "dalhin dinala dadalhin magdala"},
    {"sunod", "sundin sundan susunod sumunod sinusundan"},
    {"bigay", "bigyan ibigay binigyan nagbigay ibinigay magbibigay"},
    {"kuha", "kunin kukunin kumuha kinuha makukuha nakuha pagkuha"},
    {"bukas", "buksan binuksan magbukas bubuksan nabuksan"},
    {"tingin", "tingnan tignan tumingin titingnan"},
    {"sabi", "sabihin sinabi sasabihin nagsabi sabihan"},
    /* d and r, o and u. */
    {"dating", "dumating darating dumarating pagdating karating"},
    {"dami", "marami maraming karamihan dumami"},
    {"tapos", "tapusin matapos natapos tinapos pagkatapos"},
    {"ayos", "ayusin maayos inayos aayusin"},
    {"hulog", "hulugan nahulog hinulog ihuhulog"},
    {"tulong", "tulungan tumulong matulungan tinulungan"},
    /* Linkers. */
    {"produkto", "produktong"},
    {"bago", "bagong baguhin pagbabago binago"},
    {"libre", "libreng"},
    {"bayan", "bayang"},
    {"ako", "akong ako'y"},
    /* English with Filipino affixes, and with its own. */
    {"refund", "nagrefund irefund marerefund narefund magrerefund irerefund "
               "refunds refunded"},
    {"deliver",
     "pagpadeliver ideliver nadeliver idedeliver madedeliver delivered"},
    {"checkout", "magcheckout nagcheckout magchecheckout macheckout"},
    {"cancel", "icancel pinacancel nacancel kanselahin kinansela cancelled"},
    {"ship", "shipping shipped naship shiniship iship ipinaship"},
    {"return", "returns returned ireturn nireturn nagreturn returning"},
    {"track", "tracking itrack natrack tracked"},
    {"delivery", "deliveries"},
    {"policy", "policies"},
    /* Roots that no list has. */
    {"pakli", "pumakli magpakli pinakli"},
    {"drakma", "drakmang"},
};

static const struct different different[] = {
    {"kailangan", "lang"},  {"bili", "bilis"},    {"bili", "bilang"},
    {"tinapay", "tapay"},   {"saging", "sagi"},   {"bata", "bato"},
    {"bayad", "bayan"},     {"mali", "malay"},    {"lalaki", "laki"},
    {"babae", "baba"},      {"bukas", "buko"},    {"dating", "rating"},
    {"kuha", "kuya"},       {"sira", "sara"},     {"sino", "so"},
    {"lumang", "lang"},     {"kumot", "kot"},     {"minuto", "muto"},
    {"order", "border"},    {"account", "count"}, {"password", "word"},
    {"ship", "shop"},       {"address", "dress"}, {"padala", "dalaga"},
    {"tulong", "tuloy"},    {"gawa", "gaya"},     {"pera", "pero"},
    {"resibo", "reset"},    {"item", "time"},     {"mahal", "halo"},
    {"palit", "lipat"},     {"balik", "balak"},   {"tanong", "tanaw"},
    {"magulang", "gulang"}, {"pagod", "god"},     {"kulang", "kulay"},
    {"delivery", "live"},   {"refund", "fund"},   {"receive", "receipt"},
};

int main(void)
{
    static struct stem_tables tables = {
        stem_filipino, &filipino_roots, same,
        different,     COUNT(same),     COUNT(different),
    };
    const struct CMUnitTest tests[] = STEM_TESTS(&tables);

    return cmocka_run_group_tests(tests, NULL, NULL);
}
