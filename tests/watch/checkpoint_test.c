/* What checkpoints are made of: times, criteria, the history of a job, what is looked up. */
#include "base/instant.h"
#include "live/checkpoint/history.h"
#include "live/checkpoint/lookup.h"
#include "live/message.h"
#include "tests/test.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- Times ---- */

static void test_instants(struct arena *arena)
{
    static const struct {
        const char *written;
        int64_t seconds; /* -1: it is none */
    } rows[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2026-11-30T03:06:27Z", 1796007987},
        {"2000-02-29T23:59:60Z", 951868800},
        {"2026-11-30T04:06:27+01:00", 1796007987},
        {"2026-11-30t03:06:27.123456789z", 1796007987},
        {"2026-11-30", -1},
        {"2026-13-30T03:06:27Z", -1},
        {"2026-11-30T03:06:27", -1},
        {"2026-11-30T03:06:27Zx", -1},
        {"2026-11-30T24:06:27Z", -1},
        {"", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t time;
        bool read = instant_read(slice_from(rows[i].written), &time);
        test_report(read == (rows[i].seconds >= 0) && (!read || time / 1000000 == rows[i].seconds),
                    "instants: %s", rows[i].written);
    }
    int64_t time = 0;
    instant_read(SLICE("1970-01-01T00:00:00.1234567Z"), &time);
    test_report(time == 123456, "instants: microseconds");
    test_bytes("instants: written", instant_written(arena, 1796007987000001),
               SLICE("2026-11-30T03:06:27Z"));
}

static void test_durations(struct arena *arena)
{
    static const struct {
        const char *written;
        int64_t seconds; /* -1: it is none */
        const char *told;
    } rows[] = {
        {"90s", 90, "1 min 30 s"}, {"4h", 14400, "4 h"},   {"1h32m", 5520, "1 h 32 min"},
        {"1d", 86400, "1 d"},      {"15m", 900, "15 min"}, {"2d3h4m5s", 183845, "2 d 3 h"},
        {"7s", 7, "7 s"},          {"4", -1, NULL},        {"", -1, NULL},
        {"h", -1, NULL},           {"4m4h", -1, NULL},     {"1h1h", -1, NULL},
        {"-1h", -1, NULL},         {"1 h", -1, NULL},      {"99999d", -1, NULL},
        {"9999999999s", -1, NULL}, {"1.5h", -1, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t seconds;
        bool read = duration_read(slice_from(rows[i].written), &seconds);
        test_report(read == (rows[i].seconds >= 0) && (!read || seconds == rows[i].seconds),
                    "durations: \"%s\"", rows[i].written);
        if (rows[i].told) {
            test_bytes("durations: as they are told",
                       duration_written(arena, (double)rows[i].seconds), slice_from(rows[i].told));
        }
    }
}

/* ---- Criteria ---- */

static void test_criteria(struct arena *arena)
{
    static const struct {
        const char *written;
        double value;
        const char *wanted; /* "holds", "doesn't", or the error */
    } rows[] = {
        {"rejected_rate <= 0.01", 0.01, "holds"},
        {"rejected_rate<=0.01", 0.02, "doesn't"},
        {"timeouts == 0", 0, "holds"},
        {"timeouts==0", 1, "doesn't"},
        {"execution_seconds_max < 600", 600, "doesn't"},
        {"execution_seconds_max < 600", 599.9, "holds"},
        {"messages > 0", 1, "holds"},
        {"forwarded >= 10", 9, "doesn't"},
        {"rejected != 3", 3, "doesn't"},
        {"rejected_rat <= 1", 0,
         "c:2:3: there is no figure \"rejected_rat\"; did you mean \"rejected_rate\"?"},
        {"qwertyuiop < 1", 0, "c:2:3: there is no figure \"qwertyuiop\"; docs/watch.md lists them"},
        {"timeouts = 0", 0, "c:2:12: a comparison is due here: <, <=, ==, !=, >= or >"},
        {"timeouts", 0, "c:2:11: a comparison is due here: <, <=, ==, !=, >= or >"},
        {"timeouts == none", 0, "c:2:15: a number is due here, such as 600 or 0.01"},
        {"timeouts == ", 0, "c:2:15: a number is due here, such as 600 or 0.01"},
        {"timeouts == 0x10", 0, "c:2:15: a number is due here, such as 600 or 0.01"},
        {"timeouts == 1 %", 0, "c:2:17: nothing is due behind the number"},
        {"", 0, "c:2:3: there is no figure \"\"; docs/watch.md lists them"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer kept = {.arena = arena};
        struct error_sink errors = {.kept = &kept};
        struct config_file file;
        slice json = arena_printf(arena, "{\"criteria\": [\n \"%s\"]}", rows[i].written);
        config_read(&file, arena, "c", json, &errors);
        struct criterion_list list = criteria_read(&file, &file.root);
        slice got = list.count == 0                                  ? buffer_slice(&kept)
                    : criterion_holds(&list.items[0], rows[i].value) ? SLICE("holds")
                                                                     : SLICE("doesn't");
        got = slice_starts_with(got, SLICE("paylint: ")) ? slice_sub(got, 9, got.length) : got;
        test_bytes(arena_printf(arena, "criteria: %s", rows[i].written).data, slice_trim(got),
                   slice_from(rows[i].wanted));
    }
}

/* ---- The history of a job ---- */

static slice execution(struct arena *arena, const char *name, const char *start, const char *end,
                       const char *condition)
{
    slice completion =
        end ? arena_printf(arena, ",\"completionTime\":\"2026-11-30T%sZ\"", end) : SLICE("");
    return arena_printf(
        arena,
        "{\"kind\":\"Execution\",\"metadata\":{\"name\":\"%s\"},\"status\":{"
        "\"startTime\":\"2026-11-30T%s.5Z\"%.*s,\"conditions\":[{\"type\":"
        "\"ResourcesAvailable\",\"status\":\"True\"},{\"type\":\"Completed\",%s}]}}",
        name, start, SLICE_ARGS(completion), condition);
}

#define SUCCEEDED "\"status\":\"True\",\"message\":\"Execution completed successfully in 8m20s.\""
#define TIMED_OUT                                                                              \
    "\"status\":\"False\",\"reason\":\"NonZeroExitCode\",\"message\":\"Task w-1-task0 failed " \
    "with exit code: 0 and message: The configured timeout was reached.\""
#define FAILED                                                                              \
    "\"status\":\"False\",\"message\":\"Task w-1-task0 failed with message: The container " \
    "exited with an error.\""
#define RUNNING "\"status\":\"Unknown\""

/* As in the incident: of 18 executions 10 run into the limit, 5 fail otherwise. */
static slice eighteen(struct arena *arena)
{
    struct buffer list = {.arena = arena};
    for (unsigned i = 0; i < 18; i++) {
        const char *end = i < 10 ? "02:31:00.5" : "01:08:20.5";
        slice one = execution(arena, arena_printf(arena, "w-%u", i).data, "01:00:00", end,
                              i < 10   ? TIMED_OUT
                              : i < 15 ? FAILED
                                       : SUCCEEDED);
        buffer_printf(&list, "%s%.*s", i ? "," : "[", SLICE_ARGS(one));
    }
    buffer_append_byte(&list, ']');
    return buffer_slice(&list);
}

static bool figure_is(const struct history *history, enum figure figure, double value)
{
    struct figures figures = {0};
    history_figures(history, &figures);
    figures_share(&figures);
    return figures.is_known[figure] && fabs(figures.values[figure] - value) < 1e-9;
}

static void test_executions(struct arena *arena)
{
    struct watch_settings settings = watch_settings_default();
    int64_t since;
    int64_t now;
    instant_read(SLICE("2026-11-30T00:30:00Z"), &since);
    instant_read(SLICE("2026-11-30T03:00:00.5Z"), &now);
    struct history *history = history_new(since);
    struct figures figures = {0};
    history_figures(history, &figures);
    test_report(!figures.is_known[FIGURE_TIMEOUTS], "executions: nothing is known at first");
    const char *why = history_take_executions(history, eighteen(arena), &settings, now);
    test_report(!why && figure_is(history, FIGURE_EXECUTIONS, 18) &&
                    figure_is(history, FIGURE_TIMEOUTS, 10) &&
                    figure_is(history, FIGURE_FAILURES, 5) &&
                    figure_is(history, FIGURE_TIMEOUT_RATE, 10.0 / 18) &&
                    figure_is(history, FIGURE_EXECUTION_MAX, 91 * 60),
                "executions: those of the incident");
    history_figures(history, &figures);
    figures_share(&figures);
    test_bytes("executions: as they are told", figures_told(arena, &figures, FIGURE_TIMEOUT_RATE),
               SLICE("10 of 18 (55.6 %)"));
    test_bytes("executions: a time as it is told",
               figures_told(arena, &figures, FIGURE_EXECUTION_MAX), SLICE("1 h 31 min"));
    test_bytes("executions: what isn't known", figures_told(arena, &figures, FIGURE_LATENCY_MAX),
               SLICE("–"));

    /* One goes on, one has been told before, one began before the run, one hasn't begun. */
    slice later =
        arena_printf(arena, "[%.*s,%.*s,%.*s,{\"metadata\":{\"name\":\"w-40\"},\"status\":{}},{}]",
                     SLICE_ARGS(execution(arena, "w-20", "01:00:00", NULL, RUNNING)),
                     SLICE_ARGS(execution(arena, "w-17", "01:00:00", "01:08:20.5", SUCCEEDED)),
                     SLICE_ARGS(execution(arena, "w-30", "00:10:00", "00:11:00", FAILED)));
    why = history_take_executions(history, later, &settings, now);
    test_report(!why && figure_is(history, FIGURE_EXECUTIONS, 19) &&
                    figure_is(history, FIGURE_EXECUTIONS_RUNNING, 1) &&
                    figure_is(history, FIGURE_EXECUTION_MAX, 7200),
                "executions: a later list adds what is new");
    settings.execution_limit = 1800;
    settings.all_executions = true;
    why = history_take_executions(history, later, &settings, now);
    test_report(!why && figure_is(history, FIGURE_EXECUTIONS, 20) &&
                    figure_is(history, FIGURE_TIMEOUTS, 11) &&
                    figure_is(history, FIGURE_FAILURES, 6),
                "executions: a limit, and those before the run");
    static const char *const none[] = {"", "{}", "[", "null", "[{\"a\":}]", "ERROR: (gcloud.run)"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        test_report(history_take_executions(history, slice_from(none[i]), &settings, now) != NULL,
                    "executions: no list: %s", none[i]);
    }
    test_report(!history_take_executions(history, SLICE("[1, null, [], {\"metadata\": 1}]"),
                                         &settings, now) &&
                    figure_is(history, FIGURE_EXECUTIONS, 20),
                "executions: items that are none");
    history_free(history);
}

static void test_entries(void)
{
    const struct watch_settings settings = watch_settings_default();
    struct history *history = history_new(1796000000000000);
    slice list = SLICE("[{\"insertId\":\"a\",\"timestamp\":\"2026-11-30T03:06:27Z\"},"
                       "{\"insertId\":\"b\",\"timestamp\":\"2026-11-30T03:06:27Z\"},"
                       "{\"insertId\":\"old\",\"timestamp\":\"2020-11-30T03:06:27Z\"},"
                       "{\"textPayload\":\"no id\"}]");
    bool taken = !history_take_entries(history, ENTRIES_REJECTION, list, &settings) &&
                 !history_take_entries(history, ENTRIES_REJECTION, list, &settings) &&
                 !history_take_entries(history, ENTRIES_TIMEOUT, SLICE("[]"), &settings);
    test_report(taken && figure_is(history, FIGURE_REJECTION_ENTRIES, 3) &&
                    figure_is(history, FIGURE_TIMEOUT_ENTRIES, 0),
                "entries: each counts once");
    history_free(history);
}

/* ---- Looking up ---- */

static void test_lookups(struct arena *arena)
{
    static const struct {
        const char *name;
        const char *script;
        const char *output; /* NULL: there is a reason */
        const char *why;
    } rows[] = {
        {"what it prints", "echo '[]'", "[]\n", NULL},
        {"nothing on its standard input", "cat; echo end", "end\n", NULL},
        {"a status", "echo no such job >&2; echo more >&2; exit 3", NULL,
         "sh: it ended with status 3: no such job"},
        {"a signal", "kill -9 $$", NULL, "sh: signal 9 ended it"},
        {"one that takes too long", "sleep 60", NULL, "sh: it took too long"},
        {"one that closes its output and goes on", "exec >&- 2>&-; sleep 60", NULL,
         "sh: it took too long"},
        {"one that leaves others behind", "sleep 60 & sleep 60", NULL, "sh: it took too long"},
        {"one that prints without end", "yes", NULL, "sh: it printed too much"},
        {"no descriptors of this process", "ls /proc/self/fd | wc -l", "4\n", NULL},
    };
    int64_t began = clock_now();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const arguments[] = {"sh", "-c", rows[i].script, NULL};
        slice output = {NULL, 0};
        const char *why = lookup_take(arena, &(struct watch_lookup){.arguments = arguments},
                                      rows[i].why && strstr(rows[i].why, "long") ? 1 : 60, &output);
        slice got = why ? slice_from(why) : output;
        test_bytes(arena_printf(arena, "lookup: %s", rows[i].name).data, got,
                   slice_from(why ? rows[i].why ? rows[i].why : "" : rows[i].output));
    }
    test_report(clock_now() - began < 50000000, "lookup: nothing is waited for in vain");
    static const char *const missing[] = {"/no/such/command", NULL};
    slice output;
    const char *why = lookup_take(arena, &(struct watch_lookup){.arguments = missing}, 1, &output);
    test_report(why && strstr(why, "can't run /no/such/command: No such file"),
                "lookup: no such command");
    why = lookup_take(arena, &(struct watch_lookup){.path = "/no/such/file"}, 1, &output);
    test_report(why && strstr(why, "can't read /no/such/file: No such file"),
                "lookup: no such file");
}

int main(void)
{
    struct arena *arena = arena_new();
    signal(SIGPIPE, SIG_IGN);
    test_instants(arena);
    test_durations(arena);
    test_criteria(arena);
    test_executions(arena);
    test_entries();
    test_lookups(arena);
    arena_free(arena);
    return test_status();
}
