/* Suppression. In: comments and findings. Out: which findings are suppressed, and what suppresses
 * none. */
#include "cli/suppression.h"

/* ---- Reading comments ---- */

static const slice mark = {"paylint:", 8};

bool suppression_is_possible(const struct source *source)
{
    return slice_find(source->bytes, mark) < source->bytes.length;
}

static slice skip_blanks(slice bytes)
{
    while (bytes.length > 0 && (bytes.data[0] == ' ' || bytes.data[0] == '\t')) {
        bytes = slice_sub(bytes, 1, bytes.length);
    }
    return bytes;
}

static bool is_blank_line(slice line)
{
    return slice_trim(line).length == 0;
}

static bool is_comment_line(slice line)
{
    slice start = skip_blanks(line);
    return start.length > 0 && start.data[0] == '#';
}

/* The first line of code below `line`, over blank and comment lines. */
static uint32_t next_code_line(const struct source *source, uint32_t line)
{
    while (line < source->line_count) {
        slice bytes = source_line(source, source->line_starts[line]);
        line++;
        if (!is_blank_line(bytes) && !is_comment_line(bytes)) {
            return line;
        }
    }
    return 0;
}

/* Where the slice, a part of the source's bytes, stands. */
static struct span span_of(const struct source *source, slice bytes)
{
    uint32_t start = (uint32_t)(bytes.data - source->bytes.data);
    return (struct span){source, start, start + (uint32_t)bytes.length};
}

static void read_rules(const struct suppressing *suppressing, slice list,
                       struct suppression *suppression)
{
    VECTOR(struct suppressed_rule) rules = {0};
    while (list.length > 0) {
        size_t comma = slice_find_byte(list, ',');
        slice id = slice_trim(slice_sub(list, 0, comma));
        struct suppressed_rule rule = {id, span_of(suppressing->source, id), false};
        VECTOR_PUSH(suppressing->arena, &rules, rule);
        list = slice_sub(list, comma + 1, list.length);
    }
    suppression->rules = rules.items;
    suppression->rule_count = rules.count;
    suppression->is_malformed = suppression->is_malformed || rules.count == 0;
}

static bool ends_word(slice rest)
{
    return rest.length == 0 || strchr(" \t\r[", rest.data[0]) != NULL;
}

/* What stands behind `paylint:`. */
static void read_directive(const struct suppressing *suppressing, slice rest,
                           struct suppression *suppression)
{
    rest = skip_blanks(rest);
    suppression->is_file = slice_starts_with(rest, SLICE("ignore-file"));
    slice word = suppression->is_file ? SLICE("ignore-file") : SLICE("ignore");
    bool known = slice_starts_with(rest, word);
    rest = slice_sub(rest, known ? word.length : 0, rest.length);
    suppression->is_malformed = !known || !ends_word(rest);
    if (!suppression->is_malformed && rest.length > 0 && rest.data[0] == '[') {
        size_t close = slice_find_byte(rest, ']');
        suppression->is_malformed = close == rest.length;
        read_rules(suppressing, slice_sub(rest, 1, close), suppression);
        suppression->reason = slice_trim(slice_sub(rest, close + 1, rest.length));
    } else {
        suppression->rules = ARENA_NEW(suppressing->arena, struct suppressed_rule);
        suppression->rules->span = suppression->span;
        suppression->rule_count = 1;
    }
}

static bool is_read_already(const struct suppressing *suppressing, uint32_t start)
{
    for (size_t i = 0; i < suppressing->suppressions.count; i++) {
        if (suppressing->suppressions.items[i].span.start == start) {
            return true;
        }
    }
    return false;
}

static void read_comment(struct suppressing *suppressing, const struct shell_comment *comment)
{
    const struct source *source = suppressing->source;
    uint32_t start = view_origin(comment->view, comment->start);
    slice line = source_line(source, start);
    uint32_t line_start = (uint32_t)(line.data - source->bytes.data);
    /* Whatever a view leaves out, a comment goes to the end of its line. */
    slice bytes = slice_sub(line, start - line_start, line.length);
    while (bytes.length > 0 && bytes.data[0] == '#') {
        bytes = slice_sub(bytes, 1, bytes.length);
    }
    bytes = skip_blanks(bytes);
    if (!slice_starts_with(bytes, mark) || is_read_already(suppressing, start)) {
        return;
    }
    struct suppression suppression = {
        .span = {source, start, line_start + (uint32_t)line.length},
        .line = source_position(source, start).line,
    };
    if (is_blank_line(slice_sub(line, 0, start - line_start))) {
        suppression.next_line = next_code_line(source, suppression.line);
    }
    read_directive(suppressing, slice_sub(bytes, mark.length, bytes.length), &suppression);
    VECTOR_PUSH(suppressing->arena, &suppressing->suppressions, suppression);
}

void suppression_read(struct suppressing *suppressing, const struct view *view)
{
    struct shell_problems problems = {0};
    struct shell_comments comments = {0};
    const struct shell_script *script =
        shell_lex_comments(suppressing->arena, view, &problems, &comments);
    VECTOR_PUSH(suppressing->arena, &suppressing->scripts, script);
    for (size_t i = 0; i < comments.count; i++) {
        read_comment(suppressing, &comments.items[i]);
    }
}

/* ---- Statements ---- */

static bool holds(const struct view *view, uint32_t start, uint32_t end, uint32_t offset)
{
    return end > start && view_origin(view, start) <= offset &&
           offset <= view_origin(view, end - 1);
}

/* Whether the token, or the body of its heredoc, holds the byte at `offset` of the source. */
static bool token_holds(const struct shell_script *script, const struct token *token,
                        uint32_t offset)
{
    const struct redirect *redirect = token_redirect(token);
    const struct heredoc *heredoc = redirect ? redirect->heredoc : NULL;
    return holds(script->view, token->start, token->end, offset) ||
           (heredoc && holds(script->view, heredoc->start, heredoc->end, offset));
}

uint32_t suppression_line(const struct suppressing *suppressing, uint32_t offset)
{
    for (size_t i = 0; i < suppressing->scripts.count; i++) {
        const struct shell_script *script = suppressing->scripts.items[i];
        uint32_t start = script->start;
        bool fresh = true;
        for (size_t k = 0; k < script->token_count; k++) {
            const struct token *token = &script->tokens[k];
            if (fresh && token->kind != TOKEN_NEWLINE) {
                start = token->start;
                fresh = false;
            }
            if (token->kind != TOKEN_NEWLINE && token_holds(script, token, offset)) {
                return source_position(suppressing->source, view_origin(script->view, start)).line;
            }
            fresh = fresh || token->kind == TOKEN_NEWLINE;
        }
    }
    return 0;
}

/* ---- Applying ---- */

/* The lines on or above which a finding may be suppressed. */
struct anchors {
    uint32_t lines[4];
    size_t count;
};

static void add_anchors(const struct suppressing *suppressing, struct span span,
                        struct anchors *anchors)
{
    if (span.source == suppressing->source) {
        anchors->lines[anchors->count++] = source_position(span.source, span.start).line;
        anchors->lines[anchors->count++] = suppression_line(suppressing, span.start);
    }
}

static bool is_at(const struct suppression *suppression, const struct anchors *anchors)
{
    for (size_t i = 0; i < anchors->count; i++) {
        uint32_t line = anchors->lines[i];
        if (line > 0 && (line == suppression->line || line == suppression->next_line)) {
            return true;
        }
    }
    return suppression->is_file && anchors->count > 0;
}

static void apply_to(const struct suppressing *suppressing, struct finding *finding)
{
    struct anchors anchors = {.count = 0};
    add_anchors(suppressing, finding->span, &anchors);
    add_anchors(suppressing, finding->command, &anchors);
    for (size_t i = 0; i < suppressing->suppressions.count; i++) {
        const struct suppression *suppression = &suppressing->suppressions.items[i];
        if (suppression->is_malformed || !is_at(suppression, &anchors)) {
            continue;
        }
        for (size_t k = 0; k < suppression->rule_count; k++) {
            struct suppressed_rule *rule = &suppression->rules[k];
            if (!rule->id.data || slice_equal(rule->id, finding->rule->id)) {
                finding->is_suppressed = rule->is_used = true;
                finding->justification =
                    suppression->reason.length > 0 ? suppression->reason : finding->justification;
            }
        }
    }
}

void suppression_apply(struct suppressing *suppressing, struct findings *findings)
{
    for (size_t i = 0; i < findings->count && suppressing->suppressions.count > 0; i++) {
        apply_to(suppressing, &findings->items[i]);
    }
}
