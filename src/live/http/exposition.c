/* The page of metrics. In: a snapshot. Out: lines for Prometheus. */
#include "live/http/exposition.h"

#include "version.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

static void write_head(struct buffer *out, const char *name, const char *type, const char *help)
{
    buffer_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void write_values(struct buffer *out, const struct metrics_snapshot *snapshot)
{
    const char *before = "";
    for (unsigned i = 0; i < METRIC_COUNT; i++) {
        const struct metric_row *row = metric_row((enum metric)i);
        if (strcmp(row->name, before) != 0) {
            write_head(out, row->name, row->is_level ? "gauge" : "counter", row->help);
        }
        before = row->name;
        bool labels = row->labels[0] != '\0';
        buffer_printf(out, "%s%s%s%s %lld\n", row->name, labels ? "{" : "", row->labels,
                      labels ? "}" : "", (long long)snapshot->values[i]);
    }
}

/* Label values escape backslashes, quotes and newlines; a rule's id can hold any of them. */
static void write_label(struct buffer *out, slice value)
{
    for (size_t i = 0; i < value.length; i++) {
        char c = value.data[i];
        if (c == '\n') {
            buffer_append(out, SLICE("\\n"));
            continue;
        }
        if (c == '\\' || c == '"') {
            buffer_append_byte(out, '\\');
        }
        buffer_append_byte(out, c);
    }
}

static void write_rules(struct buffer *out, const struct metrics_snapshot *snapshot)
{
    static const char name[] = "paylint_messages_rejected_total";
    write_head(out, name, "counter", "Messages by the rules that reject them");
    for (size_t i = 0; i < snapshot->rule_count; i++) {
        buffer_printf(out, "%s{rule=\"", name);
        write_label(out, snapshot->rules[i].rule);
        buffer_printf(out, "\"} %llu\n", (unsigned long long)snapshot->rules[i].count);
    }
}

static void write_histogram(struct buffer *out, enum histogram which,
                            const struct histogram_snapshot *taken)
{
    const struct metric_row *row = histogram_row(which);
    uint64_t below = 0;
    write_head(out, row->name, "histogram", row->help);
    for (size_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
        below += taken->buckets[i];
        double limit = histogram_limit(i);
        if (isinf(limit)) {
            buffer_printf(out, "%s_bucket{le=\"+Inf\"} %llu\n", row->name,
                          (unsigned long long)below);
        } else {
            buffer_printf(out, "%s_bucket{le=\"%g\"} %llu\n", row->name, limit,
                          (unsigned long long)below);
        }
    }
    buffer_printf(out, "%s_sum %.6f\n%s_count %llu\n", row->name, taken->sum, row->name,
                  (unsigned long long)taken->count);
}

/* Pages of memory in use: the second number of /proc/self/statm (proc(5)); 0 where there is none.
 */
static unsigned long long resident_bytes(void)
{
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file) {
        if (fscanf(file, "%*u %llu", &pages) != 1) {
            pages = 0;
        }
        fclose(file);
    }
    return pages * (unsigned long long)sysconf(_SC_PAGESIZE);
}

void exposition_write(struct buffer *out, const struct metrics_snapshot *snapshot)
{
    write_values(out, snapshot);
    write_rules(out, snapshot);
    for (unsigned i = 0; i < HISTOGRAM_COUNT; i++) {
        write_histogram(out, (enum histogram)i, &snapshot->histograms[i]);
    }
    write_head(out, "paylint_build_info", "gauge", "1, with the version");
    buffer_printf(out, "paylint_build_info{version=\"%s\"} 1\n", PAYLINT_VERSION);
    write_head(out, "process_start_time_seconds", "gauge", "Start time in seconds since 1970");
    buffer_printf(out, "process_start_time_seconds %.3f\n", (double)snapshot->started_at / 1e6);
    write_head(out, "process_resident_memory_bytes", "gauge", "Resident memory");
    buffer_printf(out, "process_resident_memory_bytes %llu\n", resident_bytes());
}
