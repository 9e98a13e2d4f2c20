/* The push endpoint. In: requests. Out: messages, and once they are settled, answers.
 *
 * A request waits no longer than the endpoint is patient; its message stays until it is settled. */
#define _GNU_SOURCE /* pthread_cond_clockwait */
#include "live/push/endpoint.h"

#include "base/map.h"
#include "live/push/envelope.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define SECOND ((int64_t)1000000)

enum {
    SOURCES_MAX = 1000, /* subscriptions told apart */
    REFUSALS_MAX =
        10, /* log lines in REFUSALS_SECONDS: whoever can reach the port can't fill the log */
    REFUSALS_SECONDS = 10,
};

/* A message, and the request that brought it. */
struct delivery {
    struct live_message message;
    struct arena *arena;
    struct push_endpoint *endpoint;
    struct http_request *request; /* NULL: answered already */
    int64_t due;                  /* when it is answered at the latest, by clock_now */
    struct delivery *previous;
    struct delivery *next;
};

struct push_endpoint {
    struct push_options options;
    struct key_store *keys;
    struct live_log *log;
    struct metrics *metrics;
    pthread_t thread;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t stopped;
    pthread_cond_t emptied; /* nothing is outstanding */
    bool is_closed;
    bool stop;
    size_t outstanding;
    size_t outstanding_bytes;
    struct delivery *first;
    struct arena *arena; /* of the sources */
    struct map *sources; /* name -> struct live_source */
    size_t source_count;
    int64_t refusals_since;
    unsigned refusals;
};

static const struct http_answer accepted = {.status = 204};
static const struct http_answer again = {
    .status = 503, .body = {"Deliver it again.\n", 18}, .name = "Retry-After", .value = "1"};

/* ---- Refusals ---- */

static bool may_log(struct push_endpoint *endpoint)
{
    int64_t now = clock_now();
    pthread_mutex_lock(&endpoint->lock);
    if (now - endpoint->refusals_since >= REFUSALS_SECONDS * SECOND) {
        endpoint->refusals_since = now;
        endpoint->refusals = 0;
    }
    bool may = endpoint->refusals < REFUSALS_MAX;
    endpoint->refusals++;
    pthread_mutex_unlock(&endpoint->lock);
    return may;
}

/* `why` is for the log, `told` for the sender. */
static struct http_answer refuse(struct push_endpoint *endpoint, enum metric metric,
                                 unsigned status, const char *why, const char *told)
{
    metrics_add(endpoint->metrics, metric, 1);
    if (may_log(endpoint)) {
        const struct log_field fields[] = {LOG_COUNT("status", status),
                                           LOG_FIELD("reason", slice_from(why))};
        log_event(endpoint->log, LOG_WARNING, SLICE("Push request refused"), fields,
                  sizeof fields / sizeof *fields);
    }
    return (struct http_answer){.status = status, .body = slice_from(told)};
}

static struct http_answer overloaded(struct push_endpoint *endpoint, const char *why)
{
    struct http_answer answer =
        refuse(endpoint, METRIC_PUSH_OVERLOADED, 503, why, "Deliver it again.\n");
    answer.name = "Retry-After";
    answer.value = "1";
    return answer;
}

/* ---- Who is it ---- */

static struct http_answer check_with(struct push_endpoint *endpoint, struct http_request *request,
                                     const struct key_set *keys)
{
    const char *value = http_request_header_count(request, "Authorization") > 1
                            ? ""
                            : http_request_header(request, "Authorization");
    const struct token_verdict verdict = token_check(
        http_request_arena(request), value, keys, &endpoint->options.policy, clock_wall() / SECOND);
    if (verdict.answer == TOKEN_RIGHT) {
        return (struct http_answer){0};
    }
    if (verdict.answer == TOKEN_UNKNOWN_KEY && key_store_ask_newer(endpoint->keys)) {
        return overloaded(endpoint, verdict.why);
    }
    if (verdict.answer == TOKEN_FOREIGN) {
        return refuse(endpoint, METRIC_PUSH_UNAUTHORIZED, 403, verdict.why,
                      "This token isn't for this.\n");
    }
    struct http_answer answer = refuse(endpoint, METRIC_PUSH_UNAUTHORIZED, 401, verdict.why,
                                       "A token of Pub/Sub is needed.\n");
    answer.name = "WWW-Authenticate";
    answer.value = "Bearer";
    return answer;
}

static struct http_answer check_token(struct push_endpoint *endpoint, struct http_request *request)
{
    const struct key_edition *edition = key_store_take(endpoint->keys);
    if (!edition) {
        return overloaded(endpoint, "the keys of tokens haven't been read yet");
    }
    struct http_answer answer = check_with(endpoint, request, key_edition_keys(edition));
    key_store_give_back(endpoint->keys, edition);
    return answer;
}

/* Why no more messages can be taken now, or NULL. With the lock held. */
static const char *busy_with(const struct push_endpoint *endpoint)
{
    const struct push_options *options = &endpoint->options;
    return endpoint->is_closed                                 ? "the endpoint is closing"
           : endpoint->outstanding >= options->outstanding_max ? "too many messages are outstanding"
           : endpoint->outstanding_bytes >= options->bytes_max ? "too many bytes are outstanding"
                                                               : NULL;
}

static struct http_answer begin(void *context, struct http_request *request)
{
    struct push_endpoint *endpoint = context;
    pthread_mutex_lock(&endpoint->lock);
    const char *busy = busy_with(endpoint);
    pthread_mutex_unlock(&endpoint->lock);
    if (endpoint->options.checks_tokens) {
        struct http_answer answer = check_token(endpoint, request);
        if (answer.status != 0) {
            return answer;
        }
    }
    return busy ? overloaded(endpoint, busy) : (struct http_answer){0};
}

/* ---- What it brings ---- */

struct headers {
    struct arena *arena;
    struct envelope *envelope;
    bool right;
};

static void take_header(void *context, const char *name, const char *value)
{
    struct headers *headers = context;
    headers->right = headers->right && envelope_add_header(headers->arena, slice_from(name),
                                                           slice_from(value), headers->envelope);
}

static const char *read_unwrapped(struct arena *arena, const struct http_request *request,
                                  struct envelope *envelope)
{
    struct headers headers = {arena, envelope, true};
    *envelope = (struct envelope){.data = arena_copy(arena, http_request_body(request))};
    http_request_headers(request, take_header, &headers);
    return headers.right ? NULL : "it has too many headers";
}

static const char *read_envelope(const struct push_endpoint *endpoint, struct arena *arena,
                                 const struct http_request *request, struct envelope *envelope)
{
    bool unwrapped =
        endpoint->options.is_unwrapped || http_request_header(request, "x-goog-pubsub-message-id");
    const char *why = unwrapped ? read_unwrapped(arena, request, envelope)
                                : envelope_read(arena, http_request_body(request), envelope);
    return !why && envelope->data.length > PUSH_MESSAGE_MAX ? "its data is too long" : why;
}

/* ---- Messages ---- */

static void settled(struct live_message *message, enum settlement settlement);

/* The source of that name, or NULL where there are too many. With the lock held. */
static struct live_source *source_of(struct push_endpoint *endpoint, slice name)
{
    struct live_source *source = map_get(endpoint->sources, name);
    if (!source && endpoint->source_count < SOURCES_MAX) {
        source = ARENA_NEW(endpoint->arena, struct live_source);
        *source = (struct live_source){arena_copy(endpoint->arena, name), settled};
        map_put(endpoint->sources, source->name, source);
        endpoint->source_count++;
    }
    return source;
}

/* Counts the delivery in, unless that can't be; then why. */
static const char *enter(struct push_endpoint *endpoint, struct delivery *delivery,
                         slice subscription)
{
    pthread_mutex_lock(&endpoint->lock);
    const char *why = busy_with(endpoint);
    struct live_source *source = source_of(endpoint, subscription);
    if (!why && !source) {
        why = "too many subscriptions push to this";
    } else if (!why) {
        delivery->message.source = source;
        delivery->next = endpoint->first;
        if (delivery->next) {
            delivery->next->previous = delivery;
        }
        endpoint->first = delivery;
        endpoint->outstanding++;
        endpoint->outstanding_bytes += delivery->message.data.length;
    }
    pthread_mutex_unlock(&endpoint->lock);
    return why;
}

/* Counts it out. Returns the request that waits for its answer, or NULL. */
static struct http_request *leave(struct delivery *delivery)
{
    struct push_endpoint *endpoint = delivery->endpoint;
    pthread_mutex_lock(&endpoint->lock);
    struct http_request *request = delivery->request;
    if (delivery->next) {
        delivery->next->previous = delivery->previous;
    }
    if (delivery->previous) {
        delivery->previous->next = delivery->next;
    } else {
        endpoint->first = delivery->next;
    }
    endpoint->outstanding_bytes -= delivery->message.data.length;
    if (--endpoint->outstanding == 0) {
        pthread_cond_signal(&endpoint->emptied);
    }
    pthread_mutex_unlock(&endpoint->lock);
    return request;
}

static void settled(struct live_message *message, enum settlement settlement)
{
    struct delivery *delivery = message->handle;
    struct arena *arena = delivery->arena;
    struct metrics *metrics = delivery->endpoint->metrics;
    struct http_request *request = leave(delivery);
    if (request) {
        bool done = settlement == SETTLED_DONE;
        metrics_add(metrics, done ? METRIC_PUSH_DONE : METRIC_PUSH_AGAIN, 1);
        http_give_answer(request, done ? &accepted : &again);
    }
    arena_free(arena);
}

static struct delivery *delivery_new(struct push_endpoint *endpoint, struct arena *arena,
                                     struct http_request *request, const struct envelope *envelope)
{
    struct delivery *delivery = ARENA_NEW(arena, struct delivery);
    int64_t now = clock_now();
    *delivery = (struct delivery){.arena = arena,
                                  .endpoint = endpoint,
                                  .request = request,
                                  .due = now + endpoint->options.patience * SECOND};
    delivery->message = (struct live_message){
        .id = envelope->id,
        .data = envelope->data,
        .attributes = envelope->attributes.items,
        .attribute_count = envelope->attributes.count,
        .ordering_key =
            envelope->ordering_key.length > 0 ? envelope->ordering_key : (slice){NULL, 0},
        .published_at = envelope->published_at,
        .received_at = now,
        .delivery_attempt = envelope->delivery_attempt,
        .handle = delivery,
    };
    return delivery;
}

static void take(void *context, struct http_request *request)
{
    struct push_endpoint *endpoint = context;
    struct arena *arena = arena_new();
    struct envelope envelope;
    const char *why = read_envelope(endpoint, arena, request, &envelope);
    if (why) {
        const struct http_answer answer =
            refuse(endpoint, METRIC_PUSH_MALFORMED, 400, why, "This is no message of Pub/Sub.\n");
        http_give_answer(request, &answer);
        arena_free(arena);
        return;
    }
    http_request_drop_body(request);
    slice subscription = envelope.subscription.length > 0
                             ? envelope.subscription
                             : slice_from(endpoint->options.subscription);
    struct delivery *delivery = delivery_new(endpoint, arena, request, &envelope);
    why = enter(endpoint, delivery, subscription);
    if (why) {
        const struct http_answer answer = overloaded(endpoint, why);
        http_give_answer(request, &answer);
        arena_free(arena);
        return;
    }
    endpoint->options.give(endpoint->options.context, &delivery->message);
}

/* ---- Patience ---- */

/* Answers requests that have waited until `now`: their messages stay. With the lock held, so that
 * no request is answered twice. */
static void answer_late(struct push_endpoint *endpoint, int64_t now)
{
    for (struct delivery *each = endpoint->first; each; each = each->next) {
        if (each->request && each->due <= now) {
            metrics_add(endpoint->metrics, METRIC_PUSH_AGAIN, 1);
            http_give_answer(each->request, &again);
            each->request = NULL;
        }
    }
}

/* Waits, with the lock held, for the condition or until that time. */
static void wait_until(struct push_endpoint *endpoint, pthread_cond_t *condition, int64_t until)
{
    const struct timespec time = {until / SECOND, until % SECOND * 1000};
    pthread_cond_clockwait(condition, &endpoint->lock, CLOCK_MONOTONIC, &time);
}

static void *be_patient(void *context)
{
    struct push_endpoint *endpoint = context;
    pthread_mutex_lock(&endpoint->lock);
    while (!endpoint->stop) {
        wait_until(endpoint, &endpoint->stopped, clock_now() + SECOND);
        answer_late(endpoint, clock_now());
    }
    pthread_mutex_unlock(&endpoint->lock);
    return NULL;
}

/* ---- The endpoint ---- */

struct push_endpoint *push_endpoint_new(const struct push_options *options, struct key_store *keys,
                                        struct live_log *log, struct metrics *metrics)
{
    struct arena *arena = arena_new();
    struct push_endpoint *endpoint = ARENA_NEW(arena, struct push_endpoint);
    *endpoint = (struct push_endpoint){
        .options = *options, .keys = keys, .log = log, .metrics = metrics, .arena = arena};
    endpoint->sources = map_new(arena);
    pthread_mutex_init(&endpoint->lock, NULL);
    pthread_cond_init(&endpoint->stopped, NULL);
    pthread_cond_init(&endpoint->emptied, NULL);
    if (pthread_create(&endpoint->thread, NULL, be_patient, endpoint) != 0) {
        arena_free(arena);
        return NULL;
    }
    return endpoint;
}

struct http_room push_endpoint_room(struct push_endpoint *endpoint)
{
    /* In base64 three bytes are four; the rest is room for attributes (100 of 1,280 bytes), each
     * byte of which can be written as six (\u0000). */
    return (struct http_room){.path = endpoint->options.path,
                              .allow = "POST",
                              .body_max = PUSH_MESSAGE_MAX / 3 * 4 + 1024 * 1024,
                              .begin = begin,
                              .take = take,
                              .context = endpoint};
}

const char *push_endpoint_unready(struct push_endpoint *endpoint)
{
    pthread_mutex_lock(&endpoint->lock);
    bool closed = endpoint->is_closed;
    pthread_mutex_unlock(&endpoint->lock);
    if (closed) {
        return "the push endpoint is closing";
    }
    if (!endpoint->options.checks_tokens) {
        return NULL;
    }
    const struct key_edition *edition = key_store_take(endpoint->keys);
    if (!edition) {
        return "the keys of tokens haven't been read yet";
    }
    key_store_give_back(endpoint->keys, edition);
    return NULL;
}

void push_endpoint_close(struct push_endpoint *endpoint)
{
    pthread_mutex_lock(&endpoint->lock);
    endpoint->is_closed = true;
    pthread_mutex_unlock(&endpoint->lock);
}

bool push_endpoint_drain(struct push_endpoint *endpoint, unsigned seconds)
{
    int64_t end = clock_now() + seconds * SECOND;
    pthread_mutex_lock(&endpoint->lock);
    while (endpoint->outstanding > 0 && clock_now() < end) {
        wait_until(endpoint, &endpoint->emptied, end);
    }
    answer_late(endpoint, INT64_MAX);
    bool all = endpoint->outstanding == 0;
    pthread_mutex_unlock(&endpoint->lock);
    return all;
}

size_t push_endpoint_outstanding(struct push_endpoint *endpoint)
{
    pthread_mutex_lock(&endpoint->lock);
    size_t outstanding = endpoint->outstanding;
    pthread_mutex_unlock(&endpoint->lock);
    return outstanding;
}

void push_endpoint_free(struct push_endpoint *endpoint)
{
    if (!endpoint) {
        return;
    }
    pthread_mutex_lock(&endpoint->lock);
    endpoint->stop = true;
    pthread_cond_signal(&endpoint->stopped);
    pthread_mutex_unlock(&endpoint->lock);
    pthread_join(endpoint->thread, NULL);
    pthread_cond_destroy(&endpoint->stopped);
    pthread_cond_destroy(&endpoint->emptied);
    pthread_mutex_destroy(&endpoint->lock);
    arena_free(endpoint->arena);
}
