/* Stop lists: words so common in questions and sentences that they say nothing
 * about which article is meant. Written as people write them, parted by spaces;
 * the analyser folds them as it folds a text. One file a language. */
#ifndef GABAY_ANALYSE_STOP_H
#define GABAY_ANALYSE_STOP_H

extern const char stop_ar[];
extern const char stop_de[];
extern const char stop_en[];
extern const char stop_es[];
extern const char stop_fil[];
extern const char stop_fr[];
extern const char stop_he[];
extern const char stop_id[];
extern const char stop_ja[];
extern const char stop_ko[];
extern const char stop_pl[];
extern const char stop_ru[];
extern const char stop_th[];
extern const char stop_tr[];
extern const char stop_uk[];
extern const char stop_vi[];
extern const char stop_zh[];

#endif
