/* The limit of open files. */
#ifndef GABAY_SERVER_DESCRIPTORS_H
#define GABAY_SERVER_DESCRIPTORS_H

/* Raises the soft limit to what so many connections need, and the indexes
 * beside them. Says so in one line where the hard limit forbids it. */
void descriptors_raise(unsigned connections);

#endif
