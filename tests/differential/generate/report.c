/* Figures and tables. */
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    REASONS_SHOWN = 40,
    RECALL_PERCENT = 97,
    FEW = 500,
    RECALL_OF_FEW_PERCENT = 90,
    SHOWN_OF_A_KIND = 300
};

struct report *report_new(struct arena *arena, uint64_t seed)
{
    struct report *report = ARENA_NEW(arena, struct report);
    report->arena = arena;
    report->seed = seed;
    return report;
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* Generated names end in a number: all of them are one. */
static slice without_names(struct arena *arena, slice text)
{
    struct buffer out = {.arena = arena};
    for (size_t i = 0; i < text.length;) {
        size_t end = i;
        while (end < text.length && is_name_byte(text.data[end])) {
            end++;
        }
        slice name = slice_sub(text, i, end);
        bool is_made = end > i + 1 && name.data[name.length - 1] >= '0' &&
                       name.data[name.length - 1] <= '9' && !slice_is(name, "base64");
        if (is_made) {
            buffer_append(&out, SLICE("NAME"));
        } else {
            buffer_append(&out, name);
        }
        if (end == i) {
            buffer_append_byte(&out, text.data[end++]);
        }
        i = end;
    }
    return buffer_slice(&out);
}

static void count_question(struct report *report, const struct open_question *question)
{
    slice text = without_names(report->arena, question->reason);
    struct reason *reason = NULL;
    for (size_t i = 0; i < report->reasons.count && !reason; i++) {
        if (slice_equal(report->reasons.items[i].text, text)) {
            reason = &report->reasons.items[i];
        }
    }
    if (!reason) {
        VECTOR_PUSH(report->arena, &report->reasons, ((struct reason){text, 0, 0, 0}));
        reason = &report->reasons.items[report->reasons.count - 1];
    }
    if (question->is_missed) {
        reason->missed++;
    } else if (question->is_id) {
        reason->ids++;
    } else {
        reason->syntax++;
    }
}

void report_add(struct report *report, uint64_t index, const struct judgement *judgement)
{
    report->scripts++;
    report->messages += judgement->messages;
    report->outside += judgement->outside;
    report->bad_ids += judgement->bad_ids;
    report->bad_ids_found += judgement->bad_ids_found;
    report->malformed += judgement->malformed;
    report->malformed_found += judgement->malformed_found;
    for (size_t i = 0; i < judgement->questions.count; i++) {
        count_question(report, &judgement->questions.items[i]);
    }
    for (size_t i = 0; i < judgement->faults.count; i++) {
        const struct fault *fault = &judgement->faults.items[i];
        bool is_shown = report->faults[fault->kind]++ < SHOWN_OF_A_KIND;
        for (size_t j = 0; j < i; j++) {
            is_shown &= judgement->faults.items[j].kind != fault->kind;
        }
        if (is_shown) {
            printf("script %" PRIu64 ": %s: %.*s\n", index, fault_name(fault->kind),
                   SLICE_ARGS(fault->text));
        }
    }
    fflush(stdout);
}

static int compare_reasons(const void *a, const void *b)
{
    const struct reason *first = a, *second = b;
    size_t left = first->missed * 1000 + first->ids + first->syntax;
    size_t right = second->missed * 1000 + second->ids + second->syntax;
    return left < right ? 1 : left > right ? -1 : 0;
}

static void print_reasons(struct report *report)
{
    qsort(report->reasons.items, report->reasons.count, sizeof *report->reasons.items,
          compare_reasons);
    puts("\nWhat is unknown (of ids, of JSON), how often it is wrong in every run, and why:");
    for (size_t i = 0; i < report->reasons.count && i < REASONS_SHOWN; i++) {
        const struct reason *reason = &report->reasons.items[i];
        printf("%7zu %6zu %6zu  %.*s\n", reason->ids, reason->syntax, reason->missed,
               SLICE_ARGS(slice_sub(reason->text, 0, 100)));
    }
    putchar('\n');
}

static double percent(size_t part, size_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 100.0;
}

/* Of few, a handful of misses is a large part: no more is asked of them than that. */
static bool is_enough(size_t part, size_t whole)
{
    return percent(part, whole) >= (whole < FEW ? RECALL_OF_FEW_PERCENT : RECALL_PERCENT);
}

static bool print_verdict(bool is_good, uint64_t seed, const char *what)
{
    printf("%s differential, seed %" PRIu64 ": %s\n", is_good ? "ok" : "not ok", seed, what);
    return is_good;
}

bool report_print(struct report *report)
{
    size_t false_claims = report->faults[FAULT_FALSE_ID] + report->faults[FAULT_FALSE_SYNTAX] +
                          report->faults[FAULT_FALSE_UNEXPANDED];
    size_t wrong = report->faults[FAULT_UNCOVERED] + report->faults[FAULT_WRONG_SYNTAX];
    double ids = percent(report->bad_ids_found, report->bad_ids);
    double malformed = percent(report->malformed_found, report->malformed);
    if (report->reasons.count > 0) {
        print_reasons(report);
    }
    printf("seed %" PRIu64 ": %zu scripts, %zu runs, %zu messages; %zu false claims, %zu wrong "
           "payloads; %zu of %zu bad ids found (%.2f %%), %zu of %zu malformed payloads (%.2f %%); "
           "%zu that depend on the outside, %zu doubtful\n",
           report->seed, report->scripts, report->scripts * RUNS, report->messages, false_claims,
           wrong, report->bad_ids_found, report->bad_ids, ids, report->malformed_found,
           report->malformed, malformed, report->outside, report->faults[FAULT_DOUBTFUL]);
    bool is_good = print_verdict(report->faults[FAULT_CRASH] == 0, report->seed, "paylint answers");
    is_good &= print_verdict(report->messages > 0, report->seed, "scripts send messages");
    is_good &= print_verdict(false_claims == 0, report->seed, "no false claim");
    is_good &= print_verdict(wrong == 0, report->seed, "every message is predicted");
    is_good &= print_verdict(is_enough(report->bad_ids_found, report->bad_ids), report->seed,
                             "bad ids are found");
    is_good &= print_verdict(is_enough(report->malformed_found, report->malformed), report->seed,
                             "malformed payloads are found");
    return is_good;
}
