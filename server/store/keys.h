/* The random keys of today and yesterday. Private to this room. */
#ifndef GABAY_STORE_KEYS_H
#define GABAY_STORE_KEYS_H

#include "server/store/database.h"

struct day_keys {
    pthread_mutex_t mutex; /* guards what follows; taken before a database's */
    struct {
        bool known;
        int64_t day;
        uint8_t key[STORE_KEY_SIZE];
    } of[2]; /* for even days and odd ones */
};

/* As store_day_key(). */
int day_keys_find(struct day_keys *keys, struct database *d, int64_t day,
                  uint8_t key[STORE_KEY_SIZE], struct err *e);

#endif
