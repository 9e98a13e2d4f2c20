/* Threads. In: jobs. Out: the same, done and taken in their order. One mutex guards the list; jobs
 * take far longer than it does. */
#include "base/pool.h"

#include "base/vector.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    THREADS_MAX = 256,
    JOBS_A_THREAD = 8,             /* that must wait before another thread is started */
    STACK_SIZE = 16 * 1024 * 1024, /* recursion is bounded for the 8 MiB of a main thread */
};

struct entry {
    void *job;
    bool is_done;
};

struct pool {
    struct arena *arena;
    struct pool_work work;
    unsigned jobs_at_once;
    pthread_t threads[THREADS_MAX];
    size_t thread_count;
    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t added;
    pthread_cond_t done;
    VECTOR(struct entry) entries;
    size_t next;     /* the first entry that nobody works on */
    size_t taken;    /* entries before it have been taken */
    bool is_closing; /* no more jobs are added */
};

struct pool *pool_new(unsigned jobs_at_once, const struct pool_work *work)
{
    struct arena *arena = arena_new();
    struct pool *pool = ARENA_NEW(arena, struct pool);
    pool->arena = arena;
    pool->work = *work;
    pool->jobs_at_once = jobs_at_once < THREADS_MAX ? jobs_at_once : THREADS_MAX;
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->added, NULL);
    pthread_cond_init(&pool->done, NULL);
    return pool;
}

/* ---- Working; the mutex is held at the beginning and the end ---- */

static void do_next(struct pool *pool, void *worker)
{
    size_t index = pool->next++;
    void *job = pool->entries.items[index].job;
    pthread_mutex_unlock(&pool->mutex);
    pool->work.work(pool->work.context, worker, job);
    pthread_mutex_lock(&pool->mutex);
    pool->entries.items[index].is_done = true;
    if (index == pool->taken) {
        pthread_cond_signal(&pool->done);
    }
}

static void *worker_new(const struct pool *pool)
{
    return pool->work.worker_new ? pool->work.worker_new(pool->work.context) : NULL;
}

static void worker_free(const struct pool *pool, void *worker)
{
    if (pool->work.worker_free) {
        pool->work.worker_free(pool->work.context, worker);
    }
}

static void *run_thread(void *argument)
{
    struct pool *pool = argument;
    void *worker = worker_new(pool);
    pthread_mutex_lock(&pool->mutex);
    for (;;) {
        if (pool->next < pool->entries.count) {
            do_next(pool, worker);
        } else if (pool->is_closing) {
            break;
        } else {
            pthread_cond_wait(&pool->added, &pool->mutex);
        }
    }
    pthread_mutex_unlock(&pool->mutex);
    worker_free(pool, worker);
    return NULL;
}

/* Where the system gives no thread, those that are there do the work. */
static void start_thread(struct pool *pool)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    if (pthread_create(&pool->threads[pool->thread_count], &attributes, run_thread, pool) == 0) {
        pool->thread_count++;
    } else {
        pool->jobs_at_once = (unsigned)pool->thread_count + 1;
    }
    pthread_attr_destroy(&attributes);
}

/* ---- The owner ---- */

void pool_add(struct pool *pool, void *job)
{
    pthread_mutex_lock(&pool->mutex);
    struct entry entry = {.job = job};
    VECTOR_PUSH(pool->arena, &pool->entries, entry);
    size_t waiting = pool->entries.count - pool->next;
    pthread_cond_signal(&pool->added);
    pthread_mutex_unlock(&pool->mutex);
    bool few = pool->thread_count + 1 < pool->jobs_at_once;
    if (few && waiting >= JOBS_A_THREAD * (pool->thread_count + 1)) {
        start_thread(pool);
    }
}

/* Takes what is done and comes next; false where it isn't done yet. */
static bool take_next(struct pool *pool)
{
    struct entry *entry = &pool->entries.items[pool->taken];
    if (!entry->is_done) {
        return false;
    }
    void *job = entry->job;
    pool->taken++;
    pthread_mutex_unlock(&pool->mutex);
    pool->work.take(pool->work.context, job);
    pthread_mutex_lock(&pool->mutex);
    return true;
}

void pool_finish(struct pool *pool)
{
    void *worker = worker_new(pool);
    pthread_mutex_lock(&pool->mutex);
    pool->is_closing = true;
    pthread_cond_broadcast(&pool->added);
    while (pool->taken < pool->entries.count) {
        if (take_next(pool)) {
            continue;
        }
        if (pool->next < pool->entries.count) {
            do_next(pool, worker);
        } else {
            pthread_cond_wait(&pool->done, &pool->mutex);
        }
    }
    pthread_mutex_unlock(&pool->mutex);
    for (size_t i = 0; i < pool->thread_count; i++) {
        pthread_join(pool->threads[i], NULL);
    }
    worker_free(pool, worker);
    pthread_cond_destroy(&pool->done);
    pthread_cond_destroy(&pool->added);
    pthread_mutex_destroy(&pool->mutex);
    arena_free(pool->arena);
}

unsigned pool_cpus(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (unsigned)count;
}
