/* Criteria of success. In: strings of a configuration. Out: comparisons of figures. */
#include "rule/criterion.h"

#include "base/suggest.h"

#include <stdlib.h>

static const struct figure_row figures[FIGURE_COUNT] = {
    [FIGURE_MESSAGES] = {"messages", "messages judged", FIGURE_IS_COUNT, 0, 0},
    [FIGURE_VALID] = {"valid", "messages that are right", FIGURE_IS_COUNT, 0, 0},
    [FIGURE_REJECTED] = {"rejected", "messages rejected", FIGURE_IS_COUNT, 0, 0},
    [FIGURE_UNJUDGED] = {"unjudged", "messages that couldn't be judged to the end", FIGURE_IS_COUNT,
                         0, 0},
    [FIGURE_REJECTED_RATE] = {"rejected_rate", "messages rejected", FIGURE_IS_SHARE,
                              FIGURE_MESSAGES, FIGURE_REJECTED},
    [FIGURE_REDELIVERIES] = {"redeliveries", "messages that had been delivered before",
                             FIGURE_IS_COUNT, 0, 0},
    [FIGURE_REDELIVERY_RATE] = {"redelivery_rate", "messages that had been delivered before",
                                FIGURE_IS_SHARE, FIGURE_MESSAGES, FIGURE_REDELIVERIES},
    [FIGURE_DELIVERED_AGAIN] = {"delivered_again", "messages given back to be delivered again",
                                FIGURE_IS_COUNT, 0, 0},
    [FIGURE_FORWARDED] = {"forwarded", "messages forwarded", FIGURE_IS_COUNT, 0, 0},
    [FIGURE_DEAD_LETTERED] = {"dead_lettered", "messages in the dead-letter topic", FIGURE_IS_COUNT,
                              0, 0},
    [FIGURE_PUBLISH_ERRORS] = {"publish_errors", "publish requests that failed", FIGURE_IS_COUNT, 0,
                               0},
    [FIGURE_RECONNECTS] = {"reconnects", "streams opened again", FIGURE_IS_COUNT, 0, 0},
    [FIGURE_PUSH_REFUSED] = {"push_refused", "push requests refused", FIGURE_IS_COUNT, 0, 0},
    [FIGURE_LATENCY_MEAN] = {"latency_seconds_mean", "time of a message, mean", FIGURE_IS_SECONDS,
                             0, 0},
    [FIGURE_LATENCY_P99] = {"latency_seconds_p99", "time of a message, 99 % within",
                            FIGURE_IS_SECONDS, 0, 0},
    [FIGURE_LATENCY_MAX] = {"latency_seconds_max", "time of a message, longest", FIGURE_IS_SECONDS,
                            0, 0},
    [FIGURE_EXECUTIONS] = {"executions", "executions", FIGURE_IS_COUNT, 0, 0},
    [FIGURE_EXECUTIONS_RUNNING] = {"executions_running", "executions not ended yet",
                                   FIGURE_IS_COUNT, 0, 0},
    [FIGURE_TIMEOUTS] = {"timeouts", "executions that ran into the time limit", FIGURE_IS_COUNT, 0,
                         0},
    [FIGURE_TIMEOUT_RATE] = {"timeout_rate", "executions that ran into the time limit",
                             FIGURE_IS_SHARE, FIGURE_EXECUTIONS, FIGURE_TIMEOUTS},
    [FIGURE_FAILURES] = {"failures", "executions that failed otherwise", FIGURE_IS_COUNT, 0, 0},
    [FIGURE_FAILURE_RATE] = {"failure_rate", "executions that failed otherwise", FIGURE_IS_SHARE,
                             FIGURE_EXECUTIONS, FIGURE_FAILURES},
    [FIGURE_EXECUTION_MEAN] = {"execution_seconds_mean", "time of an execution, mean",
                               FIGURE_IS_SECONDS, 0, 0},
    [FIGURE_EXECUTION_MAX] = {"execution_seconds_max", "time of an execution, longest",
                              FIGURE_IS_SECONDS, 0, 0},
    [FIGURE_TIMEOUT_ENTRIES] = {"timeout_entries", "log entries about time-outs", FIGURE_IS_COUNT,
                                0, 0},
    [FIGURE_REJECTION_ENTRIES] = {"rejection_entries", "log entries about rejected ids",
                                  FIGURE_IS_COUNT, 0, 0},
};

static const char *const operators[] = {
    [SIGN_LESS] = "<",       [SIGN_LESS_OR_EQUAL] = "<=",    [SIGN_EQUAL] = "==",
    [SIGN_NOT_EQUAL] = "!=", [SIGN_GREATER_OR_EQUAL] = ">=", [SIGN_GREATER] = ">",
};

const struct figure_row *figure_row(enum figure figure)
{
    return &figures[figure];
}

bool figure_find(slice name, enum figure *figure)
{
    for (unsigned i = 0; i < FIGURE_COUNT; i++) {
        if (slice_is(name, figures[i].name)) {
            *figure = (enum figure)i;
            return true;
        }
    }
    return false;
}

bool criterion_holds(const struct criterion *criterion, double value)
{
    double number = criterion->number;
    switch (criterion->sign) {
    case SIGN_LESS:
        return value < number;
    case SIGN_LESS_OR_EQUAL:
        return value <= number;
    case SIGN_EQUAL:
        return value == number;
    case SIGN_NOT_EQUAL:
        return value != number;
    case SIGN_GREATER_OR_EQUAL:
        return value >= number;
    case SIGN_GREATER:
        return value > number;
    }
    return false;
}

/* ---- Reading ---- */

/* A criterion being read. */
struct reading {
    const struct config_file *file;
    const struct value *value;
    slice text;
    size_t at;
};

/* Where the byte at `index` of the string stands in the file; where the string has escapes, its
 * start. */
static uint32_t place_of(const struct reading *reading, size_t index)
{
    const struct value *value = reading->value;
    bool plain = value->end - value->start == reading->text.length + 2;
    return value->start + (plain ? 1 + (uint32_t)index : 0);
}

/* The run of bytes, behind blanks, that are among `set` (or, with `others`, that aren't). */
static slice take_run(struct reading *reading, const char *set, bool others)
{
    slice text = reading->text;
    while (reading->at < text.length && text.data[reading->at] == ' ') {
        reading->at++;
    }
    size_t start = reading->at;
    while (reading->at < text.length && text.data[reading->at] != '\0' &&
           (strchr(set, text.data[reading->at]) == NULL) == others) {
        reading->at++;
    }
    return slice_sub(text, start, reading->at);
}

static bool unknown_figure(const struct reading *reading, slice name)
{
    struct suggestion suggestion = {.wanted = name};
    for (size_t i = 0; i < FIGURE_COUNT; i++) {
        suggest_consider(&suggestion, slice_from(figures[i].name), figures[i].name);
    }
    const char *closest = suggestion.closest;
    config_error(reading->file, place_of(reading, reading->at - name.length),
                 "there is no figure \"%.*s\"%s%s%s", SLICE_ARGS(name),
                 closest ? "; did you mean \"" : "; docs/watch.md lists them",
                 closest ? closest : "", closest ? "\"?" : "");
    return false;
}

static bool take_comparison(struct reading *reading, enum criterion_sign *sign)
{
    slice written = take_run(reading, "<>=!", false);
    for (unsigned i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (slice_is(written, operators[i])) {
            *sign = (enum criterion_sign)i;
            return true;
        }
    }
    config_error(reading->file, place_of(reading, reading->at - written.length),
                 "a comparison is due here: <, <=, ==, !=, >= or >");
    return false;
}

static bool take_number(struct reading *reading, double *number)
{
    slice digits = take_run(reading, " ", true);
    char *end;
    const char *text = arena_cstring(reading->file->arena, digits);
    *number = strtod(text, &end);
    bool right = digits.length > 0 && *end == '\0' && strspn(text, "0123456789.") == digits.length;
    if (!right) {
        config_error(reading->file, place_of(reading, reading->at - digits.length),
                     "a number is due here, such as 600 or 0.01");
        return false;
    }
    slice rest = take_run(reading, "", true);
    if (rest.length > 0) {
        config_error(reading->file, place_of(reading, reading->at - rest.length),
                     "nothing is due behind the number");
    }
    return rest.length == 0;
}

static bool read_criterion(struct reading *reading, struct criterion *criterion)
{
    criterion->written = reading->text;
    slice name = take_run(reading, " <>=!", true);
    return (figure_find(name, &criterion->figure) || unknown_figure(reading, name)) &&
           take_comparison(reading, &criterion->sign) && take_number(reading, &criterion->number);
}

struct criterion_list criteria_read(const struct config_file *file, const struct value *object)
{
    const struct value *list = config_member(file, object, "criteria", VALUE_ARRAY);
    if (!list) {
        return (struct criterion_list){NULL, 0};
    }
    struct criterion *items = ARENA_ARRAY(file->arena, struct criterion, list->count);
    size_t count = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        struct reading reading = {file, &list->items[i], list->items[i].string.bytes, 0};
        if (list->items[i].kind != VALUE_STRING) {
            config_error(file, list->items[i].start, "a criterion is a string");
        } else {
            count += read_criterion(&reading, &items[count]);
        }
    }
    return (struct criterion_list){items, count};
}
