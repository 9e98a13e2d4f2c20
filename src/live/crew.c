/* Threads at work. In: jobs. Out: the same, done and taken in order. Jobs stand in a ring: those
 * from `taken` up to `begun` are being done or are done, those up to `given` wait. */
#include "live/crew.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdlib.h>

/* Recursion is bounded for the 8 MiB of a main thread. */
enum { STACK_SIZE = 16 * 1024 * 1024 };

struct crew {
    const struct crew_duties *duties;
    void *context;
    void *worker; /* of the caller's thread */
    char *jobs;
    size_t job_size;
    size_t job_count;
    bool *is_done;
    size_t given;
    size_t begun;
    size_t taken;
    bool is_over;
    size_t thread_count;
    size_t started;
    pthread_t *threads;
    pthread_mutex_t mutex;     /* of all above */
    pthread_cond_t work_waits; /* a job was given, or all is over */
    pthread_cond_t job_free;   /* a job was taken */
};

struct crew *crew_new(const struct crew_duties *duties, void *context, void *jobs, size_t job_size,
                      size_t job_count, size_t thread_count)
{
    struct crew *crew = memory_alloc(sizeof *crew);
    *crew = (struct crew){
        .duties = duties,
        .context = context,
        .worker = duties->worker_new(context),
        .jobs = jobs,
        .job_size = job_size,
        .job_count = job_count,
        .thread_count = thread_count,
        .is_done = memory_alloc(job_count * sizeof(bool)),
        .threads = memory_alloc(thread_count * sizeof(pthread_t)),
    };
    memset(crew->is_done, 0, job_count * sizeof(bool));
    pthread_mutex_init(&crew->mutex, NULL);
    pthread_cond_init(&crew->work_waits, NULL);
    pthread_cond_init(&crew->job_free, NULL);
    return crew;
}

static void *job_at(const struct crew *crew, size_t number)
{
    return crew->jobs + number % crew->job_count * crew->job_size;
}

/* Under the mutex, as all results must be taken in order. */
static void take_done(struct crew *crew)
{
    while (crew->taken < crew->begun && crew->is_done[crew->taken % crew->job_count]) {
        crew->is_done[crew->taken % crew->job_count] = false;
        crew->duties->take(crew->context, job_at(crew, crew->taken));
        crew->taken++;
        pthread_cond_signal(&crew->job_free);
    }
}

static void *run_thread(void *argument)
{
    struct crew *crew = argument;
    void *worker = crew->duties->worker_new(crew->context);
    pthread_mutex_lock(&crew->mutex);
    for (;;) {
        while (crew->begun == crew->given && !crew->is_over) {
            pthread_cond_wait(&crew->work_waits, &crew->mutex);
        }
        if (crew->begun == crew->given) {
            break;
        }
        size_t number = crew->begun++;
        pthread_mutex_unlock(&crew->mutex);
        crew->duties->work(worker, job_at(crew, number));
        pthread_mutex_lock(&crew->mutex);
        crew->is_done[number % crew->job_count] = true;
        take_done(crew);
    }
    pthread_mutex_unlock(&crew->mutex);
    crew->duties->worker_free(worker);
    return NULL;
}

/* Where the system gives no thread, those that there are do. */
static void start_threads(struct crew *crew)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    while (crew->started < crew->thread_count &&
           pthread_create(&crew->threads[crew->started], &attributes, run_thread, crew) == 0) {
        crew->started++;
    }
    crew->thread_count = crew->started;
    pthread_attr_destroy(&attributes);
}

void *crew_job(struct crew *crew)
{
    pthread_mutex_lock(&crew->mutex);
    while (crew->given - crew->taken == crew->job_count) {
        pthread_cond_wait(&crew->job_free, &crew->mutex);
    }
    pthread_mutex_unlock(&crew->mutex);
    return job_at(crew, crew->given);
}

static void work_here(struct crew *crew)
{
    void *job = job_at(crew, crew->given);
    crew->duties->work(crew->worker, job);
    crew->duties->take(crew->context, job);
    crew->given++;
    crew->begun++;
    crew->taken++;
}

void crew_give(struct crew *crew)
{
    if (crew->given > 0 && crew->started == 0 && crew->thread_count > 1) {
        start_threads(crew);
    }
    if (crew->started == 0) {
        work_here(crew);
        return;
    }
    pthread_mutex_lock(&crew->mutex);
    crew->given++;
    pthread_cond_signal(&crew->work_waits);
    pthread_mutex_unlock(&crew->mutex);
}

void crew_free(struct crew *crew)
{
    pthread_mutex_lock(&crew->mutex);
    crew->is_over = true;
    pthread_cond_broadcast(&crew->work_waits);
    pthread_mutex_unlock(&crew->mutex);
    for (size_t i = 0; i < crew->started; i++) {
        pthread_join(crew->threads[i], NULL);
    }
    crew->duties->worker_free(crew->worker);
    pthread_mutex_destroy(&crew->mutex);
    pthread_cond_destroy(&crew->work_waits);
    pthread_cond_destroy(&crew->job_free);
    free(crew->threads);
    free(crew->is_done);
    free(crew);
}
