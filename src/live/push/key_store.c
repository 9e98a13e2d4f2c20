/* Keys kept fresh. In: a URL or a path. Out: the newest set of keys that could be read.
 *
 * Requests take an edition of the keys and give it back, so that new ones can come meanwhile. */
#define _GNU_SOURCE /* pthread_cond_clockwait */
#include "live/push/key_store.h"

#include "base/file.h"
#include "live/message.h"
#include "live/push/fetch.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>

#define SECOND ((int64_t)1000000)

enum {
    KEYS_SIZE_MAX = 1 << 20,
    AGE_MIN = 300, /* seconds */
    AGE_MAX = 24 * 3600,
    RETRY_MAX = 60,
    ASKED_INTERVAL = 60,
};

struct key_edition {
    struct arena *arena;
    struct key_set keys;
    size_t users; /* the store itself is one while it is the newest */
};

struct key_store {
    const char *from;
    struct live_log *log;
    pthread_t thread;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t changed;
    atomic_bool stop;
    struct key_edition *newest; /* or NULL */
    bool is_asked;              /* for newer ones, and they aren't being read yet */
    bool is_reading;
    bool was_asked;
    int64_t last_asked; /* when asking was last granted, by clock_now */
};

static bool is_url(const char *from)
{
    return strstr(from, "://") != NULL;
}

/* ---- Editions ---- */

static void edition_drop(struct key_edition *edition)
{
    if (edition && --edition->users == 0) {
        key_set_free(&edition->keys);
        arena_free(edition->arena);
    }
}

const struct key_edition *key_store_take(struct key_store *store)
{
    pthread_mutex_lock(&store->lock);
    struct key_edition *edition = store->newest;
    if (edition) {
        edition->users++;
    }
    pthread_mutex_unlock(&store->lock);
    return edition;
}

const struct key_set *key_edition_keys(const struct key_edition *edition)
{
    return &edition->keys;
}

void key_store_give_back(struct key_store *store, const struct key_edition *edition)
{
    pthread_mutex_lock(&store->lock);
    edition_drop((struct key_edition *)edition);
    pthread_mutex_unlock(&store->lock);
}

bool key_store_ask_newer(struct key_store *store)
{
    int64_t now = clock_now();
    pthread_mutex_lock(&store->lock);
    bool granted = !store->was_asked || now - store->last_asked >= ASKED_INTERVAL * SECOND;
    if (granted) {
        store->was_asked = true;
        store->last_asked = now;
        store->is_asked = true;
        pthread_cond_signal(&store->changed);
    }
    bool coming = store->is_asked || store->is_reading;
    pthread_mutex_unlock(&store->lock);
    return coming;
}

/* ---- Reading ---- */

static const char *read_bytes(const struct key_store *store, struct arena *arena,
                              struct fetched *document)
{
    if (is_url(store->from)) {
        return fetch_document(arena, store->from, KEYS_SIZE_MAX, &store->stop, document);
    }
    document->max_age = AGE_MIN;
    return file_read(arena, store->from, KEYS_SIZE_MAX, &document->bytes);
}

static void publish(struct key_store *store, struct key_edition *edition)
{
    pthread_mutex_lock(&store->lock);
    struct key_edition *old = store->newest;
    store->newest = edition;
    edition_drop(old);
    pthread_mutex_unlock(&store->lock);
}

/* Reads the keys; how many seconds they are good for, or -1 where they can't be had. */
static int64_t read_keys(struct key_store *store)
{
    struct arena *arena = arena_new();
    struct fetched document = {.max_age = -1};
    struct key_edition *edition = ARENA_NEW(arena, struct key_edition);
    *edition = (struct key_edition){.arena = arena, .users = 1};
    const char *why = read_bytes(store, arena, &document);
    if (!why && key_set_read(arena, document.bytes, &edition->keys, &why)) {
        log_line(store->log, LOG_DEBUG, "read %zu keys from %s", edition->keys.count, store->from);
        publish(store, edition);
        int64_t age = document.max_age;
        return age < AGE_MIN ? AGE_MIN : age > AGE_MAX ? AGE_MAX : age;
    }
    if (!atomic_load(&store->stop)) {
        log_line(store->log, LOG_WARNING, "can't read the keys of tokens from %s: %s", store->from,
                 why);
    }
    arena_free(arena);
    return -1;
}

/* Waits, with the lock held, until `due`, or newer keys are asked for, or the end. */
static void wait_until(struct key_store *store, int64_t due)
{
    const struct timespec until = {due / SECOND, due % SECOND * 1000};
    int timed_out = 0;
    while (!timed_out && !store->is_asked && !atomic_load(&store->stop)) {
        timed_out = pthread_cond_clockwait(&store->changed, &store->lock, CLOCK_MONOTONIC, &until);
    }
}

static void *keep_fresh(void *context)
{
    struct key_store *store = context;
    int64_t retry = 1;
    pthread_mutex_lock(&store->lock);
    while (!atomic_load(&store->stop)) {
        store->is_asked = false;
        store->is_reading = true;
        pthread_mutex_unlock(&store->lock);
        int64_t seconds = read_keys(store);
        pthread_mutex_lock(&store->lock);
        store->is_reading = false;
        int64_t wait = seconds < 0 ? retry : seconds;
        retry = seconds >= 0 ? 1 : retry * 2 < RETRY_MAX ? retry * 2 : RETRY_MAX;
        wait_until(store, clock_now() + wait * SECOND);
    }
    pthread_mutex_unlock(&store->lock);
    return NULL;
}

/* ---- The store ---- */

struct key_store *key_store_new(const char *from, struct live_log *log, const char **why)
{
    struct key_store *store = memory_alloc(sizeof *store);
    *store = (struct key_store){.from = from, .log = log, .is_reading = true};
    pthread_mutex_init(&store->lock, NULL);
    pthread_cond_init(&store->changed, NULL);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int error = pthread_create(&store->thread, NULL, keep_fresh, store);
    if (error != 0) {
        *why = strerror(error);
        pthread_cond_destroy(&store->changed);
        pthread_mutex_destroy(&store->lock);
        free(store);
        return NULL;
    }
    return store;
}

void key_store_free(struct key_store *store)
{
    if (!store) {
        return;
    }
    pthread_mutex_lock(&store->lock);
    atomic_store(&store->stop, true);
    pthread_cond_signal(&store->changed);
    pthread_mutex_unlock(&store->lock);
    pthread_join(store->thread, NULL);
    edition_drop(store->newest);
    pthread_cond_destroy(&store->changed);
    pthread_mutex_destroy(&store->lock);
    curl_global_cleanup();
    free(store);
}
