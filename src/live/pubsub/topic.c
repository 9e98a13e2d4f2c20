/* Publishing. In: messages, by any thread. Out: requests, and what was confirmed. A topic has
 * lanes; each has one request in flight, and what is published meanwhile goes along with the next:
 * so they grow with the load. Messages of one ordering key stay in one lane. */
#include "live/pubsub/topic.h"

#include "base/map.h"
#include "live/pubsub/backoff.h"
#include "pubsub.pb-c.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum {
    FREE_LANES = 4, /* for messages without an ordering key */
    KEY_LANES = 16,
    LANES = FREE_LANES + KEY_LANES,
    /* https://cloud.google.com/pubsub/quotas#resource_limits: 1,000 messages, 10 MB a request. */
    BATCH_MAX = 1000,
    BATCH_BYTES_MAX = 4 * 1000 * 1000,
    CALL_TIMEOUT_MS = 60 * 1000,
    WAIT_MAX_SECONDS = 10 * 60,
    REFUSED_PAUSE_MS = 30 * 1000,
};

struct publication {
    struct live_message *message;
    void (*confirm)(void *context, struct live_message *message, bool confirmed);
    void *context;
    struct publication *next;
    size_t size;
    size_t attribute_count;
    Paylint__Attribute attributes[]; /* followed by the bytes of those that are copied */
};

struct queue {
    struct publication *first;
    struct publication *last;
};

struct lane {
    struct topic *topic;
    pthread_mutex_t mutex; /* of all below */
    struct queue waiting;
    struct queue batch; /* in flight, or waiting to be sent again */
    size_t singles;     /* so many are to be sent one by one */
    bool is_busy;       /* a request is in flight, or to be sent again */
    bool is_pausing;    /* to be sent again */
    struct backoff backoff;
};

struct topic {
    struct live_topic live; /* first */
    struct rpc_client *client;
    const char *name;
    char *routing;
    struct live_log *log;
    struct metrics *metrics;
    _Atomic bool is_given_up;
    _Atomic unsigned turn; /* the lane that the next message without a key goes to */
    struct lane lanes[LANES];
};

/* ---- Queues ---- */

static void queue_add(struct queue *queue, struct publication *publication)
{
    publication->next = NULL;
    *(queue->last ? &queue->last->next : &queue->first) = publication;
    queue->last = publication;
}

static void queue_append(struct queue *queue, struct queue *more)
{
    if (more->first) {
        *(queue->last ? &queue->last->next : &queue->first) = more->first;
        queue->last = more->last;
    }
    *more = (struct queue){0};
}

static bool same_key(const struct publication *a, const struct publication *b)
{
    return slice_equal(a->message->ordering_key, b->message->ordering_key);
}

/* Moves from `queue` what has the same ordering key as its first, in its order: all messages of a
 * request must have one key. */
static struct queue take_batch(struct queue *queue, size_t most)
{
    struct queue batch = {0};
    struct queue rest = {0};
    const struct publication *first = queue->first;
    size_t count = 0;
    size_t size = 0;
    struct publication *at = queue->first;
    while (at && count < most && (count == 0 || size + at->size <= BATCH_BYTES_MAX)) {
        struct publication *next = at->next;
        if (same_key(at, first)) {
            size += at->size;
            count++;
            queue_add(&batch, at);
        } else {
            queue_add(&rest, at);
        }
        at = next;
    }
    struct queue behind = {at, at ? queue->last : NULL};
    queue_append(&rest, &behind);
    *queue = rest;
    return batch;
}

static void confirm_all(struct queue *queue, bool confirmed)
{
    struct publication *publication = queue->first;
    while (publication) {
        struct publication *next = publication->next;
        publication->confirm(publication->context, publication->message, confirmed);
        free(publication);
        publication = next;
    }
    *queue = (struct queue){0};
}

/* ---- Requests ---- */

static void answered(void *context, const struct rpc_status *status, slice reply);

static void fill(const struct publication *publication, Paylint__PubsubMessage *message,
                 Paylint__Attribute **attributes)
{
    const struct live_message *live = publication->message;
    paylint__pubsub_message__init(message);
    message->data = (ProtobufCBinaryData){live->data.length, (uint8_t *)live->data.data};
    message->ordering_key =
        (ProtobufCBinaryData){live->ordering_key.length, (uint8_t *)live->ordering_key.data};
    message->attributes = attributes;
    message->n_attributes = publication->attribute_count;
    for (size_t i = 0; i < publication->attribute_count; i++) {
        attributes[i] = (Paylint__Attribute *)&publication->attributes[i];
    }
}

/* Sends the lane's batch, which nobody else touches while the lane is busy. */
static void send(struct lane *lane)
{
    struct topic *topic = lane->topic;
    Paylint__PublishRequest publish = PAYLINT__PUBLISH_REQUEST__INIT;
    struct arena *arena = arena_new();
    size_t count = 0;
    for (const struct publication *at = lane->batch.first; at; at = at->next) {
        count++;
    }
    Paylint__PubsubMessage *messages = ARENA_ARRAY(arena, Paylint__PubsubMessage, count);
    publish.topic = (char *)topic->name;
    publish.messages = ARENA_ARRAY(arena, Paylint__PubsubMessage *, count);
    for (const struct publication *at = lane->batch.first; at; at = at->next) {
        Paylint__PubsubMessage *message = &messages[publish.n_messages];
        fill(at, message, ARENA_ARRAY(arena, Paylint__Attribute *, at->attribute_count));
        publish.messages[publish.n_messages++] = message;
    }
    const struct rpc_request request = {"/google.pubsub.v1.Publisher/Publish", topic->routing,
                                        &publish.base};
    rpc_call(topic->client, &request, CALL_TIMEOUT_MS, answered, lane);
    arena_free(arena);
}

/* Sends what waits; the lane isn't busy, its mutex is held, and let go. */
static void send_next(struct lane *lane)
{
    lane->is_busy = lane->waiting.first && !rpc_client_is_over(lane->topic->client);
    bool busy = lane->is_busy;
    struct queue left = {0};
    if (busy) {
        lane->batch = take_batch(&lane->waiting, lane->singles > 0 ? 1 : BATCH_MAX);
        lane->singles -= lane->singles > 0;
    } else {
        queue_append(&left, &lane->waiting);
    }
    pthread_mutex_unlock(&lane->mutex);
    confirm_all(&left, false);
    if (busy) {
        send(lane);
    }
}

/* ---- What can't be published ---- */

static void refused_due(void *context)
{
    struct publication *publication = context;
    struct queue alone = {publication, publication};
    confirm_all(&alone, false);
}

/* The server never takes this message. It is delivered again after a while: its subscription's own
 * dead-letter policy can end that. */
static void refuse(struct lane *lane, struct publication *publication,
                   const struct rpc_status *status)
{
    const struct log_field fields[] = {
        LOG_FIELD("messageId", publication->message->id),
        LOG_FIELD("subscription", publication->message->source->name),
        LOG_FIELD("topic", slice_from(lane->topic->name)),
        LOG_FIELD("status", slice_from(status_name(status->code))),
        LOG_FIELD("reason", status->message),
    };
    log_event(lane->topic->log, LOG_ERROR, SLICE("A message can't be published to this topic"),
              fields, sizeof fields / sizeof *fields);
    if (rpc_client_is_over(lane->topic->client)) {
        refused_due(publication);
    } else {
        rpc_after(lane->topic->client, REFUSED_PAUSE_MS, refused_due, publication);
    }
}

static bool is_too_old(const struct queue *batch)
{
    return clock_now() - batch->first->message->received_at > WAIT_MAX_SECONDS * 1000000LL;
}

/* Gives up the batch, and what waits behind it with the same ordering key. */
static struct queue give_up_batch(struct lane *lane)
{
    struct queue given_up = lane->batch;
    struct queue rest = {0};
    struct publication *at = lane->waiting.first;
    while (at) {
        struct publication *next = at->next;
        bool along = given_up.first->message->ordering_key.data && same_key(at, given_up.first);
        queue_add(along ? &given_up : &rest, at);
        at = next;
    }
    lane->batch = (struct queue){0};
    lane->waiting = rest;
    return given_up;
}

static void send_again(void *context)
{
    struct lane *lane = context;
    struct queue given_up = {0};
    pthread_mutex_lock(&lane->mutex);
    if (!lane->is_pausing) {
        pthread_mutex_unlock(&lane->mutex);
        return;
    }
    lane->is_pausing = false;
    bool over = rpc_client_is_over(lane->topic->client);
    if (over || lane->topic->is_given_up || is_too_old(&lane->batch)) {
        given_up = give_up_batch(lane);
        send_next(lane);
    } else {
        pthread_mutex_unlock(&lane->mutex);
        send(lane);
    }
    confirm_all(&given_up, false);
}

static void log_failure(const struct lane *lane, const struct rpc_status *status,
                        unsigned milliseconds)
{
    const struct log_field fields[] = {
        LOG_FIELD("topic", slice_from(lane->topic->name)),
        LOG_FIELD("status", slice_from(status_name(status->code))),
        LOG_FIELD("reason", status->message),
        LOG_COUNT("retryMilliseconds", milliseconds),
    };
    log_event(lane->topic->log, status_is_refusal(status->code) ? LOG_ERROR : LOG_WARNING,
              SLICE("Messages couldn't be published; this is tried again"), fields,
              sizeof fields / sizeof *fields);
}

/* With the lane's mutex held, which is let go. */
static void take_failure(struct lane *lane, const struct rpc_status *status)
{
    bool wrong = status->code == GRPC_STATUS_INVALID_ARGUMENT;
    struct publication *first = lane->batch.first;
    if (wrong && !first->next) {
        lane->batch = (struct queue){0};
        send_next(lane);
        refuse(lane, first, status);
        return;
    }
    if (wrong) { /* one of them is: which is found by sending each alone */
        for (const struct publication *at = first; at; at = at->next) {
            lane->singles++;
        }
        queue_append(&lane->batch, &lane->waiting);
        lane->waiting = lane->batch;
        lane->batch = (struct queue){0};
        send_next(lane);
        return;
    }
    unsigned milliseconds = backoff_next(&lane->backoff, status->code);
    lane->is_pausing = true;
    pthread_mutex_unlock(&lane->mutex);
    if (rpc_client_is_over(lane->topic->client)) {
        send_again(lane);
        return;
    }
    log_failure(lane, status, milliseconds);
    rpc_after(lane->topic->client, lane->topic->is_given_up ? 0 : milliseconds, send_again, lane);
}

static void answered(void *context, const struct rpc_status *status, slice reply)
{
    struct lane *lane = context;
    struct queue confirmed = {0};
    pthread_mutex_lock(&lane->mutex);
    if (status->code != GRPC_STATUS_OK) {
        metrics_add(lane->topic->metrics, METRIC_PUBLISH_ERRORS, 1);
        take_failure(lane, status);
        return;
    }
    backoff_reset(&lane->backoff);
    confirmed = lane->batch;
    lane->batch = (struct queue){0};
    send_next(lane);
    confirm_all(&confirmed, true);
}

/* ---- The topic ---- */

static bool is_among(const struct live_attribute *attributes, size_t count, slice key)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(attributes[i].key, key)) {
            return true;
        }
    }
    return false;
}

static Paylint__Attribute attribute_of(slice key, slice value)
{
    Paylint__Attribute attribute;
    paylint__attribute__init(&attribute);
    attribute.key = (ProtobufCBinaryData){key.length, (uint8_t *)key.data};
    attribute.value = (ProtobufCBinaryData){value.length, (uint8_t *)value.data};
    return attribute;
}

static slice copy_to(char **room, slice bytes)
{
    slice copied = {*room, bytes.length};
    if (bytes.length > 0) {
        memcpy(*room, bytes.data, bytes.length);
    }
    *room += bytes.length;
    return copied;
}

static struct publication *publication_new(struct live_message *message,
                                           const struct live_attribute *more, size_t more_count)
{
    size_t most = message->attribute_count + more_count;
    size_t copied = 0;
    for (size_t i = 0; i < more_count; i++) {
        copied += more[i].key.length + more[i].value.length;
    }
    struct publication *publication =
        memory_alloc(sizeof *publication + most * sizeof *publication->attributes + copied);
    *publication = (struct publication){.message = message, .size = message->data.length};
    for (size_t i = 0; i < message->attribute_count; i++) {
        const struct live_attribute *own = &message->attributes[i];
        if (!is_among(more, more_count, own->key)) {
            publication->attributes[publication->attribute_count++] =
                attribute_of(own->key, own->value);
        }
    }
    char *room = (char *)&publication->attributes[most];
    for (size_t i = 0; i < more_count; i++) {
        slice key = copy_to(&room, more[i].key);
        publication->attributes[publication->attribute_count++] =
            attribute_of(key, copy_to(&room, more[i].value));
    }
    for (size_t i = 0; i < publication->attribute_count; i++) {
        publication->size += publication->attributes[i].key.len;
        publication->size += publication->attributes[i].value.len;
    }
    return publication;
}

static struct lane *lane_for(struct topic *topic, const struct live_message *message)
{
    return message->ordering_key.data
               ? &topic->lanes[FREE_LANES + map_hash(message->ordering_key) % KEY_LANES]
               : &topic->lanes[topic->turn++ % FREE_LANES];
}

static void publish(struct live_topic *live, struct live_message *message,
                    const struct live_attribute *more, size_t more_count,
                    void (*confirm)(void *context, struct live_message *message, bool confirmed),
                    void *context)
{
    struct topic *topic = (struct topic *)live;
    struct lane *lane = lane_for(topic, message);
    struct publication *publication = publication_new(message, more, more_count);
    publication->confirm = confirm;
    publication->context = context;
    pthread_mutex_lock(&lane->mutex);
    queue_add(&lane->waiting, publication);
    if (lane->is_busy) {
        pthread_mutex_unlock(&lane->mutex);
    } else {
        send_next(lane);
    }
}

void topic_give_up(struct topic *topic)
{
    topic->is_given_up = true;
    for (size_t i = 0; i < LANES; i++) {
        send_again(&topic->lanes[i]);
    }
}

struct topic *topic_new(struct rpc_client *client, const char *name, struct live_log *log,
                        struct metrics *metrics)
{
    struct topic *topic = memory_alloc(sizeof *topic);
    *topic = (struct topic){
        .live = {publish},
        .client = client,
        .name = name,
        .routing = rpc_routing("topic", name),
        .log = log,
        .metrics = metrics,
    };
    for (size_t i = 0; i < LANES; i++) {
        topic->lanes[i].topic = topic;
        pthread_mutex_init(&topic->lanes[i].mutex, NULL);
    }
    return topic;
}

void topic_free(struct topic *topic)
{
    for (size_t i = 0; i < LANES; i++) {
        pthread_mutex_destroy(&topic->lanes[i].mutex);
    }
    free(topic->routing);
    free(topic);
}

struct live_topic *topic_of(struct topic *topic)
{
    return &topic->live;
}
