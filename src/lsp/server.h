/* The language server (LSP 3.17): messages in, messages out.
 *
 * It is one thread. What stands in the queue is answered in order; documents are analysed when a
 * request needs that, or when there is nothing else to do, so that of many changes only the last
 * costs anything, and a request that has been cancelled meanwhile costs nothing. */
#ifndef PAYLINT_LSP_SERVER_H
#define PAYLINT_LSP_SERVER_H

#include "base/slice.h"

/* How many bytes of messages may wait before no more should be read. */
enum { SERVER_QUEUE_MAX = 64 * 1024 * 1024 };

struct server_options {
    const char *config; /* as for `paylint check` */
    bool no_config;
    bool strict;
    const char *pages; /* the folder of the rules' pages, absolute; NULL: there is none */
    /* Takes the content of a message for the client; a header is the receiver's to add. */
    void (*send)(void *context, slice content);
    void *context;
};

struct server;

struct server *server_new(const struct server_options *options);
void server_free(struct server *server);

/* Puts the content of a message from the client into the queue. */
void server_take(struct server *server, slice content);
/* Tells the client of bytes that are no message. */
void server_refuse(struct server *server, const char *why);

/* Does one piece of work: answers a message, or says what is found in one document. False where
 * there is nothing to do. */
bool server_work(struct server *server);
/* How many bytes of messages wait. */
size_t server_queued(const struct server *server);

/* Whether the client has said `exit`, and the exit code then: 0 after `shutdown`, else 1. */
bool server_is_done(const struct server *server, int *status);
/* The exit code where the client is gone without a word. */
int server_status(const struct server *server);
/* The process id that the client has named, 0 where there is none: without it nobody listens. */
long server_client_process(const struct server *server);

#endif
