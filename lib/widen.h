/* A test build (make WIDEN=1) holds threads up at the places where a race
 * would happen if there were one: a plain run under full load does not find
 * what needs two steps to be torn apart by a few nanoseconds. Elsewhere WIDEN()
 * is nothing. */
#ifndef GABAY_WIDEN_H
#define GABAY_WIDEN_H

#ifdef GABAY_WIDEN_RACES
/* Every so many calls, counted over all threads and places, sleeps for two
 * milliseconds; else lets another thread go first. */
void widen_race(void);
#define WIDEN() widen_race()
#else
#define WIDEN() ((void)0)
#endif

#endif
