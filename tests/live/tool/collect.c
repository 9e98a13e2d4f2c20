/* Collecting what became of numbered messages. In: the subscriptions of the forward and the
 * dead-letter topic. Out: what is missing, misplaced, wrongly told or out of order. */
#include "tool.h"

#include "live/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST = 1000 };

struct collection {
    struct plan plan;
    unsigned char *forwarded; /* how often each number came, up to 255 */
    unsigned char *rejected;
    unsigned long *last_of_key;
    unsigned long first_times;
    unsigned long again;
    unsigned long misplaced;
    unsigned long wrong_rule;
    unsigned long changed; /* the data isn't what was published */
    unsigned long disordered;
    unsigned long foreign;
};

static const char *attribute(const Paylint__PubsubMessage *message, const char *key, char room[300])
{
    for (size_t i = 0; i < message->n_attributes; i++) {
        const Paylint__Attribute *one = message->attributes[i];
        if (one->key.len == strlen(key) && memcmp(one->key.data, key, one->key.len) == 0 &&
            one->value.len < 300) {
            memcpy(room, one->value.data, one->value.len);
            room[one->value.len] = '\0';
            return room;
        }
    }
    return NULL;
}

static void check_order(struct collection *all, unsigned long number)
{
    unsigned long *last = &all->last_of_key[number % all->plan.keys];
    all->disordered += *last != (unsigned long)-1 && number < *last;
    *last = number;
}

static void take(struct collection *all, const Paylint__PubsubMessage *message, bool forwarded,
                 char *room)
{
    char text[300];
    const char *name = attribute(message, "n", text);
    unsigned long number = name ? strtoul(name, NULL, 10) : all->plan.count;
    if (number >= all->plan.count) {
        all->foreign++;
        return;
    }
    size_t length = plan_data(&all->plan, number, room);
    const char *rule = plan_rule(&all->plan, number);
    all->changed += length != message->data.len || memcmp(room, message->data.data, length) != 0;
    all->misplaced += forwarded != !rule;
    if (!forwarded) {
        const char *told = attribute(message, "paylint_rule", text);
        all->wrong_rule += !rule || !told || (*rule && strcmp(rule, told) != 0);
    }
    unsigned char *count = forwarded ? &all->forwarded[number] : &all->rejected[number];
    if (*count == 0) {
        all->first_times++;
        if (all->plan.keys > 0 && forwarded) {
            check_order(all, number);
        }
    } else {
        all->again++;
    }
    *count += *count < 255;
}

static void acknowledge(struct rpc_client *client, char *subscription,
                        const PaylintTest__PullResponse *response)
{
    Paylint__AcknowledgeRequest request = PAYLINT__ACKNOWLEDGE_REQUEST__INIT;
    char *ids[MOST];
    for (size_t i = 0; i < response->n_received_messages; i++) {
        ids[i] = response->received_messages[i]->ack_id;
    }
    request.subscription = subscription;
    request.ack_ids = ids;
    request.n_ack_ids = response->n_received_messages;
    free(tool_must_call(client, "/google.pubsub.v1.Subscriber/Acknowledge", "subscription",
                        subscription, &request.base)
             .bytes);
}

/* Pulls once; the response is the caller's. NULL: nothing came. */
static PaylintTest__PullResponse *pull(struct rpc_client *client, char *subscription)
{
    PaylintTest__PullRequest request = PAYLINT_TEST__PULL_REQUEST__INIT;
    request.subscription = subscription;
    request.max_messages = MOST;
    request.return_immediately = true; /* both subscriptions are asked in turn */
    struct tool_reply reply = tool_call(client, "/google.pubsub.v1.Subscriber/Pull", "subscription",
                                        subscription, &request.base);
    PaylintTest__PullResponse *response =
        reply.code == GRPC_STATUS_OK
            ? paylint_test__pull_response__unpack(NULL, reply.length, (const uint8_t *)reply.bytes)
            : NULL;
    free(reply.bytes);
    if (response && response->n_received_messages == 0) {
        paylint_test__pull_response__free_unpacked(response, NULL);
        response = NULL;
    }
    return response;
}

static size_t collect_once(struct rpc_client *client, struct collection *all, char *subscription,
                           bool forwarded, char *room)
{
    PaylintTest__PullResponse *response = pull(client, subscription);
    size_t count = response ? response->n_received_messages : 0;
    for (size_t i = 0; i < count; i++) {
        take(all, response->received_messages[i]->message, forwarded, room);
    }
    if (response) {
        acknowledge(client, subscription, response);
        paylint_test__pull_response__free_unpacked(response, NULL);
    }
    return count;
}

static int report(const struct collection *all, double seconds)
{
    unsigned long missing = 0;
    for (unsigned long i = 0; i < all->plan.count; i++) {
        missing += !all->forwarded[i] && !all->rejected[i];
    }
    printf(
        "%lu messages: %lu came, %lu more than once; missing %lu, misplaced %lu, wrong rule %lu, "
        "changed %lu, out of order %lu, foreign %lu; %.1f s\n",
        all->plan.count, all->first_times, all->again, missing, all->misplaced, all->wrong_rule,
        all->changed, all->disordered, all->foreign, seconds);
    for (unsigned long i = 0, told = 0; i < all->plan.count && told < 5; i++) {
        if (!all->forwarded[i] && !all->rejected[i]) {
            printf("missing: %lu\n", i);
            told++;
        }
    }
    return missing + all->misplaced + all->wrong_rule + all->changed + all->disordered +
               all->foreign >
           0;
}

/* collect FORWARDED REJECTED --count N [--bad PERMILLE] [--size BYTES] [--keys N] [--seconds N]
 * [--linger N]: until all are there and N seconds more, or the time is over. */
int command_collect(char **arguments)
{
    struct rpc_client *client = tool_connect();
    struct collection all = {.plan = plan_read(arguments)};
    all.forwarded = calloc(all.plan.count + 1, 1);
    all.rejected = calloc(all.plan.count + 1, 1);
    all.last_of_key = memory_alloc((all.plan.keys + 1) * sizeof(unsigned long));
    memset(all.last_of_key, 0xFF, (all.plan.keys + 1) * sizeof(unsigned long));
    char *room = memory_alloc(all.plan.size + PLAN_ROOM);
    int64_t began = clock_now();
    int64_t until = began + (int64_t)tool_number(arguments, "--seconds", 60) * 1000000;
    int64_t linger = (int64_t)tool_number(arguments, "--linger", 0) * 1000000;
    int64_t complete_at = 0;
    while (clock_now() < until && !(complete_at && clock_now() > complete_at + linger)) {
        size_t got = collect_once(client, &all, arguments[0], true, room);
        got += collect_once(client, &all, arguments[1], false, room);
        if (!complete_at && all.first_times >= all.plan.count) {
            complete_at = clock_now();
        }
        if (got == 0) {
            usleep(20000);
        }
    }
    int status = report(&all, (double)((complete_at ? complete_at : clock_now()) - began) / 1e6);
    free(room);
    free(all.forwarded);
    free(all.rejected);
    free(all.last_of_key);
    rpc_client_free(client);
    return status;
}

/* drain SUBSCRIPTION [--count N]: prints the attributes of each message that is there, a line each,
 * and acknowledges it; waits up to a minute for N messages. */
int command_drain(char **arguments)
{
    struct rpc_client *client = tool_connect();
    PaylintTest__PullResponse *response;
    unsigned long count = tool_number(arguments, "--count", 0);
    unsigned long came = 0;
    int64_t until = clock_now() + 60 * 1000000LL;
    for (int empty = 0; empty < 3 || (came < count && clock_now() < until);) {
        response = pull(client, arguments[0]);
        if (!response) {
            empty++;
            usleep(100000);
            continue;
        }
        came += response->n_received_messages;
        for (size_t i = 0; i < response->n_received_messages; i++) {
            const Paylint__PubsubMessage *message = response->received_messages[i]->message;
            printf("bytes=%zu", message->data.len);
            for (size_t k = 0; k < message->n_attributes; k++) {
                const Paylint__Attribute *one = message->attributes[k];
                printf("\t%.*s=%.*s", (int)one->key.len, (const char *)one->key.data,
                       (int)one->value.len, (const char *)one->value.data);
            }
            putchar('\n');
        }
        acknowledge(client, arguments[0], response);
        paylint_test__pull_response__free_unpacked(response, NULL);
    }
    rpc_client_free(client);
    return 0;
}
