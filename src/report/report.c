/* The table of formats, and what they share. In: a report. Out: the same in one format. */
#include "report/report.h"

#include "base/shown.h"
#include "base/utf8.h"
#include "report/forge.h"

static const struct report_format *const formats[] = {
    &report_text,   &report_json,     &report_sarif,      &report_github,
    &report_gitlab, &report_junit,    &report_checkstyle, &report_gcc,
    &report_rdjson, &report_markdown, &report_html,
};
enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const struct report_format *report_find(const char *name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(formats[i]->name, name) == 0) {
            return formats[i];
        }
    }
    return NULL;
}

const char *report_name(size_t index)
{
    return index < FORMAT_COUNT ? formats[index]->name : NULL;
}

const char *report_name_in_parts(size_t index)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (!formats[i]->print && index-- == 0) {
            return formats[i]->name;
        }
    }
    return NULL;
}

/* ---- Writing ---- */

void report_count(struct summary *summary, const struct finding *finding)
{
    enum severity severity = finding->rule->severity;
    summary->errors += severity == SEVERITY_ERROR;
    summary->warnings += severity == SEVERITY_WARNING;
    summary->infos += severity == SEVERITY_INFO;
    summary->fixable += finding->fix != NULL;
    summary->safely_fixable += finding->fix && finding->fix->safety == FIX_SAFE;
}

void report_prepare(struct report *report)
{
    for (size_t i = 0; i < report->findings.count; i++) {
        report_count(&report->summary, &report->findings.items[i]);
    }
    forge_number(report);
    report->line_hashes = map_new(report->arena);
}

/* How many findings of each severity a format takes: of too many the gravest. */
struct quota {
    size_t left[3];
};

static struct quota quota_of(const struct report_format *format, const struct report *report)
{
    const struct summary *summary = &report->summary;
    struct quota quota = {{summary->errors, summary->warnings, summary->infos}};
    size_t room = format->most;
    for (int i = 0; i < 3 && format->most > 0; i++) {
        quota.left[i] = quota.left[i] < room ? quota.left[i] : room;
        room -= quota.left[i];
    }
    return quota;
}

struct writing {
    const struct report_format *format;
    const struct report *report;
    FILE *out;
    size_t written;
};

static void write_finding(struct writing *writing, const struct finding *finding)
{
    fputs(writing->written++ > 0 ? writing->format->between : "", writing->out);
    writing->format->finding(writing->report, finding, writing->out);
}

static void write_findings(struct writing *writing, struct quota quota)
{
    const struct report *report = writing->report;
    for (size_t i = 0; i < report->findings.count; i++) {
        const struct finding *finding = &report->findings.items[i];
        if (quota.left[finding->rule->severity] > 0) {
            quota.left[finding->rule->severity]--;
            write_finding(writing, finding);
        }
    }
    const struct report_format *format = writing->format;
    bool shows = format->shows_suppressed &&
                 (format->most == 0 || writing->written + report->suppressed.count <= format->most);
    for (size_t i = 0; shows && i < report->suppressed.count; i++) {
        write_finding(writing, &report->suppressed.items[i]);
    }
}

void report_print(const struct report_format *format, struct report *report, FILE *out)
{
    if (format->print) {
        format->print(report, out);
        return;
    }
    struct quota quota = quota_of(format, report);
    report->left_out = report->findings.count - quota.left[0] - quota.left[1] - quota.left[2];
    if (format->begin) {
        format->begin(report, out);
    }
    if (!report->shows_statistics) {
        write_findings(&(struct writing){format, report, out, 0}, quota);
    }
    if (format->end) {
        format->end(report, out);
    }
}

void report_tell_left_out(const struct report_format *format, const struct report *report,
                          FILE *out)
{
    if (report->left_out > 0) {
        fprintf(out, "paylint: %zu finding%s left out of the %s report, which takes %zu\n",
                report->left_out, report->left_out == 1 ? " is" : "s are", format->name,
                format->most);
    }
}

/* ---- What formats share ---- */

const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

size_t report_print_line(slice bytes, FILE *out)
{
    size_t columns = 0;
    for (size_t at = 0; at < bytes.length;) {
        size_t length;
        uint32_t code_point = utf8_decode(slice_sub(bytes, at, bytes.length), &length);
        if (code_point == '\t') {
            fputs("    ", out);
            columns += 4;
        } else if (!shown_is_plain(code_point)) {
            fputc('?', out);
            columns++;
        } else {
            fwrite(bytes.data + at, 1, length, out);
            columns++;
        }
        at += length;
    }
    return columns;
}

slice report_window(slice line, size_t from, size_t most, size_t *cut)
{
    *cut = 0;
    if (line.length <= most) {
        return line;
    }
    *cut = from > most / 2 ? from - most / 2 : 0;
    while (*cut > 0 && ((unsigned char)line.data[*cut] & 0xC0) == 0x80) {
        (*cut)--;
    }
    size_t end = *cut + most;
    while (end < line.length && ((unsigned char)line.data[end] & 0xC0) == 0x80) {
        end++;
    }
    return slice_sub(line, *cut, end);
}

void report_count_print(const struct report *report, FILE *out)
{
    const struct summary *summary = &report->summary;
    const char *noun = report->noun ? report->noun : "payload";
    if (summary->errors + summary->warnings + summary->infos == 0) {
        fputs("Nothing found", out);
    } else {
        fprintf(out, "Found %zu error%s and %zu warning%s", summary->errors,
                plural(summary->errors), summary->warnings, plural(summary->warnings));
    }
    fprintf(out, " in %zu %s%s of %zu file%s.", report->payloads, noun, plural(report->payloads),
            report->files.count, plural(report->files.count));
}

void report_fixes_print(const struct summary *summary, FILE *out)
{
    size_t unsafe = summary->fixable - summary->safely_fixable;
    fprintf(out, "--fix puts %zu of them right", summary->fixable);
    if (unsafe > 0) {
        fprintf(out,
                unsafe == summary->fixable ? ", with --unsafe-fixes"
                                           : ", %zu of these with --unsafe-fixes",
                unsafe);
    }
    fputc('.', out);
}
