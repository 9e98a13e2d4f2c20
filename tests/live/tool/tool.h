/* The tests' own client of Pub/Sub, built upon the calls of src/live/pubsub/rpc.h alone: it creates
 * topics and subscriptions, publishes numbered messages, collects what became of them and says what
 * is missing or misplaced, and is a proxy that can cut connections. */
#ifndef PAYLINT_TESTS_LIVE_TOOL_H
#define PAYLINT_TESTS_LIVE_TOOL_H

#include "live/pubsub/backoff.h"
#include "live/pubsub/rpc.h"
#include "pubsub.pb-c.h"
#include "tool.pb-c.h"

/* ---- Calls that are waited for: call.c ---- */

/* Connects to PUBSUB_EMULATOR_HOST; ends the program where that isn't set. */
struct rpc_client *tool_connect(void);

struct tool_reply {
    grpc_status_code code;
    char message[200];
    char *bytes; /* the caller frees it */
    size_t length;
};

/* Makes the call and waits for its end. `key` and `name` are the routing's. */
struct tool_reply tool_call(struct rpc_client *client, const char *method, const char *key,
                            const char *name, const ProtobufCMessage *message);
/* The same, again and again for a minute while the server can't be reached; ends the program where
 * it says no. */
struct tool_reply tool_must_call(struct rpc_client *client, const char *method, const char *key,
                                 const char *name, const ProtobufCMessage *message);

/* ---- What the numbered messages are: plan.c ---- */

struct plan {
    unsigned long count; /* numbers from 0 */
    unsigned bad_permille;
    unsigned long size; /* of each, in bytes, at least */
    unsigned long keys; /* ordering keys; 0: none */
    bool is_hostile;    /* each message is malformed, in one of many ways */
};

/* The rule that the message violates, or NULL; of a hostile one "", which is any. */
const char *plan_rule(const struct plan *plan, unsigned long number);
/* The plan that the arguments tell. */
struct plan plan_read(char **arguments);
/* Writes its data into `room` of `plan->size + PLAN_ROOM` bytes; returns the length. */
enum { PLAN_ROOM = 512 };
size_t plan_data(const struct plan *plan, unsigned long number, char *room);

/* ---- Commands: each returns an exit status ---- */

int command_topic(char **arguments);
int command_subscription(char **arguments);
int command_publish(char **arguments);
int command_collect(char **arguments);
int command_drain(char **arguments);
int command_proxy(char **arguments);
int command_port(char **arguments);

/* The value of "--name" among the arguments, as a number; `otherwise` where it isn't there. */
unsigned long tool_number(char **arguments, const char *name, unsigned long otherwise);
const char *tool_text(char **arguments, const char *name, const char *otherwise);
bool tool_flag(char **arguments, const char *name);

#endif
