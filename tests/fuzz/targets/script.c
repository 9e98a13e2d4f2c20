/* Whole files through all stages and into every report. In: a script, or, after its first byte,
 * which chooses its name, a host. Wrong: findings and edits outside the file. */
#include "base/map.h"
#include "cli/analysis.h"
#include "fix/fix.h"
#include "report/audit.h"
#include "report/report.h"
#include "tests/fuzz/targets/target.h"

static void check_span(const struct span *span)
{
    if (span->source && (span->start > span->end || span->end > span->source->bytes.length)) {
        fuzz_fail("a place from %u to %u of %zu bytes", span->start, span->end,
                  span->source->bytes.length);
    }
}

static void check_findings(const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        check_span(&finding->span);
        check_span(&finding->command);
        for (size_t k = 0; k < finding->trail_count; k++) {
            check_span(&finding->trail[k].span);
        }
    }
}

static void offer_fixes(struct fuzzing *fuzzing, struct analysed *analysed)
{
    struct findings *findings = &analysed->findings;
    struct finding **all = ARENA_ARRAY(fuzzing->arena, struct finding *, findings->count);
    for (size_t i = 0; i < findings->count; i++) {
        all[i] = &findings->items[i];
    }
    fix_findings(fuzzing->arena, fuzzing->parser, all, findings->count);
    for (size_t i = 0; i < findings->count; i++) {
        const struct fix *fix = findings->items[i].fix;
        size_t length =
            findings->items[i].span.source ? findings->items[i].span.source->bytes.length : 0;
        for (size_t k = 0; fix && k < fix->edit_count; k++) {
            const struct edit *edit = &fix->edits[k];
            if (edit->start > edit->end || edit->end > length ||
                (k > 0 && edit->start < fix->edits[k - 1].end)) {
                fuzz_fail("an edit from %u to %u of %zu bytes", edit->start, edit->end, length);
            }
        }
    }
}

/* One of the formats: bytes that differ choose another, and all in one run would take longer than
 * all that comes before. */
static const char *choose(const struct fuzzing *fuzzing, const char *name_at(size_t index))
{
    size_t count = 0;
    while (name_at(count)) {
        count++;
    }
    return name_at(map_hash(fuzzing->bytes) % count);
}

static void report(struct fuzzing *fuzzing, const struct rule_set *rules, struct analysed *analysed)
{
    const char *name = choose(fuzzing, report_name);
    bool is_first = name == report_name(0);
    struct report written = {.arena = fuzzing->arena,
                             .rules = rules,
                             .findings = analysed->findings,
                             .colour = is_first,
                             .columns = is_first ? 50 : 0};
    VECTOR_PUSH(fuzzing->arena, &written.files, analysed->source->path);
    report_prepare(&written);
    report_print(report_find(name), &written, fuzzing->nowhere);
    const struct payload_list *payloads = &analysed->payloads;
    report_payloads_text(fuzzing->arena, payloads->items, payloads->count, false, fuzzing->nowhere);
    report_payloads_json(fuzzing->arena, payloads->items, payloads->count, fuzzing->nowhere);
    struct audited_script script = audit_script(fuzzing->arena, analysed->source, payloads,
                                                &analysed->findings, &analysed->ids);
    struct audit audit = {
        .arena = fuzzing->arena, .items = &script, .count = 1, .capacity = 1, .colour = true};
    audit_find(choose(fuzzing, audit_name))(&audit, fuzzing->nowhere);
}

static void run(struct fuzzing *fuzzing, const char *path, slice bytes)
{
    const struct script script = {.path = path, .bytes = bytes};
    struct analysed analysed = analyse(fuzzing->analysis, fuzzing->parser, fuzzing->arena, &script);
    struct rule_set rules = configurations_rules(fuzzing->analysis->configurations, fuzzing->arena);
    (void)prefilter_passes(analysed.configuration->prefilter, fuzzing->arena, bytes, NULL);
    check_findings(&analysed.findings);
    offer_fixes(fuzzing, &analysed);
    report(fuzzing, &rules, &analysed);
}

void fuzz_script(struct fuzzing *fuzzing)
{
    run(fuzzing, "fuzz.sh", fuzzing->bytes);
}

void fuzz_markdown(struct fuzzing *fuzzing)
{
    run(fuzzing, "fuzz.md", fuzzing->bytes);
}

void fuzz_yaml(struct fuzzing *fuzzing)
{
    static const char *const paths[] = {".github/workflows/fuzz.yml", ".gitlab-ci.yml",
                                        "cloudbuild.yaml", "docker-compose.yml"};
    unsigned which = fuzzing->bytes.length > 0 ? (unsigned char)fuzzing->bytes.data[0] % 4 : 0;
    run(fuzzing, paths[which], slice_sub(fuzzing->bytes, 1, fuzzing->bytes.length));
}

void fuzz_makefile(struct fuzzing *fuzzing)
{
    run(fuzzing, "Makefile", fuzzing->bytes);
}

void fuzz_dockerfile(struct fuzzing *fuzzing)
{
    run(fuzzing, "Dockerfile", fuzzing->bytes);
}
