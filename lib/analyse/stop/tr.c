/* Turkish. */
#include "lib/analyse/stop.h"

const char stop_tr[] =
    "acaba ama ancak artık aslında az bana bazı belki ben bende beni "
    "benim bile bir biri biz bizim bu buna bunu bunun burada çok çünkü "
    "da daha de değil diye dolayı en eğer fakat gibi göre hala hangi "
    "hangisi hem hep her hiç ile için ise işte kadar karşı ki kim kime "
    "kimi lütfen mi mı mu mü miyim mıyım mısınız misiniz nasıl ne neden "
    "nedir nerede nereden nereye niçin niye o olan olarak olur ona "
    "onlar onu onun orada oysa önce rağmen sanki sen seni senin siz "
    "size sizi sizin sonra şey şimdi şu tüm üzere var ve veya ya yani "
    "yok zaten edebilirim edebilir miyiz yapabilirim istiyorum";
