/* Calls that are too easy to use wrongly do not compile (style rule 14). Read
 * in before every C file, so that no file can forget it. */
#ifndef GABAY_BANNED_H
#define GABAY_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok atoi atol atof
#pragma GCC poison gmtime localtime ctime asctime tmpnam mktemp

#endif
