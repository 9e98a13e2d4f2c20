/* Lines as live messages. In: a descriptor. Out: messages, as many at a time as can be outstanding.
 */
#include "live/ndjson.h"

#include "base/arena.h"
#include "live/lines.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { OUTSTANDING_MAX = 1000, OUTSTANDING_BYTES_MAX = 64 * 1024 * 1024 };

struct ndjson {
    struct live_source source;
    struct intake *intake;
    struct line_stream stream;
    pthread_t thread;
    pthread_mutex_t mutex; /* of all below */
    pthread_cond_t settled;
    int64_t outstanding;
    int64_t outstanding_bytes;
    int64_t failures;
    bool is_stopping;
    bool is_read; /* the thread is at its end */
};

static void settled(struct live_message *message, enum settlement settlement)
{
    struct ndjson *ndjson = message->handle;
    pthread_mutex_lock(&ndjson->mutex);
    ndjson->outstanding--;
    ndjson->outstanding_bytes -= (int64_t)message->data.length;
    ndjson->failures += settlement == SETTLED_AGAIN;
    pthread_cond_signal(&ndjson->settled);
    pthread_mutex_unlock(&ndjson->mutex);
    free(message);
}

/* Waits until there is room for one more; false where the reading is to end. */
static bool take_room(struct ndjson *ndjson, size_t length)
{
    pthread_mutex_lock(&ndjson->mutex);
    while (!ndjson->is_stopping && (ndjson->outstanding >= OUTSTANDING_MAX ||
                                    ndjson->outstanding_bytes >= OUTSTANDING_BYTES_MAX)) {
        pthread_cond_wait(&ndjson->settled, &ndjson->mutex);
    }
    bool go_on = !ndjson->is_stopping;
    ndjson->outstanding += go_on;
    ndjson->outstanding_bytes += go_on ? (int64_t)length : 0;
    pthread_mutex_unlock(&ndjson->mutex);
    return go_on;
}

static void give(struct ndjson *ndjson, slice line, uint32_t number)
{
    struct live_message *message = memory_alloc(sizeof *message + line.length);
    char *bytes = (char *)(message + 1);
    memcpy(bytes, line.data, line.length);
    *message = (struct live_message){
        .data = {bytes, line.length},
        .received_at = clock_now(),
        .line = number,
        .source = &ndjson->source,
        .handle = ndjson,
    };
    intake_give(ndjson->intake, message);
}

static bool give_lines(struct ndjson *ndjson, const struct line_block *block)
{
    slice rest = {block->bytes, block->length};
    slice line;
    for (uint32_t number = block->lines_before + 1; line_next(&rest, &line); number++) {
        if (slice_trim(line).length == 0) {
            continue;
        }
        if (!take_room(ndjson, line.length)) {
            return false;
        }
        give(ndjson, line, number);
    }
    return true;
}

static void *run(void *argument)
{
    struct ndjson *ndjson = argument;
    struct line_block block = {0};
    while (lines_read(&ndjson->stream, &block) && give_lines(ndjson, &block)) {
    }
    line_block_free(&block);
    lines_free(&ndjson->stream);
    pthread_mutex_lock(&ndjson->mutex);
    ndjson->is_read = true;
    pthread_mutex_unlock(&ndjson->mutex);
    return NULL;
}

struct ndjson *ndjson_start(int descriptor, struct intake *intake, struct error_sink *errors)
{
    struct ndjson *ndjson = memory_alloc(sizeof *ndjson);
    *ndjson = (struct ndjson){
        .source = {SLICE("stdin"), settled},
        .intake = intake,
        .stream = {.descriptor = descriptor, .path = "-", .errors = errors},
    };
    pthread_mutex_init(&ndjson->mutex, NULL);
    pthread_cond_init(&ndjson->settled, NULL);
    if (pthread_create(&ndjson->thread, NULL, run, ndjson) != 0) {
        error_report(errors, NULL, 0, 0, "can't start a thread");
        free(ndjson);
        return NULL;
    }
    return ndjson;
}

bool ndjson_is_over(struct ndjson *ndjson)
{
    pthread_mutex_lock(&ndjson->mutex);
    bool over = ndjson->is_read && ndjson->outstanding == 0;
    pthread_mutex_unlock(&ndjson->mutex);
    return over;
}

int64_t ndjson_outstanding(struct ndjson *ndjson)
{
    pthread_mutex_lock(&ndjson->mutex);
    int64_t outstanding = ndjson->outstanding;
    pthread_mutex_unlock(&ndjson->mutex);
    return outstanding;
}

int64_t ndjson_failures(struct ndjson *ndjson)
{
    pthread_mutex_lock(&ndjson->mutex);
    int64_t failures = ndjson->failures;
    pthread_mutex_unlock(&ndjson->mutex);
    return failures;
}

void ndjson_stop(struct ndjson *ndjson)
{
    pthread_mutex_lock(&ndjson->mutex);
    ndjson->is_stopping = true;
    pthread_cond_signal(&ndjson->settled);
    pthread_mutex_unlock(&ndjson->mutex);
}

void ndjson_free(struct ndjson *ndjson)
{
    pthread_mutex_lock(&ndjson->mutex);
    bool read = ndjson->is_read;
    pthread_mutex_unlock(&ndjson->mutex);
    if (!read) {
        pthread_detach(ndjson->thread); /* it keeps what it uses */
        return;
    }
    pthread_join(ndjson->thread, NULL);
    pthread_cond_destroy(&ndjson->settled);
    pthread_mutex_destroy(&ndjson->mutex);
    free(ndjson);
}
