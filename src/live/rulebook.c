/* The configuration in force. In: a file, read again when that is asked. Out: readings of it, each
 * kept until nobody judges by it any more. */
#include "live/rulebook.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* A reading, and how many hold it. */
struct edition {
    struct ruling ruling;
    struct arena *arena;
    unsigned long holders;
};

struct rulebook {
    const char *path;
    pthread_mutex_t mutex;   /* of `current` and of the editions' holders */
    struct edition *current; /* held by the rulebook itself */
    _Atomic unsigned long number;
};

static void edition_free(struct edition *edition)
{
    configuration_free(edition->ruling.configuration);
    arena_free(edition->arena);
}

static struct edition *edition_read(const char *path, unsigned long number,
                                    struct error_sink *errors)
{
    struct arena *arena = arena_new();
    struct edition *edition = ARENA_NEW(arena, struct edition);
    size_t before = errors->count;
    edition->arena = arena;
    edition->holders = 1;
    edition->ruling.number = number;
    edition->ruling.configuration = path ? configuration_read(arena, path, SLICE("/"), NULL, errors)
                                         : configuration_builtin(arena, errors);
    if (errors->count > before) {
        edition_free(edition);
        return NULL;
    }
    return edition;
}

struct rulebook *rulebook_new(const char *path, struct error_sink *errors)
{
    struct edition *edition = edition_read(path, 1, errors);
    if (!edition) {
        return NULL;
    }
    struct rulebook *rulebook = memory_alloc(sizeof *rulebook);
    *rulebook = (struct rulebook){.path = path, .current = edition, .number = 1};
    pthread_mutex_init(&rulebook->mutex, NULL);
    return rulebook;
}

static void let_go(struct rulebook *rulebook, struct edition *edition)
{
    pthread_mutex_lock(&rulebook->mutex);
    bool last = --edition->holders == 0;
    pthread_mutex_unlock(&rulebook->mutex);
    if (last) {
        edition_free(edition);
    }
}

void rulebook_free(struct rulebook *rulebook)
{
    let_go(rulebook, rulebook->current);
    pthread_mutex_destroy(&rulebook->mutex);
    free(rulebook);
}

static void refuse(struct live_log *log, struct metrics *metrics, const char *path, slice why)
{
    const struct log_field fields[] = {LOG_FIELD("configuration", slice_from(path)),
                                       LOG_FIELD("reason", slice_trim(why))};
    metrics_add(metrics, METRIC_RELOAD_ERRORS, 1);
    log_event(log, LOG_ERROR, SLICE("The configuration is refused; the one before stays in force"),
              fields, 2);
}

bool rulebook_reload(struct rulebook *rulebook, struct live_log *log, struct metrics *metrics)
{
    struct arena *arena = arena_new();
    struct buffer told = {.arena = arena};
    struct error_sink errors = {.kept = &told};
    unsigned long number = rulebook->number + 1;
    struct edition *edition = edition_read(rulebook->path, number, &errors);
    if (!edition) {
        refuse(log, metrics, rulebook->path ? rulebook->path : "built-in", buffer_slice(&told));
        arena_free(arena);
        return false;
    }
    pthread_mutex_lock(&rulebook->mutex);
    struct edition *before = rulebook->current;
    rulebook->current = edition;
    rulebook->number = number;
    pthread_mutex_unlock(&rulebook->mutex);
    let_go(rulebook, before);
    metrics_add(metrics, METRIC_RELOADS, 1);
    log_line(log, LOG_NOTICE, "The configuration %s is read again and in force",
             rulebook->path ? rulebook->path : "(built-in)");
    arena_free(arena);
    return true;
}

const struct ruling *rulebook_take(struct rulebook *rulebook)
{
    pthread_mutex_lock(&rulebook->mutex);
    struct edition *edition = rulebook->current;
    edition->holders++;
    pthread_mutex_unlock(&rulebook->mutex);
    return &edition->ruling;
}

void rulebook_give_back(struct rulebook *rulebook, const struct ruling *ruling)
{
    let_go(rulebook, (struct edition *)ruling);
}

bool rulebook_is_newer(const struct rulebook *rulebook, const struct ruling *ruling)
{
    return rulebook->number != ruling->number;
}
