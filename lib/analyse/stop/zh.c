/* Chinese, both scripts: words as ICU cuts them. */
#include "lib/analyse/stop.h"

const char stop_zh[] =
    "我的 我们 我們 你的 他们 他們 这个 這個 那个 那個 哪里 哪裡 哪个 "
    "哪些 怎么 怎麼 怎样 怎樣 为什么 為什麼 为何 何时 什么时候 多少 "
    "但是 因为 因為 所以 如果 请问 請問 您 吗 嗎 呢 吧 啊 谁 誰 请 請 "
    "你 他 她 它 這 什么 什麼";
