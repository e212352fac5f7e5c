/* One request and its answer, on its way through a worker; reused. */
#ifndef GABAY_SERVER_EXCHANGE_H
#define GABAY_SERVER_EXCHANGE_H

#include "server/later.h"
#include "server/log.h"
#include "server/request.h"
#include "server/response.h"
#include "server/stream.h"
#include "server/worker.h"

struct http;
struct MHD_Connection;

struct exchange {
    struct http *http;
    struct client *client;
    struct exchange *next; /* of the unused ones, or of a worker's streams */
    struct request request;
    struct response response;
    struct log_request log;
    struct later later;
    struct stream stream;
    struct MHD_Connection *connection; /* of a stream */
    struct MHD_Connection *suspended;  /* while it waits for its answer, or the
                                          stream for something to say */
    bool begun;
    bool keeps_body;
    uint64_t received;
};

/* A worker's unused ones. */
struct exchanges {
    struct exchange *unused;
    unsigned count;
};

/* Empty; NULL when memory ran out. */
struct exchange *exchange_take(struct exchanges *all);
void exchange_give(struct exchanges *all, struct exchange *x);
void exchanges_release(struct exchanges *all);

#endif
