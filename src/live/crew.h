/* A crew: jobs done by several threads at a time, whose results are taken in the order in which the
 * jobs were given, one at a time. */
#ifndef PAYLINT_LIVE_CREW_H
#define PAYLINT_LIVE_CREW_H

#include <stddef.h>

struct crew;

/* What the caller of a crew says is to be done. */
struct crew_duties {
    /* What a thread has for itself; called in that thread, for the crew's `context`. */
    void *(*worker_new)(void *context);
    void (*worker_free)(void *worker);
    void (*work)(void *worker, void *job);
    /* Takes the result of a job: never two at a time. */
    void (*take)(void *context, void *job);
};

/* Jobs are `job_count` things of `job_size` bytes each, from `jobs` on: as many wait, are done or
 * are taken at a time. Threads are started at the second job; with a `thread_count` of 1, and
 * before, the caller's own thread does the work. */
struct crew *crew_new(const struct crew_duties *duties, void *context, void *jobs, size_t job_size,
                      size_t job_count, size_t thread_count);
/* A job to be filled, which nobody else uses. Waits until there is one. */
void *crew_job(struct crew *crew);
/* Gives the job that `crew_job` returned last. */
void crew_give(struct crew *crew);
/* Waits until all that was given is taken, and frees the crew. */
void crew_free(struct crew *crew);

#endif
