/* Inside of zones: what formats need of them. */
#ifndef GABAY_ICU_ZONE_PARTS_H
#define GABAY_ICU_ZONE_PARTS_H

#include <pthread.h>

#include <unicode/ucal.h>

struct zone {
    pthread_mutex_t lock; /* guards the calendar, whose time is set to ask */
    UCalendar *calendar;
};

#endif
