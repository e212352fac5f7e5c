/* English. */
#include "lib/analyse/stop.h"

const char stop_en[] =
    "a about after again all also am an and any are aren't as at be because "
    "been before being but by can can't cannot could couldn't did didn't do "
    "does doesn't doing don't during each few for from further get got had "
    "has have having he her here hers him his how how's i i'd i'll i'm i've "
    "if in into is isn't it it's its just let let's me more most my myself no "
    "nor not of on once only or other our ours own please same she should so "
    "some such than that that's the their them then there there's these they "
    "they're this those to too under until us very want was we we're were "
    "what what's when where where's which while who whom whose why will with "
    "won't would you you're your yours";
