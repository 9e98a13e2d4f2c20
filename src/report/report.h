/* Reporters: findings and payloads in one output format each. To add a format: one file here, its
 * name below and in report.c. */
#ifndef PAYLINT_REPORT_REPORT_H
#define PAYLINT_REPORT_REPORT_H

#include "rule/finding.h"

#include <stdio.h>

struct summary {
    size_t errors;
    size_t warnings;
    size_t infos;
    size_t fixable; /* that have a fix */
    size_t safely_fixable;
};

/* All that a run found, in the order of the files. */
struct report {
    struct arena *arena; /* what is written is made in it */
    const struct rule_set *rules;
    struct findings findings;
    struct findings suppressed; /* by comments or the baseline; told where they were asked for, by
                                 * formats that can say so */
    struct summary summary;     /* of `findings`, or of those written one by one */
    VECTOR(const char *) files; /* the paths of all that were read */
    size_t payloads;
    size_t fixed;            /* findings that are gone */
    size_t left_out;         /* findings, as the format takes no more */
    const char *noun;        /* what people read for a payload: "message"; NULL: "payload" */
    struct map *line_hashes; /* of the sarif format; NULL: lines of files aren't hashed */
    slice folder;            /* the working folder, absolute; "" is the root of all */
    slice root;              /* of the repository, the same */
    bool colour;             /* of the text format */
    size_t columns;          /* of the terminal that the text format goes to; 0: no terminal */
    bool is_quiet;           /* findings only, no closing words */
    bool shows_statistics;   /* findings by rule instead of one by one */
    bool has_baseline;
    bool is_incomplete; /* something couldn't be read */
};

/* Counts the finding. */
void report_count(struct summary *summary, const struct finding *finding);

/* One format: written in parts, so that a report may be longer than what memory holds, or, where
 * `print` is there, as a whole. */
struct report_format {
    const char *name;
    void (*begin)(const struct report *report, FILE *out); /* NULL: nothing */
    void (*finding)(const struct report *report, const struct finding *finding, FILE *out);
    const char *between;                                 /* written between two findings */
    void (*end)(const struct report *report, FILE *out); /* NULL: nothing */
    void (*print)(const struct report *report, FILE *out);
    bool shows_suppressed; /* says of a finding that it is suppressed */
    bool has_statistics;   /* heeds `shows_statistics` */
    bool tells_edits;      /* of each fix */
    size_t most;           /* findings that its readers take; 0: any number */
};

/* The format of that name, or NULL. */
const struct report_format *report_find(const char *name);
/* The names of all formats, and of those that are written in parts, by number; NULL behind the
 * last. */
const char *report_name(size_t index);
const char *report_name_in_parts(size_t index);

/* Counts the findings, and makes ready what all formats share. */
void report_prepare(struct report *report);
/* Says how many findings the format didn't take; nothing where it took all. */
void report_tell_left_out(const struct report_format *format, const struct report *report,
                          FILE *out);
/* Writes the whole report, which has been prepared. */
void report_print(const struct report_format *format, struct report *report, FILE *out);

extern const struct report_format report_text, report_json, report_sarif, report_github,
    report_gitlab, report_junit, report_checkstyle, report_gcc, report_rdjson, report_markdown,
    report_html;

/* ---- What formats share ---- */

/* "s" for any number but 1. */
const char *plural(size_t count);

/* The bytes in one line: control characters and what isn't UTF-8 become question marks, so that
 * nothing in a script can write to a terminal or end a line. Returns how many columns that takes,
 * a tab being four. */
size_t report_print_line(slice bytes, FILE *out);

/* Of a line that is longer than `most` bytes the part round the byte at `from`; it begins *cut
 * bytes after the line does. */
enum { LINE_SHOWN_MAX = 160 };
slice report_window(slice line, size_t from, size_t most, size_t *cut);

/* "Found 2 errors and 1 warning in 3 payloads of 1 file." */
void report_count_print(const struct report *report, FILE *out);
/* "--fix puts 3 of them right, 1 of these with --unsafe-fixes." */
void report_fixes_print(const struct summary *summary, FILE *out);

/* A payload with the file that it stands in. */
void report_payloads_text(struct arena *arena, const struct payload *payloads, size_t count,
                          bool coloured, FILE *out);
/* Prints all payloads of all files as one document. */
void report_payloads_json(struct arena *arena, const struct payload *payloads, size_t count,
                          FILE *out);

#endif
