/* Comments that suppress findings: `# paylint: ignore[rule-id,other] reason` on the line of a
 * finding or of the statement that it stands in or is sent by, or above that line;
 * `# paylint: ignore-file[rule-id]` anywhere in the file. Without brackets all rules are meant. */
#ifndef PAYLINT_CLI_SUPPRESSION_H
#define PAYLINT_CLI_SUPPRESSION_H

#include "rule/finding.h"
#include "shell/syntax.h"

/* One rule that a comment names, or all of them. */
struct suppressed_rule {
    slice id; /* data NULL: all rules */
    struct span span;
    bool is_used;
};

struct suppression {
    struct span span; /* of the comment */
    bool is_file;
    bool is_malformed;
    slice reason;       /* what stands behind the brackets */
    uint32_t line;      /* that the comment stands on */
    uint32_t next_line; /* where it stands alone: the line of code below it; else 0 */
    struct suppressed_rule *rules;
    size_t rule_count;
};

struct suppressions {
    struct suppression *items;
    size_t count;
    size_t capacity;
};

/* What a source says of its findings: its comments, and where its statements begin. */
struct suppressing {
    struct arena *arena;
    const struct source *source;
    struct suppressions suppressions;
    struct {
        const struct shell_script **items;
        size_t count;
        size_t capacity;
    } scripts;
};

/* Whether it may hold any such comment: reading it for nothing is saved. */
bool suppression_is_possible(const struct source *source);

/* Reads the shell in `view`, a view of the source. */
void suppression_read(struct suppressing *suppressing, const struct view *view);

/* The line of the statement that holds the byte at `offset` of the source, 0 where none does: a
 * comment alone above it counts for what stands there. */
uint32_t suppression_line(const struct suppressing *suppressing, uint32_t offset);

/* Marks the findings that stand in the source, or are sent by a command in it, and are suppressed,
 * and the suppressions that do so. */
void suppression_apply(struct suppressing *suppressing, struct findings *findings);

#endif
