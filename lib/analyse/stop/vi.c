/* Vietnamese. Where the folded syllable is also a word of the shop ("thẻ",
 * "ví", "mã", "bán", "máy"), it is not here. */
#include "lib/analyse/stop.h"

const char stop_vi[] =
    "ai anh bao nhiêu bị bởi các cách cần cho có của cũng được đâu đó "
    "đều em gì giúp hãy hay hoặc khi không là lại làm mình mỗi một nào "
    "này nên nếu như nhưng những nữa ở phải ra rằng rất rồi sao sẽ tất "
    "thì thôi tôi trong và vào vẫn vậy về với vừa xin";
