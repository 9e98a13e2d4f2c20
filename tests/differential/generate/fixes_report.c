/* Figures of fixing. */
#include "fixes.h"

#include <inttypes.h>
#include <stdio.h>

static void count_finding(struct fix_report *report, const struct fix_trial *trial,
                          const struct predicted_finding *finding)
{
    report->findings++;
    if (fixes_mended(trial, finding)) {
        report->mended++;
    } else if (slice_is(finding->safety, "unsafe")) {
        report->unsafe++;
    } else if (slice_is(finding->safety, "safe")) {
        report->safe_left++;
    } else {
        report->none++;
    }
}

void fix_report_add(struct fix_report *report, const char *name, const struct fix_trial *trial)
{
    report->scripts++;
    report->changed += !slice_equal(trial->before, trial->after);
    report->withdrawn += trial->withdrawn;
    report->compared += trial->compared;
    report->unsteady += trial->unsteady;
    for (size_t i = 0; i < trial->told.findings.count; i++) {
        count_finding(report, trial, &trial->told.findings.items[i]);
    }
    for (size_t i = 0; i < trial->judgement.faults.count; i++) {
        const struct fault *fault = &trial->judgement.faults.items[i];
        report->faults[fault->kind]++;
        printf("script %s: %s: %.*s\n", name, fault_name(fault->kind), SLICE_ARGS(fault->text));
    }
    fflush(stdout);
}

bool fix_report_print(const struct fix_report *report)
{
    static const struct {
        enum fault_kind kind;
        const char *what;
    } claims[] = {
        {FAULT_CRASH, "paylint answers"},
        {FAULT_FIX_REFUSED, "bash reads what it read before"},
        {FAULT_FIX_BAD, "what is said to be fixed is sent right"},
        {FAULT_FIX_CHANGES, "all else is sent as before"},
        {FAULT_FIX_AGAIN, "a second --fix changes nothing, and has nothing to offer"},
        {FAULT_FIX_PATCH, "--diff is the patch of what --fix does"},
        {FAULT_FIX_ALONE, "the edits of each finding put it right by themselves"},
    };
    const char *mode = report->takes_unsafe ? "--fix --unsafe-fixes" : "--fix";
    printf(
        "seed %" PRIu64 ", %s: %zu scripts, %zu changed; %zu findings: %zu fixed, %zu with a safe "
        "fix left, %zu with an unsafe one, %zu with none; %zu fixes withdrawn; %zu right messages "
        "held byte for byte, %zu that differ by themselves\n",
        report->seed, mode, report->scripts, report->changed, report->findings, report->mended,
        report->safe_left, report->unsafe, report->none, report->withdrawn, report->compared,
        report->unsteady);
    bool is_good = report->mended > 0;
    printf("%s differential %s, seed %" PRIu64 ": findings are fixed\n", is_good ? "ok" : "not ok",
           mode, report->seed);
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        bool holds = report->faults[claims[i].kind] == 0;
        printf("%s differential %s, seed %" PRIu64 ": %s\n", holds ? "ok" : "not ok", mode,
               report->seed, claims[i].what);
        is_good &= holds;
    }
    return is_good;
}
