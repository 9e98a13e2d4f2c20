/* The history of a job. In: JSON that gcloud printed. Out: figures. */
#include "live/checkpoint/history.h"

#include "base/instant.h"
#include "base/map.h"
#include "base/vector.h"

#include <strings.h>

struct execution {
    double seconds; /* until now, where it goes on */
    bool is_running;
    bool timed_out;
    bool failed; /* otherwise */
};

struct history {
    int64_t since;
    struct arena *arena;
    struct map *by_name; /* -> struct execution */
    VECTOR(struct execution *) executions;
    bool has_executions;
    struct map *by_id[ENTRIES_KINDS];
    size_t entries[ENTRIES_KINDS];
    bool has_entries[ENTRIES_KINDS];
};

struct history *history_new(int64_t since)
{
    struct arena *arena = arena_new();
    struct history *history = ARENA_NEW(arena, struct history);
    history->arena = arena;
    history->since = since;
    history->by_name = map_new(arena);
    for (unsigned i = 0; i < ENTRIES_KINDS; i++) {
        history->by_id[i] = map_new(arena);
    }
    return history;
}

void history_free(struct history *history)
{
    arena_free(history->arena);
}

/* ---- JSON ---- */

/* The items of a list, or NULL and why. */
static const struct value *read_list(struct arena *arena, slice json, const char **why)
{
    struct flat_text flat = flat_of_bytes(json);
    struct json_document document = json_read(arena, &flat);
    struct value *root = ARENA_NEW(arena, struct value);
    *root = document.root;
    *why = document.error_count > 0    ? json_error_message(document.errors[0].kind)
           : root->kind != VALUE_ARRAY ? "it is no list"
                                       : NULL;
    return *why ? NULL : root;
}

static const struct value *member_of(const struct value *object, const char *name)
{
    const struct member *member = object ? value_member(object, slice_from(name)) : NULL;
    return member ? &member->value : NULL;
}

static slice string_of(const struct value *object, const char *name)
{
    const struct value *value = member_of(object, name);
    return value && value->kind == VALUE_STRING ? value->string.bytes : (slice){NULL, 0};
}

/* ---- Executions ---- */

/* The condition that says how it ended. */
static const struct value *completed(const struct value *status)
{
    const struct value *conditions = member_of(status, "conditions");
    bool list = conditions && conditions->kind == VALUE_ARRAY;
    for (uint32_t i = 0; list && i < conditions->count; i++) {
        if (slice_is(string_of(&conditions->items[i], "type"), "Completed")) {
            return &conditions->items[i];
        }
    }
    return NULL;
}

/* "Task … failed with exit code: 0 and message: The configured timeout was reached." */
static bool tells_timeout(slice message)
{
    static const char word[] = "timeout";
    for (size_t i = 0; i + sizeof word - 1 <= message.length; i++) {
        if (strncasecmp(message.data + i, word, sizeof word - 1) == 0) {
            return true;
        }
    }
    return false;
}

static void take_execution(struct history *history, const struct value *object,
                           const struct watch_settings *settings, int64_t now)
{
    const struct value *status = member_of(object, "status");
    const struct value *end = completed(status);
    slice name = string_of(member_of(object, "metadata"), "name");
    int64_t started;
    int64_t ended = now;
    if (name.length == 0 || !instant_read(string_of(status, "startTime"), &started) ||
        (started < history->since && !settings->all_executions)) {
        return; /* one that hasn't started has no time yet */
    }
    bool running = !instant_read(string_of(status, "completionTime"), &ended);
    double seconds = (double)(ended - started) / 1e6;
    bool failed = slice_is(string_of(end, "status"), "False");
    bool late = settings->execution_limit > 0 && seconds >= (double)settings->execution_limit;
    bool timed_out = late || (failed && tells_timeout(string_of(end, "message")));

    struct execution *execution = map_get(history->by_name, name);
    if (!execution) {
        execution = ARENA_NEW(history->arena, struct execution);
        map_put(history->by_name, arena_copy(history->arena, name), execution);
        VECTOR_PUSH(history->arena, &history->executions, execution);
    }
    *execution = (struct execution){.seconds = seconds > 0 ? seconds : 0,
                                    .is_running = running,
                                    .timed_out = timed_out,
                                    .failed = failed && !timed_out};
}

const char *history_take_executions(struct history *history, slice json,
                                    const struct watch_settings *settings, int64_t now)
{
    const char *why;
    struct arena *scratch = arena_new();
    const struct value *list = read_list(scratch, json, &why);
    for (uint32_t i = 0; list && i < list->count; i++) {
        take_execution(history, &list->items[i], settings, now);
    }
    history->has_executions = history->has_executions || list;
    arena_free(scratch);
    return why;
}

/* ---- Entries ---- */

static void take_entry(struct history *history, enum history_entries kind,
                       const struct value *entry, slice json, const struct watch_settings *settings)
{
    int64_t time;
    slice id = string_of(entry, "insertId");
    if (instant_read(string_of(entry, "timestamp"), &time) && time < history->since &&
        !settings->all_executions) {
        return;
    }
    id = id.length > 0 ? id : slice_sub(json, entry->start, entry->end);
    if (!map_get(history->by_id[kind], id)) {
        map_put(history->by_id[kind], arena_copy(history->arena, id), history);
        history->entries[kind]++;
    }
}

const char *history_take_entries(struct history *history, enum history_entries kind, slice json,
                                 const struct watch_settings *settings)
{
    const char *why;
    struct arena *scratch = arena_new();
    const struct value *list = read_list(scratch, json, &why);
    for (uint32_t i = 0; list && i < list->count; i++) {
        take_entry(history, kind, &list->items[i], json, settings);
    }
    history->has_entries[kind] = history->has_entries[kind] || list;
    arena_free(scratch);
    return why;
}

/* ---- Figures ---- */

void history_figures(const struct history *history, struct figures *figures)
{
    size_t running = 0, timeouts = 0, failures = 0;
    double sum = 0, most = 0;
    for (size_t i = 0; i < history->executions.count; i++) {
        const struct execution *execution = history->executions.items[i];
        running += execution->is_running;
        timeouts += execution->timed_out;
        failures += execution->failed;
        sum += execution->seconds;
        most = execution->seconds > most ? execution->seconds : most;
    }
    size_t count = history->executions.count;
    if (history->has_executions) {
        figures_set(figures, FIGURE_EXECUTIONS, (double)count);
        figures_set(figures, FIGURE_EXECUTIONS_RUNNING, (double)running);
        figures_set(figures, FIGURE_TIMEOUTS, (double)timeouts);
        figures_set(figures, FIGURE_FAILURES, (double)failures);
    }
    if (count > 0) {
        figures_set(figures, FIGURE_EXECUTION_MEAN, sum / (double)count);
        figures_set(figures, FIGURE_EXECUTION_MAX, most);
    }
    if (history->has_entries[ENTRIES_TIMEOUT]) {
        figures_set(figures, FIGURE_TIMEOUT_ENTRIES, (double)history->entries[ENTRIES_TIMEOUT]);
    }
    if (history->has_entries[ENTRIES_REJECTION]) {
        figures_set(figures, FIGURE_REJECTION_ENTRIES, (double)history->entries[ENTRIES_REJECTION]);
    }
}
