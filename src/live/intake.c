/* The way of live messages. In: messages of any source. Out: judged ones, given to the actions.
 * Each thread has a queue, a judge for each source, and the reading of the configuration that these
 * judge by. Messages with an ordering key always go to the same thread; others to the shortest
 * queue. */
#include "live/intake.h"

#include "base/map.h"
#include "base/vector.h"
#include "live/judge.h"
#include "live/seen.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Recursion is bounded for the 8 MiB of a main thread. */
enum { STACK_SIZE = 16 * 1024 * 1024 };

/* A judge of one source's messages. */
struct source_judge {
    const struct live_source *source;
    struct message_judge *judge;
};

struct worker {
    struct intake *intake;
    pthread_t thread;
    pthread_mutex_t mutex; /* of the four below */
    pthread_cond_t given;
    struct live_message *first;
    struct live_message *last;
    bool is_over;
    _Atomic size_t length; /* of the queue, and of what is being done */
    /* The thread's own. */
    const struct ruling *ruling;
    struct arena *arena; /* of the judges' list */
    VECTOR(struct source_judge) judges;
};

struct intake {
    struct rulebook *rulebook;
    struct actions *actions;
    struct metrics *metrics;
    struct seen *seen;
    slice destination;
    size_t worker_count;
    struct worker *workers;
};

/* ---- Judging ---- */

static void drop_judges(struct worker *worker)
{
    for (size_t i = 0; i < worker->judges.count; i++) {
        message_judge_free(worker->judges.items[i].judge);
    }
    worker->judges.count = 0;
    if (worker->ruling) {
        rulebook_give_back(worker->intake->rulebook, worker->ruling);
        worker->ruling = NULL;
    }
}

static struct message_judge *judge_for(struct worker *worker, const struct live_source *source)
{
    struct intake *intake = worker->intake;
    if (!worker->ruling || rulebook_is_newer(intake->rulebook, worker->ruling)) {
        drop_judges(worker);
        worker->ruling = rulebook_take(intake->rulebook);
    }
    for (size_t i = 0; i < worker->judges.count; i++) {
        if (worker->judges.items[i].source == source) {
            return worker->judges.items[i].judge;
        }
    }
    const struct message_place place = {
        .destination = intake->destination.data ? intake->destination : source->name,
        .subscription = source->name,
    };
    struct source_judge made = {source, message_judge_new(worker->ruling->configuration, &place)};
    VECTOR_PUSH(worker->arena, &worker->judges, made);
    return made.judge;
}

static void judge(struct worker *worker, struct live_message *message)
{
    struct metrics *metrics = worker->intake->metrics;
    int64_t began = clock_now();
    const struct findings *findings = message_judge(judge_for(worker, message->source),
                                                    &(struct message){.bytes = message->data});
    metrics_observe(metrics, HISTOGRAM_JUDGING, clock_now() - began);
    const struct watch_settings *settings = &worker->ruling->configuration->watch;
    struct judgement judgement = {
        .findings = findings, .reject = settings->reject, .hides_values = settings->hides_values};
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        bool unjudged = finding->certainty == CERTAINTY_UNKNOWN;
        judgement.is_unjudged = judgement.is_unjudged || unjudged;
        judgement.is_rejected =
            judgement.is_rejected || unjudged || finding->rule->severity <= settings->reject;
    }
    action_take(worker->intake->actions, message, &judgement);
}

/* ---- Threads ---- */

static void *run_worker(void *argument)
{
    struct worker *worker = argument;
    pthread_mutex_lock(&worker->mutex);
    for (;;) {
        while (!worker->first && !worker->is_over) {
            pthread_cond_wait(&worker->given, &worker->mutex);
        }
        struct live_message *message = worker->first;
        if (!message) {
            break;
        }
        worker->first = message->next;
        pthread_mutex_unlock(&worker->mutex);
        judge(worker, message);
        worker->length--;
        pthread_mutex_lock(&worker->mutex);
    }
    pthread_mutex_unlock(&worker->mutex);
    drop_judges(worker);
    return NULL;
}

static bool worker_start(struct worker *worker)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    bool started = pthread_create(&worker->thread, &attributes, run_worker, worker) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

struct intake *intake_new(const struct intake_options *options)
{
    struct intake *intake = memory_alloc(sizeof *intake);
    *intake = (struct intake){
        .rulebook = options->rulebook,
        .actions = options->actions,
        .metrics = options->metrics,
        .destination = options->destination,
        .seen = seen_new(),
        .workers = memory_alloc(options->thread_count * sizeof(struct worker)),
    };
    for (size_t i = 0; i < options->thread_count; i++) {
        struct worker *worker = &intake->workers[i];
        memset(worker, 0, sizeof *worker);
        worker->intake = intake;
        worker->arena = arena_new();
        pthread_mutex_init(&worker->mutex, NULL);
        pthread_cond_init(&worker->given, NULL);
        if (!worker_start(worker)) {
            fputs("paylint-watch: can't start a thread\n", stderr);
            exit(2);
        }
        intake->worker_count++;
    }
    return intake;
}

void intake_free(struct intake *intake)
{
    for (size_t i = 0; i < intake->worker_count; i++) {
        struct worker *worker = &intake->workers[i];
        pthread_mutex_lock(&worker->mutex);
        worker->is_over = true;
        pthread_cond_signal(&worker->given);
        pthread_mutex_unlock(&worker->mutex);
    }
    for (size_t i = 0; i < intake->worker_count; i++) {
        struct worker *worker = &intake->workers[i];
        pthread_join(worker->thread, NULL);
        pthread_cond_destroy(&worker->given);
        pthread_mutex_destroy(&worker->mutex);
        arena_free(worker->arena);
    }
    seen_free(intake->seen);
    free(intake->workers);
    free(intake);
}

/* ---- Giving ---- */

static struct worker *worker_for(struct intake *intake, const struct live_message *message)
{
    if (message->ordering_key.data) {
        return &intake->workers[map_hash(message->ordering_key) % intake->worker_count];
    }
    struct worker *shortest = &intake->workers[0];
    for (size_t i = 1; i < intake->worker_count; i++) {
        if (intake->workers[i].length < shortest->length) {
            shortest = &intake->workers[i];
        }
    }
    return shortest;
}

static void count(struct intake *intake, const struct live_message *message)
{
    struct metrics *metrics = intake->metrics;
    metrics_add(metrics, METRIC_OUTSTANDING, 1);
    metrics_add(metrics, METRIC_OUTSTANDING_BYTES, (int64_t)message->data.length);
    if (seen_before(intake->seen, message->id) || message->delivery_attempt > 1) {
        metrics_add(metrics, METRIC_REDELIVERIES, 1);
    }
    if (message->published_at > 0) {
        metrics_observe(metrics, HISTOGRAM_AGE, clock_wall() - message->published_at);
    }
}

void intake_give(struct intake *intake, struct live_message *message)
{
    struct worker *worker = worker_for(intake, message);
    count(intake, message);
    message->next = NULL;
    worker->length++;
    pthread_mutex_lock(&worker->mutex);
    if (worker->first) {
        worker->last->next = message;
    } else {
        worker->first = message;
        pthread_cond_signal(&worker->given);
    }
    worker->last = message;
    pthread_mutex_unlock(&worker->mutex);
}
