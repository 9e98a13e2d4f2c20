/* Comments that suppress a finding. In: a finding. Out: where such a comment goes, tried on a copy:
 * in a host not every place above a statement is one that the shell reads. */
#include "lsp/state.h"

#include "host/host.h"

struct trying {
    struct server *server;
    const struct document *document;
    const struct reading *reading;
    const struct finding *finding;
    struct suppressing suppressing;
};

static size_t count_told(const struct analysed *analysed)
{
    size_t count = 0;
    for (size_t i = 0; i < analysed->findings.count; i++) {
        const struct finding *finding = &analysed->findings.items[i];
        count += !finding->is_suppressed && finding->certainty != CERTAINTY_UNKNOWN &&
                 !unused_is_about_comment(finding);
    }
    return count;
}

static size_t count_told_by(const struct analysed *analysed, const struct rule *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < analysed->findings.count; i++) {
        const struct finding *finding = &analysed->findings.items[i];
        count += !finding->is_suppressed && slice_equal(finding->rule->id, rule->id);
    }
    return count;
}

/* Whether the comment does what it should, and nothing else. */
static bool holds(const struct trying *trying, const struct edit *edit)
{
    struct edits edits = {0};
    struct arena *arena = arena_new();
    const struct analysed *before = trying->reading->script.analysed;
    edits_add(arena, &edits, *edit);
    slice bytes = edits_apply(arena, before->source->bytes, &edits);
    const struct analysed *after =
        reading_of_bytes(trying->server, trying->document, arena, bytes).analysed;
    const struct rule *rule = trying->finding->rule;
    bool right = after->problems.count <= before->problems.count &&
                 after->payloads.count == before->payloads.count &&
                 count_told(after) <= count_told(before) &&
                 count_told_by(after, rule) < count_told_by(before, rule);
    arena_free(arena);
    return right;
}

static slice blanks_of(slice line)
{
    size_t length = 0;
    while (length < line.length && strchr(" \t", line.data[length]) && line.data[length]) {
        length++;
    }
    return slice_sub(line, 0, length);
}

/* Adds the rule to a comment that stands above the line already. */
static bool extend_comment(const struct trying *trying, uint32_t line, struct edit *edit)
{
    const struct suppressions *all = &trying->suppressing.suppressions;
    for (size_t i = 0; i < all->count; i++) {
        const struct suppression *one = &all->items[i];
        if (one->next_line == line && !one->is_file && !one->is_malformed &&
            one->rules[0].id.data) {
            uint32_t end = one->rules[one->rule_count - 1].span.end;
            slice id = trying->finding->rule->id;
            *edit = (struct edit){end, end,
                                  arena_printf(trying->server->scratch, ", %.*s", SLICE_ARGS(id))};
            return holds(trying, edit);
        }
    }
    return false;
}

/* A line of its own above the line, indented like it. */
static bool put_above(const struct trying *trying, uint32_t line, struct edit *edit)
{
    const struct source *source = trying->reading->script.analysed->source;
    uint32_t start = source->line_starts[line - 1];
    slice below = source_line(source, start);
    bool returns = start + below.length < source->bytes.length &&
                   source->bytes.data[start + below.length] == '\r';
    *edit = (struct edit){start, start,
                          arena_printf(trying->server->scratch, "%.*s# paylint: ignore[%.*s]%s\n",
                                       SLICE_ARGS(blanks_of(below)),
                                       SLICE_ARGS(trying->finding->rule->id), returns ? "\r" : "")};
    return holds(trying, edit);
}

/* At the end of the line. */
static bool put_behind(const struct trying *trying, uint32_t line, struct edit *edit)
{
    const struct source *source = trying->reading->script.analysed->source;
    uint32_t start = source->line_starts[line - 1];
    uint32_t end = start + (uint32_t)source_line(source, start).length;
    *edit = (struct edit){end, end,
                          arena_printf(trying->server->scratch, " # paylint: ignore[%.*s]",
                                       SLICE_ARGS(trying->finding->rule->id))};
    return holds(trying, edit);
}

static bool try_at(const struct trying *trying, struct span span, struct edit *edit)
{
    if (span.source != trying->reading->script.analysed->source) {
        return false;
    }
    uint32_t line = suppression_line(&trying->suppressing, span.start);
    return line > 0 && (extend_comment(trying, line, edit) || put_above(trying, line, edit) ||
                        put_behind(trying, line, edit));
}

bool suppress_edit(struct server *server, const struct document *document,
                   const struct reading *reading, const struct finding *finding, struct edit *edit)
{
    struct regions regions = {0};
    struct trying trying = {server, document, reading, finding, {0}};
    const struct source *source = reading->script.analysed->source;
    trying.suppressing = (struct suppressing){.arena = server->scratch, .source = source};
    host_find_regions(server->scratch, source, &regions);
    for (size_t i = 0; i < regions.count; i++) {
        suppression_read(&trying.suppressing, regions.items[i].view);
    }
    return try_at(&trying, finding->span, edit) || try_at(&trying, finding->command, edit);
}
