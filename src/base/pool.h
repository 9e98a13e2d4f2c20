/* A pool of threads: many jobs done at once, whose results are taken in the order of the jobs.
 *
 * The thread that owns the pool adds jobs, and in the end works too. Threads are started only once
 * there are jobs for them, so that a run of a few jobs costs none. */
#ifndef PAYLINT_BASE_POOL_H
#define PAYLINT_BASE_POOL_H

#include <stddef.h>

struct pool;

/* What the pool does. All are given `context`. */
struct pool_work {
    void *context;
    /* What one thread needs for all its jobs: made in that thread, or NULL. */
    void *(*worker_new)(void *context);
    void (*worker_free)(void *context, void *worker);
    /* Does a job. Runs in any thread, beside others of its kind. */
    void (*work)(void *context, void *worker, void *job);
    /* Takes a job that is done: in the owner's thread, in the order in which jobs were added. */
    void (*take)(void *context, void *job);
};

/* `jobs_at_once`: how many threads work, the owner's included; at least 1. */
struct pool *pool_new(unsigned jobs_at_once, const struct pool_work *work);
/* Adds a job, which threads may begin at once. */
void pool_add(struct pool *pool, void *job);
/* Does what is left, has everything taken, and frees the pool. */
void pool_finish(struct pool *pool);

/* How many CPUs are online. */
unsigned pool_cpus(void);

#endif
