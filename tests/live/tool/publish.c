/* Creating topics and subscriptions, and publishing. In: names, plans, files. Out: messages. */
#include "tool.h"

#include "base/file.h"
#include "base/vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* topic NAME… */
int command_topic(char **arguments)
{
    struct rpc_client *client = tool_connect();
    for (; *arguments; arguments++) {
        PaylintTest__Topic topic = PAYLINT_TEST__TOPIC__INIT;
        topic.name = *arguments;
        free(tool_must_call(client, "/google.pubsub.v1.Publisher/CreateTopic", "name", *arguments,
                            &topic.base)
                 .bytes);
    }
    rpc_client_free(client);
    return 0;
}

/* subscription NAME TOPIC [--ack SECONDS] [--ordered] [--exactly-once] */
int command_subscription(char **arguments)
{
    struct rpc_client *client = tool_connect();
    PaylintTest__Subscription subscription = PAYLINT_TEST__SUBSCRIPTION__INIT;
    subscription.name = arguments[0];
    subscription.topic = arguments[1];
    subscription.ack_deadline_seconds = (int32_t)tool_number(arguments, "--ack", 10);
    subscription.enable_message_ordering = tool_flag(arguments, "--ordered");
    subscription.enable_exactly_once_delivery = tool_flag(arguments, "--exactly-once");
    free(tool_must_call(client, "/google.pubsub.v1.Subscriber/CreateSubscription", "name",
                        arguments[0], &subscription.base)
             .bytes);
    rpc_client_free(client);
    return 0;
}

static void publish(struct rpc_client *client, char *topic, Paylint__PubsubMessage **messages,
                    size_t count)
{
    Paylint__PublishRequest request = PAYLINT__PUBLISH_REQUEST__INIT;
    request.topic = topic;
    request.messages = messages;
    request.n_messages = count;
    free(
        tool_must_call(client, "/google.pubsub.v1.Publisher/Publish", "topic", topic, &request.base)
            .bytes);
}

static int publish_files(struct rpc_client *client, char *topic, char **paths)
{
    for (; *paths; paths++) {
        struct arena *arena = arena_new();
        Paylint__PubsubMessage message = PAYLINT__PUBSUB_MESSAGE__INIT;
        Paylint__PubsubMessage *one = &message;
        slice bytes;
        const char *why = file_read(arena, *paths, SIZE_MAX, &bytes);
        if (why) {
            fprintf(stderr, "%s: %s\n", *paths, why);
            return 1;
        }
        message.data = (ProtobufCBinaryData){bytes.length, (uint8_t *)bytes.data};
        Paylint__Attribute attribute = PAYLINT__ATTRIBUTE__INIT;
        Paylint__Attribute *attributes = &attribute;
        attribute.key = (ProtobufCBinaryData){4, (uint8_t *)"file"};
        attribute.value = (ProtobufCBinaryData){strlen(*paths), (uint8_t *)*paths};
        message.attributes = &attributes;
        message.n_attributes = 1;
        publish(client, topic, &one, 1);
        arena_free(arena);
    }
    return 0;
}

enum { BATCH = 500 };

/* One message of the plan, with attribute n: its number. */
static Paylint__PubsubMessage *planned(struct arena *arena, const struct plan *plan,
                                       unsigned long number)
{
    Paylint__PubsubMessage *message = ARENA_NEW(arena, Paylint__PubsubMessage);
    paylint__pubsub_message__init(message);
    char *room = arena_alloc(arena, plan->size + PLAN_ROOM);
    message->data = (ProtobufCBinaryData){plan_data(plan, number, room), (uint8_t *)room};
    slice name = arena_printf(arena, "%lu", number);
    Paylint__Attribute *attribute = ARENA_NEW(arena, Paylint__Attribute);
    paylint__attribute__init(attribute);
    attribute->key = (ProtobufCBinaryData){1, (uint8_t *)"n"};
    attribute->value = (ProtobufCBinaryData){name.length, (uint8_t *)name.data};
    message->attributes = ARENA_NEW(arena, Paylint__Attribute *);
    message->attributes[0] = attribute;
    message->n_attributes = 1;
    if (plan->keys > 0) {
        slice key = arena_printf(arena, "k%lu", number % plan->keys);
        message->ordering_key = (ProtobufCBinaryData){key.length, (uint8_t *)key.data};
    }
    return message;
}

/* publish TOPIC --count N [--from N] [--bad PERMILLE] [--size BYTES] [--keys N]
 * publish TOPIC --files PATH… */
int command_publish(char **arguments)
{
    struct rpc_client *client = tool_connect();
    struct plan plan = plan_read(arguments);
    if (arguments[1] && strcmp(arguments[1], "--files") == 0) {
        int status = publish_files(client, arguments[0], arguments + 2);
        rpc_client_free(client);
        return status;
    }
    unsigned long number = tool_number(arguments, "--from", 0);
    while (number < plan.count) {
        struct arena *arena = arena_new();
        Paylint__PubsubMessage *messages[BATCH];
        size_t count = 0;
        if (plan.keys == 0) {
            for (; count < BATCH && number < plan.count; number++) {
                messages[count++] = planned(arena, &plan, number);
            }
            publish(client, arguments[0], messages, count);
        } else { /* all of a request must have one key */
            for (unsigned long key = 0; key < plan.keys; key++) {
                count = 0;
                for (unsigned long i = 0; i < BATCH && number + i < plan.count; i++) {
                    if ((number + i) % plan.keys == key) {
                        messages[count++] = planned(arena, &plan, number + i);
                    }
                }
                if (count > 0) {
                    publish(client, arguments[0], messages, count);
                }
            }
            number += BATCH;
        }
        arena_free(arena);
    }
    rpc_client_free(client);
    return 0;
}
