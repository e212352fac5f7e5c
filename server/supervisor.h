/* Tells the service manager how we are: one datagram a state. */
#ifndef GABAY_SERVER_SUPERVISOR_H
#define GABAY_SERVER_SUPERVISOR_H

/* Of the protocol of systemd's sd_notify(3). */
enum supervisor_state {
    SUPERVISOR_READY,
    SUPERVISOR_RELOADING,
    SUPERVISOR_STOPPING
};

/* `socket` is the value of NOTIFY_SOCKET, or NULL: then nothing happens. That
 * nobody listens is no problem of ours. */
void supervisor_tell(const char *socket, enum supervisor_state state);

#endif
