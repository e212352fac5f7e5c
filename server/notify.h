/* Tells the service manager how we are: one datagram a state. */
#ifndef GABAY_SERVER_NOTIFY_H
#define GABAY_SERVER_NOTIFY_H

/* Of the protocol of systemd's sd_notify(3). */
enum notify_state { NOTIFY_READY, NOTIFY_RELOADING, NOTIFY_STOPPING };

/* `socket` is the value of NOTIFY_SOCKET, or NULL: then nothing happens. That
 * nobody listens is no problem of ours. */
void notify_state(const char *socket, enum notify_state state);

#endif
